//! `/enterprises`: a legal representative registers the enterprise; its page shows who may act for it.

use askama::Template;
use authority::{Party, Subject, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{CreditCode, RecordId, mask_name};
use ledger::{Key, SubmitError};
use sha2::{Digest, Sha256};

use super::{trouble, unavailable};
use crate::capacity::{CapacityKey, scope_key};
use crate::current::{CurrentActor, RequireSignedIn};
use crate::people::People;
use crate::record::enterprise::OpenEnterprise;
use crate::record::{Enterprise, EnterpriseRefusal, EnterpriseState, MandateGiven};
use crate::views;
use crate::words::said;

#[derive(Template)]
#[template(path = "pages/enterprise_new.html")]
pub(super) struct NewEnterprisePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/enterprise.html")]
pub(super) struct EnterprisePage {
    chrome: Chrome,
    name: String,
    facts: Vec<(String, String)>,
    mandates: Vec<MandateLine>,
    past: Vec<MandateLine>,
    address: String,
    /// Whether the reader may give and take back.
    is_representative: bool,
}

/// A mandate as shown.
struct MandateLine {
    agent: String,
    scope: &'static str,
    from: String,
    until: String,
    address: String,
}

/// Only in the own capacity can somebody become a legal representative.
pub(super) async fn new(RequireSignedIn(current): RequireSignedIn, reader: Reader) -> Response {
    if current.chosen().is_none_or(|chosen| chosen.key != CapacityKey::Person) {
        return Redirect::to("/capacity?back=/enterprises/new").into_response();
    }
    Page(new_page(&reader, FormData::default(), FormErrors::default())).into_response()
}

pub(super) async fn create(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let representative = current.account().ok_or(Problem::SignedOut)?;
    let credit_code: CreditCode = match form.value("credit_code").parse() {
        Ok(code) => code,
        Err(error) => return Ok(again(&reader, &form, wrong(&form, error))),
    };
    let enterprise = enterprise(representative, form.key())?;
    let subject = Subject::new(enterprise, people.ledger().city()).of(Party::Person(representative));
    let permit = current.permit::<acts::OpenEnterprise>(&subject)?;
    let opening = OpenEnterprise {
        name: form.value("name").to_owned(),
        credit_code,
        representative,
    };
    let key = Key::derived(&["enterprise", &enterprise.to_string()]);
    match people
        .ledger()
        .submit::<Enterprise, _>(&permit, enterprise, opening, key)
        .await
    {
        Ok(_) => act_for(&people, &current, enterprise).await,
        Err(SubmitError::Refused(refusal)) => Ok(again(&reader, &form, FormErrors::one(refusal.field(), refusal.key()))),
        Err(SubmitError::Claimed { .. }) => Ok(again(&reader, &form, FormErrors::one("credit_code", "credit-code-taken"))),
        Err(error) => Err(trouble::not_done(error, |refusal: EnterpriseRefusal| refusal.key())),
    }
}

/// What is wrong with the name is said with what is wrong with the code.
fn wrong(form: &FormData, error: identity::CreditCodeError) -> FormErrors {
    let mut errors = FormErrors::default();
    if form.given("name").is_none() {
        errors.add("name", EnterpriseRefusal::NameMissing.key());
    }
    errors.add("credit_code", said(error.key(), error.arguments()));
    errors
}

async fn act_for(people: &People, current: &CurrentActor, enterprise: RecordId) -> Result<Response, Problem> {
    let session = current.session().ok_or(Problem::SignedOut)?;
    people
        .choose_capacity(session, &CapacityKey::Enterprise(enterprise))
        .await
        .map_err(unavailable)?;
    Ok(Redirect::to(&format!("/enterprises/{enterprise}")).into_response())
}

pub(super) async fn show(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Path(enterprise): Path<String>,
) -> Result<Page<EnterprisePage>, Problem> {
    let enterprise: RecordId = enterprise.parse().map_err(|_| Problem::NotFound)?;
    current.permit::<acts::SeeEnterprise>(&subject(&people, enterprise))?;
    let snapshot = people
        .ledger()
        .state::<Enterprise>(enterprise)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let is_representative = current.permit::<acts::GiveMandate>(&subject(&people, enterprise)).is_ok();
    show_page(&people, &reader, enterprise, &snapshot.state, is_representative)
        .await
        .map(Page)
}

/// The enterprise as the policy sees it.
pub(super) fn subject(people: &People, enterprise: RecordId) -> Subject {
    Subject::new(enterprise, people.ledger().city()).of(Party::Enterprise(enterprise))
}

async fn show_page(
    people: &People,
    reader: &Reader,
    enterprise: RecordId,
    state: &EnterpriseState,
    is_representative: bool,
) -> Result<EnterprisePage, Problem> {
    let today = people.ledger().now().day();
    let accounts: Vec<RecordId> = state
        .mandates()
        .iter()
        .map(|mandate| mandate.agent)
        .chain(state.representative())
        .collect();
    let names = views::names(people.ledger(), &accounts).await.map_err(unavailable)?;
    // An agent sees who else acts for the enterprise, not their whole names.
    let shown = |account: &RecordId| {
        let name = names.get(account).cloned().unwrap_or_default();
        if is_representative { name } else { mask_name(&name) }
    };
    let line = |mandate: &MandateGiven| MandateLine {
        agent: shown(&mandate.agent),
        scope: scope_key(mandate.scope),
        from: reader.texts.long_day(&mandate.from),
        until: reader
            .texts
            .long_day(&mandate.revoked.map_or(mandate.until, |revoked| revoked.day())),
        address: format!("/enterprises/{enterprise}/mandates/{}/revocation", mandate.id),
    };
    let fact = |key: &str, value: String| (reader.texts.say(key).to_string(), value);
    let (past, mandates): (Vec<_>, Vec<_>) = state.mandates().iter().partition(|mandate| mandate.is_over(today));
    Ok(EnterprisePage {
        chrome: reader.chrome(front::Audience::Portal, state.name().to_owned(), Place::Nowhere),
        name: state.name().to_owned(),
        facts: vec![
            fact(
                "credit-code",
                state.credit_code().map(ToString::to_string).unwrap_or_default(),
            ),
            fact(
                "mandate-representative",
                state.representative().as_ref().map(shown).unwrap_or_default(),
            ),
        ],
        mandates: mandates.into_iter().map(line).collect(),
        past: past.into_iter().map(line).collect(),
        address: format!("/enterprises/{enterprise}"),
        is_representative,
    })
}

/// The same form sent twice is the same enterprise.
fn enterprise(representative: RecordId, key: Option<&str>) -> Result<RecordId, Problem> {
    let mut bytes = [0; 16];
    match key {
        Some(key) => {
            let digest = Sha256::digest(format!("zhoudao-enterprise:{representative}:{key}"));
            bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
        }
        None => getrandom::fill(&mut bytes).map_err(|_| Problem::Unavailable)?,
    }
    Ok(RecordId::from_bytes(bytes))
}

fn again(reader: &Reader, form: &FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(new_page(reader, form.clone(), errors))).into_response()
}

fn new_page(reader: &Reader, form: FormData, errors: FormErrors) -> NewEnterprisePage {
    NewEnterprisePage {
        chrome: reader.portal("enterprise-register", Place::Nowhere),
        form,
        errors,
    }
}
