//! What makes a file and its name survive a power cut.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
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

/// Writes a file whole and gives it its name, unless the name is taken: of several who do so at once, one succeeds, and the others find
/// what it wrote.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the name is taken; else what the disk says, or whoever writes.
pub(crate) fn put_down_first(file: &Path, legible: Legible, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let folder = folder_of(file);
    let mut part = tempfile::Builder::new()
        .prefix(".")
        .suffix(".part")
        .permissions(Permissions::from_mode(legible.mode()))
        .tempfile_in(folder)?;
    write(part.as_file_mut())?;
    part.as_file().sync_all()?;
    part.persist_noclobber(file).map_err(|refused| refused.error)?;
    sync_folder(folder)
}

/// Writes the folder's own entry list to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The same for the folder in which a file lies.
pub(crate) fn sync_folder_of(file: &Path) -> io::Result<()> {
    sync_folder(folder_of(file))
}

fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
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

    #[test]
    fn of_several_who_put_down_the_first_of_a_name_one_succeeds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        let put = |text: &'static [u8]| put_down_first(&file, Legible::ToOwner, |file| file.write_all(text));
        put(b"first").unwrap();
        assert_eq!(put(b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
