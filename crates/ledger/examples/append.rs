//! How many commands a second one city takes: `cargo run --release -p ledger --example append [CLIENTS] [SECONDS]`.
//!
//! Each client sends one command at a time to a record of its own: a personal value of 200 characters goes into the vault,
//! its digest into the event, a row into an index table. Every answer means that it is on the disk.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use support::{Command, ask_as, numbered, open};

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let clients = arguments.next().unwrap_or(64);
    let seconds = arguments.next().unwrap_or(10);
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    let (is_over, counted, waited) = (AtomicBool::new(false), AtomicU64::new(0), Mutex::new(Vec::new()));
    let text = "同意".repeat(100);
    std::thread::scope(|scope| {
        for client in 0..clients {
            let (ledger, is_over, counted, waited, text) = (&ledger, &is_over, &counted, &waited, &text);
            scope.spawn(move || {
                let mut sent = 0_u64;
                let mut times = Vec::new();
                while !is_over.load(Ordering::Relaxed) {
                    let record = numbered(client + 1_000 * (sent / 79));
                    let command = match sent % 79 {
                        0 => Command::Found {
                            name: record.to_string(),
                        },
                        step => Command::Tell {
                            path: format!("opinion/{step}"),
                            text: text.clone(),
                        },
                    };
                    let start = Instant::now();
                    ask_as(ledger, client, record, command, format!("{client}-{sent}")).unwrap();
                    times.push(start.elapsed());
                    counted.fetch_add(1, Ordering::Relaxed);
                    sent += 1;
                }
                waited.lock().unwrap().extend(times);
            });
        }
        std::thread::sleep(Duration::from_secs(2));
        let (before, start) = (counted.load(Ordering::Relaxed), Instant::now());
        std::thread::sleep(Duration::from_secs(seconds));
        let (after, time) = (counted.load(Ordering::Relaxed), start.elapsed());
        is_over.store(true, Ordering::Relaxed);
        let rate = (after - before) as f64 / time.as_secs_f64();
        println!("{clients} clients: {rate:.0} commands/s");
    });
    let mut waited = waited.into_inner().unwrap();
    waited.sort_unstable();
    let part = |share: f64| waited[((waited.len() - 1) as f64 * share) as usize];
    println!("waited: p50 {:?}, p99 {:?}, longest {:?}", part(0.5), part(0.99), part(1.0));
    println!(
        "the writer used {:.1} µs of its processor a command",
        writer_seconds() * 1e6 / waited.len() as f64
    );
    let bytes = std::fs::metadata(folder.path().join("city.db")).unwrap().len();
    println!("the database has {} bytes a command", bytes / waited.len() as u64);
}

/// Processor time of the writer's thread so far, from Linux's accounts in hundredths of a second.
fn writer_seconds() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task")
        .unwrap()
        .map(|thread| thread.unwrap().path());
    let writer = threads
        .into_iter()
        .find(|thread| std::fs::read_to_string(thread.join("comm")).unwrap().trim() == "ledger-writer");
    let account = std::fs::read_to_string(writer.unwrap().join("stat")).unwrap();
    let fields: Vec<_> = account.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
