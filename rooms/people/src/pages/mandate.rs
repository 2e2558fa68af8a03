//! `/enterprises/…/mandates`: the legal representative gives an agent a mandate.

use askama::Template;
use authority::{AgentScope, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{RecordId, ResidentNumber};
use ledger::{Key, SubmitError};

use super::enterprise::subject;
use super::{trouble, unavailable};
use crate::current::CurrentActor;
use crate::people::People;
use crate::record::account::resident_claim;
use crate::record::enterprise::GiveMandate;
use crate::record::{Enterprise, EnterpriseRefusal, PersonName};
use crate::sign_in::Attempt;
use crate::views;
use crate::words::said;

/// What the form proposes.
const PROPOSED_DAYS: i32 = 365;

#[derive(Template)]
#[template(path = "pages/mandate.html")]
pub(super) struct MandatePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    enterprise: String,
    action: String,
    scopes: Vec<Choice>,
}

pub(super) async fn new(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Path(enterprise): Path<String>,
) -> Result<Page<MandatePage>, Problem> {
    let enterprise: RecordId = enterprise.parse().map_err(|_| Problem::NotFound)?;
    current.permit::<acts::GiveMandate>(&subject(&people, enterprise))?;
    let today = people.ledger().now().day();
    let form = FormData::default()
        .filled("scope", "handle")
        .filled("from", today.to_string())
        .filled("until", today.plus(PROPOSED_DAYS).to_string());
    page(&people, &reader, enterprise, form, FormErrors::default())
        .await
        .map(Page)
}

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Path(enterprise): Path<String>,
    form: FormData,
) -> Result<Response, Problem> {
    let enterprise: RecordId = enterprise.parse().map_err(|_| Problem::NotFound)?;
    let permit = current.permit::<acts::GiveMandate>(&subject(&people, enterprise))?;
    let giving = match read(&people, &form, current.account()).await? {
        Ok(giving) => giving,
        Err(errors) => return again(&people, &reader, enterprise, form, errors).await,
    };
    let key = Key::derived(&["mandate", form.key().unwrap_or_default()]);
    match people
        .ledger()
        .submit::<Enterprise, _>(&permit, enterprise, giving, key)
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("/enterprises/{enterprise}")).into_response()),
        Err(SubmitError::Refused(refusal)) => {
            again(
                &people,
                &reader,
                enterprise,
                form,
                FormErrors::one(refusal.field(), refusal.key()),
            )
            .await
        }
        Err(error) => Err(trouble::not_done(error, |refusal: EnterpriseRefusal| refusal.key())),
    }
}

async fn read(people: &People, form: &FormData, asking: Option<RecordId>) -> Result<Result<GiveMandate, FormErrors>, Problem> {
    let mut errors = FormErrors::default();
    let name = form
        .value("name")
        .parse::<PersonName>()
        .map_err(|error| said(error.key(), error.arguments()));
    let name = errors.take("name", name);
    let number = form
        .value("resident_number")
        .parse::<ResidentNumber>()
        .map_err(|error| said(error.key(), error.arguments()));
    let number = errors.take("resident_number", number);
    let scope = match form.value("scope") {
        "handle" => Some(AgentScope::Handle),
        "see" => Some(AgentScope::See),
        _ => {
            errors.add("scope", "mandate-scope-missing");
            None
        }
    };
    let from = errors.take("from", day(form.value("from")));
    let until = errors.take("until", day(form.value("until")));
    let (Some(name), Some(number), Some(scope), Some(from), Some(until)) = (name, number, scope, from, until) else {
        return Ok(Err(errors));
    };
    match agent(people, &name, &number, asking).await? {
        Some(agent) => Ok(Ok(GiveMandate {
            agent,
            scope,
            from,
            until,
        })),
        None => Ok(Err(FormErrors::one("resident_number", "mandate-agent-unknown"))),
    }
}

/// Name and number must belong together: nobody learns from one of them whether somebody has an account.
async fn agent(
    people: &People,
    name: &PersonName,
    number: &ResidentNumber,
    asking: Option<RecordId>,
) -> Result<Option<RecordId>, Problem> {
    people
        .count(&Attempt::to_find_somebody(asking))
        .await
        .map_err(trouble::not_let_in)?;
    let Some(account) = people.ledger().find(&resident_claim(number)).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let names = views::names(people.ledger(), &[account]).await.map_err(unavailable)?;
    Ok(names
        .get(&account)
        .filter(|known| *known == name.clear_text())
        .map(|_| account))
}

fn day(typed: &str) -> Result<Day, &'static str> {
    typed.trim().parse().map_err(|_| "day-unreadable")
}

async fn again(
    people: &People,
    reader: &Reader,
    enterprise: RecordId,
    form: FormData,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let page = page(people, reader, enterprise, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn page(
    people: &People,
    reader: &Reader,
    enterprise: RecordId,
    form: FormData,
    errors: FormErrors,
) -> Result<MandatePage, Problem> {
    let name = views::enterprise_name(people.ledger(), enterprise)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let scope =
        |value: &str, label: &str, hint: &str| Choice::new(value, reader.texts.say(label)).explained(reader.texts.say(hint));
    Ok(MandatePage {
        chrome: reader.portal("mandate-give", Place::Nowhere),
        form,
        errors,
        enterprise: name,
        action: format!("/enterprises/{enterprise}/mandates"),
        scopes: vec![
            scope("handle", "mandate-scope-handle", "mandate-scope-handle-hint"),
            scope("see", "mandate-scope-see", "mandate-scope-see-hint"),
        ],
    })
}
