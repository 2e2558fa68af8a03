//! What can go wrong below, and what to tell people.

use rusqlite::ErrorCode;

use crate::error::Unavailable;

/// A fault of the engine, or of what was read from it.
#[derive(Debug)]
pub(crate) enum Fault {
    Engine(rusqlite::Error),
    Content(Unavailable),
}

impl Fault {
    /// Whether it is the disk or the machine that fails, so that nothing further can be written now.
    pub(crate) fn is_of_the_disk(&self) -> bool {
        match self {
            Self::Engine(error) => matches!(
                error.sqlite_error_code(),
                Some(
                    ErrorCode::DiskFull
                        | ErrorCode::SystemIoFailure
                        | ErrorCode::OutOfMemory
                        | ErrorCode::DatabaseCorrupt
                        | ErrorCode::NotADatabase
                        | ErrorCode::ReadOnly
                        | ErrorCode::CannotOpen
                        | ErrorCode::DatabaseBusy
                        | ErrorCode::FileLockingProtocolFailed
                )
            ),
            Self::Content(_) => false,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<Unavailable> for Fault {
    fn from(unavailable: Unavailable) -> Self {
        Self::Content(unavailable)
    }
}

impl From<Fault> for Unavailable {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Content(unavailable) => unavailable,
            Fault::Engine(error) => Self(described(&error)),
        }
    }
}

fn described(error: &rusqlite::Error) -> String {
    let remedy = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full; nothing was written: make room in the data folder and send it again",
        Some(ErrorCode::SystemIoFailure) => "the disk reports an error; nothing was written: check the disk before going on",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "the database is damaged: restore a backup",
        Some(ErrorCode::OperationInterrupted) => "the question took too long: ask for less",
        _ => "the database refused",
    };
    format!("{remedy} ({error})")
}
