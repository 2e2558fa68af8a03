//! `/account/looks/questions`: asking what a look was for.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use ledger::Key;
use people::{CurrentActor, RequireSignedIn};

use super::looks::permitted;
use crate::helping::Names;
use crate::looks::What;
use crate::questions::{Asking, LookName, ask};
use crate::room::CounterRoom;

#[derive(Template)]
#[template(path = "pages/look_question.html")]
struct QuestionPage {
    chrome: Chrome,
    look: String,
    time: String,
    post: String,
    who: String,
    what: &'static str,
    form: FormData,
    errors: FormErrors,
}

/// `GET /account/looks/questions/new?look=…`
pub(super) async fn new(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Response, Problem> {
    let (name, asking) = asked(&room, &current, &query).await?;
    respond(&room, &reader, &name, &asking, query, FormErrors::default(), StatusCode::OK).await
}

/// `POST /account/looks/questions`
pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let key = form.key().ok_or(Problem::FormExpired)?;
    let key = Key::new(key).and("look-question");
    let (name, asking) = asked(&room, &current, &form).await?;
    match ask(&room, asking, form.value("words").to_owned(), key).await? {
        Ok(question) => Ok(Redirect::to(&format!("/account/looks#question-{question}")).into_response()),
        Err(refusal) => {
            let (_, asking) = asked(&room, &current, &form).await?;
            let errors = FormErrors::one("words", refusal.key());
            respond(&room, &reader, &name, &asking, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn asked(room: &CounterRoom, current: &CurrentActor, form: &FormData) -> Result<(LookName, Asking), Problem> {
    let party = permitted(room, current)?;
    let name: LookName = form.value("look").parse().map_err(|_| Problem::NotFound)?;
    let asking = Asking::about(room, current, party, &name).await?;
    Ok((name, asking))
}

async fn respond(
    room: &CounterRoom,
    reader: &Reader,
    name: &LookName,
    asking: &Asking,
    form: FormData,
    errors: FormErrors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let names = Names::of(room, reader);
    let page = QuestionPage {
        chrome: reader.portal("look-question", Place::Nowhere),
        look: name.to_string(),
        time: reader.texts.long_moment(&asking.about.at),
        post: names.post(asking.about.post.as_str()),
        who: names.person(asking.about.looker).await?,
        what: What::named(&asking.about.what).map_or("", What::key),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}
