//! `/status/code`: a lost query code comes back by a code sent to the proved phone of somebody who acts for the applicant.
//! Whether number and phone belong together cannot be told from any answer.

use applications::record::Applications;
use applications::views::by_number;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{ApplicationNumber, Phone, RecordId};
use people::{Account, Caller, views};

use super::code::{CodePage, refused};
use super::unavailable;
use crate::codes::{self, CodeRefusal, Subject};
use crate::recipients;
use crate::record::{Audience, Channel, CodePurpose};
use crate::room::MessageRoom;

#[derive(Template)]
#[template(path = "pages/query_code.html")]
pub(super) struct QueryCodePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    is_offered: bool,
}

#[derive(Template)]
#[template(path = "pages/query_code_shown.html")]
pub(super) struct ShownPage {
    chrome: Chrome,
    number: String,
    code: String,
}

pub(super) async fn new(State(room): State<MessageRoom>, reader: Reader) -> Page<QueryCodePage> {
    Page(page(&room, &reader, FormData::default(), FormErrors::default()))
}

pub(super) async fn send(
    State(room): State<MessageRoom>,
    caller: Caller,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let (number, phone) = match read(&form) {
        Ok(read) => read,
        Err(errors) => {
            let page = page(&room, &reader, form, errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
    };
    send_code(&room, caller, &reader, &number, &phone).await?;
    Ok(Page(code_page(&reader, &number, &phone, FormData::default())).into_response())
}

/// Sends a code if number and phone belong together; counted and answered alike if they do not. A network asks seldom too.
pub(crate) async fn send_code(
    room: &MessageRoom,
    caller: Caller,
    reader: &Reader,
    number: &ApplicationNumber,
    phone: &Phone,
) -> Result<(), Problem> {
    room.people().count_unsigned(caller).await?;
    let code = codes::draw(room, &subject(number, phone), &number.to_string(), phone.clear_text())
        .await
        .map_err(refused)?;
    if let Some((_, account)) = holder(room, number, phone).await? {
        let to = phone.clear_text().to_owned();
        codes::send_by_sms(room, CodePurpose::QueryCode, account, to, code, reader.texts.language);
    }
    Ok(())
}

pub(super) async fn prove(State(room): State<MessageRoom>, reader: Reader, form: FormData) -> Result<Response, Problem> {
    let (number, phone) = read(&form).map_err(|_| Problem::invalid("problem-invalid"))?;
    match recovered(&room, &number, &phone, form.value("code")).await? {
        Ok(code) => Ok(Page(ShownPage {
            chrome: reader.portal("query-code-lost", Place::Progress),
            number: number.to_string(),
            code,
        })
        .into_response()),
        Err(refusal) => code_page(&reader, &number, &phone, form).again(refusal),
    }
}

/// The query code, for whoever typed the code that was sent.
pub(crate) async fn recovered(
    room: &MessageRoom,
    number: &ApplicationNumber,
    phone: &Phone,
    code: &str,
) -> Result<Result<String, CodeRefusal>, Problem> {
    if let Err(refusal) = codes::take(room, &subject(number, phone), code).await {
        return Ok(Err(refusal));
    }
    let Some((application, _)) = holder(room, number, phone).await? else {
        return Ok(Err(CodeRefusal::Wrong));
    };
    let path = "query_code".to_owned();
    let mut kept = room
        .ledger()
        .secrets(application, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let code = kept.remove(&path).and_then(|code| code.as_str().map(str::to_owned));
    Ok(code.ok_or(CodeRefusal::Wrong))
}

/// The application of that number, and who acts for its applicant under that proved phone.
async fn holder(room: &MessageRoom, number: &ApplicationNumber, phone: &Phone) -> Result<Option<(RecordId, RecordId)>, Problem> {
    let ledger = room.ledger();
    let Some(application) = by_number(ledger, &number.to_string()).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let snapshot = ledger.state::<Applications>(application).await.map_err(unavailable)?;
    let Some(filing) = snapshot.and_then(|snapshot| snapshot.state.filing.clone()) else {
        return Ok(None);
    };
    let audience = Audience::Party(filing.applicant);
    for account in recipients::members(room.people(), &audience).await.map_err(unavailable)? {
        let state = ledger.state::<Account>(account).await.map_err(unavailable)?;
        let is_proved = state.is_some_and(|snapshot| snapshot.state.phone_verified());
        let phones = views::phones(ledger, &[account]).await.map_err(unavailable)?;
        if is_proved && phones.get(&account).map(String::as_str) == Some(phone.clear_text()) {
            return Ok(Some((application, account)));
        }
    }
    Ok(None)
}

fn read(form: &FormData) -> Result<(ApplicationNumber, Phone), FormErrors> {
    let mut errors = FormErrors::default();
    let number = form
        .value("number")
        .trim()
        .parse::<ApplicationNumber>()
        .map_err(|error| people::said(error.key(), error.arguments()));
    let number = errors.take("number", number);
    let phone = form
        .value("phone")
        .parse::<Phone>()
        .map_err(|error| people::said(error.key(), error.arguments()));
    let phone = errors.take("phone", phone);
    number.zip(phone).ok_or(errors)
}

/// Binds a code to application and phone.
fn subject(number: &ApplicationNumber, phone: &Phone) -> Subject {
    Subject::of(&["query-code", &number.to_string(), phone.clear_text()])
}

fn page(room: &MessageRoom, reader: &Reader, form: FormData, errors: FormErrors) -> QueryCodePage {
    QueryCodePage {
        chrome: reader.portal("query-code-lost", Place::Progress),
        form,
        errors,
        is_offered: room.channels().contains(&Channel::Sms),
    }
}

fn code_page(reader: &Reader, number: &ApplicationNumber, phone: &Phone, form: FormData) -> CodePage {
    CodePage {
        chrome: reader.portal("query-code-lost", Place::Progress),
        form,
        errors: FormErrors::default(),
        lead: reader.texts.say("query-code-sent").with("phone", phone.masked()).to_string(),
        action: "/status/code/proof",
        carried: vec![("number", number.to_string()), ("phone", phone.clear_text().to_owned())],
        back: "/status/code",
    }
}
