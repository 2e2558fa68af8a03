//! Everything that reads.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use identity::RecordId;

use super::{Inner, Ledger};
use crate::cache::Held;
use crate::decision::Claim;
use crate::engine::{Fault, Source, answer, fold, holder, origin_of};
use crate::erasing::ListPlace;
use crate::error::Unavailable;
use crate::export::export;
use crate::leaf::Leaf;
use crate::receipt::{Entry, Snapshot};
use crate::record::Record;
use crate::rows::Statement;
use crate::value::{Row, Value};
use crate::values;
use crate::waiting::wait;

/// So many values of the vault are read on the spot, and of one record each by itself.
const FEW_SECRETS: usize = 8;

impl Ledger {
    /// A record as last committed; none if it does not exist or is of another kind.
    pub async fn state<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        if let Some(held) = self.inner.remembered(record).await? {
            return Ok(snapshot::<R>(&held));
        }
        let city = self.city();
        let generation = self.inner.shared.cache.generation(record);
        let folded = self.read(move |source| fold::<R>(source, city, record, u64::MAX)).await?;
        let held = folded.map(|folded| Held::new(R::KIND, folded.progress, Arc::new(folded.state)));
        if let Some(held) = &held
            && !self.inner.is_reading_only
        {
            self.inner.shared.cache.offer(record, held, generation);
        }
        Ok(held.as_ref().and_then(snapshot::<R>))
    }

    /// The same for a thread that may wait.
    pub fn state_blocking<R: Record>(&self, record: RecordId) -> Result<Option<Snapshot<R::State>>, Unavailable> {
        match wait(self.inner.remembered(record))? {
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
            .read_blocking(|source| fold::<R>(source, city, record, u64::MAX))?;
        Ok(folded.map(|folded| Snapshot {
            version: folded.progress.version,
            state: Arc::new(folded.state),
        }))
    }

    /// The events of a record, in order.
    pub async fn history(&self, record: RecordId) -> Result<Vec<Entry>, Unavailable> {
        let city = self.city();
        self.read(move |source| {
            let Some(origin) = origin_of(source, city, record, None)? else {
                return Ok(Vec::new());
            };
            let mut entries = Vec::new();
            let leaves = "SELECT position, leaf FROM event WHERE city = $1 AND origin = $2 ORDER BY version";
            source.each(leaves, &values![city, origin], &mut |row| {
                entries.push(Leaf::read(&row.leaf(1)?)?.into_entry(row.get(0)?)?);
                Ok(())
            })?;
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
        let read = move |source: &dyn Source| secrets(source, &inner, &wanted);
        match are_few {
            true => self.inner.readers.look_up(read).await,
            false => self.read(read).await,
        }
    }

    /// The record that holds a unique value.
    pub async fn find(&self, claim: &Claim) -> Result<Option<RecordId>, Unavailable> {
        let digest = self.inner.shared.keys.claim_digest(self.city(), claim);
        let (city, scope) = (self.city(), claim.scope);
        let readers = &self.inner.readers;
        readers.look_up(move |source| holder(source, city, scope, &digest)).await
    }

    /// Asks the index tables. The values stand for `$1`, `$2`, … in ascending order of first use.
    pub async fn query(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql.into(), values);
        self.read(move |source| answer(source, &asked)).await
    }

    /// The same for a question that an index answers with a few rows, such as who is signed in: it is answered at once and
    /// on this thread, and must never read much.
    pub async fn look_up(&self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql, values);
        self.inner.readers.look_up(move |source| answer(source, &asked)).await
    }

    /// The same for a thread that may wait.
    pub fn query_blocking(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, Unavailable> {
        let asked = Statement::new(sql, values);
        self.inner.readers.read_blocking(|source| answer(source, &asked))
    }

    /// Several questions to one and the same state of the city.
    pub async fn query_together(&self, questions: Vec<Statement>) -> Result<Vec<Vec<Row>>, Unavailable> {
        self.read(move |source| {
            source.begin_snapshot()?;
            let answers = questions.iter().map(|asked| answer(source, asked)).collect();
            source.end_snapshot()?;
            answers
        })
        .await
    }

    /// Writes the log, one leaf a line, and answers how many. For a thread that may wait.
    pub fn export(&self, to: &mut dyn Write) -> Result<u64, Unavailable> {
        export(&self.inner.readers, self.city(), self.position(), to)
    }

    /// Reads one and the same state of the city for as long as it takes, on a connection of its own. For a thread that may wait.
    pub(crate) fn read_at_length<T>(&self, read: impl FnOnce(&dyn Source) -> Result<T, Fault>) -> Result<T, Unavailable> {
        self.inner.readers.read_at_length(|source| {
            source.begin_snapshot()?;
            let answer = read(source)?;
            source.end_snapshot()?;
            Ok(answer)
        })
    }

    /// Whether the city lies in a file of the data folder.
    pub(crate) fn is_in_file(&self) -> bool {
        self.inner.list_place == ListPlace::BesideTheFile
    }

    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Source) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        self.inner.readers.read(read).await
    }
}

impl Inner {
    /// What memory holds of a record, if that is what the database holds: nothing where another process writes the file.
    async fn remembered(&self, record: RecordId) -> Result<Option<Held>, Unavailable> {
        let held = || {
            if self.is_reading_only {
                None
            } else {
                self.shared.cache.get(record)
            }
        };
        let Some(others) = &self.others else { return Ok(held()) };
        if held().is_none() {
            return Ok(None);
        }
        others.heard().await?;
        Ok(held())
    }
}

fn snapshot<R: Record>(held: &Held) -> Option<Snapshot<R::State>> {
    let state = held.state().filter(|_| held.kind == R::KIND)?;
    Some(Snapshot {
        version: held.progress.version,
        state,
    })
}

/// Values of the vault in the order asked. What belongs to one record is opened with one key, and where much of it is wanted, read at one go.
fn secrets(source: &dyn Source, inner: &Inner, wanted: &[(RecordId, String)]) -> Result<Vec<Option<serde_json::Value>>, Fault> {
    let city = inner.shared.city;
    let mut places: BTreeMap<RecordId, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (place, (record, path)) in wanted.iter().enumerate() {
        places.entry(*record).or_default().entry(path).or_default().push(place);
    }
    let mut values = vec![None; wanted.len()];
    for (record, places) in places {
        let Some(origin) = origin_of(source, city, record, None)? else {
            continue;
        };
        let key = inner.shared.keys.of_record(city, record);
        let mut take = |row: Row| {
            let path = row.text(0)?;
            let Some(places) = places.get(path) else { return Ok(()) };
            let value: serde_json::Value = serde_json::from_slice(&key.open(path, row.bytes(1)?)?)
                .map_err(|error| Unavailable(format!("the vault's value {path} cannot be read: {error}")))?;
            for place in places {
                values[*place] = Some(value.clone());
            }
            Ok(())
        };
        if places.len() > FEW_SECRETS {
            let all = "SELECT path, sealed FROM vault WHERE city = $1 AND origin = $2";
            source.each(all, &values![city, origin], &mut take)?;
            continue;
        }
        for path in places.keys() {
            let one = "SELECT path, sealed FROM vault WHERE city = $1 AND origin = $2 AND path = $3";
            source.each(one, &values![city, origin, *path], &mut take)?;
        }
    }
    Ok(values)
}
