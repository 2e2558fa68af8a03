//! Chance, drawn from the seed of a history. Each stream of it is drawn from by one actor alone, so that what one does next
//! changes nothing for the others.

use identity::RecordId;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One stream of chance.
#[derive(Clone, Debug)]
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// That stream of that seed.
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha20Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number from 0 to below 1.
    pub fn part(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// A whole number from the first to the last, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let count = u64::try_from(last - first).unwrap_or(0) + 1;
        first + i64::try_from(self.0.next_u64() % count).unwrap_or(0)
    }

    /// Whether something happens that does in so large a part of cases.
    pub fn happens(&mut self, share: f64) -> bool {
        self.part() < share
    }

    /// One of some.
    pub fn pick<'a, T>(&mut self, some: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(some.len()).unwrap_or(0) - 1;
        (last >= 0)
            .then(|| self.between(0, last))
            .and_then(|place| some.get(usize::try_from(place).ok()?))
    }

    /// One of some words; none where there are none.
    pub fn word<'a>(&mut self, words: &'a [String]) -> &'a str {
        self.pick(words).map_or("", String::as_str)
    }

    /// The place of one of some weights, the heavier the likelier.
    pub fn weighed(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.part() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            last = place;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// Another order.
    pub fn shuffle<T>(&mut self, some: &mut [T]) {
        for place in (1..some.len()).rev() {
            let other = self.between(0, i64::try_from(place).unwrap_or(0));
            some.swap(place, usize::try_from(other).unwrap_or(0));
        }
    }

    /// An identifier.
    pub fn record(&mut self) -> RecordId {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        RecordId::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_stream_gives_the_same_and_another_gives_another() {
        let draws = |stream| {
            let mut chance = Chance::of(7, stream);
            (0..20).map(|_| chance.between(1, 6)).collect::<Vec<_>>()
        };
        assert_eq!(draws(1), draws(1));
        assert_ne!(draws(1), draws(2));
        assert!(draws(3).iter().all(|number| (1..=6).contains(number)));
    }
}
