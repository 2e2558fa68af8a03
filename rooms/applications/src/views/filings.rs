//! One row an application, and one for each organ that takes part in it.

use std::collections::BTreeMap;

use authority::{ActName, Actor, Party, Reach, Scope, scope};
use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};

use crate::record::Application;
use crate::record::state::{Status, StepStatus};

/// One row an application; `came` is where it begins in the log.
pub(super) const APPLICATION: Table = Table {
    name: "application",
    version: 3,
    create: "
        CREATE TABLE application (
            city BIGINT NOT NULL, record BYTEA NOT NULL, came BIGINT NOT NULL, number TEXT NOT NULL, matter TEXT NOT NULL, title TEXT NOT NULL,
            applicant BYTEA NOT NULL, project BYTEA, region BIGINT NOT NULL, status TEXT NOT NULL, asked BIGINT NOT NULL,
            submitted BIGINT NOT NULL, ended BIGINT, release TEXT NOT NULL, PRIMARY KEY (city, record));
        CREATE UNIQUE INDEX application_number ON application (city, number);
        CREATE INDEX application_applicant ON application (city, applicant, submitted);
        CREATE INDEX application_region ON application (city, region, submitted);
        CREATE INDEX application_project ON application (city, project) WHERE project IS NOT NULL;
        CREATE INDEX application_release ON application (city, release) WHERE ended IS NULL;",
};

/// One row for each organ that takes part in an application.
pub(super) const INVOLVEMENT: Table = Table {
    name: "involvement",
    version: 1,
    create: "
        CREATE TABLE involvement (
            city BIGINT NOT NULL, organ TEXT NOT NULL, submitted BIGINT NOT NULL, application BYTEA NOT NULL,
            PRIMARY KEY (city, organ, submitted, application));",
};

const COLUMNS: &str = "a.record, a.number, a.matter, a.title, a.region, a.status, a.asked, a.submitted, a.ended";

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Its record.
    pub record: RecordId,
    /// Its number, as written.
    pub number: String,
    /// The matter's id.
    pub matter: String,
    /// What it is called.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// Where it stands.
    pub status: Status,
    /// How many things are asked of the applicant now.
    pub asked: u32,
    /// The day of its submission.
    pub submitted: Day,
    /// The day of its end.
    pub ended: Option<Day>,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let Some(filing) = &after.filing else { return };
    let city = rows.city();
    if before.filing.is_none() {
        rows.execute(
            "INSERT INTO application (city, record, came, number, matter, title, applicant, project, region, status, asked, submitted, ended, release)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            values![
                city,
                id,
                rows.origin(),
                filing.number.to_string(),
                after.plan.as_ref().map(|plan| plan.matter.as_str()),
                &filing.title,
                party_id(filing.applicant),
                filing.project,
                filing.region,
                after.status.as_str(),
                asked(after),
                filing.day,
                after.ended_on,
                &filing.release
            ],
        );
    } else if before.status != after.status {
        rows.execute(
            "UPDATE application SET status = $1, asked = $2, ended = $3 WHERE city = $4 AND record = $5",
            values![after.status.as_str(), asked(after), after.ended_on, city, id],
        );
    } else if asked(before) != asked(after) {
        rows.execute(
            "UPDATE application SET asked = $1 WHERE city = $2 AND record = $3",
            values![asked(after), city, id],
        );
    }
    if before.plan_version != after.plan_version {
        let (known, organs) = (before.organs(), after.organs());
        for organ in known.iter().filter(|organ| !organs.contains(organ)) {
            rows.execute(
                "DELETE FROM involvement WHERE city = $1 AND organ = $2 AND submitted = $3 AND application = $4",
                values![city, organ.as_str(), filing.day, id],
            );
        }
        for organ in organs.iter().filter(|organ| !known.contains(organ)) {
            rows.execute(
                "INSERT INTO involvement (city, organ, submitted, application) VALUES ($1, $2, $3, $4)",
                values![city, organ.as_str(), filing.day, id],
            );
        }
    }
}

/// How many things are asked of the applicant now: a supplement, refinements, and items that were not supported.
fn asked(application: &Application) -> usize {
    let waits = |status| matches!(status, StepStatus::Refining | StepStatus::Paying | StepStatus::Unsupported);
    let supplement = usize::from(application.supplementing().next().is_some());
    application.steps.iter().filter(|step| waits(step.status)).count() + supplement
}

/// The record behind an applicant; persons' and enterprises' identifiers never coincide.
pub(crate) fn party_id(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}

/// How many applications that have not ended keep each release, by its digest.
pub async fn running_by_release(ledger: &Ledger) -> Result<BTreeMap<String, u64>, Unavailable> {
    let sql = "SELECT release, COUNT(*) FROM application WHERE city = $1 AND ended IS NULL GROUP BY release";
    let rows = ledger.query(sql, values![ledger.city()]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The applications of the applicant as whom, or for whom, an actor acts, as far as the actor sees them, newest first.
pub async fn own(ledger: &Ledger, actor: &Actor) -> Result<Vec<ApplicationRow>, Unavailable> {
    let mut values = values![ledger.city()];
    let Some(within) = own_scope(actor).and_then(|scope| within(&scope, &mut values)) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM application a WHERE a.city = $1 AND {within} ORDER BY a.submitted DESC, a.number DESC LIMIT 200"
    );
    read(ledger, sql, values).await
}

/// Every application of an applicant, newest first: for whoever must leave none out.
pub async fn of_applicant(ledger: &Ledger, applicant: Party) -> Result<Vec<ApplicationRow>, Unavailable> {
    let sql = format!(
        "SELECT {COLUMNS} FROM application a WHERE a.city = $1 AND a.applicant = $2 ORDER BY a.submitted DESC, a.number DESC"
    );
    read(ledger, sql, values![ledger.city(), party_id(applicant)]).await
}

/// What an actor sees as an applicant, or for one; nothing in a post.
pub(super) fn own_scope(actor: &Actor) -> Option<Scope> {
    actor.party().map(|_| scope(actor, ActName::SeeApplication))
}

/// A project's applications that are within a scope, newest first.
pub async fn of_project(ledger: &Ledger, project: RecordId, scope: &Scope) -> Result<Vec<ApplicationRow>, Unavailable> {
    let mut values = values![ledger.city(), project];
    let Some(within) = within(scope, &mut values) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM application a WHERE a.city = $1 AND a.project = $2 AND {within} ORDER BY a.submitted DESC LIMIT 200"
    );
    read(ledger, sql, values).await
}

/// The applications in which an organ takes part, newest first, whose title or number contains a text.
pub async fn of_organ(ledger: &Ledger, organ: &OrganId, text: &str, limit: u32) -> Result<Vec<ApplicationRow>, Unavailable> {
    let sql = format!(
        "SELECT {COLUMNS} FROM involvement i JOIN application a ON a.city = i.city AND a.record = i.application
         WHERE i.city = $1 AND i.organ = $2 AND (a.title LIKE $3 ESCAPE '\\' OR a.number LIKE $3 ESCAPE '\\')
         ORDER BY i.submitted DESC, i.application LIMIT $4"
    );
    read(ledger, sql, values![ledger.city(), organ.as_str(), containing(text), limit]).await
}

/// The applications of a region with all below, newest first, whose title or number contains a text.
pub async fn of_region(ledger: &Ledger, region: RegionCode, text: &str, limit: u32) -> Result<Vec<ApplicationRow>, Unavailable> {
    let (first, last) = region.ranges()[0];
    let sql = format!(
        "SELECT {COLUMNS} FROM application a
         WHERE a.city = $1 AND a.region BETWEEN $2 AND $3 AND (a.title LIKE $4 ESCAPE '\\' OR a.number LIKE $4 ESCAPE '\\')
         ORDER BY a.submitted DESC, a.number DESC LIMIT $5"
    );
    read(ledger, sql, values![ledger.city(), first, last, containing(text), limit]).await
}

/// The record with a number.
pub async fn by_number(ledger: &Ledger, number: &str) -> Result<Option<RecordId>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT record FROM application WHERE city = $1 AND number = $2",
            values![ledger.city(), number],
        )
        .await?;
    rows.first().map(|row| row.get(0)).transpose()
}

/// A scope as a condition on `application a`; nothing at all when it covers nothing.
pub(super) fn within(scope: &Scope, values: &mut Vec<Value>) -> Option<String> {
    let next = values.len() + 1;
    match scope {
        Scope::Nothing => None,
        Scope::Party(party) | Scope::Behalf(party, Reach::All) => {
            values.push(party_id(*party).into());
            Some(format!("a.applicant = ${next}"))
        }
        Scope::Behalf(party, Reach::Application(application)) => {
            values.extend([party_id(*party).into(), application.into()]);
            Some(format!("(a.applicant = ${next} AND a.record = ${})", next + 1))
        }
        Scope::Behalf(party, Reach::Project(project)) => {
            values.extend([party_id(*party).into(), project.into()]);
            Some(format!("(a.applicant = ${next} AND a.project = ${})", next + 1))
        }
        Scope::Behalf(party, Reach::Matter(matter)) => {
            values.extend([party_id(*party).into(), matter.into()]);
            Some(format!("(a.applicant = ${next} AND a.matter = ${})", next + 1))
        }
        Scope::Organ(organ) => {
            values.push(organ.as_str().into());
            Some(format!(
                "EXISTS (SELECT 1 FROM involvement i WHERE i.city = a.city AND i.organ = ${next} AND i.submitted = a.submitted AND i.application = a.record)"
            ))
        }
        Scope::Region(region) => {
            let (first, last) = region.ranges()[0];
            values.extend([first.into(), last.into()]);
            Some(format!("a.region BETWEEN ${next} AND ${}", next + 1))
        }
        Scope::Everything => Some("TRUE".into()),
    }
}

/// A pattern for LIKE that finds a text anywhere.
pub(crate) fn containing(text: &str) -> String {
    let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

async fn read(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<Vec<ApplicationRow>, Unavailable> {
    ledger.query(sql, values).await?.iter().map(ApplicationRow::read).collect()
}

impl ApplicationRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            record: row.get(0)?,
            number: row.get(1)?,
            matter: row.get(2)?,
            title: row.get(3)?,
            region: row.get(4)?,
            status: Status::from_text(&row.get::<String>(5)?),
            asked: row.get(6)?,
            submitted: row.get(7)?,
            ended: row.get(8)?,
        })
    }
}

impl Status {
    /// As index rows write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unfiled => "unfiled",
            Self::InProgress => "in_progress",
            Self::Finished => "finished",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
        }
    }

    pub(crate) fn from_text(text: &str) -> Self {
        let all = [Self::InProgress, Self::Finished, Self::Withdrawn, Self::Terminated];
        all.into_iter().find(|status| status.as_str() == text).unwrap_or_default()
    }
}
