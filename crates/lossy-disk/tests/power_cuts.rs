//! What a database holds after the power was cut.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lossy_disk::{Disk, Spill, Survival, install};
use rusqlite::{Connection, Error, ErrorCode, params};

/// A folder on a disk of its own.
struct Place {
    folder: tempfile::TempDir,
    disk: Disk,
    /// Tests share the process's list of disks and nothing else, but each is clearer alone.
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

impl Place {
    fn new(seed: u64, spill: Spill) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        install().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::under(folder.path(), seed, spill).unwrap();
        Self {
            folder,
            disk,
            _turn: turn,
        }
    }

    fn open(&self, synchronous: &str) -> Connection {
        let connection = Connection::open(self.folder.path().join("city.db")).unwrap();
        let mode: String = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "wal");
        connection.pragma_update(None, "synchronous", synchronous).unwrap();
        connection.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        connection
            .execute_batch("CREATE TABLE IF NOT EXISTS act (number INTEGER PRIMARY KEY, words BLOB)")
            .unwrap();
        connection
    }

    /// Cuts the power under an open database, and brings it back.
    fn cut(&self, connection: Connection, survival: Survival) {
        self.disk.cut(survival);
        self.after_a_cut(connection);
    }

    fn after_a_cut(&self, connection: Connection) {
        assert!(self.disk.is_cut());
        // Closing finds no disk, and cannot do anything about it.
        let _ = connection.close();
        self.disk.restore();
    }
}

fn write(connection: &Connection, number: u64) -> Result<(), Error> {
    let words = vec![number as u8; 3_000 + number as usize * 7];
    connection.execute("INSERT INTO act VALUES ($1, $2)", params![number, words])?;
    Ok(())
}

fn numbers(connection: &Connection) -> Vec<u64> {
    let mut statement = connection.prepare("SELECT number, words FROM act ORDER BY number").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?)));
    let rows: Vec<_> = rows.unwrap().map(Result::unwrap).collect();
    assert!(
        rows.iter()
            .all(|(number, words)| words.iter().all(|byte| *byte == *number as u8))
    );
    rows.into_iter().map(|(number, _)| number).collect()
}

fn is_whole(connection: &Connection) -> bool {
    let word: Result<String, _> = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0));
    word.is_ok_and(|word| word == "ok")
}

/// Whatever was answered under `synchronous = FULL` is there, and nothing is torn, for many seeds, whether or not pieces had
/// reached the platter before, and though the log was copied into the database and cut meanwhile.
#[test]
fn what_was_synced_survives_every_cut() {
    for (seed, spill) in (0..40).flat_map(|seed| [(seed, Spill::Always), (seed, Spill::WhenCut)]) {
        let place = Place::new(seed, spill);
        let mut answered = 0;
        for round in 0..6 {
            let survival = [Survival::Nothing, Survival::Torn, Survival::Everything][(seed + round) as usize % 3];
            let connection = place.open("FULL");
            assert!(is_whole(&connection), "seed {seed}, round {round}");
            let found = numbers(&connection);
            assert!(
                (answered..=answered + 1).contains(&(found.len() as u64)),
                "seed {seed}, round {round}"
            );
            if round > 0 && survival_before(seed, round) != Survival::Everything && spill == Spill::WhenCut {
                assert_eq!(found.len() as u64, answered, "a torn commit is none");
            }
            answered = found.len() as u64;
            place.disk.cut_in_commit(3 + seed % 4, survival);
            let failed = (answered..).find_map(|number| match write(&connection, number) {
                Ok(()) => {
                    answered += 1;
                    if number % 3 == 2 {
                        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
                    }
                    None
                }
                Err(error) => Some(error),
            });
            assert_eq!(
                failed.and_then(|error| error.sqlite_error_code()),
                Some(ErrorCode::SystemIoFailure)
            );
            place.after_a_cut(connection);
        }
        assert!(answered > 10);
    }
}

fn survival_before(seed: u64, round: u64) -> Survival {
    [Survival::Nothing, Survival::Torn, Survival::Everything][(seed + round - 1) as usize % 3]
}

/// Without syncs the same cuts lose what was answered: the disk finds a missing sync.
#[test]
fn what_was_not_synced_is_lost_or_torn() {
    let mut harmed = 0;
    for seed in 0..20 {
        let place = Place::new(seed, Spill::Always);
        let connection = place.open("FULL");
        write(&connection, 0).unwrap();
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        for number in 1..20 {
            write(&connection, number).unwrap();
        }
        place.cut(connection, Survival::Torn);
        let connection = Connection::open(place.folder.path().join("city.db")).unwrap();
        let is_lost = !is_whole(&connection) || numbers(&connection).len() < 20;
        harmed += u64::from(is_lost);
    }
    assert_eq!(harmed, 20);
}

/// `NORMAL` answers before it syncs.
#[test]
fn an_answer_before_the_sync_is_lost() {
    let place = Place::new(7, Spill::WhenCut);
    let connection = place.open("NORMAL");
    for number in 0..5 {
        write(&connection, number).unwrap();
    }
    place.cut(connection, Survival::Nothing);
    assert_eq!(numbers(&place.open("NORMAL")), Vec::<u64>::new());
}

/// Synced pages that a checkpoint has copied without a sync are copied again from the log.
#[test]
fn a_checkpoint_that_is_cut_is_done_again() {
    for seed in 0..30 {
        let place = Place::new(seed, Spill::Always);
        let connection = place.open("FULL");
        for number in 0..30 {
            write(&connection, number).unwrap();
        }
        // A checkpoint without a sync leaves the database itself half written.
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        place.cut(connection, Survival::Torn);
        let connection = place.open("FULL");
        assert!(is_whole(&connection), "seed {seed}");
        assert_eq!(numbers(&connection), (0..30).collect::<Vec<_>>(), "seed {seed}");
    }
}

#[test]
fn readers_beside_the_writer_see_what_is_not_synced() {
    let place = Place::new(3, Spill::WhenCut);
    let writer = place.open("OFF");
    let reader = Connection::open(place.folder.path().join("city.db")).unwrap();
    write(&writer, 0).unwrap();
    assert_eq!(numbers(&reader), [0]);
    write(&writer, 1).unwrap();
    assert_eq!(numbers(&reader), [0, 1]);
}

#[test]
fn a_full_disk_takes_nothing_more_until_there_is_room() {
    let place = Place::new(1, Spill::Always);
    let connection = place.open("FULL");
    write(&connection, 0).unwrap();
    place.disk.fill();
    let refused = write(&connection, 1).unwrap_err();
    assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::DiskFull));
    assert_eq!(numbers(&connection), [0]);
    place.disk.make_room();
    write(&connection, 1).unwrap();
    assert_eq!(numbers(&connection), [0, 1]);
}

#[test]
fn folders_that_are_on_no_lossy_disk_are_the_platforms() {
    let place = Place::new(1, Spill::Always);
    let other = tempfile::tempdir().unwrap();
    let connection = Connection::open(other.path().join("city.db")).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = OFF; CREATE TABLE act (number INTEGER PRIMARY KEY, words BLOB)")
        .unwrap();
    write(&connection, 4).unwrap();
    place.disk.cut(Survival::Nothing);
    assert_eq!(numbers(&connection), [4]);
    assert!(Path::new(&other.path().join("city.db")).metadata().unwrap().len() > 3_000);
}
