//! One row a paper: its number, whose it is, how far its service has come, whether it stands.

use authority::Actor;
use calendar::{Calendar, Day};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};

use super::filings::{own_scope, party_id, within};
use crate::record::Application;
use crate::record::document::{DELIVERY_DAYS, DocumentKind, IssuedDocument, Way};
use crate::record::request::RequestKind;

/// One row a paper.
pub(super) const DOCUMENT: Table = Table {
    name: "document",
    version: 2,
    create: "
        CREATE TABLE document (
            city BIGINT NOT NULL, application BYTEA NOT NULL, ordinal BIGINT NOT NULL, kind TEXT NOT NULL, organ TEXT NOT NULL,
            item TEXT NOT NULL, number TEXT NOT NULL, issued BIGINT NOT NULL, valid_until BIGINT, is_made BIGINT NOT NULL,
            way TEXT NOT NULL, delivery TEXT NOT NULL, served BIGINT, standing TEXT NOT NULL, requested TEXT NOT NULL,
            applicant BYTEA NOT NULL, region BIGINT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (city, application, ordinal));
        CREATE INDEX document_number ON document (city, number);
        CREATE INDEX document_applicant ON document (city, applicant, kind, served);
        CREATE INDEX document_waiting ON document (city, organ, issued, application, ordinal)
            WHERE delivery IN ('waiting', 'posted', 'returned');
        CREATE INDEX document_waiting_region ON document (city, region, issued, application, ordinal)
            WHERE delivery IN ('waiting', 'posted', 'returned');",
};

/// A paper in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its application.
    pub application: RecordId,
    /// Its place in the record.
    pub ordinal: u16,
    /// What it is in law.
    pub kind: DocumentKind,
    /// Who issued it.
    pub organ: String,
    /// The item it is about; empty where it is about none.
    pub item: String,
    /// Its number.
    pub number: String,
    /// The day it bears.
    pub issued: Day,
    /// Its last day, where it ends by itself.
    pub valid_until: Option<Day>,
    /// In which way it reaches the applicant.
    pub way: Way,
    /// How far its service has come: `waiting`, `posted`, `returned`, `served`, `kept`.
    pub delivery: String,
    /// The day of its service.
    pub served: Option<Day>,
    /// Whether it stands: `in_force`, `replaced`, `revoked`, `withdrawn`, `cancelled`.
    pub standing: String,
    /// What its holder asked for and nobody has decided.
    pub requested: Vec<RequestKind>,
    /// Where.
    pub region: RegionCode,
    /// What its application is called.
    pub title: String,
}

impl DocumentRow {
    /// The last day on which it may be served in time: ten working days after a decision (行政许可法 44).
    #[must_use]
    pub fn due(&self, calendar: &Calendar) -> Day {
        calendar.add(self.issued, i32::try_from(DELIVERY_DAYS).unwrap_or(i32::MAX))
    }

    /// Whether it stands on a day: its term is not over either.
    #[must_use]
    pub fn stands_on(&self, today: Day) -> bool {
        self.standing == "in_force" && self.valid_until.is_none_or(|last| last >= today)
    }
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let Some(filing) = &after.filing else { return };
    let same_around = before.delivery == after.delivery && before.requests == after.requests;
    for (position, document) in after.documents.iter().enumerate() {
        match before.documents.get(position) {
            Some(known) if std::sync::Arc::ptr_eq(known, document) && same_around => {}
            Some(known) if shown(before, known) == shown(after, document) => {}
            Some(_) => update(id, after, document, rows),
            None => rows.execute(
                "INSERT INTO document (city, application, ordinal, kind, organ, item, number, issued, valid_until, is_made, way, \
                 delivery, served, standing, requested, applicant, region, title)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
                values![
                    rows.city(),
                    id,
                    i64::from(document.ordinal),
                    document.kind.as_str(),
                    document.organ.as_str(),
                    document.item.as_ref().map_or("", |item| item.as_str()),
                    document.number.as_str(),
                    document.day,
                    document.valid_until,
                    i64::from(document.file.is_some()),
                    after.way_of(document).as_str(),
                    document.delivery.as_str(),
                    document.delivery.served_on(),
                    document.standing.as_str(),
                    requested(after, document),
                    party_id(filing.applicant),
                    filing.region,
                    &filing.title
                ],
            ),
        }
    }
}

fn update(id: RecordId, after: &Application, document: &IssuedDocument, rows: &mut Rows) {
    let Shown {
        is_made,
        way,
        delivery,
        served,
        standing,
        requested,
    } = shown(after, document);
    rows.execute(
        "UPDATE document SET is_made = $1, way = $2, delivery = $3, served = $4, standing = $5, requested = $6
         WHERE city = $7 AND application = $8 AND ordinal = $9",
        values![
            i64::from(is_made),
            way,
            delivery,
            served,
            standing,
            requested,
            rows.city(),
            id,
            i64::from(document.ordinal)
        ],
    );
}

/// What a list shows of it that may change.
#[derive(PartialEq)]
struct Shown {
    is_made: bool,
    way: &'static str,
    delivery: &'static str,
    served: Option<Day>,
    standing: &'static str,
    requested: String,
}

fn shown(application: &Application, document: &IssuedDocument) -> Shown {
    Shown {
        is_made: document.file.is_some(),
        way: application.way_of(document).as_str(),
        delivery: document.delivery.as_str(),
        served: document.delivery.served_on(),
        standing: document.standing.as_str(),
        requested: requested(application, document),
    }
}

/// What was asked for about it and is not decided: `change,prolong`.
fn requested(application: &Application, document: &IssuedDocument) -> String {
    let open = application.open_requests().filter(|open| open.document == document.ordinal);
    let kinds: Vec<&str> = open.map(|open| open.requested.kind.as_str()).collect();
    kinds.join(",")
}

const COLUMNS: &str = "d.application, d.ordinal, d.kind, d.organ, d.item, d.number, d.issued, d.valid_until, d.way, d.delivery, \
                       d.served, d.standing, d.region, d.title, d.requested";

/// More waiting papers than anybody serves in a day.
const WAITING_MAX: u32 = 500;

/// What an organ issued and nobody has been served, the oldest first; what goes into accounts serves itself.
///
/// # Errors
/// When the store cannot be read.
pub async fn waiting_of_organ(ledger: &Ledger, organ: &OrganId) -> Result<Vec<DocumentRow>, Unavailable> {
    waiting(ledger, "d.organ = $2", vec![organ.as_str().into()]).await
}

/// The same for the window of a region: whatever its organs issued.
///
/// # Errors
/// When the store cannot be read.
pub async fn waiting_in_region(ledger: &Ledger, region: RegionCode) -> Result<Vec<DocumentRow>, Unavailable> {
    let [own, below] = region.ranges();
    let bounds = values![own.0, own.1, below.0, below.1];
    waiting(ledger, "(d.region BETWEEN $2 AND $3 OR d.region BETWEEN $4 AND $5)", bounds).await
}

async fn waiting(ledger: &Ledger, whose: &str, bounds: Vec<Value>) -> Result<Vec<DocumentRow>, Unavailable> {
    let sql = format!(
        "SELECT {COLUMNS} FROM document d WHERE d.city = $1 AND {whose} AND d.delivery IN ('waiting', 'posted', 'returned')
         AND d.is_made = 1 AND d.way <> 'electronic' ORDER BY d.issued, d.application, d.ordinal LIMIT {WAITING_MAX}"
    );
    let mut parameters = values![ledger.city()];
    parameters.extend(bounds);
    read(ledger, sql, parameters).await
}

/// The certificates that were served to the applicant as whom, or for whom, an actor acts, as far as the actor sees them:
/// every version, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn certificates_of(ledger: &Ledger, actor: &Actor) -> Result<Vec<DocumentRow>, Unavailable> {
    let mut values = values![ledger.city()];
    let Some(within) = own_scope(actor).and_then(|scope| within(&scope, &mut values)) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM application a JOIN document d ON d.city = a.city AND d.application = a.record
         WHERE a.city = $1 AND {within} AND d.kind = 'decision' AND d.served IS NOT NULL
         ORDER BY d.served DESC, d.number LIMIT 500"
    );
    read(ledger, sql, values).await
}

/// The papers of a number; organs may have equal ones.
///
/// # Errors
/// When the store cannot be read.
pub async fn documents_numbered(ledger: &Ledger, number: &str) -> Result<Vec<DocumentRow>, Unavailable> {
    let sql = format!("SELECT {COLUMNS} FROM document d WHERE d.city = $1 AND d.number = $2 LIMIT 50");
    read(ledger, sql, values![ledger.city(), number]).await
}

async fn read(ledger: &Ledger, sql: String, values: Vec<Value>) -> Result<Vec<DocumentRow>, Unavailable> {
    ledger.query(sql, values).await?.iter().map(DocumentRow::read).collect()
}

impl DocumentRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        let wrong = |what: &str| Unavailable(format!("an index row holds a {what} that is none"));
        Ok(Self {
            application: row.get(0)?,
            ordinal: u16::try_from(row.get::<i64>(1)?).map_err(|_| wrong("place"))?,
            kind: DocumentKind::named(&row.get::<String>(2)?).ok_or_else(|| wrong("kind of document"))?,
            organ: row.get(3)?,
            item: row.get(4)?,
            number: row.get(5)?,
            issued: row.get(6)?,
            valid_until: row.get(7)?,
            way: Way::named(&row.get::<String>(8)?).ok_or_else(|| wrong("way of service"))?,
            delivery: row.get(9)?,
            served: row.get(10)?,
            standing: row.get(11)?,
            requested: row.get::<String>(14)?.split(',').filter_map(RequestKind::from_text).collect(),
            region: row.get(12)?,
            title: row.get(13)?,
        })
    }
}
