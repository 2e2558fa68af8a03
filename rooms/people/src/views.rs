//! What other rooms may ask: names for those who may see them, who acts for which enterprise, who holds which post.

use std::collections::BTreeMap;

use authority::Party;
use calendar::Day;
use identity::{OrganId, PostId, RecordId};
use ledger::{Ledger, Unavailable, values};

use crate::record::account::{Absence, Colleague, EMAIL, NAME, PHONE};
use crate::record::authorisation::rows::party_id;
use crate::record::{Account, Enterprise};

/// The holder of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHolder {
    /// The post.
    pub post: PostId,
    /// The account.
    pub account: RecordId,
}

/// Names of persons in clear, for readers whom policy lets see who worked on what; erased ones are left out.
pub async fn names(ledger: &Ledger, accounts: &[RecordId]) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    clear_texts(ledger, accounts, NAME).await
}

/// Phones of persons in clear, for notices.
pub async fn phones(ledger: &Ledger, accounts: &[RecordId]) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    clear_texts(ledger, accounts, PHONE).await
}

/// E-mail addresses of persons in clear, for notices.
pub async fn emails(ledger: &Ledger, accounts: &[RecordId]) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    clear_texts(ledger, accounts, EMAIL).await
}

async fn clear_texts(ledger: &Ledger, accounts: &[RecordId], path: &str) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    let wanted: Vec<(RecordId, &str)> = accounts.iter().map(|account| (*account, path)).collect();
    let values = ledger.secrets_of_many(&wanted).await?;
    let texts = accounts
        .iter()
        .zip(values)
        .filter_map(|(account, value)| Some((*account, value?.as_str()?.to_owned())));
    Ok(texts.collect())
}

/// The name of an enterprise, which is public.
pub async fn enterprise_name(ledger: &Ledger, enterprise: RecordId) -> Result<Option<String>, Unavailable> {
    let snapshot = ledger.state::<Enterprise>(enterprise).await?;
    Ok(snapshot.map(|snapshot| snapshot.state.name().to_owned()))
}

/// The most enterprises that a list looks up one by one.
pub const ENTERPRISES_FOUND_MAX: usize = 200;

/// The enterprises of the city in whose public name a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnterprisesNamed {
    /// These and no others: each is looked up.
    Few(Vec<RecordId>),
    /// More than [`ENTERPRISES_FOUND_MAX`], so that a list goes through its own rows and asks [`is_named`] of each.
    Many,
}

impl Default for EnterprisesNamed {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

/// The enterprises in whose public name a text stands. Names of persons are in the vault, and are not searched.
///
/// # Errors
/// When the store cannot be read.
pub async fn enterprises_named(ledger: &Ledger, text: &str) -> Result<EnterprisesNamed, Unavailable> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(EnterprisesNamed::default());
    }
    // Behind everything that begins with the text: no name holds the last character that there is.
    let rows = ledger
        .query(
            "SELECT DISTINCT enterprise FROM people_enterprise_name WHERE city = $1 AND tail >= $2 AND tail < $3 LIMIT $4",
            values![ledger.city(), text, format!("{text}\u{10FFFF}"), ENTERPRISES_FOUND_MAX + 1],
        )
        .await?;
    if rows.len() > ENTERPRISES_FOUND_MAX {
        return Ok(EnterprisesNamed::Many);
    }
    let enterprises: Result<Vec<RecordId>, Unavailable> = rows.iter().map(|row| row.get(0)).collect();
    enterprises.map(EnterprisesNamed::Few)
}

/// The condition that an enterprise's public name is like a pattern, for a statement of another room: `enterprise` and `pattern`
/// are as that statement names them, and its first value is the city.
#[must_use]
pub fn is_named(enterprise: &str, pattern: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM people_enterprise e WHERE e.city = $1 AND e.enterprise = {enterprise} AND e.name LIKE {pattern} ESCAPE '\\')"
    )
}

/// The enterprises for which an account may act today.
pub async fn enterprises_of(ledger: &Ledger, account: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .look_up(
            "SELECT DISTINCT enterprise FROM people_enterprise_member
             WHERE city = $1 AND account = $2 AND first_day <= $3 AND last_day >= $3 ORDER BY enterprise",
            values![ledger.city(), account, ledger.now().day()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The accounts that may act for an enterprise today: whom a notice to it reaches.
pub async fn members_of(ledger: &Ledger, enterprise: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .look_up(
            "SELECT DISTINCT account FROM people_enterprise_member
             WHERE city = $1 AND enterprise = $2 AND first_day <= $3 AND last_day >= $3 ORDER BY account",
            values![ledger.city(), enterprise, ledger.now().day()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Who holds the posts of an organ.
pub async fn holders_in(ledger: &Ledger, organ: &OrganId) -> Result<Vec<PostHolder>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT post, account FROM people_post_holder WHERE city = $1 AND organ = $2 ORDER BY post, since, account",
            values![ledger.city(), organ.as_str()],
        )
        .await?;
    rows.iter().map(PostHolder::read).collect()
}

/// Who holds the posts of all organs, organ by organ.
///
/// # Errors
/// When the store cannot be read.
pub async fn holders(ledger: &Ledger) -> Result<Vec<PostHolder>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT post, account FROM people_post_holder WHERE city = $1 ORDER BY organ, post, since, account",
            values![ledger.city()],
        )
        .await?;
    rows.iter().map(PostHolder::read).collect()
}

/// The name of a party: of an enterprise the public one, of a person in clear, for readers whom policy lets see it.
pub async fn party_name(ledger: &Ledger, party: Party) -> Result<Option<String>, Unavailable> {
    match party {
        Party::Person(account) => Ok(names(ledger, &[account]).await?.remove(&account)),
        Party::Enterprise(enterprise) => enterprise_name(ledger, enterprise).await,
    }
}

/// The authorisations by which an account may act for others today.
pub async fn authorisations_held(ledger: &Ledger, holder: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .look_up(
            "SELECT authorisation FROM people_authorisation
             WHERE city = $1 AND holder = $2 AND first_day <= $3 AND last_day >= $3 AND ended IS NULL ORDER BY given, authorisation",
            values![ledger.city(), holder, ledger.now().day()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The authorisations that a party gave, those of visits too, the newest first: so many at most.
pub async fn authorisations_of(ledger: &Ledger, party: Party, limit: u32) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT authorisation FROM people_authorisation WHERE city = $1 AND party = $2 ORDER BY given DESC, authorisation LIMIT $3",
            values![ledger.city(), party_id(party), limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Whether there is such an account.
pub async fn account_exists(ledger: &Ledger, account: RecordId) -> Result<bool, Unavailable> {
    Ok(ledger
        .state::<Account>(account)
        .await?
        .is_some_and(|snapshot| snapshot.state.is_open()))
}

/// Somebody who is away, or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub account: RecordId,
    /// When, for which organ, and who stands in.
    pub absence: Absence,
}

/// Who of an organ is away today or will be, by first day.
pub async fn away_from(ledger: &Ledger, organ: &OrganId) -> Result<Vec<Away>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT account, number, organ, first_day, last_day, deputy, declared_by FROM people_absence
             WHERE city = $1 AND organ = $2 AND last_day >= $3 ORDER BY first_day, account",
            values![ledger.city(), organ.as_str(), ledger.now().day()],
        )
        .await?;
    rows.iter().map(Away::read).collect()
}

/// Who is away today, whatever the organ.
pub async fn away_today(ledger: &Ledger) -> Result<Vec<Away>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT account, number, organ, first_day, last_day, deputy, declared_by FROM people_absence
             WHERE city = $1 AND last_day >= $2 AND first_day <= $2 ORDER BY account",
            values![ledger.city(), ledger.now().day()],
        )
        .await?;
    rows.iter().map(Away::read).collect()
}

/// For whom an account stands in today.
pub async fn stood_in_for(ledger: &Ledger, deputy: RecordId) -> Result<Vec<Away>, Unavailable> {
    let rows = ledger
        .look_up(
            "SELECT account, number, organ, first_day, last_day, deputy, declared_by FROM people_absence
             WHERE city = $1 AND deputy = $2 AND last_day >= $3 AND first_day <= $3 ORDER BY account, number",
            values![ledger.city(), deputy, ledger.now().day()],
        )
        .await?;
    rows.iter().map(Away::read).collect()
}

/// Somebody who holds a post in an organ with one of these duties, as the account is now; none for whoever does not.
pub async fn colleague(
    ledger: &Ledger,
    account: RecordId,
    organ: &OrganId,
    may: impl Fn(&PostId) -> bool,
) -> Result<Option<Colleague>, Unavailable> {
    let snapshot = ledger.state::<Account>(account).await?;
    Ok(snapshot.and_then(|snapshot| {
        let mut posts = snapshot.state.posts().iter();
        posts
            .any(|(post, held)| held.organ == *organ && may(post))
            .then_some(Colleague {
                account,
                version: snapshot.version,
            })
    }))
}

/// Somebody whose account is open but who holds no such post in an organ any more, as the account is now.
pub async fn departed(
    ledger: &Ledger,
    account: RecordId,
    organ: &OrganId,
    may: impl Fn(&PostId) -> bool,
) -> Result<Option<Colleague>, Unavailable> {
    let snapshot = ledger.state::<Account>(account).await?;
    Ok(snapshot.and_then(|snapshot| {
        let mut posts = snapshot.state.posts().iter();
        let holds = posts.any(|(post, held)| held.organ == *organ && may(post));
        (!holds).then_some(Colleague {
            account,
            version: snapshot.version,
        })
    }))
}

/// Whether somebody is there, for an organ, in all of those days.
pub async fn is_there(ledger: &Ledger, account: RecordId, from: Day, until: Day) -> Result<bool, Unavailable> {
    let snapshot = ledger.state::<Account>(account).await?;
    Ok(snapshot.is_some_and(|snapshot| !snapshot.state.absences().iter().any(|absence| absence.meets(from, until))))
}

impl PostHolder {
    fn read(row: &ledger::Row) -> Result<Self, Unavailable> {
        let post: String = row.get(0)?;
        Ok(Self {
            post: post
                .parse()
                .map_err(|_| Unavailable("an index row holds a post that is none".to_owned()))?,
            account: row.get(1)?,
        })
    }
}

impl Away {
    fn read(row: &ledger::Row) -> Result<Self, Unavailable> {
        let organ: String = row.get(2)?;
        Ok(Self {
            account: row.get(0)?,
            absence: Absence {
                number: row.get(1)?,
                organ: organ
                    .parse()
                    .map_err(|_| Unavailable("an index row holds an organ that is none".to_owned()))?,
                from: Day(row.get(3)?),
                until: Day(row.get(4)?),
                deputy: row.get(5)?,
                declared_by: row.get(6)?,
            },
        })
    }
}
