//! The write-ahead log: copied into the database when it is best for the city.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::hooks::Wal;

use super::copying::{Copying, Turn};
use crate::point::Point;

/// Pages by which the log may grow before they are copied. More would make a longer pause of it, less would copy pages
/// that are written again at once.
const COPY_PAGES: u64 = 16_384;
/// What the writer copies itself, so that the log starts anew, when another thread has copied the most of it.
const REST_PAGES: u64 = COPY_PAGES / 16;
/// Pages at which it is cut even if that means waiting for a reader.
const CUT_PAGES: u64 = 4 * COPY_PAGES;
/// How long nothing must have happened before the log is copied without need; also the time between two attempts to cut it.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the writer waits for readers when it cuts the log.
const READERS_WAIT: Duration = Duration::from_millis(50);

/// What the writer knows of it.
pub(crate) struct WriteAheadLog {
    /// Pages since it last started anew, as the last commit said.
    pages: Arc<AtomicU64>,
    /// Pages that were in it when it was last copied.
    copied: u64,
    /// Whether erased values may still lie in it.
    must_be_cut: bool,
    cut_tried: Option<Instant>,
    /// Who copies it while commands keep coming; none where the writer does.
    copying: Option<Copying>,
}

impl WriteAheadLog {
    /// Counts the pages that the connection writes.
    pub(crate) fn watch(connection: &mut Connection, copying: Option<Copying>) -> rusqlite::Result<Self> {
        let pages = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&pages);
        connection.wal_hook(Some(move |_: &mut Wal, pages| {
            counter.store(u64::try_from(pages).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        connection.busy_timeout(READERS_WAIT)?;
        Ok(Self {
            pages,
            copied: 0,
            must_be_cut: false,
            cut_tried: None,
            copying,
        })
    }

    /// Has what was erased vanish from it too.
    pub(crate) fn must_be_cut(&mut self) {
        self.must_be_cut = true;
    }

    /// How long to wait for commands before copying; none when there is nothing to copy.
    pub(crate) fn pause(&self) -> Option<Duration> {
        (self.must_be_cut || self.pages() != self.copied).then_some(PAUSE)
    }

    /// Copies it when it has grown long, and cuts it when it must be.
    pub(crate) fn copy_if_long(&mut self, connection: &Connection) {
        let pages = self.pages();
        if pages < self.copied {
            // It has started anew.
            self.copied = 0;
        }
        if self.is_to_be_cut() {
            return self.copy_and_cut(connection);
        }
        let is_long = pages >= self.copied + COPY_PAGES;
        match &mut self.copying {
            None if is_long => self.copy(connection, Mode::Passive),
            None => {}
            Some(copying) => match copying.turn() {
                Turn::AtWork => {}
                Turn::Free if is_long => copying.begin(),
                Turn::Free => {}
                Turn::Copied(copied) => {
                    self.copied = copied.min(pages);
                    match pages - self.copied <= REST_PAGES {
                        true => self.copy(connection, Mode::Passive),
                        false => copying.begin(),
                    }
                }
                // What stands in the way now stands there in a moment: it is tried again when the log has grown.
                Turn::Hindered => self.copied = pages,
            },
        }
    }

    /// While nothing happens, has it copied, and cuts it when little is left to be copied: whoever comes meanwhile does not wait long. What was
    /// erased waits for nobody.
    pub(crate) fn rest(&mut self, connection: &Connection) {
        let can_wait = !self.must_be_cut && self.pages() > self.copied + REST_PAGES;
        if let Some(copying) = self.copying.as_mut().filter(|_| can_wait) {
            match copying.turn() {
                Turn::Free => return copying.begin(),
                Turn::AtWork => return,
                Turn::Copied(_) | Turn::Hindered => {}
            }
        }
        self.copy_and_cut(connection);
    }

    /// Copies it and cuts it, so that nothing old is left in it.
    pub(crate) fn copy_and_cut(&mut self, connection: &Connection) {
        if let Some(copying) = &mut self.copying {
            copying.wait();
        }
        self.cut_tried = Some(Instant::now());
        self.copy(connection, Mode::Truncate);
    }

    fn copy(&mut self, connection: &Connection, mode: Mode) {
        if copied_by(connection, mode).is_some() && mode == Mode::Truncate {
            self.must_be_cut = false;
            self.pages.store(0, Ordering::Relaxed);
        }
        self.copied = self.pages();
    }

    fn is_to_be_cut(&self) -> bool {
        let is_due = self.cut_tried.is_none_or(|tried| tried.elapsed() >= PAUSE);
        is_due && (self.must_be_cut || self.pages() >= CUT_PAGES)
    }

    fn pages(&self) -> u64 {
        self.pages.load(Ordering::Relaxed)
    }
}

/// What becomes of the log when it is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It stays, and may start anew with the next commit.
    Passive,
    /// It is cut.
    Truncate,
}

/// Copies the log over that connection: how many pages it held, if all of them lie in the database now.
pub(super) fn copied_by(connection: &Connection, mode: Mode) -> Option<u64> {
    Point::SqliteCopying.pass();
    let copied = checkpoint(connection, mode);
    Point::SqliteCopied.pass();
    match copied {
        Ok(None) => tracing::debug!("a reader holds the write-ahead log; the rest is copied later"),
        Err(error) => tracing::warn!(%error, "the write-ahead log could not be copied into the database"),
        Ok(all) => return all,
    }
    None
}

fn checkpoint(connection: &Connection, mode: Mode) -> rusqlite::Result<Option<u64>> {
    let sql = match mode {
        Mode::Passive => "PRAGMA wal_checkpoint(PASSIVE)",
        Mode::Truncate => "PRAGMA wal_checkpoint(TRUNCATE)",
    };
    let (busy, pages, copied): (bool, i64, i64) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let is_all = !busy && pages == copied;
    Ok(is_all.then(|| u64::try_from(copied).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Syncing;
    use crate::sqlite::connection::{open_to_read, open_to_write};

    /// Longer than any of these takes.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// A log that has grown long, and what knows of it.
    fn long(file: &std::path::Path) -> (Connection, WriteAheadLog, Connection) {
        let mut connection = open_to_write(file, None, Syncing::WhenClosed).unwrap();
        let copying = Copying::start(file.to_path_buf(), Syncing::WhenClosed).unwrap();
        let log = WriteAheadLog::watch(&mut connection, Some(copying)).unwrap();
        connection
            .execute_batch("CREATE TABLE page (number INTEGER PRIMARY KEY, bytes BLOB)")
            .unwrap();
        let reader = open_to_read(file).unwrap();
        reader.execute_batch("BEGIN; SELECT count(*) FROM page").unwrap();
        let pages = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) INSERT INTO page SELECT i, zeroblob(4000) FROM n";
        connection.execute(pages, [COPY_PAGES + REST_PAGES]).unwrap();
        (connection, log, reader)
    }

    /// Lets it copy until nothing is left to be tried.
    fn settle(connection: &Connection, log: &mut WriteAheadLog) {
        let began = Instant::now();
        while log.copied != log.pages() {
            log.copy_if_long(connection);
            assert!(began.elapsed() < PATIENCE, "{} of {} pages", log.copied, log.pages());
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_log_that_a_reader_holds_is_not_tried_again_before_it_has_grown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("city.db");
        let (connection, mut log, reader) = long(&file);
        settle(&connection, &mut log);
        assert!(
            std::fs::metadata(&file).unwrap().len() < 4_096 * COPY_PAGES,
            "the reader holds it"
        );
        drop(reader);
        log.copy_and_cut(&connection);
        assert_eq!(log.pages(), 0);
        assert!(std::fs::metadata(&file).unwrap().len() > 4_096 * COPY_PAGES);
    }

    #[test]
    fn at_rest_a_long_log_is_copied_beside_the_writer_and_cut_when_that_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("city.db");
        let (connection, mut log, reader) = long(&file);
        drop(reader);
        log.rest(&connection);
        assert!(log.pages() > COPY_PAGES, "it is not cut before it is copied");
        let began = Instant::now();
        while log.pages() > 0 {
            log.rest(&connection);
            assert!(began.elapsed() < PATIENCE, "{} pages", log.pages());
            std::thread::yield_now();
        }
        assert!(std::fs::metadata(&file).unwrap().len() > 4_096 * COPY_PAGES);
        assert_eq!(log.pause(), None);
    }

    #[test]
    fn a_long_log_is_copied_beside_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("city.db");
        let (connection, mut log, reader) = long(&file);
        drop(reader);
        settle(&connection, &mut log);
        assert!(std::fs::metadata(&file).unwrap().len() > 4_096 * COPY_PAGES);
    }
}
