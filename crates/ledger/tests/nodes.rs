//! Many servers on one PostgreSQL: whichever of them is asked, it is one city.

mod support;

use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, OpenError, Snapshot, SubmitError, Unavailable, timer_key};
use support::*;

const FOLDER: &str = "LEDGER_TEST_FOLDER";
/// How long the longest of these may take: a lease ends by itself.
const PATIENCE: Duration = Duration::from_secs(30);

/// One of the servers of the city in that folder.
fn server(folder: &Path) -> Ledger {
    let ledger = Ledger::open(folder, options().in_database(test_database::postgres_of(folder))).unwrap();
    ledger.register::<Society>().unwrap();
    ledger
}

#[test]
fn a_database_that_does_not_hold_the_city_is_said_to_be_empty_and_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let database = test_database::postgres_of(folder.path());
    let other = RegionCode::fixed(370_100);
    for named in [None, Some(CITY)] {
        assert_eq!(Ledger::city_at(folder.path(), &database, named).unwrap(), None);
    }
    let reading = Ledger::open_reading(folder.path(), options().in_database(database.clone()));
    assert!(matches!(reading, Err(OpenError::EmptyDatabase(_))), "{reading:?}");
    drop(server(folder.path()));
    let at = |named| Ledger::city_at(folder.path(), &database, named).unwrap();
    assert_eq!([at(None), at(Some(CITY)), at(Some(other))], [Some(CITY), Some(CITY), None]);
}

/// Of several machines in one address, the one that can be written to is chosen: also for reading.
#[test]
fn a_database_is_chosen_by_being_writable() {
    let folder = tempfile::tempdir().unwrap();
    let database = test_database::postgres_asked(
        folder.path(),
        "?target_session_attrs=read-write&options=-c%20application_name%3Dours",
    );
    let server = Ledger::open(folder.path(), options().in_database(database)).unwrap();
    server.register::<Society>().unwrap();
    found(&server, numbered(1));
    assert_eq!(count(&server, "SELECT count(*) FROM event"), 1);
    let changing = server.query_blocking("UPDATE event SET version = 2 RETURNING version", Vec::new());
    let refused = unavailable(changing);
    assert!(refused.contains("read-only"), "{refused}");
}

#[test]
fn a_database_that_does_not_hold_the_city_whose_head_lies_in_the_folder_gets_no_new_one() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(server(folder.path()));
    std::fs::write(folder.path().join("head"), "signed over the log of the city").unwrap();
    drop(server(folder.path()));
    let empty = test_database::postgres_of(other.path());
    for refused in [
        Ledger::open(folder.path(), options().in_database(empty.clone())).err(),
        Ledger::open_reading(folder.path(), options().in_database(empty.clone())).err(),
        Ledger::city_at(folder.path(), &empty, Some(CITY)).err(),
    ] {
        let refused = refused.unwrap();
        assert!(matches!(refused, OpenError::Lost { .. }), "{refused}");
        assert!(refused.to_string().contains("the database at"), "{refused}");
    }
}

#[test]
fn servers_that_open_a_new_city_at_the_same_moment_have_the_same_keys() {
    let folder = tempfile::tempdir().unwrap();
    let ready = Barrier::new(8);
    let servers: Vec<_> = std::thread::scope(|scope| {
        let opening = || {
            ready.wait();
            server(folder.path())
        };
        let opening: Vec<_> = (0..8).map(|_| scope.spawn(opening)).collect();
        opening.into_iter().map(|opened| opened.join().unwrap()).collect()
    });
    found(&servers[0], numbered(1));
    drop(servers);
    // The file that is left is that of the city.
    let later = server(folder.path());
    assert!(later.state_blocking::<Society>(numbered(1)).unwrap().is_some());
}

#[test]
fn what_one_server_has_answered_every_other_knows_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let record = numbered(1);
    found(&servers[0], record);
    for number in 1..=60_u64 {
        let (writing, reading) = (&servers[number as usize % 2], &servers[(number as usize + 1) % 2]);
        let receipt = issue(writing, record, format!("card {number}")).unwrap();
        assert_eq!((receipt.version, receipt.position), (number + 1, number + 1));
        assert_eq!(state(reading, record), *receipt.state);
    }
    for server in &servers {
        assert_whole(server, &[record]);
    }
}

/// Servers hear of each other once for all who ask at a time: nobody may be answered by a question that was under way before they came.
#[test]
fn whoever_asks_is_told_all_that_was_answered_before_however_many_ask() {
    const COMMANDS: u64 = 120;
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let record = numbered(1);
    found(&servers[0], record);
    let (answered, is_over) = (AtomicU64::new(1), AtomicBool::new(false));
    let write = &|(name, server): (usize, &Ledger)| {
        for number in 0..COMMANDS {
            let receipt = issue(server, record, format!("card {name} {number}")).unwrap();
            answered.fetch_max(receipt.version, Ordering::SeqCst);
        }
    };
    let read = &|server: &Ledger| {
        while !is_over.load(Ordering::SeqCst) {
            let before = answered.load(Ordering::SeqCst);
            let found = server.state_blocking::<Society>(record).unwrap().unwrap().version;
            assert!(found >= before, "version {before} was answered before, and {found} is told");
        }
    };
    std::thread::scope(|scope| {
        let writing = servers.iter().enumerate().map(|writer| scope.spawn(move || write(writer)));
        let writing: Vec<_> = writing.collect();
        for server in servers.iter().chain(&servers).chain(&servers) {
            scope.spawn(move || read(server));
        }
        let written: Vec<_> = writing.into_iter().map(|writer| writer.join()).collect();
        is_over.store(true, Ordering::SeqCst);
        written.into_iter().for_each(|written| written.unwrap());
    });
    for server in &servers {
        assert_eq!(
            server.state_blocking::<Society>(record).unwrap().unwrap().version,
            2 * COMMANDS + 1
        );
        assert_whole(server, &[record]);
    }
}

/// A page waits in a task, whatever is read beside it in a thread: neither may hold what the other needs to go on.
#[test]
fn readers_that_wait_in_tasks_and_in_threads_do_not_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path());
    let record = numbered(1);
    found(&server, record);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    for _ in 0..20 {
        let (asked, waiting, done) = (server.clone(), server.clone(), tell.clone());
        runtime.spawn(async move { tell_version(&done, asked.state::<Society>(record).await) });
        let done = tell.clone();
        runtime.spawn(async move { tell_version(&done, waiting.state_blocking::<Society>(record)) });
    }
    for _ in 0..40 {
        assert_eq!(told.recv_timeout(PATIENCE), Ok(1), "readers wait for each other");
    }
}

fn tell_version(done: &std::sync::mpsc::Sender<u64>, found: Result<Option<Snapshot<State>>, Unavailable>) {
    done.send(found.unwrap().unwrap().version).unwrap();
}

/// How often two servers decide at the same record; `ZHOUDAO_TEST_RACES=10000` for the long run.
fn races() -> u64 {
    let races = std::env::var("ZHOUDAO_TEST_RACES").map_or(800, |races| races.parse().unwrap());
    assert_eq!(races % 8, 0, "eight threads share the races");
    races
}

#[test]
fn two_servers_that_decide_at_the_same_record_never_decide_from_the_same_version() {
    let races = races();
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let record = numbered(1);
    found(&servers[0], record);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let server = &servers[thread % 2];
            scope.spawn(move || {
                for race in 0..races / 8 {
                    issue(server, record, format!("card {thread} {race}")).unwrap();
                }
            });
        }
    });
    for server in &servers {
        let cards = state(server, record).cards;
        assert_eq!(
            cards,
            (1..=races).collect::<Vec<_>>(),
            "numbers without gaps, in the order of the record"
        );
        assert_whole(server, &[record]);
    }
}

#[test]
fn a_command_that_both_servers_are_given_happens_once() {
    const AT_ONCE: usize = 4;
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let record = numbered(1);
    found(&servers[0], record);
    for number in 0..50 {
        // Some of them come while their server waits for the pen.
        let answers: Vec<Vec<_>> = std::thread::scope(|scope| {
            let asked: Vec<Vec<_>> = (0..AT_ONCE)
                .map(|one| {
                    let at_each = servers
                        .iter()
                        .map(|server| scope.spawn(move || issue(server, record, format!("card {number} {one}")).unwrap()));
                    at_each.collect()
                })
                .collect();
            let answered = asked
                .into_iter()
                .map(|of_one| of_one.into_iter().map(|asked| asked.join().unwrap()).collect());
            answered.collect()
        });
        for answers in answers {
            assert_eq!(answers.iter().filter(|answer| answer.replayed).count(), 1);
            assert_eq!(answers[0].state, answers[1].state);
            assert_eq!(answers[0].position, answers[1].position);
        }
    }
    let issued = state(&servers[0], record).cards;
    assert_eq!(issued, (1..=50 * AT_ONCE as u64).collect::<Vec<_>>());
}

#[test]
fn a_name_taken_at_one_server_is_taken_at_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let name = || Command::Found { name: "chess".into() };
    ask(&servers[0], numbered(1), name(), "found").unwrap();
    let taken = ask(&servers[1], numbered(2), name(), "found too");
    assert!(matches!(taken, Err(SubmitError::Claimed { .. })), "{taken:?}");
    let (from, to) = ("chess".to_owned(), "go".to_owned());
    ask(&servers[1], numbered(1), Command::Rename { from, to }, "rename").unwrap();
    ask(&servers[0], numbered(2), name(), "found now").unwrap();
    let other = numbered(1);
    let stale = ask(&servers[0], numbered(2), Command::Expect { other, version: 1 }, "expect");
    assert!(matches!(stale, Err(SubmitError::Stale { .. })), "{stale:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_at_one_server_is_told_of_what_the_other_commits() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = tokio::task::block_in_place(|| (server(folder.path()), server(folder.path())));
    let record = numbered(1);
    let (mut told, mut told_of_all) = (second.watch_record(record), second.watch());
    tokio::task::block_in_place(|| found(&first, record));
    let heard = tokio::time::timeout(PATIENCE, told.recv()).await.unwrap().unwrap();
    assert_eq!((heard.position, heard.kind, heard.version), (1, "society", 1));
    assert_eq!(
        tokio::time::timeout(PATIENCE, told_of_all.recv()).await.unwrap().unwrap(),
        heard
    );
    assert_eq!(second.position(), 1);
}

#[test]
fn who_is_at_fault_fails_alone_while_another_server_writes() {
    const ROUNDS: u64 = 40;
    let folder = tempfile::tempdir().unwrap();
    let servers = [server(folder.path()), server(folder.path())];
    let (broken, whole) = (numbered(1), [numbered(2), numbered(3)]);
    found(&servers[0], broken);
    whole.iter().for_each(|record| _ = found(&servers[0], *record));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (server, record) = (&servers[thread % 2], whole[thread % 2]);
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    issue(server, record, format!("card {thread} {round}")).unwrap();
                }
            });
        }
        for thread in 0..2 {
            let server = &servers[0];
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let refused = ask(
                        server,
                        broken,
                        Command::BreakRows(Breaking::Null),
                        format!("break {thread} {round}"),
                    );
                    assert!(is_broken(&refused), "{refused:?}");
                }
            });
        }
    });
    let cards: Vec<u64> = whole.iter().flat_map(|record| state(&servers[0], *record).cards).collect();
    assert_eq!(cards.len() as u64, 8 * ROUNDS);
    for server in &servers {
        assert_whole(server, &[broken, whole[0], whole[1]]);
    }
}

#[test]
fn what_postgresql_cannot_be_told_holds_back_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path());
    let record = numbered(1);
    found(&server, record);
    let mistyped = ask(&server, record, Command::BreakRows(Breaking::Mistyped), "mistyped");
    assert!(is_unavailable(&mistyped), "{mistyped:?}");
    assert_eq!(count(&server, "SELECT count(*) FROM event"), 1, "no event without its rows");
    assert_eq!(
        ask(&server, record, Command::Join { members: 1 }, "join").unwrap().position,
        2
    );
    assert_whole(&server, &[record]);
}

/// A server whose reaction greets who joins, and whose timer holds the meeting; it counts what it does.
fn at_work(folder: &Path) -> (Ledger, Arc<AtomicU32>) {
    let ledger = server(folder);
    let done = Arc::new(AtomicU32::new(0));
    let (reacting, counted) = (ledger.clone(), Arc::clone(&done));
    ledger.react("greeting", move |entry| {
        let (ledger, counted) = (reacting.clone(), Arc::clone(&counted));
        async move {
            if entry.event_type == "joined" {
                let permit = may_react("greeting", entry.record);
                let greet = ReactWith(Command::Greet);
                ledger
                    .submit::<Society, _>(&permit, entry.record, greet, entry.key("greeting"))
                    .await?;
                counted.fetch_add(1, Ordering::SeqCst);
            }
            Ok(())
        }
    });
    let (timing, counted) = (ledger.clone(), Arc::clone(&done));
    ledger.on_timer("meeting", move |record, at| {
        let (ledger, counted) = (timing.clone(), Arc::clone(&counted));
        async move {
            let key = timer_key(record, "meeting", at);
            ledger
                .submit::<Society, _>(&may_end(record), record, OnTime(Command::Meet), key)
                .await?;
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    });
    ledger.start();
    (ledger, done)
}

async fn eventually_met(ledger: &Ledger, record: RecordId, meetings: u32, greetings: u32) {
    let looking = async {
        loop {
            let found = ledger.state::<Society>(record).await.unwrap().unwrap();
            if (found.state.meetings, found.state.greetings) == (meetings, greetings) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("what follows is done");
}

/// The server that will be killed: founds a society when it has taken the leases, and works on.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started and killed by reactions_and_timers_are_done_once_and_survive_whoever_did_them"]
async fn a_server_that_will_be_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let (ledger, _) = tokio::task::block_in_place(|| at_work(Path::new(&folder)));
    for lease in ["greeting", "timers"] {
        while !ledger.holds(lease).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    tokio::task::block_in_place(|| found(&ledger, numbered(1)));
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reactions_and_timers_are_done_once_and_survive_whoever_did_them() {
    let folder = tempfile::tempdir().unwrap();
    let record = numbered(1);
    let mut first = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_server_that_will_be_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let (second, done_by_second) = tokio::task::block_in_place(|| {
        let looking = server(folder.path());
        let is_founded = || looking.state_blocking::<Society>(record).unwrap().is_some();
        while !is_founded() {
            assert!(first.try_wait().unwrap().is_none(), "the first server works");
            std::thread::sleep(Duration::from_millis(20));
        }
        at_work(folder.path())
    });
    let ask_in_place =
        |ledger: &Ledger, command, key: &str| tokio::task::block_in_place(|| ask(ledger, record, command, key)).unwrap();
    ask_in_place(&second, Command::Join { members: 5 }, "join");
    ask_in_place(&second, Command::MeetAt { at: Some(Moment(1)) }, "meet");
    eventually_met(&second, record, 1, 5).await;
    assert_eq!(done_by_second.load(Ordering::SeqCst), 0, "the first server holds the leases");
    // Killed without a word: nothing that it has is given back.
    first.kill().unwrap();
    first.wait().unwrap();
    ask_in_place(&second, Command::Join { members: 1 }, "join at last");
    ask_in_place(&second, Command::MeetAt { at: Some(Moment(2)) }, "meet again");
    eventually_met(&second, record, 2, 6).await;
    // It may have begun again what the first had done and not yet written down: done twice, it happened once.
    eventually("what the second did is counted", || {
        done_by_second.load(Ordering::SeqCst) >= 2
    })
    .await;
    eventually_met(&second, record, 2, 6).await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_closes_lets_the_others_go_on_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let record = numbered(1);
    let (first, _) = tokio::task::block_in_place(|| at_work(folder.path()));
    let (second, done_by_second) = tokio::task::block_in_place(|| at_work(folder.path()));
    tokio::task::block_in_place(|| found(&first, record));
    first.close().await;
    tokio::task::block_in_place(|| ask(&second, record, Command::Join { members: 2 }, "join")).unwrap();
    eventually_met(&second, record, 0, 2).await;
    eventually("what the second did is counted", || {
        done_by_second.load(Ordering::SeqCst) == 2
    })
    .await;
    let checked = second.check_log().unwrap();
    assert_eq!(checked.findings, []);
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_renew_a_lease_stops_believing_in_it_before_another_can_have_it() {
    /// From the last time that it was renewed.
    const TERM: Duration = Duration::from_secs(8);
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| server(folder.path()));
    assert!(ledger.holds("heads").await);
    test_database::shut(folder.path());
    let losing = async {
        while ledger.holds("heads").await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(TERM, losing).await.expect("it no longer believes in it");
}
