//! What is printed.

use std::time::Duration;

use serde::Serialize;

use super::figures::{Figures, half_range, median};
use super::machine::Used;
use super::plan::Run;
use super::upkeep::Upkeep;

const MEGABYTE: f64 = 1_048_576.0;

/// What one side reached in one measurement.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Transitions a second.
    pub per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    todo_p50_ms: f64,
    todo_p99_ms: f64,
    detail_p99_ms: f64,
    dashboard_p99_ms: f64,
    cpu_us: f64,
    /// The part of the processors that others had meanwhile.
    pub foreign_share: f64,
    memory_mb: Option<f64>,
}

impl Measured {
    /// What clients measured in that time.
    pub fn of(mut figures: Figures, counted: Duration, used: Used) -> Self {
        let transitions = figures.transitions.len() as f64;
        Self {
            cpu_us: used.ourselves * 1_000_000.0 / transitions.max(1.0),
            foreign_share: used.foreign_share,
            memory_mb: used.memory_bytes.map(|bytes| bytes as f64 / MEGABYTE),
            per_second: transitions / counted.as_secs_f64(),
            p50_ms: figures.transitions.quantile(0.5),
            p99_ms: figures.transitions.quantile(0.99),
            todo_p50_ms: figures.todo.quantile(0.5),
            todo_p99_ms: figures.todo.quantile(0.99),
            detail_p99_ms: figures.detail.quantile(0.99),
            dashboard_p99_ms: figures.dashboard.quantile(0.99),
        }
    }
}

/// One line of figures: medians of the repetitions.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    workload: &'static str,
    engine: &'static str,
    via: &'static str,
    clients: usize,
    /// `closed`: a client begins when it has been answered; `half_rate`: transitions begin at half of the rate of the row before.
    arrivals: &'static str,
    /// Live streams of one case that were open meanwhile.
    followers: usize,
    /// Finished cases in the store before the run.
    finished: u64,
    /// Of which kind they were.
    finished_kind: &'static str,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    todo_p99_ms: f64,
    floor_per_second: f64,
    floor_todo_p99_ms: f64,
    ratio: f64,
    /// How many servers of the city there were.
    servers: usize,
    /// The most memory that the server has had, in megabytes, where it is a process of its own.
    memory_mb: Option<f64>,
    /// What the store costs beside.
    upkeep: Upkeep,
    #[serde(skip)]
    more: More,
}

/// What only people read.
#[derive(Clone, Debug)]
struct More {
    spread: f64,
    floor_spread: f64,
    todo_p50_ms: f64,
    floor_todo_p50_ms: f64,
    detail_p99_ms: f64,
    floor_detail_p99_ms: f64,
    dashboard_p99_ms: f64,
    floor_dashboard_p99_ms: f64,
    floor_p50_ms: f64,
    floor_p99_ms: f64,
    cpu_us: f64,
    floor_cpu_us: f64,
}

impl Row {
    /// The same with what the store costs beside.
    pub fn with(self, upkeep: Upkeep) -> Self {
        Self { upkeep, ..self }
    }

    /// Transitions a second.
    pub fn per_second(&self) -> f64 {
        self.per_second
    }

    /// The medians of some repetitions of one run.
    pub fn of(run: Run, engine: &'static str, city: &[Measured], floor: &[Measured]) -> Self {
        let middle = |side: &[Measured], figure: fn(&Measured) -> f64| median(side.iter().map(figure).collect());
        let spread = |side: &[Measured]| half_range(&side.iter().map(|measured| measured.per_second).collect::<Vec<_>>());
        let (per_second, floor_per_second) = (middle(city, |it| it.per_second), middle(floor, |it| it.per_second));
        Self {
            workload: run.workload.as_str(),
            engine,
            via: run.via.as_str(),
            clients: run.clients,
            arrivals: run.arrivals.as_str(),
            followers: run.followers,
            finished: run.stored.finished,
            finished_kind: run.stored.kind.as_str(),
            per_second: rounded(per_second),
            p50_ms: rounded(middle(city, |it| it.p50_ms)),
            p99_ms: rounded(middle(city, |it| it.p99_ms)),
            todo_p99_ms: rounded(middle(city, |it| it.todo_p99_ms)),
            floor_per_second: rounded(floor_per_second),
            floor_todo_p99_ms: rounded(middle(floor, |it| it.todo_p99_ms)),
            ratio: rounded(per_second / floor_per_second.max(f64::MIN_POSITIVE)),
            servers: run.servers.get(),
            memory_mb: city.iter().filter_map(|it| it.memory_mb).reduce(f64::max).map(rounded),
            upkeep: Upkeep::default(),
            more: More {
                spread: spread(city),
                floor_spread: spread(floor),
                todo_p50_ms: middle(city, |it| it.todo_p50_ms),
                floor_todo_p50_ms: middle(floor, |it| it.todo_p50_ms),
                detail_p99_ms: middle(city, |it| it.detail_p99_ms),
                floor_detail_p99_ms: middle(floor, |it| it.detail_p99_ms),
                dashboard_p99_ms: middle(city, |it| it.dashboard_p99_ms),
                floor_dashboard_p99_ms: middle(floor, |it| it.dashboard_p99_ms),
                floor_p50_ms: middle(floor, |it| it.p50_ms),
                floor_p99_ms: middle(floor, |it| it.p99_ms),
                cpu_us: middle(city, |it| it.cpu_us),
                floor_cpu_us: middle(floor, |it| it.cpu_us),
            },
        }
    }
}

/// Three decimals are more than can be measured.
fn rounded(figure: f64) -> f64 {
    (figure * 1_000.0).round() / 1_000.0
}

/// The rows as people read them.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "Transitions a second, each synced to the disk before it is answered; times in milliseconds as the client sees them.\n\n",
    );
    for row in rows {
        let more = &row.more;
        text.push_str(&format!(
            "{} · {} clients{}{}{} · {} finished {} cases in the store · {}, {}\n",
            row.workload,
            row.clients,
            if row.arrivals == "closed" {
                ""
            } else {
                " · open loop at half the rate, times from the intended start"
            },
            match row.followers {
                0 => String::new(),
                followers => format!(" · {followers} followers of one case"),
            },
            match row.servers {
                1 => String::new(),
                servers => format!(" · {servers} servers"),
            },
            row.finished,
            row.finished_kind,
            if row.engine == "postgres" { "PostgreSQL" } else { "SQLite" },
            if row.via == "http" { "over HTTP" } else { "in process" }
        ));
        text.push_str("               per second    µs CPU      p50      p99   todo p50   todo p99   case p99   dashboard p99\n");
        text.push_str(&line(
            "city",
            [row.per_second, more.spread, more.cpu_us, row.p50_ms, row.p99_ms],
            [more.todo_p50_ms, row.todo_p99_ms, more.detail_p99_ms, more.dashboard_p99_ms],
        ));
        text.push_str(&line(
            "floor",
            [
                row.floor_per_second,
                more.floor_spread,
                more.floor_cpu_us,
                more.floor_p50_ms,
                more.floor_p99_ms,
            ],
            [
                more.floor_todo_p50_ms,
                row.floor_todo_p99_ms,
                more.floor_detail_p99_ms,
                more.floor_dashboard_p99_ms,
            ],
        ));
        text.push_str(&format!(
            "  city ÷ floor{:>6.2}         {:>7.2}                    {:>22.2}\n{}\n",
            row.ratio,
            more.cpu_us / more.floor_cpu_us.max(f64::MIN_POSITIVE),
            row.todo_p99_ms / row.floor_todo_p99_ms.max(f64::MIN_POSITIVE),
            beside(row)
        ));
    }
    text
}

/// What the store and the server cost beside.
fn beside(row: &Row) -> String {
    let Upkeep {
        bytes_a_case,
        floor_bytes_a_case,
        leaves_checked_per_second,
        proof_p99_ms,
        first_answer_seconds,
    } = row.upkeep;
    let mut text = String::new();
    if let Some((city, floor)) = bytes_a_case.zip(floor_bytes_a_case) {
        text.push_str(&format!(
            "  a finished case takes {:.1} kB, the floor's {:.1} kB: {:.2} times\n",
            city / 1_000.0,
            floor / 1_000.0,
            city / floor
        ));
    }
    if let Some((leaves, proof)) = leaves_checked_per_second.zip(proof_p99_ms) {
        text.push_str(&format!(
            "  verify compares {leaves:.0} events a second; an event is proven in {proof:.2} ms (p99)\n"
        ));
    }
    if let Some(seconds) = first_answer_seconds {
        text.push_str(&format!(
            "  a server that was killed answers again {seconds:.2} s after its start\n"
        ));
    }
    if let Some(memory) = row.memory_mb {
        text.push_str(&format!("  the server had {memory:.0} MB of memory at most\n"));
    }
    text
}

fn line(name: &str, writes: [f64; 5], reads: [f64; 4]) -> String {
    let [per_second, spread, cpu, p50, p99] = writes;
    let [todo_p50, todo_p99, detail, dashboard] = reads;
    format!(
        "  {name:<8}{per_second:>10.0} ± {spread:<6.0}{cpu:>7.0}{p50:>9.2}{p99:>9.2}{todo_p50:>11.2}{todo_p99:>11.2}{detail:>11.2}{dashboard:>16.2}\n"
    )
}
