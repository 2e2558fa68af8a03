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
