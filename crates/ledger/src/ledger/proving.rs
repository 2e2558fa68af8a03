//! What can be proven of the log.

use std::path::Path;
use std::sync::Arc;

use identity::RecordId;
use proof::{Consistency, Evidence, VerifyingKey, Worthless};

use super::Ledger;
use crate::engine::{Fault, Source, origin_of};
use crate::error::{OpenError, Unavailable};
use crate::leaf::Leaf;
use crate::proving::{
    Anchor, Checked, Epoch, Epochs, Known, SignedHead, Word, check, consistency_of, evidence, keeps_to, last_head,
};
use crate::sqlite::{DATABASE_FILE, open_to_read};

impl Ledger {
    /// The public key of the city's log, by which everybody can check what it has signed.
    pub fn log_key(&self) -> VerifyingKey {
        self.shared().log.verifying()
    }

    /// The epochs of the log after the first: each time that it was put back to an earlier position.
    pub fn epochs(&self) -> &[Epoch] {
        self.shared().log.epochs().all()
    }

    /// The last head that was signed; none until something has happened.
    pub async fn head(&self) -> Result<Option<SignedHead>, Unavailable> {
        let (city, known) = (self.city(), self.shared().log.known());
        self.read(move |source| last_head(source, city, &known)).await
    }

    /// What can be shown of the event at a position: a promise at once, a proof a second later; none if there is no such event.
    pub async fn evidence(&self, position: u64) -> Result<Option<Evidence>, Unavailable> {
        let inner = Arc::clone(&self.inner);
        self.read(move |source| evidence(source, inner.shared.city, &inner.shared.log, position))
            .await
    }

    /// What can be shown of how a record began: the event that founded it.
    pub async fn evidence_of(&self, record: RecordId) -> Result<Option<Evidence>, Unavailable> {
        let inner = Arc::clone(&self.inner);
        let read = move |source: &dyn Source| {
            let (city, log) = (inner.shared.city, &inner.shared.log);
            let origin = origin_of(source, city, record, None)?;
            origin.map_or(Ok(None), |position| evidence(source, city, log, position))
        };
        let found = self.read(read).await?;
        if let Some(evidence) = &found
            && Leaf::read(&evidence.leaf)?.record != record
        {
            return Err(Unavailable(format!(
                "the record {record} is not counted from its own event: run zhoudao verify"
            )));
        }
        Ok(found)
    }

    /// Whether the log still is what it was when it signed what somebody holds.
    pub async fn keeps_to(&self, held: &Evidence) -> Result<Result<Word, Worthless>, Unavailable> {
        let (city, known, held) = (self.city(), self.shared().log.known(), held.clone());
        self.read(move |source| keeps_to(source, city, &known, &held)).await
    }

    /// That the log has only grown from one size to a later one; none if it is not that long.
    pub async fn consistency(&self, earlier: u64, later: u64) -> Result<Option<Consistency>, Unavailable> {
        let (city, suite) = (self.city(), self.shared().log.suite());
        self.read(move |source| consistency_of(source, city, suite, earlier, later))
            .await
    }

    /// Compares every event with the tree, and every head with both. For a thread that may wait; it reads the whole log.
    pub fn check_log(&self) -> Result<Checked, Unavailable> {
        let (city, known) = (self.city(), self.shared().log.known());
        self.inner
            .readers
            .read_at_length(|source| check(source, city, &known, self.anchor()))
    }

    /// The same of a data folder with nothing but the public key of its log: for whoever has the data and not the city's keys.
    pub fn check_log_in(folder: &Path, key: VerifyingKey) -> Result<Checked, OpenError> {
        let city = Self::city_in(folder)?.ok_or_else(|| OpenError::Empty(folder.into()))?;
        let checked = open_to_read(&folder.join(DATABASE_FILE))
            .map_err(Fault::from)
            .and_then(|source| {
                let Some(known) = Known::of(city, &key, Epochs::read(&source, city)?) else {
                    return Ok(None);
                };
                check(&source, city, &known, &Anchor::of(folder)).map(Some)
            });
        let checked = checked.transpose().ok_or_else(|| OpenError::OtherLog {
            folder: folder.into(),
            city,
        })?;
        checked.map_err(|fault| OpenError::Database {
            folder: folder.into(),
            reason: Unavailable::from(fault).0,
        })
    }
}
