//! What is on each organ's desk: one row for each open step and each gate that is to be recorded.

mod requests;

pub use requests::request_of_row;

use calendar::{Day, Moment, Unit};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};
use procedure::definition::StepKind;

use super::desk_count::{Counted, Tally};
use super::filings::containing;
use crate::record::Application;
use crate::record::escalation::watched;
use crate::record::proof::Promised;
use crate::record::proposal::{ProposalNumber, Proposed, ProposedOn};
use crate::record::state::{GateState, LightDays, Recusal, RecusalOutcome, Status, StepState, StepStatus};

/// What is on the desks, in the order in which a desk shows it: a page of it lies together.
pub(super) const TASK: Table = Table {
    name: "task",
    version: 6,
    create: "
        CREATE TABLE task (
            city BIGINT NOT NULL, application BYTEA NOT NULL, step TEXT NOT NULL, organ TEXT NOT NULL, item TEXT NOT NULL,
            status TEXT NOT NULL, due BIGINT NOT NULL, short BIGINT NOT NULL, duty TEXT NOT NULL, holder BYTEA, title TEXT NOT NULL,
            number TEXT NOT NULL, matter TEXT NOT NULL, region BIGINT NOT NULL, came BIGINT NOT NULL, unit TEXT NOT NULL,
            PRIMARY KEY (city, organ, due, came, application, step));
        CREATE UNIQUE INDEX task_of_step ON task (city, application, step);",
};

/// The timer that tells of steps short of time or late.
pub(crate) const ESCALATION_TIMER: &str = "escalation";

/// The timer that ends public notices.
pub(crate) const NOTICE_TIMER: &str = "notice";

/// The timer of what follows from terms before acceptance: the notice of what is missing, silence, papers not supplied.
pub(crate) const TERM_TIMER: &str = "acceptance";
/// The timer that finds papers which were to follow and have not come.
pub(crate) const PAPERS_TIMER: &str = "papers";
/// The timer by which silence prolongs certificates.
pub(crate) const SILENCE_TIMER: &str = "silence";

/// Sorts behind every day: nothing is due.
pub(super) const NO_DUE_DAY: i32 = i32::MAX;

/// A gate's row, told from a step's.
const GATE_PREFIX: &str = "gate:";

/// The row of an application for recusal.
const RECUSAL_PREFIX: &str = "recusal:";
/// A proposal's row, told from a step's: `proposal:extend:3`.
const PROPOSAL_PREFIX: &str = "proposal:";

/// The row of a promise that is to be checked.
pub const CHECK_PREFIX: &str = "check:";

/// Why something is on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStatus {
    /// Somebody there has to act.
    Open,
    /// The applicant refines, or chooses after a negative opinion; no clock runs.
    WaitsForApplicant,
    /// A public notice runs its length.
    Notice,
    /// A gate whose outside event has not been recorded.
    Gate,
    /// An application for recusal that the head is to decide.
    Recusal,
    /// Something proposed that waits for a signature.
    Proposal,
    /// A special procedure runs; no clock does.
    SpecialProcedure,
}

/// One row of a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// Its application.
    pub application: RecordId,
    /// The step, or the gate.
    pub step: String,
    /// The item; empty for a gate.
    pub item: String,
    /// Why it is here.
    pub status: TaskStatus,
    /// Until when; none while no clock runs.
    pub due: Option<Day>,
    /// The duty that the open stage asks for.
    pub duty: String,
    /// Who claimed it.
    pub holder: Option<RecordId>,
    /// What the application is called.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Its matter.
    pub matter: String,
    /// Where.
    pub region: RegionCode,
}

/// Which part of a desk.
#[derive(Clone, Debug, Default)]
pub struct TaskFilter {
    /// Title or number contains this.
    pub text: String,
    /// Only of this status.
    pub status: Option<TaskStatus>,
    /// Only those whose open stage asks for one of these duties; empty for all.
    pub duties: Vec<String>,
    /// Only those claimed by this account.
    pub holder: Option<RecordId>,
    /// Only those due up to and including this day.
    pub due_through: Option<Day>,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let mut desks = Desks {
        id,
        after,
        rows,
        tally: Tally::default(),
    };
    for (known, step) in after.steps.unlike(&before.steps) {
        let known = known.filter(|known| known.planned.step == step.planned.step);
        let known = known.or_else(|| before.step(&step.planned.step));
        step_row(&mut desks, known, step);
    }
    let changed = before.steps.unlike(&after.steps).map(|(_, step)| step);
    for step in changed.filter(|step| after.step(&step.planned.step).is_none()) {
        if let Some(was) = shown(step) {
            desks.delete(step.planned.step.as_str(), was.organ, was.days, was.counted());
        }
    }
    gate_rows(&mut desks, before);
    recusal_rows(&mut desks, before);
    proposal_rows(&mut desks, before);
    check_rows(&mut desks, before);
    requests::rows(&mut desks, before);
    desks.tally.write(desks.rows);
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
    tally: Tally<'a>,
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
pub(super) struct Days {
    pub(super) due: i32,
    pub(super) short: i32,
    /// What the limit counts; working days where nothing is due.
    pub(super) unit: Unit,
}

impl Days {
    /// Nothing is due.
    pub(super) const NONE: Self = Self {
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
        Self::of(step.due.map(|due| due.light_days_within(&step.limit())))
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
        self.tally.more(Counted::of(task.organ, task.status, task.days, task.duty));
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
                filing.at,
                task.days.unit.as_str()
            ],
        );
    }

    /// Where a row stays in its place, no more than it shows is written anew.
    fn update(&mut self, step: &str, was: &Shown<'a>, is: &Shown<'a>) {
        self.tally.fewer(was.counted());
        self.tally.more(is.counted());
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
        self.tally.fewer(counted);
        self.rows.execute(
            "DELETE FROM task WHERE city = $1 AND organ = $2 AND due = $3 AND came = $4 AND application = $5 AND step = $6",
            self.place(step, organ, days),
        );
    }

    /// The key of a row.
    fn place(&self, step: &str, organ: &OrganId, days: Days) -> Vec<Value> {
        let came = self.after.filing.as_ref().map(|filing| filing.at);
        values![self.rows.city(), organ.as_str(), days.due, came, self.id, step]
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

/// A desk's rows by due day; of those due the same day, the application that came first.
///
/// # Errors
/// When the store cannot be read.
pub async fn tasks(ledger: &Ledger, organ: &OrganId, filter: &TaskFilter, limit: u32) -> Result<Vec<TaskRow>, Unavailable> {
    let mut values = values![ledger.city(), organ.as_str()];
    let mut sql = String::from(
        "SELECT application, step, item, status, due, duty, holder, title, number, matter, region
         FROM task WHERE city = $1 AND organ = $2",
    );
    filter.narrow(&mut sql, &mut values);
    values.push(limit.into());
    sql.push_str(&format!(" ORDER BY due, came, application, step LIMIT ${}", values.len()));
    // The rows of a desk lie in this order; only a text has to be searched for.
    let rows = match filter.text.trim().is_empty() {
        true => ledger.look_up(sql, values).await?,
        false => ledger.query(sql, values).await?,
    };
    rows.iter().map(TaskRow::read).collect()
}

/// How many running steps are due on each day from one day on, in each region within one.
///
/// # Errors
/// When the store cannot be read.
pub async fn due_days(ledger: &Ledger, region: RegionCode, from: Day) -> Result<Vec<(RegionCode, Day, u32)>, Unavailable> {
    let [(first, last), (first_town, last_town)] = region.ranges();
    let sql = "SELECT region, due, COUNT(*) FROM task WHERE city = $1 AND due >= $2 AND due < $3 AND status IN ('open', 'notice')
                 AND (region BETWEEN $4 AND $5 OR region BETWEEN $6 AND $7) GROUP BY region, due ORDER BY due";
    let values = values![ledger.city(), from, NO_DUE_DAY, first, last, first_town, last_town];
    let rows = ledger.query(sql, values).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Applications of a region with something whose day a revised calendar may move: whatever has a due day, for others may lie
/// behind it, and what the applicant is asked. A page of them, behind one.
///
/// # Errors
/// When the store cannot be read.
pub async fn with_terms(
    ledger: &Ledger,
    region: RegionCode,
    behind: Option<RecordId>,
    limit: u32,
) -> Result<Vec<RecordId>, Unavailable> {
    let [(first, last), (first_town, last_town)] = region.ranges();
    let sql = "SELECT DISTINCT application FROM task WHERE city = $1 AND application > $2
                 AND (due < $3 OR status IN ('applicant', 'special'))
                 AND (region BETWEEN $4 AND $5 OR region BETWEEN $6 AND $7) ORDER BY application LIMIT $8";
    let behind = behind.unwrap_or(RecordId::from_bytes([0; 16]));
    let values = values![ledger.city(), behind, NO_DUE_DAY, first, last, first_town, last_town, limit];
    let rows = ledger.query(sql, values).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The organs on whose desks something lies, whether its clock runs or not.
///
/// # Errors
/// When the store cannot be read.
pub async fn organs_at_work(ledger: &Ledger) -> Result<Vec<String>, Unavailable> {
    let asked = "SELECT DISTINCT organ FROM task WHERE city = $1 ORDER BY organ";
    let rows = ledger.query(asked, values![ledger.city()]).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

impl TaskFilter {
    fn narrow(&self, sql: &mut String, values: &mut Vec<Value>) {
        let mut and = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if !self.text.trim().is_empty() {
            and(
                " AND (title LIKE ? ESCAPE '\\' OR number LIKE ? ESCAPE '\\')",
                containing(&self.text).into(),
            );
        }
        if let Some(status) = self.status {
            and(" AND status = ?", status.as_str().into());
        }
        if let Some(holder) = self.holder {
            and(" AND holder = ?", holder.into());
        }
        if let Some(day) = self.due_through {
            and(" AND due <= ?", day.into());
        }
        for (position, duty) in self.duties.iter().enumerate() {
            and(
                if position == 0 { " AND (duty = ?" } else { " OR duty = ?" },
                duty.as_str().into(),
            );
        }
        if !self.duties.is_empty() {
            sql.push(')');
        }
    }
}

impl TaskRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        let due: i32 = row.get(4)?;
        Ok(Self {
            application: row.get(0)?,
            step: row.get(1)?,
            item: row.get(2)?,
            status: TaskStatus::from_text(&row.get::<String>(3)?),
            due: (due != NO_DUE_DAY).then_some(Day(due)),
            duty: row.get(5)?,
            holder: row.get(6)?,
            title: row.get(7)?,
            number: row.get(8)?,
            matter: row.get(9)?,
            region: row.get(10)?,
        })
    }

    /// The gate that is to be recorded, if this is one.
    #[must_use]
    pub fn gate(&self) -> Option<&str> {
        self.step.strip_prefix(GATE_PREFIX)
    }

    /// The paper whose promise is to be checked, if this is such a row.
    #[must_use]
    pub fn check(&self) -> Option<&str> {
        self.step.strip_prefix(CHECK_PREFIX)
    }

    /// The proposal that waits for a signature, if this is one: its act and its number.
    #[must_use]
    pub fn proposal(&self) -> Option<(&str, ProposalNumber)> {
        proposal_of_row(&self.step)
    }
}

/// The act and the number of the proposal for which a row is named, if it is one's.
#[must_use]
pub fn proposal_of_row(step: &str) -> Option<(&str, ProposalNumber)> {
    let (act, number) = step.strip_prefix(PROPOSAL_PREFIX)?.split_once(':')?;
    Some((act, number.parse().ok()?))
}

impl TaskStatus {
    /// As index rows and addresses write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::WaitsForApplicant => "applicant",
            Self::Notice => "notice",
            Self::Gate => "gate",
            Self::Recusal => "recusal",
            Self::Proposal => "proposal",
            Self::SpecialProcedure => "special",
        }
    }

    /// Reads what [`TaskStatus::as_str`] writes; anything else counts as open.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let others = [
            Self::WaitsForApplicant,
            Self::Notice,
            Self::Gate,
            Self::Recusal,
            Self::Proposal,
            Self::SpecialProcedure,
        ];
        others
            .into_iter()
            .find(|status| status.as_str() == text)
            .unwrap_or(Self::Open)
    }
}
