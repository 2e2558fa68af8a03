//! A connection, with the statements that it has prepared.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};
use tokio_stream::StreamExt;

use super::dialect::spoken;
use super::flight::Flight;
use super::value::row;
use crate::engine::{Fault, names};
use crate::shared::locked;
use crate::value::{Row, Value};
use crate::values;
use crate::waiting::wait;

const COLUMNS: &str = "SELECT CAST(attname AS TEXT) FROM pg_catalog.pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

/// A connection. Whoever holds it waits in a thread of their own; what drives it runs elsewhere.
pub(super) struct Link {
    client: Client,
    statements: Mutex<HashMap<String, Statement>>,
}

impl Link {
    pub(super) fn new(client: Client) -> Arc<Self> {
        Arc::new(Self {
            client,
            statements: Mutex::default(),
        })
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// A statement of that text, prepared once a connection.
    pub(super) async fn prepared(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(known) = locked(&self.statements).get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(&spoken(sql)).await?;
        locked(&self.statements).insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Tells the rows of an answer as they come.
    pub(super) fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        wait(async {
            let statement = self.prepared(sql).await?;
            let mut found = Box::pin(self.client.query_raw(&statement, values).await?);
            while let Some(next) = found.next().await {
                tell(row(&next?)?)?;
            }
            Ok(())
        })
    }

    /// All rows of an answer, for whoever must not wait in a thread.
    pub(super) async fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let statement = self.prepared(sql).await?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let found = self.client.query(&statement, &values).await?;
        Ok(found.iter().map(row).collect::<Result<_, _>>()?)
    }

    /// The columns of a table; none if there is no such table.
    pub(super) fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        names(&wait(self.rows(COLUMNS, &values![table]))?)
    }

    /// Several statements that are under way at once.
    pub(super) fn flight(&self) -> Flight<'_> {
        Flight::over(self)
    }

    /// Texts without values, one after the other.
    pub(super) fn batch(&self, sql: &str) -> Result<(), Fault> {
        Ok(wait(self.client.batch_execute(sql))?)
    }
}
