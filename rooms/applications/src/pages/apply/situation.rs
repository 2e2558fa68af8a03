//! `/drafts/{draft}/situation`: the guided questions, with what follows from them beside.
//!
//! Each change is saved at once where scripts run, and the panel says what it changed; without scripts on saving.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use catalogue::consequences::{Consequences, ConsequencesPanel};
use catalogue::questions::QuestionPanel;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};
use procedure::Answers;
use procedure::plan::PlanError;

use super::asked::{errors_at_fields, filled, known, listed, taken};
use super::draft::the_draft;
use super::passage::{Leg, Passage, Then};
use super::summary::{Between, between};
use crate::drafts::{Draft, OpenDraft, Saved, change};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/situation.html")]
pub(super) struct SituationPage {
    chrome: Chrome,
    wrong: Vec<(String, String)>,
    passage: Passage,
    between: Option<Between>,
    action: String,
    turn: u32,
    back: String,
    count: usize,
    known: usize,
    questions: QuestionPanel,
    /// What htmx changes beside the panel.
    places: String,
    panel: ConsequencesPanel,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    if open.matter.questions.is_empty() {
        return Ok(Redirect::to(&format!("/drafts/{id}")).into_response());
    }
    let asks_to_check = reader.here.ends_with("?check=yes");
    let errors = if asks_to_check {
        errors_of(&open)
    } else {
        FormErrors::default()
    };
    page(&room, &current, &open, &reader, &open.answers, errors, String::new())
        .await
        .map(IntoResponse::into_response)
}

pub(super) async fn update(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    headers: HeaderMap,
    form: FormData,
) -> Result<Response, Problem> {
    let before = the_draft(&room, &current, id).await?;
    save(&room, &current, &before, &form).await?;
    let open = the_draft(&room, &current, id).await?;
    if headers.contains_key("hx-request") {
        let errors = errors_at_fields(&open.read_situation().errors);
        return page(&room, &current, &open, &reader, &before.answers, errors, String::new())
            .await
            .map(IntoResponse::into_response);
    }
    let then = Then::of(&form);
    if then == Then::Later {
        return Ok(Redirect::to(&format!("/drafts/{id}/situation?saved=yes")).into_response());
    }
    let errors = errors_of(&open);
    let overwrote = open.draft.situation.as_ref().is_some_and(|saved| saved.overwritten.is_some());
    match (errors.is_empty(), overwrote, then) {
        (true, false, Then::Summary) => Ok(Redirect::to(&format!("/drafts/{id}/commitment")).into_response()),
        (true, false, Then::Next | Then::Later) => Ok(Redirect::to(&after(&open)).into_response()),
        (true, true, _) => Ok(Redirect::to(&format!("/drafts/{id}/situation")).into_response()),
        (false, _, _) => {
            let page = page(
                &room,
                &current,
                &open,
                &reader,
                &before.answers,
                errors,
                form.value("back").to_owned(),
            )
            .await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn save(room: &ApplicationRoom, current: &CurrentActor, open: &OpenDraft, form: &FormData) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let turn = form.value("turn").parse().unwrap_or_default();
    let now = room.ledger.now();
    let questions: Vec<String> = open.matter.questions.iter().map(ToString::to_string).collect();
    let edit = |draft: &mut Draft| {
        let before = draft.situation.take();
        let typed = taken(
            form,
            questions.iter().map(String::as_str),
            before.as_ref().map(|before| &before.typed),
        );
        draft.situation = Some(Saved::replacing(before.as_ref(), typed, account, now, turn));
        Vec::new()
    };
    change(room, open.party, open.id, edit)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    Ok(())
}

/// The page after the questions: the first part of the form, else the papers.
fn after(open: &OpenDraft) -> String {
    match open.parts().first() {
        Some(part) => format!("/drafts/{}/form/{}", open.id, part.id),
        None => format!("/drafts/{}/materials", open.id),
    }
}

/// What is wrong or missing; with answers that call for nothing, that.
fn errors_of(open: &OpenDraft) -> FormErrors {
    let mut errors = errors_at_fields(&open.read_situation().all_errors());
    if errors.is_empty()
        && let (Err(PlanError::NothingApplies), Some(first)) = (open.plan(), open.matter.questions.first())
    {
        errors.add(first.as_str(), "apply-nothing-applies");
    }
    errors
}

async fn page(
    room: &ApplicationRoom,
    current: &CurrentActor,
    open: &OpenDraft,
    reader: &Reader,
    before: &Answers,
    errors: FormErrors,
    back: String,
) -> Result<Page<SituationPage>, Problem> {
    let t = &reader.texts;
    let names = Names::new(&open.release, t);
    let questions = open.questions();
    let typed = open.typed_situation();
    let form = filled(&typed);
    let from = |field: &procedure::definition::Field| known(open, &names, field, &typed);
    let consequences = Consequences::since(&open.release, t, &open.matter, (before, &open.answers), open.draft.region);
    let consequences = consequences.map_err(|error| {
        tracing::error!(%error, matter = %open.matter.id, "what follows cannot be shown");
        Problem::Broken
    })?;
    let saved = open.draft.situation.as_ref();
    let places = QuestionPanel::places(&questions);
    Ok(Page(SituationPage {
        passage: Passage::at(Leg::Situation, open, &open.readiness(), reader),
        between: between(room, current, &names, saved).await?,
        action: format!("/drafts/{}/situation", open.id),
        turn: saved.map_or(0, |saved| saved.turn),
        back: if reader.here.contains("back=summary") {
            "summary".to_owned()
        } else {
            back
        },
        count: questions.len(),
        known: questions
            .iter()
            .filter(|question| open.facts.of_field(&open.matter, question).is_some())
            .count(),
        wrong: listed(&names, &errors),
        questions: QuestionPanel::new(&open.release, t, &questions, &open.answers, (&form, &errors), &from),
        places: if places.is_empty() {
            "#turn,#between".to_owned()
        } else {
            format!("{places},#turn,#between")
        },
        panel: consequences.panel(t),
        chrome: reader.portal("leg-situation", Place::Apply),
    }))
}
