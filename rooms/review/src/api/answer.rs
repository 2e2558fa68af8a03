//! What the API answers to an act: the step as it is now, or a problem that says why not and who came first.

use applications::record::Application;
use applications::record::state::{Opinion, StepState};
use front::{IdempotencyKey, Problem};
use identity::RecordId;
use ledger::Key;
use procedure::definition::StepId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::acts::{Obstacle, is_conflict, message};

/// A step as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepDocument {
    /// The application.
    application: String,
    /// The version of the application of which this is told.
    version: u64,
    /// The step.
    step: String,
    /// The item.
    item: String,
    /// `waiting`, `open`, `refining`, `supplementing`, `special_procedure`, `unsupported`, `done` or `dropped`.
    #[schema(value_type = String)]
    status: applications::record::state::StepStatus,
    /// Whose desk it is on.
    organ: String,
    /// The duty that its open stage asks for: `handle`, `check` or `sign`.
    duty: &'static str,
    /// The account that claimed it.
    holder: Option<String>,
    /// Its last day, while its clock runs.
    due: Option<String>,
    /// Who has been told that it is short of time or late: `handler`, `head` or `supervisor`.
    escalated: Option<&'static str>,
    /// The opinion on its way through the chain.
    #[schema(value_type = Option<String>)]
    draft: Option<Opinion>,
    /// The opinion given.
    #[schema(value_type = Option<String>)]
    opinion: Option<Opinion>,
    /// How often the applicant was asked to refine.
    refinements: u32,
    /// Whether what was reviewed has changed since.
    changed: bool,
}

impl StepDocument {
    pub(super) fn of(record: RecordId, version: u64, step: &StepState) -> Self {
        Self {
            application: record.to_string(),
            version,
            step: step.planned.step.to_string(),
            item: step.planned.item.to_string(),
            status: step.status,
            organ: step.planned.organ.to_string(),
            duty: step.duty().as_str(),
            holder: step.holder.map(|holder| holder.to_string()),
            due: step.due.map(|due| due.day.to_string()),
            escalated: step.escalated.map(applications::record::state::Level::as_str),
            draft: step.draft,
            opinion: step.opinion,
            refinements: step.refinements,
            changed: step.changed,
        }
    }

    /// A step after an act on it.
    pub(super) fn after(record: RecordId, version: u64, state: &Application, step: &StepId) -> Result<Self, Problem> {
        state
            .step(step)
            .map(|step| Self::of(record, version, step))
            .ok_or(Problem::Broken)
    }
}

/// Why an act was not done, as a problem.
pub(super) fn problem(obstacle: &Obstacle, is_own_desk: bool) -> Problem {
    match obstacle {
        Obstacle::NotYours if !is_own_desk => Problem::NotFound,
        Obstacle::Unavailable => Problem::Unavailable,
        obstacle if is_conflict(obstacle) => Problem::Conflict(message(obstacle)),
        Obstacle::NotYours | Obstacle::Refused(_) | Obstacle::SentBefore => Problem::Refused(message(obstacle)),
    }
}

/// The key of an act: under the same header, another act has another key.
pub(super) fn act_key(key: &IdempotencyKey, act: &str) -> Key {
    Key::new(key.as_str()).and(act)
}
