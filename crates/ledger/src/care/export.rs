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
//! | `{"end": …}` | how many lines stand before it; the last line |

use std::io::{self, BufWriter, Write};

use identity::{RecordId, RegionCode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, json};

use super::erased::Erased;
use super::error::CareError;
use crate::beside::Beside;
use crate::digest::hex;
use crate::engine::{Fault, Source, last_event};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::value::Value;
use crate::values;

/// Name and version of the format.
pub(super) const FORMAT: &str = "zhoudao-export/2";
/// The one before it, which does not say where it ends.
pub(super) const FORMAT_WITHOUT_END: &str = "zhoudao-export/1";
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
    /// What rooms keep beside the log.
    pub beside: &'a [Beside],
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
    End(u64),
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
        let mut to = Counted {
            to: BufWriter::new(to),
            lines: 0,
        };
        let written = self.read_at_length(|source| self.write_all(source, asked, &mut to))?;
        if asked.files == Listing::Listed {
            for (name, bytes) in self.files().shelf().list()? {
                line(&mut to, &Line::File(FileLine { name, bytes }))?;
            }
        }
        for erased in self.erasures()? {
            line(&mut to, &Line::Erased(erased))?;
        }
        let lines = to.lines;
        line(&mut to, &Line::End(lines))?;
        to.flush().map_err(|error| unwritten(&error))?;
        Ok(written)
    }

    fn write_all(&self, source: &dyn Source, asked: &Export<'_>, to: &mut dyn Write) -> Result<u64, Fault> {
        let city = values![self.city()];
        let position = last_event(source, self.city())?.map_or(0, |end| end.position);
        let head = source.row("SELECT note FROM head WHERE city = $1 ORDER BY size DESC LIMIT 1", &city)?;
        let head = head.map(|row| row.get(0)).transpose()?;
        let header = Header {
            format: FORMAT.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            city: self.city().number(),
            position,
            head,
            keys: self.shared().keys.check().to_owned(),
        };
        line(to, &Line::Export(header))?;
        source.each(
            "SELECT leaf FROM event WHERE +city = $1 ORDER BY position",
            &city,
            &mut |row| Ok(writeln!(to, "{{\"event\":{}}}", row.leaf(0)?).map_err(|error| unwritten(&error))?),
        )?;
        let of_rooms = asked.beside.iter().flat_map(|beside| beside.taken_out);
        for table in OWN.iter().chain(of_rooms) {
            rows_of(source, self.city(), table, to)?;
        }
        if asked.values == Values::InClear {
            for table in ["vault", "restricted"] {
                self.values_of(source, table, to)?;
            }
        }
        Ok(position)
    }

    fn values_of(&self, source: &dyn Source, table: &str, to: &mut dyn Write) -> Result<(), Fault> {
        let values = format!(
            "SELECT event.leaf, stored.path, stored.sealed, stored.at, keeping.purpose, keeping.basis, keeping.term_days
             FROM {table} AS stored JOIN event ON event.city = stored.city AND event.position = stored.origin
             JOIN keeping ON keeping.city = stored.city AND keeping.keeping = stored.keeping
             WHERE stored.city = $1 ORDER BY stored.origin, stored.path"
        );
        source.each(&values, &values![self.city()], &mut |row| {
            let record = Leaf::read(&row.leaf(0)?)?.record;
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
            Ok(line(to, &Line::Value(value))?)
        })
    }
}

/// All rows of a table; a city that was not served since an update may not have it yet.
fn rows_of(source: &dyn Source, city: RegionCode, table: &str, to: &mut dyn Write) -> Result<(), Fault> {
    let columns = source.columns_of(table)?;
    if columns.is_empty() {
        return Ok(());
    }
    let all = format!("SELECT {} FROM {table} WHERE city = $1", columns.join(", "));
    source.each(&all, &values![city], &mut |row| {
        let values = columns.iter().cloned().zip(row.0.iter().map(written)).collect();
        let table = table.to_owned();
        Ok(line(to, &Line::Row(TableRow { table, values }))?)
    })
}

fn written(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(integer) => (*integer).into(),
        Value::Real(real) => (*real).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Blob(bytes) => json!({ "hex": hex(bytes) }),
        Value::Record(record) => json!({ "hex": hex(record.as_bytes()) }),
    }
}

/// Counts the lines that are written.
struct Counted<W> {
    to: W,
    lines: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.lines += bytes[..written].iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn line(to: &mut dyn Write, line: &Line) -> Result<(), Unavailable> {
    let text = serde_json::to_string(line).map_err(|error| Unavailable(format!("a line cannot be written: {error}")))?;
    writeln!(to, "{text}").map_err(|error| unwritten(&error))
}

fn unwritten(error: &std::io::Error) -> Unavailable {
    Unavailable(format!("the export could not be written: {error}"))
}
