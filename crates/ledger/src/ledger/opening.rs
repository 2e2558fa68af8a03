//! Opening a data folder.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use identity::RegionCode;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::{mpsc, watch};

use super::{Inner, WriterHandle};
use crate::error::{OpenError, Unavailable};
use crate::files::Files;
use crate::options::Options;
use crate::proving::Anchor;
use crate::shared::Shared;
use crate::sqlite::{
    DATABASE_FILE, Fault, FolderLock, QUEUE_MAX, Readers, Writer, check_engine, last_event, migrate_log, open_to_read,
};
use crate::vault::Keys;

pub(super) fn open(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    check_engine()?;
    fs::create_dir_all(folder).map_err(|error| disk(folder, error))?;
    let lock = FolderLock::take(folder)?;
    let is_new_city = !folder.join(DATABASE_FILE).exists();
    let opened = Keys::open(folder, options.keys.as_deref(), is_new_city)?;
    let files = Files::open(folder, opened.keys.for_files(), options).map_err(|error| disk(folder, error))?;
    let shared = Arc::new(Shared::new(options.city, opened.keys, Arc::clone(&options.clock)));
    let mut writer = Writer::open(folder, lock, Arc::clone(&shared), options).map_err(|fault| database(folder, fault))?;
    migrate_log(&writer.connection).map_err(|error| OpenError::Database {
        folder: folder.into(),
        reason: error.to_string(),
    })?;
    found_city(&writer.connection, &shared).map_err(|fault| database(folder, fault))?;
    check_city(&writer.connection, folder, options, &shared)?;
    writer.remember().map_err(|fault| database(folder, fault))?;
    let (sender, receiver) = mpsc::channel(QUEUE_MAX);
    let thread = thread::Builder::new()
        .name("ledger-writer".to_owned())
        .spawn(move || writer.run(receiver));
    let thread = thread.map_err(|error| disk(folder, error))?;
    Ok(inner(
        folder,
        shared,
        files,
        opened.notice,
        Some(WriterHandle { sender, thread }),
    ))
}

pub(super) fn open_reading(folder: &Path, options: &Options) -> Result<Inner, OpenError> {
    check_engine()?;
    let file = folder.join(DATABASE_FILE);
    if !file.exists() {
        return Err(OpenError::Empty(folder.into()));
    }
    let opened = Keys::open(folder, options.keys.as_deref(), false)?;
    let files = Files::reading(folder, opened.keys.for_files());
    let shared = Arc::new(Shared::new(options.city, opened.keys, Arc::clone(&options.clock)));
    let connection = open_to_read(&file).map_err(|error| database(folder, error.into()))?;
    check_city(&connection, folder, options, &shared)?;
    if let Some((position, at)) = last_event(&connection).map_err(|error| database(folder, error.into()))? {
        shared.set_last_event_at(at);
        shared.end.send_replace(position);
    }
    Ok(inner(folder, shared, files, opened.notice, None))
}

pub(super) fn city_in(folder: &Path) -> Result<Option<RegionCode>, OpenError> {
    let file = folder.join(DATABASE_FILE);
    if !file.exists() {
        return Ok(None);
    }
    let city = || {
        let connection = open_to_read(&file)?;
        let city = connection.query_row("SELECT city FROM city", [], |row| row.get(0));
        city.optional()
    };
    let city: Option<u32> = city().map_err(|error| database(folder, error.into()))?;
    Ok(city.and_then(RegionCode::new))
}

fn inner(folder: &Path, shared: Arc<Shared>, files: Files, notice: Option<String>, writer: Option<WriterHandle>) -> Inner {
    Inner {
        shared,
        readers: Arc::new(Readers::new(folder)),
        is_reading_only: writer.is_none(),
        writer: Mutex::new(writer),
        handlers: Mutex::default(),
        reacting: Mutex::default(),
        stopping: watch::Sender::new(false),
        files,
        anchor: Anchor::of(folder),
        notices: notice.into_iter().collect(),
    }
}

/// A new database becomes that of the city for which it was opened.
fn found_city(connection: &Connection, shared: &Shared) -> Result<(), Fault> {
    let insert = "INSERT INTO city (city, keys) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM city)";
    connection.execute(insert, params![shared.city.number(), shared.keys.check()])?;
    Ok(())
}

fn check_city(connection: &Connection, folder: &Path, options: &Options, shared: &Shared) -> Result<(), OpenError> {
    let found = connection.query_row("SELECT city, keys FROM city", [], |row| Ok((row.get(0)?, row.get(1)?)));
    let found: Option<(u32, String)> = found.optional().map_err(|error| database(folder, error.into()))?;
    let (city, keys) = found.ok_or_else(|| OpenError::Empty(folder.into()))?;
    let city = RegionCode::new(city).ok_or_else(|| database(folder, Unavailable(format!("{city} is no city")).into()))?;
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
