//! A database on the file system that gathers: others see what is committed, what was rolled back is gone, a transaction may be larger than
//! memory, and a process that ends without closing has lost nothing that was committed.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

fn opened(file: &Path) -> Connection {
    let file_system = gathering_disk::over_the_default().unwrap();
    let connection = Connection::open_with_flags_and_vfs(file, OpenFlags::default(), file_system.as_str()).unwrap();
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, bytes BLOB)";
    connection.execute_batch(settings).unwrap();
    connection
}

fn fill(connection: &Connection, from: u32, through: u32) {
    let pages = "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) INSERT INTO page SELECT i, randomblob(3000) FROM n";
    connection.execute(pages, [from, through]).unwrap();
}

fn count(connection: &Connection) -> u32 {
    connection
        .query_row("SELECT count(*) FROM page", [], |row| row.get(0))
        .unwrap()
}

fn is_whole(connection: &Connection) -> bool {
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    said == "ok"
}

#[test]
fn others_see_what_is_committed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("city.db");
    let writer = opened(&file);
    let reader = Connection::open(&file).unwrap();
    fill(&writer, 1, 10);
    assert_eq!(count(&reader), 10);
    writer.execute_batch("BEGIN").unwrap();
    fill(&writer, 11, 20);
    assert_eq!((count(&writer), count(&reader)), (20, 10));
    writer.execute_batch("ROLLBACK").unwrap();
    fill(&writer, 31, 35);
    assert_eq!((count(&writer), count(&reader)), (15, 15));
    assert!(is_whole(&reader));
}

#[test]
fn a_transaction_that_is_larger_than_memory_reads_itself_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("city.db");
    let writer = opened(&file);
    writer.execute_batch("PRAGMA cache_size = 10; BEGIN").unwrap();
    fill(&writer, 1, 3_000);
    writer
        .execute_batch("UPDATE page SET bytes = zeroblob(3000) WHERE number % 3 = 0")
        .unwrap();
    assert_eq!(count(&writer), 3_000);
    writer.execute_batch("ROLLBACK; BEGIN").unwrap();
    fill(&writer, 1, 2_000);
    writer
        .execute_batch("UPDATE page SET bytes = zeroblob(2000) WHERE number % 2 = 0; COMMIT")
        .unwrap();
    let reader = Connection::open(&file).unwrap();
    assert_eq!(count(&reader), 2_000);
    assert!(is_whole(&reader));
    writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    assert!(is_whole(&reader) && count(&reader) == 2_000);
}

#[test]
fn what_was_rolled_back_does_not_come_back_however_the_log_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("city.db");
    let writer = opened(&file);
    let copier = opened(&file);
    fill(&writer, 1, 20);
    writer.execute_batch("PRAGMA cache_size = 10; BEGIN").unwrap();
    fill(&writer, 101, 900);
    writer.execute_batch("SAVEPOINT one").unwrap();
    fill(&writer, 1_001, 1_500);
    // Another connection copies the log while this one has written some of it that is not committed.
    copier.execute_batch("PRAGMA wal_checkpoint(PASSIVE)").unwrap();
    writer.execute_batch("ROLLBACK TO one").unwrap();
    assert_eq!(count(&writer), 820);
    writer.execute_batch("ROLLBACK").unwrap();
    copier.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fill(&writer, 21, 30);
    let reader = Connection::open(&file).unwrap();
    assert_eq!(count(&reader), 30);
    assert!(is_whole(&reader));
    drop((writer, copier, reader));
    let again = opened(&file);
    assert_eq!(count(&again), 30);
    assert!(is_whole(&again));
}

#[test]
fn what_was_committed_is_in_the_files_when_nobody_closes_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("city.db");
    let writer = opened(&file);
    fill(&writer, 1, 50);
    writer.execute_batch("BEGIN").unwrap();
    fill(&writer, 51, 60);
    let copy = tempfile::tempdir().unwrap();
    for name in ["city.db", "city.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let found = Connection::open(copy.path().join("city.db")).unwrap();
    assert_eq!(count(&found), 50);
    assert!(is_whole(&found));
}
