//! Statements as data, executed.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::fault::Fault;
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::value::{Row, Value};

/// The rows that one question may answer; whoever wants more asks by pages.
const ROWS_MAX: usize = 100_000;

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

/// Executes a statement and answers how many rows it changed.
pub(crate) fn execute(connection: &Connection, statement: &Statement) -> Result<usize, Fault> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    bind(&mut prepared, statement)?;
    Ok(prepared.raw_execute()?)
}

/// The rows that answer a question.
pub(crate) fn question(connection: &Connection, statement: &Statement) -> Result<Vec<Row>, Fault> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    bind(&mut prepared, statement)?;
    let columns = prepared.column_count();
    let mut found = prepared.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        if rows.len() == ROWS_MAX {
            return Err(Unavailable(format!(
                "a question has more than {ROWS_MAX} rows for an answer: ask for less"
            ))
            .into());
        }
        rows.push(Row((0..columns)
            .map(|column| Ok(read(row.get_ref(column)?)))
            .collect::<rusqlite::Result<_>>()?));
    }
    Ok(rows)
}

/// Binds the values to `$1`, `$2`, …, and refuses a text that names them in another order: SQLite numbers parameters as
/// they first appear, PostgreSQL by their name.
fn bind(prepared: &mut rusqlite::Statement<'_>, statement: &Statement) -> Result<(), Fault> {
    let count = prepared.parameter_count();
    let in_order = (1..=count).all(|index| {
        let number = prepared.parameter_name(index).and_then(|name| name.strip_prefix('$'));
        number.and_then(|number| number.parse().ok()) == Some(index)
    });
    if count != statement.values.len() || !in_order {
        let sql = &statement.sql;
        let given = statement.values.len();
        return Err(Unavailable(format!(
            "a statement must name its {given} values $1, $2, … in this order: {sql}"
        ))
        .into());
    }
    for (index, value) in statement.values.iter().enumerate() {
        prepared.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
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
