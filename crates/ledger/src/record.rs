//! What a room says about one kind of record: how it is decided, folded and indexed.

use identity::RecordId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::context::Context;
use crate::decision::Decision;
use crate::receipt::Stamp;
use crate::rows::Rows;

/// A kind of durable record. All of it is pure: time, actor and random bytes come in with the [`Context`].
pub trait Record: Send + Sync + 'static {
    /// The name of the kind in the log: `application`.
    const KIND: &'static str;
    /// The version in which events are written today; older ones pass through [`Record::upcast`].
    const EVENT_VERSION: u32;

    /// What the events of one record add up to.
    type State: Default + Clone + Send + Sync + 'static;
    /// What may be asked of the record. It is decided again where what was decided together with others cannot be written.
    type Command: Clone + Send + 'static;
    /// What has happened: `#[serde(tag = "type", content = "data", rename_all = "snake_case")]`.
    /// An event holds outcomes and no personal data; integers above 2⁵³ and money travel as text.
    type Event: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;
    /// Why a command is not followed.
    type Refusal: std::error::Error + Clone + Send + Sync + 'static;

    /// Says what follows from a command, or why nothing does.
    fn decide(
        state: &Self::State,
        command: Self::Command,
        context: &mut Context<'_>,
    ) -> Result<Decision<Self::Event>, Self::Refusal>;

    /// Adds one event to the state. Reads no definition, vault or calendar.
    fn apply(state: &mut Self::State, event: &Self::Event, stamp: &Stamp);

    /// The index tables of this kind, each rebuilt from the log when its version or text changes.
    fn tables() -> &'static [Table] {
        &[]
    }

    /// The index rows that follow from one command: called once for all its events, live and when replayed.
    /// Touches only [`Record::tables`] of this kind.
    fn rows(id: RecordId, before: &Self::State, after: &Self::State, stamp: &Stamp, rows: &mut Rows);

    /// Turns an event `{"type": …, "data": …}` of that version into one of the next.
    fn upcast(version: u32, event: Value) -> Value {
        let _ = version;
        event
    }
}

/// A command of a record, with the act that policy must have permitted.
pub trait CommandOf<R: Record>: Into<R::Command> {
    /// The act.
    type Act: authority::Act;
}

/// An index table: its text is SQL that SQLite and PostgreSQL both read, the city first in every key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The table's name, unique in the city.
    pub name: &'static str,
    /// Counted up when rows are written differently, so that they are rebuilt.
    pub version: u32,
    /// `CREATE TABLE … (… PRIMARY KEY (city, …)); CREATE INDEX …;` The rows lie in the order of the key: let it begin with
    /// what the most frequent list asks for.
    pub create: &'static str,
}
