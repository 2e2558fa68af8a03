//! `zhoudao torture`: a real server killed and restarted under load.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::server;
use crate::torture::{Plan, run};

/// Kill a real server under load, again and again, and count what became of what it had acknowledged.
///
/// A scratch city is served by this program in a process of its own; clients apply and work at its desks over HTTP, each act
/// under an idempotency key. At random moments the server is killed (kill -9), or the power of its disk is cut: then what was
/// not synced is gone, or torn. After each, the log is read: whatever was acknowledged must be there, once and whole. What was
/// never answered is unknown until its key answers, after the restart. The last line counts; exit 1 if anything was lost, half
/// done or doubled.
#[derive(Debug, Args)]
pub struct Torture {
    /// How often the server is killed.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// How often the power of its disk is cut.
    #[arg(long, default_value_t = 10)]
    cuts: u32,
    /// How many clients work at a time.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=16))]
    clients: u8,
    /// Where chance begins: the moments of the kills, and what is left after a cut.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A folder in which the scratch city is made, and removed in the end.
    #[arg(long, default_value_os_t = std::env::temp_dir())]
    data: PathBuf,
}

impl Torture {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let plan = Plan {
            kills: self.kills,
            cuts: self.cuts,
            clients: usize::from(self.clients),
            seed: self.seed,
            folder: self.data,
        };
        let tally = server::block_on(run(&plan))?;
        println!("{tally}");
        Ok(if tally.is_clean() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
