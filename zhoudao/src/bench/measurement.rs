//! One run after the other, the floor before the city, each on a copy of the same store.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::case::Kind;
use super::city::City;
use super::client::{Window, Work, drive};
use super::floor::Floor;
use super::hot::Hot;
use super::machine::{Used, Watch};
use super::plan::{Plan, Run, Workload};
use super::report::{Measured, Row};
use super::store::{Side, Store};
use super::target::Target;
use crate::server;

/// A measurement during which others used more of the machine is repeated.
const FOREIGN_SHARE_MAX: f64 = 0.2;
/// How often at most; the quietest counts.
const ATTEMPTS_MAX: usize = 3;

/// Measures everything that a plan asks for.
pub fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    server::block_on(measure_all(plan))
}

async fn measure_all(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(plan.runs.len());
    for runs in plan.runs.chunk_by(|one, other| one.stored == other.stored) {
        let folder = tempfile::Builder::new().prefix("zhoudao-bench-").tempdir_in(&plan.folder)?;
        let store = Store::prepare(folder.path(), runs[0].stored).await?;
        for run in runs {
            rows.push(measure_run(plan, *run, &store).await?);
        }
    }
    Ok(rows)
}

async fn measure_run(plan: &Plan, run: Run, store: &Store) -> anyhow::Result<Row> {
    let (mut city, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..plan.repetitions {
        let both = quietly(plan, run, store).await?;
        floor.push(both.floor);
        city.push(both.city);
    }
    Ok(Row::of(run, &city, &floor))
}

/// Both sides, measured one right after the other.
struct Both {
    floor: Measured,
    city: Measured,
}

impl Both {
    fn foreign_share(&self) -> f64 {
        self.floor.foreign_share.max(self.city.foreign_share)
    }
}

/// Measures both sides, again if others were too loud.
async fn quietly(plan: &Plan, run: Run, store: &Store) -> anyhow::Result<Both> {
    let mut quietest = measure_both(plan, run, store).await?;
    for _ in 1..ATTEMPTS_MAX {
        if quietest.foreign_share() <= FOREIGN_SHARE_MAX {
            break;
        }
        let again = measure_both(plan, run, store).await?;
        if again.foreign_share() < quietest.foreign_share() {
            quietest = again;
        }
    }
    Ok(quietest)
}

async fn measure_both(plan: &Plan, run: Run, store: &Store) -> anyhow::Result<Both> {
    let both = Both {
        floor: measure_floor(plan, run, store).await?,
        city: measure_city(plan, run, store).await?,
    };
    let Both { floor, city } = &both;
    eprintln!(
        "{} with {} clients: floor {:.0}/s, city {:.0}/s; others had {:.0} % of the processors",
        run.workload.as_str(),
        run.clients,
        floor.per_second,
        city.per_second,
        both.foreign_share() * 100.0
    );
    Ok(both)
}

async fn measure_floor(plan: &Plan, run: Run, store: &Store) -> anyhow::Result<Measured> {
    let copy = store.copy(Side::Floor)?;
    measure_target(plan, run, &Floor::open(copy.path())?).await
}

async fn measure_city(plan: &Plan, run: Run, store: &Store) -> anyhow::Result<Measured> {
    let copy = store.copy(Side::City)?;
    let city = City::open(copy.path())?;
    let measured = measure_target(plan, run, &city).await;
    city.close().await;
    measured
}

async fn measure_target<T: Target>(plan: &Plan, run: Run, target: &T) -> anyhow::Result<Measured> {
    let next = run.stored.next_number();
    let work = match run.workload {
        Workload::Joint => Work::Own(Kind::Joint, Arc::new(AtomicU64::new(next))),
        Workload::Simple => Work::Own(Kind::Simple, Arc::new(AtomicU64::new(next))),
        Workload::Hot => Work::Together(Arc::new(Hot::new(next)?)),
    };
    let window = Window::new(plan.warm_up, plan.counted);
    let (figures, used) = tokio::join!(drive(target, &work, run.clients, window), watch(window));
    Ok(Measured::of(figures?, plan.counted, used))
}

/// What was used of the machine while it was counted.
async fn watch(window: Window) -> Used {
    tokio::time::sleep_until(window.counted_from().into()).await;
    let watch = Watch::begin();
    tokio::time::sleep_until(window.over().into()).await;
    watch.used()
}
