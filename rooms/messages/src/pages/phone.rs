//! `/account/phone/codes`: a phone is proved by a code that is sent there, the own one or a new one; the old one is told.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use front::{FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{Phone, RecordId};
use ledger::Key;
use people::record::account::VerifyPhone;
use people::{Account, CurrentActor, RequireSignedIn, views};

use super::code::{CodePage, refused};
use super::{not_done, unavailable};
use crate::codes::{self, Subject};
use crate::record::CodePurpose;
use crate::room::MessageRoom;

pub(super) async fn send(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let phone = typed(&form)?;
    send_code(&room, &current, &reader, &phone).await?;
    Ok(Page(page(&reader, &phone, FormData::default())).into_response())
}

/// Sends a code to a phone that the account is to have.
pub(crate) async fn send_code(room: &MessageRoom, current: &CurrentActor, reader: &Reader, phone: &Phone) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let code = codes::draw(room, &subject(account, phone), &account.to_string(), phone.clear_text())
        .await
        .map_err(refused)?;
    let to = phone.clear_text().to_owned();
    codes::send_by_sms(room, CodePurpose::Phone, account, to, code, reader.texts.language);
    Ok(())
}

pub(super) async fn prove(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let phone = typed(&form)?;
    let account = current.account().ok_or(Problem::SignedOut)?;
    if let Err(refusal) = codes::take(&room, &subject(account, &phone), form.value("code")).await {
        return page(&reader, &phone, form).again(refusal);
    }
    let key = Key::derived(&["phone-proof", form.key().unwrap_or_default()]);
    proved(&room, &current, phone, key).await?;
    Ok(Redirect::to("/account").into_response())
}

/// The phone is the account's from now on, and whoever had the old one hears of it.
pub(crate) async fn proved(room: &MessageRoom, current: &CurrentActor, phone: Phone, key: Key) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let old = views::phones(room.ledger(), &[account]).await.map_err(unavailable)?;
    let old = old.get(&account).cloned();
    let is_new = old.as_deref() != Some(phone.clear_text());
    let subject = authority::Subject::new(account, room.ledger().city());
    let permit = current.permit::<authority::acts::ChangeAccount>(&subject)?;
    let verify = VerifyPhone { phone, is_new };
    room.ledger()
        .submit::<Account, _>(&permit, account, verify, key.clone())
        .await
        .map_err(not_done)?;
    if let Some(old) = old.filter(|_| is_new) {
        let told = codes::phone_changed(room, account, &old, &key).await;
        told.map_err(|error| {
            tracing::error!(%error, "the old phone could not be told");
            Problem::Unavailable
        })?;
    }
    Ok(())
}

fn typed(form: &FormData) -> Result<Phone, Problem> {
    form.value("phone")
        .parse()
        .map_err(|error: identity::PhoneError| Problem::Invalid(people::said(error.key(), error.arguments())))
}

/// Binds a code to account and phone.
pub(crate) fn subject(account: RecordId, phone: &Phone) -> Subject {
    Subject::of(&["phone", &account.to_string(), phone.clear_text()])
}

fn page(reader: &Reader, phone: &Phone, form: FormData) -> CodePage {
    CodePage {
        chrome: reader.portal("phone-proof", Place::Nowhere),
        form,
        errors: FormErrors::default(),
        lead: reader.texts.say("phone-code-sent").with("phone", phone.masked()).to_string(),
        action: "/account/phone/proof",
        carried: vec![("phone", phone.clear_text().to_owned())],
        back: "/account/phone",
    }
}
