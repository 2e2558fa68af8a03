//! A person's rights for programs: all that is held as one document, requests, answers, and opening what is restricted.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use front::{FormData, IdempotencyKey, Message, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::answering::{self, Verdict, note_look};
use crate::asking;
use crate::pages;
use crate::record::{ANSWER, CORRECTED, DataRequest, Refusal, WORDS};
use crate::restriction::Restricted;
use crate::room::PrivacyRoom;
use crate::views::{self, Which};
use crate::words::{said, unavailable};

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(show, list, create, end, desk, answer, open),
    components(schemas(DataRequestAsked, DataRequestAnswered, RestrictedOpened, DataRequestDocument))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<PrivacyRoom> {
    Router::new()
        .route("/api/v1/me/data", get(show))
        .route("/api/v1/me/data/requests", get(list).post(create))
        .route("/api/v1/me/data/requests/{request}/end", post(end))
        .route("/api/v1/desk/data-requests", get(desk))
        .route("/api/v1/desk/data-requests/{request}/answers", post(answer))
        .route("/api/v1/desk/restricted/{record}", post(open))
}

/// A request to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataRequestAsked {
    /// `correction`, `erasure`, `restriction`, `explanation` or `closing`.
    wish: String,
    /// What it is about: `email`, `former-contacts`, `drafts`, `look-questions`, `application:HEX`, `project:HEX`.
    #[serde(default)]
    parts: Vec<String>,
    /// Why something is to be erased: `purpose_over`, `term_over`, `consent_withdrawn`, `unlawful` or `other_law`.
    #[serde(default)]
    ground: String,
    /// What is wrong: `name`, `resident_number`, or `form/APPLICATION/PART/FIELD`.
    #[serde(default)]
    of: String,
    /// The right value.
    #[serde(default)]
    corrected: String,
    /// Why, in words.
    #[serde(default)]
    words: String,
}

/// An answer to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataRequestAnswered {
    /// `grant` (as far as law lets) or `refuse`.
    verdict: String,
    /// The reasons.
    words: String,
}

/// Why something restricted is to be shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestrictedOpened {
    /// The reason, which the person reads.
    words: String,
}

/// A request about personal data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataRequestDocument {
    /// Its identifier.
    request: String,
    /// Its number.
    number: String,
    /// What is asked for.
    #[schema(value_type = Object)]
    wish: crate::record::Wish,
    /// The day on which it was asked.
    asked_on: String,
    /// The last day for the answer.
    due: String,
    /// `open`; `taken_back`; `grace` (an account that is to end in a week); `answered`; `done`; or `hindered` (something stood against
    /// the end of the account).
    standing: String,
    /// `granted`, `partly` or `refused`; none before the answer.
    outcome: Option<String>,
    /// The day of the answer.
    answered_on: Option<String>,
    /// What the person said.
    words: String,
    /// The right value, where something is wrong.
    corrected: Option<String>,
    /// The reasons of the answer.
    answer: Option<String>,
}

/// Everything that the city holds of whoever is signed in.
#[utoipa::path(
    get, path = "/api/v1/me/data", tag = "privacy",
    responses((status = 200, description = "Each value with purpose, basis and term (PIPL 45(3))", body = serde_json::Value), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn show(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Json<serde_json::Value>, Problem> {
    let account = pages::owner(&room, &current)?;
    pages::document(&room, &reader, account).await.map(Json)
}

/// Lists what the person asked, the last first.
#[utoipa::path(
    get, path = "/api/v1/me/data/requests", tag = "privacy",
    responses((status = 200, description = "All of them", body = [DataRequestDocument]), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn list(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<Vec<DataRequestDocument>>, Problem> {
    let account = pages::owner(&room, &current)?;
    let found = views::of_account(room.ledger(), account).await.map_err(unavailable)?;
    documents(&room, found).await
}

/// Uses a right over one's data.
#[utoipa::path(
    post, path = "/api/v1/me/data/requests", tag = "privacy", request_body = DataRequestAsked,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Asked", body = DataRequestDocument), (status = 401, description = "Not signed in"), (status = 404, description = "Only a person asks, in the own capacity"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn create(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Json(asked): Json<DataRequestAsked>,
) -> Result<(StatusCode, Json<DataRequestDocument>), Problem> {
    let key = Key::new(key.as_str()).and("data-request");
    let refused = |not_asked: asking::NotAsked| Problem::Refused(not_asked.message);
    let asked = pages::asked(&asked.form()?).map_err(refused)?;
    let id = asking::ask(&room, &current, asked, key).await?.map_err(refused)?;
    let request = asking::own(&room, &current, id).await?;
    Ok((StatusCode::CREATED, Json(document(&room, id, &request).await?)))
}

impl DataRequestAsked {
    /// Read by the same code as the page's form.
    fn form(self) -> Result<FormData, Problem> {
        let one = [
            ("wish", self.wish),
            ("ground", self.ground),
            ("of", self.of),
            ("corrected", self.corrected),
            ("words", self.words),
        ];
        let parts = self.parts.into_iter().map(|part| ("parts[]", part));
        Ok(FormData::of(one.into_iter().chain(parts))?)
    }
}

/// Takes a request back; of a restriction that is in force, ends it.
#[utoipa::path(
    post, path = "/api/v1/me/data/requests/{request}/end", tag = "privacy",
    params(("request" = String, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 200, description = "Ended", body = DataRequestDocument), (status = 401, description = "Not signed in"), (status = 404, description = "None of one's own"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn end(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
) -> Result<Json<DataRequestDocument>, Problem> {
    let key = Key::new(key.as_str()).and("data-request-end");
    asking::end(&room, &current, id, key).await?.map_err(refused)?;
    let request = asking::own(&room, &current, id).await?;
    Ok(Json(document(&room, id, &request).await?))
}

/// Lists the requests that lie with the actor to answer, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/desk/data-requests", tag = "privacy",
    params(("standing" = Option<String>, Query, description = "`open` or `ended`; `open` without it"), ("page" = Option<u64>, Query, description = "Counted from 1")),
    responses((status = 200, description = "50 on a page", body = [DataRequestDocument]), (status = 401, description = "Not signed in"), (status = 404, description = "The post answers no such requests"))
)]
pub(crate) async fn desk(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    query: RawQuery,
) -> Result<Json<Vec<DataRequestDocument>>, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let which = match query.value("standing") {
        "ended" => Which::Ended,
        _ => Which::Open,
    };
    let ledger = room.ledger();
    let total = views::count_of_desk(ledger, &current.actor, which)
        .await
        .map_err(unavailable)?;
    total.ok_or(Problem::NotFound)?;
    let page = query.value("page").parse().unwrap_or(1);
    let found = views::of_desk(ledger, which, page).await.map_err(unavailable)?;
    for (_, request) in &found {
        note_look(&room, &current, request.account).await;
    }
    documents(&room, found).await
}

/// Answers a request, with reasons. Nobody answers the own.
#[utoipa::path(
    post, path = "/api/v1/desk/data-requests/{request}/answers", tag = "privacy", request_body = DataRequestAnswered,
    params(("request" = String, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Answered", body = DataRequestDocument), (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for this actor"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn answer(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    Json(answered): Json<DataRequestAnswered>,
) -> Result<(StatusCode, Json<DataRequestDocument>), Problem> {
    let key = Key::new(key.as_str()).and("data-answer");
    let at = answering::at_desk(&room, &current, id).await?;
    let verdict = Verdict::named(&answered.verdict).ok_or_else(|| Problem::Refused(Message::new("desk-data-verdict-missing")))?;
    answering::answer(&room, &at, verdict, answered.words, key)
        .await?
        .map_err(refused)?;
    let at = answering::at_desk(&room, &current, id).await?;
    note_look(&room, &current, at.request.account).await;
    Ok((StatusCode::CREATED, Json(document(&room, id, &at.request).await?)))
}

/// Says why something restricted is to be shown: it is, for the rest of the day, and the person reads the reason.
#[utoipa::path(
    post, path = "/api/v1/desk/restricted/{record}", tag = "privacy", request_body = RestrictedOpened,
    params(("record" = String, Path, description = "The application or project"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "It is shown today"), (status = 401, description = "Not signed in"), (status = 404, description = "Not restricted, or not for this actor"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn open(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(record): Path<RecordId>,
    key: IdempotencyKey,
    Json(opened): Json<RestrictedOpened>,
) -> Result<StatusCode, Problem> {
    let key = Key::new(key.as_str()).and("open-restricted");
    let restricted = Restricted::seen(&room, &current, record).await?;
    restricted.open(&room, opened.words, key).await?.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused(refusal: Refusal) -> Problem {
    Problem::Refused(said(refusal))
}

async fn documents(room: &PrivacyRoom, found: Vec<(RecordId, DataRequest)>) -> Result<Json<Vec<DataRequestDocument>>, Problem> {
    let mut documents = Vec::with_capacity(found.len());
    for (id, request) in found {
        documents.push(document(room, id, &request).await?);
    }
    Ok(Json(documents))
}

async fn document(room: &PrivacyRoom, id: RecordId, request: &DataRequest) -> Result<DataRequestDocument, Problem> {
    let paths = [WORDS, CORRECTED, ANSWER].map(str::to_owned);
    let said = room.ledger().secrets(id, &paths).await.map_err(unavailable)?;
    let text = |path: &str| said.get(path).and_then(|text| text.as_str()).map(str::to_owned);
    let answered = request.answered.as_ref();
    Ok(DataRequestDocument {
        request: id.to_string(),
        number: request.number.clone(),
        wish: request.wish.clone(),
        asked_on: request.asked_on().to_string(),
        due: request.due.day(&room.calendar()).to_string(),
        standing: request.standing.as_str().to_owned(),
        outcome: answered.map(|answered| answered.outcome.as_str().to_owned()),
        answered_on: answered.map(|answered| answered.at.day().to_string()),
        words: text(WORDS).unwrap_or_default(),
        corrected: text(CORRECTED),
        answer: text(ANSWER),
    })
}
