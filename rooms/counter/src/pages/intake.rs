//! `/desk/counter/intakes/{application}`: read back what this window took in: number, state, receipt. Not its papers.

use applications::access::{AccessError, see_intake};
use applications::record::state::Status;
use applications::views;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::{ApplicationNumber, RecordId};

use crate::at_window::AtWindow;
use crate::room::CounterRoom;
use crate::words::{hidden, unavailable};

#[derive(Template)]
#[template(path = "pages/intake.html")]
pub(super) struct IntakePage {
    chrome: Chrome,
    title: String,
    number: String,
    facts: Vec<(String, String)>,
    cases: Vec<(String, String)>,
    asked: usize,
    receipt: String,
}

/// From a number to its page; what this window did not take in is as if it did not exist.
async fn found(room: &CounterRoom, at: &crate::at_window::InPost, typed: &str) -> Result<Option<RecordId>, Problem> {
    let Ok(number) = typed.trim().parse::<ApplicationNumber>() else {
        return Ok(None);
    };
    let Some(record) = views::by_number(room.ledger(), &number.to_string())
        .await
        .map_err(unavailable)?
    else {
        return Ok(None);
    };
    match see_intake(room.ledger(), &at.current.actor, record).await {
        Ok(_) => Ok(Some(record)),
        Err(AccessError::Hidden) => Ok(None),
        Err(AccessError::Unavailable(error)) => Err(unavailable(error)),
    }
}

pub(super) async fn by_number(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    query: RawQuery,
) -> Result<Redirect, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    Ok(Redirect::to(&match found(&room, &at, query.value("number")).await? {
        Some(record) => format!("/desk/counter/intakes/{record}"),
        None => "/desk/counter?found=no".to_owned(),
    }))
}

pub(super) async fn show(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<IntakePage>, Problem> {
    let seen = see_intake(room.ledger(), &at.current.actor, id).await.map_err(hidden)?;
    let t = &reader.texts;
    let application = &seen.application;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let release = room.catalogue.current();
    let matter = application
        .plan
        .as_ref()
        .and_then(|plan| release.matter(plan.matter.as_str()))
        .map(|matter| matter.name.clone())
        .unwrap_or_default();
    let fact = |key: &str, value: String| (t.say(key).to_string(), value);
    let asks = |step: &&applications::record::state::StepState| {
        matches!(
            step.status,
            applications::record::state::StepStatus::Refining | applications::record::state::StepStatus::Unsupported
        )
    };
    Ok(Page(IntakePage {
        title: filing.title.clone(),
        number: filing.number.to_string(),
        facts: vec![
            fact("counter-what", matter),
            fact("counter-time", t.long_moment(&filing.at)),
            fact("counter-status", t.say(status_key(application.status)).to_string()),
        ],
        cases: application
            .cases
            .iter()
            .map(|case| {
                let name = release
                    .item(&case.item)
                    .map_or_else(|| case.item.to_string(), |item| item.name.clone());
                (case.number.to_string(), name)
            })
            .collect(),
        asked: application.steps.iter().filter(asks).count(),
        receipt: format!("/desk/counter/intakes/{id}/receipt"),
        chrome: reader.chrome(front::Audience::Desk, filing.title.clone(), Place::Counter),
    }))
}

/// The key of a state's name.
pub(super) fn status_key(status: Status) -> &'static str {
    match status {
        Status::InProgress => "status-in-progress",
        Status::Finished => "status-finished",
        Status::Withdrawn => "status-withdrawn",
        Status::Terminated | Status::Unfiled => "status-terminated",
    }
}
