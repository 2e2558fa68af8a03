//! One run after the other, the floor before the city, each on a copy of the same store.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::case::Kind;
use super::city::City;
use super::client::{Window, Work, drive};
use super::figures::Figures;
use super::floor::Floor;
use super::hot::Hot;
use super::machine::Watch;
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
        floor.push(quietly(plan, run, store, Side::Floor).await?);
        city.push(quietly(plan, run, store, Side::City).await?);
    }
    Ok(Row::of(run, &city, &floor))
}

/// Measures one side, again if others were too loud.
async fn quietly(plan: &Plan, run: Run, store: &Store, side: Side) -> anyhow::Result<Measured> {
    let mut quietest: Option<(f64, Measured)> = None;
    for _ in 0..ATTEMPTS_MAX {
        let (foreign, measured) = measure_side(plan, run, store, side).await?;
        eprintln!(
            "{} with {} clients, {side:?}: {:.0}/s, foreign processor time {:.0} %",
            run.workload.as_str(),
            run.clients,
            measured.per_second,
            foreign * 100.0
        );
        if quietest.as_ref().is_none_or(|(least, _)| foreign < *least) {
            quietest = Some((foreign, measured));
        }
        if foreign <= FOREIGN_SHARE_MAX {
            break;
        }
    }
    quietest
        .map(|(_, measured)| measured)
        .ok_or_else(|| anyhow::anyhow!("nothing was measured"))
}

async fn measure_side(plan: &Plan, run: Run, store: &Store, side: Side) -> anyhow::Result<(f64, Measured)> {
    let copy = store.copy(side)?;
    match side {
        Side::Floor => measure_target(plan, run, &Floor::open(copy.path())?).await,
        Side::City => {
            let city = City::open(copy.path())?;
            let measured = measure_target(plan, run, &city).await;
            city.close().await;
            measured
        }
    }
}

async fn measure_target<T: Target>(plan: &Plan, run: Run, target: &T) -> anyhow::Result<(f64, Measured)> {
    let next = run.stored.next_number();
    let work = match run.workload {
        Workload::Joint => Work::Own(Kind::Joint, Arc::new(AtomicU64::new(next))),
        Workload::Simple => Work::Own(Kind::Simple, Arc::new(AtomicU64::new(next))),
        Workload::Hot => Work::Together(Arc::new(Hot::new(next)?)),
    };
    let window = Window::new(plan.warm_up, plan.counted);
    let watching = watch(window);
    let (figures, foreign): (anyhow::Result<Figures>, f64) = tokio::join!(drive(target, &work, run.clients, window), watching);
    Ok((foreign, Measured::of(figures?, plan.counted)))
}

/// The part of the machine that others used while it was counted; 0 where it does not tell.
async fn watch(window: Window) -> f64 {
    tokio::time::sleep_until(window.counted_from().into()).await;
    let watch = Watch::begin();
    tokio::time::sleep_until(window.over().into()).await;
    watch.foreign_share().unwrap_or(0.0)
}
