//! What follows at once from an act: a course of events, and the steps that it opens.

use calendar::{Calendar, Day, Limit, Verdict};
use ledger::{Context, Decision, Secret, Stamp};
use procedure::definition::{Phase, TurnsFormal};

use super::event::{Event, Opened};
use super::fold;
use super::state::{Application, CaseStatus, Due, StepState, StepStatus};
use super::supplement::answer_by;

/// The events of one command, with the state after each.
pub(super) struct Course {
    /// The state after all that has happened so far.
    pub(super) state: Application,
    events: Vec<Event>,
    secrets: Vec<Secret>,
    stamp: Stamp,
}

impl Course {
    /// Nothing has happened yet.
    pub(super) fn from(state: &Application, context: &Context<'_>) -> Self {
        let stamp = Stamp {
            version: 0,
            at: context.at,
            actor: String::new(),
            capacity: String::new(),
            release: context.release.to_owned(),
        };
        Self {
            state: state.clone(),
            events: Vec::new(),
            secrets: Vec::new(),
            stamp,
        }
    }

    /// One more thing happens.
    pub(super) fn then(&mut self, event: Event) {
        fold::apply(&mut self.state, &event, &self.stamp);
        self.events.push(event);
    }

    /// A value goes into the vault.
    pub(super) fn keep(&mut self, secret: impl IntoIterator<Item = Secret>) {
        self.secrets.extend(secret);
    }

    /// Every step that has nothing before it any more comes to its desk, and counts from that day.
    pub(super) fn open_ready(&mut self, day: Day, calendar: &Calendar) {
        let ready: Vec<&StepState> = self.state.steps.iter().filter(|step| self.state.is_ready(step)).collect();
        if ready.is_empty() {
            return;
        }
        let accepted: Vec<_> = ready
            .iter()
            .filter(|step| self.accepts(step))
            .map(|step| step.planned.item.clone())
            .collect();
        let steps = ready
            .iter()
            .map(|step| Opened {
                step: step.planned.step.clone(),
                due: due_after_stop(step, day, calendar),
                answer_by: answer_by(step, day, calendar),
            })
            .collect();
        self.then(Event::StepsOpened { day, steps });
        for item in accepted {
            if self.state.case(&item).is_some_and(|case| case.accepted_on.is_none()) {
                self.then(Event::CaseAccepted {
                    item,
                    day,
                    by_silence: false,
                });
            }
        }
    }

    /// Whether opening a step accepts its case: the first formal step of an item that turns formal when it is ready.
    fn accepts(&self, step: &StepState) -> bool {
        let when_ready = self
            .state
            .planned_item(&step.planned.item)
            .is_some_and(|item| item.turns_formal == TurnsFormal::WhenReady);
        let waiting = self
            .state
            .case(&step.planned.item)
            .is_some_and(|case| case.status == CaseStatus::PreReview);
        when_ready && waiting && step.planned.phase == Phase::Formal
    }

    /// What the command decided.
    pub(super) fn decided(self) -> Decision<Event> {
        Decision::from(self.events).with_secrets(self.secrets)
    }
}

/// Where a limit that starts on a day leads.
pub(super) fn due(day: Day, limit: &Limit, calendar: &Calendar) -> Due {
    Due::of(day, limit.number, limit, calendar)
}

/// Where a step's clock leads when it goes on from a day with what was left.
pub(super) fn due_after_stop(step: &StepState, day: Day, calendar: &Calendar) -> Due {
    let limit = step.limit();
    let left = step
        .clock
        .as_ref()
        .map_or(limit.number, |clock| clock.remaining(calendar, &limit, day));
    Due::of(day, left, &limit, calendar)
}

/// In time or late, when a step ends on a day: also while its clock stands, for a stop after the end cures nothing.
pub(super) fn verdict(step: &StepState, day: Day, calendar: &Calendar) -> Verdict {
    let late = step
        .clock
        .as_ref()
        .map_or(0, |clock| clock.late_by(calendar, &step.limit(), day));
    match late {
        0 => Verdict::InTime,
        by => Verdict::Late { by },
    }
}

/// Done steps whose opinion would go into a decision that has not been taken, though something that they or an earlier step of
/// their item had read has changed. What a confirmation will still look at needs no other look.
pub(super) fn to_look_again(
    state: &Application,
    day: Day,
    calendar: &Calendar,
    touched: impl Fn(&StepState) -> bool,
) -> Vec<Opened> {
    let undecided = state.cases.iter().filter(|case| !case.status.has_ended());
    undecided
        .filter_map(|case| {
            let speaks =
                |step: &&StepState| step.planned.item == case.item && step.takes_opinion() && step.status != StepStatus::Dropped;
            let last = state.steps.iter().rfind(speaks)?;
            let changed = state
                .steps
                .iter()
                .filter(speaks)
                .any(|step| step.status == StepStatus::Done && touched(step));
            (last.status == StepStatus::Done && changed).then(|| Opened {
                step: last.planned.step.clone(),
                due: due_after_stop(last, day, calendar),
                answer_by: None,
            })
        })
        .collect()
}
