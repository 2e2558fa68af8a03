//! Whatever answers questions: a connection to the database.

use super::fault::Fault;
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::value::{Row, Value};

/// The rows that one question may answer; whoever wants more asks by pages.
const ROWS_MAX: usize = 100_000;

/// A connection that answers questions. The values of a text are named `$1`, `$2`, … in the order of their first use.
pub(crate) trait Source {
    /// Tells the rows of an answer, one after the other. What is told must ask nothing of the same connection.
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault>;

    /// The columns of a table; none if there is no such table.
    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault>;

    /// Begins to answer from one and the same state of the city.
    fn begin_snapshot(&self) -> Result<(), Fault>;

    /// Ends that.
    fn end_snapshot(&self) -> Result<(), Fault>;

    /// All rows of an answer.
    fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let mut rows = Vec::new();
        self.each(sql, values, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The only row of an answer, or none.
    fn row(&self, sql: &str, values: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }
}

/// The only column of rows that hold names.
pub(crate) fn names(rows: &[Row]) -> Result<Vec<String>, Fault> {
    let read = rows.iter().map(|row| Ok(row.get(0)?));
    read.collect()
}

/// The rows that answer a room's question, which must not be too many.
pub(crate) fn answer(source: &dyn Source, asked: &Statement) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    source.each(&asked.sql, &asked.values, &mut |row| {
        if rows.len() == ROWS_MAX {
            return Err(Unavailable(format!(
                "a question has more than {ROWS_MAX} rows for an answer: ask for less"
            ))
            .into());
        }
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}
