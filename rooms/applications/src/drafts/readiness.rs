//! What is still missing before a draft can be submitted, and where it is filled in.

use procedure::Plan;
use procedure::definition::MaterialId;
use procedure::input::{FieldError, FormValues};
use procedure::plan::PlanError;

use super::OpenDraft;

/// What is filled in and what is not.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// Whether somebody has looked at the guided questions.
    pub situation_saved: bool,
    /// What is wrong with the answers, what is missing included.
    pub situation: Vec<FieldError>,
    /// The parts of the form, in order.
    pub parts: Vec<PartReadiness>,
    /// The values of the form, as far as they are right.
    pub values: FormValues,
    /// The plan of these answers.
    pub plan: Result<Plan, PlanError>,
    /// The papers that must be there and are not.
    pub papers_missing: Vec<MaterialId>,
}

/// A part of the form.
#[derive(Clone, Debug)]
pub struct PartReadiness {
    /// Its id.
    pub part: String,
    /// Whether somebody has looked at it.
    pub saved: bool,
    /// What is wrong, what is missing included.
    pub errors: Vec<FieldError>,
}

/// Where something is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The guided questions.
    Situation,
    /// A part of the form.
    Part(String),
    /// The papers.
    Materials,
    /// The summary, the letter and the button.
    Commitment,
}

impl Readiness {
    pub(super) fn of(open: &OpenDraft) -> Self {
        let form = open.read_form();
        let errors = form.all_errors();
        let parts = open.parts().into_iter().map(|part| PartReadiness {
            part: part.id.clone(),
            saved: open.draft.parts.contains_key(&part.id),
            errors: errors
                .iter()
                .filter(|error| part.fields.contains(&error.field))
                .cloned()
                .collect(),
        });
        let plan = open.plan();
        let missing = plan
            .iter()
            .flat_map(|plan| &plan.materials)
            .filter(|asked| !open.draft.settles(asked));
        Self {
            situation_saved: open.matter.questions.is_empty() || open.draft.situation.is_some(),
            situation: open.read_situation().all_errors(),
            parts: parts.collect(),
            values: form.values,
            papers_missing: missing.map(|asked| asked.material.clone()).collect(),
            plan,
        }
    }

    /// Whether the guided questions are answered and something applies.
    #[must_use]
    pub fn situation_done(&self) -> bool {
        self.situation_saved && self.situation.is_empty() && self.plan.is_ok()
    }

    /// Whether everything is there but the signature.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.situation_done() && self.parts.iter().all(PartReadiness::is_done) && self.papers_missing.is_empty()
    }

    /// The first place where something is missing.
    #[must_use]
    pub fn next(&self) -> Place {
        if !self.situation_done() {
            return Place::Situation;
        }
        match self.parts.iter().find(|part| !part.is_done()) {
            Some(part) => Place::Part(part.part.clone()),
            None if !self.papers_missing.is_empty() => Place::Materials,
            None => Place::Commitment,
        }
    }
}

impl PartReadiness {
    /// Whether somebody has looked at it and nothing is wrong.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.saved && self.errors.is_empty()
    }
}

impl Place {
    /// Its address.
    #[must_use]
    pub fn address(&self, draft: identity::RecordId) -> String {
        match self {
            Self::Situation => format!("/drafts/{draft}/situation"),
            Self::Part(part) => format!("/drafts/{draft}/form/{part}"),
            Self::Materials => format!("/drafts/{draft}/materials"),
            Self::Commitment => format!("/drafts/{draft}/commitment"),
        }
    }
}
