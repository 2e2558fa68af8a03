//! Hashing passwords, off the workers that serve pages and never more at once than the machine bears.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Params, Version};
use crew::{Crew, Pace};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::hash::PasswordHash;

/// Hashes at once at most, however many processors there are: each has memory of its own.
const AT_ONCE_MAX: usize = 4;
/// What a kept hash may want, in KiB: thirteen times what ours do. One that wants more was not made here.
const MEMORY_KIB_MAX: u32 = 256 << 10;
/// What RFC 9106 §3.1 recommends.
const SALT_BYTES: usize = 16;
/// How long somebody waits for a turn before being told to come back.
const TURN_WAIT_MAX: Duration = Duration::from_secs(10);

/// What one hash costs, and how many are made at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingCost {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Hashes at once.
    pub at_once: usize,
}

/// OWASP's second recommendation for argon2id: 19 MiB, two passes. Those who sign in leave half of the machine to those who have.
impl Default for HashingCost {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            memory_kib: 19_456,
            passes: 2,
            at_once: processors.div_ceil(2).min(AT_ONCE_MAX),
        }
    }
}

impl HashingCost {
    /// As little as argon2 allows: tests only.
    pub const fn for_tests() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
            at_once: 8,
        }
    }
}

/// Makes and checks hashes.
#[derive(Clone)]
pub struct Hashing {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    crew: Crew,
    /// The hash of nobody's password, so that an unknown name takes as long as a wrong password.
    nobodys: PasswordHash,
}

/// Too many people are signing in; or the machine cannot make a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("passwords cannot be checked at the moment")]
pub struct HashingBusy;

impl Hashing {
    /// Hashing at that cost.
    pub fn new(cost: HashingCost) -> Result<Self, HashingBusy> {
        let parameters = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|_| HashingBusy)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
        let mut nobodys = [0; 32];
        getrandom::fill(&mut nobodys).map_err(|_| HashingBusy)?;
        let nobodys = hash(&argon2, &nobodys)?;
        Ok(Self {
            argon2,
            turns: Arc::new(Semaphore::new(cost.at_once.max(1))),
            crew: Crew::open("passwords", cost.at_once, Pace::AtOnce).map_err(|_| HashingBusy)?,
            nobodys,
        })
    }

    /// The hash of a password, under a new salt.
    pub async fn hash(&self, password: String) -> Result<PasswordHash, HashingBusy> {
        let argon2 = self.argon2.clone();
        self.in_turn(move || hash(&argon2, password.as_bytes())).await?
    }

    /// Whether the password is the one that was hashed; with no hash it never is, and it takes as long.
    pub async fn verify(&self, password: String, kept: Option<PasswordHash>) -> Result<bool, HashingBusy> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.nobodys.clone());
        let fits = self.in_turn(move || verify(&password, &kept)).await?;
        Ok(known && fits)
    }

    /// The turn belongs to the work, not to the request: it ends when the hash is made, even if nobody waits for it any more.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashingBusy> {
        let waiting = tokio::time::timeout(TURN_WAIT_MAX, Arc::clone(&self.turns).acquire_owned());
        let turn: OwnedSemaphorePermit = waiting.await.map_err(|_| HashingBusy)?.map_err(|_| HashingBusy)?;
        let working = self.crew.done(move || {
            let done = work();
            drop(turn);
            done
        });
        working.await.ok_or(HashingBusy)
    }
}

impl std::fmt::Debug for Hashing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Hashing")
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8]) -> Result<PasswordHash, HashingBusy> {
    hashed(argon2, password).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        HashingBusy
    })
}

/// Under a new salt, in the form in which hashes are kept.
fn hashed(argon2: &Argon2<'_>, password: &[u8]) -> argon2::password_hash::Result<PasswordHash> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|_| argon2::password_hash::Error::Crypto)?;
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    fill(argon2, (password, &salt), &mut output)?;
    let phc = Phc {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(&salt)?),
        hash: Some(Output::new(&output)?),
    };
    Ok(PasswordHash::from_phc(phc.to_string()))
}

fn verify(password: &str, kept: &PasswordHash) -> bool {
    fits(password, kept).unwrap_or_else(|error| {
        tracing::warn!(%error, "a password was refused, as its kept hash cannot be used");
        false
    })
}

/// Whether a password leads to that hash, at the cost at which it was made. Outputs are compared in constant time.
fn fits(password: &str, kept: &PasswordHash) -> argon2::password_hash::Result<bool> {
    let phc = Phc::new(kept.as_str())?;
    let (Some(salt), Some(made), Some(version)) = (&phc.salt, &phc.hash, phc.version) else {
        return Ok(false);
    };
    let argon2 = Argon2::new(
        Algorithm::try_from(phc.algorithm.as_str())?,
        Version::try_from(version)?,
        Params::try_from(&phc)?,
    );
    let mut output = vec![0; made.len()];
    fill(&argon2, (password.as_bytes(), salt), &mut output)?;
    Ok(Output::new(&output)? == *made)
}

fn fill(argon2: &Argon2<'_>, (password, salt): (&[u8], &[u8]), output: &mut [u8]) -> argon2::Result<()> {
    if argon2.params().m_cost() > MEMORY_KIB_MAX {
        return Err(argon2::Error::MemoryTooMuch);
    }
    argon2.hash_password_into(password, salt, output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_no_other_is() {
        let hashing = Hashing::new(HashingCost::for_tests()).unwrap();
        let kept = hashing.hash("渤海之滨 2026".to_owned()).await.unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{}", kept.as_str());
        assert_eq!(hashing.verify("渤海之滨 2026".to_owned(), Some(kept.clone())).await, Ok(true));
        assert_eq!(hashing.verify("渤海之滨2026".to_owned(), Some(kept.clone())).await, Ok(false));
        assert_eq!(hashing.verify("渤海之滨 2026".to_owned(), None).await, Ok(false));
        assert_ne!(hashing.hash("渤海之滨 2026".to_owned()).await.unwrap(), kept);
        let argon2: argon2::Argon2<'_> = Argon2::default();
        let by_the_crate = argon2::PasswordVerifier::verify_password(&argon2, "渤海之滨 2026".as_bytes(), kept.as_str());
        assert_eq!(by_the_crate, Ok(()), "whoever reads such hashes reads ours");
    }

    #[tokio::test]
    async fn a_hash_made_at_another_cost_is_still_known() {
        let cheap = Hashing::new(HashingCost::for_tests()).unwrap();
        let dearer = Hashing::new(HashingCost {
            memory_kib: 64,
            passes: 2,
            at_once: 1,
        })
        .unwrap();
        let kept = cheap.hash("a long enough one".to_owned()).await.unwrap();
        assert_eq!(dearer.verify("a long enough one".to_owned(), Some(kept)).await, Ok(true));
    }

    #[tokio::test]
    async fn a_hash_that_wants_more_memory_than_there_is_fits_no_password() {
        let hashing = Hashing::new(HashingCost::for_tests()).unwrap();
        let kept = hashing.hash("a long enough one".to_owned()).await.unwrap();
        for wanted in ["m=4294967295", "m=262145"] {
            let greedy = PasswordHash::from_phc(kept.as_str().replace("m=8", wanted));
            assert_eq!(hashing.verify("a long enough one".to_owned(), Some(greedy)).await, Ok(false));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_turn_lasts_as_long_as_its_work_though_the_caller_left() {
        let hashing = Hashing::new(HashingCost {
            at_once: 1,
            ..HashingCost::for_tests()
        })
        .unwrap();
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let leaving = hashing.clone();
        let request = tokio::spawn(async move { leaving.in_turn(move || wait.recv()).await });
        while hashing.turns.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        request.abort();
        let _ = request.await;
        assert_eq!(hashing.turns.available_permits(), 0, "the work still runs");
        release.send(()).unwrap();
        assert_eq!(hashing.verify("whatever".to_owned(), None).await, Ok(false));
    }
}
