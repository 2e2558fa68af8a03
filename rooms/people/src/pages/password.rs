//! `/account/password`: another password. The old one is asked, and all other sessions end (ASVS 6.2.3, 7.4.3).

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;

use super::{trouble, unavailable};
use crate::current::{Address, CurrentActor, RequireSignedIn};
use crate::password::{self, PasswordHash};
use crate::people::People;
use crate::record::account::{ChangePassword, PHONE, RESIDENT_NUMBER, SIGN_IN_NAME};
use crate::record::{Account, AccountRefusal};
use crate::security_log::{Network, Noted};
use crate::sign_in::{Attempt, SignInRefusal};

#[derive(Template)]
#[template(path = "pages/password.html")]
pub(super) struct PasswordPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    /// Whether the person signed in with a secret on paper, which comes first.
    from_paper: bool,
}

pub(super) async fn new(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<PasswordPage>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let snapshot = people.ledger().state::<Account>(account).await.map_err(unavailable)?;
    let mut page = page(&reader, FormErrors::default());
    page.from_paper = snapshot.is_some_and(|snapshot| snapshot.state.secret_until().is_some());
    Ok(Page(page))
}

pub(super) async fn create(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Address(address): Address,
    form: FormData,
) -> Result<Response, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let network = Network::of(address);
    if let Err(refusal) = new_password(&people, account, current.name(), form.value("new_password")).await? {
        return Ok(again(&reader, FormErrors::one("new_password", refusal.key())));
    }
    let attempt = Attempt::new(Some(account), "", address);
    if let Err(refusal) = people.count(&attempt).await {
        return throttled(&reader, refusal);
    }
    if !knows_old_one(&people, account, form.value("password")).await? {
        people.note(Noted::PasswordChangeFailed, Some(account), &network).await;
        return Ok(again(&reader, FormErrors::one("password", "password-old-wrong")));
    }
    people.forgive(&attempt).await.map_err(unavailable)?;
    let hash = people
        .hashing()
        .hash(form.value("new_password").to_owned())
        .await
        .map_err(trouble::busy)?;
    change(&people, &current, account, hash, form.key()).await?;
    people.note(Noted::PasswordChanged, Some(account), &network).await;
    Ok(Redirect::to("/account").into_response())
}

async fn new_password(
    people: &People,
    account: RecordId,
    name: &str,
    password: &str,
) -> Result<Result<(), password::PasswordRefusal>, Problem> {
    let paths = [SIGN_IN_NAME, RESIDENT_NUMBER, PHONE].map(str::to_owned);
    let secrets = people.ledger().secrets(account, &paths).await.map_err(unavailable)?;
    let about: Vec<&str> = secrets.values().filter_map(|value| value.as_str()).chain([name]).collect();
    Ok(password::check(password, &about))
}

async fn knows_old_one(people: &People, account: RecordId, password: &str) -> Result<bool, Problem> {
    let kept = people.password_of(account).await.map_err(unavailable)?;
    people
        .hashing()
        .verify(password.to_owned(), kept)
        .await
        .map_err(trouble::busy)
}

async fn change(
    people: &People,
    current: &CurrentActor,
    account: RecordId,
    password: PasswordHash,
    key: Option<&str>,
) -> Result<(), Problem> {
    let permit = current.permit::<acts::ChangeAccount>(&Subject::new(account, people.ledger().city()))?;
    let key = Key::derived(&["password", key.unwrap_or_default()]);
    let changing = people
        .ledger()
        .submit::<Account, _>(&permit, account, ChangePassword { password }, key)
        .await;
    changing.map_err(|error| trouble::not_done(error, |refusal: AccountRefusal| refusal.key()))?;
    let session = current.session().ok_or(Problem::SignedOut)?;
    people.end_other_sessions(session).await.map_err(unavailable)
}

fn throttled(reader: &Reader, refusal: SignInRefusal) -> Result<Response, Problem> {
    match refusal {
        SignInRefusal::Throttled(throttled) => {
            let message = Message::new("sign-in-throttled").with("minutes", throttled.after_seconds.div_ceil(60));
            Ok(again(reader, FormErrors::one("password", message)))
        }
        SignInRefusal::Wrong | SignInRefusal::SecretOver | SignInRefusal::Busy(_) | SignInRefusal::Unavailable(_) => {
            Err(trouble::not_let_in(refusal))
        }
    }
}

/// Passwords are not shown again.
fn again(reader: &Reader, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page(reader, errors))).into_response()
}

fn page(reader: &Reader, errors: FormErrors) -> PasswordPage {
    PasswordPage {
        chrome: reader.portal("password-change", Place::Nowhere),
        form: FormData::default(),
        errors,
        from_paper: false,
    }
}
