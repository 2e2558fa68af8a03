//! `zhoudao simulate`: a whole city over a disk that fails, driven by a seed.
//!
//! The people of [`history`](crate::history) live through some weeks in seconds. Everything that happens to them comes from the
//! seed: who does what when, at which commit the power is cut and what the disk then has left, when somebody moves the hands
//! of the clock. Nothing comes from the machine, so that a seed that fails fails again, and the same seed leads to the same log,
//! but for salts that the machine drew: the root over the rest is the seed's hash. After every step [`invariants`] looks at what was written, from the leaves of the log and
//! not by the code that wrote them.

mod invariants;
mod place;

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use calendar::Moment;
use ledger::Clock;
use lossy_disk::Survival;
use proof::Hash;

use crate::demo;
use crate::history::{Chance, Going, Kept, Progress, Wish, Year};
use invariants::Invariants;

pub use place::{Founded, Place};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The first seed.
    pub from: u64,
    /// How many.
    pub seeds: u64,
    /// How many applications a city has.
    pub applications: u32,
    /// How many days it lives.
    pub days: i32,
}

/// What became of a seed.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Its hash: the root of a tree over the log's events, without what the machine drew.
    pub hash: Hash,
    /// Events in the log.
    pub events: u64,
    /// Moments at which something happened.
    pub steps: u64,
    /// How often the power was cut.
    pub crashes: u64,
    /// Commands that were acknowledged.
    pub acknowledged: u64,
    /// How often the hands of the clock were moved.
    pub tamperings: u64,
}

/// The stream of chance from which misfortune is drawn.
const MISFORTUNE: u64 = 3;
/// One in so many steps has the power cut in one of its commits.
const CUT_SHARE: f64 = 0.04;
/// Commits that a step may make before that.
const COMMITS_BEFORE_CUT_MAX: i64 = 4;
/// One in so many steps finds the clock moved.
const TAMPERED_SHARE: f64 = 0.03;
/// By how much it is set back, or forward.
const TAMPERED_MILLISECONDS: (i64, i64) = (-26 * 3_600_000, 90 * 60_000);
/// Reactions write down how far they have come after so many steps.
const WRITTEN_DOWN_EVERY: u64 = 16;

/// Lives through seeds one after the other; tells of each.
///
/// # Errors
/// Which seed failed, and how.
pub async fn simulate(plan: &Plan, mut tell: impl FnMut(u64, &Lived, f64)) -> anyhow::Result<()> {
    let founded = found(plan).await?;
    for seed in plan.from..plan.from.saturating_add(plan.seeds) {
        let began = Instant::now();
        let lived = live(seed, plan, &founded)
            .await
            .with_context(|| format!("seed {seed} fails; zhoudao simulate --seeds 1 --from {seed} shows it again"))?;
        tell(seed, &lived, began.elapsed().as_secs_f64());
    }
    Ok(())
}

/// The city in which all of them live.
async fn found(plan: &Plan) -> anyhow::Result<Founded> {
    let wish = wish(plan.from, plan)?;
    Founded::found(wish.first(), Arc::new(demo::sample()?)).await
}

fn wish(seed: u64, plan: &Plan) -> anyhow::Result<Wish> {
    Ok(Wish {
        applications: plan.applications,
        seed,
        days: plan.days,
        until: Moment::at("2026-11-20".parse()?, 11, 0),
    })
}

/// Lives through one seed.
async fn live(seed: u64, plan: &Plan, founded: &Founded) -> anyhow::Result<Lived> {
    let wish = wish(seed, plan)?;
    let place = Arc::new(Place::copy_of(founded, seed)?);
    let kept = Kept::lossy(place.open().await?, Arc::clone(&place));
    let mut year = Year::begin(kept, place.clock(), place.sample(), &wish).await?;
    year.write_down().await?;
    let mut misfortune = Misfortune {
        chance: Chance::of(seed, MISFORTUNE),
        tamperings: 0,
    };
    let mut invariants = Invariants::new();
    let mut progress = Progress::silent(&wish);
    let mut steps = 0;
    loop {
        misfortune.befall(&place);
        let going = year.step(&mut progress).await?;
        place.disk().disarm();
        steps += 1;
        if steps % WRITTEN_DOWN_EVERY == 0 {
            year.write_down().await?;
        }
        let now = place.clock().now();
        invariants.look(&year).await.with_context(|| format!("step {steps}, {now}"))?;
        if going == Going::Over {
            break;
        }
    }
    invariants.look_at_everything(&year).await?;
    let lived = Lived {
        hash: invariants.hash(),
        events: invariants.events(),
        steps,
        crashes: year.world().kept.crashes(),
        acknowledged: year.world().acknowledged().len() as u64,
        tamperings: misfortune.tamperings,
    };
    let ledger = year.world().ledger();
    year.end().await?;
    ledger.close().await;
    Ok(lived)
}

/// What happens to a city and is nobody's deed.
struct Misfortune {
    chance: Chance,
    tamperings: u64,
}

impl Misfortune {
    fn befall(&mut self, place: &Place) {
        if self.chance.happens(CUT_SHARE) {
            let survivals = [Survival::Nothing, Survival::Torn, Survival::Everything];
            let survival = self.chance.pick(&survivals).copied().unwrap_or(Survival::Torn);
            let after = self.chance.between(0, COMMITS_BEFORE_CUT_MAX).unsigned_abs();
            place.disk().cut_in_commit(after, survival);
        }
        if self.chance.happens(TAMPERED_SHARE) {
            self.tamperings += 1;
            let milliseconds = self.chance.between(TAMPERED_MILLISECONDS.0, TAMPERED_MILLISECONDS.1);
            place.clock().tamper(milliseconds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan {
        from: 1,
        seeds: 1,
        applications: 6,
        days: 60,
    };

    #[tokio::test(flavor = "multi_thread")]
    async fn the_same_seed_has_the_same_hash_though_the_power_is_cut_and_another_has_another() {
        let (founded, anew) = (found(&PLAN).await.unwrap(), found(&PLAN).await.unwrap());
        let (one, again, other) = (
            live(4, &PLAN, &founded).await,
            live(4, &PLAN, &anew).await,
            live(5, &PLAN, &founded).await,
        );
        let (one, again, other) = (one.unwrap(), again.unwrap(), other.unwrap());
        assert!(one.crashes > 0 && one.acknowledged > 20, "{one:?}");
        assert_eq!((one.hash, one.events, one.crashes), (again.hash, again.events, again.crashes));
        assert_ne!(one.hash, other.hash);
    }
}
