//! What one application is going to live through, and what has been planned of it.

mod turning_points;

use std::collections::BTreeSet;

use calendar::Day;
use identity::{RecordId, RegionCode};
use procedure::definition::{ItemId, MatterId, StepId};
use procedure::{Answers, Plan};

use super::agenda::Deed;
use super::cast::Applicant;
use super::chance::Chance;
use super::shares::{Fate, Kind};
use turning_points::TurningPoints;

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
    /// Draws where what is to come will come, once the plan is known.
    pub fn meet_its_fate(&mut self, plan: &Plan) {
        if self.turning_points.is_none() {
            let points = TurningPoints::draw(plan, self.kind, &self.fate, &mut self.chance);
            self.turning_points = Some(points);
        }
    }

    /// Whether that item is refused.
    pub fn is_refused(&self, item: &ItemId) -> bool {
        self.turns(|points| points.refused.as_ref() == Some(item))
    }

    /// Whether that acceptance step finds something missing.
    pub fn is_supplemented(&self, step: &StepId) -> bool {
        self.turns(|points| points.supplemented.contains(step))
    }

    /// Whether that step asks for refinement.
    pub fn is_refined(&self, step: &StepId) -> bool {
        self.turns(|points| points.refined.as_ref() == Some(step))
    }

    /// Whether a special procedure is proposed in that step.
    pub fn is_special(&self, step: &StepId) -> bool {
        self.turns(|points| points.special.as_ref() == Some(step))
    }

    /// Whether an extension is proposed for that step.
    pub fn is_extended(&self, step: &StepId) -> bool {
        self.turns(|points| points.extended.as_ref() == Some(step))
    }

    /// Whether that step is to be late.
    pub fn is_late(&self, step: &StepId) -> bool {
        self.turns(|points| points.late.as_ref() == Some(step))
    }

    fn turns(&self, is: impl Fn(&TurningPoints) -> bool) -> bool {
        self.turning_points.as_ref().is_some_and(is)
    }

    /// That acceptance step has said what is missing.
    pub fn was_supplemented(&mut self, step: &StepId) {
        self.turned(|points| {
            points.supplemented.remove(step);
        });
    }

    /// Refinement has been asked for.
    pub fn was_refined(&mut self) {
        self.turned(|points| points.refined = None);
    }

    /// A special procedure has been proposed.
    pub fn was_special(&mut self) {
        self.turned(|points| points.special = None);
    }

    /// An extension has been proposed.
    pub fn was_extended(&mut self) {
        self.turned(|points| points.extended = None);
    }

    fn turned(&mut self, forget: impl FnOnce(&mut TurningPoints)) {
        if let Some(points) = &mut self.turning_points {
            forget(points);
        }
    }

    /// Whether a deed is not yet planned; from now on it is.
    pub fn plan(&mut self, deed: &Deed) -> bool {
        self.planned.insert(deed.clone())
    }
}
