//! What a person types.

mod appoint;
mod backup;
mod backups;
mod bench;
mod calendar;
mod check;
mod demo;
mod export;
mod import;
mod moving;
mod outside;
mod public_key;
mod restore;
mod serve;
mod serving;
mod simulate;
mod torture;
mod verify;
mod witness;
mod witnesses;

use std::process::ExitCode;

use clap::Subcommand;

use crate::watch::{Format, Journal};

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a sample city, load its pack and people, and serve it. Everything in it is invented.
    Demo(demo::Demo),
    /// Serve the city in a data folder.
    Serve(serve::Serve),
    /// Check a city pack: can every promise be kept? Exit 0 yes, 1 findings, 2 unreadable.
    Check(check::Check),
    /// Print each day from one to another: date, `work` or `rest`, and why.
    Calendar(calendar::CalendarDays),
    /// Measure how fast the city is, beside a floor on the same disk.
    Bench(bench::Bench),
    /// Put somebody into a post: the first administrator of a new city.
    Appoint(appoint::Appoint),
    /// Import a city pack as a new release; running cases keep theirs.
    Import(import::Import),
    /// Back up a city while it is served: sealed, verified, gone on with where it was broken off.
    Backup(backup::Backup),
    /// List the backups of a city, and read them again.
    Backups(backups::Backups),
    /// Put a city back from a backup, at its end or at an earlier position of the log; or from an export.
    Restore(restore::Restore),
    /// Move a city from its data folder into a PostgreSQL.
    Move(moving::Move),
    /// Take everything that a city has out, as JSON Lines.
    Export(export::Export),
    /// Simulate cities over a disk that fails: the same seed, the same city. Exit 0 all holds, 1 names the failing seed.
    Simulate(simulate::Simulate),
    /// Kill a real server under load, again and again, and count what was lost. Exit 0 nothing, 1 something.
    Torture(torture::Torture),
    /// Check a city's log against its signed heads, or evidence that somebody holds.
    Verify(verify::Verify),
    /// Witness other cities' logs: countersign a head only if it goes on from the last one that was seen.
    Witness(witness::WitnessCommand),
}

impl Command {
    /// Begins what is written to stderr.
    ///
    /// # Errors
    /// When the collector that was named for traces cannot be used.
    pub fn journal(&self) -> anyhow::Result<Journal> {
        match self {
            Self::Demo(command) => command.serving.journal(),
            Self::Serve(command) => command.serving.journal(),
            // Where everything fails on purpose, nothing is worth being said.
            Self::Simulate(_) => Journal::silent(),
            Self::Torture(_)
            | Self::Backup(_)
            | Self::Backups(_)
            | Self::Restore(_)
            | Self::Move(_)
            | Self::Export(_)
            | Self::Check(_)
            | Self::Calendar(_)
            | Self::Bench(_)
            | Self::Appoint(_)
            | Self::Import(_)
            | Self::Verify(_)
            | Self::Witness(_) => Journal::begin(Format::Text, None),
        }
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// What went wrong, in words for the person who typed it.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Demo(command) => command.run(),
            Self::Serve(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Calendar(command) => command.run(),
            Self::Bench(command) => command.run(),
            Self::Appoint(command) => command.run(),
            Self::Import(command) => command.run(),
            Self::Backup(command) => command.run(),
            Self::Backups(command) => command.run(),
            Self::Restore(command) => command.run(),
            Self::Move(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Simulate(command) => command.run(),
            Self::Torture(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Witness(command) => command.run(),
        }
    }
}
