//! The data folder: one server, one city, one clock, its own keys.

mod support;

use std::os::unix::fs::PermissionsExt;

use calendar::Moment;
use identity::RegionCode;
use ledger::{Clock, ClockError, Ledger, MovableClock, OpenError, Options};
use support::*;

#[test]
fn a_second_server_is_refused_and_told_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = in_a_file(folder.path());
    let second = Ledger::open(folder.path(), options()).unwrap_err();
    assert!(matches!(second, OpenError::InUse(_)));
    assert!(second.to_string().contains(&folder.path().display().to_string()), "{second}");
    drop(first);
    in_a_file(folder.path());
}

#[test]
fn a_server_whose_database_was_put_back_writes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = open(folder.path());
    found(&server, record(1));
    for number in 1..=3 {
        issue(&server, record(1), format!("card {number}")).unwrap();
    }
    // As a copy of the second position would have it.
    test_database::execute(folder.path(), "DELETE FROM event WHERE position > 2");
    let refused = issue(&server, record(1), "card 4".to_owned()).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("ends at position 2, and this server has seen it up to 4"),
        "{refused}"
    );
    assert_eq!(
        server.state_blocking::<Society>(record(1)).unwrap().unwrap().version,
        2,
        "memory is not believed"
    );
    assert_eq!(count(&server, "SELECT count(*) FROM event"), 2);
}

#[test]
fn a_reader_works_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let server = open(folder.path());
    found(&server, record(1));
    let reader = Ledger::open_reading(folder.path(), options_in(folder.path())).unwrap();
    reader.register::<Society>().unwrap();
    assert!(state(&reader, record(1)).is_founded);
    ask(&server, record(1), Command::Join { members: 2 }, "join").unwrap();
    assert_eq!(state(&reader, record(1)).members, 2);
    assert_eq!(reader.verify_fold::<Society>().unwrap(), []);
    let written = ask(&reader, record(1), Command::Join { members: 1 }, "no");
    assert!(is_unavailable(&written), "{written:?}");
    drop(server);
    assert_eq!(state(&reader, record(1)).members, 2);
}

#[test]
fn there_is_nothing_to_read_in_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Ledger::open_reading(folder.path(), options_in(folder.path())),
        Err(OpenError::Empty(_) | OpenError::EmptyDatabase(_))
    ));
}

#[test]
fn a_city_whose_database_is_gone_is_lost_and_not_founded_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (database, head) = (folder.path().join("city.db"), folder.path().join("head"));
    std::fs::write(&head, "signed over a log that was here").unwrap();
    for gone in [None, Some("")] {
        if let Some(empty) = gone {
            std::fs::write(&database, empty).unwrap();
        }
        for refused in [
            Ledger::open(folder.path(), options()).err(),
            Ledger::open_reading(folder.path(), options()).err(),
            Ledger::city_in(folder.path()).err(),
        ] {
            let refused = refused.unwrap();
            assert!(matches!(refused, OpenError::Lost { .. }), "{refused}");
            assert!(refused.to_string().contains("--old"), "{refused}");
        }
    }
    assert!(!folder.path().join("keys").exists(), "nothing is made");
    assert_eq!(std::fs::metadata(&database).unwrap().len(), 0);
    // A database that somebody has put in its place, and that holds no city.
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute_batch("CREATE TABLE other (a INTEGER)").unwrap();
    drop(connection);
    std::fs::write(folder.path().join("keys"), format!("zhoudao-keys-1 {}\n", "ab".repeat(32))).unwrap();
    let refused = Ledger::open(folder.path(), options()).unwrap_err();
    assert!(matches!(refused, OpenError::Lost { .. }), "{refused}");
    std::fs::remove_file(&database).unwrap();
    std::fs::remove_file(&head).unwrap();
    in_a_file(folder.path());
}

#[test]
fn a_folder_holds_one_city() {
    let folder = tempfile::tempdir().unwrap();
    drop(in_a_file(folder.path()));
    let other = Options::new(RegionCode::fixed(370_100));
    assert!(matches!(Ledger::open(folder.path(), other), Err(OpenError::OtherCity { .. })));
}

#[test]
fn keys_are_made_once_for_their_owner_only_and_said_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    let keys = folder.path().join("keys");
    assert_eq!(std::fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(ledger.notices()[0].contains("new keys"));
    drop(ledger);
    assert!(open(folder.path()).notices().is_empty());
}

#[test]
fn a_city_is_not_opened_without_its_keys_or_with_others() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let apart = folder.path().join("apart");
    std::fs::rename(folder.path().join("keys"), &apart).unwrap();
    assert!(matches!(
        Ledger::open(folder.path(), options_in(folder.path())),
        Err(OpenError::Keys { .. })
    ));
    drop(open_with(folder.path(), options().with_keys(&apart)));
    std::fs::write(folder.path().join("keys"), format!("zhoudao-keys-1 {}\n", "ab".repeat(32))).unwrap();
    let error = Ledger::open(folder.path(), options_in(folder.path())).unwrap_err();
    assert!(matches!(error, OpenError::Keys { .. }), "{error}");
}

#[test]
fn time_does_not_go_back_when_the_clock_does() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(1_000_000);
    let ledger = open_with(folder.path(), options().with_clock(clock.clone()));
    assert_eq!(found(&ledger, record(1)).at, Moment(1_000_000));
    clock.set(400_000);
    let receipt = ask(&ledger, record(1), Command::Join { members: 1 }, "join").unwrap();
    assert_eq!(receipt.at, Moment(1_000_000));
    drop(ledger);
    let ledger = open_with(folder.path(), options().with_clock(clock.clone()));
    assert_eq!(ledger.now(), Moment(1_000_000));
    assert_eq!(
        ask(&ledger, record(1), Command::Join { members: 1 }, "again").unwrap().at,
        Moment(1_000_000)
    );
    clock.set(2_000_000);
    assert_eq!(
        ask(&ledger, record(1), Command::Join { members: 1 }, "later").unwrap().at,
        Moment(2_000_000)
    );
}

#[test]
fn a_demonstrations_clock_is_moved_forward_and_stays_there() {
    let folder = tempfile::tempdir().unwrap();
    let clock = MovableClock::open(folder.path()).unwrap();
    let start = clock.now();
    let in_a_year = start.plus(365 * 86_400_000);
    clock.advance_to(in_a_year).unwrap();
    assert!(clock.now() >= in_a_year);
    assert!(matches!(clock.advance_to(start), Err(ClockError::Backward { .. })));
    drop(clock);
    assert!(MovableClock::open(folder.path()).unwrap().now() >= in_a_year);
}

#[test]
fn side_tables_are_built_by_steps_that_never_change() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    const FIRST: &str = "CREATE TABLE session (city INTEGER, token BLOB, PRIMARY KEY (city, token))";
    const SECOND: &str = "ALTER TABLE session ADD COLUMN until INTEGER";
    ledger.migrate("people", &[FIRST]).unwrap();
    ledger.migrate("people", &[FIRST]).unwrap();
    ledger.migrate("people", &[FIRST, SECOND]).unwrap();
    assert!(unavailable(ledger.migrate("people", &[SECOND, FIRST])).contains("changed"));
    assert!(unavailable(ledger.migrate("people", &[FIRST])).contains("newer"));
    assert!(unavailable(ledger.migrate("broken", &["CREATE TABLE one (a INTEGER)", "no SQL"])).contains("syntax"));
    ledger.migrate("broken", &["CREATE TABLE one (a INTEGER)"]).unwrap();
    let insert = ledger::Statement::new(
        "INSERT INTO session (city, token, until) VALUES ($1, $2, $3)",
        ledger::values![CITY, record(1), 5],
    );
    assert_eq!(ledger.side_blocking(vec![insert.clone()]).unwrap(), [1]);
    let other = ledger::Statement::new(
        "INSERT INTO session (city, token) VALUES ($1, $2)",
        ledger::values![CITY, record(2)],
    );
    assert!(ledger.side_blocking(vec![other, insert]).is_err());
    assert_eq!(count(&ledger, "SELECT count(*) FROM session"), 1);
}

#[test]
fn a_step_that_fails_half_way_is_undone_with_those_before_it_and_the_next_start_goes_on() {
    const FIRST: &str = "CREATE TABLE house (city INTEGER, rooms INTEGER)";
    const DOUBLED: &str = "UPDATE house SET rooms = rooms * 2";
    const BAD: &str =
        "CREATE TABLE garden (city INTEGER); INSERT INTO garden (city) VALUES (371600); UPDATE gardens SET city = 0";
    const GOOD: &str = "CREATE TABLE garden (city INTEGER)";
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    ledger.migrate("house", &[FIRST]).unwrap();
    let insert = "INSERT INTO house (city, rooms) VALUES ($1, $2)";
    ledger
        .side_blocking(vec![ledger::Statement::new(insert, ledger::values![CITY, 3])])
        .unwrap();
    let reason = unavailable(ledger.migrate("house", &[FIRST, DOUBLED, BAD]));
    assert!(reason.contains("gardens"), "{reason}");
    assert_eq!(count(&ledger, "SELECT rooms FROM house"), 3);
    found(&ledger, record(1));
    drop(ledger);
    let ledger = open(folder.path());
    assert_eq!(count(&ledger, "SELECT rooms FROM house"), 3);
    ledger.migrate("house", &[FIRST, DOUBLED, GOOD]).unwrap();
    ledger.migrate("house", &[FIRST, DOUBLED, GOOD]).unwrap();
    assert_eq!(count(&ledger, "SELECT rooms FROM house"), 6);
    assert_eq!(count(&ledger, "SELECT count(*) FROM garden"), 0);
    assert_whole(&ledger, &[record(1)]);
}
