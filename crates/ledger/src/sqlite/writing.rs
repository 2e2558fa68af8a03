//! What one command writes, executed.

use identity::RegionCode;
use rusqlite::{Connection, params};

use super::binding::execute;
use crate::engine::{ClaimDigest, Fault, Writing, number_of};
use crate::erasing::ListPlace;
use crate::leaf::pack;
use crate::point::Point;

/// Writes what one command brings about.
pub(super) fn write(connection: &Connection, city: RegionCode, writing: &Writing) -> Result<(), Fault> {
    let one = One {
        connection,
        region: city,
        city: city.number(),
        writing,
    };
    if writing.founds_a_record() {
        one.record()?;
    }
    one.events()?;
    Point::SqliteEventsWritten.may_fail()?;
    one.command()?;
    Point::SqliteKeyWritten.may_fail()?;
    one.secrets()?;
    Point::SqliteSecretsWritten.may_fail()?;
    one.claims()?;
    Point::SqliteClaimsWritten.may_fail()?;
    one.draws()?;
    Point::SqliteDrawsWritten.may_fail()?;
    for statement in &writing.rows.statements {
        execute(connection, statement)?;
    }
    Point::SqliteRowsWritten.may_fail()?;
    one.timers()
}

struct One<'a> {
    connection: &'a Connection,
    region: RegionCode,
    city: u32,
    writing: &'a Writing,
}

impl One<'_> {
    fn record(&self) -> Result<(), Fault> {
        let Writing { record, after, kind, .. } = self.writing;
        self.connection
            .prepare_cached("INSERT INTO record (city, record, origin, kind) VALUES ($1, $2, $3, $4)")?
            .execute(params![self.city, record.as_bytes(), after.origin, kind])?;
        Ok(())
    }

    fn events(&self) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO event (position, city, origin, version, kind, at, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )?;
        let Writing { after, kind, stamp, .. } = self.writing;
        for (position, version, leaf) in self.writing.events() {
            insert.execute(params![
                position,
                self.city,
                after.origin,
                version,
                kind,
                stamp.at.0,
                pack(leaf)
            ])?;
        }
        Ok(())
    }

    fn command(&self) -> Result<(), Fault> {
        let Writing {
            stamp, key, act, after, ..
        } = self.writing;
        self.connection
            .prepare_cached("INSERT INTO command (city, actor, key, act, position) VALUES ($1, $2, $3, $4, $5)")?
            .execute(params![self.city, stamp.actor, key, act, after.position])?;
        Ok(())
    }

    fn secrets(&self) -> Result<(), Fault> {
        let Writing {
            new_keepings,
            secrets,
            after,
            stamp,
            ..
        } = self.writing;
        for keeping in new_keepings {
            self.connection
                .prepare_cached(
                    "INSERT INTO keeping (keeping, city, purpose, basis, term_days) VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![
                    number_of(keeping),
                    self.city,
                    keeping.purpose,
                    keeping.basis,
                    keeping.term_days
                ])?;
        }
        for secret in secrets {
            let keeping = number_of(&secret.keeping);
            self.connection
                .prepare_cached(
                    "INSERT INTO vault (city, origin, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (city, origin, path) DO UPDATE
                     SET keeping = excluded.keeping, at = excluded.at, sealed = excluded.sealed",
                )?
                .execute(params![
                    self.city,
                    after.origin,
                    secret.path,
                    keeping,
                    stamp.at.0,
                    secret.sealed
                ])?;
        }
        for statement in self.writing.erasing(self.region, ListPlace::BesideTheFile) {
            execute(self.connection, &statement)?;
        }
        Ok(())
    }

    fn claims(&self) -> Result<(), Fault> {
        let record = self.writing.record;
        for ClaimDigest { scope, digest } in &self.writing.releases {
            self.connection
                .prepare_cached("DELETE FROM claim WHERE city = $1 AND scope = $2 AND digest = $3 AND record = $4")?
                .execute(params![self.city, scope, digest, record.as_bytes()])?;
        }
        for ClaimDigest { scope, digest } in &self.writing.claims {
            self.connection
                .prepare_cached(
                    "INSERT INTO claim (city, scope, digest, record) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (city, scope, digest) DO NOTHING",
                )?
                .execute(params![self.city, scope, digest, record.as_bytes()])?;
        }
        Ok(())
    }

    /// The series itself is written once a commit; this is what is needed to put the log back.
    fn draws(&self) -> Result<(), Fault> {
        let Writing { after, drawn, .. } = self.writing;
        for (series, last_before) in drawn {
            self.connection
                .prepare_cached("INSERT INTO draw (position, series, city, last_before) VALUES ($1, $2, $3, $4)")?
                .execute(params![after.position, series, self.city, last_before])?;
        }
        Ok(())
    }

    fn timers(&self) -> Result<(), Fault> {
        let record = self.writing.record;
        for (name, at) in &self.writing.rows.timers {
            match at {
                Some(at) => self
                    .connection
                    .prepare_cached(
                        "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
                         ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0
                         WHERE timer.at <> excluded.at",
                    )?
                    .execute(params![self.city, record.as_bytes(), name, at.0])?,
                None => self
                    .connection
                    .prepare_cached("DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3")?
                    .execute(params![self.city, record.as_bytes(), name])?,
            };
        }
        Ok(())
    }
}
