//! `/desk/administration/subscriptions/{subscription}`: one receiver, what is on its way to it, and what is to be done about it.

use askama::Template;
use axum::extract::{Path, State};
use front::furniture::Lamp;
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use identity::RecordId;

use super::list::lamp;
use super::{path_of, unavailable};
use crate::queue::{Delivery, Status, Tally, listed, tally};
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
    /// The secret, once.
    shown_once: Option<String>,
}

/// An event on its way.
struct Line {
    position: u64,
    event_type: String,
    happened: String,
    attempts: u32,
    reason: String,
    changed: String,
    due: String,
    path: String,
}

pub(super) async fn show(
    State(room): State<SubscriptionRoom>,
    _: Administrator,
    reader: Reader,
    Path(subscription): Path<String>,
) -> Result<Page<ShowPage>, Problem> {
    let subscription = subscription.parse().map_err(|_| Problem::NotFound)?;
    page(&room, &reader, subscription, None).await.map(Page)
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
    Ok(ShowPage {
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
            let kind = texts.say(kind.key()).to_string();
            match types.is_empty() {
                true => kind,
                false => format!(
                    "{kind}（{}）",
                    types.iter().map(String::as_str).collect::<Vec<_>>().join("、")
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
            event_type: delivery.event_type.clone(),
            happened: texts.long_moment(&delivery.happened),
            attempts: delivery.attempts,
            reason: obstacle(texts, &delivery.reason),
            changed: texts.long_moment(&delivery.changed),
            due: texts.long_moment(&delivery.due),
            path: format!("{}/deliveries/{}", path_of(subscription), delivery.position),
        }
    }
}

/// What was in the way, as the courier says it, in the words of the console. What it does not know is shown as it is.
fn obstacle(texts: &Texts, reason: &str) -> String {
    if let Some(status) = reason.strip_prefix("the receiver answered ") {
        return texts.say("obstacle-answered").with("status", status).to_string();
    }
    let known = [
        ("the receiver did not answer", "obstacle-slow"),
        ("the receiver cannot be reached", "obstacle-unreachable"),
        ("the receiver's name", "obstacle-unknown-name"),
        ("the receiver is in a private network", "obstacle-private"),
        ("the receiver cannot be spoken to by TLS", "obstacle-tls"),
        ("the connection to the receiver broke", "obstacle-broken"),
        ("the receiver is gone", "obstacle-gone"),
    ];
    let key = known
        .into_iter()
        .find(|(words, _)| reason.starts_with(words))
        .map(|(_, key)| key);
    key.map_or_else(|| reason.to_owned(), |key| texts.say(key).to_string())
}
