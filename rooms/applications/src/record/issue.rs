//! Issue together: one command, so that nobody gets one decision before the others.

use ledger::{Context, Decision};

use super::decision::grant;
use super::desk::in_progress;
use super::event::Event;
use super::opening::Course;
use super::refusal::Refusal;
use super::state::Application;

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
