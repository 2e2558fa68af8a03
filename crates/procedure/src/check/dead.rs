//! Dead conditions: for each condition there are answers with which it holds.

use super::conditions::is_sound;
use super::index::Index;
use super::standing;
use super::{Found, Mistake};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for standing in standing::all(index) {
        let mut sound = standing
            .matters
            .iter()
            .filter(|matter| is_sound(index, &standing, matter))
            .peekable();
        // Where there are more combinations than can be looked at, nothing is claimed.
        let dead = sound.peek().is_some()
            && sound.all(|matter| {
                standing.can_be_reached(index, matter) == Ok(true) && standing.can_hold(index, matter) == Ok(false)
            });
        if dead {
            found.at(
                &standing.place,
                Mistake::NeverTrue {
                    condition: standing.condition.to_string(),
                    within: standing.within.iter().map(ToString::to_string).collect(),
                },
            );
        }
    }
}
