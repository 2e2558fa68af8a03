//! `zhoudao torture`: a real server killed and restarted under load.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use clap::Args;

use crate::server;
use crate::torture::{Plan, run};

/// Kill a real server under load, again and again, and count what became of what it had acknowledged.
///
/// A scratch city is served by this program in a process of its own; clients apply and work at its desks over HTTP, each act
/// under an idempotency key. At random moments the server is killed (kill -9), or the power of its disk is cut: then what was
/// not synced is gone, or torn. Or it ends, stands still or fails at a named point of the program, such as between a commit and its answer.
/// After each, the log is read: whatever was acknowledged must be there, once and whole. What was
/// never answered is unknown until its key answers, after the restart. The last line counts; exit 1 if anything was lost, half
/// done or doubled.
#[derive(Debug, Args)]
pub struct Torture {
    /// How often the server is killed.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// How often the power of its disk is cut: 10 times if nothing is said, and never on a PostgreSQL unless --power-cut names what can.
    #[arg(long)]
    cuts: Option<u32>,
    /// How often it is struck at a named point; once at each if nothing is said.
    #[arg(long)]
    points: Option<u32>,
    /// How many clients work at a time.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=16))]
    clients: u8,
    /// Where chance begins: the moments of the kills, and what is left after a cut unless a program makes it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A folder in which the scratch city is made, and removed in the end: the machine's for such things, if nothing is said.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The PostgreSQL on which the scratch city lies, with two servers: postgres://USER:PASSWORD@HOST:PORT/DATABASE. A database is made
    /// on it and dropped in the end.
    #[arg(long)]
    database: Option<String>,
    /// A program that cuts the power of the machine on which the PostgreSQL runs, or else of the disk under --data after the server was
    /// killed, and ends when it is back: those of `script/with-postgres` and `script/with-lossy-folder`. Without it the server's database
    /// alone is on a lossy disk.
    #[arg(long, value_name = "PROGRAM")]
    power_cut: Option<PathBuf>,
}

/// Power cuts, where nothing is said.
const CUTS: u32 = 10;

impl Torture {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let can_cut = self.database.is_none() || self.power_cut.is_some();
        ensure!(
            can_cut || self.cuts.unwrap_or(0) == 0,
            "the disk of a PostgreSQL is its own: name the program that cuts its power with --power-cut, or leave --cuts out"
        );
        ensure!(
            self.power_cut.is_none() || self.database.is_some() || self.data.is_some(),
            "name the folder whose power that program cuts with --data"
        );
        let plan = Plan {
            kills: self.kills,
            cuts: self.cuts.unwrap_or(if can_cut { CUTS } else { 0 }),
            points: self.points,
            clients: usize::from(self.clients),
            seed: self.seed,
            folder: self.data.unwrap_or_else(std::env::temp_dir),
            postgres: self.database,
            power_cut: self.power_cut,
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
