//! What the applicant applied for: the answers and the form, as they stand in the case; shown to the applicant alone.

use std::sync::Arc;

use authority::{Actor, acts};
use catalogue::questions::{NO, YES};
use catalogue::{Names, Words};
use front::Problem;
use procedure::Answer;
use procedure::condition::applies;
use procedure::definition::{Field, FieldId, Matter};
use serde_json::{Map, Value};

use super::apply::in_words;
use super::trouble::unavailable;
use crate::access::Seen;
use crate::room::ApplicationRoom;

/// The guided questions, or a part of the form.
pub(super) struct Section {
    pub title: Words,
    /// Labels, and what was said.
    pub lines: Vec<(Words, String)>,
}

/// Answers and form in the order in which they were asked; nothing for whoever may only follow.
pub(super) async fn content(
    room: &ApplicationRoom,
    actor: &Arc<Actor>,
    seen: &Seen,
    names: &Names<'_>,
) -> Result<Vec<Section>, Problem> {
    let plan = seen.application.plan.as_ref();
    let matter = plan.and_then(|plan| names.release.matter(plan.matter.as_str()));
    let Some(matter) = matter.filter(|_| seen.permit::<acts::ActAsApplicant>(actor).is_ok()) else {
        return Ok(Vec::new());
    };
    let mut sections = vec![answered(seen, names, matter)];
    let form = form(room, seen).await?;
    sections.extend(matter.parts.iter().map(|part| Section {
        title: names.words(&part.title, part.title_en.as_deref()),
        lines: lines(seen, names, &part.fields, |field| typed(form.get(field.as_str())?)),
    }));
    sections.retain(|section| !section.lines.is_empty());
    Ok(sections)
}

/// The values of the form by field, whichever part they came with.
async fn form(room: &ApplicationRoom, seen: &Seen) -> Result<Map<String, Value>, Problem> {
    let parts = seen.application.filing.iter().flat_map(|filing| &filing.parts);
    let paths: Vec<String> = parts.map(|part| format!("form/{part}")).collect();
    let parts = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    Ok(parts
        .into_values()
        .filter_map(|part| part.as_object().cloned())
        .flatten()
        .collect())
}

fn answered(seen: &Seen, names: &Names<'_>, matter: &Matter) -> Section {
    let answer = |field: &FieldId| match seen.application.answers.get(field.as_str())? {
        Answer::Flag(flag) => Some(yes_or_no(*flag)),
        Answer::Number(number) => Some(number.to_string()),
        Answer::Choice(choice) => Some(choice.clone()),
    };
    Section {
        title: Words::own(names.texts.say("leg-situation").to_string()),
        lines: lines(seen, names, &matter.questions, answer),
    }
}

/// What is not asked with these answers is not shown; what could be left empty is shown as such.
fn lines(seen: &Seen, names: &Names<'_>, fields: &[FieldId], said: impl Fn(&FieldId) -> Option<String>) -> Vec<(Words, String)> {
    let fields = fields.iter().filter_map(|id| names.release.field(id));
    let asked = fields.filter(|field| applies(field.when.as_ref(), &seen.application.answers));
    asked
        .map(|field: &Field| {
            let words = match said(&field.id) {
                Some(said) => in_words(names, field, &said),
                None => names.texts.say("summary-empty").to_string(),
            };
            (names.field(field), words)
        })
        .collect()
}

/// A value of the vault, as it would be typed.
fn typed(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(yes_or_no(*flag)),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => Some(value.to_string()),
    }
}

fn yes_or_no(flag: bool) -> String {
    (if flag { YES } else { NO }).to_owned()
}
