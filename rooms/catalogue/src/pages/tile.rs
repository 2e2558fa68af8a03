//! A matter as a tile: its name, and in one line who takes part, how long it takes, how often one has to come.

use procedure::definition::{Audience, Matter};
use procedure::plan::Plan;

use super::guide_address;
use crate::catalogue::Edition;
use crate::words::{Names, Words};

/// A matter on a page that lists several.
pub(super) struct Tile {
    pub(super) address: String,
    pub(super) name: Words,
    pub(super) line: String,
    pub(super) summary: Words,
}

/// For whom matters are, in the order of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// What hangs on a project.
    Projects,
    /// What enterprises ask for.
    Enterprises,
    /// What people ask for.
    People,
}

impl Shelf {
    pub(super) const ALL: [Self; 3] = [Self::People, Self::Enterprises, Self::Projects];

    /// The key of its heading.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Projects => "home-projects",
            Self::Enterprises => "home-enterprises",
            Self::People => "home-people",
        }
    }

    /// Where a matter stands: each once.
    fn of(matter: &Matter) -> Self {
        if matter.needs_project {
            Self::Projects
        } else if matter.audience.contains(&Audience::Person) {
            Self::People
        } else {
            Self::Enterprises
        }
    }
}

/// The matters of a shelf.
pub(super) fn tiles(edition: &Edition, names: &Names<'_>, shelf: Shelf) -> Vec<Tile> {
    let matters = edition.release.matters().filter(|matter| Shelf::of(matter) == shelf);
    matters.map(|matter| tile(edition, names, matter)).collect()
}

pub(super) fn tile(edition: &Edition, names: &Names<'_>, matter: &Matter) -> Tile {
    let most = edition.most(&matter.id);
    let organs = Plan::of(&edition.release, &matter.id, &most, edition.release.city().city).map_or(0, |plan| plan.organs().len());
    let line = names
        .texts
        .say("tile-line")
        .with("organs", organs)
        .with("days", matter.promise.limit.days)
        .with("visits", matter.guide.visits);
    Tile {
        address: guide_address(&matter.id),
        name: names.matter(matter),
        line: line.to_string(),
        summary: names.words(&matter.summary, matter.summary_en.as_deref()),
    }
}
