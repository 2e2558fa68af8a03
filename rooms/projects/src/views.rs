//! One row a project, and the lists of them.

use authority::{ActName, Actor, Party, Reach, Scope, scope};
use calendar::Moment;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};

use crate::project_code::ProjectCode;
use crate::record::{ProjectState, Registration, owner_id};

/// How many projects one page of a list holds.
pub const PROJECTS_A_PAGE: u32 = 20;

pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "project",
        version: 1,
        create: "
        CREATE TABLE project (
            city BIGINT NOT NULL, record BYTEA NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, owner BYTEA NOT NULL,
            region BIGINT NOT NULL, opened BIGINT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (city, record));
        CREATE INDEX project_owner ON project (city, owner, opened);
        CREATE INDEX project_region ON project (city, region, opened);",
    },
    Table {
        name: "project_helper",
        version: 1,
        create: "
        CREATE TABLE project_helper (
            city BIGINT NOT NULL, helper BYTEA NOT NULL, project BYTEA NOT NULL, PRIMARY KEY (city, helper, project));",
    },
];

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    /// Its record.
    pub record: RecordId,
    /// Its national code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// The county in which it is.
    pub region: RegionCode,
    /// When it was registered.
    pub opened: Moment,
    /// When it was last changed.
    pub changed: Moment,
}

/// One page of a list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectList {
    /// The projects of this page.
    pub rows: Vec<ProjectRow>,
    /// How many there are on all pages.
    pub total: usize,
}

pub(crate) fn write(id: RecordId, before: &ProjectState, after: &ProjectState, rows: &mut Rows) {
    let Some(project) = &after.registration else { return };
    let city = rows.city();
    write_helper(id, before, project, rows);
    match &before.registration {
        None => rows.execute(
            "INSERT INTO project (city, record, code, title, owner, region, opened, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                city,
                id,
                project.code.as_str(),
                &project.title,
                owner_id(project.owner),
                project.region,
                project.opened,
                project.changed
            ],
        ),
        Some(known) if (&known.title, known.changed) == (&project.title, project.changed) => {}
        Some(_) => rows.execute(
            "UPDATE project SET title = $1, changed = $2 WHERE city = $3 AND record = $4",
            values![&project.title, project.changed, city, id],
        ),
    }
}

fn write_helper(id: RecordId, before: &ProjectState, project: &Registration, rows: &mut Rows) {
    let city = rows.city();
    let known = before.registration.as_ref().and_then(|project| project.helper.as_ref());
    if known == project.helper.as_ref() {
        return;
    }
    if let Some(helper) = known {
        rows.execute(
            "DELETE FROM project_helper WHERE city = $1 AND helper = $2 AND project = $3",
            values![city, helper.account, id],
        );
    }
    if let Some(helper) = &project.helper {
        rows.execute(
            "INSERT INTO project_helper (city, helper, project) VALUES ($1, $2, $3)",
            values![city, helper.account, id],
        );
    }
}

/// The projects that a helper takes through, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn helped_by(ledger: &Ledger, helper: RecordId) -> Result<Vec<ProjectRow>, Unavailable> {
    let sql = format!(
        "SELECT {COLUMNS} FROM project_helper h JOIN project p ON p.city = h.city AND p.record = h.project
         WHERE h.city = $1 AND h.helper = $2 ORDER BY p.opened DESC, p.record LIMIT 200"
    );
    read(ledger, sql, values![ledger.city(), helper]).await
}

/// The projects that an actor may see, newest first, whose title or code contains a text; `page` counts from 1.
///
/// # Errors
/// When the store cannot be read.
pub async fn visible_to(ledger: &Ledger, actor: &Actor, text: &str, page: u32) -> Result<ProjectList, Unavailable> {
    list(ledger, &scope(actor, ActName::SeeProject), text, page).await
}

/// The projects of the owner as whom, or for whom, an actor acts, as far as the actor sees them, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn own(ledger: &Ledger, actor: &Actor) -> Result<Vec<ProjectRow>, Unavailable> {
    let mut values = values![ledger.city()];
    let scope = scope(actor, ActName::SeeProject);
    let Some(within) = within(&scope, &mut values).filter(|_| actor.party().is_some()) else {
        return Ok(Vec::new());
    };
    let sql =
        format!("SELECT {COLUMNS} FROM project p WHERE p.city = $1 AND {within} ORDER BY p.opened DESC, p.record LIMIT 200");
    read(ledger, sql, values).await
}

/// Every project of an owner, newest first: for whoever must leave none out.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_owner(ledger: &Ledger, owner: Party) -> Result<Vec<ProjectRow>, Unavailable> {
    let sql = format!("SELECT {COLUMNS} FROM project p WHERE p.city = $1 AND p.owner = $2 ORDER BY p.opened DESC, p.record");
    read(ledger, sql, values![ledger.city(), owner_id(owner)]).await
}

/// The projects of a region with all below, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_region(ledger: &Ledger, region: RegionCode, text: &str, page: u32) -> Result<ProjectList, Unavailable> {
    list(ledger, &Scope::Region(region), text, page).await
}

const COLUMNS: &str = "p.record, p.code, p.title, p.region, p.opened, p.changed";

async fn list(ledger: &Ledger, scope: &Scope, text: &str, page: u32) -> Result<ProjectList, Unavailable> {
    let mut values = values![ledger.city(), containing(text)];
    let Some(within) = within(scope, &mut values) else {
        return Ok(ProjectList {
            rows: Vec::new(),
            total: 0,
        });
    };
    let filter = format!("p.city = $1 AND (p.title LIKE $2 ESCAPE '\\' OR p.code LIKE $2 ESCAPE '\\') AND {within}");
    let counted = ledger
        .query(format!("SELECT COUNT(*) FROM project p WHERE {filter}"), values.clone())
        .await?;
    let total = counted.first().map(|row| row.get(0)).transpose()?.unwrap_or_default();
    let next = values.len() + 1;
    values.extend(values![
        PROJECTS_A_PAGE,
        page.saturating_sub(1).saturating_mul(PROJECTS_A_PAGE)
    ]);
    let sql = format!(
        "SELECT {COLUMNS} FROM project p WHERE {filter} ORDER BY p.opened DESC, p.record LIMIT ${next} OFFSET ${}",
        next + 1
    );
    Ok(ProjectList {
        rows: read(ledger, sql, values).await?,
        total,
    })
}

/// A scope as a condition on `project p`; nothing at all when it covers nothing. Organs reach projects through their
/// applications, so no list of projects is theirs.
fn within(scope: &Scope, values: &mut Vec<Value>) -> Option<String> {
    let next = values.len() + 1;
    match scope {
        Scope::Nothing | Scope::Organ(_) => None,
        Scope::Behalf(_, Reach::Application(_)) => None,
        Scope::Behalf(party, Reach::Project(project)) => {
            values.extend([owner_id(*party).into(), project.into()]);
            Some(format!("(p.owner = ${next} AND p.record = ${})", next + 1))
        }
        Scope::Behalf(party, Reach::Matter(_) | Reach::All) | Scope::Party(party) => {
            values.push(owner_id(*party).into());
            Some(format!("p.owner = ${next}"))
        }
        Scope::Region(region) => {
            let [(first, last), (first_town, last_town)] = region.ranges();
            values.extend([first.into(), last.into(), first_town.into(), last_town.into()]);
            Some(format!(
                "(p.region BETWEEN ${next} AND ${} OR p.region BETWEEN ${} AND ${})",
                next + 1,
                next + 2,
                next + 3
            ))
        }
        Scope::Everything => Some("TRUE".to_owned()),
    }
}

/// A pattern for LIKE that finds a text anywhere; a code is found however it was typed.
fn containing(text: &str) -> String {
    let text = text.trim();
    let code: Option<ProjectCode> = text.parse().ok();
    let text = code.as_ref().map_or(text, ProjectCode::as_str);
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

async fn read(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<Vec<ProjectRow>, Unavailable> {
    ledger.query(sql, values).await?.iter().map(ProjectRow::read).collect()
}

impl ProjectRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            record: row.get(0)?,
            code: row.get(1)?,
            title: row.get(2)?,
            region: row.get(3)?,
            opened: row.get(4)?,
            changed: row.get(5)?,
        })
    }
}
