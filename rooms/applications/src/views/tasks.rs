//! What is on each organ's desk: one row for each open step and each gate that is to be recorded.

mod rows;

pub use rows::request_of_row;
pub(super) use rows::{Days, rows};

use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Table, Unavailable, Value, values};

use super::filings::containing;
use crate::record::proposal::ProposalNumber;

/// What is on the desks, in the order in which a desk shows it: a page of it lies together. `came` is where the application begins in the log,
/// so that what of it lies elsewhere lies near what came with it.
pub(super) const TASK: Table = Table {
    name: "task",
    version: 7,
    create: "
        CREATE TABLE task (
            city BIGINT NOT NULL, application BYTEA NOT NULL, step TEXT NOT NULL, organ TEXT NOT NULL, item TEXT NOT NULL,
            status TEXT NOT NULL, due BIGINT NOT NULL, short BIGINT NOT NULL, duty TEXT NOT NULL, holder BYTEA, title TEXT NOT NULL,
            number TEXT NOT NULL, matter TEXT NOT NULL, region BIGINT NOT NULL, came BIGINT NOT NULL, unit TEXT NOT NULL,
            PRIMARY KEY (city, organ, due, came, application, step));
        CREATE INDEX task_of_application ON task (city, came);",
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
/// behind it, and what the applicant is asked. A page of them as they came, behind one, each with its place.
///
/// # Errors
/// When the store cannot be read.
pub async fn with_terms(
    ledger: &Ledger,
    region: RegionCode,
    behind: u64,
    limit: u32,
) -> Result<Vec<(u64, RecordId)>, Unavailable> {
    let [(first, last), (first_town, last_town)] = region.ranges();
    let sql = "SELECT DISTINCT came, application FROM task WHERE city = $1 AND came > $2
                 AND (due < $3 OR status IN ('applicant', 'special'))
                 AND (region BETWEEN $4 AND $5 OR region BETWEEN $6 AND $7) ORDER BY came LIMIT $8";
    let values = values![ledger.city(), behind, NO_DUE_DAY, first, last, first_town, last_town, limit];
    let rows = ledger.query(sql, values).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
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
