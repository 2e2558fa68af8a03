//! The button: the draft becomes an application, once, however often it is pressed.

use authority::{Permit, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::{FormData, FormErrors, Message, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::{CurrentActor, RequireSignedIn};

use super::commitment::{PROMISES, STATEMENTS, gives_word, page, promised};
use super::draft::{Opened, opened};
use super::signed_letter::SIGNED_LETTER_BOX;
use crate::drafts::{self, OpenDraft, Paper, Readiness};
use crate::pages::trouble::{not_done, unavailable};
use crate::record::command::{Instead, Submit};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::views;

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let open = match opened(&room, &current, id).await? {
        Opened::Draft(open) => open,
        Opened::Submitted => return Ok(to_receipt(id)),
    };
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let readiness = open.readiness();
    let errors = if current.actor.behalf().is_some() {
        without_letter(&open, &readiness)
    } else {
        unsigned(&open, &readiness, &form)
    };
    let barred_until = views::barred_until(&room.ledger, open.party).await.map_err(unavailable)?;
    match command(&open, &readiness, barred_until).filter(|_| errors.is_empty()) {
        Some(command) => {
            submit(&room, &current, &open, command, key).await?;
            Ok(to_receipt(id))
        }
        None => {
            let page = page(&room, &open, &current, &reader, form, errors)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn to_receipt(id: RecordId) -> Response {
    Redirect::to(&format!("/applications/{id}/receipt")).into_response()
}

/// Every statement of the letter must be agreed to, and every promise confirmed.
fn unsigned(open: &OpenDraft, readiness: &Readiness, form: &FormData) -> FormErrors {
    let mut errors = unsigned_letter(open, form);
    let missing = promised(open, readiness)
        .filter(|asked| !form.chose(PROMISES, asked.material.as_str()))
        .count();
    if missing > 0 {
        errors.add("promises", Message::new("promises-unsigned").with("count", missing));
    }
    errors
}

fn unsigned_letter(open: &OpenDraft, form: &FormData) -> FormErrors {
    let statements = open
        .matter
        .commitment
        .as_ref()
        .map_or(0, |commitment| commitment.statements.len());
    let missing = (1..=statements)
        .filter(|number| !form.chose(STATEMENTS, &number.to_string()))
        .count();
    match missing {
        0 => FormErrors::default(),
        missing => FormErrors::one("statements", Message::new("commitment-unsigned").with("count", missing)),
    }
}

/// Whoever hands in for another signs nothing: the letter, or the promises, that the other signed must be there.
fn without_letter(open: &OpenDraft, readiness: &Readiness) -> FormErrors {
    if gives_word(open, readiness) && open.draft.signed_letter().is_none() {
        FormErrors::one(SIGNED_LETTER_BOX, "signed-letter-missing")
    } else {
        FormErrors::default()
    }
}

/// What is asked of the record, when nothing is missing.
fn command(open: &OpenDraft, readiness: &Readiness, barred_until: Option<Day>) -> Option<Submit> {
    if !readiness.is_complete() {
        return None;
    }
    let plan = readiness.plan.clone().ok()?;
    Some(Submit {
        applicant: open.party,
        project: open.draft.project,
        title: open.title(),
        region: open.draft.region,
        answers: open.answers.clone(),
        form: open.form(&readiness.values),
        materials: handed_in(open, &plan).iter().map(Paper::upload).collect(),
        commitment: open
            .matter
            .commitment
            .as_ref()
            .map(|commitment| commitment.statements.clone()),
        signed_letter: open.draft.signed_letter().map(Paper::upload),
        instead: instead(open, &plan, barred_until),
        plan,
    })
}

/// What stands in place of papers that are not handed in.
fn instead(open: &OpenDraft, plan: &procedure::Plan, barred_until: Option<Day>) -> Instead {
    let chosen = |what: drafts::Instead| {
        let asked = plan
            .materials
            .iter()
            .filter(move |asked| open.draft.instead(asked) == Some(what));
        asked.map(|asked| asked.material.clone()).collect()
    };
    Instead {
        later: chosen(drafts::Instead::Later),
        promised: chosen(drafts::Instead::Promised),
        barred_until,
    }
}

/// The papers that the plan asks for; others, uploaded for earlier answers, are not handed in.
fn handed_in(open: &OpenDraft, plan: &procedure::Plan) -> Vec<Paper> {
    plan.materials
        .iter()
        .filter_map(|asked| open.draft.paper(&asked.material).cloned())
        .collect()
}

/// All that becomes the application's own.
fn with_letter(open: &OpenDraft, plan: &procedure::Plan) -> Vec<Paper> {
    let letter = open.draft.signed_letter().cloned();
    handed_in(open, plan).into_iter().chain(letter).collect()
}

/// Submits, and lets the draft go: its papers are the application's from now on.
async fn submit(
    room: &ApplicationRoom,
    current: &CurrentActor,
    open: &OpenDraft,
    command: Submit,
    key: Key,
) -> Result<(), Problem> {
    let permit: Permit<acts::Submit> = current.permit(&open.draft.subject(open.id, open.party))?;
    let papers = with_letter(open, &command.plan);
    match room.ledger.submit::<Applications, _>(&permit, open.id, command, key).await {
        Ok(_) => {}
        // A colleague, or this person in another window, was faster.
        Err(SubmitError::Refused(Refusal::AlreadyFiled)) => return Ok(()),
        Err(error) => return Err(not_done(error)),
    }
    if let Err(error) = let_go(room, open, &papers).await {
        tracing::warn!(%error, "the draft of a submitted application stays until its term is over");
    }
    Ok(())
}

async fn let_go(room: &ApplicationRoom, open: &OpenDraft, papers: &[Paper]) -> Result<(), ledger::Unavailable> {
    drafts::taken(room, papers).await?;
    let taken = |draft: &mut drafts::Draft| {
        draft.papers.retain(|paper| !papers.contains(paper));
        Vec::new()
    };
    drafts::change(room, open.party, open.id, taken).await?;
    drafts::delete(room, open.party, open.id).await
}
