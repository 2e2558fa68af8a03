//! The city as it ships, with the cases of `packs/bench`: the ledger, the record of applications, their index rows, the vault,
//! idempotency keys and the policy, in process. Reactions do not run: what a reaction would do, the client does.

mod acts;
mod desks;
mod reading;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use applications::record::Applications;
use authority::{Actor, Mandate, Party};
use calendar::OfficeHours;
use identity::{RecordId, RegionCode};
use ledger::{Almanac, Database, Ledger, Options};
use procedure::Release;
use procedure::definition::{ItemId, StepId};

use super::case::{CERTIFICATES, Case, Kind, REVIEWS, Transition};
use super::figures::Times;
use super::target::{Detail, Load, Target, Task};
use crate::pack;
use desks::Desks;

/// Where cases are submitted; each region numbers up to a million a day.
const COUNTIES: [RegionCode; 2] = [RegionCode::fixed(999_901), RegionCode::fixed(999_902)];
/// Enterprises among which cases are spread.
const ENTERPRISES: u64 = 1_000;
/// How long a head over the whole log may take, and how often it is looked for.
const COVERING_TIME_MAX: Duration = Duration::from_secs(600);
const LOOK: Duration = Duration::from_millis(50);

/// The city, open.
#[derive(Clone)]
pub struct City {
    /// Which the client at hand asks.
    inner: Arc<Inner>,
    /// Further servers of the same city.
    others: Arc<[Arc<Inner>]>,
}

struct Inner {
    ledger: Ledger,
    release: Release,
    desks: Desks,
    reviews: Vec<StepId>,
    decisions: Vec<StepId>,
    certified: Vec<ItemId>,
}

impl City {
    /// Opens the city of a folder or database, and creates what is not there yet.
    pub fn open(folder: &Path, database: Database) -> anyhow::Result<Self> {
        let release = release()?;
        let ledger = Ledger::open(folder, Options::new(release.city().city).in_database(database))?;
        ledger.set_almanac(Almanac::national(OfficeHours {
            open: 9 * 60,
            close: 17 * 60,
        }));
        ledger.set_release(release.digest());
        ledger.register::<Applications>()?;
        let named = |prefix: &str, count: u8| (0..count).map(|number| format!("{prefix}{number}")).collect::<Vec<_>>();
        let inner = Inner {
            desks: Desks::of(&release)?,
            reviews: named("r", REVIEWS).iter().map(|name| name.as_str().into()).collect(),
            decisions: named("c", CERTIFICATES).iter().map(|name| name.as_str().into()).collect(),
            certified: named("r", CERTIFICATES).iter().map(|name| name.as_str().into()).collect(),
            ledger,
            release,
        };
        Ok(Self {
            inner: Arc::new(inner),
            others: Arc::default(),
        })
    }

    /// The same city with the servers of others beside it: clients are spread among all.
    pub fn beside(self, others: Vec<Self>) -> Self {
        Self {
            others: others.into_iter().map(|other| other.inner).collect(),
            ..self
        }
    }

    /// Commits what waits and frees the folder.
    pub async fn close(self) {
        self.inner.ledger.close().await;
        for other in self.others.iter() {
            other.ledger.close().await;
        }
    }

    /// Has the tree grow over the whole log, and answers how long that is.
    pub async fn cover(&self) -> anyhow::Result<u64> {
        let ledger = &self.inner.ledger;
        ledger.start();
        let began = Instant::now();
        loop {
            let head = ledger.head().await?.map_or(0, |signed| signed.head.size);
            if head == ledger.position() {
                return Ok(head);
            }
            ensure!(began.elapsed() < COVERING_TIME_MAX, "no head covers the log");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Proves so many events, spread over the log: the milliseconds that 99 of 100 took at most.
    pub async fn prove(&self, count: u64) -> anyhow::Result<f64> {
        let ledger = &self.inner.ledger;
        let covered = self.cover().await?;
        let mut times = Times::default();
        for number in 0..count.min(covered) {
            let began = Instant::now();
            let evidence = ledger.evidence(1 + number * covered / count.min(covered)).await?;
            times.push(began.elapsed());
            ensure!(
                evidence.is_some_and(|evidence| evidence.proven.is_some()),
                "an event is not proven"
            );
        }
        Ok(times.quantile(0.99))
    }

    /// Compares the whole log with the tree: how many events a second.
    pub async fn check(&self) -> anyhow::Result<f64> {
        let ledger = self.inner.ledger.clone();
        let checking = tokio::task::spawn_blocking(move || {
            let began = Instant::now();
            anyhow::Ok((ledger.check_log()?, began.elapsed()))
        });
        let (checked, took) = checking.await??;
        ensure!(checked.findings.is_empty(), "the log is not in order: {:?}", checked.findings);
        Ok(checked.leaves as f64 / took.as_secs_f64())
    }
}

impl Target for City {
    async fn for_client(&self, number: usize) -> anyhow::Result<Self> {
        let servers = 1 + self.others.len();
        let other = (number % servers).checked_sub(1).map(|place| Arc::clone(&self.others[place]));
        Ok(Self {
            inner: other.unwrap_or_else(|| Arc::clone(&self.inner)),
            others: Arc::clone(&self.others),
        })
    }

    async fn perform(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        self.inner.perform(case, transition).await
    }

    async fn follow(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        self.inner.follow(case, transition).await
    }

    async fn todo(&self, department: u8) -> anyhow::Result<Vec<Task>> {
        self.inner.todo(department).await
    }

    async fn detail(&self, case: &Case) -> anyhow::Result<Detail> {
        self.inner.detail(case).await
    }

    async fn dashboard(&self) -> anyhow::Result<Vec<Load>> {
        self.inner.dashboard().await
    }
}

/// The city's region.
pub fn region() -> anyhow::Result<RegionCode> {
    Ok(release()?.city().city)
}

fn release() -> anyhow::Result<Release> {
    Release::of(&pack::bench()).map_err(|findings| anyhow::anyhow!("the benchmark's pack: {findings:?}"))
}

/// Where a case is submitted.
fn county(case: &Case) -> RegionCode {
    match case.kind {
        Kind::Joint => COUNTIES[0],
        Kind::Simple => COUNTIES[usize::from(case.number.is_multiple_of(2))],
    }
}

/// The enterprise whose case it is.
fn enterprise(case: &Case) -> RecordId {
    numbered(1, case.number % ENTERPRISES)
}

fn party(case: &Case) -> Party {
    Party::Enterprise(enterprise(case))
}

/// Its legal representative.
fn applicant(case: &Case) -> Arc<Actor> {
    Actor::enterprise(
        numbered(2, case.number % ENTERPRISES),
        enterprise(case),
        Mandate::Representative,
    )
}

/// The identifier of somebody of the benchmark.
fn numbered(kind: u8, number: u64) -> RecordId {
    let mut bytes = [kind; 16];
    // Spread like the random identifiers of real accounts.
    bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    RecordId::from_bytes(bytes)
}
