//! What a batch of commands writes, in one flight with its commit.

use std::borrow::Cow;
use std::collections::HashMap;

use identity::RegionCode;

use super::link::Link;
use crate::engine::{Fault, Pending, SealedSecret, Writing, Written, number_of};
use crate::erasing::ListPlace;
use crate::leaf::pack;
use crate::point::Point;
use crate::rows::Statement;
use crate::value::Value;
use crate::values;

/// A batch, sorted into the columns of the log's tables and the statements that follow one another.
pub(super) struct Batch<'a> {
    region: RegionCode,
    city: i64,
    records: Records<'a>,
    events: Events<'a>,
    commands: Commands<'a>,
    series: Series<'a>,
    draws: DrawsBefore<'a>,
    /// None where something of the batch takes values away: then each is put there in its turn.
    vault: Option<Vault<'a>>,
    single: Vec<(Cow<'a, str>, Values<'a>)>,
    /// For each statement outside the log: the place of its work, and its own among the single ones.
    sides: Vec<(usize, usize)>,
}

/// The values of a single statement: those of a room, or ours.
enum Values<'a> {
    Given(&'a [Value]),
    Ours(Vec<Value>),
}

#[derive(Default)]
struct Records<'a> {
    record: Vec<&'a [u8]>,
    origin: Vec<i64>,
    kind: Vec<&'a str>,
}

#[derive(Default)]
struct Events<'a> {
    position: Vec<i64>,
    origin: Vec<i64>,
    version: Vec<i64>,
    kind: Vec<&'a str>,
    at: Vec<i64>,
    leaf: Vec<Vec<u8>>,
}

#[derive(Default)]
struct Commands<'a> {
    actor: Vec<&'a str>,
    key: Vec<&'a str>,
    act: Vec<&'a str>,
    position: Vec<i64>,
}

#[derive(Default)]
struct Series<'a> {
    name: Vec<&'a str>,
    last: Vec<i64>,
}

/// How far each series stood before a command drew from it: what is needed to put the log back.
#[derive(Default)]
struct DrawsBefore<'a> {
    position: Vec<i64>,
    series: Vec<&'a str>,
    last: Vec<i64>,
}

/// Values for the vault: of each place the last.
#[derive(Default)]
struct Vault<'a> {
    by_place: HashMap<(i64, &'a str), usize>,
    origin: Vec<i64>,
    path: Vec<&'a str>,
    keeping: Vec<i64>,
    at: Vec<i64>,
    sealed: Vec<&'a [u8]>,
}

impl<'a> Vault<'a> {
    fn put(&mut self, origin: i64, secret: &'a SealedSecret, at: i64) {
        let keeping = number_of(&secret.keeping);
        let next = self.path.len();
        let place = *self.by_place.entry((origin, &secret.path)).or_insert(next);
        if place == next {
            self.origin.push(origin);
            self.path.push(&secret.path);
            self.keeping.push(keeping);
            self.at.push(at);
            self.sealed.push(&secret.sealed);
        } else {
            (self.keeping[place], self.at[place], self.sealed[place]) = (keeping, at, &secret.sealed);
        }
    }
}

const RECORDS: &str = "INSERT INTO record (city, record, origin, kind)
     SELECT $1, record, origin, kind FROM unnest($2::bytea[], $3::bigint[], $4::text[]) AS new (record, origin, kind)";
const EVENTS: &str = "INSERT INTO event (city, position, origin, version, kind, at, leaf)
     SELECT $1, position, origin, version, kind, at, leaf
     FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bytea[])
     AS new (position, origin, version, kind, at, leaf)";
const COMMANDS: &str = "INSERT INTO command (city, actor, key, act, position)
     SELECT $1, actor, key, act, position FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
     AS new (actor, key, act, position)";
const SERIES: &str = "INSERT INTO series (city, name, last)
     SELECT $1, name, last FROM unnest($2::text[], $3::bigint[]) AS drawn (name, last)
     ON CONFLICT (city, name) DO UPDATE SET last = excluded.last";
const DRAWS: &str = "INSERT INTO draw (city, position, series, last_before)
     SELECT $1, position, series, last_before FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS drawn (position, series, last_before)";
const KEEPING: &str = "INSERT INTO keeping (keeping, city, purpose, basis, term_days) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING";
const SECRET: &str = "INSERT INTO vault (city, origin, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (city, origin, path) DO UPDATE SET keeping = excluded.keeping, at = excluded.at, sealed = excluded.sealed";
const SECRETS: &str = "INSERT INTO vault (city, origin, path, keeping, at, sealed)
     SELECT $1, origin, path, keeping, at, sealed
     FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[]) AS new (origin, path, keeping, at, sealed)
     ON CONFLICT (city, origin, path) DO UPDATE SET keeping = excluded.keeping, at = excluded.at, sealed = excluded.sealed";
const RELEASE: &str = "WITH given_back AS (DELETE FROM claim WHERE city = $1 AND scope = $2 AND digest = $3 AND record = $4 RETURNING *)
     INSERT INTO claim_change (city, scope, digest, record, position, is_taken) SELECT city, scope, digest, record, $5, 0 FROM given_back";
const CLAIM: &str = "WITH taken AS (INSERT INTO claim (city, scope, digest, record) VALUES ($1, $2, $3, $4)
     ON CONFLICT (city, scope, digest) DO NOTHING RETURNING *)
     INSERT INTO claim_change (city, scope, digest, record, position, is_taken) SELECT city, scope, digest, record, $5, 1 FROM taken";
const TIMER: &str = "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0 WHERE timer.at <> excluded.at";
const NO_TIMER: &str = "DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3";

impl<'a> Batch<'a> {
    pub(super) fn of(city: RegionCode, pending: &'a [Pending], sums: &'a [Statement], series: &'a HashMap<String, u64>) -> Self {
        let mut batch = Self {
            region: city,
            city: city.number().into(),
            records: Records::default(),
            events: Events::default(),
            commands: Commands::default(),
            series: Series::default(),
            draws: DrawsBefore::default(),
            vault: (!pending.iter().any(takes_values_away)).then(Vault::default),
            single: Vec::new(),
            sides: Vec::new(),
        };
        for (name, last) in series {
            batch.series.name.push(name);
            batch.series.last.push(integer(*last));
        }
        for (place, pending) in pending.iter().enumerate() {
            match pending {
                Pending::Command(writing) => batch.command(writing),
                Pending::Side(statements) => {
                    for statement in statements.iter() {
                        batch.sides.push((place, batch.single.len()));
                        batch.given(statement);
                    }
                }
            }
        }
        sums.iter().for_each(|sum| batch.given(sum));
        batch
    }

    fn command(&mut self, writing: &'a Writing) {
        let origin = integer(writing.after.origin);
        if writing.founds_a_record() {
            self.records.record.push(writing.record.as_bytes());
            self.records.origin.push(origin);
            self.records.kind.push(writing.kind);
        }
        for (position, version, leaf) in writing.events() {
            self.events.position.push(integer(position));
            self.events.origin.push(origin);
            self.events.version.push(integer(version));
            self.events.kind.push(writing.kind);
            self.events.at.push(writing.stamp.at.0);
            self.events.leaf.push(pack(leaf));
        }
        self.commands.actor.push(&writing.stamp.actor);
        self.commands.key.push(&writing.key);
        self.commands.act.push(writing.act);
        self.commands.position.push(integer(writing.after.position));
        for (series, last) in &writing.drawn {
            self.draws.position.push(integer(writing.after.position));
            self.draws.series.push(series);
            self.draws.last.push(integer(*last));
        }
        self.beside(writing);
        writing.rows.statements.iter().for_each(|statement| self.given(statement));
        for (name, at) in &writing.rows.timers {
            match at {
                Some(at) => self.ours(TIMER, values![self.city, writing.record, *name, *at]),
                None => self.ours(NO_TIMER, values![self.city, writing.record, *name]),
            }
        }
    }

    /// The vault and unique values.
    fn beside(&mut self, writing: &'a Writing) {
        let (city, origin) = (self.city, writing.after.origin);
        for keeping in &writing.new_keepings {
            let number = number_of(keeping);
            self.ours(
                KEEPING,
                values![number, city, keeping.purpose, keeping.basis, keeping.term_days],
            );
        }
        for secret in &writing.secrets {
            if let Some(vault) = &mut self.vault {
                vault.put(integer(origin), secret, writing.stamp.at.0);
                continue;
            }
            let keeping = number_of(&secret.keeping);
            self.ours(
                SECRET,
                values![
                    city,
                    origin,
                    &secret.path,
                    keeping,
                    writing.stamp.at,
                    secret.sealed.as_slice()
                ],
            );
        }
        let erasing = writing.erasing(self.region, ListPlace::InTheDatabase);
        self.single
            .extend(erasing.map(|Statement { sql, values }| (sql, Values::Ours(values))));
        let position = writing.after.position;
        for (change, claims) in [(RELEASE, &writing.releases), (CLAIM, &writing.claims)] {
            for claim in claims {
                self.ours(
                    change,
                    values![city, claim.scope, claim.digest.as_slice(), writing.record, position],
                );
            }
        }
    }

    fn given(&mut self, statement: &'a Statement) {
        self.single
            .push((Cow::Borrowed(&*statement.sql), Values::Given(&statement.values)));
    }

    fn ours(&mut self, sql: &'static str, values: Vec<Value>) {
        self.single.push((Cow::Borrowed(sql), Values::Ours(values)));
    }

    /// Writes and commits; what each statement outside the log has changed.
    pub(super) fn write(&self, link: &Link) -> Result<Written, Fault> {
        let mut flight = link.flight();
        let (records, events, commands) = (&self.records, &self.events, &self.commands);
        if !records.record.is_empty() {
            flight.add(RECORDS, vec![&self.city, &records.record, &records.origin, &records.kind])?;
        }
        if !events.position.is_empty() {
            flight.add(
                EVENTS,
                vec![
                    &self.city,
                    &events.position,
                    &events.origin,
                    &events.version,
                    &events.kind,
                    &events.at,
                    &events.leaf,
                ],
            )?;
            flight.add(
                COMMANDS,
                vec![&self.city, &commands.actor, &commands.key, &commands.act, &commands.position],
            )?;
        }
        if !self.series.name.is_empty() {
            flight.add(SERIES, vec![&self.city, &self.series.name, &self.series.last])?;
        }
        if !self.draws.position.is_empty() {
            let draws = &self.draws;
            flight.add(DRAWS, vec![&self.city, &draws.position, &draws.series, &draws.last])?;
        }
        let mut places = Vec::with_capacity(self.single.len());
        for (sql, values) in &self.single {
            let values = match values {
                Values::Given(values) => *values,
                Values::Ours(values) => values.as_slice(),
            };
            places.push(flight.add(sql, values.iter().map(|value| value as _).collect())?);
        }
        if let Some(vault) = self.vault.as_ref().filter(|vault| !vault.path.is_empty()) {
            flight.add(
                SECRETS,
                vec![
                    &self.city,
                    &vault.origin,
                    &vault.path,
                    &vault.keeping,
                    &vault.at,
                    &vault.sealed,
                ],
            )?;
        }
        flight.add("COMMIT", Vec::new())?;
        Point::PostgresSending.may_fail()?;
        let landed = flight.land()?;
        Point::PostgresLanded.may_fail()?;
        let mut written = Written::new();
        for (place, single) in &self.sides {
            written.entry(*place).or_default().push(landed[places[*single]].changed);
        }
        Ok(written)
    }
}

/// Whether a value of the vault may go by it.
fn takes_values_away(pending: &Pending) -> bool {
    match pending {
        Pending::Command(writing) => !writing.erasures.is_empty(),
        Pending::Side(statements) => statements.iter().any(|statement| statement.sql.contains("vault")),
    }
}

pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
