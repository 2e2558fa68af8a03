//! `/drafts/{draft}/commitment`: everything once more, the letter, and the button.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Deadline;
use catalogue::{Consequences, Names, Words};
use front::furniture::{Choice, Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place as Spot, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};
use procedure::plan::AskedMaterial;

use super::draft::{Opened, opened};
use super::passage::{Leg, Passage};
use super::place::facts;
use super::summary::{PaperLine, Section, papers, sections};
use super::words::statement;
use crate::drafts::{Instead, OpenDraft, Place, Readiness};
use crate::room::ApplicationRoom;

/// The name of the boxes of the letter's statements.
pub(super) const STATEMENTS: &str = "statements[]";
/// The name of the boxes of promises instead of proof.
pub(super) const PROMISES: &str = "promises[]";

#[derive(Template)]
#[template(path = "pages/apply/commitment.html")]
pub(super) struct CommitmentPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    passage: Passage,
    action: String,
    /// What is still missing: in words, with the way to it.
    missing: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    place: String,
    sections: Vec<Section>,
    papers: Vec<PaperLine>,
    materials: String,
    consequences: Option<Consequences>,
    letter: Option<Letter>,
    /// Where it is signed on paper, because somebody hands in for another.
    paper: Option<PaperLetter>,
    /// Papers that follow, each with its day and what happens if it does not come.
    follow: Vec<(String, Words)>,
    /// Promises to confirm.
    promises: Vec<Choice>,
    signs: String,
}

/// The letter, or the promises, on paper: where the scan is put, and the scan that is there.
struct PaperLetter {
    /// The key of the sentence that says what is signed.
    how: &'static str,
    action: String,
    lamp: Lamp,
    there: Option<(String, String)>,
}

/// The commitment letter.
struct Letter {
    title: Words,
    address: String,
    statements: Vec<Choice>,
    consequences: Words,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    match opened(&room, &current, id).await? {
        Opened::Draft(open) => {
            page(&room, &open, &current, &reader, FormData::default(), FormErrors::default()).map(IntoResponse::into_response)
        }
        Opened::Submitted => Ok(Redirect::to(&format!("/applications/{id}/receipt")).into_response()),
    }
}

pub(super) fn page(
    room: &ApplicationRoom,
    open: &OpenDraft,
    current: &CurrentActor,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<Page<CommitmentPage>, Problem> {
    let t = &reader.texts;
    let names = Names::new(&open.release, t);
    let readiness = open.readiness();
    let consequences = Consequences::of(&open.release, t, &open.matter, &open.answers, open.draft.region);
    let consequences = consequences.map_err(|error| {
        tracing::error!(%error, matter = %open.matter.id, "what follows cannot be shown");
        Problem::Broken
    })?;
    Ok(Page(CommitmentPage {
        passage: Passage::at(Leg::Commitment, open, &readiness, reader),
        action: format!("/drafts/{}/commitment", open.id),
        missing: missing(open, &readiness, &names),
        facts: facts(open, current, &names),
        place: format!("/drafts/{}/place", open.id),
        sections: sections(open, &names),
        papers: papers(open, &names),
        materials: format!("/drafts/{}/materials?back=summary", open.id),
        consequences: consequences.plan.is_some().then_some(consequences),
        letter: letter(open, &names),
        paper: paper_letter(open, &readiness, current, reader),
        follow: follow(open, &readiness, &names, room),
        promises: promises(open, &readiness, &names),
        signs: signs(current, reader),
        chrome: reader.portal("commitment-title", Spot::Apply),
        form,
        errors,
    }))
}

/// The papers that follow, each with the day until which it does if submitted now, and what happens if it does not come.
fn follow(open: &OpenDraft, readiness: &Readiness, names: &Names<'_>, room: &ApplicationRoom) -> Vec<(String, Words)> {
    let (t, region) = (names.texts, open.draft.region);
    let (day, calendar) = (
        room.ledger.almanac().effective_day(room.ledger.now(), region),
        room.calendar(region),
    );
    let follows = chosen(open, readiness, Instead::Later);
    let said = |asked: &AskedMaterial| {
        let rule = asked.later.as_ref()?;
        let until = Deadline::from(day, &rule.limit, &calendar).day(&calendar);
        let line = t.say("follows-line").with("name", names.material_id(&asked.material).plain());
        let line = line.with("until", t.day(&until)).to_string();
        Some((line, names.words(&rule.consequence, None)))
    };
    follows.filter_map(said).collect()
}

/// The promises that are made. What is signed is the Chinese text; who reads English is told what it says.
fn promises(open: &OpenDraft, readiness: &Readiness, names: &Names<'_>) -> Vec<Choice> {
    let choice = |asked: &AskedMaterial| {
        let rule = asked.promise.as_ref()?;
        let words = statement(names, &asked.material, rule);
        let consequence = names.words(&rule.consequence, None);
        let choice = Choice::new(asked.material.as_str(), words.plain());
        Some(match words.plain() == rule.statement {
            true => choice.explained(consequence.plain()),
            false => choice.explained(format!("{} {}", rule.statement, consequence.plain())),
        })
    };
    promised(open, readiness).filter_map(choice).collect()
}

/// The papers in whose place something is promised.
pub(super) fn promised<'a>(open: &'a OpenDraft, readiness: &'a Readiness) -> impl Iterator<Item = &'a AskedMaterial> {
    chosen(open, readiness, Instead::Promised)
}

fn chosen<'a>(open: &'a OpenDraft, readiness: &'a Readiness, what: Instead) -> impl Iterator<Item = &'a AskedMaterial> {
    let asked = readiness.plan.iter().flat_map(|plan| &plan.materials);
    asked.filter(move |asked| open.draft.instead(asked) == Some(what))
}

/// What is signed is the Chinese text; who reads English is told what it says.
fn letter(open: &OpenDraft, names: &Names<'_>) -> Option<Letter> {
    let commitment = open.matter.commitment.as_ref()?;
    let statements = commitment.statements.iter().enumerate();
    Some(Letter {
        title: names.words(&commitment.title, None),
        address: format!("/drafts/{}/letter", open.id),
        statements: statements
            .map(|(index, statement)| {
                let words = names.words(statement, None);
                let choice = Choice::new((index + 1).to_string(), words.plain());
                match words.plain() == statement {
                    true => choice,
                    false => choice.explained(statement),
                }
            })
            .collect(),
        consequences: names.words(&commitment.consequences, None),
    })
}

/// Whether the applicant undertakes something that nobody else can sign: the letter, or a promise instead of proof.
pub(super) fn gives_word(open: &OpenDraft, readiness: &Readiness) -> bool {
    open.matter.commitment.is_some() || promised(open, readiness).next().is_some()
}

fn paper_letter(open: &OpenDraft, readiness: &Readiness, current: &CurrentActor, reader: &Reader) -> Option<PaperLetter> {
    current.actor.behalf().filter(|_| gives_word(open, readiness))?;
    let there = open.draft.signed_letter();
    Some(PaperLetter {
        how: match open.matter.commitment {
            Some(_) => "signed-letter-how",
            None => "signed-promises-how",
        },
        action: format!("/drafts/{}/signed-letter", open.id),
        lamp: match there {
            Some(_) => Lamp::new(Shape::Done, reader.texts.say("signed-letter-there")),
            None => Lamp::none(),
        },
        there: there.map(|paper| {
            let address = format!("/drafts/{}/materials/{}", open.id, paper.material);
            (paper.file_name.clone(), address)
        }),
    })
}

/// Who presses the button, for whom.
fn signs(current: &CurrentActor, reader: &Reader) -> String {
    match current.capacity() {
        Some(people::CapacityLabel::Enterprise { name, .. }) => reader
            .texts
            .say("commitment-signs-for")
            .with("person", current.name())
            .with("enterprise", name)
            .to_string(),
        Some(people::CapacityLabel::Behalf { party, .. }) => reader
            .texts
            .say("commitment-hands-in-for")
            .with("person", current.name())
            .with("party", party)
            .to_string(),
        Some(people::CapacityLabel::Person | people::CapacityLabel::Post { .. } | people::CapacityLabel::Deputy { .. })
        | None => reader
            .texts
            .say("commitment-signs")
            .with("person", current.name())
            .to_string(),
    }
}

/// What is still missing, in words, each with the page on which it is filled in and said once more.
fn missing(open: &OpenDraft, readiness: &Readiness, names: &Names<'_>) -> Vec<(String, String)> {
    let t = names.texts;
    let there = |place: Place| format!("{}?check=yes", place.address(open.id));
    let mut missing = Vec::new();
    if !readiness.situation_done() {
        missing.push((
            t.say("missing-situation")
                .with("count", readiness.situation.len().max(1))
                .to_string(),
            there(Place::Situation),
        ));
    }
    for (ready, part) in readiness.parts.iter().zip(open.parts()).filter(|(ready, _)| !ready.is_done()) {
        let title = names.words(&part.title, part.title_en.as_deref());
        let words = match ready.errors.len() {
            0 => t.say("missing-part-unseen").with("part", title.plain()).to_string(),
            wrong => t
                .say("missing-part")
                .with("part", title.plain())
                .with("count", wrong)
                .to_string(),
        };
        missing.push((words, there(Place::Part(ready.part.clone()))));
    }
    if !readiness.papers_missing.is_empty() {
        missing.push((
            t.say("missing-papers")
                .with("count", readiness.papers_missing.len())
                .to_string(),
            there(Place::Materials),
        ));
    }
    missing
}
