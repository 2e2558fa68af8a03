//! Notes that staff write to each other: on a step from its page, on an application from its own.

use applications::access::Seen;
use authority::acts;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{FormErrors, Message, Problem};
use identity::RecordId;
use ledger::{Key, SubmitError};
use procedure::definition::StepId;

use super::{applications as whole, step};
use crate::acts::{Obstacle, message};
use crate::notes::record::NoteRefusal;
use crate::notes::{Audience, Mention, NoteLine, Notebooks, ReadMentions, WriteNote, mentions_of, notebook_of, notes, permit_on};
use crate::organ::Staff;
use crate::seeing;
use crate::visit::{Posted, Visit};
use crate::words::Words;

/// What a page shows of notes, and the form for another.
pub(super) struct NotesShown {
    pub(super) lines: Vec<NoteLine>,
    /// Where a note is posted; none for whoever only reads.
    pub(super) action: Option<String>,
    pub(super) step: String,
    pub(super) colleagues: Vec<Choice>,
}

/// The notes for a page; none where the reader has nothing to do with them.
pub(super) async fn shown(
    visit: &Visit,
    seen: &Seen,
    words: &Words,
    step: Option<&StepId>,
) -> Result<Option<NotesShown>, Problem> {
    let lines = match notes(visit, seen, words, step).await {
        Ok(lines) => lines,
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let may_write = permit_on::<acts::WriteNote>(&visit.at, seen).is_ok() && !is_recused(visit, seen);
    let colleagues = match may_write {
        true => Staff::of(&visit.desks, &visit.at.post.organ).await?.people,
        false => Vec::new(),
    };
    Ok(Some(NotesShown {
        lines,
        action: may_write.then(|| format!("/desk/{}/notes", seen.record)),
        step: step.map(ToString::to_string).unwrap_or_default(),
        colleagues: colleagues
            .iter()
            .filter(|person| person.account != visit.at.account)
            .map(|person| Choice::new(person.account.to_string(), &person.name))
            .collect(),
    }))
}

/// Whether the reader may not work on the application, in whichever name (回避).
fn is_recused(visit: &Visit, seen: &Seen) -> bool {
    let mut recused = seen.application.recused(&visit.at.post.organ);
    recused.any(|person| visit.at.actor().hands().any(|hand| hand == person))
}

/// `POST /desk/{application}/notes`
pub(super) async fn create(Path(application): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    if !posted.is_ours {
        return again(&posted, &seen, Message::new("desk-form-expired"), StatusCode::FORBIDDEN).await;
    }
    let step = posted.form.given("step").map(StepId::from);
    let asked = Asked {
        audience: match posted.form.value("audience") {
            "taking_part" => Audience::TakingPart,
            _ => Audience::Organ,
        },
        words: posted.form.value("note").to_owned(),
        mentions: posted
            .form
            .values("mention[]")
            .filter_map(|person| person.parse().ok())
            .collect(),
        step: step.clone(),
    };
    match write(visit, &seen, asked, posted.key("notes")).await {
        Ok(()) => {}
        Err(Problem::Refused(why)) => return again(&posted, &seen, why, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Problem::Conflict(why)) => return again(&posted, &seen, why, StatusCode::CONFLICT).await,
        Err(Problem::Unavailable) => {
            let why = message(&Obstacle::Unavailable);
            return again(&posted, &seen, why, StatusCode::SERVICE_UNAVAILABLE).await;
        }
        Err(problem) => return Err(problem),
    }
    let path = match &step {
        Some(step) => visit.address(&format!("/desk/{application}/{step}"), &[("tab", "notes"), ("said", "noted")]),
        None => format!("/desk/applications/{application}?said=noted#notes"),
    };
    Ok(Redirect::to(&path).into_response())
}

/// The page on which it was written, with what was written and why it is not there.
async fn again(posted: &Posted, seen: &Seen, why: Message, status: StatusCode) -> Result<Response, Problem> {
    let (visit, form, errors) = (&posted.visit, posted.form.clone(), FormErrors::one("note", why));
    match posted.form.given("step") {
        Some(step) => {
            let again = step::Again {
                form: Some(form),
                errors,
                notes: true,
                status,
                ..step::Again::default()
            };
            step::respond(visit, seen, seeing::step(seen, step)?, again).await
        }
        None => whole::respond(visit, seen, whole::Again { form, errors, status }).await,
    }
}

/// What is to be written.
pub(crate) struct Asked {
    pub(crate) step: Option<StepId>,
    pub(crate) audience: Audience,
    pub(crate) words: String,
    pub(crate) mentions: Vec<RecordId>,
}

/// Writes a note. Only colleagues of the organ are named.
pub(crate) async fn write(visit: &Visit, seen: &Seen, asked: Asked, key: Key) -> Result<(), Problem> {
    let permit = permit_on::<acts::WriteNote>(&visit.at, seen)?;
    if is_recused(visit, seen) {
        return Err(Problem::Refused(Message::new("desk-note-recused")));
    }
    if let Some(step) = &asked.step {
        seeing::step(seen, step.as_str())?;
    }
    let staff = Staff::of(&visit.desks, &visit.at.post.organ).await?;
    let command = WriteNote {
        application: seen.record,
        organ: visit.at.post.organ.clone(),
        step: asked.step,
        audience: asked.audience,
        words: asked.words,
        mentions: asked
            .mentions
            .into_iter()
            .filter(|person| staff.person(*person).is_some())
            .collect(),
    };
    let notebook = notebook_of(seen.record);
    let submitted = visit.desks.ledger().submit::<Notebooks, _>(&permit, notebook, command, key);
    submitted.await.map(|_| ()).map_err(not_written)
}

/// `POST /desk/mentions/{application}/readings`: the reader has seen where he or she is named.
pub(super) async fn read(Path(application): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    mark_read(visit, &seen, posted.key("readings")).await?;
    Ok(Redirect::to(&visit.address("/desk", &[])).into_response())
}

/// Marks them.
pub(crate) async fn mark_read(visit: &Visit, seen: &Seen, key: Key) -> Result<(), Problem> {
    let permit = permit_on::<acts::SeeNotes>(&visit.at, seen)?;
    let notebook = notebook_of(seen.record);
    let submitted = visit
        .desks
        .ledger()
        .submit::<Notebooks, _>(&permit, notebook, ReadMentions, key);
    submitted.await.map(|_| ()).map_err(not_written)
}

/// Where the reader is named and has not looked.
pub(super) async fn mentions(visit: &Visit) -> Result<Vec<Mention>, Problem> {
    mentions_of(visit).await
}

fn not_written(error: SubmitError<NoteRefusal>) -> Problem {
    match error {
        SubmitError::Refused(refusal) => Problem::Refused(Message::new(refusal.key())),
        SubmitError::KeyReused => Problem::Conflict(Message::new("desk-refusal-sent-before")),
        SubmitError::Stale { .. }
        | SubmitError::Claimed { .. }
        | SubmitError::NotPermitted
        | SubmitError::Unavailable(_)
        | SubmitError::Broken(_) => {
            tracing::error!(%error, "a note was not committed");
            Problem::Unavailable
        }
    }
}
