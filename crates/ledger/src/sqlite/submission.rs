//! A command on its way: known again, decided, written, answered.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use authority::{ActName, Actor};
use identity::RecordId;
use rand_chacha::rand_core::Rng;
use tokio::sync::oneshot;

use super::fold::fold;
use super::transaction::{Broken, Earlier, Loaded, Setback, Transaction};
use super::work::Work;
use super::writing::{ClaimDigest, SealedSecret, Writing};
use crate::cache::{Held, Progress};
use crate::canonical;
use crate::context::Context;
use crate::decision::{Claim, Decision, Expectation, Secret};
use crate::digest::hex;
use crate::error::{SubmitError, Unavailable};
use crate::key::Key;
use crate::leaf::{self, Heading, seal_digest};
use crate::receipt::{Committed, Receipt, Stamp};
use crate::record::Record;
use crate::rows::Rows;
use crate::vault::Sealing;

type Outcome<R> = Result<Receipt<<R as Record>::State>, SubmitError<<R as Record>::Refusal>>;

/// What a record decided.
struct Decided<E> {
    decision: Decision<E>,
    /// The last number drawn from each series.
    drawn: HashMap<String, u64>,
}

/// Secrets, encrypted for the vault and hashed for the event.
#[derive(Default)]
struct Sealed<'a> {
    secrets: Vec<SealedSecret<'a>>,
    digests: BTreeMap<&'a str, String>,
}

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

impl<Refusal> From<SubmitError<Refusal>> for Stop<Refusal> {
    fn from(error: SubmitError<Refusal>) -> Self {
        Self::Own(error)
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
        let (actor, command) = (Arc::clone(actor), Some(command));
        (
            Box::new(Self {
                actor,
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
        let before = transaction.load::<R>(self.record)?;
        if let Some(earlier) = transaction.earlier(&actor, self.key.as_str())? {
            return self.replay(transaction, before, &earlier);
        }
        let Some(command) = self.command.take() else {
            return self.same_again();
        };
        let stamp = Stamp {
            version: before.progress.version,
            at: transaction.now(),
            actor,
            capacity: self.actor.capacity_label(),
            release: transaction.standing.release.to_string(),
        };
        let Decided { mut decision, drawn } = self.decide(transaction, &before.state, command, &stamp)?;
        decision.expects.extend(self.authorisation());
        if decision.events.is_empty() {
            return Ok(self.receipt(before.progress, &stamp, before.state));
        }
        check(transaction, self.record, &decision)?;
        let receipt = self.write(transaction, before, &decision, &drawn, stamp)?;
        transaction.done.series.extend(drawn);
        Ok(receipt)
    }

    /// Who acts for another does so only while the authorisation is as it was read: taken back meanwhile, nothing is done.
    fn authorisation(&self) -> Option<Expectation> {
        let behalf = self.actor.behalf()?;
        Some(Expectation {
            record: behalf.authorisation,
            version: behalf.version,
        })
    }

    fn same_again(&self) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        Err(SubmitError::Unavailable("a command is performed once".to_owned()).into())
    }

    /// The answer given before, without deciding again.
    fn replay(
        &self,
        transaction: &Transaction<'_>,
        now: Loaded<R::State>,
        earlier: &Earlier,
    ) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        if earlier.origin != now.progress.origin || earlier.act != self.act.as_str() {
            return Err(SubmitError::KeyReused.into());
        }
        let state = if now.progress.version == earlier.version {
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
        state: &R::State,
        command: R::Command,
        stamp: &Stamp,
    ) -> Result<Decided<R::Event>, Stop<R::Refusal>> {
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
        let decided = R::decide(state, command, &mut context);
        let drawn = draws.finish().map_err(|fault| transaction.setback(fault))?;
        let decision = decided.map_err(SubmitError::Refused)?;
        Ok(Decided { decision, drawn })
    }

    /// Works out everything that is to be written, writes it, and lets the commands after it see it.
    fn write(
        &self,
        transaction: &mut Transaction<'_>,
        before: Loaded<R::State>,
        decision: &Decision<R::Event>,
        drawn: &HashMap<String, u64>,
        mut stamp: Stamp,
    ) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        let shared = transaction.shared;
        let Sealed {
            secrets,
            digests: sealed,
        } = seal(transaction, self.record, &decision.secrets)?;
        let mut state = (*before.state).clone();
        let leaves = self.fold_in(transaction, decision, &mut state, &mut stamp, sealed)?;
        let position = transaction.done.position + leaves.len() as u64;
        let is_new = before.progress.version == 0;
        let origin = if is_new {
            transaction.done.position + 1
        } else {
            before.progress.origin
        };
        let after = Progress {
            origin,
            version: stamp.version,
            position,
        };
        let mut rows = Rows::new(shared.city, self.record, origin);
        R::rows(self.record, &before.state, &state, &stamp, &mut rows);
        let digests = |claims: &[Claim]| {
            let digest = |claim: &Claim| ClaimDigest {
                scope: claim.scope,
                digest: shared.keys.claim_digest(shared.city, claim),
            };
            claims.iter().map(digest).collect()
        };
        let keepings = secrets.iter().map(|secret| secret.keeping);
        let writing = Writing {
            city: shared.city,
            record: self.record,
            kind: R::KIND,
            act: self.act.as_str(),
            key: self.key.as_str(),
            before: before.progress,
            after,
            stamp: &stamp,
            leaves,
            new_keepings: keepings.filter(|keeping| !transaction.knows(keeping)).collect(),
            secrets,
            erasures: &decision.erasures,
            releases: digests(&decision.releases),
            claims: digests(&decision.claims),
            drawn: drawn
                .keys()
                .map(|series| (series.as_str(), transaction.last_of(series)))
                .collect(),
            rows,
        };
        transaction.within_savepoint(|connection| writing.execute(connection))?;
        let new_keepings = writing.new_keepings;
        let state = Arc::new(state);
        let done = &mut transaction.done;
        done.position = position;
        done.last_event_at = Some(stamp.at);
        done.is_erasing |= !decision.erasures.is_empty();
        done.keepings.extend(new_keepings);
        done.held.insert(self.record, Held::new(R::KIND, after, Arc::clone(&state)));
        let first = position + 1 - decision.events.len() as u64;
        let told = (first..=position).zip(before.progress.version + 1..);
        done.committed.extend(told.map(|(position, version)| Committed {
            position,
            kind: R::KIND,
            record: self.record,
            version,
        }));
        Ok(self.receipt(after, &stamp, state))
    }

    /// Folds the events into the state, and writes their leaves; the first vouches for the secrets.
    fn fold_in(
        &self,
        transaction: &Transaction<'_>,
        decision: &Decision<R::Event>,
        state: &mut R::State,
        stamp: &mut Stamp,
        mut sealed: BTreeMap<&str, String>,
    ) -> Result<Vec<leaf::WrittenLeaf>, SubmitError<R::Refusal>> {
        let heading = Heading {
            city: transaction.shared.city,
            record: self.record,
            key: self.key.as_str(),
        };
        let mut leaves = Vec::with_capacity(decision.events.len());
        for event in &decision.events {
            stamp.version += 1;
            let leaf = leaf::write::<R>(&heading, event, stamp, &std::mem::take(&mut sealed));
            leaves.push(leaf.map_err(|error| SubmitError::Unavailable(error.to_string()))?);
            R::apply(state, event, stamp);
        }
        Ok(leaves)
    }

    fn receipt(&self, progress: Progress, stamp: &Stamp, state: Arc<R::State>) -> Receipt<R::State> {
        Receipt {
            record: self.record,
            version: progress.version,
            at: stamp.at,
            position: progress.position,
            state,
            replayed: false,
        }
    }
}

/// What must hold beside the record itself. Checked before anything is written.
fn check<E, Refusal>(transaction: &Transaction<'_>, record: RecordId, decision: &Decision<E>) -> Result<(), Stop<Refusal>> {
    for expectation in &decision.expects {
        if transaction.version(expectation.record)? != expectation.version {
            return Err(SubmitError::Stale {
                record: expectation.record,
            }
            .into());
        }
    }
    for claim in &decision.claims {
        let digest = transaction.shared.keys.claim_digest(transaction.shared.city, claim);
        if transaction
            .holder(claim.scope, &digest)?
            .is_some_and(|holder| holder != record)
        {
            return Err(SubmitError::Claimed { scope: claim.scope }.into());
        }
    }
    Ok(())
}

/// Encrypts the secrets, and hashes them for the event.
fn seal<'a, Refusal>(
    transaction: &mut Transaction<'_>,
    record: RecordId,
    secrets: &'a [Secret],
) -> Result<Sealed<'a>, SubmitError<Refusal>> {
    let mut sealed = Sealed::default();
    if secrets.is_empty() {
        return Ok(sealed);
    }
    let key = transaction.shared.keys.of_record(transaction.shared.city, record);
    for secret in secrets {
        let path = secret.path.as_str();
        let value = canonical::to_vec(&secret.value)
            .map_err(|error| SubmitError::Unavailable(format!("the value {path} cannot be kept: {error}")))?;
        let sealing = Sealing::drawn(|bytes| transaction.memory.generator.fill_bytes(bytes));
        sealed.digests.insert(path, hex(&seal_digest(&sealing.salt, &value)));
        sealed.secrets.push(SealedSecret {
            path,
            keeping: secret.keeping,
            sealed: key.seal(path, &sealing, &value)?,
        });
    }
    Ok(sealed)
}
