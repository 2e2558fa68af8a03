//! One row an application for whoever watches over a region: who has it, until when, since when, and how it ended.
//!
//! Lists come in the order of an index, a county at a time, and page by page; nothing here scans or sorts all applications.
//! A light depends on today, so that only the days are kept which decide it.

mod filter;
mod list;
#[cfg(test)]
mod plans;

use calendar::{Day, Unit};
use identity::{RecordId, RegionCode};
use ledger::{Rows, Sums, Table, values};
use procedure::definition::StepKind;
use sha2::{Digest, Sha256};

pub use filter::{Cursor, LightWord, OverviewFilter, Sort, Standing};
pub use list::{OverviewCounts, OverviewPage, OverviewRow, counts, page};

use crate::record::Application;
use crate::record::escalation::watched;
use crate::record::state::{GateState, Status, StepState, StepStatus};

/// One row an application.
pub(super) const OVERVIEW: Table = Table {
    name: "overview",
    version: 4,
    create: "
        CREATE TABLE overview (
            city BIGINT NOT NULL, record BYTEA NOT NULL, number TEXT NOT NULL, tail TEXT NOT NULL, title TEXT NOT NULL,
            matter TEXT NOT NULL, alike TEXT NOT NULL, applicant BYTEA NOT NULL, region BIGINT NOT NULL, county BIGINT NOT NULL, status TEXT NOT NULL,
            waits TEXT NOT NULL, short BIGINT NOT NULL, due BIGINT NOT NULL, unit TEXT NOT NULL, submitted BIGINT NOT NULL, ended BIGINT,
            PRIMARY KEY (city, record));
        CREATE UNIQUE INDEX overview_number ON overview (city, number);
        CREATE INDEX overview_tail ON overview (city, tail);
        CREATE INDEX overview_applicant ON overview (city, applicant, due, number) WHERE ended IS NULL;
        CREATE INDEX overview_applicant_ended ON overview (city, applicant, ended, number) WHERE ended IS NOT NULL;
        CREATE INDEX overview_due ON overview (city, county, due, number, short, waits, matter, submitted) WHERE ended IS NULL;
        CREATE INDEX overview_short ON overview (city, county, short, due) WHERE ended IS NULL;
        CREATE INDEX overview_age ON overview (city, county, submitted, number, due, short, waits, matter) WHERE ended IS NULL;
        CREATE INDEX overview_by_title ON overview (city, title, due, number) WHERE ended IS NULL;
        CREATE INDEX overview_by_title_ended ON overview (city, title, ended, number) WHERE ended IS NOT NULL;
        CREATE INDEX overview_ended ON overview (city, county, ended, number, matter) WHERE ended IS NOT NULL;
        CREATE INDEX overview_ended_as ON overview (city, county, status, ended, number, matter) WHERE ended IS NOT NULL;
        CREATE INDEX overview_alike ON overview (city, matter, ended, status, alike, submitted) WHERE ended IS NOT NULL;",
};

/// How many applications wait for whom; those that wait for nobody by how they have ended.
pub(super) const OVERVIEW_COUNT: Table = Table {
    name: "overview_count",
    version: 2,
    create: "
        CREATE TABLE overview_count (
            city BIGINT NOT NULL, county BIGINT NOT NULL, waits TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (city, county, waits));",
};

/// What applications are called, each title once a county, and how many of them are open: where a search looks first.
pub(super) const OVERVIEW_TITLE: Table = Table {
    name: "overview_title",
    version: 1,
    create: "
        CREATE TABLE overview_title (
            city BIGINT NOT NULL, county BIGINT NOT NULL, title TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (city, county, title));",
};

/// Sorts behind every day: nothing is due, time is never short.
pub(super) const NO_DAY: i32 = i32::MAX;

/// For whom an application waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitsFor {
    /// An organ works on it, or on what a special procedure is to find out.
    Organ,
    /// The applicant supplements, refines, pays or chooses.
    Applicant,
    /// A public notice runs its length.
    Notice,
    /// An outside event has not been recorded.
    Gate,
    /// Documents are made and served.
    House,
    /// Nobody: it has ended.
    Nobody,
}

impl WaitsFor {
    /// All of them that can be waited for.
    pub const OPEN: [Self; 5] = [Self::Organ, Self::Applicant, Self::Notice, Self::Gate, Self::House];

    /// As index rows and addresses write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Applicant => "applicant",
            Self::Notice => "notice",
            Self::Gate => "gate",
            Self::House => "house",
            Self::Nobody => "nobody",
        }
    }

    /// Reads what [`WaitsFor::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::OPEN
            .into_iter()
            .chain([Self::Nobody])
            .find(|waits| waits.as_str() == text)
    }
}

impl Application {
    /// For whom it waits: an organ that works on it comes first, then the applicant.
    #[must_use]
    pub fn waits_for(&self) -> WaitsFor {
        if self.status != Status::InProgress {
            return WaitsFor::Nobody;
        }
        let closed = |gate: &GateState| gate.opened_on.is_none() && gate.failed_on.is_none();
        match self.steps.iter().filter_map(step_waits_for).min() {
            Some(waits) => waits,
            None if self.gates.iter().any(closed) => WaitsFor::Gate,
            None => WaitsFor::House,
        }
    }

    /// What applications with the same items share: a name for "like yours".
    #[must_use]
    pub fn alike(&self) -> String {
        let items = self.plan.iter().flat_map(|plan| &plan.items).map(|item| item.item.as_str());
        let mut items: Vec<&str> = items.collect();
        items.sort_unstable();
        let digest = Sha256::digest(items.join(" "));
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The earliest due day of its running steps, what is counted to it, and the first day on which time is short for one of them.
    fn critical_days(&self) -> (i32, i32, Unit) {
        let open = self.steps.iter().filter(|step| step.status == StepStatus::Open);
        let running = open.filter_map(|step| Some(watched(self, step)?.light_days_within(step.limit_days())));
        running.fold((NO_DAY, NO_DAY, Unit::Working), |(short, due, unit), days| {
            let (due, unit) = (due, unit).min((days.due.0, days.unit));
            (short.min(days.short.0), due, unit)
        })
    }
}

/// For whom a step waits, if it is not something else that it waits for.
fn step_waits_for(step: &StepState) -> Option<WaitsFor> {
    match step.status {
        StepStatus::Open if step.planned.kind == StepKind::PublicNotice => Some(WaitsFor::Notice),
        StepStatus::Open | StepStatus::SpecialProcedure => Some(WaitsFor::Organ),
        StepStatus::Refining | StepStatus::Supplementing | StepStatus::Paying | StepStatus::Unsupported => {
            Some(WaitsFor::Applicant)
        }
        StepStatus::Waiting | StepStatus::Done | StepStatus::Dropped => None,
    }
}

/// What the row shows that changes.
#[derive(PartialEq)]
struct Shown {
    status: Status,
    waits: WaitsFor,
    short: i32,
    due: i32,
    unit: Unit,
    ended: Option<Day>,
    alike: String,
}

impl Shown {
    /// As what it is counted.
    fn counted_as(&self) -> &'static str {
        match self.waits {
            WaitsFor::Nobody => self.status.as_str(),
            WaitsFor::Organ | WaitsFor::Applicant | WaitsFor::Notice | WaitsFor::Gate | WaitsFor::House => self.waits.as_str(),
        }
    }

    fn of(application: &Application, alike: String) -> Self {
        let (short, due, unit) = application.critical_days();
        Self {
            status: application.status,
            waits: application.waits_for(),
            short,
            due,
            unit,
            ended: application.ended_on,
            alike,
        }
    }
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let Some(filing) = &after.filing else { return };
    let county = filing.region.county();
    let title = filing.title.as_str();
    // The items are what they were unless the plan has changed.
    let alike = |application: &Application| match before.plan_version == after.plan_version {
        true => String::new(),
        false => application.alike(),
    };
    let is_new = before.filing.is_none();
    let now = Shown::of(after, alike(after));
    if is_new {
        insert(id, after, &now, rows);
        count(county, now.counted_as(), 1, rows);
        count_title(county, title, 1, rows);
        if now.ended.is_some() {
            count_title(county, title, -1, rows);
        }
        return;
    }
    let was = Shown::of(before, alike(before));
    if was == now {
        return;
    }
    // Most indexes hold open applications alone: they are left in peace until it ends.
    if (was.status, was.ended) != (now.status, now.ended) {
        rows.execute(
            "UPDATE overview SET status = $1, ended = $2 WHERE city = $3 AND record = $4",
            values![now.status.as_str(), now.ended, rows.city(), id],
        );
    }
    if (was.waits, was.short, was.due, was.unit) != (now.waits, now.short, now.due, now.unit) {
        rows.execute(
            "UPDATE overview SET waits = $1, short = $2, due = $3, unit = $4 WHERE city = $5 AND record = $6",
            values![now.waits.as_str(), now.short, now.due, now.unit.as_str(), rows.city(), id],
        );
    }
    if was.alike != now.alike {
        rows.execute(
            "UPDATE overview SET alike = $1 WHERE city = $2 AND record = $3",
            values![&now.alike, rows.city(), id],
        );
    }
    if was.counted_as() != now.counted_as() {
        count(county, was.counted_as(), -1, rows);
        count(county, now.counted_as(), 1, rows);
    }
    if was.ended.is_none() && now.ended.is_some() {
        count_title(county, title, -1, rows);
    }
}

fn insert(id: RecordId, application: &Application, shown: &Shown, rows: &mut Rows) {
    let (Some(filing), Some(plan)) = (&application.filing, &application.plan) else {
        return;
    };
    rows.execute(
        "INSERT INTO overview (city, record, number, tail, title, matter, alike, applicant, region, county, status, waits, short, due, unit, submitted, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        values![
            rows.city(),
            id,
            filing.number.to_string(),
            tail(&filing.number.to_string()),
            &filing.title,
            plan.matter.as_str(),
            &shown.alike,
            super::filings::party_id(filing.applicant),
            filing.region,
            filing.region.county(),
            shown.status.as_str(),
            shown.waits.as_str(),
            shown.short,
            shown.due,
            shown.unit.as_str(),
            filing.day,
            shown.ended
        ],
    );
}

/// A number without its check digit, read from its end: who types the last digits finds it by the index.
fn tail(number: &str) -> String {
    let (number, _) = number.rsplit_once('-').unwrap_or((number, ""));
    number.chars().rev().collect()
}

const COUNTS: Sums = Sums {
    add: "INSERT INTO overview_count (city, county, waits, n) VALUES ($1, $2, $3, $4)
          ON CONFLICT (city, county, waits) DO UPDATE SET n = overview_count.n + excluded.n",
    clear: None,
};

fn count(county: RegionCode, counted_as: &str, by: i64, rows: &mut Rows) {
    rows.add(&COUNTS, values![rows.city(), county, counted_as], &[by]);
}

const TITLES: Sums = Sums {
    add: "INSERT INTO overview_title (city, county, title, n) VALUES ($1, $2, $3, $4)
          ON CONFLICT (city, county, title) DO UPDATE SET n = overview_title.n + excluded.n",
    clear: None,
};

fn count_title(county: RegionCode, title: &str, by: i64, rows: &mut Rows) {
    rows.add(&TITLES, values![rows.city(), county, title], &[by]);
}
