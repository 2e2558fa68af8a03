//! The rows, by index scans: one for an organ, one for each region that a supervisor watches over.

use applications::record::state::Status;
use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Unavailable, Value, values};
use people::views::{EnterprisesNamed, is_named};

use super::filter::{After, FiledFilter, STATUSES};
use crate::list::{Found, containing};

/// How many rows a page has.
pub(crate) const ROWS_MAX: usize = 50;
/// More regions than any city has; an engine takes so many parts of a question.
const REGIONS_MAX: usize = 400;

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) application: RecordId,
    pub(crate) number: String,
    pub(crate) matter: String,
    pub(crate) title: String,
    pub(crate) region: RegionCode,
    pub(crate) status: Status,
    pub(crate) asked: u32,
    pub(crate) submitted: Day,
    pub(crate) ended: Option<Day>,
    pub(crate) applicant: RecordId,
    /// The digest of the release under which it was filed.
    pub(crate) release: String,
}

/// A page of applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FiledPage {
    pub(crate) rows: Vec<Filed>,
    pub(crate) next: Option<After>,
}

const COLUMNS: &str =
    "a.record, a.number, a.matter, a.title, a.region, a.status, a.asked, a.submitted, a.ended, a.applicant, a.release";

/// The applications in which an organ takes part.
pub(crate) async fn of_organ(
    ledger: &Ledger,
    organ: &OrganId,
    filter: &FiledFilter,
    found: &Found,
) -> Result<FiledPage, Unavailable> {
    let mut asking = Asking {
        values: values![ledger.city(), organ.as_str()],
    };
    let mut conditions = "i.city = $1 AND i.organ = $2".to_owned();
    if let Some(after) = &filter.after {
        let (submitted, application) = (asking.add(after.submitted), asking.add(after.application));
        conditions.push_str(&format!(" AND (i.submitted, i.application) < ({submitted}, {application})"));
    }
    conditions.push_str(&asking.narrowed(filter, found));
    let limit = asking.add(ROWS_MAX + 1);
    let sql = format!(
        "SELECT {COLUMNS} FROM involvement i JOIN application a ON a.city = i.city AND a.record = i.application
         WHERE {conditions} ORDER BY i.submitted DESC, i.application DESC LIMIT {limit}"
    );
    page(ledger, sql, asking.values).await
}

/// The applications of some regions.
pub(crate) async fn of_regions(
    ledger: &Ledger,
    regions: &[RegionCode],
    filter: &FiledFilter,
    found: &Found,
) -> Result<FiledPage, Unavailable> {
    let mut asking = Asking {
        values: values![ledger.city()],
    };
    let mut conditions = String::new();
    if let Some(after) = &filter.after {
        let (submitted, application) = (asking.add(after.submitted), asking.add(after.application));
        conditions.push_str(&format!(" AND (a.submitted, a.record) < ({submitted}, {application})"));
    }
    conditions.push_str(&asking.narrowed(filter, found));
    let limit = ROWS_MAX + 1;
    let mut parts = Vec::new();
    for region in regions.iter().take(REGIONS_MAX) {
        let region = asking.add(*region);
        parts.push(format!(
            "SELECT * FROM (SELECT {COLUMNS} FROM application a WHERE a.city = $1{conditions} AND a.region = {region}
             ORDER BY a.submitted DESC, a.record DESC LIMIT {limit}) AS part"
        ));
    }
    if parts.is_empty() {
        return Ok(FiledPage::default());
    }
    let sql = format!(
        "SELECT * FROM ({}) AS parts ORDER BY submitted DESC, record DESC LIMIT {limit}",
        parts.join(" UNION ALL ")
    );
    page(ledger, sql, asking.values).await
}

async fn page(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<FiledPage, Unavailable> {
    let mut rows = ledger
        .query(sql, values)
        .await?
        .iter()
        .map(Filed::read)
        .collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > ROWS_MAX;
    rows.truncate(ROWS_MAX);
    let after = |row: &Filed| After {
        submitted: row.submitted.0.into(),
        application: row.application,
    };
    Ok(FiledPage {
        next: rows.last().filter(|_| more).map(after),
        rows,
    })
}

/// Values, numbered in the order of their first use.
struct Asking {
    values: Vec<Value>,
}

impl Asking {
    fn add(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn narrowed(&mut self, filter: &FiledFilter, found: &Found) -> String {
        let mut conditions = String::new();
        if let Some(status) = filter.status {
            conditions.push_str(&format!(" AND a.status = {}", self.add(status.as_str())));
        }
        if !filter.text.is_empty() {
            let pattern = self.add(containing(&filter.text));
            let mut places = vec![format!(
                "a.title LIKE {pattern} ESCAPE '\\' OR a.number LIKE {pattern} ESCAPE '\\'"
            )];
            if !found.matters.is_empty() {
                let matters: Vec<String> = found.matters.iter().map(|matter| self.add(matter.as_str())).collect();
                places.push(format!("a.matter IN ({})", matters.join(", ")));
            }
            match &found.enterprises {
                EnterprisesNamed::Few(enterprises) if enterprises.is_empty() => {}
                EnterprisesNamed::Few(enterprises) => {
                    let enterprises: Vec<String> = enterprises.iter().map(|enterprise| self.add(*enterprise)).collect();
                    places.push(format!("a.applicant IN ({})", enterprises.join(", ")));
                }
                EnterprisesNamed::Many => places.push(is_named("a.applicant", &pattern)),
            }
            conditions.push_str(&format!(" AND ({})", places.join(" OR ")));
        }
        conditions
    }
}

impl Filed {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        let status: String = row.get(5)?;
        Ok(Self {
            application: row.get(0)?,
            number: row.get(1)?,
            matter: row.get(2)?,
            title: row.get(3)?,
            region: row.get(4)?,
            status: STATUSES
                .into_iter()
                .find(|known| known.as_str() == status)
                .unwrap_or_default(),
            asked: row.get(6)?,
            submitted: row.get(7)?,
            ended: row.get(8)?,
            applicant: row.get(9)?,
            release: row.get(10)?,
        })
    }
}
