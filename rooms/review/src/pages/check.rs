//! `/desk/{application}/checks/{material}`: whether what was promised in place of a paper is true, found out after the decision.

use applications::access::Seen;
use applications::record::Applications;
use applications::record::command::CheckPromise;
use applications::record::proof::{Check, Promised};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Place, Problem};
use procedure::definition::MaterialId;

use super::beside::Beside;
use crate::acts::{self as doing, Obstacle};
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{NameShown, applicant};

type Ids = Path<(String, String)>;

#[derive(Template)]
#[template(path = "pages/check.html")]
struct CheckWork {
    chrome: Chrome,
    material: String,
    title: String,
    number: String,
    applicant: String,
    application_path: String,
    until: String,
    statement: String,
    consequence: String,
    /// Where the paper is shown that came after all; empty where none did.
    proof: String,
    /// What was found; empty before.
    found: String,
    found_words: String,
    can_check: bool,
    outcomes: Vec<Choice>,
    said: Option<String>,
    again: Again,
    action: String,
    list: String,
}

/// Why it is shown again, and what was typed.
#[derive(Clone, Debug, Default)]
struct Again {
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
}

/// `GET /desk/{application}/checks/{material}`
pub(super) async fn show(Path((application, material)): Ids, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    respond(&visit, &seen, &MaterialId::from(material.as_str()), Again::default()).await
}

/// `POST /desk/{application}/checks/{material}`
pub(super) async fn create(Path((application, material)): Ids, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let material = MaterialId::from(material.as_str());
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let (_, check) = checked(&seen, &material)?;
    let again = |status| Again {
        form: posted.form.clone(),
        status,
        ..Again::default()
    };
    if !posted.is_ours {
        let obstacle = visit.texts().say("desk-form-expired").to_string();
        let again = Again {
            obstacle,
            ..again(StatusCode::FORBIDDEN)
        };
        return respond(visit, &seen, &material, again).await;
    }
    let errors = wrong(&posted.form);
    if !errors.is_empty() {
        let again = Again {
            errors,
            ..again(StatusCode::UNPROCESSABLE_ENTITY)
        };
        return respond(visit, &seen, &material, again).await;
    }
    let permit = doing::permit_on_check(&visit.at, &seen, check).ok_or(Problem::NotFound)?;
    let command = CheckPromise {
        material: material.clone(),
        kept: posted.form.value("outcome") == "kept",
        words: posted.form.value("words").to_owned(),
    };
    let key = posted.key("promise-checked");
    let submitted = visit
        .desks
        .ledger()
        .submit::<Applications, _>(&permit, seen.record, command, key);
    match submitted.await.map_err(Obstacle::from) {
        Ok(_) => {
            let address = visit.address(&path(&seen, &material), &[("said", "checked")]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(obstacle) => {
            let message = doing::message(&obstacle);
            let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
            let again = match doing::is_conflict(&obstacle) {
                true => Again {
                    obstacle: visit.texts().tell(&message),
                    ..again(StatusCode::CONFLICT)
                },
                false => Again {
                    errors: FormErrors::one("words", message),
                    ..again(StatusCode::UNPROCESSABLE_ENTITY)
                },
            };
            respond(visit, &seen, &material, again).await
        }
    }
}

fn wrong(form: &FormData) -> FormErrors {
    let mut errors = FormErrors::default();
    match form.value("outcome") {
        "kept" => {}
        "false" if form.given("words").is_some() => {}
        "false" => errors.add("words", "desk-refusal-words-missing"),
        _ => errors.add("outcome", "desk-choose-check"),
    }
    errors
}

/// A promise whose check is, or was, due.
fn checked<'a>(seen: &'a Seen, material: &MaterialId) -> Result<(&'a Promised, &'a Check), Problem> {
    let promised = seen.application.promised(material).ok_or(Problem::NotFound)?;
    let check = promised.check.as_ref().ok_or(Problem::NotFound)?;
    Ok((promised, check))
}

fn path(seen: &Seen, material: &MaterialId) -> String {
    format!("/desk/{}/checks/{material}", seen.record)
}

async fn respond(visit: &Visit, seen: &Seen, material: &MaterialId, again: Again) -> Result<Response, Problem> {
    let texts = visit.texts();
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let (promised, check) = checked(seen, material)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = visit.desks.almanac().calendar(filing.region).clone();
    let paths = [format!("promise/{material}"), format!("promise/{material}/check")];
    let kept = visit.desks.ledger().secrets(seen.record, &paths).await.map_err(unavailable)?;
    let text = |path: &String| kept.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let choice =
        |value: &str, key: &str| Choice::new(value, texts.say(key)).explained(texts.say(&format!("{key}-hint")).to_string());
    let path = path(seen, material);
    let said = visit
        .query
        .given("said")
        .map(|said| format!("desk-said-{said}"))
        .filter(|key| texts.knows(key));
    let proof = seen.application.material(material);
    let page = CheckWork {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        material: words.material(material),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        applicant: applicant(visit.desks.ledger(), texts, filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        application_path: format!("/desk/applications/{}", seen.record),
        until: texts.day(&check.due.deadline.day(&calendar)),
        statement: text(&paths[0]),
        consequence: seen
            .application
            .promise_rule(material)
            .map(|rule| rule.consequence.clone())
            .unwrap_or_default(),
        proof: proof
            .map(|proof| format!("/desk/{}/materials/{material}/{}", seen.record, proof.version))
            .unwrap_or_default(),
        found: found(texts, promised, check),
        found_words: text(&paths[1]),
        can_check: check.outcome.is_none() && doing::permit_on_check(&visit.at, seen, check).is_some(),
        outcomes: vec![choice("kept", "desk-check-kept"), choice("false", "desk-check-false")],
        said: said.map(|key| texts.say(&key).to_string()),
        action: visit.address(&path, &[]),
        list: visit.address("/desk", &[]),
        again,
    };
    let title = texts
        .say("desk-window")
        .with(
            "step",
            texts.say("desk-check-title").with("material", &page.material).to_string(),
        )
        .with("title", &page.title)
        .to_string();
    Beside {
        status: page.again.status,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

fn found(texts: &front::Texts, promised: &Promised, check: &Check) -> String {
    match check.outcome {
        None => String::new(),
        Some(outcome) if outcome.kept => texts
            .say("desk-check-done-kept")
            .with("day", texts.day(&outcome.day))
            .to_string(),
        Some(outcome) => texts
            .say("desk-check-done-false")
            .with("day", texts.day(&outcome.day))
            .with(
                "until",
                promised.barred_until.map(|day| texts.long_day(&day)).unwrap_or_default(),
            )
            .to_string(),
    }
}
