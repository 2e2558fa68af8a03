//! Statements as data, executed.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use crate::engine::{Fault, Source, names};
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::value::{Row, Value};
use crate::values;

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
            Self::Record(value) => ValueRef::Blob(value.as_bytes()),
        }))
    }
}

impl Source for Connection {
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut prepared = self.prepare_cached(sql)?;
        bind(&mut prepared, sql, values)?;
        let columns = prepared.column_count();
        let mut found = prepared.raw_query();
        while let Some(row) = found.next()? {
            let values = (0..columns).map(|column| Ok(read(row.get_ref(column)?)));
            tell(Row(values.collect::<rusqlite::Result<_>>()?))?;
        }
        Ok(())
    }

    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        names(&self.rows("SELECT name FROM pragma_table_info($1)", &values![table])?)
    }

    fn begin_snapshot(&self) -> Result<(), Fault> {
        Ok(self.execute_batch("BEGIN")?)
    }

    fn end_snapshot(&self) -> Result<(), Fault> {
        Ok(self.execute_batch("COMMIT")?)
    }
}

/// Executes a statement and answers how many rows it changed.
pub(crate) fn execute(connection: &Connection, statement: &Statement) -> Result<usize, Fault> {
    execute_with(connection, &statement.sql, &statement.values)
}

/// Executes a text with its values.
pub(crate) fn execute_with(connection: &Connection, sql: &str, values: &[Value]) -> Result<usize, Fault> {
    let mut prepared = connection.prepare_cached(sql)?;
    bind(&mut prepared, sql, values)?;
    Ok(prepared.raw_execute()?)
}

/// Binds the values to `$1`, `$2`, …, and refuses a text that names them in another order: SQLite numbers parameters as
/// they first appear, PostgreSQL by their name.
fn bind(prepared: &mut rusqlite::Statement<'_>, sql: &str, values: &[Value]) -> Result<(), Fault> {
    let count = prepared.parameter_count();
    if count != values.len() || !are_in_order(prepared, count) {
        let given = values.len();
        return Err(Unavailable(format!(
            "a statement must name its {given} values $1, $2, … in this order: {sql}"
        ))
        .into());
    }
    for (index, value) in values.iter().enumerate() {
        prepared.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

/// A text is written once and executed a million times: its order is looked at where it is tested.
#[cfg(debug_assertions)]
fn are_in_order(prepared: &rusqlite::Statement<'_>, count: usize) -> bool {
    (1..=count).all(|index| {
        let number = prepared.parameter_name(index).and_then(|name| name.strip_prefix('$'));
        number.and_then(|number| number.parse().ok()) == Some(index)
    })
}

#[cfg(not(debug_assertions))]
fn are_in_order(_: &rusqlite::Statement<'_>, _: usize) -> bool {
    true
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Blob(value.to_vec()),
    }
}
