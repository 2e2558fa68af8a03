//! Everything that reads.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use identity::RecordId;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Inner, Ledger};
use crate::cache::Held;
use crate::decision::Claim;
use crate::error::Unavailable;
use crate::export::export;
use crate::leaf::Leaf;
use crate::receipt::{Entry, Snapshot};
use crate::record::Record;
use crate::rows::Statement;
use crate::sqlite::{Fault, fold, holder, origin_of, question, text};
use crate::value::{Row, Value};

/// So many values of the vault are read at once.
const FEW_SECRETS: usize = 8;

impl Ledger {
    /// A record as last committed; none if it does not exist or is of another kind.
    pub async fn state<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        if let Some(held) = self.inner.remembered(record) {
            return Ok(snapshot::<R>(&held));
        }
        let inner = Arc::clone(&self.inner);
        let generation = self.inner.shared.cache.generation(record);
        let folded = self.read(move |connection| fold::<R>(connection, inner.shared.city, record, u64::MAX));
        Ok(folded.await?.and_then(|folded| {
            let held = Held::new(R::KIND, folded.progress, Arc::new(folded.state));
            if !self.inner.is_reading_only {
                self.inner.shared.cache.offer(record, &held, generation);
            }
            snapshot::<R>(&held)
        }))
    }

    /// The same for a thread that may wait.
    pub fn state_blocking<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        match self.inner.remembered(record) {
            Some(held) => Ok(snapshot::<R>(&held)),
            None => self.folded::<R>(record),
        }
    }

    /// A record folded anew from its events, whatever memory holds.
    pub fn folded<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        let city = self.city();
        let folded = self
            .inner
            .readers
            .read_blocking(|connection| fold::<R>(connection, city, record, u64::MAX))?;
        Ok(folded.map(|folded| Snapshot {
            version: folded.progress.version,
            state: Arc::new(folded.state),
        }))
    }

    /// The events of a record, in order.
    pub async fn history(&self, record: RecordId) -> Result<Vec<Entry>, Unavailable> {
        let city = self.city();
        self.read(move |connection| {
            let Some(origin) = origin_of(connection, city, record, None)? else {
                return Ok(Vec::new());
            };
            let mut leaves =
                connection.prepare_cached("SELECT position, leaf FROM event WHERE city = $1 AND origin = $2 ORDER BY version")?;
            let mut rows = leaves.query(params![city.number(), origin])?;
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                let position: i64 = row.get(0)?;
                entries.push(Leaf::read(text(row, 1)?)?.into_entry(position.unsigned_abs())?);
            }
            Ok(entries)
        })
        .await
    }

    /// Values of a record from the vault, by path; what was never there or is erased is left out.
    pub async fn secrets(&self, record: RecordId, paths: &[String]) -> Result<BTreeMap<String, serde_json::Value>, Unavailable> {
        let wanted: Vec<_> = paths.iter().map(|path| (record, path.as_str())).collect();
        let values = self.secrets_of_many(&wanted).await?;
        Ok(paths
            .iter()
            .zip(values)
            .filter_map(|(path, value)| Some((path.clone(), value?)))
            .collect())
    }

    /// Values of many records from the vault, for a list, in the order asked.
    pub async fn secrets_of_many(&self, wanted: &[(RecordId, &str)]) -> Result<Vec<Option<serde_json::Value>>, Unavailable> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: Vec<_> = wanted.iter().map(|(record, path)| (*record, (*path).to_owned())).collect();
        let inner = Arc::clone(&self.inner);
        let are_few = wanted.len() <= FEW_SECRETS;
        let read = move |connection: &Connection| {
            wanted
                .iter()
                .map(|(record, path)| secret(connection, &inner, *record, path))
                .collect()
        };
        match are_few {
            true => self.inner.readers.look_up(read).await,
            false => self.read(read).await,
        }
    }

    /// The record that holds a unique value.
    pub async fn find(&self, claim: &Claim) -> Result<Option<RecordId>, Unavailable> {
        let digest = self.inner.shared.keys.claim_digest(self.city(), claim);
        let (city, scope) = (self.city().number(), claim.scope);
        let readers = &self.inner.readers;
        readers
            .look_up(move |connection| Ok(holder(connection, city, scope, &digest)?))
            .await
    }

    /// Asks the index tables. The values stand for `$1`, `$2`, … in ascending order of first use.
    pub async fn query(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql.into(), values);
        self.read(move |connection| question(connection, &asked)).await
    }

    /// The same for a question that an index answers with a few rows, such as who is signed in: it is answered at once and
    /// on this thread, and must never read much.
    pub async fn look_up(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql, values);
        self.inner
            .readers
            .look_up(move |connection| question(connection, &asked))
            .await
    }

    /// The same for a thread that may wait.
    pub fn query_blocking(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql, values);
        self.inner.readers.read_blocking(|connection| question(connection, &asked))
    }

    /// Several questions to one and the same state of the city.
    pub async fn query_together(&self, questions: Vec<Statement>) -> Result<Vec<Vec<Row>>, Unavailable> {
        self.read(move |connection| {
            connection.execute_batch("BEGIN")?;
            let answers = questions.iter().map(|asked| question(connection, asked)).collect();
            connection.execute_batch("COMMIT")?;
            answers
        })
        .await
    }

    /// Writes the log, one leaf a line, and answers how many. For a thread that may wait.
    pub fn export(&self, to: &mut dyn Write) -> Result<u64, Unavailable> {
        export(&self.inner.readers, self.city(), self.position(), to)
    }

    /// Reads for as long as it takes, on a connection of its own. For a thread that may wait.
    pub(crate) fn read_at_length<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Unavailable> {
        self.inner.readers.read_at_length(read)
    }

    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        self.inner.readers.read(read).await
    }
}

impl Inner {
    /// What memory holds of a record; nothing where another process writes.
    fn remembered(&self, record: RecordId) -> Option<Held> {
        if self.is_reading_only {
            None
        } else {
            self.shared.cache.get(record)
        }
    }
}

fn snapshot<R: Record>(held: &Held) -> Option<Snapshot<R::State>> {
    let state = held.state().filter(|_| held.kind == R::KIND)?;
    Some(Snapshot {
        version: held.progress.version,
        state,
    })
}

fn secret(connection: &Connection, inner: &Inner, record: RecordId, path: &str) -> Result<Option<serde_json::Value>, Fault> {
    let city = inner.shared.city;
    let Some(origin) = origin_of(connection, city, record, None)? else {
        return Ok(None);
    };
    let mut sealed = connection.prepare_cached("SELECT sealed FROM vault WHERE city = $1 AND origin = $2 AND path = $3")?;
    let sealed = sealed.query_row(params![city.number(), origin, path], |row| row.get::<_, Vec<u8>>(0));
    let Some(sealed) = sealed.optional()? else { return Ok(None) };
    let value = inner.shared.keys.of_record(city, record).open(path, &sealed)?;
    let value = serde_json::from_slice(&value);
    Ok(Some(value.map_err(|error| {
        Unavailable(format!("the vault's value {path} cannot be read: {error}"))
    })?))
}
