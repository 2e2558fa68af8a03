//! Heads as files, a day each, in a folder that others pass on: once a day's head is in many hands, nobody can take it back.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use calendar::Day;
use ledger::{DayHead, Epoch, Ledger, Legible, Unavailable, Word, put_down};
use proof::Note;

/// Days that are read at a time.
const DAYS_AT_ONCE: u32 = 100;
/// The folder of heads in the folder that is published.
const HEADS_FOLDER: &str = "heads";
/// The file with the public key.
const KEY_FILE: &str = "key.txt";

/// Publishes the heads of the log, round by round.
pub(super) async fn publish_all(ledger: Ledger, folder: PathBuf, pace: Duration) {
    let mut since = Day::MIN;
    loop {
        match round(&ledger, &folder, since).await {
            // The last day gets more heads, and days before it may still be countersigned.
            Ok(last) => since = last.map_or(since, |last| last.plus(-1)),
            Err(trouble) => tracing::error!(%trouble, "the heads of the log are not published"),
        }
        tokio::time::sleep(pace).await;
    }
}

/// Why heads are not published.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Ledger(#[from] Unavailable),
    #[error("{0}: {1}")]
    Disk(PathBuf, io::Error),
    #[error(
        "{0} holds a head that this log does not go on from, and is left as it is: somebody has rewritten the log, or the folder is another city's. \
         Run zhoudao verify {0}"
    )]
    Contradicted(PathBuf),
    #[error(
        "{file} holds a head of what was lost when the log was put back on {on}, because: {reason}. It is left as it is, and later heads of \
         that day wait: move it into another folder, and keep it there"
    )]
    PutBack { file: PathBuf, on: Day, reason: String },
}

impl Trouble {
    fn put_back(file: &Path, epoch: &Epoch) -> Self {
        Self::PutBack {
            file: file.to_path_buf(),
            on: epoch.at.day(),
            reason: epoch.put_back.reason.clone(),
        }
    }
}

/// Writes what is new since a day, and answers the last day that there is.
async fn round(ledger: &Ledger, folder: &Path, since: Day) -> Result<Option<Day>, Trouble> {
    let heads = folder.join(HEADS_FOLDER);
    fs::create_dir_all(&heads).map_err(|error| Trouble::Disk(heads.clone(), error))?;
    put_text(folder, KEY_FILE, &format!("{}\n", ledger.log_key()))?;
    let mut left_out = 0;
    let mut last = None;
    loop {
        let days = ledger.day_heads(since..=Day::MAX, left_out, DAYS_AT_ONCE).await?;
        last = last.or(days.first().map(|head| head.day));
        left_out += days.len() as u64;
        let is_end = days.len() < DAYS_AT_ONCE as usize;
        for day in days {
            one(ledger, &heads, &day).await?;
        }
        if is_end {
            return Ok(last);
        }
    }
}

/// Publishes one day, unless what was published of it says otherwise.
async fn one(ledger: &Ledger, heads: &Path, day: &DayHead) -> Result<(), Trouble> {
    let name = format!("{}.txt", day.day);
    let file = heads.join(&name);
    let note = day.signed.note.to_string();
    match fs::read_to_string(&file) {
        Ok(published) if published == note => return Ok(()),
        Ok(published) => {
            let published = published.parse::<Note>();
            let published = published.map_err(|_| Trouble::Contradicted(file.clone()))?;
            match ledger.keeps_to_head(&published).await? {
                Ok(Word::Kept) => {}
                Ok(Word::PutBack(epoch)) => return Err(Trouble::put_back(&file, &epoch)),
                Ok(Word::Broken) | Err(_) => return Err(Trouble::Contradicted(file)),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(Trouble::Contradicted(file)),
        Err(error) => return Err(Trouble::Disk(file, error)),
    }
    put_text(heads, &name, &note)
}

/// Whoever reads a file finds the whole of it, at any moment.
fn put_text(folder: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    let file = folder.join(name);
    if fs::read_to_string(&file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let written = put_down(&file, Legible::ToOthers, |writing| writing.write_all(text.as_bytes()));
    written.map_err(|error| Trouble::Disk(file, error))
}
