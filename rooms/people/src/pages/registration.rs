//! `/register`: a person registers. Everything wrong is said at once, above its field; nothing typed is lost but the password.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{Phone, RecordId, ResidentNumber};
use ledger::{Key, SubmitError};
use sha2::{Digest, Sha256};

use super::{sign_in, trouble, unavailable};
use crate::current::{Address, CurrentActor};
use crate::password;
use crate::people::People;
use crate::record::account::OpenAccount;
use crate::record::{Account, AccountRefusal, PersonName, SignInName};
use crate::security_log::{Network, Noted};
use crate::session::Carrier;
use crate::sign_in::Attempt;
use crate::words::said;

#[derive(Template)]
#[template(path = "pages/registration.html")]
pub(super) struct RegistrationPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

pub(super) async fn new(current: CurrentActor, reader: Reader) -> Response {
    if current.is_signed_in() {
        return Redirect::to("/account").into_response();
    }
    Page(page(&reader, FormData::default(), FormErrors::default())).into_response()
}

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Address(address): Address,
    mut form: FormData,
) -> Result<Response, Problem> {
    let typed = form.value("password").to_owned();
    form.forget("password");
    let person = match read(&form, &typed, &people) {
        Ok(person) => person,
        Err(errors) => return Ok(again(&reader, form, errors)),
    };
    people
        .count(&Attempt::to_register(address))
        .await
        .map_err(trouble::not_let_in)?;
    let account = account(form.key())?;
    let permit = current.permit::<acts::OpenAccount>(&Subject::new(account, people.ledger().city()))?;
    let password = people.hashing().hash(typed).await.map_err(trouble::busy)?;
    let Person {
        sign_in_name,
        name,
        resident_number,
        phone,
    } = person;
    let opening = OpenAccount {
        sign_in_name,
        name,
        resident_number,
        phone,
        password,
    };
    let key = Key::derived(&["register", &account.to_string()]);
    match people.ledger().submit::<Account, _>(&permit, account, opening, key).await {
        // Whoever sends a form again has not proved to be its sender.
        Ok(receipt) if receipt.replayed => Ok(Redirect::to("/sign-in").into_response()),
        Ok(_) => {
            people.note(Noted::Registered, Some(account), &Network::of(address)).await;
            let signed_in = people.let_in(account, Carrier::Browser).await.map_err(unavailable)?;
            Ok(sign_in::enter(&people, &signed_in, "/account"))
        }
        Err(SubmitError::Claimed { scope: "sign-in-name" }) => {
            Ok(again(&reader, form, FormErrors::one("sign_in_name", "sign-in-name-taken")))
        }
        Err(SubmitError::Claimed { .. }) => Ok(again(
            &reader,
            form,
            FormErrors::one("resident_number", "resident-number-taken"),
        )),
        Err(error) => Err(trouble::not_done(error, |refusal: AccountRefusal| refusal.key())),
    }
}

struct Person {
    sign_in_name: SignInName,
    name: PersonName,
    resident_number: ResidentNumber,
    phone: Phone,
}

fn read(form: &FormData, password: &str, people: &People) -> Result<Person, FormErrors> {
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
    let number = errors.take("resident_number", number.and_then(|number| born_already(number, people)));
    let phone = form
        .value("phone")
        .parse::<Phone>()
        .map_err(|error| said(error.key(), error.arguments()));
    let phone = errors.take("phone", phone);
    let sign_in_name = form
        .value("sign_in_name")
        .parse::<SignInName>()
        .map_err(|error| said(error.key(), error.arguments()));
    let sign_in_name = errors.take("sign_in_name", sign_in_name);
    let about = ["name", "resident_number", "phone", "sign_in_name"].map(|field| form.value(field).trim());
    errors.take("password", password::check(password, &about).map_err(|refusal| refusal.key()));
    match (sign_in_name, name, number, phone) {
        (Some(sign_in_name), Some(name), Some(resident_number), Some(phone)) if errors.is_empty() => Ok(Person {
            sign_in_name,
            name,
            resident_number,
            phone,
        }),
        (_, _, _, _) => Err(errors),
    }
}

fn born_already(number: ResidentNumber, people: &People) -> Result<ResidentNumber, front::Message> {
    let born = number.born();
    let today = people.ledger().now().day();
    let date = (i32::from(born.year()), u32::from(born.month()), u32::from(born.day()));
    if date > (today.year(), today.month(), today.day()) {
        return Err(front::Message::new("resident-number-birth-date"));
    }
    Ok(number)
}

/// The same form sent twice is the same account.
fn account(key: Option<&str>) -> Result<RecordId, Problem> {
    let mut bytes = [0; 16];
    match key {
        Some(key) => bytes
            .iter_mut()
            .zip(Sha256::digest(format!("zhoudao-register:{key}")))
            .for_each(|(byte, digest)| *byte = digest),
        None => getrandom::fill(&mut bytes).map_err(|_| Problem::Unavailable)?,
    }
    Ok(RecordId::from_bytes(bytes))
}

fn again(reader: &Reader, form: FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page(reader, form, errors))).into_response()
}

fn page(reader: &Reader, form: FormData, errors: FormErrors) -> RegistrationPage {
    RegistrationPage {
        chrome: reader.portal("register", Place::Nowhere),
        form,
        errors,
    }
}
