//! What SQLite reports, and what to tell people.

use rusqlite::ErrorCode;

use crate::engine::Fault;
use crate::error::Unavailable;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let unavailable = Unavailable(described(&error));
        if is_of_the_disk(&error) {
            Self::Disk(unavailable)
        } else {
            Self::Own(unavailable)
        }
    }
}

fn is_of_the_disk(error: &rusqlite::Error) -> bool {
    matches!(
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
    )
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
