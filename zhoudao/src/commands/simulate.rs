//! `zhoudao simulate`: cities over a disk that fails.

use std::process::ExitCode;

use clap::Args;

use crate::counted::counted;
use crate::server;
use crate::simulation::{Plan, simulate};

/// Simulate cities over a disk that fails, each driven by a seed.
///
/// Invented people apply and decide for some weeks, in seconds. At moments that the seed chooses, the power is cut in the middle
/// of a commit and the city opened again from what its disk has left, or somebody moves the hands of the clock. After every step
/// the rules are looked at that must always hold. The same seed leads to the same log: a line a seed says its hash, which is the
/// root of a tree over the log's events without what the machine still draws (salted hashes of secrets, names of encrypted files). Exit 1
/// names the seed that failed; it fails again whenever it is run.
#[derive(Debug, Args)]
pub struct Simulate {
    /// How many seeds.
    #[arg(long, default_value_t = 10)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// How many applications each city has.
    #[arg(long, default_value_t = 8)]
    applications: u32,
    /// How many days it lives.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(i32).range(30..=365))]
    days: i32,
}

impl Simulate {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let plan = Plan {
            from: self.from,
            seeds: self.seeds,
            applications: self.applications,
            days: self.days,
        };
        let (mut seeds, mut events, mut steps, mut crashes, mut acknowledged, mut tamperings) = (0, 0, 0, 0, 0, 0);
        let told = server::block_on(simulate(&plan, |seed, lived, seconds| {
            println!(
                "seed {seed}: {} ({}, {}, {}, {seconds:.1} s)",
                lived.hash,
                counted(lived.events, "event", "events"),
                counted(lived.steps, "step", "steps"),
                counted(lived.crashes, "power cut", "power cuts")
            );
            seeds += 1;
            events += lived.events;
            steps += lived.steps;
            crashes += lived.crashes;
            acknowledged += lived.acknowledged;
            tamperings += lived.tamperings;
        }));
        if let Err(error) = told {
            println!("{error:#}");
            return Ok(ExitCode::FAILURE);
        }
        println!(
            "every rule held: acknowledged {acknowledged}, all of them in the log ({}, {}, {}, {}, the clock moved {})",
            counted(seeds, "seed", "seeds"),
            counted(steps, "step", "steps"),
            counted(events, "event", "events"),
            counted(crashes, "power cut", "power cuts"),
            counted(tamperings, "time", "times")
        );
        Ok(ExitCode::SUCCESS)
    }
}
