//! What is accepted in place of a paper: only of papers that the applicant hands in, with its ground and its consequence.

use super::index::Index;
use super::limits::LIMIT_DAYS_MAX;
use super::{Found, Mistake};
use crate::definition::{Later, Material, MaterialSource, ProofPromise};
use crate::pack::{Place, Placed};

/// Nobody is barred from promises for longer than ten years.
const BARRED_DAYS_MAX: u32 = 3650;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: material,
        place,
    } in &index.pack.materials
    {
        if let Some(later) = &material.later {
            let place = place.key("later");
            is_handed_in(material, &place, found);
            may_follow(later, &place, found);
        }
        if let Some(promise) = &material.promise {
            let place = place.key("promise");
            is_handed_in(material, &place, found);
            is_promised(promise, &place, found);
        }
    }
}

fn is_handed_in(material: &Material, place: &Place, found: &mut Found<'_>) {
    if material.source != MaterialSource::Applicant {
        found.at(
            place,
            Mistake::NotHandedIn {
                material: material.id.to_string(),
            },
        );
    }
    if material.optional {
        found.at(
            place,
            Mistake::MayBeLeftOut {
                material: material.id.to_string(),
            },
        );
    }
}

fn may_follow(later: &Later, place: &Place, found: &mut Found<'_>) {
    days(later.days, "days", place, found);
    words(&later.ground, "ground", place, found);
    words(&later.consequence, "consequence", place, found);
}

fn is_promised(promise: &ProofPromise, place: &Place, found: &mut Found<'_>) {
    days(promise.check_days, "check_days", place, found);
    words(&promise.ground, "ground", place, found);
    words(&promise.statement, "statement", place, found);
    words(&promise.consequence, "consequence", place, found);
    if promise.barred_days > BARRED_DAYS_MAX {
        found.at(
            &place.key("barred_days"),
            Mistake::BarredTooLong {
                days: promise.barred_days,
                most: BARRED_DAYS_MAX,
            },
        );
    }
}

fn days(days: u32, key: &str, place: &Place, found: &mut Found<'_>) {
    if !(1..=LIMIT_DAYS_MAX).contains(&days) {
        found.at(
            &place.key(key),
            Mistake::TermOutOfRange {
                days,
                most: LIMIT_DAYS_MAX,
            },
        );
    }
}

fn words(text: &str, key: &str, place: &Place, found: &mut Found<'_>) {
    if text.trim().is_empty() {
        found.at(&place.key(key), Mistake::SaysNothing { key: key.to_owned() });
    }
}
