//! `/api/v1/looks/questions` and `/api/v1/desk/looks`: asking what a look was for, and answering.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use front::{FormData, IdempotencyKey, Message, Problem};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::pages::looks_permitted;
use crate::questions::record::{ANSWER, QUESTION, QuestionRefusal};
use crate::questions::{Asking, LookName, LookQuestion, Standing, answer, answerable, ask, of_desk, of_party};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// A question to be asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAsked {
    /// The look, by its `look` in the list of looks.
    look: String,
    /// What is asked.
    words: String,
}

/// An answer to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAnswered {
    /// What the look was for.
    words: String,
}

/// A question about a look.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LookQuestionDocument {
    /// Its identifier.
    question: String,
    /// Who looked: the account.
    looker: String,
    /// In which post.
    post: String,
    /// At which application, if at one.
    application: Option<String>,
    /// At what.
    what: String,
    /// When, in milliseconds since 1970.
    at: i64,
    /// The day of the question.
    asked_on: String,
    /// What is asked.
    words: String,
    /// The day of the answer.
    answered_on: Option<String>,
    /// What was answered.
    answer: Option<String>,
}

/// Asks what a look was for.
#[utoipa::path(
    post, path = "/api/v1/looks/questions", tag = "counter", request_body = LookAsked,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Asked", body = LookQuestionDocument), (status = 401, description = "Not signed in"), (status = 404, description = "No such look at what is one's own"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Json(asked): Json<LookAsked>,
) -> Result<(StatusCode, Json<LookQuestionDocument>), Problem> {
    let key = Key::new(key.as_str()).and("look-question");
    let party = looks_permitted(&room, &current)?;
    let name: LookName = asked.look.parse().map_err(|_| Problem::NotFound)?;
    let asking = Asking::about(&room, &current, party, &name).await?;
    let id = ask(&room, asking, asked.words, key).await?.map_err(refused)?;
    let own = of_party(room.ledger(), party).await.map_err(unavailable)?;
    let (_, question) = own.into_iter().find(|(question, _)| *question == id).ok_or(Problem::Broken)?;
    Ok((StatusCode::CREATED, Json(document(&room, id, &question).await?)))
}

/// Lists what the party as whom one acts asked about looks, with the answers, the last first.
#[utoipa::path(
    get, path = "/api/v1/looks/questions", tag = "counter",
    responses((status = 200, description = "The last 200", body = [LookQuestionDocument]), (status = 401, description = "Not signed in"), (status = 404, description = "In a post nothing is one's own"))
)]
pub(crate) async fn own(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<Vec<LookQuestionDocument>>, Problem> {
    let party = looks_permitted(&room, &current)?;
    let found = of_party(room.ledger(), party).await.map_err(unavailable)?;
    documents(&room, found).await
}

/// Lists the questions that lie with the actor to answer, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/desk/looks", tag = "counter",
    params(("standing" = Option<String>, Query, description = "`open` or `answered`; `open` without it")),
    responses((status = 200, description = "At most 200", body = [LookQuestionDocument]), (status = 401, description = "Not signed in"), (status = 404, description = "The post answers no such questions"))
)]
pub(crate) async fn list(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    query: RawQuery,
) -> Result<Json<Vec<LookQuestionDocument>>, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let standing = match query.value("standing") {
        "answered" => Standing::Answered,
        _ => Standing::Open,
    };
    let release = room.catalogue.current();
    let found = of_desk(room.ledger(), &release, &current.actor, standing)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    documents(&room, found).await
}

/// Answers a question about a look. Whoever looked does not answer.
#[utoipa::path(
    post, path = "/api/v1/desk/looks/{question}/answers", tag = "counter", request_body = LookAnswered,
    params(("question" = String, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Answered", body = LookQuestionDocument), (status = 401, description = "Not signed in"), (status = 404, description = "None, or not for this actor"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn reply(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    Json(answered): Json<LookAnswered>,
) -> Result<(StatusCode, Json<LookQuestionDocument>), Problem> {
    let key = Key::new(key.as_str()).and("look-answer");
    let (_, permit) = answerable(&room, &current, id).await?;
    answer(&room, &permit, answered.words, key).await?.map_err(refused)?;
    let (question, _) = answerable(&room, &current, id).await?;
    Ok((StatusCode::CREATED, Json(document(&room, id, &question).await?)))
}

fn refused(refusal: QuestionRefusal) -> Problem {
    Problem::Refused(Message::new(refusal.key()))
}

async fn documents(room: &CounterRoom, found: Vec<(RecordId, LookQuestion)>) -> Result<Json<Vec<LookQuestionDocument>>, Problem> {
    let mut documents = Vec::with_capacity(found.len());
    for (id, question) in found {
        documents.push(document(room, id, &question).await?);
    }
    Ok(Json(documents))
}

async fn document(room: &CounterRoom, id: RecordId, question: &LookQuestion) -> Result<LookQuestionDocument, Problem> {
    let paths = [QUESTION.to_owned(), ANSWER.to_owned()];
    let said = room.ledger().secrets(id, &paths).await.map_err(unavailable)?;
    let text = |path: &str| said.get(path).and_then(|text| text.as_str()).map(str::to_owned);
    Ok(LookQuestionDocument {
        question: id.to_string(),
        looker: question.about.looker.to_string(),
        post: question.about.post.to_string(),
        application: question.about.application.map(|application| application.to_string()),
        what: question.about.what.clone(),
        at: question.about.at.0,
        asked_on: question.asked_on.to_string(),
        words: text(QUESTION).unwrap_or_default(),
        answered_on: question.answered.map(|answered| answered.day.to_string()),
        answer: text(ANSWER),
    })
}
