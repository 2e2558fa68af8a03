//! A command on its way: known again, decided, written, answered.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use authority::{ActName, Actor};
use identity::RecordId;
use rand_chacha::rand_core::Rng;
use tokio::sync::oneshot;

use super::committing::{Asked, Pending, Written};
use super::fault::Fault;
use super::fold::fold;
use super::transaction::{Broken, Done, Earlier, Loaded, Setback, Transaction};
use super::work::Work;
use super::writing::{ClaimDigest, SealedSecret, Writing};
use crate::cache::{Held, Progress};
use crate::canonical;
use crate::context::Context;
use crate::decision::{Claim, Decision, Expectation, Secret};
use crate::digest::hex;
use crate::erasing::Warrant;
use crate::error::{SubmitError, Unavailable};
use crate::key::Key;
use crate::leaf::{self, Heading, seal_digest};
use crate::point::Point;
use crate::receipt::{Committed, Receipt, Stamp};
use crate::record::Record;
use crate::rows::Rows;
use crate::shared::Shared;
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
    secrets: Vec<SealedSecret>,
    digests: BTreeMap<&'a str, String>,
}

/// A command with its actor, its key and whoever waits for the answer.
pub(crate) struct Submission<R: Record> {
    actor: Arc<Actor>,
    act: ActName,
    record: RecordId,
    command: R::Command,
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
            Setback::Own(Unavailable(reason)) => Self::Own(SubmitError::Broken(reason)),
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
    fn asked(&self) -> Option<Asked> {
        Some(Asked {
            actor: self.actor.label(),
            key: self.key.as_str().to_owned(),
        })
    }

    fn perform(&mut self, transaction: &mut Transaction<'_>) -> Result<(), Broken> {
        self.outcome = match self.run(transaction) {
            Ok(receipt) => Ok(receipt),
            Err(Stop::Own(error)) => Err(error),
            Err(Stop::Broken(broken)) => return Err(broken),
        };
        Ok(())
    }

    fn panicked(&mut self, shared: &Shared) {
        shared.cache.forget(self.record);
        let reason = format!("deciding {} failed unexpectedly; nothing was written", R::KIND);
        self.outcome = Err(SubmitError::Broken(reason));
    }

    fn answer(self: Box<Self>, committed: Result<&Written, &Fault>) {
        let outcome = match committed {
            Ok(_) => self.outcome,
            Err(Fault::Disk(Unavailable(reason))) => Err(SubmitError::Unavailable(reason.clone())),
            Err(Fault::Own(Unavailable(reason))) => Err(SubmitError::Broken(reason.clone())),
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
        let actor = Arc::clone(actor);
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
        let asked = Asked {
            actor: self.actor.label(),
            key: self.key.as_str().to_owned(),
        };
        let before = transaction.load::<R>(self.record)?;
        Point::CommandLoaded.pass();
        if let Some((earlier, made)) = transaction.earlier(&asked) {
            return self.replay(transaction, before, &earlier, made);
        }
        let stamp = Stamp {
            version: before.progress.version,
            at: transaction.now(),
            actor: asked.actor.clone(),
            capacity: self.actor.capacity_label(),
            release: transaction.standing.release.to_string(),
        };
        let mut decided = self.decide(transaction, &before.state, &stamp)?;
        Point::CommandDecided.pass();
        decided.decision.expects.extend(self.authorisation());
        if decided.decision.events.is_empty() {
            return Ok(self.receipt(before.progress, &stamp, before.state));
        }
        check(transaction, self.record, &decided.decision)?;
        let releases = self.held_of(transaction, &decided.decision.releases)?;
        self.write(transaction, asked, before, decided, releases, stamp)
    }

    /// Who acts for another does so only while the authorisation is as it was read: taken back meanwhile, nothing is done.
    fn authorisation(&self) -> Option<Expectation> {
        let behalf = self.actor.behalf()?;
        Some(Expectation {
            record: behalf.authorisation,
            version: behalf.version,
        })
    }

    /// The answer given before, without deciding again.
    fn replay(
        &self,
        transaction: &Transaction<'_>,
        now: Loaded<R::State>,
        earlier: &Earlier,
        made: Option<Held>,
    ) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        if earlier.origin != now.progress.origin || earlier.act != self.act.as_str() {
            return Err(SubmitError::KeyReused.into());
        }
        Point::CommandReplayed.pass();
        let state = if now.progress.version == earlier.version {
            now.state
        } else if let Some(made) = made {
            made.state().unwrap_or_default()
        } else {
            let then = fold::<R>(transaction.source(), transaction.shared.city, self.record, earlier.version);
            let then = then.map_err(Setback::from)?;
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
        let decided = R::decide(state, self.command.clone(), &mut context);
        let drawn = draws.finish().map_err(Setback::from)?;
        let decision = decided.map_err(SubmitError::Refused)?;
        Ok(Decided { decision, drawn })
    }

    /// Works out everything that is to be written, and lets the commands after it see it.
    fn write(
        &self,
        transaction: &mut Transaction<'_>,
        asked: Asked,
        before: Loaded<R::State>,
        Decided { decision, drawn }: Decided<R::Event>,
        releases: Vec<ClaimDigest>,
        mut stamp: Stamp,
    ) -> Result<Receipt<R::State>, Stop<R::Refusal>> {
        let shared = transaction.shared;
        let Sealed {
            secrets,
            digests: sealed,
        } = seal(transaction, self.record, &decision.secrets)?;
        Point::CommandSealed.pass();
        let mut state = (*before.state).clone();
        let leaves = self.fold_in(transaction, &decision, &mut state, &mut stamp, sealed)?;
        Point::CommandFolded.pass();
        let after = progressed(&before, transaction.done.position, &leaves);
        let mut rows = Rows::new(shared.city, self.record, after.origin);
        R::rows(self.record, &before.state, &state, &stamp, &mut rows);
        Point::CommandShown.pass();
        let state = Arc::new(state);
        let held = Held::new(R::KIND, after, Arc::clone(&state));
        let receipt = self.receipt(after, &stamp, state);
        let mut new_keepings: Vec<_> = secrets.iter().map(|secret| secret.keeping).collect();
        new_keepings.retain(|keeping| !transaction.knows(keeping));
        let at = (shared.log.epochs().current(), after.position);
        let erasures = decision.erasures.into_iter().map(|path| {
            let warrant = Warrant::signed(&shared.keys, shared.city, at, self.record, &path);
            (path, warrant)
        });
        let added = std::mem::take(&mut rows.added);
        let writing = Writing {
            record: self.record,
            kind: R::KIND,
            act: self.act.as_str(),
            key: asked.key.clone(),
            before: before.progress,
            after,
            stamp,
            leaves,
            new_keepings,
            secrets,
            releases,
            claims: decision.claims.iter().map(|claim| digest(shared, claim)).collect(),
            erasures: erasures.collect(),
            drawn: drawn
                .keys()
                .map(|series| (series.clone(), transaction.last_of(series)))
                .collect(),
            rows,
        };
        transaction.done.series.extend(drawn);
        self.note(&mut transaction.done, &writing, asked, held);
        transaction.add(added);
        transaction.write(Pending::Command(Box::new(writing)));
        Ok(receipt)
    }

    /// Lets the commands after it, and those who watch, know of it.
    fn note(&self, done: &mut Done, writing: &Writing, asked: Asked, held: Held) {
        done.position = writing.after.position;
        done.last_event_at = Some(writing.stamp.at);
        done.is_erasing |= !writing.erasures.is_empty();
        done.keepings.extend(writing.new_keepings.iter().copied());
        done.claims.extend(writing.releases.iter().map(|claim| (*claim, None)));
        done.claims
            .extend(writing.claims.iter().map(|claim| (*claim, Some(self.record))));
        done.committed
            .extend(writing.events().map(|(position, version, _)| Committed {
                position,
                kind: R::KIND,
                record: self.record,
                version,
            }));
        let earlier = Earlier {
            act: writing.act.to_owned(),
            origin: writing.after.origin,
            version: writing.after.version,
            position: writing.after.position,
            at: writing.stamp.at,
        };
        done.commands.insert(asked, (earlier, held.clone()));
        done.held.insert(self.record, held);
    }

    /// Folds the events into the state, and writes their leaves; the first vouches for the secrets.
    fn fold_in(
        &self,
        transaction: &Transaction<'_>,
        decision: &Decision<R::Event>,
        state: &mut R::State,
        stamp: &mut Stamp,
        mut sealed: BTreeMap<&str, String>,
    ) -> Result<Vec<String>, SubmitError<R::Refusal>> {
        let heading = Heading {
            city: transaction.shared.city,
            record: self.record,
            key: self.key.as_str(),
        };
        let mut leaves = Vec::with_capacity(decision.events.len());
        for event in &decision.events {
            stamp.version += 1;
            let leaf = leaf::write::<R>(&heading, event, stamp, &std::mem::take(&mut sealed));
            leaves.push(leaf.map_err(|error| SubmitError::Broken(error.to_string()))?);
            R::apply(state, event, stamp);
        }
        Ok(leaves)
    }

    /// What this record holds of the unique values that it gives back.
    fn held_of(&self, transaction: &Transaction<'_>, releases: &[Claim]) -> Result<Vec<ClaimDigest>, Setback> {
        let mut held = Vec::with_capacity(releases.len());
        for claim in releases {
            let claim = digest(transaction.shared, claim);
            if transaction.holder(claim)? == Some(self.record) {
                held.push(claim);
            }
        }
        Ok(held)
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
        let holder = transaction.holder(digest(transaction.shared, claim))?;
        if holder.is_some_and(|holder| holder != record) {
            return Err(SubmitError::Claimed { scope: claim.scope }.into());
        }
    }
    Ok(())
}

/// How far a record comes with leaves that follow the end of the log.
fn progressed<S>(before: &Loaded<S>, end: u64, leaves: &[String]) -> Progress {
    let count = leaves.len() as u64;
    let is_new = before.progress.version == 0;
    Progress {
        origin: if is_new { end + 1 } else { before.progress.origin },
        version: before.progress.version + count,
        position: end + count,
        bytes: before.progress.bytes + leaves.iter().map(|leaf| leaf.len() as u64).sum::<u64>(),
    }
}

fn digest(shared: &Shared, claim: &Claim) -> ClaimDigest {
    ClaimDigest {
        scope: claim.scope,
        digest: shared.keys.claim_digest(shared.city, claim),
    }
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
            .map_err(|error| SubmitError::Broken(format!("the value {path} cannot be kept: {error}")))?;
        let sealing = Sealing::drawn(|bytes| transaction.memory.generator.fill_bytes(bytes));
        sealed.digests.insert(path, hex(&seal_digest(&sealing.salt, &value)));
        sealed.secrets.push(SealedSecret {
            path: path.to_owned(),
            keeping: secret.keeping,
            sealed: key.seal(path, &sealing, &value)?,
        });
    }
    Ok(sealed)
}
