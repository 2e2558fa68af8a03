//! What one command writes: worked out in full, then executed.

use identity::{RecordId, RegionCode};
use rusqlite::{Connection, params};

use super::binding::execute;
use super::fault::Fault;
use crate::cache::Progress;
use crate::decision::Keeping;
use crate::digest::sha256;
use crate::leaf::WrittenLeaf;
use crate::receipt::Stamp;
use crate::rows::Rows;

/// Everything that one command writes.
pub(super) struct Writing<'a> {
    pub(super) city: RegionCode,
    pub(super) record: RecordId,
    pub(super) kind: &'static str,
    pub(super) act: &'static str,
    pub(super) key: &'a str,
    /// How far the record had come.
    pub(super) before: Progress,
    /// How far it comes.
    pub(super) after: Progress,
    /// The stamp of the last event.
    pub(super) stamp: &'a Stamp,
    pub(super) leaves: Vec<WrittenLeaf>,
    pub(super) new_keepings: Vec<Keeping>,
    pub(super) secrets: Vec<SealedSecret<'a>>,
    pub(super) erasures: &'a [String],
    pub(super) releases: Vec<ClaimDigest>,
    pub(super) claims: Vec<ClaimDigest>,
    /// The series drawn from, and how far each stood before.
    pub(super) drawn: Vec<(&'a str, u64)>,
    pub(super) rows: Rows,
}

/// A value on its way into the vault.
pub(super) struct SealedSecret<'a> {
    pub(super) path: &'a str,
    pub(super) keeping: Keeping,
    pub(super) sealed: Vec<u8>,
}

/// A unique value as the database knows it.
#[derive(Clone, Copy)]
pub(super) struct ClaimDigest {
    pub(super) scope: &'static str,
    pub(super) digest: [u8; 32],
}

impl Writing<'_> {
    pub(super) fn execute(&self, connection: &Connection) -> Result<(), Fault> {
        if self.before.version == 0 {
            self.insert_record(connection)?;
        }
        self.insert_events(connection)?;
        self.insert_command(connection)?;
        self.write_secrets(connection)?;
        self.write_claims(connection)?;
        self.write_draws(connection)?;
        for statement in &self.rows.statements {
            execute(connection, statement)?;
        }
        self.set_timers(connection)
    }

    fn insert_record(&self, connection: &Connection) -> Result<(), Fault> {
        connection
            .prepare_cached("INSERT INTO record (city, record, origin, kind) VALUES ($1, $2, $3, $4)")?
            .execute(params![
                self.city.number(),
                self.record.as_bytes(),
                self.after.origin,
                self.kind
            ])?;
        Ok(())
    }

    fn insert_events(&self, connection: &Connection) -> Result<(), Fault> {
        let mut insert = connection.prepare_cached(
            "INSERT INTO event (position, city, origin, version, kind, type, at, actor, leaf)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )?;
        let first = self.after.position + 1 - self.leaves.len() as u64;
        for (leaf, (position, version)) in self.leaves.iter().zip((first..).zip(self.before.version + 1..)) {
            insert.execute(params![
                position,
                self.city.number(),
                self.after.origin,
                version,
                self.kind,
                leaf.event_type,
                self.stamp.at.0,
                self.stamp.actor,
                leaf.leaf
            ])?;
        }
        Ok(())
    }

    fn insert_command(&self, connection: &Connection) -> Result<(), Fault> {
        connection
            .prepare_cached("INSERT INTO command (city, actor, key, act, position) VALUES ($1, $2, $3, $4, $5)")?
            .execute(params![
                self.city.number(),
                self.stamp.actor,
                self.key,
                self.act,
                self.after.position
            ])?;
        Ok(())
    }

    fn write_secrets(&self, connection: &Connection) -> Result<(), Fault> {
        for keeping in &self.new_keepings {
            insert_keeping(connection, self.city, keeping)?;
        }
        for secret in &self.secrets {
            let keeping = number_of(&secret.keeping);
            connection
                .prepare_cached(
                    "INSERT INTO vault (city, origin, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (city, origin, path) DO UPDATE
                     SET keeping = excluded.keeping, at = excluded.at, sealed = excluded.sealed",
                )?
                .execute(params![
                    self.city.number(),
                    self.after.origin,
                    secret.path,
                    keeping,
                    self.stamp.at.0,
                    secret.sealed
                ])?;
        }
        for path in self.erasures {
            connection
                .prepare_cached("DELETE FROM vault WHERE city = $1 AND origin = $2 AND path = $3")?
                .execute(params![self.city.number(), self.after.origin, path])?;
        }
        Ok(())
    }

    fn write_claims(&self, connection: &Connection) -> Result<(), Fault> {
        for ClaimDigest { scope, digest } in &self.releases {
            connection
                .prepare_cached("DELETE FROM claim WHERE city = $1 AND scope = $2 AND digest = $3 AND record = $4")?
                .execute(params![self.city.number(), scope, digest, self.record.as_bytes()])?;
        }
        for ClaimDigest { scope, digest } in &self.claims {
            connection
                .prepare_cached(
                    "INSERT INTO claim (city, scope, digest, record) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (city, scope, digest) DO NOTHING",
                )?
                .execute(params![self.city.number(), scope, digest, self.record.as_bytes()])?;
        }
        Ok(())
    }

    /// The series itself is written once a commit; this is what is needed to put the log back.
    fn write_draws(&self, connection: &Connection) -> Result<(), Fault> {
        for (series, last_before) in &self.drawn {
            connection
                .prepare_cached("INSERT INTO draw (position, series, city, last_before) VALUES ($1, $2, $3, $4)")?
                .execute(params![self.after.position, series, self.city.number(), last_before])?;
        }
        Ok(())
    }

    fn set_timers(&self, connection: &Connection) -> Result<(), Fault> {
        let (city, record) = (self.city.number(), self.record.as_bytes());
        for (name, at) in &self.rows.timers {
            match at {
                Some(at) => connection
                    .prepare_cached(
                        "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
                         ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0
                         WHERE timer.at <> excluded.at",
                    )?
                    .execute(params![city, record, name, at.0])?,
                None => connection
                    .prepare_cached("DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3")?
                    .execute(params![city, record, name])?,
            };
        }
        Ok(())
    }
}

fn insert_keeping(connection: &Connection, city: RegionCode, keeping: &Keeping) -> Result<(), Fault> {
    let Keeping {
        purpose,
        basis,
        term_days,
    } = keeping;
    connection
        .prepare_cached(
            "INSERT INTO keeping (keeping, city, purpose, basis, term_days) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![number_of(keeping), city.number(), purpose, basis, term_days])?;
    Ok(())
}

fn number_of(keeping: &Keeping) -> i64 {
    keeping_number(keeping.purpose, keeping.basis, keeping.term_days)
}

/// A keeping is known by what it says.
pub(crate) fn keeping_number(purpose: &str, basis: &str, term_days: u32) -> i64 {
    let digest = sha256(&[purpose.as_bytes(), &[0], basis.as_bytes(), &[0], &term_days.to_be_bytes()]);
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(number)
}
