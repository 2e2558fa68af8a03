//! The checker: can every promise of a pack be kept?
//!
//! One family of rules a file. A finding says where it stands, what is wrong and what to do; one mistake hides no
//! other, except that a matter whose items cannot all be found is not judged as a whole.

mod assignments;
mod certificates;
mod city;
mod commitments;
mod conditions;
mod dead;
mod delivery;
mod duties;
mod fields;
mod finding;
mod form_parts;
mod formality;
mod found;
mod functions;
mod gates;
mod groups;
mod index;
mod instead;
mod limits;
mod materials;
mod matters;
mod mistake;
mod names;
mod notices;
mod order;
mod payments;
mod places;
mod pre_review;
mod promise;
mod proof;
mod questions;
mod references;
mod regions;
mod reviews;
mod series;
mod standing;
mod templates;
mod words;

use crate::definition::{Field, Item};
use crate::{Pack, Release};

pub use finding::Finding;
pub use mistake::{AskedBy, Definition, Fitting, Mistake};
pub use proof::{Certainty, Link, Proof};

use found::Found;
use index::Index;

/// Everything that keeps a pack from becoming a release, in the order of its files and lines.
#[must_use]
pub fn check(pack: &Pack) -> Vec<Finding> {
    found(pack, FAMILIES.iter().chain(PAPERS))
}

/// The same without what papers need: a release that came into force before the city had these papers keeps its applications.
#[must_use]
pub fn check_kept(pack: &Pack) -> Vec<Finding> {
    found(pack, FAMILIES.iter())
}

fn found<'a>(pack: &Pack, families: impl Iterator<Item = &'a Family>) -> Vec<Finding> {
    let index = Index::of(pack);
    let mut found = Found::of(pack);
    for family in families {
        family(&index, &mut found);
    }
    found.in_order()
}

type Family = fn(&Index<'_>, &mut Found<'_>);

/// What the papers of a matter need.
const PAPERS: &[Family] = &[templates::check, certificates::check, delivery::check, series::check];

const FAMILIES: [Family; 28] = [
    names::check,
    references::check,
    city::check,
    regions::check,
    functions::check,
    assignments::check,
    fields::check,
    conditions::check,
    questions::check,
    dead::check,
    form_parts::check,
    matters::check,
    places::check,
    words::check,
    gates::check,
    order::check,
    duties::check,
    formality::check,
    reviews::check,
    pre_review::check,
    groups::check,
    materials::check,
    instead::check,
    payments::check,
    notices::check,
    limits::check,
    commitments::check,
    promise::check,
];

/// What is proven of each matter of a release.
#[must_use]
pub fn summary(release: &Release) -> Vec<Proof> {
    let proofs = release.matters().filter_map(|matter| {
        let items: Vec<&Item> = release.items_of(matter).collect();
        let questions: Vec<&Field> = matter.questions.iter().filter_map(|id| release.field(id)).collect();
        Some(proof::Case::of(matter, &items, &questions)?.proof())
    });
    proofs.collect()
}
