//! One run after the other, the floor before the city, each on a copy of the same store.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::case::Kind;
use super::city::City;
use super::client::{Window, Work, drive, drive_at_rate, gather};
use super::floor::{Floor, PostgresFloor};
use super::hot::Hot;
use super::http::{Onlookers, Served};
use super::machine::{Used, Watch};
use super::plan::{Arrivals, Engine, Plan, Run, Via, Workload};
use super::report::{Measured, Row};
use super::store::{Side, Store};
use super::target::Target;
use super::upkeep::Upkeep;
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
    for runs in plan
        .runs
        .chunk_by(|one, other| (one.stored, one.via) == (other.stored, other.via))
    {
        let folder = tempfile::Builder::new().prefix("zhoudao-bench-").tempdir_in(&plan.folder)?;
        let store = Store::prepare(folder.path(), runs[0].stored, runs[0].via, &plan.engine).await?;
        let upkeep = Upkeep::of(&store, runs[0].via).await?;
        let mut reached = 0.0;
        for run in runs {
            let row = measure_run(plan, *run, &store, reached).await?.with(upkeep);
            reached = row.per_second();
            rows.push(row);
        }
    }
    Ok(rows)
}

async fn measure_run(plan: &Plan, run: Run, store: &Store, reached: f64) -> anyhow::Result<Row> {
    let (mut city, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..plan.repetitions {
        let both = quietly(plan, run, store, reached).await?;
        floor.push(both.floor);
        city.push(both.city);
    }
    Ok(Row::of(run, plan.engine.as_str(), &city, &floor))
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
async fn quietly(plan: &Plan, run: Run, store: &Store, reached: f64) -> anyhow::Result<Both> {
    let mut quietest = measure_both(plan, run, store, reached).await?;
    for _ in 1..ATTEMPTS_MAX {
        // The database's own processes count as others.
        if quietest.foreign_share() <= FOREIGN_SHARE_MAX || matches!(plan.engine, Engine::Postgres(_)) {
            break;
        }
        let again = measure_both(plan, run, store, reached).await?;
        if again.foreign_share() < quietest.foreign_share() {
            quietest = again;
        }
    }
    Ok(quietest)
}

async fn measure_both(plan: &Plan, run: Run, store: &Store, reached: f64) -> anyhow::Result<Both> {
    let both = Both {
        floor: measure_floor(plan, run, store).await?,
        city: measure_city(plan, run, store, reached).await?,
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
    let alone = Run {
        arrivals: Arrivals::Closed,
        followers: 0,
        ..run
    };
    match copy.made() {
        None => measure_target(plan, alone, &Floor::open(copy.path())?, 0.0).await,
        Some(made) => measure_target(plan, alone, &PostgresFloor::open(made.config()?).await?, 0.0).await,
    }
}

async fn measure_city(plan: &Plan, run: Run, store: &Store, reached: f64) -> anyhow::Result<Measured> {
    let copy = store.copy(Side::City)?;
    match run.via {
        Via::Process => {
            let mut others = Vec::new();
            for _ in 1..run.servers.get() {
                others.push(City::open(&copy.another_folder()?, copy.database()?)?);
            }
            let city = City::open(copy.path(), copy.database()?)?.beside(others);
            let measured = measure_target(plan, run, &city, reached).await;
            city.close().await;
            measured
        }
        Via::Http => {
            let served = Served::start(copy.path()).await?;
            if run.followers == 0 {
                return measure_target(plan, run, &served, reached).await;
            }
            let onlookers = Onlookers::gather(&served, run.followers).await?;
            let measured = measure_target(plan, run, &served, reached).await?;
            eprintln!("{} followers heard of {} changes", run.followers, onlookers.leave().await?);
            Ok(measured)
        }
    }
}

async fn measure_target<T: Target>(plan: &Plan, run: Run, target: &T, reached: f64) -> anyhow::Result<Measured> {
    let next = run.stored.next_number();
    let own = |kind| Work::Own(kind, Arc::new(AtomicU64::new(next)));
    let work = match run.workload {
        Workload::Joint => own(Kind::Joint),
        Workload::Simple => own(Kind::Simple),
        Workload::Hot => Work::Together(Arc::new(Hot::new(next)?)),
        Workload::Overview => Work::Looking,
    };
    let clients = gather(target, &work, run.clients).await?;
    let window = Window::new(plan.warm_up, plan.counted);
    let process = target.process();
    let (figures, used) = match (run.arrivals, &work) {
        (Arrivals::AtHalfRate, Work::Own(kind, numbers)) => {
            let cases = (*kind, Arc::clone(numbers));
            tokio::join!(drive_at_rate(clients, cases, reached / 2.0, window), watch(window, process))
        }
        (Arrivals::AtHalfRate | Arrivals::Closed, _) => tokio::join!(drive(clients, &work, window), watch(window, process)),
    };
    Ok(Measured::of(figures?, plan.counted, used))
}

/// What was used of the machine while it was counted.
async fn watch(window: Window, process: Option<u32>) -> Used {
    tokio::time::sleep_until(window.counted_from().into()).await;
    let watch = Watch::begin(process);
    tokio::time::sleep_until(window.over().into()).await;
    watch.used()
}
