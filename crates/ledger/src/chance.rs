//! Where identifiers, salts and the names of stored files come from.

use std::sync::{Arc, Mutex};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::shared::locked;

/// Where identifiers, salts and the names of stored files come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// The machine: nobody can foresee them.
    Machine,
    /// A seed, so that the same commands make the same log: for simulations, where nothing is worth keeping secret.
    Seeded(u64),
}

/// Who draws: each from a stream of its own, so that what one draws changes nothing for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Writer = 1,
    Files = 2,
}

/// One stream of random bytes.
#[derive(Clone)]
pub(crate) struct RandomBytes(Option<Arc<Mutex<ChaCha20Rng>>>);

impl RandomBytes {
    pub(crate) fn of(chance: Chance, stream: Stream) -> Self {
        Self(match chance {
            Chance::Machine => None,
            Chance::Seeded(seed) => {
                let mut generator = ChaCha20Rng::seed_from_u64(seed);
                generator.set_stream(stream as u64);
                Some(Arc::new(Mutex::new(generator)))
            }
        })
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        match &self.0 {
            None => getrandom::fill(bytes),
            Some(generator) => {
                locked(generator).fill_bytes(bytes);
                Ok(())
            }
        }
    }
}
