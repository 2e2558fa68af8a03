//! The packs that ship with the program, as data.

use catalogue::PackTexts;
use include_dir::{Dir, include_dir};

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
