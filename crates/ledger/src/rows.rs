//! Index rows as data: SQL texts with their values, executed in the transaction of the event.

use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// Numbers that are kept in an index table, to which each command adds what it changes. Adding commutes: they come to the same in
/// whichever order records are told again, and commands that share a commit are added up before anything is written.
#[derive(Debug)]
pub struct Sums {
    /// Adds the values behind the key to the row of that key, and makes one that is not there.
    pub add: &'static str,
    /// Deletes the row of a key if all its numbers are zero; none where such a row stays.
    pub clear: Option<&'static str>,
}

/// What is to be added: of each row, its key with all that is added to it.
#[derive(Debug, Default)]
pub(crate) struct Added(BTreeMap<(&'static str, Vec<Value>), Addition>);

#[derive(Debug)]
struct Addition {
    clear: Option<&'static str>,
    by: Vec<i64>,
}

impl Added {
    fn add(&mut self, sums: &Sums, key: Vec<Value>, by: &[i64]) {
        let addition = self.0.entry((sums.add, key)).or_insert_with(|| Addition {
            clear: sums.clear,
            by: vec![0; by.len()],
        });
        addition.by.iter_mut().zip(by).for_each(|(sum, by)| *sum += by);
    }

    /// Adds all that another adds.
    pub(crate) fn extend(&mut self, other: Self) {
        for ((add, key), Addition { clear, by }) in other.0 {
            self.add(&Sums { add, clear }, key, &by);
        }
    }

    /// How many rows it concerns.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The statements that write it.
    pub(crate) fn statements(self) -> impl Iterator<Item = Statement> {
        // A row that is not to be there when it has come to nothing is as it was when nothing came to it.
        let changes = |addition: &Addition| addition.clear.is_none() || addition.by.iter().any(|by| *by != 0);
        let changing = self.0.into_iter().filter(move |(_, addition)| changes(addition));
        let statements = changing.map(|((add, key), Addition { clear, by })| {
            let may_be_empty = by.iter().any(|by| *by < 0);
            let clear = clear.filter(|_| may_be_empty).map(|clear| Statement::new(clear, key.clone()));
            let values = key.into_iter().chain(by.into_iter().map(Value::from)).collect();
            std::iter::once(Statement::new(add, values)).chain(clear)
        });
        statements.flatten()
    }
}

/// What a record writes into its index tables after one command.
#[derive(Debug)]
pub struct Rows {
    city: RegionCode,
    record: RecordId,
    origin: u64,
    pub(crate) statements: Vec<Statement>,
    pub(crate) added: Added,
    pub(crate) timers: Vec<(&'static str, Option<Moment>)>,
}

impl Rows {
    pub(crate) fn new(city: RegionCode, record: RecordId, origin: u64) -> Self {
        Self {
            city,
            record,
            origin,
            statements: Vec::new(),
            added: Added::default(),
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

    /// Adds to the row of a key.
    pub fn add(&mut self, sums: &Sums, key: Vec<Value>, by: &[i64]) {
        self.added.add(sums, key, by);
    }

    /// Sets the record's timer of that name to a moment, or stops it.
    pub fn timer(&mut self, name: &'static str, at: Option<Moment>) {
        self.timers.push((name, at));
    }
}
