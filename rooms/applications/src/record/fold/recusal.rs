//! What a recusal changes: whoever is recused holds nothing any more, and no draft stands in that name. No clock is touched.

use calendar::Day;
use identity::{OrganId, RecordId};

use super::super::state::{Application, Recusal, RecusalAsked, RecusalOutcome, StepState, StepStatus};

impl Application {
    pub(super) fn recusal_asked(&mut self, number: u16, organ: &OrganId, asked: RecusalAsked, day: Day) {
        self.recusals.push(Recusal {
            number,
            organ: organ.clone(),
            asked,
            day,
            outcome: RecusalOutcome::Pending,
        });
    }

    pub(super) fn recusal_decided(&mut self, number: u16, person: Option<RecordId>) {
        let Some(recusal) = self.recusals.iter_mut().find(|recusal| recusal.number == number) else {
            return;
        };
        recusal.outcome = person.map_or(RecusalOutcome::Declined, RecusalOutcome::Recused);
        let organ = recusal.organ.clone();
        let Some(person) = person else { return };
        for step in self.steps.changing(|step| step.planned.organ == organ) {
            match step.status {
                StepStatus::Open
                | StepStatus::Refining
                | StepStatus::Paying
                | StepStatus::Supplementing
                | StepStatus::SpecialProcedure
                | StepStatus::Unsupported => step.is_out_of_hand(person),
                StepStatus::Waiting | StepStatus::Done | StepStatus::Dropped => {}
            }
        }
    }
}

impl StepState {
    fn is_out_of_hand(&mut self, person: RecordId) {
        let drafted = self.stage > 0 && self.drafters.contains(&person);
        if self.holder == Some(person) || drafted {
            self.holder = None;
        }
        if drafted {
            self.stage = 0;
            self.draft = None;
            self.drafters.clear();
        }
    }
}
