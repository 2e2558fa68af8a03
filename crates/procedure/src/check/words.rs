//! People's words for matters: each leads to one, or the search would not know which comes first.

use std::collections::HashMap;

use super::index::Index;
use super::{Found, Mistake};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let mut known: HashMap<String, &str> = HashMap::new();
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        for (at, word) in matter.words.iter().enumerate() {
            let place = place.key("words").at(at);
            let plain = word.trim().to_lowercase();
            if plain.is_empty() {
                found.at(&place, Mistake::EmptyWord);
            } else if let Some(other) = known.insert(plain, matter.id.as_str()) {
                found.at(
                    &place,
                    Mistake::WordTaken {
                        word: word.clone(),
                        matter: other.to_owned(),
                    },
                );
            }
        }
    }
}
