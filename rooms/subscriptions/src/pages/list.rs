//! `/desk/administration/subscriptions`: who is told what happens here, and whether it arrives.

use askama::Template;
use axum::extract::State;
use front::furniture::{Lamp, Shape};
use front::{Chrome, Page, Place, Problem, Reader, Texts};

use super::{LIST, path_of, unavailable};
use crate::following::{FOLLOW, subscriptions};
use crate::queue::{Tally, tallies};
use crate::record::{Standing, Subscriptions};
use crate::room::{Administrator, SubscriptionRoom};

#[derive(Template)]
#[template(path = "pages/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    lines: Vec<Line>,
    /// Events of the log that nobody has looked at yet.
    behind: u64,
    new: String,
}

/// A subscription.
struct Line {
    name: String,
    origin: String,
    path: String,
    lamp: Lamp,
    waiting: u64,
    parked: u64,
    oldest: Option<String>,
}

pub(super) async fn show(
    State(room): State<SubscriptionRoom>,
    _: Administrator,
    reader: Reader,
) -> Result<Page<ListPage>, Problem> {
    let ledger = room.ledger();
    let mut on_their_way = tallies(ledger).await.map_err(unavailable)?;
    let mut lines = Vec::new();
    for subscription in subscriptions(ledger).await.map_err(unavailable)? {
        let snapshot = ledger.state::<Subscriptions>(subscription).await.map_err(unavailable)?;
        let Some(snapshot) = snapshot else { continue };
        let tally = on_their_way.remove(&subscription).unwrap_or_default();
        lines.push(Line {
            name: snapshot.state.name.clone(),
            origin: snapshot.state.origin.clone(),
            path: path_of(subscription),
            lamp: lamp(&reader.texts, snapshot.state.standing, &tally),
            waiting: tally.waiting,
            parked: tally.parked,
            oldest: tally.oldest.map(|oldest| reader.texts.long_moment(&oldest)),
        });
    }
    let lags = ledger.lags().await.map_err(unavailable)?;
    let behind = lags.iter().find(|lag| lag.reaction == FOLLOW).map_or(0, |lag| lag.behind);
    Ok(Page(ListPage {
        chrome: reader.desk("subscriptions-title", Place::Administration),
        lines,
        behind,
        new: format!("{LIST}/new"),
    }))
}

/// Where it stands, and whether somebody should look.
pub(super) fn lamp(texts: &Texts, standing: Standing, tally: &Tally) -> Lamp {
    let shape = match standing {
        Standing::Active if tally.parked > 0 => Shape::Red,
        Standing::Active => Shape::Green,
        Standing::Lapsed => Shape::Red,
        Standing::Paused => Shape::Yellow,
        Standing::Unopened | Standing::Ended => Shape::Blue,
    };
    let word = match standing {
        Standing::Active if tally.parked > 0 => texts.say("subscription-stuck"),
        Standing::Unopened | Standing::Active | Standing::Paused | Standing::Lapsed | Standing::Ended => {
            texts.say(standing.key())
        }
    };
    Lamp::new(shape, word)
}
