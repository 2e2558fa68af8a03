//! `/applications`: what I have applied for, and what I have begun.

use std::sync::Arc;

use askama::Template;
use authority::Actor;
use axum::extract::State;
use catalogue::{Names, Words};
use front::furniture::{Lamp, Shape};
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use ledger::Unavailable;
use people::RequireSignedIn;

use super::called::in_words;
use super::trouble::unavailable;
use crate::record::state::Status;
use crate::room::ApplicationRoom;
use crate::views::{ApplicationRow, own};

#[derive(Template)]
#[template(path = "pages/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    lines: Vec<Line>,
    drafts: Vec<DraftLine>,
}

struct Line {
    title: String,
    matter: Words,
    address: String,
    number: String,
    submitted: String,
    lamp: Lamp,
}

/// An application that is not submitted.
pub(super) struct DraftLine {
    pub title: String,
    pub address: String,
    pub saved: String,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<ListPage>, Problem> {
    current.actor.party().ok_or(Problem::NotFound)?;
    let t = &reader.texts;
    let release = room.catalogue.current();
    let names = Names::new(&release, t);
    let rows = own(&room.ledger, &current.actor).await.map_err(unavailable)?;
    let lines = rows
        .into_iter()
        .map(|row| Line {
            matter: release
                .matter(&row.matter)
                .map(|matter| names.matter(matter))
                .unwrap_or_default(),
            address: format!("/applications/{}", row.record),
            submitted: t.long_day(&row.submitted),
            lamp: lamp(t, &row),
            title: in_words(&names, &row.title, &row.matter, row.region),
            number: row.number,
        })
        .collect();
    let drafts = drafts(&room, &names, &current.actor, usize::MAX).await.map_err(unavailable)?;
    Ok(Page(ListPage {
        chrome: reader.portal("my-applications", Place::Progress),
        lines,
        drafts,
    }))
}

/// What has been begun and not submitted: so many at most, the last saved first.
pub(super) async fn drafts(
    room: &ApplicationRoom,
    names: &Names<'_>,
    actor: &Arc<Actor>,
    most: usize,
) -> Result<Vec<DraftLine>, Unavailable> {
    let drafts = crate::drafts::newest(room, actor, most).await?.into_iter();
    let line = |(heading, draft): (ledger::DraftHeading, crate::drafts::Draft)| DraftLine {
        title: in_words(names, &draft.title(names.release), draft.matter.as_str(), draft.region),
        address: format!("/drafts/{}", heading.draft),
        saved: names.texts.moment(&heading.saved_at),
    };
    Ok(drafts.map(line).collect())
}

/// How one's own application stands.
pub(super) fn lamp(t: &Texts, row: &ApplicationRow) -> Lamp {
    match (row.status, row.asked) {
        (Status::InProgress, 0) => Lamp::new(Shape::Green, t.say("status-in-progress")),
        (Status::InProgress, asked) => Lamp::new(Shape::Yellow, t.say("status-asked").with("count", asked)),
        (Status::Finished, _) => Lamp::new(Shape::Done, t.say("status-finished")),
        (Status::Withdrawn, _) => Lamp::new(Shape::Open, t.say("status-withdrawn")),
        (Status::Terminated | Status::Unfiled, _) => Lamp::new(Shape::Open, t.say("status-terminated")),
    }
}
