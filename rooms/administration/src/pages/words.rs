//! What a release and its changes are called on a page.

use calendar::Day;
use front::Texts;
use front::furniture::{Lamp, Shape};

use crate::difference::{Change, Leaf, What};
use crate::record::Standing;

/// The first characters of a digest: enough to tell releases of a city apart.
const DIGEST_SHOWN: usize = 12;

pub(crate) fn short(digest: &str) -> String {
    digest.chars().take(DIGEST_SHOWN).collect()
}

/// Where a release stands, in a few words.
pub(super) fn standing(texts: &Texts, standing: Standing, in_force: bool) -> String {
    match standing {
        Standing::Candidate => texts.say("release-candidate").to_string(),
        Standing::Scheduled { from } => texts.say("release-scheduled").with("day", texts.long_day(&from)).to_string(),
        Standing::Entered { day, .. } if in_force => texts.say("release-in-force").with("day", texts.long_day(&day)).to_string(),
        Standing::Entered { day, .. } => texts
            .say("release-was-in-force")
            .with("day", texts.long_day(&day))
            .to_string(),
        Standing::Discarded => texts.say("release-discarded").to_string(),
    }
}

/// The same as a light.
pub(super) fn lamp(texts: &Texts, state: Standing, in_force: bool) -> Lamp {
    let shape = match state {
        Standing::Entered { .. } if in_force => Shape::Green,
        Standing::Scheduled { .. } => Shape::Yellow,
        Standing::Candidate | Standing::Entered { .. } | Standing::Discarded => Shape::Blue,
    };
    Lamp::new(shape, standing(texts, state, in_force))
}

/// Changes of one kind of definition.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// One changed definition.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) what: String,
    pub(super) values: Vec<Values>,
}

/// One changed value.
pub(super) struct Values {
    pub(super) path: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// Changes as a page shows them, kind by kind.
pub(super) fn groups(texts: &Texts, changes: &[Change]) -> Vec<Group> {
    changes
        .chunk_by(|one, other| one.kind == other.kind)
        .map(|of_kind| Group {
            title: of_kind
                .first()
                .map_or_else(String::new, |first| texts.say(first.kind.key()).to_string()),
            lines: of_kind.iter().map(|change| line(texts, change)).collect(),
        })
        .collect()
}

fn line(texts: &Texts, change: &Change) -> Line {
    let (what, leaves): (&str, &[Leaf]) = match &change.what {
        What::Added => ("change-added", &[]),
        What::Removed => ("change-removed", &[]),
        What::Changed(leaves) => ("change-changed", leaves),
    };
    Line {
        name: change.name.clone(),
        id: change.id.clone(),
        what: texts.say(what).to_string(),
        values: leaves.iter().map(|leaf| values(texts, leaf)).collect(),
    }
}

fn values(texts: &Texts, leaf: &Leaf) -> Values {
    let words: Vec<String> = leaf.path.iter().map(|key| key_in_words(texts, key)).collect();
    let said = |value: &Option<String>| value.as_deref().map(|value| value_in_words(texts, value));
    Values {
        path: words.join(" › "),
        old: said(&leaf.old),
        new: said(&leaf.new),
    }
}

/// A key of the pack's language as officials would call it; ids stay as they are.
fn key_in_words(texts: &Texts, key: &str) -> String {
    let name = format!("pack-key-{}", key.replace('_', "-"));
    match texts.knows(&name) {
        true => texts.say(&name).to_string(),
        false => key.to_owned(),
    }
}

fn value_in_words(texts: &Texts, value: &str) -> String {
    match value {
        "true" => texts.say("value-yes").to_string(),
        "false" => texts.say("value-no").to_string(),
        other => other.to_owned(),
    }
}

/// The days of a promise before and then.
pub(super) fn days(texts: &Texts, days: Option<u32>) -> String {
    match days {
        Some(days) => texts.say("release-days").with("days", days).to_string(),
        None => "—".to_owned(),
    }
}

/// The day of a form's field, as browsers send it.
pub(super) fn day_of(text: &str) -> Option<Day> {
    text.parse().ok()
}
