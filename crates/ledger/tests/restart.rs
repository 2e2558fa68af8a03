//! A database that is stopped in the middle of a batch, connections that are cut: what was acknowledged is there once, and what was
//! not is answered by its key.
//!
//! The PostgreSQL is the one that other tests use, too: this is a program of its own, as cargo runs one after the other.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command as Process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ledger::{Ledger, SubmitError};
use support::*;

const CLIENTS: u64 = 8;
const SOCIETIES: u64 = 3;
/// Commands between two disturbances.
const BETWEEN: u64 = 60;
/// How long nobody may be answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// One at a time: all of them disturb the whole PostgreSQL.
static DISTURBING: Mutex<()> = Mutex::new(());

fn server(folder: &Path) -> Ledger {
    let ledger = Ledger::open(folder, options().in_database(test_database::postgres_of(folder))).unwrap();
    ledger.register::<Society>().unwrap();
    ledger
}

fn card(ledger: &Ledger, client: u64, number: u64) -> Outcome {
    let key = format!("card {client} {number}");
    let series = "card".to_owned();
    ask_as(
        ledger,
        client,
        numbered(client % SOCIETIES),
        Command::IssueCard { series },
        key,
    )
}

/// Has clients of two servers issue cards, and disturbs them; how many commands had no answer the first time.
fn unanswered_while(disturbances: u32, disturb: impl Fn(&Path)) -> u64 {
    let _alone = DISTURBING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    (0..SOCIETIES).for_each(|society| drop(found(&servers[0], numbered(society))));
    let (answered, unanswered, is_over) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let answers = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (servers, answers, answered, unanswered, is_over) = (&servers, &answers, &answered, &unanswered, &is_over);
            scope.spawn(move || {
                let server = &servers[client as usize % servers.len()];
                for number in 0.. {
                    if is_over.load(Ordering::SeqCst) {
                        return;
                    }
                    let receipt = answered_in_the_end(server, client, number, unanswered);
                    answers.lock().unwrap().insert((client, number), receipt);
                    answered.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for disturbance in 1..=u64::from(disturbances) {
            wait_for(&answered, disturbance * BETWEEN);
            disturb(folder.path());
        }
        let so_far = answered.load(Ordering::SeqCst);
        wait_for(&answered, so_far + BETWEEN);
        is_over.store(true, Ordering::SeqCst);
    });
    is_what_was_answered(&servers, &answers.into_inner().unwrap());
    unanswered.into_inner()
}

/// Version and position of a card, asked for under its key until somebody answers.
fn answered_in_the_end(server: &Ledger, client: u64, number: u64, unanswered: &AtomicU64) -> (u64, u64) {
    let began = Instant::now();
    let mut is_first = true;
    loop {
        match card(server, client, number) {
            Ok(receipt) => return (receipt.version, receipt.position),
            Err(SubmitError::Unavailable(reason)) => {
                assert!(began.elapsed() < PATIENCE, "{reason}");
                unanswered.fetch_add(u64::from(is_first), Ordering::SeqCst);
                is_first = false;
                thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

fn wait_for(answered: &AtomicU64, number: u64) {
    let began = Instant::now();
    while answered.load(Ordering::SeqCst) < number {
        assert!(began.elapsed() < PATIENCE, "the servers go on");
        thread::sleep(Duration::from_millis(5));
    }
}

fn is_what_was_answered(servers: &[Ledger; 2], answers: &BTreeMap<(u64, u64), (u64, u64)>) {
    for ((client, number), answer) in answers {
        let again = card(&servers[(*client as usize + 1) % 2], *client, *number).unwrap();
        assert!(again.replayed, "card {number} of {client} was acknowledged and is not there");
        assert_eq!((again.version, again.position), *answer);
    }
    for server in servers {
        let mut cards: Vec<_> = (0..SOCIETIES)
            .flat_map(|society| state(server, numbered(society)).cards)
            .collect();
        cards.sort_unstable();
        assert_eq!(
            cards,
            (1..=answers.len() as u64).collect::<Vec<_>>(),
            "no card twice, none left out"
        );
        assert_whole(server, &(0..SOCIETIES).map(numbered).collect::<Vec<_>>());
        assert_eq!(server.check_log().unwrap().findings, []);
    }
}

#[test]
fn a_database_that_is_restarted_in_the_middle_of_a_batch_has_lost_and_doubled_nothing() {
    let restart =
        std::env::var("ZHOUDAO_TEST_POSTGRES_RESTART").expect("a PostgreSQL for tests: run them through script/with-postgres");
    let unanswered = unanswered_while(4, |_| {
        assert!(
            Process::new(&restart).status().unwrap().success(),
            "the PostgreSQL starts again"
        );
    });
    assert!(unanswered > 0, "nobody was disturbed");
}

#[test]
fn a_connection_that_is_cut_around_a_commit_leaves_its_commands_to_their_keys() {
    let unanswered = unanswered_while(15, test_database::cut_connections);
    assert!(unanswered > 0, "nobody was disturbed");
}
