//! Issue together, and serve: one command each, so that nobody gets one paper before the others.

use ledger::{Context, Decision, Keeping, Secret};

use super::command::{RecordDocument, Serve};
use super::decision::grant;
use super::desk::in_progress;
use super::event::Event;
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, CaseStatus};

/// Accepts, decides and numbers every case of the group whose every case is signed off.
pub(super) fn issue(state: &Application, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let group = state.group_ready().ok_or(Refusal::NothingToIssue)?;
    let items: Vec<_> = state.group(&group).map(|case| case.item.clone()).collect();
    let mut course = Course::from(state, context);
    for item in &items {
        grant(&mut course, item, context)?;
    }
    Ok(course.decided())
}

/// The key of a document is kept as long as the document.
const DOCUMENT: Keeping = Keeping {
    purpose: "handing over the decision",
    basis: "PIPL 13(3); 行政许可法 44",
    term_days: 36_500,
};

pub(super) fn record_document(state: &Application, command: RecordDocument) -> Result<Decision<Event>, Refusal> {
    let case = state
        .case(&command.item)
        .ok_or_else(|| Refusal::UnknownCase(command.item.clone()))?;
    if case.status != CaseStatus::Granted {
        return Err(Refusal::CaseNotThere(case.status));
    }
    if case.document.is_some() {
        return Ok(Decision::nothing());
    }
    let key = Secret::new(format!("document/{}", command.item), command.key, DOCUMENT);
    Ok(Decision::from(Event::DocumentRendered {
        item: command.item,
        document: command.document,
    })
    .with_secret(key))
}

/// Serves granted cases; those of one group only together, and none before all their documents are there. What was granted
/// is served even when the rest of the application has been withdrawn meanwhile.
pub(super) fn serve(state: &Application, command: &Serve, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    for item in &command.items {
        let case = state.case(item).ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
        if case.status != CaseStatus::Granted || case.served_on.is_some() {
            return Err(Refusal::CaseNotThere(case.status));
        }
        if case.document_number.is_some() && case.document.is_none() {
            return Err(Refusal::DocumentMissing(item.clone()));
        }
        let group = state.planned_item(item).and_then(|planned| planned.group.as_ref());
        if let Some(absent) = group.and_then(|group| state.group(group).find(|other| !command.items.contains(&other.item))) {
            return Err(Refusal::DocumentMissing(absent.item.clone()));
        }
    }
    if command.items.is_empty() {
        return Err(Refusal::NothingToIssue);
    }
    Ok(Event::Served {
        items: command.items.clone(),
        day: context.day(region),
    }
    .into())
}
