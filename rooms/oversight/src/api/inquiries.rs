//! `/api/v1/inquiries`: asking organs, and their answers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::form::Asked;
use front::{IdempotencyKey, OptionalBody, Problem};
use identity::RecordId;
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::act_key;
use crate::at_desk::{AtDesk, Watcher};
use crate::pages::{Act, act, ask as ask_organ, message, seen, unavailable};
use crate::record::{Answer, AskAgain, Close, Inquiry, InquiryRefusal, Remind, SaidKind, Standing};
use crate::room::OversightRoom;
use crate::views::of_counties;

type Created = Result<(StatusCode, Json<InquiryDocument>), Problem>;

/// An inquiry.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InquiryDocument {
    /// Its record.
    inquiry: String,
    /// Its number.
    number: String,
    /// The application.
    application: String,
    /// The application's number.
    application_number: String,
    /// The step, if it is about one.
    step: Option<String>,
    /// Who is asked.
    organ: String,
    /// `open`, `answered` or `closed`.
    standing: &'static str,
    /// The last day for the answer.
    due: String,
    /// How often the organ was reminded.
    reminders: u32,
    /// Whether an answer came after its term.
    late: bool,
    /// What was said, in order; left out in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<SaidDocument>,
}

/// Something said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SaidDocument {
    /// `asked`, `answered`, `reminded`, `asked_again` or `closed`.
    kind: &'static str,
    /// When.
    at: String,
    /// The account that said it.
    account: String,
    /// The words.
    words: String,
}

/// A question to an organ.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    /// The application.
    application: String,
    /// The step it is about; without it the organ of the most urgent open step is asked.
    step: Option<String>,
    /// Working days for the answer, 1 to 30.
    term_days: u32,
    /// What is asked.
    words: String,
}

/// Another question.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NextQuestion {
    /// Working days for the answer, 1 to 30.
    term_days: u32,
    /// What is asked.
    words: String,
}

/// Words.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// What is said; needed for an answer.
    #[serde(default)]
    words: String,
}

/// What was asked in the actor's region.
#[utoipa::path(
    get, path = "/api/v1/oversight/inquiries", tag = "oversight",
    params(("standing" = Option<String>, Query, description = "`open` (without it), `answered` or `closed`")),
    responses((status = 200, description = "The most urgent first", body = [InquiryDocument]), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn list(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
) -> Result<Json<Vec<InquiryDocument>>, Problem> {
    let standing = Standing::from_text(query.value("standing")).unwrap_or(Standing::Open);
    let rows = of_counties(&room.ledger, &room.counties(watcher.region), standing)
        .await
        .map_err(unavailable)?;
    let document = |row: crate::views::InquiryRow| InquiryDocument {
        inquiry: row.record.to_string(),
        number: row.number,
        application: row.application.to_string(),
        application_number: row.application_number,
        step: row.step,
        organ: row.organ,
        standing: row.standing.as_str(),
        due: row.due.to_string(),
        reminders: row.reminders,
        late: row.late,
        said: Vec::new(),
    };
    Ok(Json(rows.into_iter().map(document).collect()))
}

/// Asks an organ about an application or a step (督办).
#[utoipa::path(
    post, path = "/api/v1/oversight/inquiries", tag = "oversight", request_body = Question,
    responses((status = 201, description = "Asked", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"), (status = 422, description = "Words or term are wrong, or nobody can be asked"))
)]
pub(crate) async fn ask(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    at: AtDesk,
    key: IdempotencyKey,
    Json(question): Json<Question>,
) -> Created {
    let application: RecordId = question.application.parse().map_err(|_| Problem::NotFound)?;
    let step = question.step.as_deref().map(StepId::from);
    let key = act_key(&key, "ask");
    let asked = ask_organ(&room, &watcher, application, step, question.term_days, question.words, key).await?;
    created(&room, &at, asked.map_err(|not_asked| Problem::Refused(not_asked.message()))?).await
}

/// An inquiry with what was said.
#[utoipa::path(
    get, path = "/api/v1/inquiries/{id}", tag = "oversight",
    params(("id" = String, Path, description = "Its record")),
    responses((status = 200, description = "The inquiry", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"))
)]
pub(crate) async fn show(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
) -> Result<Json<InquiryDocument>, Problem> {
    document(&room, &at, id).await.map(Json)
}

/// Answers for the organ.
#[utoipa::path(
    post, path = "/api/v1/inquiries/{id}/answers", tag = "oversight", request_body = Words,
    params(("id" = String, Path, description = "Its record")),
    responses((status = 201, description = "Answered", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Answered or closed before"), (status = 422, description = "Words are missing or too long"))
)]
pub(crate) async fn answer(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    Json(said): Json<Words>,
) -> Created {
    acted(&room, &at, id, &key, "answer", Answer { words: said.words }).await
}

/// Reminds the organ.
#[utoipa::path(
    post, path = "/api/v1/inquiries/{id}/reminders", tag = "oversight", request_body = Option<Words>,
    params(("id" = String, Path, description = "Its record")),
    responses((status = 201, description = "Reminded", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Reminded today, answered or closed"))
)]
pub(crate) async fn remind(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    OptionalBody(said): OptionalBody<Words>,
) -> Created {
    acted(&room, &at, id, &key, "remind", Remind { words: said.words }).await
}

/// Asks once more, as the answer does not suffice.
#[utoipa::path(
    post, path = "/api/v1/inquiries/{id}/questions", tag = "oversight", request_body = NextQuestion,
    params(("id" = String, Path, description = "Its record")),
    responses((status = 201, description = "Asked", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"), (status = 422, description = "Not answered yet, or words or term are wrong"))
)]
pub(crate) async fn ask_again(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    Json(question): Json<NextQuestion>,
) -> Created {
    let command = AskAgain {
        term_days: question.term_days,
        words: question.words,
    };
    acted(&room, &at, id, &key, "ask-again", command).await
}

/// Closes the inquiry.
#[utoipa::path(
    post, path = "/api/v1/inquiries/{id}/closures", tag = "oversight", request_body = Option<Words>,
    params(("id" = String, Path, description = "Its record")),
    responses((status = 201, description = "Closed", body = InquiryDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Closed before"))
)]
pub(crate) async fn close(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    OptionalBody(said): OptionalBody<Words>,
) -> Created {
    acted(&room, &at, id, &key, "close", Close { words: said.words }).await
}

async fn acted<C: Act>(room: &OversightRoom, at: &AtDesk, id: RecordId, key: &IdempotencyKey, name: &str, command: C) -> Created {
    let done = act(room, at, id, command, act_key(key, name)).await?;
    done.map_err(|refusal| refused(&refusal))?;
    created(room, at, id).await
}

async fn created(room: &OversightRoom, at: &AtDesk, id: RecordId) -> Created {
    document(room, at, id)
        .await
        .map(|document| (StatusCode::CREATED, Json(document)))
}

async fn document(room: &OversightRoom, at: &AtDesk, id: RecordId) -> Result<InquiryDocument, Problem> {
    let inquiry: Inquiry = seen(room, at, id).await?;
    let paths: Vec<String> = (1..=inquiry.said.len()).map(|place| format!("said/{place}")).collect();
    let words = room.ledger.secrets(id, &paths).await.map_err(unavailable)?;
    let said = inquiry.said.iter().zip(&paths).map(|(said, path)| SaidDocument {
        kind: match said.kind {
            SaidKind::Asked => "asked",
            SaidKind::Answered => "answered",
            SaidKind::Reminded => "reminded",
            SaidKind::AskedAgain => "asked_again",
            SaidKind::Closed => "closed",
        },
        at: said.at.to_string(),
        account: said.actor.clone(),
        words: words
            .get(path)
            .and_then(|words| words.as_str())
            .unwrap_or_default()
            .to_owned(),
    });
    Ok(InquiryDocument {
        inquiry: id.to_string(),
        said: said.collect(),
        number: inquiry.number,
        application: inquiry.application.to_string(),
        application_number: inquiry.application_number,
        step: inquiry.step.map(|step| step.to_string()),
        organ: inquiry.organ.to_string(),
        standing: inquiry.standing.as_str(),
        due: inquiry.due.to_string(),
        reminders: inquiry.reminders,
        late: inquiry.late,
    })
}

fn refused(refusal: &InquiryRefusal) -> Problem {
    match refusal {
        InquiryRefusal::AnsweredBefore | InquiryRefusal::Closed | InquiryRefusal::RemindedToday => {
            Problem::Conflict(message(refusal))
        }
        InquiryRefusal::AskedBefore
        | InquiryRefusal::NotAsked
        | InquiryRefusal::WordsMissing
        | InquiryRefusal::WordsTooLong { .. }
        | InquiryRefusal::NoTerm { .. }
        | InquiryRefusal::NotAnswered => Problem::Refused(message(refusal)),
    }
}
