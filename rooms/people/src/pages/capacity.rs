//! `/capacity`: as what somebody acts from now on, in this session.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Redirect;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};

use super::back::{back, back_in, home};
use super::unavailable;
use crate::capacity::CapacityKey;
use crate::current::{Address, RequireSignedIn};
use crate::people::People;
use crate::security_log::{Network, Noted};

#[derive(Template)]
#[template(path = "pages/capacity.html")]
pub(super) struct CapacityPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    choices: Vec<Choice>,
}

pub(super) async fn new(RequireSignedIn(current): RequireSignedIn, reader: Reader, query: RawQuery) -> Page<CapacityPage> {
    let choices = current
        .choices()
        .iter()
        .map(|choice| Choice::new(choice.key.to_string(), choice.label.words(&reader.texts)));
    let chosen = current.chosen().map(|choice| choice.key.to_string()).unwrap_or_default();
    let form = FormData::default()
        .filled("capacity", chosen)
        .filled("back", back_in(query).unwrap_or_default());
    Page(CapacityPage {
        choices: choices.collect(),
        chrome: reader.portal("capacity-title", Place::Nowhere),
        form,
        errors: FormErrors::default(),
    })
}

/// A capacity that is not one's own, or no more, is as if it did not exist.
pub(super) async fn create(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    Address(address): Address,
    form: FormData,
) -> Result<Redirect, Problem> {
    let key: CapacityKey = form.value("capacity").parse().map_err(|_| Problem::NotFound)?;
    let choice = current
        .choices()
        .iter()
        .find(|choice| choice.key == key)
        .ok_or(Problem::NotFound)?;
    let session = current.session().ok_or(Problem::SignedOut)?;
    people.choose_capacity(session, &choice.key).await.map_err(unavailable)?;
    people
        .note(Noted::CapacityChosen, current.account(), &Network::of(address))
        .await;
    Ok(Redirect::to(
        &back(form.value("back")).unwrap_or_else(|| home(&choice.key).to_owned()),
    ))
}
