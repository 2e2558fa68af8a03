//! A command on its way: known again, decided, written, answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{ActName, Actor};
use identity::RecordId;
use rand_chacha::rand_core::Rng;
use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use super::binding::execute;
use super::fault::Fault;
use super::fold::fold;
use super::transaction::{Broken, Earlier, Loaded, Setback, Transaction};
use super::work::Work;
use crate::cache::Held;
use crate::canonical;
use crate::context::Context;
use crate::decision::{Decision, Keeping, Secret};
use crate::digest::sha256;
use crate::error::{SubmitError, Unavailable};
use crate::key::Key;
use crate::leaf::{Heading, LeafWriter, digest_text, seal_digest};
use crate::receipt::{Committed, Receipt, Stamp};
use crate::record::Record;
use crate::rows::Rows;
use crate::vault::Sealing;

type Outcome<R> = Result<Receipt<<R as Record>::State>, SubmitError<<R as Record>::Refusal>>;

/// A command with its actor, its key and whoever waits for the answer.
pub(crate) struct Submission<R: Record> {
    actor: Arc<Actor>,
    act: ActName,
    record: RecordId,
    command: Option<R::Command>,
    key: Key,
    outcome: Outcome<R>,
    reply: oneshot::Sender<Outcome<R>>,
}

/// Why a command is not committed.
enum Stop<Refusal> {
    Own(SubmitError<Refusal>),
    Broken(Broken),
}

impl<Refusal> From<Setback> for Stop<Refusal> {
    fn from(setback: Setback) -> Self {
        match setback {
            Setback::Own(unavailable) => Self::Own(unavailable.into()),
            Setback::Broken(broken) => Self::Broken(broken),
        }
    }
}

/// A value on its way into the vault.
struct SealedSecret<'a> {
    path: &'a str,
    keeping: Keeping,
    sealed: Vec<u8>,
}

impl<R: Record> Submission<R> {
    pub(crate) fn new(
        actor: &Arc<Actor>,
        act: ActName,
        record: RecordId,
        command: R::Command,
        key: Key,
    ) -> (Box<Self>, oneshot::Receiver<Outcome<R>>) {
        let (reply, answer) = oneshot::channel();
        let outcome = Err(SubmitError::Unavailable("the command was not performed".to_owned()));
        let command = Some(command);
        (
            Box::new(Self {
                actor: Arc::clone(actor),
                act,
                record,
                command,
                key,
                outcome,
                reply,
            }),
            answer,
        )
    }

    fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        let actor = self.actor.label();
        if let Some(earlier) = transaction.earlier(&actor, self.key.as_str())? {
            return self.replay(transaction, &earlier);
        }
        let before = transaction.load::<R>(self.record)?;
        let command = self.command.take().ok_or_else(|| own("a command is performed once"))?;
        let stamp = Stamp {
            version: before.version,
            at: transaction.now(),
            actor,
            capacity: self.actor.capacity_label(),
            release: transaction.standing.release.to_string(),
        };
        let (decision, drawn) = self.decide(transaction, &before, command, &stamp)?;
        if decision.events.is_empty() {
            return Ok(self.unchanged(before, &stamp));
        }
        check(transaction, self.record, &decision)?;
        let receipt = self.write(transaction, before, &decision, stamp)?;
        transaction.done.series.extend(drawn);
        Ok(receipt)
    }

    /// The answer given before, without deciding again.
    fn replay(&self, transaction: &Transaction<'_>, earlier: &Earlier) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        let same = earlier.record == self.record && earlier.kind == R::KIND && earlier.act == self.act.as_str();
        if !same {
            return Err(Stop::Own(SubmitError::KeyReused));
        }
        let now = transaction.load::<R>(self.record)?;
        let state = if now.version == earlier.version {
            now.state
        } else {
            let then = fold::<R>(transaction.connection, transaction.shared.city, self.record, earlier.version);
            let then = then.map_err(|fault| transaction.setback(fault))?;
            then.map(|then| Arc::new(then.state)).unwrap_or_default()
        };
        Ok(Receipt {
            record: self.record,
            version: earlier.version,
            at: earlier.at,
            position: earlier.position,
            state,
            replayed: true,
        })
    }

    fn decide(
        &self,
        transaction: &mut Transaction<'_>,
        before: &Loaded<R::State>,
        command: R::Command,
        stamp: &Stamp,
    ) -> Result<(Decision<R::Event>, std::collections::HashMap<String, u64>), Stop<R::Refusal>> {
        let standing = Arc::clone(&transaction.standing);
        let mut draws = transaction.draws();
        let mut context = Context::new(
            self.record,
            stamp.at,
            &self.actor,
            &standing.release,
            &standing.almanac,
            &mut draws,
        );
        let decided = R::decide(&before.state, command, &mut context);
        let drawn = draws.finish().map_err(|fault| transaction.setback(fault))?;
        let decision = decided.map_err(|refusal| Stop::Own(SubmitError::Refused(refusal)))?;
        Ok((decision, drawn))
    }

    fn unchanged(&self, before: Loaded<R::State>, stamp: &Stamp) -> Receipt<R::State> {
        Receipt {
            record: self.record,
            version: before.version,
            at: stamp.at,
            position: before.position,
            state: before.state,
            replayed: false,
        }
    }

    fn write(
        &self,
        transaction: &mut Transaction<'_>,
        before: Loaded<R::State>,
        decision: &Decision<R::Event>,
        mut stamp: Stamp,
    ) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        let shared = transaction.shared;
        let (secrets, digests) = seal(transaction, self.record, &decision.secrets).map_err(Stop::Own)?;
        let none = BTreeMap::new();
        let mut leaves = std::mem::take(&mut transaction.memory.leaves);
        let known_keepings: Vec<Keeping> = secrets
            .iter()
            .map(|secret| secret.keeping)
            .filter(|keeping| transaction.memory.keepings.contains(keeping) || transaction.done.keepings.contains(keeping))
            .collect();
        let first_position = transaction.done.position + 1;
        let mut position = transaction.done.position;
        let mut state = (*before.state).clone();
        let written = transaction.within_savepoint(|connection| {
            for (index, event) in decision.events.iter().enumerate() {
                position += 1;
                stamp.version += 1;
                let heading = Heading {
                    city: shared.city,
                    record: self.record,
                    key: self.key.as_str(),
                };
                let sealed = if index == 0 { &digests } else { &none };
                insert_event::<R>(connection, &mut leaves, &heading, position, event, &stamp, sealed)?;
                R::apply(&mut state, event, &stamp);
            }
            self.insert_command(connection, shared.city.number(), &stamp.actor, position)?;
            self.insert_secrets(connection, shared.city.number(), &secrets, &known_keepings, &stamp)?;
            self.insert_claims(connection, shared, decision)?;
            let mut rows = Rows::new(shared.city, self.record);
            R::rows(self.record, &before.state, &state, &stamp, &mut rows);
            write_rows(connection, &rows)
        });
        transaction.memory.leaves = leaves;
        written?;
        let state = Arc::new(state);
        let done = &mut transaction.done;
        done.position = position;
        done.last_event_at = Some(stamp.at);
        done.is_erasing |= !decision.erasures.is_empty();
        done.keepings.extend(secrets.iter().map(|secret| secret.keeping));
        done.held
            .insert(self.record, Held::new(R::KIND, stamp.version, position, Arc::clone(&state)));
        done.committed.extend(
            (first_position..=position)
                .zip(before.version + 1..)
                .map(|(position, version)| Committed {
                    position,
                    kind: R::KIND,
                    record: self.record,
                    version,
                }),
        );
        Ok(Receipt {
            record: self.record,
            version: stamp.version,
            at: stamp.at,
            position,
            state,
            replayed: false,
        })
    }

    fn insert_command(&self, connection: &Connection, city: u32, actor: &str, position: u64) -> Result<(), Fault> {
        connection
            .prepare_cached("INSERT INTO command (city, actor, key, act, position) VALUES ($1, $2, $3, $4, $5)")?
            .execute(params![city, actor, self.key.as_str(), self.act.as_str(), position])?;
        Ok(())
    }

    fn insert_secrets(
        &self,
        connection: &Connection,
        city: u32,
        secrets: &[SealedSecret<'_>],
        known: &[Keeping],
        stamp: &Stamp,
    ) -> Result<(), Fault> {
        for secret in secrets {
            let keeping = keeping_number(&secret.keeping);
            if !known.contains(&secret.keeping) {
                insert_keeping(connection, city, keeping, &secret.keeping)?;
            }
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO vault (city, record, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
                )?
                .execute(params![
                    city,
                    self.record.as_bytes(),
                    secret.path,
                    keeping,
                    stamp.at.0,
                    secret.sealed
                ])?;
        }
        Ok(())
    }

    fn insert_claims(
        &self,
        connection: &Connection,
        shared: &crate::shared::Shared,
        decision: &Decision<R::Event>,
    ) -> Result<(), Fault> {
        let city = shared.city.number();
        for path in &decision.erasures {
            connection
                .prepare_cached("DELETE FROM vault WHERE city = $1 AND record = $2 AND path = $3")?
                .execute(params![city, self.record.as_bytes(), path])?;
        }
        for claim in &decision.releases {
            connection
                .prepare_cached("DELETE FROM claim WHERE city = $1 AND scope = $2 AND digest = $3 AND record = $4")?
                .execute(params![
                    city,
                    claim.scope,
                    shared.keys.claim_digest(shared.city, claim),
                    self.record.as_bytes()
                ])?;
        }
        for claim in &decision.claims {
            connection
                .prepare_cached(
                    "INSERT INTO claim (city, scope, digest, record) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (city, scope, digest) DO NOTHING",
                )?
                .execute(params![
                    city,
                    claim.scope,
                    shared.keys.claim_digest(shared.city, claim),
                    self.record.as_bytes()
                ])?;
        }
        Ok(())
    }
}

impl<R: Record> Work for Submission<R> {
    fn perform(&mut self, transaction: &mut Transaction<'_>) -> Result<(), Broken> {
        self.outcome = match self.run(transaction) {
            Ok(receipt) => Ok(receipt),
            Err(Stop::Own(error)) => Err(error),
            Err(Stop::Broken(broken)) => return Err(broken),
        };
        Ok(())
    }

    fn panicked(&mut self, transaction: &Transaction<'_>) {
        transaction.shared.cache.forget(self.record);
        let reason = format!("deciding {} failed unexpectedly; nothing was written", R::KIND);
        self.outcome = Err(SubmitError::Unavailable(reason));
    }

    fn answer(self: Box<Self>, committed: Result<(), &Unavailable>) {
        let outcome = match committed {
            Ok(()) => self.outcome,
            Err(unavailable) => Err(unavailable.clone().into()),
        };
        // Whoever asked may have left; what is committed stands.
        let _ = self.reply.send(outcome);
    }
}

fn own<Refusal>(reason: &str) -> Stop<Refusal> {
    Stop::Own(SubmitError::Unavailable(reason.to_owned()))
}

/// What must hold beside the record itself. Checked before anything is written.
fn check<E, Refusal>(transaction: &Transaction<'_>, record: RecordId, decision: &Decision<E>) -> Result<(), Stop<Refusal>> {
    for expectation in &decision.expects {
        if transaction.version(expectation.record)? != expectation.version {
            return Err(Stop::Own(SubmitError::Stale {
                record: expectation.record,
            }));
        }
    }
    for claim in &decision.claims {
        let digest = transaction.shared.keys.claim_digest(transaction.shared.city, claim);
        if transaction
            .holder(claim.scope, &digest)?
            .is_some_and(|holder| holder != record)
        {
            return Err(Stop::Own(SubmitError::Claimed { scope: claim.scope }));
        }
    }
    Ok(())
}

/// Encrypts the secrets, and hashes them for the event.
fn seal<'a, Refusal>(
    transaction: &mut Transaction<'_>,
    record: RecordId,
    secrets: &'a [Secret],
) -> Result<(Vec<SealedSecret<'a>>, BTreeMap<&'a str, String>), SubmitError<Refusal>> {
    let mut sealed = Vec::with_capacity(secrets.len());
    let mut digests = BTreeMap::new();
    if secrets.is_empty() {
        return Ok((sealed, digests));
    }
    let key = transaction.shared.keys.of_record(transaction.shared.city, record);
    for secret in secrets {
        let value = canonical::to_vec(&secret.value)
            .map_err(|error| SubmitError::Unavailable(format!("the value {} cannot be kept: {error}", secret.path)))?;
        let mut sealing = Sealing {
            nonce: Default::default(),
            salt: Default::default(),
        };
        transaction.memory.generator.fill_bytes(&mut sealing.nonce);
        transaction.memory.generator.fill_bytes(&mut sealing.salt);
        digests.insert(secret.path.as_str(), digest_text(&seal_digest(&sealing.salt, &value)));
        sealed.push(SealedSecret {
            path: &secret.path,
            keeping: secret.keeping,
            sealed: key.seal(&secret.path, &sealing, &value)?,
        });
    }
    Ok((sealed, digests))
}

fn insert_event<R: Record>(
    connection: &Connection,
    leaves: &mut LeafWriter,
    heading: &Heading<'_>,
    position: u64,
    event: &R::Event,
    stamp: &Stamp,
    sealed: &BTreeMap<&str, String>,
) -> Result<(), Fault> {
    let written = leaves
        .write::<R>(heading, event, stamp, sealed)
        .map_err(|error| Unavailable(error.to_string()))?;
    connection
        .prepare_cached(
            "INSERT INTO event (position, city, record, version, kind, type, at, actor, leaf)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )?
        .execute(params![
            position,
            heading.city.number(),
            heading.record.as_bytes(),
            stamp.version,
            R::KIND,
            written.event_type,
            stamp.at.0,
            stamp.actor,
            written.leaf
        ])?;
    Ok(())
}

/// A keeping is known by what it says.
fn keeping_number(keeping: &Keeping) -> i64 {
    let term = keeping.term_days.to_be_bytes();
    let digest = sha256(&[keeping.purpose.as_bytes(), &[0], keeping.basis.as_bytes(), &[0], &term]);
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(number)
}

fn insert_keeping(connection: &Connection, city: u32, number: i64, keeping: &Keeping) -> Result<(), Fault> {
    connection
        .prepare_cached(
            "INSERT INTO keeping (keeping, city, purpose, basis, term_days) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![number, city, keeping.purpose, keeping.basis, keeping.term_days])?;
    Ok(())
}

/// Executes the index rows of a command and sets its timers.
pub(super) fn write_rows(connection: &Connection, rows: &Rows) -> Result<(), Fault> {
    for statement in &rows.statements {
        execute(connection, statement)?;
    }
    let (city, record) = (rows.city().number(), rows.record());
    for (name, at) in &rows.timers {
        match at {
            Some(at) => connection
                .prepare_cached(
                    "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0
                     WHERE timer.at <> excluded.at",
                )?
                .execute(params![city, record.as_bytes(), name, at.0])?,
            None => connection
                .prepare_cached("DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3")?
                .execute(params![city, record.as_bytes(), name])?,
        };
    }
    Ok(())
}
