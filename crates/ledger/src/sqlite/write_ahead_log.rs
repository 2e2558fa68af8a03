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
const COPY_PAGES: u64 = 4_096;
/// What the writer copies itself, so that the log starts anew, when another thread has copied the most of it.
const REST_PAGES: u64 = COPY_PAGES / 4;
/// Pages at which it is cut even if that means waiting for a reader.
const CUT_PAGES: u64 = 16 * COPY_PAGES;
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
            },
        }
    }

    /// Copies it and cuts it: while nothing happens, that disturbs nobody, and nothing old is left in it.
    pub(crate) fn copy_and_cut(&mut self, connection: &Connection) {
        if let Some(copying) = &mut self.copying {
            copying.wait();
        }
        self.cut_tried = Some(Instant::now());
        self.copy(connection, Mode::Truncate);
    }

    fn copy(&mut self, connection: &Connection, mode: Mode) {
        match checkpoint(connection, mode) {
            Ok(copied) if copied.is_all && mode == Mode::Truncate => {
                self.must_be_cut = false;
                self.pages.store(0, Ordering::Relaxed);
            }
            Ok(copied) if copied.is_all => {}
            Ok(_) => tracing::debug!("a reader holds the write-ahead log; the rest is copied later"),
            Err(error) => tracing::warn!(%error, "the write-ahead log could not be copied into the database"),
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

/// What was copied.
pub(super) struct Copied {
    /// Pages of the log that lie in the database now.
    pub(super) pages: u64,
    /// Whether that is all that it held.
    pub(super) is_all: bool,
}

pub(super) fn checkpoint(connection: &Connection, mode: Mode) -> rusqlite::Result<Copied> {
    let sql = match mode {
        Mode::Passive => "PRAGMA wal_checkpoint(PASSIVE)",
        Mode::Truncate => "PRAGMA wal_checkpoint(TRUNCATE)",
    };
    Point::SqliteCopying.pass();
    let (busy, pages, copied): (bool, i64, i64) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Point::SqliteCopied.pass();
    Ok(Copied {
        pages: u64::try_from(copied).unwrap_or(0),
        is_all: !busy && pages == copied,
    })
}
