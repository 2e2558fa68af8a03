//! An export back in: a new data folder whose log has the same heads.

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use std::path::Path;

use identity::{RecordId, RegionCode};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::began::beginning;
use super::crossing::is_free_of;
use super::erased::{self, Erased};
use super::error::CareError;
use super::export::{ClearValue, FORMAT, FORMAT_WITHOUT_END, Header, Line, OWN, TableRow};
use super::target::Target;
use super::tree;
use crate::beside::Beside;
use crate::digest::{unhex, unhex_all};
use crate::engine::keeping_number;
use crate::error::OpenError;
use crate::leaf::{Leaf, SALT_BYTES, pack, seal_digest};
use crate::ledger::Ledger;
use crate::options::Options;
use crate::postgres::PostgresAddress;
use crate::proving::{Anchor, Epochs, LogKey};
use crate::sqlite::{DATABASE_FILE, execute, suite_of};
use crate::vault::{Keys, Sealing};

/// Makes a data folder of an export. The keys must be those of the city, for it signs with them and its unique values are known by them.
/// What rooms keep beside the log is taken in as far as it went out. Answers the city and how long its log is.
///
/// A PostgreSQL `into` which it is to be moved then is looked at first.
///
/// # Errors
/// When a line cannot be read, the events are not those over which the city signed its heads, or the folder already holds something.
pub fn import(
    from: &mut dyn BufRead,
    to: &Path,
    keys_file: &Path,
    beside: &[Beside],
    into: Option<&PostgresAddress>,
) -> Result<(RegionCode, u64), CareError> {
    let target = Target::of(to)?;
    let mut lines = Lines { from, number: 0 };
    let Ok(Some(Line::Export(header))) = lines.next() else {
        return Err(CareError::Other(format!(
            "the first line is not that of an export ({FORMAT}): name a file that zhoudao export has written"
        )));
    };
    let city = RegionCode::new(header.city).filter(|_| [FORMAT, FORMAT_WITHOUT_END].contains(&header.format.as_str()));
    let city = city.ok_or_else(|| CareError::Other(format!("the export has the format {:?}, not {FORMAT}", header.format)))?;
    if let Some(address) = into {
        is_free_of(address, city)?;
    }
    let keys = Keys::open(to, Some(keys_file), false)?.keys;
    if keys.check() != header.keys {
        return Err(CareError::Open(OpenError::Keys {
            file: keys_file.to_path_buf(),
            reason: "these are not the keys of the city in the export".to_owned(),
        }));
    }
    let mut take = || {
        let ledger = Ledger::open(to, Options::new(city).with_keys(keys_file))?;
        for beside in beside {
            ledger.keep_beside(beside)?;
        }
        drop(ledger);
        let connection = Connection::open(to.join(DATABASE_FILE))?;
        connection.execute_batch("PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        let mut taking = Taking::new(&connection, city, &keys, beside);
        let mut has_ended = header.format == FORMAT_WITHOUT_END;
        while let Some(line) = lines.next()? {
            if let Line::End(before) = line {
                has_ended = before + 1 == lines.number;
                break;
            }
            taking.take(line).map_err(|error| lines.at(&error))?;
        }
        if !has_ended {
            return Err(lines.at(&"the export was cut off, or lines were taken out of it; take the city out once more"));
        }
        taking.finish(&header, to)?;
        connection.execute_batch("COMMIT")?;
        Ok((city, header.position))
    };
    target.settled(take())
}

struct Lines<'a> {
    from: &'a mut dyn BufRead,
    number: u64,
}

impl Lines<'_> {
    fn next(&mut self) -> Result<Option<Line>, CareError> {
        let mut line = Vec::new();
        self.number += 1;
        let read = self.from.read_until(b'\n', &mut line).map_err(|error| self.at(&error))?;
        if read == 0 {
            return Ok(None);
        }
        serde_json::from_slice(&line)
            .map(Some)
            .map_err(|_| self.at(&"it was cut off or altered; take the city out once more"))
    }

    fn at(&self, error: &dyn std::fmt::Display) -> CareError {
        CareError::Other(format!("line {} of the export: {error}", self.number))
    }
}

/// What has come in so far.
struct Taking<'a> {
    connection: &'a Connection,
    city: RegionCode,
    keys: &'a Keys,
    beside: &'a [Beside],
    position: u64,
    origins: HashMap<RecordId, u64>,
    /// For each record's origin and path, the hash by which the last event vouches for it.
    vouched: HashMap<(u64, String), String>,
    columns: HashMap<String, Vec<String>>,
    erased: BTreeSet<Erased>,
}

impl<'a> Taking<'a> {
    fn new(connection: &'a Connection, city: RegionCode, keys: &'a Keys, beside: &'a [Beside]) -> Self {
        Self {
            connection,
            city,
            keys,
            beside,
            position: 0,
            origins: HashMap::new(),
            vouched: HashMap::new(),
            columns: HashMap::new(),
            erased: BTreeSet::new(),
        }
    }

    fn take(&mut self, line: Line) -> Result<(), CareError> {
        match line {
            Line::Export(_) | Line::End(_) => Err(CareError::Other("a second export begins here".to_owned())),
            Line::Event(leaf) => self.event(leaf.get()),
            Line::Row(row) => self.row(&row),
            Line::Value(value) => self.value(&value),
            Line::Erased(erased) => {
                self.erased.insert(erased);
                Ok(())
            }
            // The list tells which files are to be brought; they are no lines.
            Line::File(_) => Ok(()),
        }
    }

    fn event(&mut self, text: &str) -> Result<(), CareError> {
        let leaf = Leaf::read(text)?;
        self.position += 1;
        let (city, position) = (self.city.number(), self.position);
        if leaf.version == 1 {
            self.origins.insert(leaf.record, position);
            self.connection
                .prepare_cached("INSERT INTO record (city, record, origin, kind) VALUES ($1, $2, $3, $4)")?
                .execute(params![city, leaf.record.as_bytes(), position, leaf.kind])?;
        }
        let origin = self.origin(leaf.record)?;
        self.connection
            .prepare_cached(
                "INSERT INTO event (position, city, origin, version, kind, at, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )?
            .execute(params![
                position,
                city,
                origin,
                leaf.version,
                leaf.kind,
                leaf.at.0,
                pack(text)
            ])?;
        for (path, digest) in leaf.sealed {
            self.vouched.insert((origin, path), digest);
        }
        Ok(())
    }

    fn origin(&self, record: RecordId) -> Result<u64, CareError> {
        let origin = self.origins.get(&record).copied();
        origin.ok_or_else(|| CareError::Other(format!("nothing has founded the record {record}")))
    }

    fn row(&mut self, row: &TableRow) -> Result<(), CareError> {
        let table = row.table.as_str();
        let is_of_a_room = self.beside.iter().any(|beside| beside.taken_out.contains(&table));
        if !OWN.contains(&table) && !is_of_a_room {
            return Err(CareError::Other(format!("{table:?} is no table that goes with an export")));
        }
        if !self.columns.contains_key(table) {
            let mut columns = self.connection.prepare("SELECT name FROM pragma_table_info($1)")?;
            let columns = columns
                .query_map(params![table], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            self.columns.insert(table.to_owned(), columns);
        }
        let known = &self.columns[table];
        if let Some(unknown) = row.values.keys().find(|name| !known.contains(name)) {
            return Err(CareError::Other(format!(
                "the table {table} has no column {unknown:?} in this program"
            )));
        }
        let names: Vec<&str> = row.values.keys().map(String::as_str).collect();
        let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
        let insert = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        let values = row.values.values().map(value_of).collect::<Result<Vec<_>, _>>()?;
        self.connection.prepare_cached(&insert)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Sealed anew with its own salt: the hash in the log still vouches for it.
    fn value(&self, value: &ClearValue) -> Result<(), CareError> {
        let origin = self.origin(value.record)?;
        let ClearValue {
            path, purpose, basis, ..
        } = value;
        let salt =
            unhex::<SALT_BYTES>(&value.salt).ok_or_else(|| CareError::Other(format!("the salt of {path} cannot be read")))?;
        let text = value.value.get().as_bytes();
        let digest = self
            .vouched
            .get(&(origin, path.clone()))
            .and_then(|digest| unhex::<32>(digest));
        if digest != Some(seal_digest(&salt, text)) {
            return Err(CareError::Other(format!(
                "the value {path} of {} is not the one for which the log vouches",
                value.record
            )));
        }
        let sealing = Sealing {
            salt,
            ..Sealing::random()?
        };
        let sealed = self.keys.of_record(self.city, value.record).seal(path, &sealing, text)?;
        let keeping = keeping_number(purpose, basis, value.term_days);
        self.connection
            .prepare_cached(
                "INSERT INTO keeping (keeping, city, purpose, basis, term_days) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            )?
            .execute(params![keeping, self.city.number(), purpose, basis, value.term_days])?;
        let table = if value.is_restricted { "restricted" } else { "vault" };
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO {table} (city, origin, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)"
            ))?
            .execute(params![self.city.number(), origin, path, keeping, value.at, sealed])?;
        Ok(())
    }

    /// The log must be as long as it said, and have the heads that were signed over it.
    fn finish(&self, header: &Header, to: &Path) -> Result<(), CareError> {
        if self.position != header.position {
            return Err(CareError::Other(format!(
                "the export was cut off: it has {} events of {}",
                self.position, header.position
            )));
        }
        let epochs = Epochs::read(self.connection, self.city)?;
        let epoch = epochs.current();
        let known = LogKey::new(self.city, suite_of(self.connection)?, &self.keys.for_log(self.city), epochs).known();
        tree::made_anew(self.connection, self.city, &known)?;
        // What was drawn and claimed before, and what was erased before, is known from here on.
        self.connection.execute("DELETE FROM claim_change", [])?;
        self.connection.execute(
            "INSERT INTO known_since (city, position) VALUES ($1, $2) ON CONFLICT (city) DO UPDATE SET position = excluded.position",
            params![self.city.number(), self.position],
        )?;
        execute(self.connection, &beginning(self.keys, self.city, epoch, self.position))?;
        erased::write(to, &self.erased)?;
        if let Some(note) = &header.head {
            let unsigned = || CareError::Other("the head of the export was not signed by this city".to_owned());
            let head = known.head(note).ok_or_else(unsigned)?;
            Anchor::of(to).put_down(&head)?;
        }
        Ok(())
    }
}

fn value_of(value: &serde_json::Value) -> Result<Value, CareError> {
    let unreadable = || CareError::Other(format!("the value {value} cannot be read"));
    Ok(match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Value::Integer(integer),
            (None, Some(real)) => Value::Real(real),
            (None, None) => return Err(unreadable()),
        },
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Object(bytes) => {
            let bytes = bytes.get("hex").and_then(serde_json::Value::as_str).and_then(unhex_all);
            Value::Blob(bytes.ok_or_else(unreadable)?)
        }
        serde_json::Value::Bool(_) | serde_json::Value::Array(_) => return Err(unreadable()),
    })
}
