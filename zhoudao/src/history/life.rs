//! What one application is going to live through, and what has been planned of it.

use std::collections::BTreeSet;

use calendar::Day;
use identity::{RecordId, RegionCode};
use procedure::Answers;
use procedure::definition::{ItemId, MatterId, StepId};

use super::agenda::Deed;
use super::cast::Applicant;
use super::chance::Chance;
use super::shares::{Fate, Kind};

/// One application.
pub struct Life {
    /// Its identifier.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its matter.
    pub matter: MatterId,
    /// Where.
    pub region: RegionCode,
    /// Who applies.
    pub applicant: Applicant,
    /// What is to come.
    pub fate: Fate,
    /// Its own stream of chance.
    pub chance: Chance,
    /// The day of its submission, once it has come.
    pub submitted: Option<Day>,
    /// Its project, if it hangs on one.
    pub project: Option<ProjectSketch>,
    /// What is on the agenda.
    pub planned: BTreeSet<Deed>,
    /// How many commands have been sent about it.
    pub commands: u64,
    /// Where fate strikes; none before the plan is known.
    pub turning_points: Option<TurningPoints>,
}

/// Where fate strikes.
#[derive(Clone, Debug, Default)]
pub struct TurningPoints {
    /// The step that is late.
    pub late: Option<StepId>,
    /// The step that asks for refinement.
    pub refined: Option<StepId>,
    /// The item that is refused.
    pub refused: Option<ItemId>,
}

/// A project before and after it is registered.
#[derive(Clone, Debug)]
pub struct ProjectSketch {
    /// Its identifier.
    pub record: RecordId,
    /// Its number among the projects.
    pub number: usize,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub address: String,
    /// Its code, once it is registered.
    pub code: Option<String>,
    /// Its answers.
    pub answers: Answers,
    /// What its form says, by field.
    pub known: Vec<(String, String)>,
}

impl Life {
    /// Whether that step is to be late.
    pub fn is_late(&self, step: &StepId) -> bool {
        self.turning_points
            .as_ref()
            .is_some_and(|points| points.late.as_ref() == Some(step))
    }

    /// Whether that step asks for refinement.
    pub fn is_refined(&self, step: &StepId) -> bool {
        self.turning_points
            .as_ref()
            .is_some_and(|points| points.refined.as_ref() == Some(step))
    }

    /// Whether that item is refused.
    pub fn is_refused(&self, item: &ItemId) -> bool {
        self.turning_points
            .as_ref()
            .is_some_and(|points| points.refused.as_ref() == Some(item))
    }

    /// Refinement has been asked for.
    pub fn was_refined(&mut self) {
        if let Some(points) = &mut self.turning_points {
            points.refined = None;
        }
    }

    /// Whether a deed is not yet planned; from now on it is.
    pub fn plan(&mut self, deed: &Deed) -> bool {
        self.planned.insert(deed.clone())
    }
}
