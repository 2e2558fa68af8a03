//! Recusal (回避) at the desk: somebody says that he or she may not work on an application; the head decides on what the
//! applicant asked for.

use applications::access::Seen;
use applications::record::command::{DecideRecusal, DeclareConflict};
use applications::record::state::{Recusal, RecusalAsked, RecusalOutcome};
use askama::Template;
use authority::acts;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Place, Problem};
use identity::RecordId;
use ledger::Key;

use super::beside::Beside;
use super::step;
use crate::acts::{Obstacle, is_conflict, message, submit};
use crate::organ::Staff;
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::work::{NameShown, applicant};

#[derive(Template)]
#[template(path = "pages/recusal.html")]
struct RecusalPage {
    chrome: Chrome,
    title: String,
    number: String,
    applicant: String,
    application_path: String,
    day: String,
    whom: String,
    reason: String,
    answer: String,
    /// None while it has not been decided.
    outcome: Option<&'static str>,
    person: String,
    may_decide: bool,
    people: Vec<Choice>,
    action: String,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
}

/// `GET /desk/{application}/recusals/{recusal}`
pub(super) async fn show(Path((application, number)): Path<(String, u16)>, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    respond(&visit, &seen, number, Again::default()).await
}

/// Why it is shown again.
#[derive(Default)]
struct Again {
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
}

/// `POST /desk/{application}/recusals/{recusal}/decisions`
pub(super) async fn decide(Path((application, number)): Path<(String, u16)>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let again = |errors, obstacle, status| Again {
        form: posted.form.clone(),
        errors,
        obstacle,
        status,
    };
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return respond(
            visit,
            &seen,
            number,
            again(FormErrors::default(), expired, StatusCode::FORBIDDEN),
        )
        .await;
    }
    let person = match posted.form.value("outcome") {
        "recused" => posted.form.value("person").parse::<RecordId>().ok(),
        _ => None,
    };
    let errors = wrong(&posted.form, person);
    if !errors.is_empty() {
        let again = again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY);
        return respond(visit, &seen, number, again).await;
    }
    let reason = posted.form.value("reason").to_owned();
    match decided(visit, &seen, number, person, reason, posted.key("decisions")).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/{application}/recusals/{number}")).into_response()),
        Err(Obstacle::NotYours) => Err(Problem::NotFound),
        Err(obstacle) => {
            let status = match is_conflict(&obstacle) {
                true => StatusCode::CONFLICT,
                false => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let told = visit.texts().tell(&message(&obstacle));
            let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
            respond(visit, &seen, number, again(FormErrors::default(), told, status)).await
        }
    }
}

fn wrong(form: &FormData, person: Option<RecordId>) -> FormErrors {
    let mut errors = FormErrors::default();
    match (form.value("outcome"), person) {
        ("recused", None) => errors.add("person", "desk-recusal-person-missing"),
        ("recused" | "declined", _) => {}
        (_, _) => errors.add("outcome", "desk-recusal-outcome-missing"),
    }
    if form.value("reason").trim().is_empty() {
        errors.add("reason", "desk-recusal-reason-missing");
    }
    errors
}

/// Has it decided.
pub(crate) async fn decided(
    visit: &Visit,
    seen: &Seen,
    number: u16,
    person: Option<RecordId>,
    reason: String,
    key: Key,
) -> Result<(), Obstacle> {
    let organ = recusal(seen, number).map_err(|_| Obstacle::NotYours)?.organ.clone();
    let mut actors = visit.at.actors();
    let permit = actors.find_map(|actor| seen.permit_at_desk::<acts::DecideRecusal>(actor, &organ).ok());
    let others = match person {
        Some(person) => visit
            .desks
            .others_for(&seen.application, &organ, person)
            .await
            .map_err(|_| Obstacle::Unavailable)?,
        None => Vec::new(),
    };
    let command = DecideRecusal {
        recusal: number,
        person,
        reason,
        others,
    };
    submit(&visit.desks, permit.ok_or(Obstacle::NotYours)?, command, key)
        .await
        .map(|_| ())
}

/// `POST /desk/{application}/conflicts`: the reader may not work on it.
pub(super) async fn declare(Path(application): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    if !posted.is_ours {
        return not_declared(&posted, &seen, Message::new("desk-form-expired"), StatusCode::FORBIDDEN).await;
    }
    match declared(
        visit,
        &seen,
        posted.form.value("conflict").to_owned(),
        posted.key("conflicts"),
    )
    .await
    {
        Ok(()) => Ok(Redirect::to(&format!("/desk/applications/{application}?said=recused")).into_response()),
        Err(Obstacle::NotYours) => Err(Problem::NotFound),
        Err(obstacle @ Obstacle::Unavailable) => {
            not_declared(&posted, &seen, message(&obstacle), StatusCode::SERVICE_UNAVAILABLE).await
        }
        Err(obstacle @ (Obstacle::Refused(_) | Obstacle::SentBefore)) => {
            not_declared(&posted, &seen, message(&obstacle), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The step on which it was said, with the reason that was typed and why it is not recorded.
async fn not_declared(posted: &Posted, seen: &Seen, why: Message, status: StatusCode) -> Result<Response, Problem> {
    let Some(step) = posted.form.given("step") else {
        return Err(Problem::Refused(why));
    };
    let again = step::Again {
        form: Some(posted.form.clone()),
        errors: FormErrors::one("conflict", why),
        status,
        ..step::Again::default()
    };
    step::respond(&posted.visit, seen, seeing::step(seen, step)?, again).await
}

/// Has it recorded that the reader may not work on the application.
pub(crate) async fn declared(visit: &Visit, seen: &Seen, reason: String, key: Key) -> Result<(), Obstacle> {
    let permit = seen
        .permit::<acts::DeclareConflict>(visit.at.actor())
        .map_err(|_| Obstacle::NotYours)?;
    let others = visit
        .desks
        .others_for(&seen.application, &visit.at.post.organ, visit.at.account)
        .await
        .map_err(|_| Obstacle::Unavailable)?;
    submit(&visit.desks, permit, DeclareConflict { reason, others }, key)
        .await
        .map(|_| ())
}

fn recusal(seen: &Seen, number: u16) -> Result<&Recusal, Problem> {
    let known = seen.application.recusals.iter().find(|recusal| recusal.number == number);
    known.ok_or(Problem::NotFound)
}

/// For the staff of that organ, and whoever may decide.
async fn respond(visit: &Visit, seen: &Seen, number: u16, again: Again) -> Result<Response, Problem> {
    let recusal = recusal(seen, number)?;
    let mut actors = visit.at.actors();
    let may_decide = actors.any(|actor| seen.permit_at_desk::<acts::DecideRecusal>(actor, &recusal.organ).is_ok());
    if recusal.asked != RecusalAsked::ByApplicant || (!may_decide && visit.at.post.organ != recusal.organ) {
        return Err(Problem::NotFound);
    }
    let (texts, ledger) = (visit.texts(), visit.desks.ledger());
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let paths = [
        format!("recusal/{number}/whom"),
        format!("recusal/{number}"),
        format!("recusal_decided/{number}"),
    ];
    let said = ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let text = |path: &String| said.get(path).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let staff = Staff::of(&visit.desks, &recusal.organ).await?;
    let page = RecusalPage {
        chrome: visit.reader.desk("desk-recusal", Place::Todo),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        applicant: applicant(ledger, texts, filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        application_path: format!("/desk/applications/{}", seen.record),
        day: texts.day(&recusal.day),
        whom: text(&paths[0]),
        reason: text(&paths[1]),
        answer: text(&paths[2]),
        outcome: match recusal.outcome {
            RecusalOutcome::Pending => None,
            RecusalOutcome::Recused(_) => Some("desk-recusal-granted"),
            RecusalOutcome::Declined => Some("desk-recusal-declined"),
        },
        person: match recusal.outcome {
            RecusalOutcome::Recused(person) => staff.name(person).to_owned(),
            RecusalOutcome::Pending | RecusalOutcome::Declined => String::new(),
        },
        may_decide: may_decide && recusal.outcome == RecusalOutcome::Pending,
        people: staff
            .people
            .iter()
            .map(|person| Choice::new(person.account.to_string(), &person.name))
            .collect(),
        action: format!("/desk/{}/recusals/{number}/decisions", seen.record),
        form: again.form,
        errors: again.errors,
        obstacle: again.obstacle,
    };
    let path = format!("/desk/{}/recusals/{number}", seen.record);
    let title = texts.say("desk-recusal").to_string();
    Beside {
        status: again.status,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}
