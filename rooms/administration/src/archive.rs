//! A pack as one file that people send each other: a ZIP archive of its folder.

use std::io::{Cursor, Read, Write};

use catalogue::PackTexts;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The largest archive that is taken in, in bytes.
pub const ARCHIVE_BYTES_MAX: usize = 8 << 20;
/// The most files of a pack.
const FILES_MAX: usize = 2000;
/// All texts of a pack together are no larger, in bytes: an archive that unfolds into more is a trap.
const TEXT_BYTES_MAX: u64 = 32 << 20;

/// Why an archive is no pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveFault {
    /// No ZIP archive, or a broken one.
    #[error("this is not a ZIP archive, or it is broken")]
    Unreadable,
    /// More files than any pack has.
    #[error("more than {FILES_MAX} files")]
    TooManyFiles,
    /// More text than any pack has.
    #[error("more than {TEXT_BYTES_MAX} bytes of text")]
    TooLarge,
    /// No definitions in it.
    #[error("there is no pack.toml in it")]
    NoPack,
}

impl ArchiveFault {
    /// The message that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "archive-unreadable",
            Self::TooManyFiles => "archive-too-many-files",
            Self::TooLarge => "archive-too-large",
            Self::NoPack => "archive-no-pack",
        }
    }
}

/// The texts of a pack in an archive, whether its folder or what is in it was packed.
///
/// # Errors
/// When it is no archive of a pack, or larger than any.
pub fn read(bytes: &[u8]) -> Result<PackTexts, ArchiveFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveFault::Unreadable)?;
    if archive.len() > FILES_MAX {
        return Err(ArchiveFault::TooManyFiles);
    }
    let mut texts = PackTexts::new();
    let mut bytes_left = TEXT_BYTES_MAX;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| ArchiveFault::Unreadable)?;
        let Some(path) = file.enclosed_name().filter(|_| file.is_file()) else {
            continue;
        };
        let path = path.to_string_lossy().replace('\\', "/");
        if !path.ends_with(".toml") || path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
            continue;
        }
        let mut text = String::new();
        file.take(bytes_left + 1)
            .read_to_string(&mut text)
            .map_err(|_| ArchiveFault::Unreadable)?;
        bytes_left = bytes_left.checked_sub(text.len() as u64).ok_or(ArchiveFault::TooLarge)?;
        texts.insert(path, text);
    }
    without_folder(texts)
}

/// The folder in which `pack.toml` stands is the pack's own.
fn without_folder(texts: PackTexts) -> Result<PackTexts, ArchiveFault> {
    let packs = texts
        .keys()
        .filter(|path| *path == "pack.toml" || path.ends_with("/pack.toml"));
    let pack = packs.min_by_key(|path| path.len()).ok_or(ArchiveFault::NoPack)?;
    let folder = pack.trim_end_matches("pack.toml").to_owned();
    let inside = texts
        .into_iter()
        .filter_map(|(path, text)| Some((path.strip_prefix(&folder)?.to_owned(), text)));
    Ok(inside.collect())
}

/// The archive of a pack's texts.
///
/// # Errors
/// When it cannot be written, which memory alone can cause.
pub fn write(texts: &PackTexts) -> Result<Vec<u8>, ArchiveFault> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in texts {
        archive
            .start_file(path, SimpleFileOptions::default())
            .map_err(|_| ArchiveFault::Unreadable)?;
        archive.write_all(text.as_bytes()).map_err(|_| ArchiveFault::Unreadable)?;
    }
    let written = archive.finish().map_err(|_| ArchiveFault::Unreadable)?;
    Ok(written.into_inner())
}
