//! `/account/phone`: another telephone number.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::Phone;
use ledger::Key;

use super::trouble;
use crate::current::RequireSignedIn;
use crate::people::People;
use crate::record::account::ChangePhone;
use crate::record::{Account, AccountRefusal};
use crate::words::said;

#[derive(Template)]
#[template(path = "pages/phone.html")]
pub(super) struct PhonePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

pub(super) async fn new(RequireSignedIn(_): RequireSignedIn, reader: Reader) -> Page<PhonePage> {
    Page(page(&reader, FormData::default(), FormErrors::default()))
}

pub(super) async fn create(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let phone: Phone = match form.value("phone").parse() {
        Ok(phone) => phone,
        Err(error) => {
            let error: identity::PhoneError = error;
            let errors = FormErrors::one("phone", said(error.key(), error.arguments()));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page(&reader, form, errors))).into_response());
        }
    };
    if let Some(page) = people.phones_proved_at() {
        return Ok(Redirect::temporary(page).into_response());
    }
    let account = current.account().ok_or(Problem::SignedOut)?;
    let permit = current.permit::<acts::ChangeAccount>(&Subject::new(account, people.ledger().city()))?;
    let key = Key::derived(&["phone", form.key().unwrap_or_default()]);
    let changing = people
        .ledger()
        .submit::<Account, _>(&permit, account, ChangePhone { phone }, key)
        .await;
    changing.map_err(|error| trouble::not_done(error, |refusal: AccountRefusal| refusal.key()))?;
    Ok(Redirect::to("/account").into_response())
}

fn page(reader: &Reader, form: FormData, errors: FormErrors) -> PhonePage {
    PhonePage {
        chrome: reader.portal("phone-change", Place::Nowhere),
        form,
        errors,
    }
}
