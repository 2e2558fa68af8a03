//! The window and the helper for programs: visits, what was taken in, sign-in secrets, authorisations, helpers, looks.
//!
//! Taking in goes as in the pages: open a visit, act in its capacity (`PUT /api/v1/me/capacity`), submit the application.

mod accounts;
mod authorisations;
mod helping;
mod intakes;
mod looks;
mod questions;
mod visits;

use axum::Router;
use axum::routing::{delete, get, post, put};
use utoipa::OpenApi;

use crate::room::CounterRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        visits::create,
        visits::end,
        intakes::list,
        intakes::show,
        accounts::hand_over,
        accounts::change_phone,
        authorisations::list,
        authorisations::create,
        authorisations::revoke,
        helping::list,
        helping::show,
        helping::assign,
        looks::list,
        questions::create,
        questions::own,
        questions::list,
        questions::reply,
    ),
    components(schemas(
        visits::VisitOpened,
        visits::Capacity,
        intakes::IntakeList,
        intakes::IntakeDocument,
        accounts::Recovery,
        accounts::SecretDocument,
        authorisations::AuthorisationGiven,
        authorisations::AuthorisationDocument,
        helping::HelpedDocument,
        helping::OutlookDocument,
        helping::OpenStepDocument,
        helping::HelperChosen,
        looks::LookDocument,
        questions::LookAsked,
        questions::LookAnswered,
        questions::LookQuestionDocument,
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<CounterRoom> {
    Router::new()
        .route("/api/v1/counter/visits", post(visits::create))
        .route("/api/v1/counter/visits/current", delete(visits::end))
        .route("/api/v1/counter/intakes", get(intakes::list))
        .route("/api/v1/counter/intakes/{application}", get(intakes::show))
        .route("/api/v1/counter/secrets", post(accounts::hand_over))
        .route("/api/v1/counter/phones", post(accounts::change_phone))
        .route(
            "/api/v1/authorisations",
            get(authorisations::list).post(authorisations::create),
        )
        .route("/api/v1/authorisations/{authorisation}", delete(authorisations::revoke))
        .route("/api/v1/helping", get(helping::list))
        .route("/api/v1/helping/{project}", get(helping::show))
        .route("/api/v1/helping/{project}/helper", put(helping::assign))
        .route("/api/v1/looks", get(looks::list))
        .route("/api/v1/looks/questions", get(questions::own).post(questions::create))
        .route("/api/v1/desk/looks", get(questions::list))
        .route("/api/v1/desk/looks/{question}/answers", post(questions::reply))
}

/// A document of strings and lists of strings, read by the same code as the pages' forms.
pub(crate) fn as_form(document: &serde_json::Value) -> Result<front::FormData, front::Problem> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let object = document
        .as_object()
        .ok_or_else(|| front::Problem::invalid("form-unreadable"))?;
    for (name, value) in object {
        match value {
            serde_json::Value::String(text) => pairs.push((name.clone(), text.clone())),
            serde_json::Value::Array(items) => {
                for item in items {
                    let text = item.as_str().ok_or_else(|| front::Problem::invalid("form-unreadable"))?;
                    pairs.push((format!("{name}[]"), text.to_owned()));
                }
            }
            serde_json::Value::Null => {}
            serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::Object(_) => {
                return Err(front::Problem::invalid("form-unreadable"));
            }
        }
    }
    Ok(front::FormData::of(pairs)?)
}

/// The first thing that is wrong, for a program.
pub(crate) fn wrong(errors: &front::FormErrors) -> front::Problem {
    errors.iter().next().map_or_else(
        || front::Problem::invalid("form-unreadable"),
        |error| front::Problem::Refused(error.message.clone()),
    )
}
