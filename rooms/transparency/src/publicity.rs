//! What the city does with its heads beyond keeping them: it shows them to witnesses and publishes them, so that no intruder can take them back.

mod publishing;
mod witnessing;

use std::path::PathBuf;
use std::time::Duration;

use tokio::task::JoinHandle;
use witness::WitnessAddress;

use crate::room::TransparencyRoom;

/// The pause between two rounds: a head a minute.
pub const PACE: Duration = Duration::from_secs(60);

/// Whom the heads are shown to, and where they are published.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The witnesses.
    pub witnesses: Vec<WitnessAddress>,
    /// The folder into which heads are published, for another server or a repository to pass on.
    pub publish: Option<PathBuf>,
    /// The pause between two rounds.
    pub pace: Duration,
}

/// What shows and publishes heads. It ends when this is dropped; what was under way is done again after the next start.
#[derive(Debug)]
pub struct Publicity {
    ways: Vec<JoinHandle<()>>,
}

impl Drop for Publicity {
    fn drop(&mut self) {
        for way in &self.ways {
            way.abort();
        }
    }
}

pub(crate) fn start(room: &TransparencyRoom, outside: Outside) -> Publicity {
    let Outside {
        witnesses,
        publish,
        pace,
    } = outside;
    let mut ways: Vec<JoinHandle<()>> = Vec::new();
    for witness in witnesses {
        ways.push(tokio::spawn(witnessing::show_all(room.ledger.clone(), witness, pace)));
    }
    if let Some(folder) = publish {
        ways.push(tokio::spawn(publishing::publish_all(room.ledger.clone(), folder, pace)));
    }
    Publicity { ways }
}
