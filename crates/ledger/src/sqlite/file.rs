//! The file itself, for whoever makes a city of a backup: no server has it open.

use std::borrow::Cow;

use proof::Suite;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::binding;
use crate::engine::{Defining, Fault};
use crate::error::Unavailable;
use crate::leaf::unpack;
use crate::rows::Statement;

impl Defining for Connection {
    fn begin_alone(&mut self) -> Result<(), Fault> {
        self.define("BEGIN IMMEDIATE")
    }

    fn end_alone(&mut self) -> Result<(), Fault> {
        self.define("COMMIT")
    }

    fn roll_back(&mut self) {
        if let Err(error) = self.execute_batch("ROLLBACK") {
            tracing::error!(%error, "the failed transaction could not be rolled back");
        }
    }

    fn define(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.execute_batch(sql)?)
    }

    fn execute(&mut self, statement: &Statement) -> Result<usize, Fault> {
        binding::execute(self, statement)
    }
}

/// How the log of the city in a file is hashed.
pub(crate) fn suite_of(connection: &Connection) -> Result<Suite, Fault> {
    let name: String = connection.query_row("SELECT suite FROM city", [], |row| row.get(0))?;
    let suite = name.parse();
    suite.map_err(|()| Unavailable(format!("its log is hashed with {name:?}, which this program does not know")).into())
}

/// The text of a leaf, as it is proven; a database of before leaves were packed holds the text itself.
pub(crate) fn leaf_of<'a>(row: &'a Row<'_>, column: usize) -> Result<Cow<'a, str>, Fault> {
    let value = row.get_ref(column)?;
    match value {
        ValueRef::Blob(written) => Ok(unpack(written)?),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Text(_) => {
            let text = value
                .as_str()
                .map_err(|error| Unavailable(format!("an event of the log cannot be read: {error}")))?;
            Ok(Cow::Borrowed(text))
        }
    }
}
