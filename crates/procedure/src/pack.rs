//! A city pack: the texts of a folder, read into typed definitions.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::check::{Finding, Mistake};
use crate::definition::{CityFile, Department, Field, Item, Material, Matter, Region};

pub use file::{Place, SourceFile};

/// The definitions of a city, each with the place where it stands.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The city itself.
    pub city: Option<CityFile>,
    /// The region tree.
    pub regions: Vec<Placed<Region>>,
    /// The departments.
    pub departments: Vec<Placed<Department>>,
    /// The field dictionary.
    pub fields: Vec<Placed<Field>>,
    /// The materials.
    pub materials: Vec<Placed<Material>>,
    /// The items.
    pub items: Vec<Placed<Item>>,
    /// The matters.
    pub matters: Vec<Placed<Matter>>,
    /// Chinese words of the definitions with their English, where the definition itself has none.
    pub english: BTreeMap<String, String>,
    /// The texts of the document templates, by name without ending.
    pub templates: BTreeMap<String, String>,
    /// Ids of definitions that stand in the pack but could not be read.
    pub unread: BTreeSet<String>,
    /// The texts, for saying where something stands.
    pub files: BTreeMap<String, SourceFile>,
}

/// A definition and where it stands.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The definition.
    pub definition: T,
    /// Its file and the key that leads to it.
    pub place: Place,
}

/// What `english.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct English {
    english: BTreeMap<String, String>,
}

impl Pack {
    /// Reads the texts of a folder, by path relative to it (`items/energy.toml`).
    ///
    /// What cannot be read becomes a finding; the rest is read all the same, so that one mistake hides no other.
    #[must_use]
    pub fn read(texts: &BTreeMap<String, String>) -> (Self, Vec<Finding>) {
        let mut pack = Self::default();
        let mut findings = Vec::new();
        for (path, text) in texts {
            if let Err(finding) = pack.read_file(path, text, &mut findings) {
                findings.push(finding);
                pack.unread.extend(ids_in(text));
            }
        }
        if pack.city.is_none() && !findings.iter().any(|finding| finding.file == "pack.toml") {
            findings.push(Finding::of_file("pack.toml", Mistake::NoPackFile));
        }
        (pack, findings)
    }

    fn read_file(&mut self, path: &str, text: &str, findings: &mut Vec<Finding>) -> Result<(), Finding> {
        let folder = path.split_once('/').map_or(path, |(folder, _)| folder);
        if folder == "templates" {
            let name = path.trim_start_matches("templates/");
            if let Some(name) = name.strip_suffix(".toml") {
                self.templates.insert(name.to_owned(), text.to_owned());
            }
            return Ok(());
        }
        // The sample's people and projects are seeded through commands; they define nothing.
        if folder == "sample" {
            return Ok(());
        }
        let file = SourceFile::parse(path, text)?;
        let unread = &mut self.unread;
        match folder {
            "pack.toml" => self.city = Some(file.whole()?),
            "regions.toml" => self.regions.extend(file.each("region", findings, unread)),
            "english.toml" => self.english = file.whole::<English>()?.english,
            "organs.toml" => self.departments.extend(file.each("department", findings, unread)),
            "fields" => self.fields.extend(file.each("field", findings, unread)),
            "materials" => self.materials.extend(file.each("material", findings, unread)),
            "items" => self.items.extend(file.each("item", findings, unread)),
            "matters" => self.matters.push(Placed {
                definition: file.whole()?,
                place: Place::top(path),
            }),
            _ => {
                return Err(Finding::of_file(path, Mistake::NothingBelongsHere));
            }
        }
        self.files.insert(path.to_owned(), file);
        Ok(())
    }

    /// A finding at a place in the pack, with its line.
    #[must_use]
    pub fn finding(&self, place: &Place, mistake: Mistake) -> Finding {
        Finding {
            file: place.file.clone(),
            line: self.line(place),
            field: place.field(),
            mistake: Box::new(mistake),
        }
    }

    /// The line on which a place stands, where it can be told.
    pub(crate) fn line(&self, place: &Place) -> Option<usize> {
        self.files.get(&place.file)?.line(place)
    }
}

/// The ids in a text that is not TOML, as far as they can be told.
fn ids_in(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().trim_start_matches('"');
        let id = value.split_once('"').map_or(value, |(id, _)| id);
        (key.trim() == "id").then(|| id.to_owned())
    })
}
