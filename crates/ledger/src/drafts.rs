//! Forms that are being filled in: no part of the log, encrypted, gone after a term.

use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::RecordId;

use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::rows::Statement;
use crate::value::Row;
use crate::values;
use crate::vault::Sealing;

/// How long a draft is kept after it was last saved.
pub const DRAFT_DAYS: i64 = 90;

/// The drafts of a ledger. Whose draft it is, an account or an enterprise, is part of every question.
#[derive(Clone, Debug)]
pub struct Drafts {
    ledger: Ledger,
}

/// A draft, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftHeading {
    /// Its identifier.
    pub draft: RecordId,
    /// What it will become.
    pub kind: String,
    /// When it was last saved.
    pub saved_at: Moment,
    /// When it is deleted unless it is saved again.
    pub expires_at: Moment,
}

/// A draft with what was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its heading.
    pub heading: DraftHeading,
    /// What was filled in.
    pub content: serde_json::Value,
}

impl Drafts {
    pub(crate) fn new(ledger: Ledger) -> Self {
        Self { ledger }
    }

    /// Saves a draft, new or again, and deletes those whose term is over.
    pub async fn save(
        &self,
        owner: RecordId,
        draft: RecordId,
        kind: &str,
        content: &serde_json::Value,
    ) -> Result<(), Unavailable> {
        let now = self.ledger.now();
        let city = self.ledger.city();
        let expires_at = now.plus(DRAFT_DAYS * MILLISECONDS_OF_DAY);
        let sealed =
            self.ledger
                .shared()
                .keys
                .of_record(city, owner)
                .seal(&path(draft), &Sealing::random()?, &to_vec(content)?)?;
        let save = Statement::new(
            "INSERT INTO draft (city, owner, draft, kind, saved_at, expires_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (city, owner, draft) DO UPDATE SET kind = excluded.kind, saved_at = excluded.saved_at,
             expires_at = excluded.expires_at, sealed = excluded.sealed",
            values![city, owner, draft, kind, now, expires_at, sealed],
        );
        let expire = Statement::new("DELETE FROM draft WHERE city = $1 AND expires_at <= $2", values![city, now]);
        self.ledger.side(vec![save, expire]).await.map(|_| ())
    }

    /// A draft of that owner.
    pub async fn load(&self, owner: RecordId, draft: RecordId) -> Result<Option<Draft>, Unavailable> {
        let (city, now) = (self.ledger.city(), self.ledger.now());
        let found = self.ledger.query(
            "SELECT draft, kind, saved_at, expires_at, sealed FROM draft
             WHERE city = $1 AND owner = $2 AND draft = $3 AND expires_at > $4",
            values![city, owner, draft, now],
        );
        let found = found.await?;
        let Some(row) = found.first() else { return Ok(None) };
        let (heading, sealed): (_, Vec<u8>) = (heading(row)?, row.get(4)?);
        let content = self.ledger.shared().keys.of_record(city, owner).open(&path(draft), &sealed)?;
        let content =
            serde_json::from_slice(&content).map_err(|error| Unavailable(format!("a draft cannot be read: {error}")))?;
        Ok(Some(Draft { heading, content }))
    }

    /// The drafts of that owner, the last saved first.
    pub async fn list(&self, owner: RecordId) -> Result<Vec<DraftHeading>, Unavailable> {
        let (city, now) = (self.ledger.city(), self.ledger.now());
        let listed = self.ledger.query(
            "SELECT draft, kind, saved_at, expires_at FROM draft
             WHERE city = $1 AND owner = $2 AND expires_at > $3 ORDER BY saved_at DESC, draft",
            values![city, owner, now],
        );
        listed.await?.iter().map(heading).collect()
    }

    /// Deletes a draft of that owner.
    pub async fn delete(&self, owner: RecordId, draft: RecordId) -> Result<(), Unavailable> {
        let city = self.ledger.city();
        let delete = "DELETE FROM draft WHERE city = $1 AND owner = $2 AND draft = $3";
        self.ledger
            .side(vec![Statement::new(delete, values![city, owner, draft])])
            .await
            .map(|_| ())
    }
}

fn heading(row: &Row) -> Result<DraftHeading, Unavailable> {
    Ok(DraftHeading {
        draft: row.get(0)?,
        kind: row.get(1)?,
        saved_at: row.get(2)?,
        expires_at: row.get(3)?,
    })
}

fn path(draft: RecordId) -> String {
    format!("draft/{draft}")
}

fn to_vec(content: &serde_json::Value) -> Result<Vec<u8>, Unavailable> {
    serde_json::to_vec(content).map_err(|error| Unavailable(format!("a draft cannot be kept: {error}")))
}
