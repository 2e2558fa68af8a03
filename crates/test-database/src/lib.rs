//! The database under a city of the tests: a file in its folder, or where `ZHOUDAO_TEST_ENGINE` says `postgres`, a database of
//! the folder's own on the PostgreSQL that `ZHOUDAO_TEST_POSTGRES` names. So the same tests run on both.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::thread;

use ledger::{Database, PostgresAddress};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, NoTls};

/// The database of the city in that folder: always the same, and empty before it is first used.
///
/// # Panics
/// When there is to be a PostgreSQL and it cannot be used.
pub fn database_of(folder: &Path) -> Database {
    if is_postgres() {
        postgres_of(folder)
    } else {
        Database::InFolder
    }
}

/// Whether the tests run on PostgreSQL.
pub fn is_postgres() -> bool {
    env::var("ZHOUDAO_TEST_ENGINE").is_ok_and(|engine| engine == "postgres")
}

/// A PostgreSQL database of that folder, for what only PostgreSQL can.
///
/// # Panics
/// When it cannot be used.
pub fn postgres_of(folder: &Path) -> Database {
    postgres_asked(folder, "")
}

/// The same, with something behind its address: `?connect_timeout=3`.
///
/// # Panics
/// When it cannot be used.
pub fn postgres_asked(folder: &Path, parameters: &str) -> Database {
    let address = format!("{}{parameters}", postgres_address(folder));
    Database::Postgres(address.parse::<PostgresAddress>().expect("it is an address"))
}

/// The address of that database, for a program that is started with it.
///
/// # Panics
/// When it cannot be used.
pub fn postgres_address(folder: &Path) -> String {
    create(&server(), &name_of(folder));
    address_of(folder)
}

fn address_of(folder: &Path) -> String {
    let server = server();
    let (before, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{before}/{}", name_of(folder))
}

/// Executes something behind the program's back, and answers how many rows it changed.
///
/// # Panics
/// When the database refuses.
pub fn execute(folder: &Path, sql: &str) -> usize {
    if !is_postgres() {
        let file = rusqlite::Connection::open(folder.join("city.db")).expect("the folder holds a city");
        return file.execute(sql, []).expect("the file takes it");
    }
    let sql = spoken(sql);
    let changed = asked(address_of(folder), async move |client: Client| {
        client.execute(&sql, &[]).await
    });
    usize::try_from(changed.expect("the database takes it")).expect("a few rows")
}

/// Writes another leaf in place of the one at that position, behind the program's back: the same text with something else in it.
///
/// # Panics
/// When the database refuses, or the leaf does not have what is to be replaced.
pub fn alter_leaf(folder: &Path, position: u64, replaced: &str, by: &str) {
    let written = leaf(folder, position);
    let text = ledger::unpack_leaf(&written).expect("a leaf is there");
    let altered = text.replace(replaced, by);
    assert_ne!(altered, text, "{replaced} is not in {text}");
    let hex: String = altered.bytes().map(|byte| format!("{byte:02x}")).collect();
    let bytes = match is_postgres() {
        true => format!("decode('{hex}', 'hex')"),
        false => format!("x'{hex}'"),
    };
    let changed = execute(
        folder,
        &format!("UPDATE event SET leaf = {bytes} WHERE position = {position}"),
    );
    assert_eq!(changed, 1, "no event {position}");
}

/// What the database holds of the leaf at that position.
fn leaf(folder: &Path, position: u64) -> Vec<u8> {
    let sql = format!("SELECT leaf FROM event WHERE position = {position}");
    if !is_postgres() {
        let file = rusqlite::Connection::open(folder.join("city.db")).expect("the folder holds a city");
        return file.query_row(&sql, [], |row| row.get(0)).expect("the event is there");
    }
    let found = asked(address_of(folder), async move |client: Client| {
        client.query_one(&sql, &[]).await
    });
    found.expect("the event is there").get(0)
}

/// Lets nobody into the PostgreSQL database of that folder any more, and cuts whoever is in.
///
/// # Panics
/// When the server refuses.
pub fn shut(folder: &Path) {
    let shut = format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", name_of(folder));
    let asked = asked(server(), async move |client: Client| client.batch_execute(&shut).await);
    asked.expect("the server takes it");
    cut_connections(folder);
}

/// Cuts every connection to the PostgreSQL database of that folder, whatever is on its way.
///
/// # Panics
/// When the server refuses.
pub fn cut_connections(folder: &Path) {
    let cut = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
        name_of(folder)
    );
    let asked = asked(server(), async move |client: Client| client.batch_execute(&cut).await);
    asked.expect("the server takes it");
}

/// What damages a SQLite, said so that it damages a PostgreSQL too.
fn spoken(sql: &str) -> String {
    sql.replace("char(10)", "chr(10)")
        .replace("AS BLOB", "AS BYTEA")
        .replace("zeroblob(32)", "decode(repeat('00', 32), 'hex')")
        .replace("zeroblob(64)", "decode(repeat('00', 64), 'hex')")
}

fn server() -> String {
    env::var("ZHOUDAO_TEST_POSTGRES").expect("a PostgreSQL for tests: run them through script/with-postgres")
}

/// Asks a PostgreSQL in a thread of its own: tests may be in a runtime or not.
fn asked<T: Send + 'static>(address: String, ask: impl AsyncFnOnce(Client) -> T + Send + 'static) -> T {
    let asking = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let config: Config = address.parse().expect("it is an address");
            let (client, connection) = config.connect(NoTls).await.expect("the server answers");
            tokio::spawn(connection);
            ask(client).await
        })
    });
    asking.join().expect("the database was asked")
}

fn name_of(folder: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("city_{:016x}", hasher.finish())
}

fn create(server: &str, name: &str) {
    let create = format!("CREATE DATABASE {name} STRATEGY wal_log");
    let created = asked(server.to_owned(), async move |client: Client| {
        client.batch_execute(&create).await
    });
    match created {
        Ok(()) => {}
        // Another process of the same test was faster.
        Err(error)
            if matches!(
                error.code(),
                Some(&SqlState::DUPLICATE_DATABASE | &SqlState::UNIQUE_VIOLATION)
            ) => {}
        Err(error) => panic!("no database: {error}"),
    }
}
