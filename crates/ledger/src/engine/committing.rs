//! The writer's connection: what it is told to commit, and how it answers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use calendar::Moment;
use identity::{RecordId, RegionCode};

use super::fault::Fault;
use super::source::Source;
use super::transaction::Earlier;
use super::writing::Writing;
use crate::rows::Statement;

/// A command that asks to be committed, by what it is known again: its actor's label and its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    pub(crate) actor: String,
    pub(crate) key: String,
}

/// Where the log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) position: u64,
    pub(crate) at: Moment,
}

/// An event that another server has committed.
#[derive(Clone, Debug)]
pub(crate) struct News {
    pub(crate) position: u64,
    pub(crate) kind: String,
    pub(crate) record: RecordId,
    pub(crate) version: u64,
}

/// What is known when a transaction begins.
pub(crate) struct Begun {
    /// Where the log ends now, if others have written.
    pub(crate) end: Option<End>,
    /// Which of those who ask were committed before.
    pub(crate) earlier: HashMap<Asked, Earlier>,
}

/// What is known besides when others have written.
pub(crate) struct Heard {
    /// What they have committed behind what was told, all of it.
    pub(crate) news: Vec<News>,
    /// Which of those who join were committed before.
    pub(crate) earlier: HashMap<Asked, Earlier>,
}

/// Something to be written.
pub(crate) enum Pending {
    /// What one command brings about.
    Command(Box<Writing>),
    /// Statements outside the log.
    Side(Arc<[Statement]>),
}

/// The rows that each statement outside the log has changed, by the place of its [`Pending::Side`].
pub(crate) type Written = HashMap<usize, Vec<usize>>;

/// A connection on which tables can be defined.
pub(crate) trait Defining: Source {
    /// Begins a transaction for what concerns the whole database.
    fn begin_alone(&mut self) -> Result<(), Fault>;

    /// Commits it.
    fn end_alone(&mut self) -> Result<(), Fault>;

    /// Undoes whatever is open.
    fn roll_back(&mut self);

    /// Executes statements that define something, written for SQLite.
    fn define(&mut self, sql: &str) -> Result<(), Fault>;

    /// Executes a statement and answers how many rows it changed.
    fn execute(&mut self, statement: &Statement) -> Result<usize, Fault>;
}

/// The writing connection of a city. While a transaction is open, nobody else can commit to the city's log.
pub(crate) trait Committing: Defining + Send {
    /// Begins a transaction, as soon as nobody else's is open; `known` is where the log ended when this connection last looked.
    fn begin(&mut self, known: u64, asked: &[Asked]) -> Result<Begun, Fault>;

    /// Reads what others have committed, behind the position through which everybody in this process was told and up to the end, and has
    /// further commands join the transaction.
    fn hear(&mut self, told: u64, end: u64, asked: &[Asked]) -> Result<Heard, Fault>;

    /// Writes everything with what is added to sums and the last number drawn from each series, and commits; what fails leaves nothing.
    fn commit(&mut self, pending: &[Pending], sums: &[Statement], series: &HashMap<String, u64>) -> Result<Written, Fault>;

    /// Defines a table from its text, with the rows in the order of the key where the engine can do that.
    fn define_table(&mut self, sql: &str) -> Result<(), Fault>;

    /// The cities whose rows lie in one and the same tables, none of which can be written to until the transaction ends.
    fn tables_of(&self) -> Result<Vec<RegionCode>, Fault>;

    /// Has nobody else write to a city until the transaction ends.
    fn hold(&self, city: RegionCode) -> Result<(), Fault>;

    /// How long to wait for commands before [`rest`](Self::rest); none when there is no need to.
    fn pause(&self) -> Option<Duration>;

    /// Told after each commit.
    fn go_on(&mut self);

    /// Told when nothing was to be done for that long.
    fn rest(&mut self);

    /// What was erased must vanish from every file.
    fn forget_erased(&mut self);

    /// Told when nothing more will come.
    fn end(&mut self);
}
