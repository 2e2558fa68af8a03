//! How what happens around the way changes an application: objections, parties, payments, promises.

use calendar::{Day, Verdict};
use identity::SlipNumber;
use procedure::definition::{MaterialId, StepId};

use super::super::objection::{Objection, ObjectionAnswer};
use super::super::party::Heard;
use super::super::payment::Settled;
use super::super::proof::Promised;
use super::super::state::{Application, Opinion};

impl Application {
    pub(super) fn objected(&mut self, step: &StepId, number: SlipNumber, day: Day) {
        self.objections.push(Objection {
            number,
            step: step.clone(),
            raised_on: day,
            answer: None,
        });
        self.with_step(step, |step| step.unanswered += 1);
    }

    pub(super) fn answered(&mut self, objection: u16, upheld: bool, day: Day) {
        let place = usize::from(objection).saturating_sub(1);
        let Some(answered) = self.objections.get_mut(place) else {
            return;
        };
        answered.answer = Some(ObjectionAnswer { day, upheld });
        let step = answered.step.clone();
        self.with_step(&step, |step| step.unanswered = step.unanswered.saturating_sub(1));
    }

    pub(super) fn heard(&mut self, party: u16, heard: Heard) {
        if let Some(party) = self.parties.get_mut(usize::from(party).saturating_sub(1)) {
            party.heard = Some(heard);
        }
    }

    /// A payment that ended supports its item like an opinion that agrees.
    pub(super) fn settled(&mut self, step: &StepId, day: Day, settled: Settled, verdict: Verdict, counted: u32) {
        self.with_step(step, |step| step.settle(day, settled, verdict, counted));
        self.reviewed(step, Opinion::Agree);
    }

    pub(super) fn with_promise(&mut self, material: &MaterialId, change: impl FnOnce(&mut Promised)) {
        if let Some(promised) = self.promises.iter_mut().find(|promised| promised.material == *material) {
            change(promised);
        }
    }
}
