//! A clock that can be moved forward: a demonstration city lives through months in minutes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Moment;

use super::{Clock, SystemClock};
use crate::disk::{Legible, put_down};

/// The machine's clock plus an offset, which is kept in a file and only grows.
#[derive(Debug)]
pub struct MovableClock {
    file: PathBuf,
    offset_milliseconds: AtomicI64,
}

/// Why the clock could not be opened or moved.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// Time does not go back.
    #[error("it is already {now}: the clock can only be moved forward")]
    Backward {
        /// What the clock shows.
        now: Moment,
    },
    /// The file of the offset cannot be read or written.
    #[error("the clock's file {}: {error}", file.display())]
    Disk {
        /// The file.
        file: PathBuf,
        /// What the disk says.
        error: io::Error,
    },
}

impl MovableClock {
    /// The clock of a data folder, as far ahead as it was left.
    pub fn open(folder: &Path) -> Result<Self, ClockError> {
        let file = folder.join("clock");
        let offset = match fs::read_to_string(&file) {
            Ok(text) => text.trim().parse().map_err(|_| no_number()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(no_number()),
            Err(error) => Err(error),
        };
        match offset {
            Ok(offset) => Ok(Self {
                file,
                offset_milliseconds: AtomicI64::new(offset),
            }),
            Err(error) => Err(ClockError::Disk { file, error }),
        }
    }

    /// Moves the clock forward to that moment.
    pub fn advance_to(&self, moment: Moment) -> Result<(), ClockError> {
        let now = self.now();
        if moment < now {
            return Err(ClockError::Backward { now });
        }
        let offset = moment.0.saturating_sub(SystemClock.now().0);
        self.keep(offset).map_err(|error| ClockError::Disk {
            file: self.file.clone(),
            error,
        })?;
        self.offset_milliseconds.fetch_max(offset, Ordering::SeqCst);
        Ok(())
    }

    fn keep(&self, offset: i64) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        put_down(&self.file, Legible::ToOthers, |file| writeln!(file, "{offset}"))
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Moment {
        SystemClock.now().plus(self.offset_milliseconds.load(Ordering::SeqCst))
    }
}

fn no_number() -> io::Error {
    io::Error::other("it holds no number of milliseconds")
}
