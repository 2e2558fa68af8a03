//! Numbered steps that build the tables, each done once and never changed afterwards.

use rusqlite::{Connection, OptionalExtension, params};

use crate::digest::sha256_hex;

/// The steps of the log itself.
const LOG: &[&str] = &[
    include_str!("migrations/0001_log.sql"),
    include_str!("migrations/0002_proof.sql"),
    include_str!("migrations/0003_care.sql"),
];

const MIGRATION: &str = "
CREATE TABLE IF NOT EXISTS migration (
    room TEXT NOT NULL,
    number INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID";

/// Why the tables are not as this program needs them.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MigrationError {
    #[error("step {number} of {room} was changed after it had been done: it must stay as it was")]
    Changed { room: String, number: usize },
    #[error("{room} has {found} steps, this program knows {known}: the database was written by a newer program")]
    Newer { room: String, found: usize, known: usize },
    #[error(transparent)]
    Engine(#[from] rusqlite::Error),
}

/// Brings the log's own tables to today's form.
pub(crate) fn migrate_log(connection: &Connection) -> Result<(), MigrationError> {
    migrate(connection, "ledger", LOG)
}

/// Does the steps of a room that were not done yet, all or none.
pub(crate) fn migrate(connection: &Connection, room: &str, steps: &[&str]) -> Result<(), MigrationError> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = pending(connection, room, steps);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.execute_batch(end)?;
    done
}

fn pending(connection: &Connection, room: &str, steps: &[&str]) -> Result<(), MigrationError> {
    connection.execute_batch(MIGRATION)?;
    let found: usize = connection.query_row("SELECT count(*) FROM migration WHERE room = $1", params![room], |row| {
        row.get(0)
    })?;
    if found > steps.len() {
        return Err(MigrationError::Newer {
            room: room.to_owned(),
            found,
            known: steps.len(),
        });
    }
    for (step, number) in steps.iter().zip(1..) {
        one(connection, room, number, step)?;
    }
    Ok(())
}

fn one(connection: &Connection, room: &str, number: usize, step: &str) -> Result<(), MigrationError> {
    let checksum = sha256_hex(&[step.as_bytes()]);
    let known = "SELECT checksum FROM migration WHERE room = $1 AND number = $2";
    let done: Option<String> = connection
        .query_row(known, params![room, number], |row| row.get(0))
        .optional()?;
    match done {
        Some(done) if done == checksum => Ok(()),
        Some(_) => Err(MigrationError::Changed {
            room: room.to_owned(),
            number,
        }),
        None => {
            connection.execute_batch(step)?;
            let insert = "INSERT INTO migration (room, number, checksum) VALUES ($1, $2, $3)";
            connection.execute(insert, params![room, number, checksum])?;
            Ok(())
        }
    }
}
