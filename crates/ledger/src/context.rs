//! What a record may know while it decides: everything that is not in its state or in the command.

use std::collections::BTreeMap;

use authority::Actor;
use calendar::{Calendar, Day, Moment};
use identity::{RecordId, RegionCode};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::almanac::Almanac;

/// The moment, the actor, the calendar, numbers and random bytes of one decision.
pub struct Context<'a> {
    /// The record that decides.
    pub record: RecordId,
    /// When; never before the log's last event.
    pub at: Moment,
    /// Who asks.
    pub actor: &'a Actor,
    /// The release of the city pack in force.
    pub release: &'a str,
    /// Today's calendars.
    pub almanac: &'a Almanac,
    draws: &'a mut dyn Draws,
}

impl<'a> Context<'a> {
    /// A context; tests and simulations make theirs with a [`Rehearsal`].
    pub fn new(
        record: RecordId,
        at: Moment,
        actor: &'a Actor,
        release: &'a str,
        almanac: &'a Almanac,
        draws: &'a mut dyn Draws,
    ) -> Self {
        Self {
            record,
            at,
            actor,
            release,
            almanac,
            draws,
        }
    }

    /// The next number of a series, from 1. A refused command uses none, so that a series has no gap.
    pub fn number(&mut self, series: &str) -> u64 {
        self.draws.number(series)
    }

    /// Random bytes that nobody can foresee.
    pub fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.draws.random(&mut bytes);
        bytes
    }

    /// A new random identifier.
    pub fn new_id(&mut self) -> RecordId {
        RecordId::from_bytes(self.random())
    }

    /// The calendar of a region.
    pub fn calendar(&self, region: RegionCode) -> &Calendar {
        self.almanac.calendar(region)
    }

    /// The working day on which what is done now counts as done in that region.
    pub fn day(&self, region: RegionCode) -> Day {
        self.almanac.effective_day(self.at, region)
    }
}

/// Where numbers and random bytes come from.
pub trait Draws {
    /// The next number of a series, from 1.
    fn number(&mut self, series: &str) -> u64;
    /// Fills the bytes.
    fn random(&mut self, bytes: &mut [u8]);
}

/// Draws that are the same for the same seed: for tests and simulations of records without a ledger.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    series: BTreeMap<String, u64>,
    generator: ChaCha20Rng,
}

impl Rehearsal {
    /// The rehearsal of that seed.
    pub fn new(seed: u64) -> Self {
        Self {
            series: BTreeMap::new(),
            generator: ChaCha20Rng::seed_from_u64(seed),
        }
    }
}

impl Draws for Rehearsal {
    fn number(&mut self, series: &str) -> u64 {
        let number = self.series.entry(series.to_owned()).or_default();
        *number += 1;
        *number
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.generator.fill_bytes(bytes);
    }
}
