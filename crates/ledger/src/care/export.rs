//! `zhoudao export`: everything that the city has, as JSON Lines, and nothing of this program's own.
//!
//! | line | what it is |
//! |---|---|
//! | `{"export": …}` | which city, how long its log is, and its last head; the first line |
//! | `{"event": …}` | a leaf of the log, byte for byte, in the order of the log |
//! | `{"row": {"table": …, "values": …}}` | what stands beside the log: heads, what witnesses say of them, epochs, commands, claims, series, timers, cursors, what waits, releases |
//! | `{"value": …}` | a personal value in clear, with its salt and why it is kept; only if asked for |
//! | `{"file": …}` | an attachment's name and length; only if asked for |
//! | `{"erased": …}` | a line of the list of erasures |

use std::io::{BufWriter, Write};

use identity::RecordId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, json};

use super::erased::{self, Erased};
use super::error::CareError;
use crate::digest::hex;
use crate::engine::{Fault, last_event};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::sqlite::leaf_of;

/// Name and version of the format.
pub(super) const FORMAT: &str = "zhoudao-export/1";
/// The ledger's own tables that are taken as they are. What follows from events is left out, and so is what an earlier position had drawn.
pub(super) const OWN: [&str; 11] = [
    "head",
    "cosignature",
    "witness_refusal",
    "epoch",
    "command",
    "claim",
    "series",
    "timer",
    "cursor",
    "parked",
    "list_began",
];

/// What is to be taken out.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// Tables that rooms keep beside the log and that go with it.
    pub tables: &'a [&'a str],
    /// Whether personal values are written, in clear.
    pub values: Values,
    /// Whether attachments are listed.
    pub files: Listing,
}

/// Whether personal values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// The log vouches for them, and they stay where they are.
    LeftOut,
    /// In clear: whoever has the file can read them.
    InClear,
}

/// Whether attachments are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// They are not.
    LeftOut,
    /// Name and length of each.
    Listed,
}

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Export(Header),
    Event(Box<RawValue>),
    Row(TableRow),
    Value(ClearValue),
    File(FileLine),
    Erased(Erased),
}

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: String,
    pub(super) program: String,
    pub(super) city: u32,
    pub(super) position: u64,
    pub(super) head: Option<String>,
    pub(super) keys: String,
}

/// A row of a table; bytes are `{"hex": …}`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TableRow {
    pub(super) table: String,
    pub(super) values: Map<String, serde_json::Value>,
}

/// A personal value.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ClearValue {
    pub(super) record: RecordId,
    pub(super) path: String,
    pub(super) value: Box<RawValue>,
    pub(super) salt: String,
    pub(super) at: i64,
    pub(super) purpose: String,
    pub(super) basis: String,
    pub(super) term_days: u32,
    #[serde(default)]
    pub(super) is_restricted: bool,
}

/// An attachment.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FileLine {
    pub(super) name: String,
    pub(super) bytes: u64,
}

impl Ledger {
    /// Writes the city as JSON Lines, all of it as of one moment; answers how many events it wrote. For a thread that may wait.
    pub fn export_everything(&self, asked: &Export<'_>, to: &mut dyn Write) -> Result<u64, CareError> {
        let mut to = BufWriter::new(to);
        let written = self.read_file(|connection| {
            connection.execute_batch("BEGIN")?;
            let written = self.write_all(connection, asked, &mut to);
            connection.execute_batch("COMMIT")?;
            written
        })?;
        if asked.files == Listing::Listed {
            for (name, bytes) in self.files().shelf().list()? {
                line(&mut to, &Line::File(FileLine { name, bytes }))?;
            }
        }
        for erased in erased::read(self.data())? {
            line(&mut to, &Line::Erased(erased))?;
        }
        to.flush().map_err(|error| unwritten(&error))?;
        Ok(written)
    }

    fn write_all(&self, connection: &Connection, asked: &Export<'_>, to: &mut dyn Write) -> Result<u64, Fault> {
        let position = last_event(connection, self.city())?.map_or(0, |end| end.position);
        let head = "SELECT note FROM head WHERE city = $1 ORDER BY size DESC LIMIT 1";
        let head: Option<String> = connection
            .query_row(head, params![self.city().number()], |row| row.get(0))
            .optional()?;
        let header = Header {
            format: FORMAT.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            city: self.city().number(),
            position,
            head,
            keys: self.shared().keys.check().to_owned(),
        };
        line(to, &Line::Export(header))?;
        let mut events = connection.prepare("SELECT leaf FROM event ORDER BY position")?;
        let mut rows = events.query([])?;
        while let Some(row) = rows.next()? {
            writeln!(to, "{{\"event\":{}}}", leaf_of(row, 0)?).map_err(|error| unwritten(&error))?;
        }
        for table in OWN.iter().chain(asked.tables) {
            rows_of(connection, table, to)?;
        }
        if asked.values == Values::InClear {
            for table in ["vault", "restricted"] {
                self.values_of(connection, table, to)?;
            }
        }
        Ok(position)
    }

    fn values_of(&self, connection: &Connection, table: &str, to: &mut dyn Write) -> Result<(), Fault> {
        let mut values = connection.prepare(&format!(
            "SELECT event.leaf, stored.path, stored.sealed, stored.at, keeping.purpose, keeping.basis, keeping.term_days
             FROM {table} AS stored JOIN event ON event.position = stored.origin JOIN keeping ON keeping.keeping = stored.keeping
             WHERE stored.city = $1 ORDER BY stored.origin, stored.path"
        ))?;
        let mut rows = values.query(params![self.city().number()])?;
        while let Some(row) = rows.next()? {
            let record = Leaf::read(&leaf_of(row, 0)?)?.record;
            let (path, sealed): (String, Vec<u8>) = (row.get(1)?, row.get(2)?);
            let key = self.shared().keys.of_record(self.city(), record);
            let (salt, value) = key.open_salted(&path, &sealed)?;
            let value = String::from_utf8(value)
                .ok()
                .and_then(|value| RawValue::from_string(value).ok());
            let value = ClearValue {
                record,
                value: value.ok_or_else(|| Unavailable(format!("the vault's value {path} cannot be read")))?,
                path,
                salt: hex(&salt),
                at: row.get(3)?,
                purpose: row.get(4)?,
                basis: row.get(5)?,
                term_days: row.get(6)?,
                is_restricted: table == "restricted",
            };
            line(to, &Line::Value(value))?;
        }
        Ok(())
    }
}

/// All rows of a table; a city that was not served since an update may not have it yet.
fn rows_of(connection: &Connection, table: &str, to: &mut dyn Write) -> Result<(), Fault> {
    let there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1";
    let is_there: bool = connection.query_row(there, params![table], |row| row.get(0))?;
    if !is_there {
        return Ok(());
    }
    let mut all = connection.prepare(&format!("SELECT * FROM {table}"))?;
    let columns: Vec<String> = all.column_names().map(str::to_owned).collect();
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let mut values = Map::new();
        for (place, column) in columns.iter().enumerate() {
            let value = match row.get_ref(place)? {
                ValueRef::Null => serde_json::Value::Null,
                ValueRef::Integer(integer) => integer.into(),
                ValueRef::Real(real) => real.into(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                ValueRef::Blob(bytes) => json!({ "hex": hex(bytes) }),
            };
            values.insert(column.clone(), value);
        }
        let table = table.to_owned();
        line(to, &Line::Row(TableRow { table, values }))?;
    }
    Ok(())
}

fn line(to: &mut dyn Write, line: &Line) -> Result<(), Unavailable> {
    let text = serde_json::to_string(line).map_err(|error| Unavailable(format!("a line cannot be written: {error}")))?;
    writeln!(to, "{text}").map_err(|error| unwritten(&error))
}

fn unwritten(error: &std::io::Error) -> Unavailable {
    Unavailable(format!("the export could not be written: {error}"))
}
