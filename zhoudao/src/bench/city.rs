//! The city as it ships, with the cases of `packs/bench`: the ledger, the record of applications, their index rows, the vault,
//! idempotency keys and the policy, in process. Reactions do not run: what a reaction would do, the client does.

mod acts;
mod desks;
mod reading;

use std::path::Path;
use std::sync::Arc;

use applications::record::Applications;
use authority::{Actor, Mandate, Party};
use calendar::OfficeHours;
use identity::{RecordId, RegionCode};
use ledger::{Almanac, Database, Ledger, Options};
use procedure::Release;
use procedure::definition::{ItemId, StepId};

use super::case::{CERTIFICATES, Case, Kind, REVIEWS, Transition};
use super::target::{Detail, Load, Target, Task};
use crate::pack;
use desks::Desks;

/// Where cases are submitted; each region numbers up to a million a day.
const COUNTIES: [RegionCode; 2] = [RegionCode::fixed(999_901), RegionCode::fixed(999_902)];
/// Enterprises among which cases are spread.
const ENTERPRISES: u64 = 1_000;

/// The city, open.
#[derive(Clone)]
pub struct City {
    inner: Arc<Inner>,
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
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Commits what waits and frees the folder.
    pub async fn close(self) {
        self.inner.ledger.close().await;
    }
}

impl Target for City {
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
