//! What an act changes on the desks: the rows that it brings, moves and takes away, and the timers that hang on them.

mod requests;

pub use requests::request_of_row;

use calendar::{Moment, Unit};
use identity::{OrganId, RecordId};
use ledger::{Rows, Value, values};
use procedure::definition::StepKind;

use super::{
    CHECK_PREFIX, ESCALATION_TIMER, GATE_PREFIX, NO_DUE_DAY, NOTICE_TIMER, PAPERS_TIMER, PROPOSAL_PREFIX, RECUSAL_PREFIX,
    SILENCE_TIMER, TERM_TIMER, TaskStatus,
};
use crate::record::Application;
use crate::record::escalation::watched;
use crate::record::proof::Promised;
use crate::record::proposal::{Proposed, ProposedOn};
use crate::record::state::{GateState, LightDays, Recusal, RecusalOutcome, Status, StepState, StepStatus};
use crate::views::desk_count::Counted;

pub(in crate::views) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let mut desks = Desks { id, after, rows };
    for (known, step) in after.steps_unlike(before) {
        step_row(&mut desks, known, step);
    }
    for (_, step) in before.steps_unlike(after).filter(|(kept, _)| kept.is_none()) {
        if let Some(was) = shown(step) {
            desks.delete(step.planned.step.as_str(), was.organ, was.days, was.counted());
        }
    }
    gate_rows(&mut desks, before);
    recusal_rows(&mut desks, before);
    proposal_rows(&mut desks, before);
    check_rows(&mut desks, before);
    requests::rows(&mut desks, before);
    if papers_end(before) != papers_end(after) {
        rows.timer(PAPERS_TIMER, papers_end(after));
    }
    if notice_end(before) != notice_end(after) {
        rows.timer(NOTICE_TIMER, notice_end(after));
    }
    if next_escalation(before) != next_escalation(after) {
        rows.timer(ESCALATION_TIMER, next_escalation(after));
    }
    if before.next_term() != after.next_term() {
        rows.timer(TERM_TIMER, after.next_term());
    }
    if before.silence_grants_at() != after.silence_grants_at() {
        rows.timer(SILENCE_TIMER, after.silence_grants_at());
    }
}

/// The desks on which an application lies, while its rows are written.
struct Desks<'a> {
    id: RecordId,
    after: &'a Application,
    rows: &'a mut Rows,
}

/// What a desk shows of a step.
#[derive(PartialEq)]
struct Shown<'a> {
    organ: &'a OrganId,
    status: TaskStatus,
    days: Days,
    duty: &'static str,
    holder: Option<RecordId>,
}

impl<'a> Shown<'a> {
    fn counted(&self) -> Counted<'a> {
        Counted::of(self.organ, self.status, self.days, self.duty)
    }
}

/// The days that decide a row's place and light, as the index holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::views) struct Days {
    pub(in crate::views) due: i32,
    pub(in crate::views) short: i32,
    /// What the limit counts; working days where nothing is due.
    pub(in crate::views) unit: Unit,
}

impl Days {
    /// Nothing is due.
    pub(in crate::views) const NONE: Self = Self {
        due: NO_DUE_DAY,
        short: NO_DUE_DAY,
        unit: Unit::Working,
    };

    fn of(days: Option<LightDays>) -> Self {
        days.map_or(Self::NONE, |LightDays { short, due, unit }| Self {
            due: due.0,
            short: short.0,
            unit,
        })
    }

    fn of_step(step: &StepState) -> Self {
        Self::of(step.due.map(|due| due.light_days_within(step.limit_days())))
    }
}

fn step_row<'a>(desks: &mut Desks<'a>, before: Option<&'a StepState>, after: &'a StepState) {
    let step = after.planned.step.as_str();
    match (before.and_then(shown), shown(after)) {
        (was, is) if was == is => {}
        (None, Some(is)) => desks.insert(&NewTask {
            step,
            organ: is.organ,
            item: after.planned.item.as_str(),
            status: is.status,
            days: is.days,
            duty: is.duty,
            holder: is.holder,
        }),
        (Some(was), Some(is)) => desks.update(step, &was, &is),
        (Some(was), None) => desks.delete(step, was.organ, was.days, was.counted()),
        (None, None) => {}
    }
}

/// What a desk shows of a step, if it is there.
fn shown(step: &StepState) -> Option<Shown<'_>> {
    status(step).map(|status| Shown {
        organ: &step.planned.organ,
        status,
        days: Days::of_step(step),
        duty: step.duty().as_str(),
        holder: step.holder,
    })
}

fn status(step: &StepState) -> Option<TaskStatus> {
    match (step.status, step.planned.kind) {
        (StepStatus::Open, StepKind::PublicNotice) if step.unanswered == 0 => Some(TaskStatus::Notice),
        (StepStatus::Open, _) => Some(TaskStatus::Open),
        (StepStatus::Refining | StepStatus::Paying | StepStatus::Supplementing | StepStatus::Unsupported, _) => {
            Some(TaskStatus::WaitsForApplicant)
        }
        (StepStatus::SpecialProcedure, _) => Some(TaskStatus::SpecialProcedure),
        (StepStatus::Waiting | StepStatus::Done | StepStatus::Dropped, _) => None,
    }
}

fn gate_rows(desks: &mut Desks<'_>, before: &Application) {
    let waits = |application: &Application, gate: &GateState| {
        application.status == Status::InProgress && gate.opened_on.is_none() && gate.failed_on.is_none()
    };
    let after = desks.after;
    for gate in &after.gates {
        let was = before.gate(&gate.gate).is_some_and(|gate| waits(before, gate));
        let task = NewTask {
            step: &format!("{GATE_PREFIX}{}", gate.gate),
            organ: &gate.organ,
            item: "",
            status: TaskStatus::Gate,
            days: Days::NONE,
            duty: "handle",
            holder: None,
        };
        desks.keep(&task, was, waits(after, gate));
    }
}

fn recusal_rows(desks: &mut Desks<'_>, before: &Application) {
    let waits = |application: &Application, number: u16| {
        let waits = |recusal: &Recusal| recusal.number == number && recusal.outcome == RecusalOutcome::Pending;
        application.status == Status::InProgress && application.recusals.iter().any(waits)
    };
    let after = desks.after;
    for recusal in &after.recusals {
        let task = NewTask {
            step: &format!("{RECUSAL_PREFIX}{}", recusal.number),
            organ: &recusal.organ,
            item: "",
            status: TaskStatus::Recusal,
            days: Days::NONE,
            duty: "sign",
            holder: None,
        };
        desks.keep(&task, waits(before, recusal.number), waits(after, recusal.number));
    }
}

fn proposal_rows(desks: &mut Desks<'_>, before: &Application) {
    let after = desks.after;
    for known in &after.proposals {
        let proposed = &known.proposed;
        let waiting = |application: &Application| {
            let known = application.proposal(proposed.number);
            let waits = known.filter(|known| known.outcome.is_none());
            waits.map(|_| about(application, proposed))
        };
        let (was, is) = (waiting(before), waiting(after));
        if was == is {
            continue;
        }
        for (shown, was) in [(was, true), (is, false)] {
            let Some((item, days)) = shown else { continue };
            let task = NewTask {
                step: &proposal_row(proposed),
                organ: &proposed.organ,
                item: &item,
                status: TaskStatus::Proposal,
                days,
                duty: proposed.duty.as_str(),
                holder: None,
            };
            desks.keep(&task, was, !was);
        }
    }
}

/// How a proposal's row is named.
fn proposal_row(proposed: &Proposed) -> String {
    format!("{PROPOSAL_PREFIX}{}:{}", proposed.proposal.as_str(), proposed.number)
}

/// The item of a proposal, and until when it has to be signed to be in time.
fn about(application: &Application, proposed: &Proposed) -> (String, Days) {
    match &proposed.on {
        ProposedOn::Step(step) => {
            let step = application.step(step);
            let item = step.map(|step| step.planned.item.to_string()).unwrap_or_default();
            (item, step.map_or(Days::NONE, Days::of_step))
        }
        ProposedOn::Case(item) => {
            let answered = proposed.answers.and_then(|number| application.request(number));
            let days = answered.map(|request| request.due.light_days());
            (item.to_string(), Days::of(days))
        }
    }
}

/// Promises that are to be checked, each on the desk of who checks it.
fn check_rows<'a>(desks: &mut Desks<'a>, before: &'a Application) {
    let after = desks.after;
    for promised in &after.promises {
        let step = format!("{CHECK_PREFIX}{}", promised.material);
        let task = |promised: &'a Promised| {
            let check = promised.check.as_ref().filter(|_| promised.is_open())?;
            Some(NewTask {
                step: &step,
                organ: &check.organ,
                item: check.item.as_str(),
                status: TaskStatus::Open,
                days: Days::of(Some(check.due.light_days())),
                duty: "handle",
                holder: None,
            })
        };
        match (before.promised(&promised.material).and_then(task), task(promised)) {
            (Some(was), Some(is)) if was.days == is.days => {}
            (was, is) => {
                was.iter().for_each(|was| desks.keep(was, true, false));
                is.iter().for_each(|is| desks.keep(is, false, true));
            }
        }
    }
}

/// When the first paper that was to follow is missing: at midnight after its last day.
fn papers_end(application: &Application) -> Option<Moment> {
    let running = application
        .owed
        .iter()
        .filter(|owed| owed.is_missing() && !owed.lapsed && application.status == Status::InProgress);
    running.map(|owed| Moment::at(owed.due.day.plus(1), 0, 0)).min()
}

/// A row, as it comes to a desk.
struct NewTask<'a, 'o> {
    step: &'a str,
    organ: &'o OrganId,
    item: &'a str,
    status: TaskStatus,
    days: Days,
    duty: &'static str,
    holder: Option<RecordId>,
}

impl<'a> Desks<'a> {
    /// Has a row there that is to be there, and none that is not.
    fn keep(&mut self, task: &NewTask<'_, 'a>, was: bool, is: bool) {
        match (was, is) {
            (false, true) => self.insert(task),
            (true, false) => {
                let counted = Counted::of(task.organ, task.status, task.days, task.duty);
                self.delete(task.step, task.organ, task.days, counted);
            }
            (true, true) | (false, false) => {}
        }
    }

    fn insert(&mut self, task: &NewTask<'_, 'a>) {
        let (Some(filing), Some(plan)) = (&self.after.filing, &self.after.plan) else {
            return;
        };
        Counted::of(task.organ, task.status, task.days, task.duty).add(1, self.rows);
        self.rows.execute(
            "INSERT INTO task (city, application, step, organ, item, status, due, short, duty, holder, title, number, matter, region, came, unit)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            values![
                self.rows.city(),
                self.id,
                task.step,
                task.organ.as_str(),
                task.item,
                task.status.as_str(),
                task.days.due,
                task.days.short,
                task.duty,
                task.holder,
                &filing.title,
                filing.number.to_string(),
                plan.matter.as_str(),
                filing.region,
                self.rows.origin(),
                task.days.unit.as_str()
            ],
        );
    }

    /// Where a row stays in its place, no more than it shows is written anew.
    fn update(&mut self, step: &str, was: &Shown<'a>, is: &Shown<'a>) {
        was.counted().add(-1, self.rows);
        is.counted().add(1, self.rows);
        let shown = values![is.status.as_str(), is.days.short, is.days.unit.as_str(), is.duty, is.holder];
        let place = self.place(step, was.organ, was.days);
        if (was.organ, was.days.due) == (is.organ, is.days.due) {
            self.rows.execute(
                "UPDATE task SET status = $1, short = $2, unit = $3, duty = $4, holder = $5
                 WHERE city = $6 AND organ = $7 AND due = $8 AND came = $9 AND application = $10 AND step = $11",
                [shown, place].concat(),
            );
        } else {
            self.rows.execute(
                "UPDATE task SET status = $1, short = $2, unit = $3, duty = $4, holder = $5, organ = $6, due = $7
                 WHERE city = $8 AND organ = $9 AND due = $10 AND came = $11 AND application = $12 AND step = $13",
                [shown, values![is.organ.as_str(), is.days.due], place].concat(),
            );
        }
    }

    fn delete(&mut self, step: &str, organ: &OrganId, days: Days, counted: Counted<'a>) {
        counted.add(-1, self.rows);
        self.rows.execute(
            "DELETE FROM task WHERE city = $1 AND organ = $2 AND due = $3 AND came = $4 AND application = $5 AND step = $6",
            self.place(step, organ, days),
        );
    }

    /// The key of a row.
    fn place(&self, step: &str, organ: &OrganId, days: Days) -> Vec<Value> {
        values![self.rows.city(), organ.as_str(), days.due, self.rows.origin(), self.id, step]
    }
}

/// When the first running notice has run its length: at midnight after its last day.
fn notice_end(application: &Application) -> Option<Moment> {
    let running = application
        .steps
        .iter()
        .filter(|step| step.status == StepStatus::Open && step.planned.kind == StepKind::PublicNotice)
        .filter(|step| step.answers_due.is_none());
    running
        .filter_map(|step| step.due)
        .map(|due| Moment::at(due.day.plus(1), 0, 0))
        .min()
}

/// When somebody has to be told next: at the beginning of that day.
fn next_escalation(application: &Application) -> Option<Moment> {
    let running = application
        .steps
        .iter()
        .filter_map(|step| watched(application, step).zip(Some(step.escalated)));
    running
        .filter_map(|(due, told)| due.next_mark(told))
        .map(|day| Moment::at(day, 0, 0))
        .min()
}
