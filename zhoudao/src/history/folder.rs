//! The folder of a city in the making. It becomes the data folder only when it is whole.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The file without which a data folder holds no city; it comes last.
const DATABASE: &str = "city.db";
/// The folder in which a city is made.
const UNFINISHED: &str = "unfinished";
/// Stands in it when it is whole.
const WHOLE: &str = "whole";
/// Held by whoever makes it.
const LOCK: &str = "unfinished.lock";

/// Whether a data folder holds a city.
pub fn is_city(data: &Path) -> bool {
    data.join(DATABASE).exists()
}

/// A city in the making.
#[derive(Debug)]
pub struct Unfinished {
    data: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Unfinished {
    /// Begins one. What an earlier start left half done is thrown away; what it left whole is taken over.
    pub fn begin(data: &Path) -> anyhow::Result<Self> {
        let lock = discard(data)?;
        let folder = data.join(UNFINISHED);
        fs::create_dir_all(&folder)?;
        Ok(Self {
            data: data.to_path_buf(),
            folder,
            _lock: lock,
        })
    }

    /// Where it is made.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// It is whole: it becomes the city of its data folder.
    pub fn finish(self) -> anyhow::Result<()> {
        File::create(self.folder.join(WHOLE))?.sync_all()?;
        take_over(&self.data)
    }
}

/// Throws away what an earlier start left half done, and keeps others from beginning.
fn discard(data: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(data)?;
    let lock = File::create(data.join(LOCK))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => anyhow::bail!("another program is making a city in {}", data.display()),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let folder = data.join(UNFINISHED);
    if folder.exists() {
        eprintln!(
            "zhoudao: an earlier start was interrupted while {} lived through its history; it begins anew",
            data.display()
        );
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(lock)
}

/// Does without a history: what an earlier start left half done is thrown away.
///
/// # Errors
/// When it cannot be removed, or another program is at it.
pub fn do_without(data: &Path) -> anyhow::Result<()> {
    if data.join(UNFINISHED).exists() {
        drop(discard(data)?);
        fs::remove_file(data.join(LOCK))?;
    }
    Ok(())
}

/// Takes over what is whole; an interruption does no harm, as the next start goes on with it.
///
/// # Errors
/// When something cannot be moved.
pub fn take_over(data: &Path) -> anyhow::Result<()> {
    let folder = data.join(UNFINISHED);
    if !folder.join(WHOLE).exists() {
        return Ok(());
    }
    let mut names: Vec<_> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<_, _>>()?;
    names.sort_by_key(|name| name == DATABASE);
    for name in names.iter().filter(|name| *name != WHOLE) {
        fs::rename(folder.join(name), data.join(name)).with_context(|| format!("{} cannot be moved", folder.display()))?;
    }
    File::open(data)?.sync_all()?;
    fs::remove_dir_all(&folder)?;
    match fs::remove_file(data.join(LOCK)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_that_was_not_finished_begins_anew() {
        let data = tempfile::tempdir().unwrap();
        let unfinished = Unfinished::begin(data.path()).unwrap();
        fs::write(unfinished.path().join(DATABASE), "half").unwrap();
        assert!(Unfinished::begin(data.path()).is_err(), "two make a city in one folder");
        drop(unfinished);
        let again = Unfinished::begin(data.path()).unwrap();
        assert!(!again.path().join(DATABASE).exists() && !is_city(data.path()));
        fs::write(again.path().join(DATABASE), "whole").unwrap();
        again.finish().unwrap();
        assert_eq!(fs::read_to_string(data.path().join(DATABASE)).unwrap(), "whole");
        assert!(!data.path().join(UNFINISHED).exists());
    }

    #[test]
    fn a_city_that_was_whole_is_taken_over_by_the_next_start() {
        let data = tempfile::tempdir().unwrap();
        let unfinished = Unfinished::begin(data.path()).unwrap();
        fs::write(unfinished.path().join(DATABASE), "whole").unwrap();
        fs::write(unfinished.path().join("keys"), "keys").unwrap();
        File::create(unfinished.path().join(WHOLE)).unwrap();
        fs::rename(unfinished.path().join("keys"), data.path().join("keys")).unwrap();
        drop(unfinished);
        take_over(data.path()).unwrap();
        assert!(is_city(data.path()) && data.path().join("keys").exists());
    }
}
