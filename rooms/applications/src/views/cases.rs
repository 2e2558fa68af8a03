//! One row a case: its number, its document, when it was decided and served.

use calendar::Day;
use identity::RecordId;
use ledger::{Ledger, Row, Rows, Table, Unavailable, values};

use crate::record::Application;
use crate::record::state::{Case, CaseStatus};

/// One row a case.
pub(super) const CASE: Table = Table {
    name: "licence_case",
    version: 1,
    create: "
        CREATE TABLE licence_case (
            city BIGINT NOT NULL, application BYTEA NOT NULL, item TEXT NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL,
            accepted BIGINT, decided BIGINT, document_number TEXT, digest TEXT, served BIGINT,
            PRIMARY KEY (city, application, item));
        CREATE INDEX licence_case_document ON licence_case (city, document_number) WHERE document_number IS NOT NULL;",
};

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Its application.
    pub application: RecordId,
    /// Its item.
    pub item: String,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub status: CaseStatus,
    /// The day of its decision.
    pub decided: Option<Day>,
    /// The number of its document.
    pub document_number: Option<String>,
    /// The digest of its document.
    pub digest: Option<String>,
    /// The day it was served.
    pub served: Option<Day>,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    for (known, case) in after.cases.unlike(&before.cases) {
        let digest = case.document.as_ref().map(|document| document.digest.as_str());
        match known {
            None => rows.execute(
                "INSERT INTO licence_case (city, application, item, number, status, accepted, decided, document_number, digest, served)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                values![
                    rows.city(),
                    id,
                    case.item.as_str(),
                    case.number.to_string(),
                    case.status.as_str(),
                    case.accepted_on,
                    case.decided_on,
                    case.document_number.as_deref(),
                    digest,
                    case.served_on
                ],
            ),
            Some(known) if same(known, case) => {}
            Some(_) => rows.execute(
                "UPDATE licence_case SET status = $1, accepted = $2, decided = $3, document_number = $4, digest = $5, served = $6
                 WHERE city = $7 AND application = $8 AND item = $9",
                values![
                    case.status.as_str(),
                    case.accepted_on,
                    case.decided_on,
                    case.document_number.as_deref(),
                    digest,
                    case.served_on,
                    rows.city(),
                    id,
                    case.item.as_str()
                ],
            ),
        }
    }
}

fn same(one: &Case, other: &Case) -> bool {
    one.status == other.status
        && one.accepted_on == other.accepted_on
        && one.served_on == other.served_on
        && one.document.is_some() == other.document.is_some()
}

const COLUMNS: &str = "c.application, c.item, c.number, c.status, c.decided, c.document_number, c.digest, c.served";

/// The cases of an application.
///
/// # Errors
/// When the store cannot be read.
pub async fn cases_of(ledger: &Ledger, application: RecordId) -> Result<Vec<CaseRow>, Unavailable> {
    let sql = format!("SELECT {COLUMNS} FROM licence_case c WHERE c.city = $1 AND c.application = $2 ORDER BY c.number");
    ledger
        .query(sql, values![ledger.city(), application])
        .await?
        .iter()
        .map(CaseRow::read)
        .collect()
}

impl CaseRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            application: row.get(0)?,
            item: row.get(1)?,
            number: row.get(2)?,
            status: CaseStatus::from_text(&row.get::<String>(3)?),
            decided: row.get(4)?,
            document_number: row.get(5)?,
            digest: row.get(6)?,
            served: row.get(7)?,
        })
    }
}

impl CaseStatus {
    const ALL: [Self; 11] = [
        Self::Received,
        Self::PreReview,
        Self::WaitingForGate,
        Self::Accepted,
        Self::SignedOff,
        Self::Granted,
        Self::Refused,
        Self::NotAccepted,
        Self::LeftOut,
        Self::Withdrawn,
        Self::Terminated,
    ];

    /// As index rows write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::PreReview => "pre_review",
            Self::WaitingForGate => "waiting_for_gate",
            Self::Accepted => "accepted",
            Self::SignedOff => "signed_off",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::NotAccepted => "not_accepted",
            Self::LeftOut => "left_out",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
        }
    }

    fn from_text(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .unwrap_or(Self::Received)
    }
}
