//! Numbered steps that build the tables, each done once and never changed afterwards.

use super::committing::Defining;
use super::fault::Fault;
use crate::digest::sha256_hex;
use crate::error::Unavailable;
use crate::point::{Point, Struck};
use crate::rows::Statement;
use crate::values;

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
    Engine(#[from] Unavailable),
}

impl From<Fault> for MigrationError {
    fn from(fault: Fault) -> Self {
        Self::Engine(fault.into())
    }
}

impl From<Struck> for MigrationError {
    fn from(struck: Struck) -> Self {
        Self::Engine(struck.into())
    }
}

/// Does the steps of a room that were not done yet, all or none.
pub(crate) fn migrate(engine: &mut dyn Defining, room: &str, steps: &[&str]) -> Result<(), MigrationError> {
    let done = all(engine, room, steps);
    match &done {
        Ok(()) => Point::MigrationCommitted.pass(),
        Err(_) => engine.roll_back(),
    }
    done
}

fn all(engine: &mut dyn Defining, room: &str, steps: &[&str]) -> Result<(), MigrationError> {
    engine.begin_alone()?;
    Point::MigrationBegun.may_fail()?;
    pending(engine, room, steps)?;
    Point::MigrationDone.may_fail()?;
    Ok(engine.end_alone()?)
}

fn pending(engine: &mut dyn Defining, room: &str, steps: &[&str]) -> Result<(), MigrationError> {
    engine.define(MIGRATION)?;
    let found = engine.row("SELECT count(*) FROM migration WHERE room = $1", &values![room])?;
    let found: usize = found.map_or(Ok(0), |row| row.get(0))?;
    if found > steps.len() {
        return Err(MigrationError::Newer {
            room: room.to_owned(),
            found,
            known: steps.len(),
        });
    }
    // Over a long log a step takes its time, in which nothing else is said and nobody is answered.
    let has_events = found > 0 && engine.row("SELECT 1 FROM event LIMIT 1", &[])?.is_some();
    for (step, number) in steps.iter().zip(1..) {
        if has_events && number > found {
            tracing::warn!("bringing the tables of {room} up to date: step {number} of {}", steps.len());
        }
        one(engine, room, number, step)?;
    }
    Ok(())
}

fn one(engine: &mut dyn Defining, room: &str, number: usize, step: &str) -> Result<(), MigrationError> {
    let checksum = sha256_hex(&[step.as_bytes()]);
    let known = "SELECT checksum FROM migration WHERE room = $1 AND number = $2";
    match engine.row(known, &values![room, number])? {
        Some(done) if done.text(0)? == checksum => Ok(()),
        Some(_) => Err(MigrationError::Changed {
            room: room.to_owned(),
            number,
        }),
        None => {
            engine.define(step)?;
            Point::MigrationStepped.may_fail()?;
            let insert = "INSERT INTO migration (room, number, checksum) VALUES ($1, $2, $3)";
            engine.execute(&Statement::new(insert, values![room, number, checksum]))?;
            Point::MigrationNoted.may_fail()?;
            Ok(())
        }
    }
}
