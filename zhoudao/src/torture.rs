//! `zhoudao torture`: the server as it ships, killed under load again and again.
//!
//! [`client`]s drive it over HTTP as people do, each act under a key of its own. The server is a process: it ends by kill -9,
//! on the machine's disk or, where the power is to be cut, on a lossy one (crate `lossy-disk`), where whatever was not synced
//! dies with the process. In between [`audit`] reads the log that is left, beside nobody, and [`tally`] counts.

mod act;
mod audit;
mod client;
mod tally;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use tokio::task::JoinSet;

use crate::bench::http::people::{Town, settle_town};
use crate::bench::http::process::Process;
use crate::bench::region;
use crate::history::Chance;
use audit::Audit;
use client::Client;

pub use tally::Tally;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How often the server is killed.
    pub kills: u32,
    /// How often the power of its disk is cut.
    pub cuts: u32,
    /// How many clients work at a time.
    pub clients: usize,
    /// Where chance begins.
    pub seed: u64,
    /// Where the scratch city is made.
    pub folder: PathBuf,
}

/// How a server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its process is killed; what it wrote is in the machine's cache.
    Killed,
    /// The power is cut: what it did not sync is gone or torn.
    Cut,
}

/// The stream of chance from which moments are drawn.
const MOMENTS: u64 = 1;
/// One in so many servers is killed while it starts.
const KILLED_AT_START: f64 = 0.1;
/// When it is killed then, after it was started.
const STARTING_MILLISECONDS: (i64, i64) = (1, 1_500);
/// When the others are killed, after the clients have begun.
const WORKING_MILLISECONDS: (i64, i64) = (20, 900);
/// After so many ends the whole log is checked, and not only what has come since.
const WHOLE_EVERY: u32 = 25;

/// Makes a city, has it killed as often as the plan says, and counts.
///
/// # Errors
/// When the city cannot be made, or a server refuses what it must do.
pub async fn run(plan: &Plan) -> anyhow::Result<Tally> {
    let folder = tempfile::Builder::new().prefix("zhoudao-torture-").tempdir_in(&plan.folder)?;
    let folder = folder.path();
    let town = Town {
        applicants: plan.clients,
        departments: 1,
        shifts: 1,
    };
    settle_town(folder, region()?, town).await?;
    let mut chance = Chance::of(plan.seed, MOMENTS);
    let mut clients = signed_in(folder, plan.clients).await?;
    let mut audit = Audit::new(region()?);
    let mut tally = Tally::default();
    for (round, end) in (1..).zip(ends(plan, &mut chance)) {
        clients = live_and_die(folder, end, clients, &mut chance).await?;
        tally.ended(end);
        audit.look(folder, &mut clients, &mut tally)?;
        if round % WHOLE_EVERY == 0 {
            audit.look_at_everything(folder, &mut tally)?;
            eprintln!("after {round} ends: {tally}");
        }
    }
    let server = Process::start(folder).await?;
    let mut clients = working(clients, server.port(), Client::settle).await?;
    server.kill()?;
    audit.look(folder, &mut clients, &mut tally)?;
    audit.look_at_everything(folder, &mut tally)?;
    Ok(tally)
}

/// Which end comes when.
fn ends(plan: &Plan, chance: &mut Chance) -> Vec<End> {
    let kills = std::iter::repeat_n(End::Killed, plan.kills as usize);
    let mut ends: Vec<End> = kills.chain(std::iter::repeat_n(End::Cut, plan.cuts as usize)).collect();
    chance.shuffle(&mut ends);
    ends
}

/// Clients that have signed in; the server that let them in is killed.
async fn signed_in(folder: &Path, clients: usize) -> anyhow::Result<Vec<Client>> {
    let server = Process::start(folder).await?;
    let mut entered = Vec::with_capacity(clients);
    for number in 0..clients {
        entered.push(Client::sign_in(server.port(), number).await?);
    }
    server.kill()?;
    Ok(entered)
}

/// One server's life: started, worked with, ended in the middle of it.
async fn live_and_die(folder: &Path, end: End, clients: Vec<Client>, chance: &mut Chance) -> anyhow::Result<Vec<Client>> {
    let arguments = match end {
        End::Killed => Vec::new(),
        End::Cut => vec!["--lossy-disk".to_owned(), chance.between(0, i64::from(u32::MAX)).to_string()],
    };
    let mut server = Process::spawn(folder, &arguments)?;
    if chance.happens(KILLED_AT_START) {
        pass(chance, STARTING_MILLISECONDS).await;
        server.kill()?;
        return Ok(clients);
    }
    server
        .answers()
        .await
        .context("the server does not start after its predecessor was killed")?;
    let port = server.port();
    let work = tokio::spawn(working(clients, port, Client::work));
    pass(chance, WORKING_MILLISECONDS).await;
    server.kill()?;
    work.await?
}

/// Lets a moment come that nobody can foresee.
async fn pass(chance: &mut Chance, (first, last): (i64, i64)) {
    let moment = chance.between(first, last).unsigned_abs();
    tokio::time::sleep(Duration::from_millis(moment)).await;
}

/// Has all clients do something at a time, and waits for them.
async fn working<Working>(clients: Vec<Client>, port: u16, work: impl Fn(Client, u16) -> Working) -> anyhow::Result<Vec<Client>>
where
    Working: Future<Output = anyhow::Result<Client>> + Send + 'static,
{
    let mut working = JoinSet::new();
    for client in clients {
        working.spawn(work(client, port));
    }
    let mut back = Vec::new();
    while let Some(client) = working.join_next().await {
        back.push(client??);
    }
    back.sort_by_key(Client::number);
    Ok(back)
}
