//! `/account/email`: the e-mail address, proved by a code that is sent there; or none any more.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::record::EmailAddress;
use people::record::account::ChangeEmail;
use people::{Account, CurrentActor, RequireSignedIn, views};

use super::code::{CodePage, refused};
use super::{not_done, unavailable};
use crate::codes::{self, Subject};
use crate::record::Channel;
use crate::room::MessageRoom;

#[derive(Template)]
#[template(path = "pages/email.html")]
pub(super) struct EmailPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    /// The address there is now, masked.
    known: Option<String>,
    is_offered: bool,
}

pub(super) async fn new(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<EmailPage>, Problem> {
    let page = page(&room, &current, &reader, FormData::default(), FormErrors::default());
    Ok(Page(page.await?))
}

/// An empty address takes the old one away.
pub(super) async fn send(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let Some(typed) = form.given("email") else {
        let key = Key::derived(&["email-removal", form.key().unwrap_or_default()]);
        change(&room, &current, None, key).await?;
        return Ok(Redirect::to("/account/notices").into_response());
    };
    let address: EmailAddress = match typed.parse() {
        Ok(address) => address,
        Err(_) => {
            let errors = FormErrors::one("email", "email-wrong");
            let page = page(&room, &current, &reader, form, errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
    };
    if !room.channels().contains(&Channel::Email) {
        return Err(Problem::Refused(front::Message::new("notices-email-not-offered")));
    }
    let code = codes::draw(&room, &subject(account, &address), &account.to_string(), address.clear_text())
        .await
        .map_err(refused)?;
    codes::send_by_mail(&room, account, address.clear_text().to_owned(), code, reader.texts.language);
    Ok(Page(code_page(&reader, &address, FormData::default())).into_response())
}

pub(super) async fn prove(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let address: EmailAddress = form.value("email").parse().map_err(|_| Problem::invalid("email-wrong"))?;
    if let Err(refusal) = codes::take(&room, &subject(account, &address), form.value("code")).await {
        return code_page(&reader, &address, form).again(refusal);
    }
    let key = Key::derived(&["email-proof", form.key().unwrap_or_default()]);
    change(&room, &current, Some(address), key).await?;
    Ok(Redirect::to("/account/notices").into_response())
}

async fn change(room: &MessageRoom, current: &CurrentActor, address: Option<EmailAddress>, key: Key) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let subject = authority::Subject::new(account, room.ledger().city());
    let permit = current.permit::<authority::acts::ChangeAccount>(&subject)?;
    let changing = room
        .ledger()
        .submit::<Account, _>(&permit, account, ChangeEmail { address }, key);
    changing.await.map_err(not_done)?;
    Ok(())
}

/// Binds a code to account and address.
fn subject(account: RecordId, address: &EmailAddress) -> Subject {
    Subject::of(&["email", &account.to_string(), address.clear_text()])
}

async fn page(
    room: &MessageRoom,
    current: &CurrentActor,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<EmailPage, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let known = views::emails(room.ledger(), &[account]).await.map_err(unavailable)?;
    let known = known.get(&account).and_then(|known| known.parse::<EmailAddress>().ok());
    Ok(EmailPage {
        chrome: reader.portal("email-change", Place::Nowhere),
        form,
        errors,
        known: known.map(|known| known.masked()),
        is_offered: room.channels().contains(&Channel::Email),
    })
}

fn code_page(reader: &Reader, address: &EmailAddress, form: FormData) -> CodePage {
    CodePage {
        chrome: reader.portal("email-proof", Place::Nowhere),
        form,
        errors: FormErrors::default(),
        lead: reader
            .texts
            .say("email-code-sent")
            .with("email", address.masked())
            .to_string(),
        action: "/account/email/proof",
        carried: vec![("email", address.clear_text().to_owned())],
        back: "/account/email",
    }
}
