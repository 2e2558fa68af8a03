//! The region tree: one root, each region below a higher one.

use std::collections::HashMap;

use super::index::Index;
use super::{Found, Mistake};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    let mut root = None;
    for Placed {
        definition: region,
        place,
    } in &index.pack.regions
    {
        let code = region.code;
        if let Some(earlier) = first.insert(code, place) {
            let earlier = found.whereabouts(earlier);
            found.at(
                &place.key("code"),
                Mistake::RegionTwice {
                    code: code.to_string(),
                    first: earlier,
                },
            );
        }
        let parent = region.parent.map(|parent| (parent, index.region(parent)));
        match parent {
            None => {
                if let Some(root) = root.replace(code) {
                    found.at(
                        place,
                        Mistake::TwoRoots {
                            one: root.to_string(),
                            other: code.to_string(),
                        },
                    );
                }
            }
            Some((parent, None)) => found.at(
                &place.key("parent"),
                Mistake::NoSuchRegion {
                    code: parent.to_string(),
                },
            ),
            Some((parent, Some(above))) if above.level >= region.level => found.at(
                &place.key("parent"),
                Mistake::NotHigher {
                    code: code.to_string(),
                    parent: parent.to_string(),
                },
            ),
            Some((_, Some(_))) => {}
        }
    }
    if !index.pack.regions.is_empty() && index.counties().next().is_none() {
        found.at(&index.pack.regions[0].place, Mistake::NoCounties);
    }
}
