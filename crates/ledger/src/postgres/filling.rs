//! Whole tables on their way into a PostgreSQL.

use std::pin::pin;

use identity::RegionCode;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};

use super::committing::PostgresWriter;
use crate::engine::Fault;
use crate::value::{Row, Value};
use crate::waiting::wait;

/// Tells rows, one after the other.
type Telling<'a> = &'a mut dyn FnMut(&mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault>;

impl PostgresWriter {
    /// Begins a transaction in which nobody else writes to the city.
    pub(crate) fn begin_filling(&self) -> Result<(), Fault> {
        let pen = self.pen();
        // One city comes in at a time: in the end each wants a table for itself in which all have written.
        let turn = Self::moving_in();
        self.link.batch(&format!(
            "BEGIN; SELECT pg_advisory_xact_lock({turn}); SELECT pg_advisory_xact_lock({pen})"
        ))
    }

    /// Commits it.
    pub(crate) fn end_filling(&self) -> Result<(), Fault> {
        self.link.batch("COMMIT")
    }

    /// Fills a table with rows that are told in the order of the columns; answers how many there were.
    pub(crate) fn fill(&self, table: &str, columns: &[String], tell: Telling<'_>) -> Result<u64, Fault> {
        let columns = columns.join(", ");
        let types: Vec<Type> = {
            let statement = wait(self.link.prepared(&format!("SELECT {columns} FROM {table}")))?;
            statement.columns().iter().map(|column| column.type_().clone()).collect()
        };
        let copy = format!("COPY {table} ({columns}) FROM STDIN (FORMAT binary)");
        let mut writer = pin!(BinaryCopyInWriter::new(wait(self.link.client().copy_in(&copy))?, &types));
        tell(&mut |row| {
            let values: Vec<&(dyn ToSql + Sync)> = row.0.iter().map(|value: &Value| value as _).collect();
            Ok(wait(writer.as_mut().write(&values))?)
        })?;
        Ok(wait(writer.finish())?)
    }

    /// The city.
    pub(crate) fn city(&self) -> RegionCode {
        self.city
    }
}
