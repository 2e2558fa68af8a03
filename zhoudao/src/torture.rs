//! `zhoudao torture`: the server as it ships, killed under load again and again.
//!
//! [`client`]s drive it over HTTP as people do, each act under a key of its own. The server is a process: it ends by kill -9,
//! on the machine's disk or, where the power is to be cut, on a lossy one (crate `lossy-disk`), where whatever was not synced
//! dies with the process; below a PostgreSQL or below the whole folder a program cuts it (`crates/lossy-mount`). Or it ends or fails by
//! a [`blow`] at a named point of the ledger. In between [`audit`] reads the log that is left, beside nobody, and [`tally`] counts.

mod act;
mod audit;
mod blow;
mod client;
mod life;
mod place;
mod tally;

use std::path::PathBuf;

use crate::bench::http::people::{Town, settle_town};
use crate::history::Chance;
use audit::Audit;
use blow::{Blow, blows};
use client::Client;
use life::{Servers, live_and_be_struck, live_and_die, working};
use place::Place;

pub use tally::Tally;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How often the server is killed.
    pub kills: u32,
    /// How often the power of its disk is cut, or that of its database's machine.
    pub cuts: u32,
    /// How often it is struck at a named point; once at each unless a number is given.
    pub points: Option<u32>,
    /// How many clients work at a time.
    pub clients: usize,
    /// Where chance begins.
    pub seed: u64,
    /// Where the scratch city is made.
    pub folder: PathBuf,
    /// The PostgreSQL on which its records lie, if it has two servers rather than one.
    pub postgres: Option<String>,
    /// What cuts the power of its machine, or else of the disk on which the folder lies, unless that is below the server's database alone.
    pub power_cut: Option<PathBuf>,
}

/// How a server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its process is killed; what it wrote is in the machine's cache.
    Killed,
    /// The power is cut: what it did not sync is gone or torn.
    Cut,
}

/// What happens to a server.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Ends(End),
    IsStruck(Blow),
}

/// The stream of chance from which moments are drawn.
const MOMENTS: u64 = 1;
/// After so many servers the whole log is checked, and not only what has come since.
const WHOLE_EVERY: u32 = 25;

/// Makes a city, has it killed as often as the plan says, and counts.
///
/// # Errors
/// When the city cannot be made, or a server refuses what it must do.
pub async fn run(plan: &Plan) -> anyhow::Result<Tally> {
    let place = Place::make(plan)?;
    let town = Town {
        applicants: plan.clients,
        departments: 1,
        shifts: 1,
    };
    settle_town(place.folder(), place.options()?, town).await?;
    let mut chance = Chance::of(plan.seed, MOMENTS);
    let mut clients = signed_in(&place, plan.clients).await?;
    let mut audit = Audit::new(place.options()?);
    let database = place.database()?;
    let blows = blows(plan.points, &database, &mut chance);
    let mut tally = Tally::of(blows.iter().map(|blow| blow.point));
    let fates = fates(plan, blows, &mut chance);
    for (round, fate) in (1..).zip(fates) {
        clients = live(&place, fate, clients, &mut chance, &mut tally).await?;
        audit.look(place.folder(), &mut clients, &mut tally)?;
        if round % WHOLE_EVERY == 0 {
            audit.look_at_everything(place.folder(), &mut tally)?;
            eprintln!("after {round} servers: {tally}");
        }
    }
    let servers = Servers::start(&place).await?;
    let mut clients = working(clients, &servers.ports(), Client::settle).await?;
    servers.kill()?;
    audit.look(place.folder(), &mut clients, &mut tally)?;
    audit.look_at_everything(place.folder(), &mut tally)?;
    Ok(tally)
}

/// What happens when.
fn fates(plan: &Plan, blows: Vec<Blow>, chance: &mut Chance) -> Vec<Fate> {
    let kills = std::iter::repeat_n(Fate::Ends(End::Killed), plan.kills as usize);
    let cuts = std::iter::repeat_n(Fate::Ends(End::Cut), plan.cuts as usize);
    let mut fates: Vec<Fate> = kills.chain(cuts).chain(blows.into_iter().map(Fate::IsStruck)).collect();
    chance.shuffle(&mut fates);
    fates
}

async fn live(
    place: &Place,
    fate: Fate,
    clients: Vec<Client>,
    chance: &mut Chance,
    tally: &mut Tally,
) -> anyhow::Result<Vec<Client>> {
    match fate {
        Fate::Ends(end) => {
            let clients = live_and_die(place, end, clients, chance).await?;
            tally.ended(end);
            Ok(clients)
        }
        Fate::IsStruck(blow) => {
            let (mut clients, mut is_struck) = live_and_be_struck(place, blow, clients, chance).await?;
            if !is_struck {
                (clients, is_struck) = live_and_be_struck(place, blow.at_first_passing(), clients, chance).await?;
            }
            if is_struck {
                tally.struck(blow.point);
            } else {
                eprintln!("zhoudao: {} was not reached", blow.point.name());
            }
            Ok(clients)
        }
    }
}

/// Clients that have signed in; the servers that let them in are killed.
async fn signed_in(place: &Place, clients: usize) -> anyhow::Result<Vec<Client>> {
    let servers = Servers::start(place).await?;
    let mut entered = Vec::with_capacity(clients);
    for number in 0..clients {
        entered.push(Client::sign_in(servers.ports()[0], number).await?);
    }
    servers.kill()?;
    Ok(entered)
}
