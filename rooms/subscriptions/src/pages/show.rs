//! `/desk/administration/subscriptions/{subscription}`: one receiver, what is on its way to it, and what is to be done about it.

use askama::Template;
use axum::extract::{Path, State};
use front::form::Asked;
use front::furniture::Lamp;
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use identity::RecordId;

use super::list::lamp;
use super::{path_of, unavailable, words};
use crate::queue::{Delivery, Status, Tally, listed, rest, tally};
use crate::record::{Standing, Subscription, Subscriptions, Terms};
use crate::room::{Administrator, SubscriptionRoom};

/// How many events of each standing are shown.
const SHOWN_MAX: usize = 50;
/// How many of those that were delivered.
const DELIVERED_SHOWN_MAX: usize = 10;

#[derive(Template)]
#[template(path = "pages/show.html")]
pub(super) struct ShowPage {
    chrome: Chrome,
    name: String,
    path: String,
    lamp: Lamp,
    facts: Vec<(String, String)>,
    terms: Option<Vec<(String, String)>>,
    tally: Tally,
    parked: Vec<Line>,
    waiting: Vec<Line>,
    delivered: Vec<Line>,
    is_active: bool,
    waits: bool,
    is_lapsed: bool,
    is_ended: bool,
    /// How often the receiver has failed in a row, and until when it is left alone; none while it is spoken to.
    rest: Option<(u32, String)>,
    /// The secret, once.
    shown_once: Option<String>,
    /// What was just done.
    said: Option<&'static str>,
}

/// What was just done, so that whoever did it sees that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// What was parked goes again.
    Replayed,
    /// What was parked is let be.
    Dismissed,
    /// Events wait.
    Paused,
    /// Events go out again.
    Resumed,
    /// The receiver is not left alone any more.
    Roused,
    /// It is over.
    Ended,
}

/// An event on its way.
struct Line {
    position: u64,
    /// What has happened, in words.
    name: String,
    event_type: String,
    happened: String,
    attempts: u32,
    reason: String,
    changed: String,
    due: String,
    /// An earlier event of the record that has to arrive first.
    behind: Option<u64>,
    path: String,
}

pub(super) async fn show(
    State(room): State<SubscriptionRoom>,
    _: Administrator,
    reader: Reader,
    Path(subscription): Path<String>,
    Asked(query): Asked,
) -> Result<Page<ShowPage>, Problem> {
    let subscription = subscription.parse().map_err(|_| Problem::NotFound)?;
    let page = page(&room, &reader, subscription, None).await?;
    Ok(Page(ShowPage {
        said: Said::named(query.value("said")).map(Said::key),
        ..page
    }))
}

/// One that exists.
pub(super) async fn named(room: &SubscriptionRoom, subscription: RecordId) -> Result<Subscription, Problem> {
    let snapshot = room
        .ledger()
        .state::<Subscriptions>(subscription)
        .await
        .map_err(unavailable)?;
    Ok((*snapshot.ok_or(Problem::NotFound)?.state).clone())
}

pub(super) async fn page(
    room: &SubscriptionRoom,
    reader: &Reader,
    id: RecordId,
    shown_once: Option<String>,
) -> Result<ShowPage, Problem> {
    let subscription = named(room, id).await?;
    let texts = &reader.texts;
    let lines = async |status: Status, most: usize| {
        let deliveries = listed(room.ledger(), id, status, most).await.map_err(unavailable)?;
        Ok::<_, Problem>(deliveries.iter().map(|delivery| Line::of(texts, id, delivery)).collect())
    };
    let tally = tally(room.ledger(), id).await.map_err(unavailable)?;
    let rest = rest(room.ledger(), id).await.map_err(unavailable)?;
    let until = rest.until.filter(|_| rest.lasts(room.ledger().now()));
    Ok(ShowPage {
        rest: until.map(|until| (rest.failures, words::second(texts, until))),
        said: None,
        lamp: lamp(texts, subscription.standing, &tally),
        facts: facts(texts, &subscription),
        terms: subscription.terms.as_ref().map(|terms| stated(texts, terms)),
        tally,
        parked: lines(Status::Parked, SHOWN_MAX).await?,
        waiting: lines(Status::Waiting, SHOWN_MAX).await?,
        delivered: lines(Status::Delivered, DELIVERED_SHOWN_MAX).await?,
        is_active: subscription.standing == Standing::Active,
        waits: subscription.waits(),
        is_lapsed: subscription.standing == Standing::Lapsed,
        is_ended: subscription.standing == Standing::Ended,
        path: path_of(id),
        chrome: reader.desk("subscription-title", Place::Administration),
        name: subscription.name,
        shown_once,
    })
}

fn facts(texts: &Texts, subscription: &Subscription) -> Vec<(String, String)> {
    let chosen: Vec<String> = subscription
        .selection
        .iter()
        .map(|(kind, types)| {
            let (kind_name, kind) = (kind.as_str(), texts.say(kind.key()).to_string());
            match types.is_empty() {
                true => kind,
                false => format!(
                    "{kind}（{}）",
                    types
                        .iter()
                        .map(|event_type| words::event(texts, &format!("{}.{event_type}", kind_name)))
                        .collect::<Vec<_>>()
                        .join("、")
                ),
            }
        })
        .collect();
    let opened = subscription.opened_at.map(|at| texts.long_moment(&at)).unwrap_or_default();
    [
        ("subscription-origin", subscription.origin.clone()),
        ("subscription-kinds", chosen.join("；")),
        ("subscription-since", opened),
        ("subscription-secret-number", subscription.secret.to_string()),
    ]
    .map(|(key, fact)| (texts.say(key).to_string(), fact))
    .into()
}

fn stated(texts: &Texts, terms: &Terms) -> Vec<(String, String)> {
    let fields = terms.fields().collect::<Vec<_>>().join("、");
    [
        ("subscription-purpose", terms.purpose.clone()),
        ("subscription-basis", terms.basis.clone()),
        ("subscription-fields", fields),
    ]
    .map(|(key, fact)| (texts.say(key).to_string(), fact))
    .into()
}

impl Line {
    fn of(texts: &Texts, subscription: RecordId, delivery: &Delivery) -> Self {
        Self {
            position: delivery.position,
            name: words::event(texts, &delivery.event_type),
            event_type: delivery.event_type.clone(),
            happened: words::second(texts, delivery.happened),
            attempts: delivery.attempts,
            reason: delivery.reason.map(|reason| words::reason(texts, reason)).unwrap_or_default(),
            changed: words::second(texts, delivery.changed),
            due: words::second(texts, delivery.due),
            behind: delivery.behind,
            path: format!("{}/deliveries/{}", path_of(subscription), delivery.position),
        }
    }
}

impl Said {
    const ALL: [Self; 6] = [
        Self::Replayed,
        Self::Dismissed,
        Self::Paused,
        Self::Resumed,
        Self::Roused,
        Self::Ended,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Replayed => "replayed",
            Self::Dismissed => "dismissed",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Roused => "roused",
            Self::Ended => "ended",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Replayed => "subscription-said-replayed",
            Self::Dismissed => "subscription-said-dismissed",
            Self::Paused => "subscription-said-paused",
            Self::Resumed => "subscription-said-resumed",
            Self::Roused => "subscription-said-roused",
            Self::Ended => "subscription-said-ended",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.as_str() == name)
    }
}
