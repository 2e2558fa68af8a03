//! Opening a city.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use identity::{RecordId, RegionCode};
use tokio::sync::{mpsc, watch};

use super::{Inner, WriterHandle};
use crate::engine::{Committing, Fault, QUEUE_MAX, Readers, Source, Writer, cities, last_event, migrate};
use crate::error::{OpenError, Unavailable};
use crate::files::Files;
use crate::leases::Leases;
use crate::options::{Database, Options};
use crate::postgres::{self, Postgres, PostgresAddress, PostgresWriter};
use crate::proving::Anchor;
use crate::rows::Statement;
use crate::shared::Shared;
use crate::sqlite::{self, DATABASE_FILE, FolderLock, SqliteReaders, SqliteWriter, check_engine, open_to_read};
use crate::values;
use crate::vault::Keys;

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
    let (shared, notice) = shared(folder, options, !folder.join(DATABASE_FILE).exists())?;
    let mut engine = SqliteWriter::open(folder, lock, options).map_err(|fault| database(folder, fault))?;
    migrated(&mut engine, sqlite::LOG).map_err(|fault| database(folder, fault))?;
    found_city(&mut engine, Whose::TheOnly, &shared).map_err(|fault| database(folder, fault))?;
    let found = city_row(&engine, Whose::TheOnly).map_err(|fault| database(folder, fault))?;
    check_city(found, folder, options, &shared)?;
    let readers = Readers::new(SqliteReaders::of(folder));
    writing(folder, options, (shared, notice), Box::new(engine), readers, Leases::Ours)
}

fn open_postgres(folder: &Path, options: &Options, address: &PostgresAddress) -> Result<Inner, OpenError> {
    let failed = |fault: Fault| at(address, fault);
    let postgres = Arc::new(Postgres::new(address.clone()).map_err(failed)?);
    let mut engine = PostgresWriter::open(&postgres, options.city).map_err(failed)?;
    migrated(&mut engine, postgres::LOG).map_err(failed)?;
    let whose = Whose::Of(options.city);
    let is_new_city = city_row(&engine, whose).map_err(failed)?.is_none();
    let (shared, notice) = shared(folder, options, is_new_city)?;
    found_city(&mut engine, whose, &shared).map_err(failed)?;
    check_city(city_row(&engine, whose).map_err(failed)?, folder, options, &shared)?;
    let leases = Leases::shared(Arc::clone(&postgres), options.city, server_name()?);
    let readers = Readers::new(postgres.readers());
    let inner = writing(
        folder,
        options,
        (Arc::clone(&shared), notice),
        Box::new(engine),
        readers,
        leases,
    )?;
    postgres.listen(&shared);
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
    let files = Files::open(folder, shared.keys.for_files(), options.syncing).map_err(|error| disk(folder, error))?;
    let mut writer = Writer::new(engine, Arc::clone(&shared)).map_err(|fault| database(folder, fault))?;
    writer.remember().map_err(|fault| database(folder, fault))?;
    let (sender, receiver) = mpsc::channel(QUEUE_MAX);
    let thread = thread::Builder::new()
        .name("ledger-writer".to_owned())
        .spawn(move || writer.run(receiver))
        .map_err(|error| disk(folder, error))?;
    let writer = Some(WriterHandle { sender, thread });
    Ok(inner(folder, shared, readers, files, notice, leases, writer))
}

pub(super) fn open_reading(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    let (readers, whose) = match &options.database {
        Database::InFolder => {
            check_engine()?;
            if !folder.join(DATABASE_FILE).exists() {
                return Err(OpenError::Empty(folder.into()));
            }
            (Readers::new(SqliteReaders::of(folder)), Whose::TheOnly)
        }
        Database::Postgres(address) => {
            let postgres = Postgres::new(address.clone()).map_err(|fault| at(address, fault))?;
            let cities = postgres.cities().map_err(|fault| at(address, fault))?;
            if !cities.contains(&options.city) {
                return Err(OpenError::Empty(folder.into()));
            }
            (Readers::new(Arc::new(postgres).readers()), Whose::Of(options.city))
        }
    };
    let (shared, notice) = shared(folder, options, false)?;
    let found = readers.read_at_length(|source| Ok((city_row(source, whose)?, last_event(source, options.city)?)));
    let (found, end) = found.map_err(|unavailable| database(folder, unavailable.into()))?;
    check_city(found, folder, options, &shared)?;
    if let Some(end) = end {
        shared.tell(&[], end);
    }
    let files = Files::reading(folder, shared.keys.for_files());
    Ok(inner(folder, shared, readers, files, notice, Leases::Ours, None))
}

pub(super) fn city_in(folder: &Path, database: &Database) -> Result<Option<RegionCode>, OpenError> {
    match database {
        Database::InFolder => {
            let file = folder.join(DATABASE_FILE);
            if !file.exists() {
                return Ok(None);
            }
            let cities = open_to_read(&file).map_err(Fault::from).and_then(|source| cities(&source));
            Ok(cities.map_err(|fault| self::database(folder, fault))?.into_iter().next())
        }
        Database::Postgres(address) => {
            let found = Postgres::new(address.clone()).and_then(|postgres| postgres.cities());
            let found = found.map_err(|fault| at(address, fault))?;
            match found.as_slice() {
                [] => Ok(None),
                [city] => Ok(Some(*city)),
                _ => Err(OpenError::ManyCities),
            }
        }
    }
}

fn shared(folder: &Path, options: &Options, is_new_city: bool) -> Result<(Arc<Shared>, Option<String>), OpenError> {
    let opened = Keys::open(folder, options.keys.as_deref(), is_new_city)?;
    let shared = Shared::new(options.city, opened.keys, Arc::clone(&options.clock));
    Ok((Arc::new(shared), opened.notice))
}

/// Brings the log's own tables to today's form.
fn migrated(engine: &mut dyn Committing, steps: &[&str]) -> Result<(), Fault> {
    migrate(engine, "ledger", steps).map_err(|error| Unavailable(error.to_string()).into())
}

fn inner(
    folder: &Path,
    shared: Arc<Shared>,
    readers: Readers,
    files: Files,
    notice: Option<String>,
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
        notices: notice.into_iter().collect(),
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

/// A new file becomes that of the city for which it was opened; a database that many share takes one more.
fn found_city(engine: &mut dyn Committing, whose: Whose, shared: &Shared) -> Result<(), Fault> {
    if city_row(engine, whose)?.is_none() {
        let insert = "INSERT INTO city (city, keys) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let values = values![shared.city, shared.keys.check()];
        engine.execute(&Statement::new(insert, values))?;
    }
    Ok(())
}

/// A city and the check of its keys.
fn city_row(source: &dyn Source, whose: Whose) -> Result<Option<(RegionCode, String)>, Fault> {
    let row = match whose {
        Whose::TheOnly => source.row("SELECT city, keys FROM city", &[]),
        Whose::Of(city) => source.row("SELECT city, keys FROM city WHERE city = $1", &values![city]),
    };
    Ok(row?.map(|row| Ok::<_, Unavailable>((row.get(0)?, row.get(1)?))).transpose()?)
}

fn check_city(found: Option<(RegionCode, String)>, folder: &Path, options: &Options, shared: &Shared) -> Result<(), OpenError> {
    let (city, keys) = found.ok_or_else(|| OpenError::Empty(folder.into()))?;
    if city != options.city {
        return Err(OpenError::OtherCity {
            folder: folder.into(),
            found: city,
            expected: options.city,
        });
    }
    if keys != shared.keys.check() {
        let file = options.keys.clone().unwrap_or_else(|| Keys::file_in(folder));
        return Err(OpenError::Keys {
            file,
            reason: "these are not the keys of this city".to_owned(),
        });
    }
    Ok(())
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
