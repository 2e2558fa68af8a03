//! What a person types.

mod appoint;
mod bench;
mod calendar;
mod check;
mod demo;
mod import;
mod serve;
mod simulate;
mod torture;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;

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
    /// Simulate cities over a disk that fails: the same seed, the same city. Exit 0 all holds, 1 names the failing seed.
    Simulate(simulate::Simulate),
    /// Kill a real server under load, again and again, and count what was lost. Exit 0 nothing, 1 something.
    Torture(torture::Torture),
    /// Check a city's log against its signed heads, or evidence that somebody holds.
    Verify(verify::Verify),
}

impl Command {
    /// What of it is worth being said to an operator, unless `RUST_LOG` says otherwise: where everything fails on purpose, nothing.
    pub fn worth_saying(&self) -> &'static str {
        match self {
            Self::Simulate(_) => "off",
            Self::Demo(_)
            | Self::Serve(_)
            | Self::Check(_)
            | Self::Calendar(_)
            | Self::Bench(_)
            | Self::Appoint(_)
            | Self::Import(_)
            | Self::Torture(_)
            | Self::Verify(_) => "warn,zhoudao=info",
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
            Self::Simulate(command) => command.run(),
            Self::Torture(command) => command.run(),
            Self::Verify(command) => command.run(),
        }
    }
}
