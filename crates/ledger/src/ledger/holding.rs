//! What the vault holds of a record: every value, with why it may be kept and how long (PIPL 44, 45, 48).

use std::sync::Arc;

use calendar::{Day, Moment};
use identity::RecordId;

use super::Ledger;
use crate::engine::origin_of;
use crate::error::Unavailable;
use crate::values;

/// A value that the vault holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its name in the record.
    pub path: String,
    /// The value.
    pub value: serde_json::Value,
    /// What it is needed for.
    pub purpose: String,
    /// The legal basis, with its article.
    pub basis: String,
    /// Since when.
    pub at: Moment,
    /// Days after which it is to be erased or restricted.
    pub term_days: u32,
}

impl Held {
    /// The last day of its term.
    #[must_use]
    pub fn until(&self) -> Day {
        self.at.day().plus(i32::try_from(self.term_days).unwrap_or(i32::MAX))
    }
}

impl Ledger {
    /// Everything that the vault holds of a record, by path; nothing of a record that does not exist.
    ///
    /// # Errors
    /// When the store cannot be read, or a value not be opened.
    pub async fn held(&self, record: RecordId) -> Result<Vec<Held>, Unavailable> {
        let inner = Arc::clone(&self.inner);
        let city = self.city();
        self.read(move |source| {
            let Some(origin) = origin_of(source, city, record, None)? else {
                return Ok(Vec::new());
            };
            let held = "SELECT v.path, k.purpose, k.basis, k.term_days, v.at, v.sealed FROM vault v
                 JOIN keeping k ON k.keeping = v.keeping AND k.city = v.city
                 WHERE v.city = $1 AND v.origin = $2 ORDER BY v.path";
            let key = inner.shared.keys.of_record(city, record);
            let mut found = Vec::new();
            source.each(held, &values![city, origin], &mut |row| {
                let path: String = row.get(0)?;
                let value = key.open(&path, row.bytes(5)?)?;
                let value = serde_json::from_slice(&value)
                    .map_err(|error| Unavailable(format!("the vault's value {path} cannot be read: {error}")))?;
                found.push(Held {
                    value,
                    purpose: row.get(1)?,
                    basis: row.get(2)?,
                    term_days: row.get(3)?,
                    at: row.get(4)?,
                    path,
                });
                Ok(())
            })?;
            Ok(found)
        })
        .await
    }
}
