//! Dead conditions: for each condition there are answers with which it holds.

use super::Found;
use super::conditions::is_sound;
use super::index::Index;
use super::standing::{self, Standing};

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
                format!("no answers make `{}` true{}", standing.condition, besides(&standing)),
                "correct the condition, or remove what stands under it",
            );
        }
    }
}

fn besides(standing: &Standing<'_>) -> String {
    let within: Vec<String> = standing.within.iter().map(|outer| format!("`{outer}`")).collect();
    match within.as_slice() {
        [] => String::new(),
        [outer] => format!(" where {outer} holds"),
        [..] => format!(" where {} hold", within.join(" and ")),
    }
}
