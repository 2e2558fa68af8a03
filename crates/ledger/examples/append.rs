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
        println!(
            "{clients} clients: {:.0} commands/s",
            (after - before) as f64 / time.as_secs_f64()
        );
    });
}
