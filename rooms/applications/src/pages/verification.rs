//! `/verify`: anybody can check whether a certificate is genuine and still stands.

use askama::Template;
use authority::{Actor, Permit, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Names, Words};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::CaseNumber;

use super::trouble::{not_rendered, unavailable};
use crate::documents::check_code;
use crate::record::Applications;
use crate::room::ApplicationRoom;
use crate::views::by_number;

#[derive(Template)]
#[template(path = "pages/verification.html")]
pub(super) struct VerificationPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/verified.html")]
pub(super) struct VerifiedPage {
    chrome: Chrome,
    genuine: bool,
    facts: Vec<(String, Words)>,
}

pub(super) async fn new(reader: Reader) -> Page<VerificationPage> {
    Page(VerificationPage {
        chrome: reader.portal("verify-title", Place::Nowhere),
        form: FormData::default(),
        errors: FormErrors::default(),
    })
}

pub(super) async fn create(reader: Reader, form: FormData) -> Response {
    let mut errors = FormErrors::default();
    let number = form.value("number").trim().parse::<CaseNumber>();
    if let Err(error) = &number {
        errors.add("number", people::said(error.key(), error.arguments()));
    }
    let code: String = form
        .value("code")
        .trim()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if code.is_empty() {
        errors.add("code", "verify-code-missing");
    }
    match (number, errors.is_empty()) {
        (Ok(number), true) => Redirect::to(&format!("/verify/{number}/{}", code.to_uppercase())).into_response(),
        _ => {
            let page = VerificationPage {
                chrome: reader.portal("verify-title", Place::Nowhere),
                form,
                errors,
            };
            (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
        }
    }
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    Path((number, code)): Path<(String, String)>,
    reader: Reader,
) -> Result<Page<VerifiedPage>, Problem> {
    let facts = facts(&room, &number, &code, &reader).await?;
    let chrome = reader.portal("verify-title", Place::Nowhere);
    Ok(Page(VerifiedPage {
        chrome,
        genuine: facts.is_some(),
        facts: facts.unwrap_or_default(),
    }))
}

/// What the register says of a document; nothing when number and code do not belong together.
async fn facts(
    room: &ApplicationRoom,
    number: &str,
    code: &str,
    reader: &Reader,
) -> Result<Option<Vec<(String, Words)>>, Problem> {
    let Ok(number) = number.parse::<CaseNumber>() else {
        return Ok(None);
    };
    let application = number.application().to_string();
    let Some(record) = by_number(&room.ledger, &application).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let Some(snapshot) = room.ledger.state::<Applications>(record).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let application = snapshot.state;
    let served = application
        .cases
        .iter()
        .find(|case| case.number == number && case.served_on.is_some());
    let Some(case) = served.filter(|case| check_code(record, case) == code.to_uppercase()) else {
        return Ok(None);
    };
    let region = application
        .filing
        .as_ref()
        .map(|filing| filing.region)
        .ok_or(Problem::NotFound)?;
    let _permit = Permit::<acts::CheckDocument>::public(&Actor::visitor(), record, region);
    let release = room.release_of(&application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = Names::new(&release, t);
    let certificate = release.item(&case.item).and_then(|item| item.certificate.as_ref());
    let decider = application
        .planned_item(&case.item)
        .and_then(|planned| planned.decider.as_ref())
        .and_then(|organ| release.organ(organ));
    let fact = |key: &str, value: Option<Words>| value.map(|value| (t.say(key).to_string(), value));
    let facts = [
        fact("licence", certificate.map(|certificate| names.certificate(certificate))),
        fact("document-number", case.document_number.clone().map(Words::own)),
        fact("case-organ", decider.map(|organ| names.words(&organ.name, None))),
        fact("decided-on", case.decided_on.map(|day| Words::own(t.long_day(&day)))),
        fact(
            "validity",
            certificate
                .and_then(|certificate| certificate.validity.as_deref())
                .map(|validity| names.words(validity, None)),
        ),
        fact(
            "verify-digest",
            case.document.as_ref().map(|document| Words::own(document.digest.clone())),
        ),
    ];
    Ok(Some(facts.into_iter().flatten().collect()))
}
