//! `/desk/counter`: who stands here now, what was taken in today, and reading back by number.

use applications::views::{IntakeCounts, intake_counts, intakes};
use askama::Template;
use axum::extract::{RawQuery, State};
use calendar::Day;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use people::CapacityLabel;

use crate::at_window::AtWindow;
use crate::room::CounterRoom;
use crate::words::unavailable;

/// So many intakes are listed at a time; the search finds the others.
const LISTED_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "pages/counter.html")]
pub(super) struct CounterPage {
    chrome: Chrome,
    organ: String,
    open: Vec<OpenVisit>,
    counts: IntakeCounts,
    day: String,
    day_typed: String,
    is_today: bool,
    text: String,
    not_found: bool,
    lines: Vec<IntakeLine>,
}

/// A visit that is not over.
struct OpenVisit {
    party: String,
    key: String,
}

/// An intake in the list.
pub(super) struct IntakeLine {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) matter: String,
    pub(super) time: String,
    pub(super) status: String,
    pub(super) address: String,
    pub(super) own: bool,
}

pub(super) async fn show(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<CounterPage>, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let t = &reader.texts;
    let today = room.today();
    let day: Day = query.value("day").parse().unwrap_or(today);
    let text = query.value("q").trim().to_owned();
    let (ledger, organ) = (room.ledger(), &at.post.organ);
    let rows = intakes(ledger, organ, (day, day), &text, LISTED_MAX)
        .await
        .map_err(unavailable)?;
    let counts = intake_counts(ledger, organ, day, at.account).await.map_err(unavailable)?;
    let release = room.catalogue.current();
    let lines = rows.into_iter().map(|row| IntakeLine {
        matter: release
            .matter(&row.matter)
            .map_or(row.matter.clone(), |matter| matter.name.clone()),
        time: t.moment_from(&row.at, &today),
        status: t.say(super::intake::status_key(row.status)).to_string(),
        address: format!("/desk/counter/intakes/{}", row.application),
        own: row.clerk == at.account.to_string(),
        number: row.number,
        title: row.title,
    });
    let open = at.current.choices().iter().filter_map(|choice| match &choice.label {
        CapacityLabel::Behalf { party, post, .. } if *post == at.post.id => Some(OpenVisit {
            party: party.clone(),
            key: choice.key.to_string(),
        }),
        CapacityLabel::Behalf { .. }
        | CapacityLabel::Person
        | CapacityLabel::Enterprise { .. }
        | CapacityLabel::Post { .. }
        | CapacityLabel::Deputy { .. } => None,
    });
    Ok(Page(CounterPage {
        organ: release
            .organ(organ)
            .map_or_else(|| organ.to_string(), |organ| organ.name.clone()),
        open: open.collect(),
        counts,
        day: t.long_day(&day),
        day_typed: day.to_string(),
        is_today: day == today,
        text,
        not_found: query.value("found") == "no",
        lines: lines.collect(),
        chrome: reader.desk("place-counter", Place::Counter),
    }))
}
