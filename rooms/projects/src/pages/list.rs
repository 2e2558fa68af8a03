//! `/projects`: the projects of whom one acts for; for a supervisor, those of the region.

use askama::Template;
use authority::{ActName, Party, Subject, acts, scope};
use axum::extract::{RawQuery, State};
use front::furniture::Pager;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

use super::project_address;
use crate::opening::unavailable;
use crate::room::ProjectRoom;
use crate::views::{PROJECTS_A_PAGE, visible_to};

#[derive(Template)]
#[template(path = "pages/list.html")]
pub(super) struct ListPage {
    chrome: Chrome,
    query: String,
    lines: Vec<Line>,
    total: usize,
    pages: Pager,
    /// Whether the reader may register one.
    may_open: bool,
    /// Whether the reader acts for an enterprise.
    for_enterprise: bool,
}

/// A project in the list.
struct Line {
    title: String,
    address: String,
    code: String,
    region: String,
    opened: String,
}

pub(super) async fn index(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<ListPage>, Problem> {
    if scope(&current.actor, ActName::SeeProject) == authority::Scope::Nothing {
        return Err(Problem::NotFound);
    }
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let (query, page) = (form.value("q").trim().to_owned(), form.value("page").parse().unwrap_or(1));
    let list = visible_to(&room.ledger, &current.actor, &query, page)
        .await
        .map_err(unavailable)?;
    let release = room.catalogue.current();
    let names = catalogue::Names::new(&release, &reader.texts);
    let lines = list.rows.into_iter().map(|row| Line {
        address: project_address(row.record),
        region: names.region(row.region).plain().to_owned(),
        opened: reader.texts.long_day(&row.opened.day()),
        title: row.title,
        code: row.code,
    });
    Ok(Page(ListPage {
        lines: lines.collect(),
        total: list.total,
        pages: Pager::new(page.into(), list.total as u64, PROJECTS_A_PAGE.into(), reader.here.clone()),
        may_open: may_open(&room, &current),
        for_enterprise: matches!(current.actor.party(), Some(Party::Enterprise(_))),
        chrome: reader.portal("my-projects", Place::Nowhere),
        query,
    }))
}

/// Whether the actor may register projects of its own; agents who only look may not.
pub(super) fn may_open(room: &ProjectRoom, current: &CurrentActor) -> bool {
    let nobodys = RecordId::from_bytes([0; 16]);
    let some_project = Subject::new(nobodys, room.ledger.city()).on_project(Some(nobodys));
    let owner = current.actor.party();
    owner.is_some_and(|owner| current.permit::<acts::OpenProject>(&some_project.of(owner)).is_ok())
}
