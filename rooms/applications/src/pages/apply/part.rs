//! `/drafts/{draft}/form/{part}`: one page of the form.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};
use procedure::definition::FormPart;

use super::asked::{Asked, Kind, asked, errors_at_fields, filled, listed, taken};
use super::draft::the_draft;
use super::passage::{Leg, Passage, Then};
use super::summary::{Between, between};
use crate::drafts::{Draft, OpenDraft, Readiness, Saved, change};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/part.html")]
pub(super) struct PartPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    wrong: Vec<(String, String)>,
    passage: Passage,
    between: Option<Between>,
    action: String,
    turn: u32,
    back: String,
    title: String,
    number: usize,
    fields: Vec<Asked>,
    known: usize,
    parts: Vec<PartLine>,
    before: String,
}

/// A part in the list of all.
struct PartLine {
    title: String,
    address: String,
    lamp: Lamp,
    here: bool,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, part)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let readiness = open.readiness();
    if !readiness.situation_done() {
        return Ok(Redirect::to(&format!("/drafts/{id}/situation?check=yes")).into_response());
    }
    let part = the_part(&open, &part)?;
    let asks_to_check = reader.here.ends_with("?check=yes");
    let errors = if asks_to_check {
        errors_of(&readiness, part)
    } else {
        FormErrors::default()
    };
    page(&room, &current, &open, &readiness, part, &reader, errors, String::new())
        .await
        .map(IntoResponse::into_response)
}

pub(super) async fn update(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, part)): Path<(RecordId, String)>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    save(&room, &current, &open, the_part(&open, &part)?, &form).await?;
    let then = Then::of(&form);
    if then == Then::Later {
        return Ok(Redirect::to(&format!("/drafts/{id}/form/{part}?saved=yes")).into_response());
    }
    let open = the_draft(&room, &current, id).await?;
    let (readiness, part) = (open.readiness(), the_part(&open, &part)?);
    let errors = errors_of(&readiness, part);
    let overwrote = open
        .draft
        .parts
        .get(&part.id)
        .is_some_and(|saved| saved.overwritten.is_some());
    match (errors.is_empty(), overwrote, then) {
        (true, false, Then::Summary) => Ok(Redirect::to(&format!("/drafts/{id}/commitment")).into_response()),
        (true, false, Then::Next | Then::Later) => Ok(Redirect::to(&after(&open, part)).into_response()),
        (true, true, _) => Ok(Redirect::to(&address(&open, part)).into_response()),
        (false, _, _) => {
            let page = page(
                &room,
                &current,
                &open,
                &readiness,
                part,
                &reader,
                errors,
                form.value("back").to_owned(),
            )
            .await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn save(
    room: &ApplicationRoom,
    current: &CurrentActor,
    open: &OpenDraft,
    part: &FormPart,
    form: &FormData,
) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let turn = form.value("turn").parse().unwrap_or_default();
    let now = room.ledger.now();
    let edit = |draft: &mut Draft| {
        let before = draft.parts.remove(&part.id);
        let fields = part.fields.iter().map(procedure::definition::FieldId::as_str);
        let typed = taken(form, fields, before.as_ref().map(|before| &before.typed));
        draft
            .parts
            .insert(part.id.clone(), Saved::replacing(before.as_ref(), typed, account, now, turn));
        Vec::new()
    };
    change(room, open.party, open.id, edit)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    Ok(())
}

/// A part in which something is asked.
fn the_part<'a>(open: &'a OpenDraft, id: &str) -> Result<&'a FormPart, Problem> {
    open.parts().into_iter().find(|part| part.id == id).ok_or(Problem::NotFound)
}

/// The next part, else the papers.
fn after(open: &OpenDraft, part: &FormPart) -> String {
    let parts = open.parts();
    let next = parts
        .iter()
        .position(|other| other.id == part.id)
        .and_then(|index| parts.get(index + 1));
    next.map_or_else(|| format!("/drafts/{}/materials", open.id), |next| address(open, next))
}

/// The part before, else the questions.
fn before(open: &OpenDraft, part: &FormPart) -> String {
    let parts = open.parts();
    let index = parts.iter().position(|other| other.id == part.id).unwrap_or_default();
    match index.checked_sub(1).and_then(|index| parts.get(index)) {
        Some(before) => address(open, before),
        None if open.matter.questions.is_empty() => format!("/drafts/{}/place", open.id),
        None => format!("/drafts/{}/situation", open.id),
    }
}

fn address(open: &OpenDraft, part: &FormPart) -> String {
    format!("/drafts/{}/form/{}", open.id, part.id)
}

fn errors_of(readiness: &Readiness, part: &FormPart) -> FormErrors {
    let wrong = readiness.parts.iter().find(|other| other.part == part.id);
    wrong.map(|part| errors_at_fields(&part.errors)).unwrap_or_default()
}

#[allow(clippy::too_many_arguments)]
async fn page(
    room: &ApplicationRoom,
    current: &CurrentActor,
    open: &OpenDraft,
    readiness: &Readiness,
    part: &FormPart,
    reader: &Reader,
    errors: FormErrors,
    back: String,
) -> Result<Page<PartPage>, Problem> {
    let names = Names::new(&open.release, &reader.texts);
    let typed = open.typed_part(part);
    let fields = asked(open, &names, &open.fields(part), &typed);
    let saved = open.draft.parts.get(&part.id);
    let title = names.words(&part.title, part.title_en.as_deref()).plain().to_owned();
    Ok(Page(PartPage {
        passage: Passage::at(Leg::Form, open, readiness, reader),
        between: between(room, current, &names, saved).await?,
        action: address(open, part),
        turn: saved.map_or(0, |saved| saved.turn),
        back: if reader.here.contains("back=summary") {
            "summary".to_owned()
        } else {
            back
        },
        number: open.parts().iter().position(|other| other.id == part.id).unwrap_or_default() + 1,
        known: fields.iter().filter(|field| !field.known.is_empty()).count(),
        wrong: listed(&names, &errors),
        parts: part_lines(open, readiness, part, &names),
        before: before(open, part),
        chrome: reader.chrome(front::Audience::Portal, title.clone(), Place::Apply),
        form: filled(&typed),
        fields,
        title,
        errors,
    }))
}

fn part_lines(open: &OpenDraft, readiness: &Readiness, here: &FormPart, names: &Names<'_>) -> Vec<PartLine> {
    let t = names.texts;
    let lines = open.parts().into_iter().zip(&readiness.parts).map(|(part, ready)| PartLine {
        title: names.words(&part.title, part.title_en.as_deref()).plain().to_owned(),
        address: address(open, part),
        here: part.id == here.id,
        lamp: match (ready.saved, ready.errors.len()) {
            (true, 0) => Lamp::new(Shape::Done, t.say("part-done")),
            (true, wrong) => Lamp::new(Shape::Yellow, t.say("part-wrong").with("count", wrong)),
            (false, _) => Lamp::new(Shape::Open, t.say("part-open")),
        },
    });
    lines.collect()
}
