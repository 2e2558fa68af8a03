//! What makes a file and its name survive a power cut.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Who may read a file that is put down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legible {
    /// Its owner alone.
    ToOwner,
    /// Whomever the machine's own rule lets read new files.
    ToOthers,
}

impl Legible {
    const fn mode(self) -> u32 {
        match self {
            Self::ToOwner => 0o600,
            Self::ToOthers => 0o666,
        }
    }
}

/// Writes a file beside its name and then gives it the name: whoever looks, at any moment and after a power cut, finds the whole of it or
/// what was there before. What could not be written whole is removed.
///
/// # Errors
/// What the disk says, or whoever writes.
pub fn put_down<T, E: From<io::Error>>(
    file: &Path,
    legible: Legible,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    // A name that nobody takes for the file's, nor for one that is there to be read.
    let name = file
        .file_name()
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    let part = file.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let mut options = File::options();
    let mut opened = options
        .create(true)
        .truncate(true)
        .write(true)
        .mode(legible.mode())
        .open(&part)?;
    let written = write(&mut opened).and_then(|written| {
        opened.sync_all()?;
        fs::rename(&part, file)?;
        sync_folder_of(file)?;
        Ok(written)
    });
    if written.is_err() {
        // It may have its name already.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Writes the folder's own entry list to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The same for the folder in which a file lies.
pub(crate) fn sync_folder_of(file: &Path) -> io::Result<()> {
    sync_folder(
        file.parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new(".")),
    )
}

/// Writes whatever lies in the folder, and in the folders in it, to the disk.
pub(crate) fn sync_everything_in(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_everything_in(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_whole_or_as_it_was_and_a_secret_is_its_owners() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        put_down(&file, Legible::ToOwner, |file| file.write_all(b"first")).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let broken_off = put_down(&file, Legible::ToOwner, |file| {
            file.write_all(b"sec")?;
            Err::<(), _>(io::Error::other("broken off"))
        });
        assert!(broken_off.is_err());
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
