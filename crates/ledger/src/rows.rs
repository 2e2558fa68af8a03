//! Index rows as data: SQL texts with their values, executed in the transaction of the event.

use std::borrow::Cow;

use calendar::Moment;
use identity::{RecordId, RegionCode};

use crate::value::Value;

/// One SQL statement with its values for `$1`, `$2`, … in ascending order of first use, so that SQLite and
/// PostgreSQL read the same text.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The SQL text.
    pub sql: Cow<'static, str>,
    /// The values.
    pub values: Vec<Value>,
}

impl Statement {
    /// That text with those values.
    pub fn new(sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Self {
        Self { sql: sql.into(), values }
    }
}

/// What a record writes into its index tables after one command.
#[derive(Debug)]
pub struct Rows {
    city: RegionCode,
    record: RecordId,
    origin: u64,
    pub(crate) statements: Vec<Statement>,
    pub(crate) timers: Vec<(&'static str, Option<Moment>)>,
}

impl Rows {
    pub(crate) fn new(city: RegionCode, record: RecordId, origin: u64) -> Self {
        Self {
            city,
            record,
            origin,
            statements: Vec::new(),
            timers: Vec::new(),
        }
    }

    /// The city: the first value of every key.
    pub fn city(&self) -> RegionCode {
        self.city
    }

    /// The record whose rows these are.
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// The position of the record's first event. Identifiers are random; a table that is written all the time is faster
    /// when its key goes on with the origin, so that what is worked on today lies together.
    pub fn origin(&self) -> u64 {
        self.origin
    }

    /// Executes a statement on a table of this kind of record.
    pub fn execute(&mut self, sql: &'static str, values: Vec<Value>) {
        self.statements.push(Statement::new(sql, values));
    }

    /// Sets the record's timer of that name to a moment, or stops it.
    pub fn timer(&mut self, name: &'static str, at: Option<Moment>) {
        self.timers.push((name, at));
    }
}
