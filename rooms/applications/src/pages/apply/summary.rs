//! Everything that was filled in, section by section with the way back; and what a colleague had saved meanwhile.

use catalogue::Names;
use front::Problem;
use ledger::Ledger;
use people::CurrentActor;
use procedure::definition::{Field, FieldId};
use procedure::input::Typed;

use super::words::{in_words, size};
use crate::drafts::{OpenDraft, Saved};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

/// As much of a digest tells papers apart; the whole is shown where it was uploaded and on the receipt.
const DIGEST_SHOWN: usize = 12;

/// A section of the summary.
pub(super) struct Section {
    pub title: String,
    pub change: String,
    pub lines: Vec<SummaryLine>,
    /// How many things are wrong or missing.
    pub wrong: usize,
}

/// A field in the summary.
pub(super) struct SummaryLine {
    pub label: String,
    pub words: String,
    /// What the register or the project says instead, where it differs.
    pub otherwise: String,
}

/// A paper in the summary.
pub(super) struct PaperLine {
    pub name: String,
    pub file: String,
    pub size: String,
    pub digest: String,
    pub address: String,
}

/// The answers and the form.
pub(super) fn sections(open: &OpenDraft, names: &Names<'_>) -> Vec<Section> {
    let readiness = open.readiness();
    let mut sections = Vec::new();
    if !open.matter.questions.is_empty() {
        let asked = open
            .questions()
            .into_iter()
            .filter(|question| catalogue::questions::is_asked(question, &open.answers));
        sections.push(Section {
            title: names.texts.say("leg-situation").to_string(),
            change: format!("/drafts/{}/situation?back=summary", open.id),
            lines: lines(open, names, asked, &open.typed_situation()),
            wrong: readiness.situation.len(),
        });
    }
    for (part, ready) in open.parts().into_iter().zip(&readiness.parts) {
        sections.push(Section {
            title: names.words(&part.title, part.title_en.as_deref()).plain().to_owned(),
            change: format!("/drafts/{}/form/{}?back=summary", open.id, part.id),
            lines: lines(open, names, open.fields(part).into_iter(), &open.typed_part(part)),
            wrong: ready.errors.len(),
        });
    }
    sections
}

fn lines<'a>(open: &OpenDraft, names: &Names<'_>, fields: impl Iterator<Item = &'a Field>, typed: &Typed) -> Vec<SummaryLine> {
    let line = |field: &Field| {
        let typed = typed.get(field.id.as_str()).map_or("", |typed| typed.trim());
        let fact = open
            .facts
            .of_field(&open.matter, field)
            .filter(|fact| fact.value.trim() != typed);
        SummaryLine {
            label: names.field(field).plain().to_owned(),
            words: if typed.is_empty() {
                names.texts.say("summary-empty").to_string()
            } else {
                in_words(names, field, typed)
            },
            otherwise: fact.map_or_else(String::new, |fact| {
                names
                    .texts
                    .say(fact.origin.otherwise_key())
                    .with("value", in_words(names, field, &fact.value))
                    .to_string()
            }),
        }
    };
    fields.map(line).collect()
}

/// The papers that are handed in.
pub(super) fn papers(open: &OpenDraft, names: &Names<'_>) -> Vec<PaperLine> {
    let Ok(plan) = open.plan() else { return Vec::new() };
    let papers = plan.materials.iter().filter_map(|asked| open.draft.paper(&asked.material));
    let line = |paper: &crate::drafts::Paper| PaperLine {
        name: names.material_id(&paper.material).plain().to_owned(),
        file: paper.file_name.clone(),
        size: size(paper.bytes),
        digest: paper.digest.chars().take(DIGEST_SHOWN).collect(),
        address: format!("/drafts/{}/materials/{}", open.id, paper.material),
    };
    papers.map(line).collect()
}

/// What another person had saved since the page was opened, and who.
pub(super) struct Between {
    pub who: String,
    pub at: String,
    pub typed: Vec<(String, String)>,
}

/// Whether a page overwrote what another person had saved in between.
pub(super) async fn between(
    room: &ApplicationRoom,
    current: &CurrentActor,
    names: &Names<'_>,
    saved: Option<&Saved>,
) -> Result<Option<Between>, Problem> {
    let Some(overwritten) = saved
        .filter(|saved| Some(saved.by) == current.account())
        .and_then(|saved| saved.overwritten.as_ref())
    else {
        return Ok(None);
    };
    let label = |field: &str| {
        names
            .release
            .field(&FieldId::from(field))
            .map_or_else(|| field.to_owned(), |field| names.field(field).plain().to_owned())
    };
    let words = |(field, typed): (&String, &String)| {
        let definition = names.release.field(&FieldId::from(field.as_str()));
        (
            label(field),
            definition.map_or_else(|| typed.clone(), |definition| in_words(names, definition, typed)),
        )
    };
    Ok(Some(Between {
        who: name(&room.ledger, names, overwritten.by).await?,
        at: names.texts.moment(&overwritten.at),
        typed: overwritten.typed.iter().map(words).collect(),
    }))
}

/// The name of a colleague who works on the same draft.
pub(super) async fn name(ledger: &Ledger, names: &Names<'_>, account: identity::RecordId) -> Result<String, Problem> {
    let mut known = people::views::names(ledger, &[account]).await.map_err(unavailable)?;
    Ok(known
        .remove(&account)
        .unwrap_or_else(|| names.texts.say("draft-colleague").to_string()))
}
