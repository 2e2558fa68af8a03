//! Hashing passwords, off the workers that serve pages and never more at once than the machine bears.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use crew::{Crew, Pace};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::hash::PasswordHash;

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

/// OWASP's second recommendation for argon2id: 19 MiB, two passes.
impl Default for HashingCost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            at_once: 2,
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
        let argon2 = self.argon2.clone();
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.nobodys.clone());
        let fits = self.in_turn(move || verify(&argon2, &password, &kept)).await?;
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
    let phc = argon2.hash_password(password).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        HashingBusy
    })?;
    Ok(PasswordHash::from_phc(phc.to_string()))
}

fn verify(argon2: &Argon2<'_>, password: &str, kept: &PasswordHash) -> bool {
    Phc::new(kept.as_str()).is_ok_and(|phc| argon2.verify_password(password.as_bytes(), &phc).is_ok())
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
