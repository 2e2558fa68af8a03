//! What was erased leaves no copy in the database either.
//!
//! The engine overwrites what it deletes. But when it moves rows from one page to another, to make room or to save some, it leaves the bytes where
//! they were until something else needs the place; a copy made so, while the value was still there, outlives it. So the file is searched for
//! the random bytes with which each erased value began, and written anew where one is found.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use calendar::MILLISECONDS_OF_DAY;

use super::erased::{self, ErasedWhat};
use crate::digest::unhex;
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::rows::Statement;
use crate::sqlite::DATABASE_FILE;
use crate::values;

/// Bytes of a mark.
const MARK_BYTES: usize = 12;
/// Bytes read at a time.
const PART_BYTES: usize = 4 << 20;
/// So much earlier than the last search erased values are looked for again: clocks, and what was listed late.
const OVERLAP: i64 = MILLISECONDS_OF_DAY;

/// What searching has led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// There was nothing to look for, or nothing was found.
    Clean,
    /// Something was found, and the database was written anew.
    WrittenAnew,
}

impl Ledger {
    /// Searches the database for copies of what was erased, and writes it anew if there is one; meanwhile no command is committed. A started
    /// ledger does so by itself, once a day.
    pub async fn scrub(&self) -> Result<Scrubbed, Unavailable> {
        self.list_erasures().await?;
        let now = self.now();
        let since = self
            .query("SELECT at FROM scrubbed WHERE city = $1", values![self.city()])
            .await?;
        let since = since.first().map_or(Ok(i64::MIN), |row| row.get(0))?;
        let data = self.data().to_path_buf();
        let is_clean = self
            .alone(move |writer| -> Result<bool, Unavailable> {
                writer.engine.forget_erased();
                writer.engine.rest();
                let marks = marks(&data, since)?;
                if !holds_one_of(&data.join(DATABASE_FILE), &marks).map_err(|error| unreadable(&error))? {
                    return Ok(true);
                }
                // What it takes to write the city anew does not fit into memory.
                let anew = "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY";
                writer.engine.define(anew)?;
                writer.engine.forget_erased();
                writer.engine.rest();
                Ok(false)
            })
            .await??;
        Point::ScrubSearched.may_fail()?;
        let done = Statement::new(
            "INSERT INTO scrubbed (city, at) VALUES ($1, $2) ON CONFLICT (city) DO UPDATE SET at = excluded.at",
            values![self.city(), now],
        );
        self.side(vec![done]).await?;
        Point::ScrubNoted.may_fail()?;
        Ok(if is_clean { Scrubbed::Clean } else { Scrubbed::WrittenAnew })
    }
}

/// The marks of what was erased since.
fn marks(data: &Path, since: i64) -> Result<HashSet<[u8; MARK_BYTES]>, Unavailable> {
    let list = erased::read(data).map_err(|error| Unavailable(error.to_string()))?;
    let later = list.into_iter().filter(|one| one.at >= since.saturating_sub(OVERLAP));
    let mark = later.filter_map(|one| match one.what {
        ErasedWhat::Value { mark, .. } | ErasedWhat::Draft { mark, .. } => unhex(&mark),
        ErasedWhat::File { .. } => None,
    });
    Ok(mark.collect())
}

/// Whether one of the marks stands anywhere in a file.
fn holds_one_of(file: &Path, marks: &HashSet<[u8; MARK_BYTES]>) -> io::Result<bool> {
    if marks.is_empty() {
        return Ok(false);
    }
    // Few positions begin like a mark: the rest cost one look.
    let mut begins = vec![false; 1 << 16];
    for mark in marks {
        begins[usize::from(u16::from_be_bytes([mark[0], mark[1]]))] = true;
    }
    let mut file = File::open(file)?;
    let mut part = Vec::with_capacity(PART_BYTES + MARK_BYTES);
    loop {
        let read = (&mut file).take(PART_BYTES as u64).read_to_end(&mut part)?;
        let found = part.windows(MARK_BYTES).any(|window| {
            begins[usize::from(u16::from_be_bytes([window[0], window[1]]))]
                && window.first_chunk().is_some_and(|mark| marks.contains(mark))
        });
        if found || read == 0 {
            return Ok(found);
        }
        // A mark may lie across two parts.
        let kept = part.len().saturating_sub(MARK_BYTES - 1);
        part.drain(..kept);
    }
}

fn unreadable(error: &io::Error) -> Unavailable {
    Unavailable(format!("the database could not be searched for what was erased: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_wherever_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let marks = HashSet::from([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
        for place in [0, 1, PART_BYTES - 5, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES - 12] {
            let mut bytes = vec![1; 2 * PART_BYTES];
            std::fs::write(&file, &bytes).unwrap();
            assert!(!holds_one_of(&file, &marks).unwrap());
            bytes[place..place + 12].copy_from_slice(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
            std::fs::write(&file, &bytes).unwrap();
            assert!(holds_one_of(&file, &marks).unwrap(), "at {place}");
        }
    }
}
