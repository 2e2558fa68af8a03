//! The region tree: one root, each region below a higher one.

use std::collections::HashMap;

use super::Found;
use super::index::Index;
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
                format!("the region {code} is defined twice, first in {earlier}"),
                "remove one of them",
            );
        }
        let parent = region.parent.map(|parent| (parent, index.region(parent)));
        match parent {
            None => {
                if let Some(root) = root.replace(code) {
                    found.at(
                        place,
                        format!("{root} and {code} both have no parent"),
                        "name the parent of all regions but one",
                    );
                }
            }
            Some((parent, None)) => found.at(
                &place.key("parent"),
                format!("there is no region {parent}"),
                "define the region, or correct the code",
            ),
            Some((parent, Some(above))) if above.level >= region.level => found.at(
                &place.key("parent"),
                format!("{code} stands below {parent}, which is not of a higher level"),
                "name a region of a higher level",
            ),
            Some((_, Some(_))) => {}
        }
    }
    if !index.pack.regions.is_empty() && index.counties().next().is_none() {
        found.at(
            &index.pack.regions[0].place,
            "no region is of level `county`",
            "define the counties: applications are made in them",
        );
    }
}
