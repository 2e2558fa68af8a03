//! What is to be measured.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::case::Kind;
use super::databases::Server;

/// Everything that one call measures.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder on whose disk it is measured; a new folder is made in it and removed in the end.
    pub folder: PathBuf,
    /// Where records are kept.
    pub engine: Engine,
    /// What is measured, one after the other.
    pub runs: Vec<Run>,
    /// How often each is measured.
    pub repetitions: usize,
    /// How long the clients work before anything is counted.
    pub warm_up: Duration,
    /// How long is counted.
    pub counted: Duration,
}

/// Where records are kept.
#[derive(Clone, Debug)]
pub enum Engine {
    /// In a file.
    Sqlite,
    /// In databases on that server.
    Postgres(Server),
}

/// One line of figures.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// What the clients do.
    pub workload: Workload,
    /// How many clients work at a time.
    pub clients: usize,
    /// What the store holds before.
    pub stored: Stored,
    /// How the city is reached.
    pub via: Via,
    /// When transitions begin.
    pub arrivals: Arrivals,
    /// How many look at one case meanwhile, live.
    pub followers: usize,
    /// How many servers of the city there are, on one PostgreSQL.
    pub servers: NonZeroUsize,
}

/// How the city is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// In this process.
    Process,
    /// As it is served, in a process of its own.
    Http,
}

/// When transitions begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrivals {
    /// Each client begins when it has been answered.
    Closed,
    /// At half of the rate that the run before has reached, whoever has been answered.
    AtHalfRate,
}

/// What the clients do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// Each client goes through joint cases of its own.
    Joint,
    /// Each client goes through simple cases of its own.
    Simple,
    /// All clients work on the same joint case.
    Hot,
    /// Clients look at what lies at all departments, over HTTP at the page of a supervisor; each look counts as a transition.
    Overview,
}

/// The finished cases that a store holds, beside the backlog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Of which kind.
    pub kind: Kind,
    /// How many.
    pub finished: u64,
}

/// Open joint cases in every store, just submitted.
pub const BACKLOG: u64 = 1_000;

impl Workload {
    /// As rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Simple => "simple",
            Self::Hot => "hot",
            Self::Overview => "overview",
        }
    }
}

impl Engine {
    /// As rows write it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

impl Via {
    /// As rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Http => "http",
        }
    }
}

impl Arrivals {
    /// As rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::AtHalfRate => "half_rate",
        }
    }
}

impl Kind {
    /// As rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Simple => "simple",
        }
    }
}

impl Stored {
    /// The first number that no stored case has.
    pub fn next_number(self) -> u64 {
        self.finished + BACKLOG
    }
}
