//! The life of a city's servers: started, worked with, ended in the middle of it.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::JoinSet;

use super::End;
use super::blow::Blow;
use super::client::Client;
use super::place::{Place, Power, cut};
use crate::bench::http::process::Process;
use crate::history::Chance;

/// One in so many servers is killed while it starts.
const KILLED_AT_START: f64 = 0.1;
/// When it is killed then, after it was started.
const STARTING_MILLISECONDS: (i64, i64) = (1, 1_500);
/// When the others are killed, after the clients have begun.
const WORKING_MILLISECONDS: (i64, i64) = (20, 900);
/// How long a server may take to come to the point at which it is armed: on PostgreSQL its predecessor holds its leases for eight seconds.
const STRIKING_TIME_MAX: Duration = Duration::from_secs(15);
/// How long to wait before looking again whether it has.
const LOOK: Duration = Duration::from_millis(10);

/// The servers of a city, which end with this.
pub struct Servers(Vec<Process>);

impl Servers {
    /// Starts them, and waits until all answer.
    pub async fn start(place: &Place) -> anyhow::Result<Self> {
        let mut servers = Self::spawn(place, &[])?;
        servers.answer().await?;
        Ok(servers)
    }

    fn spawn(place: &Place, further: &[String]) -> anyhow::Result<Self> {
        let arguments = [place.arguments(), further.to_vec()].concat();
        let servers = (0..place.servers()).map(|_| Process::spawn(place.folder(), &arguments, Stdio::null()));
        Ok(Self(servers.collect::<anyhow::Result<_>>()?))
    }

    async fn answer(&mut self) -> anyhow::Result<()> {
        for server in &mut self.0 {
            server.answers().await?;
        }
        Ok(())
    }

    /// Where they listen.
    pub fn ports(&self) -> Vec<u16> {
        self.0.iter().map(Process::port).collect()
    }

    /// Ends all at once.
    pub fn kill(self) -> anyhow::Result<()> {
        self.0.into_iter().try_for_each(Process::kill)
    }

    /// Ends one after the other: meanwhile the others go on.
    async fn kill_one_by_one(self, chance: &mut Chance) -> anyhow::Result<()> {
        for server in self.0 {
            pass(chance, WORKING_MILLISECONDS).await;
            server.kill()?;
        }
        Ok(())
    }
}

/// Has all clients do something at a time, each at the server of its number, and waits for them.
pub async fn working<Working>(
    clients: Vec<Client>,
    ports: &[u16],
    work: impl Fn(Client, u16) -> Working,
) -> anyhow::Result<Vec<Client>>
where
    Working: Future<Output = anyhow::Result<Client>> + Send + 'static,
{
    let mut working = JoinSet::new();
    for client in clients {
        let port = ports[client.number() % ports.len()];
        working.spawn(work(client, port));
    }
    let mut back = Vec::new();
    while let Some(client) = working.join_next().await {
        back.push(client??);
    }
    back.sort_by_key(Client::number);
    Ok(back)
}

/// The servers live until they are killed or their power is cut.
pub async fn live_and_die(place: &Place, end: End, clients: Vec<Client>, chance: &mut Chance) -> anyhow::Result<Vec<Client>> {
    let power = (end == End::Cut).then(|| place.power());
    let arguments = match power {
        Some(Power::InProcess) => lossy_disk(chance),
        Some(Power::BelowFolder(_) | Power::BelowDatabase(_)) | None => Vec::new(),
    };
    let mut servers = Servers::spawn(place, &arguments)?;
    if chance.happens(KILLED_AT_START) {
        pass(chance, STARTING_MILLISECONDS).await;
        servers.kill()?;
        if let Some(Power::BelowFolder(program) | Power::BelowDatabase(program)) = &power {
            tokio::task::block_in_place(|| cut(program))?;
        }
        return Ok(clients);
    }
    servers
        .answer()
        .await
        .context("the server does not start after its predecessor was killed")?;
    let work = tokio::spawn(worked(clients, servers.ports()));
    if let Some(Power::BelowDatabase(program)) = &power {
        pass(chance, WORKING_MILLISECONDS).await;
        tokio::task::block_in_place(|| cut(program))?;
    }
    servers.kill_one_by_one(chance).await?;
    if let Some(Power::BelowFolder(program)) = &power {
        tokio::task::block_in_place(|| cut(program))?;
    }
    work.await?
}

/// The servers live until one of them is struck; whether it was.
pub async fn live_and_be_struck(
    place: &Place,
    blow: Blow,
    clients: Vec<Client>,
    chance: &mut Chance,
) -> anyhow::Result<(Vec<Client>, bool)> {
    let mut struck = Struck::spawn(place, blow, chance)?;
    if let Err(error) = struck.server.answers().await {
        // At some points it ends while it starts; without a blow it must start.
        return if struck.kill()? { Ok((clients, true)) } else { Err(error) };
    }
    let mut others = Servers(
        (1..place.servers())
            .map(|_| Process::spawn(place.folder(), &place.arguments(), Stdio::null()))
            .collect::<anyhow::Result<_>>()?,
    );
    others.answer().await?;
    let ports = [vec![struck.server.port()], others.ports()].concat();
    let work = tokio::spawn(worked(clients, ports));
    struck.wait().await;
    // What was held up or has failed goes on, and is killed like any other.
    pass(chance, WORKING_MILLISECONDS).await;
    let is_struck = struck.kill()?;
    others.kill()?;
    Ok((work.await??, is_struck))
}

async fn worked(clients: Vec<Client>, ports: Vec<u16>) -> anyhow::Result<Vec<Client>> {
    working(clients, &ports, Client::work).await
}

fn lossy_disk(chance: &mut Chance) -> Vec<String> {
    let seed = chance.between(0, i64::from(u32::MAX));
    vec!["--lossy-disk".to_owned(), seed.to_string()]
}

/// Lets a moment come that nobody can foresee.
async fn pass(chance: &mut Chance, (first, last): (i64, i64)) {
    let moment = chance.between(first, last).unsigned_abs();
    tokio::time::sleep(Duration::from_millis(moment)).await;
}

/// A server that is armed, and says when it was struck.
struct Struck {
    server: Process,
    is_struck: Arc<AtomicBool>,
    listening: JoinHandle<()>,
}

impl Struck {
    fn spawn(place: &Place, blow: Blow, chance: &mut Chance) -> anyhow::Result<Self> {
        let arming = blow.arming()?;
        let mut arguments = place.arguments();
        arguments.extend(["--armed".to_owned(), arming.to_string()]);
        if blow.is_on_a_lossy_disk {
            arguments.extend(lossy_disk(chance));
        }
        let mut server = Process::spawn(place.folder(), &arguments, Stdio::piped())?;
        let said = BufReader::new(server.hear().context("the server cannot be heard")?);
        let is_struck = Arc::new(AtomicBool::new(false));
        let (heard, word) = (Arc::clone(&is_struck), format!("struck {arming}"));
        let listening = std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if line == word {
                    heard.store(true, Ordering::SeqCst);
                }
            }
        });
        Ok(Self {
            server,
            is_struck,
            listening,
        })
    }

    async fn wait(&self) {
        let began = Instant::now();
        while !self.is_struck.load(Ordering::SeqCst) && began.elapsed() < STRIKING_TIME_MAX {
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Ends it; whether it was struck before.
    fn kill(self) -> anyhow::Result<bool> {
        self.server.kill()?;
        self.listening
            .join()
            .map_err(|_| anyhow::anyhow!("the server could not be heard to its end"))?;
        Ok(self.is_struck.load(Ordering::SeqCst))
    }
}
