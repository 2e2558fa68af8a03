//! What a store costs beside its transitions: bytes, time to check it and to prove an event, time until a killed server answers again.

use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::city::City;
use super::http::process::Process;
use super::plan::Via;
use super::store::{Side, Store};

/// How many proofs are made; each is of another event.
const PROOFS: u64 = 1_000;

/// Figures of one store.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Upkeep {
    /// Bytes on the disk of one finished case, indexes and proofs included; none without finished cases.
    pub bytes_a_case: Option<f64>,
    /// The floor's for the same case.
    pub floor_bytes_a_case: Option<f64>,
    /// Events that `verify` compares with the tree in a second.
    pub leaves_checked_per_second: Option<f64>,
    /// Milliseconds in which 99 of 100 events are proven to be in the log.
    pub proof_p99_ms: Option<f64>,
    /// Seconds from the start of a server that was killed before until it answers.
    pub first_answer_seconds: Option<f64>,
}

impl Upkeep {
    /// Measures a store.
    pub async fn of(store: &Store, via: Via) -> anyhow::Result<Self> {
        let mut upkeep = Self {
            bytes_a_case: store.bytes_a_case(Side::City),
            floor_bytes_a_case: store.bytes_a_case(Side::Floor),
            ..Self::default()
        };
        match via {
            Via::Process => {
                let copy = store.copy(Side::City)?;
                let city = City::open(copy.path(), copy.database()?)?;
                upkeep.proof_p99_ms = Some(city.prove(PROOFS).await?);
                upkeep.leaves_checked_per_second = Some(city.check().await?);
                city.close().await;
            }
            Via::Http => upkeep.first_answer_seconds = Some(first_answer(store.copy(Side::City)?.path()).await?),
        }
        Ok(upkeep)
    }
}

/// Kills a server and starts another one.
async fn first_answer(folder: &Path) -> anyhow::Result<f64> {
    Process::start(folder).await?.kill()?;
    let began = Instant::now();
    let again = Process::start(folder).await?;
    let seconds = began.elapsed().as_secs_f64();
    again.kill()?;
    Ok(seconds)
}
