//! `/desk/counter/accounts`: a lost sign-in or a changed phone, for somebody whom two different things show to be who it is
//! (ASVS 6.4.3). The new secret is shown once, on a slip to be handed over.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::Phone;
use people::record::IdentityCheck;
use people::record::account::SECRET_HOURS;
use people::said;
use people::window::{HandedOver, PersonAtWindow, WindowError};

use super::asked_checks::{check_choices, checks_of};
use super::visit::person;
use crate::at_window::{AtWindow, InPost};
use crate::looks::{Look, Occasion, What};
use crate::room::CounterRoom;
use crate::words::not_done;

#[derive(Template)]
#[template(path = "pages/accounts.html")]
pub(super) struct AccountsPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    checks: Vec<Choice>,
    hours: i64,
}

#[derive(Template)]
#[template(path = "pages/slip.html")]
struct SlipPage {
    chrome: Chrome,
    name: String,
    secret: String,
    until: String,
    clerk: String,
    site: String,
}

#[derive(Template)]
#[template(path = "pages/phone_changed.html")]
struct PhoneChangedPage {
    chrome: Chrome,
    name: String,
    phone: String,
}

pub(super) async fn new(AtWindow(_): AtWindow, reader: Reader) -> Page<AccountsPage> {
    Page(page(&reader, FormData::default(), FormErrors::default()))
}

pub(super) async fn hand_over(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let mut errors = FormErrors::default();
    let Some(person) = person(&form, &mut errors).filter(|_| errors.is_empty()) else {
        return Ok(again(&reader, form, errors));
    };
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let handed = match handed_over(&room, &at, &person, checks_of(&form), key).await {
        Ok(handed) => handed,
        Err(error) => return Ok(again(&reader, form, not_done(error)?)),
    };
    let slip = SlipPage {
        name: person.name.clear_text().to_owned(),
        secret: handed.secret,
        until: reader.texts.long_moment(&handed.until),
        clerk: at.current.name().to_owned(),
        site: reader.texts.say("slip-site").to_string(),
        chrome: reader.desk("slip-title", Place::Counter),
    };
    // Nobody finds it again by going back (ASVS 14.2.2).
    Ok(([(header::CACHE_CONTROL, "no-store")], Page(slip)).into_response())
}

pub(super) async fn change_phone(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let mut errors = FormErrors::default();
    let phone = form
        .value("phone")
        .parse::<Phone>()
        .map_err(|error| said(error.key(), error.arguments()));
    let phone = errors.take("phone", phone);
    let mut of_person = form.clone();
    of_person.forget("phone");
    let person = person(&of_person, &mut errors);
    let (Some(person), Some(phone)) = (person, phone) else {
        return Ok(again(&reader, form, errors));
    };
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let masked = phone.masked();
    match phone_changed(&room, &at, &person, phone, checks_of(&form), key).await {
        Ok(()) => {
            let page = PhoneChangedPage {
                name: person.name.clear_text().to_owned(),
                phone: masked,
                chrome: reader.desk("phone-changed-title", Place::Counter),
            };
            Ok(Page(page).into_response())
        }
        Err(error) => Ok(again(&reader, form, not_done(error)?)),
    }
}

/// Hands a secret over to whoever stands there.
pub(crate) async fn handed_over(
    room: &CounterRoom,
    at: &InPost,
    person: &PersonAtWindow,
    checks: Vec<IdentityCheck>,
    key: &str,
) -> Result<HandedOver, WindowError> {
    let account = found(room, at, person, &checks).await?;
    room.people.hand_secret_over(&at.current, account, checks, key).await
}

/// Changes the phone of whoever stands there.
pub(crate) async fn phone_changed(
    room: &CounterRoom,
    at: &InPost,
    person: &PersonAtWindow,
    phone: Phone,
    checks: Vec<IdentityCheck>,
    key: &str,
) -> Result<(), WindowError> {
    let account = found(room, at, person, &checks).await?;
    room.people
        .change_phone_at_window(&at.current, account, phone, checks, key)
        .await
}

/// The account; that it was found is a look, whatever comes of it.
async fn found(
    room: &CounterRoom,
    at: &InPost,
    person: &PersonAtWindow,
    checks: &[IdentityCheck],
) -> Result<identity::RecordId, WindowError> {
    let account = room.people.account_at_window(&at.current, person, checks).await?;
    looked(room, at, account).await;
    Ok(account)
}

async fn looked(room: &CounterRoom, at: &InPost, account: identity::RecordId) {
    let look = Look {
        party: authority::Party::Person(account),
        application: None,
        account: at.account,
        post: at.post.id.clone(),
        what: What::Account,
        occasion: Occasion::Window,
    };
    room.looks.note(look).await;
}

fn again(reader: &Reader, form: FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page(reader, form, errors))).into_response()
}

fn page(reader: &Reader, form: FormData, errors: FormErrors) -> AccountsPage {
    AccountsPage {
        checks: check_choices(&reader.texts, &IdentityCheck::OF_A_PERSON),
        hours: SECRET_HOURS,
        chrome: reader.desk("accounts-title", Place::Counter),
        form,
        errors,
    }
}
