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
        Some(ErrorCode::DiskFull) => {
            "the disk is full: make room where the database lies. What was being written may be there or not, and is not done twice when it is sent again"
        }
        Some(ErrorCode::SystemIoFailure) => {
            "the disk reports an error: check it before going on. What was being written may be there or not, and is not done twice when it is sent again"
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "the database is damaged: restore a backup",
        Some(ErrorCode::OperationInterrupted) => "the question took too long: ask for less",
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
            "the database cannot be opened or written: look at its disk, and at who owns its files"
        }
        Some(ErrorCode::DatabaseBusy) => "another program holds the database: let it end first",
        _ => "the database refused",
    };
    format!("{remedy} ({error})")
}
