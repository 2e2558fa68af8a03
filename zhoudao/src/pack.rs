//! Packs: those that ship with the program, as data, and those that somebody names.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use catalogue::PackTexts;
use include_dir::{Dir, include_dir};

/// The file without which a folder is no pack.
const FIRST_FILE: &str = "pack.toml";

static BINZHOU: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../packs/binzhou");
static BENCH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../packs/bench");

/// The texts of the sample city's pack, by path.
pub fn binzhou() -> PackTexts {
    texts(&BINZHOU)
}

/// The texts of the benchmark's pack.
pub fn bench() -> PackTexts {
    texts(&BENCH)
}

/// The texts of the pack in a folder.
///
/// # Errors
/// When it cannot be read, or holds packs and is none.
pub fn read(folder: &Path) -> anyhow::Result<PackTexts> {
    let unreadable = || format!("the pack {} cannot be read", folder.display());
    if !folder.join(FIRST_FILE).exists() {
        let packs = packs_in(folder).with_context(unreadable)?;
        if !packs.is_empty() {
            let packs: Vec<String> = packs.iter().map(|pack| pack.display().to_string()).collect();
            bail!(
                "{} is no pack, for it has no {FIRST_FILE}; name one of those in it: {}",
                folder.display(),
                packs.join(", ")
            );
        }
    }
    catalogue::folder::read(folder).with_context(unreadable)
}

fn packs_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut packs = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join(FIRST_FILE).exists() {
            packs.push(path);
        }
    }
    packs.sort();
    Ok(packs)
}

fn texts(pack: &Dir<'_>) -> PackTexts {
    let mut texts = PackTexts::new();
    collect(pack, &mut texts);
    texts
}

fn collect(folder: &Dir<'_>, texts: &mut PackTexts) {
    for file in folder
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
    {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            texts.insert(path.replace('\\', "/"), text.to_owned());
        }
    }
    for below in folder.dirs() {
        collect(below, texts);
    }
}
