//! Killed in the middle of writing, without power, out of room: what was acknowledged is there once, what was not is whole or absent.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use identity::RecordId;
use ledger::{Ledger, SubmitError};
use lossy_disk::{Disk, Spill};
use support::*;

const CLIENTS: u64 = 16;
const FOLDER: &str = "LEDGER_TEST_FOLDER";
const ROUND: &str = "LEDGER_TEST_ROUND";
const LOSSY_DISK: &str = "LEDGER_TEST_LOSSY_DISK";

/// Every third command issues a card, the others write one to three events.
fn command(step: u64) -> (Command, usize) {
    match step % 3 {
        0 => (Command::IssueCard { series: "card".into() }, 1),
        _ => (
            Command::Join {
                members: (step % 4) as u32,
            },
            (step % 4) as usize,
        ),
    }
}

fn society(client: u64) -> RecordId {
    numbered(client)
}

/// The server that will be killed: writes as fast as it can and says what was acknowledged.
#[test]
#[ignore = "started and killed by the tests below"]
fn a_server_that_will_be_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let round = std::env::var(ROUND).unwrap();
    // Where it is to be without power, whatever it did not sync dies with it.
    let _disk = std::env::var(LOSSY_DISK).ok().map(|seed| {
        lossy_disk::install().unwrap();
        Disk::under(Path::new(&folder), seed.parse().unwrap(), Spill::Always).unwrap()
    });
    let ledger = open(Path::new(&folder));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (ledger, round) = (&ledger, &round);
            scope.spawn(move || {
                ask_as(
                    ledger,
                    client,
                    society(client),
                    Command::Found {
                        name: client.to_string(),
                    },
                    "found",
                )
                .unwrap();
                for step in 0.. {
                    let key = format!("{round}-{step}");
                    let receipt = ask_as(ledger, client, society(client), command(step).0, key.as_str()).unwrap();
                    println!("\nacknowledged {client} {key} {}", receipt.version);
                }
            });
        }
    });
}

/// Runs the server until it is killed; what it acknowledged, by client and key, with the version.
fn run_and_kill(folder: &Path, round: u64, after: Duration, disk: Kept) -> BTreeMap<(u64, String), u64> {
    let mut server = Process::new(std::env::current_exe().unwrap());
    if disk == Kept::OnALossyDisk {
        server.env(LOSSY_DISK, round.to_string());
    }
    let mut server = server
        .args([
            "--exact",
            "a_server_that_will_be_killed",
            "--ignored",
            "--nocapture",
            "--test-threads",
            "1",
        ])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(server.stdout.take().unwrap());
    let listening = thread::spawn(move || {
        let mut acknowledged = BTreeMap::new();
        for line in said.lines().map_while(Result::ok) {
            let words: Vec<_> = line.split(' ').collect();
            if let ["acknowledged", client, key, version] = words[..]
                && let (Ok(client), Ok(version)) = (client.parse(), version.parse())
            {
                acknowledged.insert((client, key.to_owned()), version);
            }
        }
        acknowledged
    });
    thread::sleep(after);
    server.kill().unwrap();
    server.wait().unwrap();
    listening.join().unwrap()
}

/// Where what is written and not synced goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    /// Into the machine's cache, which outlives a process.
    ByTheMachine,
    /// Into the process's memory, and torn pieces of it onto the disk.
    OnALossyDisk,
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    what_was_acknowledged_survives(Kept::ByTheMachine);
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    // The lossy disk is below SQLite's files; the power of a PostgreSQL is cut in `restart.rs`.
    if test_database::is_postgres() {
        return;
    }
    what_was_acknowledged_survives(Kept::OnALossyDisk);
}

fn what_was_acknowledged_survives(disk: Kept) {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeMap::new();
    let mut moment = u64::from(
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .subsec_nanos(),
    );
    for round in 0..8 {
        moment = moment
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let after = Duration::from_millis(80 + (moment >> 33) % 400);
        acknowledged.extend(run_and_kill(folder.path(), round, after, disk));
        check(folder.path(), &acknowledged);
    }
    assert!(
        acknowledged.len() > 200,
        "only {} commands were acknowledged",
        acknowledged.len()
    );
}

fn check(folder: &Path, acknowledged: &BTreeMap<(u64, String), u64>) {
    let ledger = open(folder);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let mut cards = BTreeSet::new();
    let mut missing: BTreeSet<_> = acknowledged.keys().filter(|(_, key)| command(step(key)).1 > 0).collect();
    for client in 0..CLIENTS {
        let history = runtime.block_on(ledger.history(society(client))).unwrap();
        let mut events: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
        for entry in history.iter().filter(|entry| entry.key != "found") {
            events
                .entry(entry.key.clone())
                .or_default()
                .push((entry.version, entry.position));
        }
        for (key, events) in events {
            assert_eq!(events.len(), command(step(&key)).1, "{key} of {client} is whole");
            assert!(
                events.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1),
                "its events stand together"
            );
            let place = (client, key);
            if let Some(version) = acknowledged.get(&place) {
                assert_eq!(events.last().unwrap().0, *version, "{place:?} is where it was said to be");
            }
            missing.remove(&place);
        }
        for card in state(&ledger, society(client)).cards {
            assert!(cards.insert(card), "card {card} was issued twice");
        }
    }
    assert_eq!(missing, BTreeSet::new(), "acknowledged and lost");
    assert_eq!(cards.last().copied().unwrap_or(0), cards.len() as u64, "a series has no gap");
    assert_whole(&ledger, &(0..CLIENTS).map(society).collect::<Vec<_>>());
}

fn step(key: &str) -> u64 {
    key.split('-').nth(1).unwrap().parse().unwrap()
}

const BALLAST: &str = "CREATE TABLE ballast (one INTEGER PRIMARY KEY, bytes BLOB)";

fn fill(ledger: &Ledger) -> Vec<String> {
    let text = noise(20_000);
    (0..1_000)
        .map_while(|page| {
            let key = format!("page {page}");
            let tell = Command::Tell {
                path: key.clone(),
                text: text.clone(),
            };
            match ask(ledger, record(1), tell, key.as_str()) {
                Ok(_) => Some(key),
                Err(SubmitError::Unavailable(reason)) => {
                    assert!(reason.contains("disk is full") && reason.contains("make room"), "{reason}");
                    None
                }
                Err(error) => panic!("{error}"),
            }
        })
        .collect()
}

fn a_full_disk(ledger: &Ledger, make_room: impl FnOnce()) {
    let written = fill(ledger);
    assert!((1..1_000).contains(&written.len()), "{} pages were written", written.len());
    let outcomes: Vec<_> = thread::scope(|scope| {
        let tell = |client| Command::Tell {
            path: format!("{client}"),
            text: noise(100_000),
        };
        let clients: Vec<_> = (0..16)
            .map(|client| scope.spawn(move || ask(ledger, record(1), tell(client), format!("while full {client}"))))
            .collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    assert!(
        outcomes.iter().all(is_unavailable),
        "nothing is acknowledged that is not written"
    );
    assert_eq!(
        count(ledger, "SELECT max(version) FROM event"),
        1 + written.len() as u64,
        "it is still read"
    );
    assert_whole(ledger, &[record(1)]);
    make_room();
    for client in 0..16 {
        ask(
            ledger,
            record(1),
            Command::Join { members: 1 },
            format!("while full {client}"),
        )
        .unwrap();
    }
    assert_eq!(state(ledger, record(1)).members, 16);
    assert_whole(ledger, &[record(1)]);
}

#[test]
fn when_there_is_no_room_nothing_is_acknowledged_until_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = in_a_file_with(folder.path(), options().with_bytes_max(3 << 20));
    found(&ledger, record(1));
    ledger.migrate("ballast", &[BALLAST]).unwrap();
    let ballast = |sql| ledger.side_blocking(vec![ledger::Statement::new(sql, Vec::new())]).unwrap();
    ballast("INSERT INTO ballast (bytes) VALUES (zeroblob(1000000))");
    a_full_disk(&ledger, || drop(ballast("DELETE FROM ballast")));
}

#[test]
#[ignore = "mounts a small disk: needs root"]
fn when_the_disk_is_full_nothing_is_acknowledged_until_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mount(folder.path());
    let ballast = disk.0.join("ballast");
    std::fs::write(&ballast, vec![0; 3 << 20]).unwrap();
    let ledger = in_a_file(disk.0);
    found(&ledger, record(1));
    a_full_disk(&ledger, || std::fs::remove_file(&ballast).unwrap());
    drop(ledger);
    assert_eq!(state(&in_a_file(disk.0), record(1)).members, 16);
}

struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(folder: &'a Path) -> Self {
        let mounted = Process::new("mount")
            .args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"])
            .arg(folder)
            .status();
        assert!(mounted.unwrap().success());
        Self(folder)
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg(self.0).status();
    }
}
