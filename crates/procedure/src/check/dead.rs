//! Dead conditions: for each condition there are answers with which it holds.

use super::Found;
use super::conditions::is_sound;
use super::index::Index;
use super::standing;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for standing in standing::all(index) {
        let mut sound = standing
            .matters
            .iter()
            .filter(|matter| is_sound(index, &standing, matter))
            .peekable();
        // More combinations than can be looked at: nothing is claimed, neither here nor for the promise.
        let dead = sound.peek().is_some() && sound.all(|matter| standing.can_hold(index, matter) == Ok(false));
        if dead {
            let within: Vec<String> = standing.within.iter().map(|outer| format!("`{outer}`")).collect();
            let besides = if within.is_empty() {
                String::new()
            } else {
                format!(" where {} holds", within.join(" and "))
            };
            found.at(
                &standing.place,
                format!("no answers make `{}` true{besides}", standing.condition),
                "correct the condition, or remove what stands under it",
            );
        }
    }
}
