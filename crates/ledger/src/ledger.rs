//! The face of the ledger.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;

use authority::Permit;
use calendar::Moment;
use identity::{RecordId, RegionCode};
use tokio::sync::broadcast;

use crate::almanac::Almanac;
use crate::decision::Claim;
use crate::error::{OpenError, SubmitError, Unavailable};
use crate::key::Key;
use crate::options::Options;
use crate::receipt::{Committed, Entry, Receipt, Snapshot};
use crate::record::{CommandOf, Record};
use crate::rows::Statement;
use crate::value::{Row, Value};

/// The durable records of one city. Cheap to clone; every clone is the same ledger.
#[derive(Clone, Debug)]
pub struct Ledger {}

#[allow(unused_variables, clippy::unused_async)]
impl Ledger {
    /// Opens the ledger of a data folder as its only server, and creates what is not there yet.
    pub fn open(folder: &Path, options: Options) -> Result<Self, OpenError> {
        todo!()
    }

    /// Opens a data folder for reading only, beside a running server or without one.
    pub fn open_reading(folder: &Path, options: Options) -> Result<Self, OpenError> {
        todo!()
    }

    /// The city.
    pub fn city(&self) -> RegionCode {
        todo!()
    }

    /// Now, as the ledger counts: never before its last event.
    pub fn now(&self) -> Moment {
        todo!()
    }

    /// What the operator should be told at start, in words.
    pub fn notices(&self) -> &[String] {
        todo!()
    }

    /// Makes a kind of record known, and creates or rebuilds its index tables. Once a kind, before [`Ledger::start`].
    pub fn register<R: Record>(&self) -> Result<(), OpenError> {
        todo!()
    }

    /// Creates tables outside the log (sessions, throttles) by numbered steps which, once released, never change.
    pub fn migrate(&self, room: &'static str, steps: &[&'static str]) -> Result<(), OpenError> {
        todo!()
    }

    /// Replaces today's calendars and office hours.
    pub fn set_almanac(&self, almanac: Almanac) {
        todo!()
    }

    /// Names the release of the city pack in force.
    pub fn set_release(&self, release: impl Into<String>) {
        todo!()
    }

    /// Decides a command and answers when what follows from it is on the disk.
    pub async fn submit<R: Record, C: CommandOf<R>>(
        &self,
        permit: &Permit<C::Act>,
        record: RecordId,
        command: C,
        key: Key,
    ) -> Result<Receipt<R::State>, SubmitError<R::Refusal>> {
        todo!()
    }

    /// The same for a thread that may wait.
    pub fn submit_blocking<R: Record, C: CommandOf<R>>(
        &self,
        permit: &Permit<C::Act>,
        record: RecordId,
        command: C,
        key: Key,
    ) -> Result<Receipt<R::State>, SubmitError<R::Refusal>> {
        todo!()
    }

    /// A record as last committed; none if it does not exist.
    pub async fn state<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        todo!()
    }

    /// The same for a thread that may wait.
    pub fn state_blocking<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        todo!()
    }

    /// The events of a record, in order.
    pub async fn history(&self, record: RecordId) -> Result<Vec<Entry>, Unavailable> {
        todo!()
    }

    /// Values of a record from the vault, by path; what is not there or erased is left out.
    pub async fn secrets(&self, record: RecordId, paths: &[String]) -> Result<BTreeMap<String, serde_json::Value>, Unavailable> {
        todo!()
    }

    /// Values of many records from the vault, for a list: in the order asked.
    pub async fn secrets_of_many(&self, wanted: &[(RecordId, &str)]) -> Result<Vec<Option<serde_json::Value>>, Unavailable> {
        todo!()
    }

    /// Deletes values and salts of a record from the vault, in every file of the database.
    pub async fn erase(&self, record: RecordId, paths: &[String]) -> Result<(), Unavailable> {
        todo!()
    }

    /// The record that holds a unique value.
    pub async fn find(&self, claim: &Claim) -> Result<Option<RecordId>, Unavailable> {
        todo!()
    }

    /// Asks the index tables. The values stand for `$1`, `$2`, … in ascending order of first use.
    pub async fn query(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        todo!()
    }

    /// The same for a thread that may wait.
    pub fn query_blocking(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        todo!()
    }

    /// Several questions to one and the same state of the city.
    pub async fn query_together(&self, questions: Vec<Statement>) -> Result<Vec<Vec<Row>>, Unavailable> {
        todo!()
    }

    /// Writes outside the log (sessions, read marks), all or nothing; answers the number of rows each statement changed.
    pub async fn side(&self, statements: Vec<Statement>) -> Result<Vec<usize>, Unavailable> {
        todo!()
    }

    /// Tells of every event after its commit. A slow listener loses some; the log is the truth.
    pub fn watch(&self) -> broadcast::Receiver<Committed> {
        todo!()
    }

    /// Stops reactions and timers, finishes what is under way, closes the database and frees the folder.
    pub async fn close(&self) {
        todo!()
    }

    /// Starts reactions and timers on the current runtime.
    pub fn start(&self) {
        todo!()
    }

    /// Has every event of the log handled in order of each record, from the start and across restarts.
    pub fn react<F, Reacting>(&self, name: &'static str, handler: F)
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), crate::ReactionError>> + Send + 'static,
    {
        todo!()
    }

    /// The same for the events of these kinds of record only.
    pub fn react_to<F, Reacting>(&self, name: &'static str, kinds: &'static [&'static str], handler: F)
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), crate::ReactionError>> + Send + 'static,
    {
        todo!()
    }

    /// Has the timers of that name handled when their moment comes.
    pub fn on_timer<F, Reacting>(&self, name: &'static str, handler: F)
    where
        F: Fn(RecordId, Moment) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), crate::ReactionError>> + Send + 'static,
    {
        todo!()
    }
}
