//! How an application stands in time: where each step lies on the working-day axis, and when all will be done.

mod picture;

pub(crate) use picture::gate_of;

use std::collections::HashMap;

use calendar::{Calendar, Day};
use procedure::definition::StepId;
use procedure::plan::longest_chain;

use crate::record::Application;
use crate::record::state::{StepState, StepStatus};

/// An application's steps laid out in working days from receipt. Days of mere waiting for a gate are left out: nobody's
/// clock runs in them.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    application: &'a Application,
    calendar: &'a Calendar,
    today: Day,
    received: Day,
    waiting: Option<Waiting>,
    spans: HashMap<&'a StepId, Span>,
}

/// The days between the end of everything before the gate and its opening.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    after: Day,
    through: Day,
}

/// Where a step lies.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    from: f32,
    to: f32,
}

/// What was promised for the whole, as a day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promised {
    /// It is done by that day; days of waiting for the applicant put it off.
    By(Day),
    /// It should have been done by that day.
    Missed(Day),
}

/// The axis begins with the day of receipt; a step that took no whole day is still to be seen.
const SHORTEST_BAR: f32 = 0.6;

impl<'a> Timeline<'a> {
    /// The timeline as of today; none before submission.
    #[must_use]
    pub fn of(application: &'a Application, calendar: &'a Calendar, today: Day) -> Option<Self> {
        let received = application.filing.as_ref()?.day;
        let mut timeline = Self {
            application,
            calendar,
            today,
            received,
            waiting: None,
            spans: HashMap::new(),
        };
        timeline.waiting = timeline.wait_for_gate();
        timeline.lay_out();
        Some(timeline)
    }

    /// Working days of government work so far: the longest chain of counted days.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.application.counted(self.calendar, self.today)
    }

    /// The day on which the count reaches what was promised if nothing stands still from now on; none while a gate is shut,
    /// for nobody knows when it opens.
    #[must_use]
    pub fn promised(&self) -> Option<Promised> {
        let promise = self.application.plan.as_ref()?.promise.number;
        if let Some(day) = self.overrun(promise) {
            return Some(Promised::Missed(day));
        }
        let left = i32::try_from(promise.saturating_sub(self.counted())).ok()?;
        let last_worked = if self.calendar.is_working(self.today) {
            self.today
        } else {
            self.calendar.add(self.today, -1)
        };
        let reached = self.calendar.add(last_worked.max(self.received), left);
        // With nothing left while all clocks stand, the next working day that counts is the last.
        let day = match reached < self.today {
            true => self.calendar.add(self.today, 1),
            false => reached,
        };
        let mut gates = self.application.gates.iter();
        gates.all(|gate| gate.opened_on.is_some()).then_some(Promised::By(day))
    }

    /// The last day of what was promised, once it is over: whatever stands still afterwards, it stays that day.
    fn overrun(&self, promise: u32) -> Option<Day> {
        // On a day of rest the days that count have been; on a working day today still does.
        let through = match self.calendar.is_working(self.today) {
            true => self.today,
            false => self.calendar.add(self.today, 1),
        };
        let mut day = through;
        while self.application.counted(self.calendar, day) > promise {
            day = self.calendar.add(day, -1);
        }
        (day != through).then_some(day)
    }

    /// What the count will be if every step that is not done takes what is left of its limit.
    #[must_use]
    pub fn expected_count(&self) -> u32 {
        let Some(plan) = &self.application.plan else { return 0 };
        longest_chain(plan, |index| {
            let planned = &plan.steps[index];
            let Some(step) = self.application.step(&planned.step) else {
                return planned.limit.number;
            };
            self.expected_of(step)
        })
        .days
    }

    /// What a step has counted once it is done; before, its whole limit, or what it has counted beyond it.
    fn expected_of(&self, step: &StepState) -> u32 {
        let counted = step.counted(self.calendar, self.today);
        match step.status {
            StepStatus::Done | StepStatus::Dropped => counted,
            StepStatus::Waiting
            | StepStatus::Open
            | StepStatus::Refining
            | StepStatus::Paying
            | StepStatus::Supplementing
            | StepStatus::SpecialProcedure
            | StepStatus::Unsupported => counted.max(step.limit_days()),
        }
    }

    /// The steps on which the end depends: the longest chain as things stand.
    #[must_use]
    pub fn critical(&self) -> Vec<StepId> {
        let Some(plan) = &self.application.plan else {
            return Vec::new();
        };
        longest_chain(plan, |index| {
            let planned = &plan.steps[index];
            self.application
                .step(&planned.step)
                .map_or(planned.limit.number, |step| self.expected_of(step))
        })
        .steps
    }

    /// The pure wait: from the last day of work before the gate to its opening, or to today.
    fn wait_for_gate(&self) -> Option<Waiting> {
        let plan = self.application.plan.as_ref()?;
        let gate = self.application.gates.iter().find(|gate| gate.failed_on.is_none())?;
        let behind = plan.behind_gate();
        let before = plan.steps.iter().zip(&behind).filter(|(_, behind)| !**behind);
        let mut after = self.received;
        for (planned, _) in before {
            let step = self.application.step(&planned.step)?;
            if !matches!(step.status, StepStatus::Done | StepStatus::Dropped) {
                return None;
            }
            after = after.max(last_day(step).unwrap_or(self.received));
        }
        let through = gate.opened_on.unwrap_or(self.today);
        (through > after).then_some(Waiting { after, through })
    }

    /// A day's place on the axis.
    fn position(&self, day: Day) -> f32 {
        let elapsed = self.calendar.count(self.received, day);
        let waited = self.waiting.map_or(0, |waiting| {
            let through = day.min(waiting.through);
            if through > waiting.after {
                self.calendar.count(waiting.after, through)
            } else {
                0
            }
        });
        (elapsed - waited).max(0) as f32
    }

    /// Done and running steps lie where they lay; the others follow those before them with what is left of their limits.
    fn lay_out(&mut self) {
        let application = self.application;
        let Some(plan) = &application.plan else { return };
        let now = self.position(self.today);
        let behind = plan.behind_gate();
        let gate_open = application.gates.iter().all(|gate| gate.opened_on.is_some());
        let mut gate = now;
        for pass_behind in [false, true] {
            for (planned, _) in plan.steps.iter().zip(&behind).filter(|(_, behind)| **behind == pass_behind) {
                let Some(step) = application.step(&planned.step) else {
                    continue;
                };
                let earliest = if pass_behind && !gate_open { gate } else { now };
                let span = self.span(step, earliest);
                self.spans.insert(&step.planned.step, span);
                if !pass_behind {
                    gate = gate.max(span.to);
                }
            }
        }
        for step in application
            .steps
            .iter()
            .filter(|step| step.status == StepStatus::Dropped && step.clock.is_some())
        {
            let span = self.span(step, now);
            self.spans.entry(&step.planned.step).or_insert(span);
        }
    }

    fn span(&self, step: &'a StepState, earliest: f32) -> Span {
        let now = self.position(self.today);
        let limit = step.limit_days() as f32;
        let started = step.clock.as_ref().map(|clock| self.position(clock.started()));
        let before = step
            .planned
            .after
            .iter()
            .filter_map(|id| self.spans.get(id))
            .map(|span| span.to);
        match (step.status, started) {
            (StepStatus::Done | StepStatus::Dropped, Some(from)) => {
                let to = last_day(step).map_or(now, |day| self.position(day));
                Span {
                    from,
                    to: to.max(from + SHORTEST_BAR),
                }
            }
            (
                StepStatus::Refining
                | StepStatus::Paying
                | StepStatus::Supplementing
                | StepStatus::SpecialProcedure
                | StepStatus::Unsupported,
                Some(from),
            ) => Span {
                from,
                to: now.max(from + SHORTEST_BAR),
            },
            (StepStatus::Open, Some(from)) => {
                let due = step.due.map_or(now, |due| self.position(due.deadline.day(self.calendar)));
                Span {
                    from,
                    to: due.max(now).max(from + SHORTEST_BAR),
                }
            }
            (_, _) => {
                let from = before.fold(earliest, f32::max);
                Span {
                    from,
                    to: from + limit.max(SHORTEST_BAR),
                }
            }
        }
    }

    fn gate_mark(&self) -> Option<(f32, &'a crate::record::state::GateState)> {
        let plan = self.application.plan.as_ref()?;
        let gate = self.application.gates.first()?;
        let behind = plan.behind_gate();
        let first_behind = plan.steps.iter().zip(&behind).filter(|(_, behind)| **behind);
        let expected = first_behind
            .filter_map(|(planned, _)| self.spans.get(&planned.step))
            .map(|span| span.from)
            .reduce(f32::min);
        let day = gate.opened_on.map(|day| self.position(day)).or(expected)?;
        Some((day, gate))
    }

    /// Where the last step ends.
    fn end(&self) -> f32 {
        self.spans.values().map(|span| span.to).fold(0.0, f32::max)
    }
}

/// The last day on which a step ran.
fn last_day(step: &StepState) -> Option<Day> {
    let clock = step.clock.as_ref()?;
    clock.stoppings().last().map(|stopping| stopping.day).or(clock.finished())
}
