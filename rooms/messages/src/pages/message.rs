//! `/m/{short}`, the link of an SMS: one message, for whoever of its audience has signed in.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;

use super::inbox::title;
use super::{audience, audience_of, unavailable};
use crate::record::Messages;
use crate::room::MessageRoom;
use crate::views::one;
use crate::words;

#[derive(Template)]
#[template(path = "pages/message.html")]
pub(super) struct MessagePage {
    chrome: Chrome,
    id: String,
    title: String,
    text: String,
    time: String,
    machine_time: String,
    /// The capacity to change to first: its name in forms, and in words.
    other: Option<(String, String)>,
}

/// Whether there is such a message is told only to those who have signed in and may see it.
pub(super) async fn short(
    State(room): State<MessageRoom>,
    RequireSignedIn(_): RequireSignedIn,
    Path(short): Path<String>,
) -> Result<Redirect, Problem> {
    let message = one(room.ledger(), &short)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/inbox/{message}")))
}

pub(super) async fn show(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(message): Path<RecordId>,
    reader: Reader,
) -> Result<Page<MessagePage>, Problem> {
    let snapshot = room.ledger().state::<Messages>(message).await.map_err(unavailable)?;
    let told = snapshot
        .and_then(|snapshot| snapshot.state.told.clone())
        .ok_or(Problem::NotFound)?;
    let is_current = audience_of(&current).as_ref() == Some(&told.audience);
    // What belongs to somebody who authorised the reader is read in that capacity only, so that it is written down.
    let choice = current
        .choices()
        .iter()
        .filter(|choice| is_current || choice.actor.behalf().is_none())
        .find(|choice| audience(&choice.actor).as_ref() == Some(&told.audience))
        .ok_or(Problem::NotFound)?;
    let called = match &told.fact.about {
        Some(about) => title(&room, &reader.texts, about.application).await?,
        None => String::new(),
    };
    let t = &reader.texts;
    Ok(Page(MessagePage {
        id: message.to_string(),
        title: t.say(told.fact.kind.key()).to_string(),
        text: words::full(&room, t, &told.fact, &called),
        time: t.long_moment(&told.at),
        machine_time: told.at.to_string(),
        other: (!is_current).then(|| (choice.key.to_string(), choice.label.words(t))),
        chrome: reader.portal("inbox", Place::Inbox),
    }))
}
