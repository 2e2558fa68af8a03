//! A personal value of the form is put right (PIPL 46): the person asked, and was answered in writing. Conditions read no
//! personal value, so that the plan stays as it is.

use ledger::{Context, Decision, Secret};

use super::command::CorrectForm;
use super::desk::in_progress;
use super::event::Event;
use super::keeping::FILED;
use super::refusal::Refusal;
use super::state::Application;

/// Only while it is worked on: afterwards the file stays as the decision found it, and a certificate is corrected for itself.
pub(super) fn correct(state: &Application, command: CorrectForm, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let filing = state.filing.as_ref().ok_or(Refusal::NotFiled)?;
    in_progress(state)?;
    if !filing.parts.contains(&command.part) {
        return Err(Refusal::NotFiled);
    }
    let path = format!("form/{}", command.part);
    let event = Event::FormCorrected {
        part: command.part,
        field: command.field,
    };
    Ok(Decision::from(event)
        .with_secret(Secret::new(path, command.values, FILED))
        .expecting(context.record, command.read_at))
}
