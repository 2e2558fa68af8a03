//! Who gets which texts: those who may act for an audience today, by the ways that each of them wants.

use authority::{AgentScope, Mandate, Party};
use calendar::Moment;
use identity::{PostId, RecordId};
use ledger::{Ledger, Unavailable};
use people::record::account::Notices;
use people::views::Away;
use people::{Account, CapacityKey, Enterprise, People, views};

use crate::quiet;
use crate::record::{Audience, Channel, FactKind, Planned};

/// The accounts that act for an audience today. Agents who may only look are not written to: nothing is asked of them.
pub(crate) async fn members(people: &People, audience: &Audience) -> Result<Vec<RecordId>, Unavailable> {
    let ledger = people.ledger();
    match audience {
        Audience::Party(Party::Person(account)) => Ok(vec![*account]),
        Audience::Party(Party::Enterprise(enterprise)) => {
            let mut members = Vec::new();
            for account in views::members_of(ledger, *enterprise).await? {
                if acts_for_enterprise(ledger, account, *enterprise).await? {
                    members.push(account);
                }
            }
            Ok(members)
        }
        Audience::Post(post) => {
            let posts = people.posts();
            let Some(entry) = posts.get(post) else {
                return Ok(Vec::new());
            };
            let organ = &entry.post.organ;
            let holders = views::holders_in(ledger, organ).await?;
            let away = views::away_from(ledger, organ).await?;
            let mut members = Vec::new();
            for holder in holders.into_iter().filter(|holder| holder.post == *post) {
                let member = stands_in(people, post, holder.account, &away)
                    .await?
                    .unwrap_or(holder.account);
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            Ok(members)
        }
    }
}

/// Who acts in the post of an absent colleague today: whoever is away is not written to while somebody else does it.
async fn stands_in(people: &People, post: &PostId, holder: RecordId, away: &[Away]) -> Result<Option<RecordId>, Unavailable> {
    let today = people.ledger().now().day();
    let absent = away.iter().find(|away| away.account == holder && away.absence.covers(today));
    let Some(deputy) = absent.and_then(|away| away.absence.deputy) else {
        return Ok(None);
    };
    let as_deputy = CapacityKey::Deputy(post.clone(), holder);
    let choices = people.capacities(deputy).await?;
    Ok(choices.iter().any(|choice| choice.key == as_deputy).then_some(deputy))
}

/// Whether an account still may act for an audience.
pub(crate) async fn is_member(people: &People, audience: &Audience, account: RecordId) -> Result<bool, Unavailable> {
    if let Audience::Post(post) = audience {
        let snapshot = people.ledger().state::<Account>(account).await?;
        if snapshot.is_some_and(|snapshot| snapshot.state.holds(post)) {
            return Ok(true);
        }
    }
    Ok(members(people, audience).await?.contains(&account))
}

async fn acts_for_enterprise(ledger: &Ledger, account: RecordId, enterprise: RecordId) -> Result<bool, Unavailable> {
    let snapshot = ledger.state::<Enterprise>(enterprise).await?;
    let right = snapshot.and_then(|snapshot| snapshot.state.right_of(account, ledger.now().day()));
    Ok(matches!(
        right,
        Some(Mandate::Representative | Mandate::Agent(AgentScope::Handle))
    ))
}

/// The wishes of an account; none if there is no such account.
pub(crate) async fn wishes(ledger: &Ledger, account: RecordId) -> Result<Option<Wishes>, Unavailable> {
    let snapshot = ledger.state::<Account>(account).await?;
    Ok(snapshot.filter(|snapshot| snapshot.state.is_open()).map(|snapshot| Wishes {
        notices: snapshot.state.notices().clone(),
        has_email: snapshot.state.has_email(),
    }))
}

/// How an account wants to be told.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    pub(crate) notices: Notices,
    pub(crate) has_email: bool,
}

impl Wishes {
    /// Whether that kind of fact goes out by that way. What concerns the account's safety goes by SMS, wanted or not.
    pub(crate) fn wants(&self, kind: FactKind, channel: Channel) -> bool {
        match (kind.notice(), channel) {
            (None, Channel::Sms) => true,
            (None, Channel::Email) => false,
            (Some(_), _) if self.notices.undisturbed => false,
            (Some(notice), Channel::Sms) => self.notices.sms.contains(&notice),
            (Some(notice), Channel::Email) => self.has_email && self.notices.email.contains(&notice),
        }
    }

    /// The first moment from then on at which the account may be disturbed with it.
    pub(crate) fn earliest(&self, kind: FactKind, at: Moment) -> Moment {
        if kind.is_urgent() {
            return at;
        }
        quiet::earliest(at, self.notices.quiet.unwrap_or(quiet::QUIET_HOURS_USUAL))
    }
}

/// The texts that leave the house for a fact.
pub(crate) async fn planned(
    people: &People,
    audience: &Audience,
    kind: FactKind,
    channels: &[Channel],
) -> Result<Vec<Planned>, Unavailable> {
    let mut planned = Vec::new();
    if channels.is_empty() {
        return Ok(planned);
    }
    let now = people.ledger().now();
    for account in members(people, audience).await? {
        let Some(wishes) = wishes(people.ledger(), account).await? else {
            continue;
        };
        let wanted = channels.iter().filter(|channel| wishes.wants(kind, **channel));
        planned.extend(wanted.map(|channel| Planned {
            account,
            channel: *channel,
            due: wishes.earliest(kind, now),
        }));
    }
    Ok(planned)
}
