//! Opening a city.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use identity::{RecordId, RegionCode};
use proof::Suite;
use tokio::sync::{mpsc, watch};

use super::{Inner, WriterHandle};
use crate::care::{MOVED_FILE, beginning, unsigned};
use crate::engine::{Committing, Fault, QUEUE_MAX, Queue, Readers, Source, Writer, cities, last_event, migrate};
use crate::erasing::ListPlace;
use crate::error::{OpenError, Unavailable};
use crate::files::{Files, Noting};
use crate::leases::Leases;
use crate::options::{Database, Options};
use crate::point::Point;
use crate::postgres::{self, Asking, Postgres, PostgresAddress, PostgresWriter};
use crate::proving::{Anchor, Epochs, HEAD_FILE};
use crate::rows::Statement;
use crate::shared::Shared;
use crate::sqlite::{self, DATABASE_FILE, FolderLock, SqliteReaders, SqliteWriter, check_engine, open_to_read};
use crate::values;
use crate::vault::{Keys, Opened};

pub(super) fn open(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    fs::create_dir_all(folder).map_err(|error| disk(folder, error))?;
    match &options.database {
        Database::InFolder => open_file(folder, options),
        Database::Postgres(address) => open_postgres(folder, options, address),
    }
}

fn open_file(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    check_engine()?;
    let lock = FolderLock::take(folder)?;
    Point::FolderLocked.pass();
    let failed = |fault: Fault| database(folder, fault);
    // Before the database is made: a city without keys is none, and one that is lost is not made anew.
    let is_new_city = !is_written(&folder.join(DATABASE_FILE));
    if is_new_city {
        not_lost(folder, &options.database)?;
    }
    let opened = Keys::open(folder, options.keys.as_deref(), is_new_city)?;
    let mut engine = SqliteWriter::open(folder, lock, options).map_err(failed)?;
    migrated(&mut engine, sqlite::LOG).map_err(failed)?;
    let (shared, notice) = founded(&mut engine, Whose::TheOnly, folder, options, opened, failed)?;
    let readers = Readers::start(SqliteReaders::of(folder)).map_err(|error| disk(folder, error))?;
    writing(folder, options, (shared, notice), Box::new(engine), readers, Leases::Ours)
}

fn open_postgres(folder: &Path, options: &Options, address: &PostgresAddress) -> Result<Inner, OpenError> {
    let failed = |fault: Fault| at(address, fault);
    let postgres = Arc::new(Postgres::new(address.clone()).map_err(failed)?);
    let mut engine = PostgresWriter::open(&postgres, options.city, options.partitions).map_err(failed)?;
    migrated(&mut engine, postgres::LOG).map_err(failed)?;
    let whose = Whose::Of(options.city);
    // In this order: another server may found the city and put down its first head meanwhile.
    let head = not_lost(folder, &options.database);
    let is_new_city = found_row(&engine, whose).map_err(failed)?.is_none();
    if is_new_city {
        head?;
    }
    let opened = Keys::open(folder, options.keys.as_deref(), is_new_city)?;
    let (shared, notice) = founded(&mut engine, whose, folder, options, opened, failed)?;
    let leases = Leases::shared(Arc::clone(&postgres), options.city, server_name()?);
    let readers = Readers::start(postgres.readers()).map_err(|error| disk(folder, error))?;
    let mut inner = writing(
        folder,
        options,
        (Arc::clone(&shared), notice),
        Box::new(engine),
        readers,
        leases,
    )?;
    postgres.listen(&shared);
    inner.others = Some(Asking::begin(&postgres, &shared).map_err(failed)?);
    Ok(inner)
}

/// Starts the thread that writes.
fn writing(
    folder: &Path,
    options: &Options,
    (shared, notice): (Arc<Shared>, Option<String>),
    engine: Box<dyn Committing>,
    readers: Readers,
    leases: Leases,
) -> Result<Inner, OpenError> {
    let (sender, receiver) = mpsc::channel(QUEUE_MAX);
    let noting = match &options.database {
        Database::InFolder => Noting::BesideTheDatabase,
        Database::Postgres(_) => Noting::InTheDatabase(sender.clone()),
    };
    let (files, out_of_reach) = Files::open(folder, shared.keys.for_files(), options, noting)?;
    let gone = files.gone(&readers, options.city);
    let gone = gone.map_err(|unavailable| database(folder, unavailable.into()))?;
    let mut writer = Writer::new(engine, Arc::clone(&shared), options).map_err(|fault| database(folder, fault))?;
    writer.remember().map_err(|fault| database(folder, fault))?;
    let thread = thread::Builder::new()
        .name("ledger-writer".to_owned())
        .spawn(move || writer.run(Queue::new(receiver)))
        .map_err(|error| disk(folder, error))?;
    let writer = Some(WriterHandle { sender, thread });
    let notices = notice.into_iter().chain(out_of_reach).chain(gone).collect();
    Ok(inner((folder, options), shared, readers, files, notices, leases, writer))
}

pub(super) fn open_reading(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    let (readers, whose) = match &options.database {
        Database::InFolder => {
            check_engine()?;
            if !is_written(&folder.join(DATABASE_FILE)) {
                not_lost(folder, &options.database)?;
                return Err(OpenError::Empty(folder.into()));
            }
            (Readers::start(SqliteReaders::of(folder)), Whose::TheOnly)
        }
        Database::Postgres(address) => {
            let postgres = Postgres::new(address.clone()).map_err(|fault| at(address, fault))?;
            let cities = postgres.cities().map_err(|fault| at(address, fault))?;
            if !cities.contains(&options.city) {
                not_lost(folder, &options.database)?;
                return Err(OpenError::EmptyDatabase(address.clone()));
            }
            (Readers::start(Arc::new(postgres).readers()), Whose::Of(options.city))
        }
    };
    let readers = readers.map_err(|error| disk(folder, error))?;
    let opened = Keys::open(folder, options.keys.as_deref(), false)?;
    let found = readers.read_at_length(|source| {
        let epochs = Epochs::read(source, options.city)?;
        Ok((found_row(source, whose)?, epochs, last_event(source, options.city)?))
    });
    let (found, epochs, end) = found.map_err(|unavailable| database(folder, unavailable.into()))?;
    let (shared, notice) = checked((found, epochs), folder, options, opened)?;
    if let Some(end) = end {
        shared.remember(end);
    }
    let files = Files::reading(folder, shared.keys.for_files(), options)?;
    let notices = notice.into_iter().collect();
    Ok(inner((folder, options), shared, readers, files, notices, Leases::Ours, None))
}

pub(super) fn cities_in(folder: &Path, database: &Database) -> Result<Vec<RegionCode>, OpenError> {
    match database {
        Database::InFolder => {
            let file = folder.join(DATABASE_FILE);
            if !is_written(&file) {
                return Ok(Vec::new());
            }
            let found = open_to_read(&file).map_err(Fault::from).and_then(|source| cities(&source));
            found.map_err(|fault| self::database(folder, fault))
        }
        Database::Postgres(address) => {
            let found = Postgres::new(address.clone()).and_then(|postgres| postgres.cities());
            found.map_err(|fault| at(address, fault))
        }
    }
}

/// An empty file is what a disk leaves of a database that had no time to be written, or somebody's slip.
fn is_written(database: &Path) -> bool {
    fs::metadata(database).is_ok_and(|file| file.len() > 0)
}

/// Where there is no city, there was none: a head that lies in the folder is signed over a log.
pub(super) fn not_lost(folder: &Path, database: &Database) -> Result<(), OpenError> {
    if *database == Database::InFolder && folder.join(MOVED_FILE).exists() {
        return Err(OpenError::Moved(folder.into()));
    }
    if !folder.join(HEAD_FILE).exists() {
        return Ok(());
    }
    Err(OpenError::Lost {
        folder: folder.into(),
        place: match database {
            Database::InFolder => folder.join(DATABASE_FILE).display().to_string(),
            Database::Postgres(address) => format!("the database at {address}"),
        },
    })
}

/// Brings the log's own tables to today's form.
fn migrated(engine: &mut dyn Committing, steps: &[&str]) -> Result<(), Fault> {
    migrate(engine, "ledger", steps).map_err(|error| Unavailable(error.to_string()).into())
}

fn inner(
    (folder, options): (&Path, &Options),
    shared: Arc<Shared>,
    readers: Readers,
    files: Files,
    notices: Vec<String>,
    leases: Leases,
    writer: Option<WriterHandle>,
) -> Inner {
    Inner {
        shared,
        readers: Arc::new(readers),
        is_reading_only: writer.is_none(),
        writer: Mutex::new(writer),
        handlers: Mutex::default(),
        reacting: Mutex::default(),
        stopping: watch::Sender::new(false),
        files,
        anchor: Anchor::of(folder),
        leases: Arc::new(leases),
        others: None,
        list_place: match options.database {
            Database::InFolder => ListPlace::BesideTheFile,
            Database::Postgres(_) => ListPlace::InTheDatabase,
        },
        notices,
    }
}

/// Whose row of the table of cities counts.
#[derive(Clone, Copy)]
enum Whose {
    /// The file's only one.
    TheOnly,
    /// The city's own, among others.
    Of(RegionCode),
}

/// A city as it was founded.
struct Founded {
    city: RegionCode,
    /// By which its keys are known.
    keys: String,
    suite: Suite,
}

/// A new file becomes that of the city for which it was opened; a database that many share takes one more.
fn founded(
    engine: &mut dyn Committing,
    whose: Whose,
    folder: &Path,
    options: &Options,
    opened: Opened,
    failed: impl Fn(Fault) -> OpenError,
) -> Result<(Arc<Shared>, Option<String>), OpenError> {
    let head = not_lost(folder, &options.database);
    if found_row(engine, whose).map_err(&failed)?.is_none() {
        head?;
        let insert = "INSERT INTO city (city, keys, suite) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let suite = options.suite.unwrap_or(Suite::Sha256).as_str();
        let values = values![options.city, opened.keys.check(), suite];
        engine.execute(&Statement::new(insert, values)).map_err(&failed)?;
        Point::CityFounded.pass();
    }
    let found = found_row(engine, whose).map_err(&failed)?;
    let epochs = Epochs::read(engine, options.city).map_err(&failed)?;
    let whole = checked((found, epochs), folder, options, opened)?;
    if let Some(position) = unsigned(engine, options.city).map_err(&failed)? {
        let (shared, _) = &whole;
        let sign = beginning(&shared.keys, options.city, shared.log.epochs().current(), position);
        engine.execute(&sign).map_err(&failed)?;
        tracing::warn!(
            position,
            "who erased what up to this position is not known any more: the city vouches for what it erases from here on"
        );
    }
    Ok(whole)
}

fn found_row(source: &dyn Source, whose: Whose) -> Result<Option<Founded>, Fault> {
    let row = match whose {
        Whose::TheOnly if !chooses_suite(source)? => source.row("SELECT city, keys, 'sha256' FROM city", &[]),
        Whose::TheOnly => source.row("SELECT city, keys, suite FROM city", &[]),
        Whose::Of(city) => source.row("SELECT city, keys, suite FROM city WHERE city = $1", &values![city]),
    };
    let Some(row) = row? else { return Ok(None) };
    let suite = row.text(2)?;
    Ok(Some(Founded {
        city: row.get(0)?,
        keys: row.get(1)?,
        suite: suite
            .parse()
            .map_err(|()| Unavailable(format!("its log is hashed with {suite:?}, which this program does not know")))?,
    }))
}

/// Whether the file is of a program that let its city choose; one that is only read may be older.
fn chooses_suite(source: &dyn Source) -> Result<bool, Fault> {
    let column = source.row("SELECT count(*) FROM pragma_table_info('city') WHERE name = 'suite'", &[])?;
    Ok(column.map_or(Ok(false), |row| row.get(0))?)
}

fn checked(
    (found, epochs): (Option<Founded>, Epochs),
    folder: &Path,
    options: &Options,
    Opened { keys, notice }: Opened,
) -> Result<(Arc<Shared>, Option<String>), OpenError> {
    let found = found.ok_or_else(|| OpenError::Empty(folder.into()))?;
    if found.city != options.city {
        return Err(OpenError::OtherCity {
            folder: folder.into(),
            found: found.city,
            expected: options.city,
        });
    }
    if let Some(expected) = options.suite.filter(|expected| *expected != found.suite) {
        return Err(OpenError::OtherSuite {
            folder: folder.into(),
            found: found.suite.as_str(),
            expected: expected.as_str(),
        });
    }
    if found.keys != keys.check() {
        let file = options.keys.clone().unwrap_or_else(|| Keys::file_in(folder));
        return Err(OpenError::Keys {
            file,
            reason: "these are not the keys of this city".to_owned(),
        });
    }
    let shared = Shared::new(options.city, found.suite, keys, epochs, Arc::clone(&options.clock));
    Ok((Arc::new(shared), notice))
}

/// Who this server is among those of a city.
fn server_name() -> Result<String, OpenError> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|error| OpenError::NoRandomness(error.to_string()))?;
    Ok(RecordId::from_bytes(name).to_string())
}

fn disk(folder: &Path, error: std::io::Error) -> OpenError {
    OpenError::Disk {
        folder: folder.into(),
        error,
    }
}

fn database(folder: &Path, fault: Fault) -> OpenError {
    OpenError::Database {
        folder: folder.into(),
        reason: Unavailable::from(fault).0,
    }
}

fn at(address: &PostgresAddress, fault: Fault) -> OpenError {
    OpenError::Postgres {
        address: address.clone(),
        reason: Unavailable::from(fault).0,
    }
}
