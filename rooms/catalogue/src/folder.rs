//! A pack on disk: the texts of a folder.

use std::io;
use std::path::Path;

use crate::PackTexts;

/// A pack is text that people write; nothing in it is larger.
const FILE_BYTES_MAX: u64 = 2 * 1024 * 1024;
/// Folders of a pack are shallow.
const DEPTH_MAX: usize = 4;

/// The texts of a pack's folder, by their path in it; what is hidden or not text is left out.
///
/// # Errors
/// When the folder or one of its files cannot be read, or a file is larger than any text of a pack.
pub fn read(folder: &Path) -> io::Result<PackTexts> {
    let mut texts = PackTexts::new();
    read_into(folder, "", DEPTH_MAX, &mut texts)?;
    Ok(texts)
}

fn read_into(folder: &Path, prefix: &str, depth: usize, texts: &mut PackTexts) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() && depth > 0 {
            read_into(&entry.path(), &format!("{prefix}{name}/"), depth - 1, texts)?;
        } else if kind.is_file() {
            if entry.metadata()?.len() > FILE_BYTES_MAX {
                return Err(io::Error::other(format!(
                    "{prefix}{name} is larger than {FILE_BYTES_MAX} bytes"
                )));
            }
            if let Ok(text) = String::from_utf8(std::fs::read(entry.path())?) {
                texts.insert(format!("{prefix}{name}"), text);
            }
        }
    }
    Ok(())
}
