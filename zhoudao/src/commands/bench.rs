//! `zhoudao bench`: how fast the city is, beside the least that any program must do.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::bench::{self, Arrivals, Kind, Plan, Run, Server, Stored, Via, Workload, measure, table};

/// Measure how many transitions of cases the city takes in a second, beside a floor on the same disk.
///
/// Every transition is synced to the disk before it is answered. The floor is the least that any honest program must do for
/// the same cases; docs/bench-workload.md describes both. Without options: joint and simple cases, 64 clients, once, in less
/// than eight minutes. Progress goes to stderr.
#[derive(Debug, Args)]
pub struct Bench {
    /// Drive the shipped server over HTTP, in a process of its own: each client signs in, keeps its session and sends form tokens.
    #[arg(long)]
    http: bool,
    /// Where the city keeps its records.
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// The PostgreSQL that is measured: postgres://USER:PASSWORD@HOST:PORT/DATABASE. Databases are made on it and dropped in the end.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// Everything: 1, 8 and 64 clients, one case that all work on, a store of a million cases, three repetitions. Takes hours.
    #[arg(long)]
    full: bool,
    /// Print the rows as JSON.
    #[arg(long)]
    json: bool,
    /// How many clients work at a time.
    #[arg(long, default_value_t = 64, conflicts_with = "full")]
    clients: usize,
    /// How many finished cases are in the store before anything is measured.
    #[arg(long, default_value_t = 10_000)]
    finished: u64,
    /// Of which kind they are.
    #[arg(long, value_enum, default_value = "joint")]
    finished_kind: FinishedKind,
    /// How many servers of the city share the PostgreSQL; clients are spread among them.
    #[arg(long, default_value_t = NonZeroUsize::MIN, conflicts_with_all = ["full", "http"])]
    servers: NonZeroUsize,
    /// How many seconds are counted, after 2 that are not.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How often each is measured; the median counts.
    #[arg(long, default_value_t = 1, conflicts_with = "full")]
    repetitions: usize,
    /// Measure only this workload.
    #[arg(long, value_enum, conflicts_with = "full")]
    only: Option<Only>,
    /// A folder on the disk to be measured; what is made in it is removed in the end.
    #[arg(long, default_value = ".")]
    data: PathBuf,
}

/// Where records are kept.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

/// What lies in the store.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FinishedKind {
    Joint,
    Simple,
}

/// One workload.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Only {
    Joint,
    Simple,
    Hot,
    Overview,
}

/// The store of the growth rows.
const MANY: Stored = Stored {
    kind: Kind::Simple,
    finished: 1_000_000,
};
/// The store over which a supervisor watches.
const WATCHED: Stored = Stored {
    kind: Kind::Simple,
    finished: 100_000,
};
/// Clients of the rows of `--full`.
const CLIENTS: [usize; 3] = [1, 8, 64];

impl Bench {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let rows = measure(&self.plan()?)?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&rows)?);
        } else {
            print!("{}", table(&rows));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn engine(&self) -> anyhow::Result<bench::Engine> {
        match (self.engine, &self.database) {
            (Engine::Sqlite, _) if self.servers > NonZeroUsize::MIN => {
                anyhow::bail!("only a PostgreSQL has several servers: --engine postgres")
            }
            (Engine::Sqlite, _) => Ok(bench::Engine::Sqlite),
            (Engine::Postgres, _) if self.http => anyhow::bail!("over HTTP only a city in a file is measured"),
            (Engine::Postgres, Some(address)) => Ok(bench::Engine::Postgres(Server::at(address)?)),
            (Engine::Postgres, None) => anyhow::bail!("say with --database on which PostgreSQL"),
        }
    }

    fn plan(&self) -> anyhow::Result<Plan> {
        let stored = Stored {
            kind: match self.finished_kind {
                FinishedKind::Joint => Kind::Joint,
                FinishedKind::Simple => Kind::Simple,
            },
            finished: self.finished,
        };
        Ok(Plan {
            engine: self.engine()?,
            runs: match (self.http, self.full) {
                (false, false) => self.few(stored),
                (false, true) => full(stored),
                (true, false) => self.few_over_http(stored),
                (true, true) => full_over_http(stored),
            },
            repetitions: if self.full { 3 } else { self.repetitions },
            warm_up: Duration::from_secs(2),
            counted: Duration::from_secs(self.seconds),
            folder: self.data.clone(),
        })
    }

    fn few(&self, stored: Stored) -> Vec<Run> {
        let workloads = match self.only {
            None => vec![Workload::Joint, Workload::Simple],
            Some(Only::Joint) => vec![Workload::Joint],
            Some(Only::Simple) => vec![Workload::Simple],
            Some(Only::Hot) => vec![Workload::Hot],
            Some(Only::Overview) => vec![Workload::Overview],
        };
        workloads
            .into_iter()
            .map(|workload| Run {
                servers: self.servers,
                ..Run::of(workload, self.clients, stored)
            })
            .collect()
    }

    fn few_over_http(&self, stored: Stored) -> Vec<Run> {
        let closed = |workload| Run::of(workload, self.clients, stored).over_http();
        match self.only {
            None => {
                let joint = closed(Workload::Joint);
                vec![
                    joint,
                    joint.at_half_rate(),
                    joint.followed(),
                    closed(Workload::Simple),
                    closed(Workload::Hot),
                    overview(),
                ]
            }
            Some(Only::Joint) => vec![closed(Workload::Joint)],
            Some(Only::Simple) => vec![closed(Workload::Simple)],
            Some(Only::Hot) => vec![closed(Workload::Hot)],
            Some(Only::Overview) => vec![overview()],
        }
    }
}

/// Live streams of one case in the row that has them.
const FOLLOWERS: usize = 500;

impl Run {
    fn of(workload: Workload, clients: usize, stored: Stored) -> Self {
        Self {
            workload,
            clients,
            stored,
            via: Via::Process,
            arrivals: Arrivals::Closed,
            followers: 0,
            servers: NonZeroUsize::MIN,
        }
    }

    fn over_http(self) -> Self {
        Self { via: Via::Http, ..self }
    }

    fn at_half_rate(self) -> Self {
        Self {
            arrivals: Arrivals::AtHalfRate,
            ..self
        }
    }

    fn followed(self) -> Self {
        Self {
            followers: FOLLOWERS,
            ..self
        }
    }
}

/// One supervisor who looks at a hundred thousand cases again and again.
fn overview() -> Run {
    Run::of(Workload::Overview, 1, WATCHED).over_http()
}

fn full_over_http(stored: Stored) -> Vec<Run> {
    let mut runs = Vec::new();
    for workload in [Workload::Joint, Workload::Simple] {
        runs.extend(CLIENTS.map(|clients| Run::of(workload, clients, stored).over_http()));
        if let Some(last) = runs.last().copied() {
            runs.push(last.at_half_rate());
        }
    }
    runs.extend([
        Run::of(Workload::Joint, 64, stored).over_http().followed(),
        Run::of(Workload::Hot, 64, stored).over_http(),
        overview(),
    ]);
    runs
}

fn full(stored: Stored) -> Vec<Run> {
    let clients = |workload| CLIENTS.map(|clients| Run::of(workload, clients, stored));
    let mut runs = Vec::from(clients(Workload::Joint));
    runs.extend(clients(Workload::Simple));
    runs.push(Run::of(Workload::Hot, 64, stored));
    runs.extend([Workload::Joint, Workload::Simple].map(|workload| Run::of(workload, 64, MANY)));
    runs
}
