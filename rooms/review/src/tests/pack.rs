//! The definitions of a small city: three items, two matters, and the papers that they call for. Other rooms' tests read it too.

use std::collections::BTreeMap;

/// The pack, path by path.
pub(crate) fn pack() -> BTreeMap<String, String> {
    let texts = [
        ("pack.toml", include_str!("pack/pack.toml")),
        ("regions.toml", include_str!("pack/regions.toml")),
        ("organs.toml", include_str!("pack/organs.toml")),
        ("fields/fields.toml", include_str!("pack/fields.toml")),
        ("materials/materials.toml", include_str!("pack/materials.toml")),
        ("items/items.toml", include_str!("pack/items.toml")),
        ("matters/factory.toml", include_str!("pack/factory.toml")),
        ("matters/shop.toml", include_str!("pack/shop.toml")),
    ];
    texts
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .chain(templates())
        .collect()
}

/// The papers of the small city: those of the benchmark's pack, and the sample city's permit.
fn templates() -> impl Iterator<Item = (String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/bench/templates");
    let files = std::fs::read_dir(folder).expect("the benchmark's templates");
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        let file = file.expect("a template");
        let text = std::fs::read_to_string(file.path()).expect("a template");
        (format!("templates/{}", file.file_name().to_string_lossy()), text)
    };
    let permit = include_str!("../../../../packs/binzhou/templates/permit.toml").to_owned();
    files.map(read).chain([("templates/permit.toml".to_owned(), permit)])
}
