//! What makes a new name in a folder survive a power cut.

use std::fs::File;
use std::io;
use std::path::Path;

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
