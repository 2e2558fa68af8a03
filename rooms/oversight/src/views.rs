//! One row an inquiry, and the lists of them.

use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};

use crate::record::{Inquiry, Standing};

/// Inquiries on one page.
pub const INQUIRIES_MAX: u32 = 100;

pub(crate) const TABLES: &[Table] = &[Table {
    name: "inquiry",
    version: 1,
    create: "
        CREATE TABLE inquiry (
            city BIGINT NOT NULL, record BYTEA NOT NULL, number TEXT NOT NULL, application BYTEA NOT NULL, application_number TEXT NOT NULL,
            title TEXT NOT NULL, step TEXT, organ TEXT NOT NULL, region BIGINT NOT NULL, county BIGINT NOT NULL, standing TEXT NOT NULL,
            due BIGINT NOT NULL, reminders BIGINT NOT NULL, late BIGINT NOT NULL, PRIMARY KEY (city, record));
        CREATE INDEX inquiry_organ ON inquiry (city, organ, standing, due);
        CREATE INDEX inquiry_county ON inquiry (city, county, standing, due);
        CREATE INDEX inquiry_application ON inquiry (city, application);",
}];

/// An inquiry in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InquiryRow {
    /// Its record.
    pub record: RecordId,
    /// Its number.
    pub number: String,
    /// The application.
    pub application: RecordId,
    /// Its number.
    pub application_number: String,
    /// What it is called.
    pub title: String,
    /// The step, if it is about one.
    pub step: Option<String>,
    /// Who is asked.
    pub organ: String,
    /// Where.
    pub region: RegionCode,
    /// Where it stands.
    pub standing: Standing,
    /// The last day for the answer.
    pub due: Day,
    /// How often the organ was reminded.
    pub reminders: u32,
    /// Whether an answer came after its term.
    pub late: bool,
}

/// How many inquiries stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InquiryCounts {
    /// To be answered.
    pub open: u32,
    /// To be answered, and past the term.
    pub overdue: u32,
    /// Answered, to be read.
    pub answered: u32,
    /// Closed.
    pub closed: u32,
}

pub(crate) fn write(id: RecordId, before: Option<&Inquiry>, after: Option<&Inquiry>, rows: &mut Rows) {
    let Some(inquiry) = after else { return };
    if before.is_none() {
        rows.execute(
            "INSERT INTO inquiry (city, record, number, application, application_number, title, step, organ, region, county, standing, due, reminders, late)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            values![
                rows.city(),
                id,
                &inquiry.number,
                inquiry.application,
                &inquiry.application_number,
                &inquiry.title,
                inquiry.step.as_ref().map(|step| step.as_str()),
                inquiry.organ.as_str(),
                inquiry.region,
                inquiry.region.county(),
                inquiry.standing.as_str(),
                inquiry.due,
                inquiry.reminders,
                inquiry.late
            ],
        );
    } else {
        rows.execute(
            "UPDATE inquiry SET standing = $1, due = $2, reminders = $3, late = $4 WHERE city = $5 AND record = $6",
            values![
                inquiry.standing.as_str(),
                inquiry.due,
                inquiry.reminders,
                inquiry.late,
                rows.city(),
                id
            ],
        );
    }
}

const COLUMNS: &str =
    "record, number, application, application_number, title, step, organ, region, standing, due, reminders, late";

/// What an organ was asked, of one standing, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_organ(ledger: &Ledger, organ: &OrganId, standing: Standing) -> Result<Vec<InquiryRow>, Unavailable> {
    let sql = format!(
        "SELECT {COLUMNS} FROM inquiry WHERE city = $1 AND organ = $2 AND standing = $3 ORDER BY due LIMIT {INQUIRIES_MAX}"
    );
    read(ledger, sql, values![ledger.city(), organ.as_str(), standing.as_str()]).await
}

/// What was asked in some counties, of one standing, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_counties(ledger: &Ledger, counties: &[RegionCode], standing: Standing) -> Result<Vec<InquiryRow>, Unavailable> {
    let (mut values, places) = within(values![ledger.city()], counties);
    values.push(standing.as_str().into());
    let sql = format!(
        "SELECT {COLUMNS} FROM inquiry WHERE city = $1 AND county IN ({places}) AND standing = ${} ORDER BY due LIMIT {INQUIRIES_MAX}",
        values.len()
    );
    read(ledger, sql, values).await
}

/// What was asked about an application, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_application(ledger: &Ledger, application: RecordId) -> Result<Vec<InquiryRow>, Unavailable> {
    let sql =
        format!("SELECT {COLUMNS} FROM inquiry WHERE city = $1 AND application = $2 ORDER BY due DESC LIMIT {INQUIRIES_MAX}");
    read(ledger, sql, values![ledger.city(), application]).await
}

/// How many inquiries of some counties stand where.
///
/// # Errors
/// When the store cannot be read.
pub async fn counts(ledger: &Ledger, counties: &[RegionCode], today: Day) -> Result<InquiryCounts, Unavailable> {
    let (values, places) = within(values![today, ledger.city()], counties);
    let sql = format!(
        "SELECT standing, COUNT(*), COUNT(CASE WHEN due < $1 THEN 1 END) FROM inquiry WHERE city = $2 AND county IN ({places}) GROUP BY standing"
    );
    counted(ledger, sql, values).await
}

/// How many inquiries of an organ stand where.
///
/// # Errors
/// When the store cannot be read.
pub async fn counts_of_organ(ledger: &Ledger, organ: &OrganId, today: Day) -> Result<InquiryCounts, Unavailable> {
    let sql = "SELECT standing, COUNT(*), COUNT(CASE WHEN due < $1 THEN 1 END) FROM inquiry WHERE city = $2 AND organ = $3 GROUP BY standing";
    counted(ledger, sql.to_owned(), values![today, ledger.city(), organ.as_str()]).await
}

async fn counted(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<InquiryCounts, Unavailable> {
    let mut counts = InquiryCounts::default();
    for row in ledger.query(sql, values).await? {
        let n: u32 = row.get(1)?;
        match Standing::from_text(&row.get::<String>(0)?) {
            Some(Standing::Open) => (counts.open, counts.overdue) = (n, row.get(2)?),
            Some(Standing::Answered) => counts.answered = n,
            Some(Standing::Closed) => counts.closed = n,
            None => {}
        }
    }
    Ok(counts)
}

/// Counties behind the values there are, with their names in a text.
fn within(mut values: Vec<Value>, counties: &[RegionCode]) -> (Vec<Value>, String) {
    let mut places = Vec::new();
    for county in counties {
        values.push((*county).into());
        places.push(format!("${}", values.len()));
    }
    (values, places.join(", "))
}

async fn read(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<Vec<InquiryRow>, Unavailable> {
    ledger.query(sql, values).await?.iter().map(InquiryRow::read).collect()
}

impl InquiryRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            record: row.get(0)?,
            number: row.get(1)?,
            application: row.get(2)?,
            application_number: row.get(3)?,
            title: row.get(4)?,
            step: row.get(5)?,
            organ: row.get(6)?,
            region: row.get(7)?,
            standing: Standing::from_text(&row.get::<String>(8)?).unwrap_or(Standing::Open),
            due: row.get(9)?,
            reminders: row.get(10)?,
            late: row.get(11)?,
        })
    }
}
