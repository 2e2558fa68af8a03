//! `/inbox` and `/desk/inbox`: what was told to whom one acts for, newest first.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::form::Asked;
use front::furniture::Pager;
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

use super::{address_of, audience_of, unavailable};
use crate::record::{Audience, Messages};
use crate::room::MessageRoom;
use crate::views::{InboxFilter, InboxRow, count, messages};
use crate::words;

/// Messages on a page.
const MESSAGES_A_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "pages/inbox.html")]
pub(super) struct InboxPage {
    chrome: Chrome,
    lines: Vec<Line>,
    unread: u32,
    filter: InboxFilter,
    /// What the filter's application is called.
    application: String,
    pages: Pager,
    is_desk: bool,
    /// Whether the reader watches over what is sent.
    sees_sending: bool,
}

/// A message in the list.
struct Line {
    id: String,
    title: String,
    text: String,
    time: String,
    machine_time: String,
    is_read: bool,
    address: String,
    /// Its application, to see all about it; none while the list shows one application's.
    application: Option<String>,
}

pub(super) async fn index(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Asked(asked): Asked,
) -> Result<Response, Problem> {
    match audience_of(&current) {
        Some(Audience::Post(_)) => Ok(Redirect::to("/desk/inbox").into_response()),
        Some(audience) => {
            let chrome = reader.portal("inbox", Place::Inbox);
            show(&room, &current, &reader.texts, chrome, audience, &asked).await
        }
        // What the authorisation does reach is told on the pages of the applications themselves.
        None if current.actor.behalf().is_some() => Ok(Redirect::to("/applications").into_response()),
        None => Err(Problem::NotFound),
    }
}

pub(super) async fn at_desk(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Asked(asked): Asked,
) -> Result<Response, Problem> {
    match audience_of(&current) {
        Some(audience @ Audience::Post(_)) => {
            let chrome = reader.desk("inbox", Place::Inbox);
            show(&room, &current, &reader.texts, chrome, audience, &asked).await
        }
        Some(Audience::Party(_)) => Ok(Redirect::to("/inbox").into_response()),
        None => Err(Problem::NotFound),
    }
}

async fn show(
    room: &MessageRoom,
    current: &CurrentActor,
    texts: &Texts,
    chrome: Chrome,
    audience: Audience,
    asked: &front::FormData,
) -> Result<Response, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let filter = InboxFilter {
        unread_only: asked.value("show") == "unread",
        application: asked.value("application").parse::<RecordId>().ok(),
    };
    let everything = InboxFilter {
        unread_only: true,
        application: None,
    };
    let total = count(room.ledger(), &audience, account, filter).await.map_err(unavailable)?;
    let pages = Pager::new(
        asked.value("page").parse().unwrap_or(1),
        total.into(),
        MESSAGES_A_PAGE.into(),
        chrome.here.clone(),
    );
    let offset = u32::try_from(pages.page() - 1).unwrap_or(0) * MESSAGES_A_PAGE;
    let rows = messages(room.ledger(), &audience, account, filter, (offset, MESSAGES_A_PAGE))
        .await
        .map_err(unavailable)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.extend(line(room, texts, &audience, &row, filter).await?);
    }
    Ok(Page(InboxPage {
        lines,
        unread: count(room.ledger(), &audience, account, everything)
            .await
            .map_err(unavailable)?,
        application: match filter.application {
            Some(application) => title(room, texts, application).await?,
            None => String::new(),
        },
        filter,
        pages,
        is_desk: chrome.is_desk(),
        sees_sending: super::sent::may_see(room, current).is_some(),
        chrome,
    })
    .into_response())
}

async fn line(
    room: &MessageRoom,
    texts: &Texts,
    audience: &Audience,
    row: &InboxRow,
    filter: InboxFilter,
) -> Result<Option<Line>, Problem> {
    let snapshot = room.ledger().state::<Messages>(row.message).await.map_err(unavailable)?;
    let Some(told) = snapshot.and_then(|snapshot| snapshot.state.told.clone()) else {
        return Ok(None);
    };
    let about = told.fact.about.as_ref();
    let called = match about {
        Some(about) => title(room, texts, about.application).await?,
        None => String::new(),
    };
    Ok(Some(Line {
        id: row.message.to_string(),
        title: texts.say(told.fact.kind.key()).to_string(),
        text: words::full(room, texts, &told.fact, &called),
        time: texts.moment(&row.at),
        machine_time: row.at.to_string(),
        is_read: row.is_read,
        address: address_of(&told.fact, audience),
        application: about
            .filter(|_| filter.application.is_none())
            .map(|about| about.application.to_string()),
    }))
}

/// What an application is called; never a person's name.
pub(crate) async fn title(room: &MessageRoom, texts: &Texts, application: RecordId) -> Result<String, Problem> {
    let snapshot = room
        .ledger()
        .state::<applications::record::Applications>(application)
        .await
        .map_err(unavailable)?;
    let release = room.catalogue().current();
    let called = snapshot.map(|snapshot| applications::called(&Names::new(&release, texts), &snapshot.state));
    Ok(called.unwrap_or_default())
}

impl InboxPage {
    fn here(&self) -> &'static str {
        if self.is_desk { "/desk/inbox" } else { "/inbox" }
    }
}
