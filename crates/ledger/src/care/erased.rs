//! The list of what was erased: a file beside the database and beside backups, in no backup, so that nothing comes back with one.
//!
//! A line is a JSON object. No line says what a value was: it names the record, the path, and twelve random bytes with which the deleted
//! value began, by which it is known again in a backup.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use identity::RecordId;
use serde::{Deserialize, Serialize};

use super::error::CareError;
use crate::disk::{self, Legible, put_down};
use crate::erasing::Warrant;

/// The list's name in the data folder and in the folder of backups.
pub(super) const LIST_FILE: &str = "erasures";
/// No line is longer: a path and two sentences.
const LINE_BYTES_MAX: u64 = 64 << 10;

/// Something that was erased.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Erased {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    #[serde(flatten)]
    pub what: ErasedWhat,
    /// Why.
    #[serde(flatten)]
    pub why: ErasedWhy,
}

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ErasedWhat {
    /// A value of the vault.
    Value {
        /// Of which record.
        record: RecordId,
        /// Under which path.
        path: String,
        /// The random bytes with which it began, in hexadecimal digits.
        mark: String,
        /// That it was the city that erased it; what was erased before there were warrants has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        warrant: Option<Warrant>,
    },
    /// A form that was being filled in.
    Draft {
        /// Whose.
        owner: String,
        /// Which.
        draft: String,
        /// The random bytes with which it began, in hexadecimal digits.
        mark: String,
    },
    /// An attachment.
    File {
        /// Under which name it was stored.
        name: String,
    },
}

/// Why it was erased.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum ErasedWhy {
    /// A command, or somebody's request.
    Asked,
    /// Nobody asked: it was deleted in the database behind the program's back.
    Unasked,
    /// Its term was over.
    Term {
        /// What it had been needed for.
        purpose: String,
        /// On which legal basis.
        basis: String,
        /// How long it was to be kept.
        term_days: u32,
    },
    /// Another value was given in its place: what an earlier position may bring back.
    Replaced,
    /// A draft that was submitted, deleted, or over its term.
    Draft,
}

impl Erased {
    /// Whether it is to be gone from whatever is put back: not what was replaced, and not what somebody deleted behind the program's back.
    pub(super) fn is_erased_again(&self) -> bool {
        !matches!(self.why, ErasedWhy::Replaced | ErasedWhy::Unasked)
    }

    /// The same, erased once more under that warrant.
    pub(super) fn warranted(&self, by: Warrant) -> Self {
        let mut erased = self.clone();
        if let ErasedWhat::Value { warrant, .. } = &mut erased.what {
            *warrant = Some(by);
        }
        erased
    }
}

/// Adds to the list of a folder; on the disk when this answers.
pub(crate) fn add(folder: &Path, erased: &[Erased]) -> io::Result<()> {
    let mut lines = Vec::new();
    for one in erased {
        serde_json::to_writer(&mut lines, one)?;
        lines.push(b'\n');
    }
    let file = folder.join(LIST_FILE);
    let is_new = !file.exists();
    let mut options = OpenOptions::new();
    let mut list = options
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(0o600)
        .open(&file)?;
    // Whoever deletes an attachment writes here too: two at once would write over each other.
    list.lock()?;
    // A line that was torn when the power went is written over: what it told of comes again.
    let mut there = Vec::new();
    let end = list.seek(SeekFrom::End(0))?;
    let start = list.seek(SeekFrom::Start(end.saturating_sub(LINE_BYTES_MAX)))?;
    list.read_to_end(&mut there)?;
    let whole = there
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |place| place as u64 + 1);
    list.set_len(start + whole)?;
    list.seek(SeekFrom::End(0))?;
    list.write_all(&lines)?;
    list.sync_all()?;
    if is_new { disk::sync_folder(folder) } else { Ok(()) }
}

/// The list of a folder; empty if there is none. A last line that was not written whole is left out: what it tells of is told again.
pub(super) fn read(folder: &Path) -> Result<BTreeSet<Erased>, CareError> {
    let file = folder.join(LIST_FILE);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(CareError::Damaged(file)),
        Err(error) => return Err(CareError::disk(&file)(error)),
    };
    let mut list = BTreeSet::new();
    for line in text.split_inclusive('\n') {
        match serde_json::from_str(line) {
            Ok(erased) => {
                list.insert(erased);
            }
            Err(_) if !line.ends_with('\n') => {}
            Err(_) => return Err(CareError::Damaged(file)),
        }
    }
    Ok(list)
}

/// Brings the list beside the backups to that of the city, keeping whatever it knows besides.
pub(super) fn carry(mut of_the_city: BTreeSet<Erased>, to: &Path) -> Result<(), CareError> {
    let mut list = read(to)?;
    list.append(&mut of_the_city);
    write(to, &list)
}

/// Writes a list in place of what was there.
pub(super) fn write(folder: &Path, list: &BTreeSet<Erased>) -> Result<(), CareError> {
    let file = folder.join(LIST_FILE);
    let written = put_down(&file, Legible::ToOwner, |file| {
        let mut lines = Vec::new();
        for one in list {
            serde_json::to_writer(&mut lines, one)?;
            lines.push(b'\n');
        }
        file.write_all(&lines)
    });
    written.map_err(CareError::disk(&file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_added_to_and_a_torn_line_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let erased = |at| Erased {
            at,
            what: ErasedWhat::Value {
                record: RecordId::from_bytes([7; 16]),
                path: "name".to_owned(),
                mark: "00ff".to_owned(),
                warrant: Some("1/9/00".parse().unwrap()),
            },
            why: ErasedWhy::Asked,
        };
        add(folder.path(), &[erased(1)]).unwrap();
        add(folder.path(), &[erased(2)]).unwrap();
        assert_eq!(read(folder.path()).unwrap(), BTreeSet::from([erased(1), erased(2)]));
        let file = folder.path().join(LIST_FILE);
        let whole = fs::read_to_string(&file).unwrap();
        assert!(whole.starts_with(r#"{"at":1,"what":"value","record":"0707"#), "{whole}");
        fs::write(&file, format!("{whole}{{\"at\":3")).unwrap();
        assert_eq!(read(folder.path()).unwrap().len(), 2);
        add(folder.path(), &[erased(4)]).unwrap();
        assert_eq!(
            read(folder.path()).unwrap(),
            BTreeSet::from([erased(1), erased(2), erased(4)])
        );
        fs::write(&file, format!("junk\n{whole}")).unwrap();
        assert!(read(folder.path()).is_err());
    }
}
