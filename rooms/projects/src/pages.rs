//! The room's pages: my projects, registering one, its page, changing it, its situation.

mod card;
mod change;
mod list;
mod new;
mod show;
mod situation;

use axum::Router;
use axum::routing::get;
use front::Problem;
use front::furniture::Choice;
use identity::RecordId;
use people::CurrentActor;
use procedure::Release;

use crate::access::{AccessError, Seen, see};
use crate::opening::{counties, unavailable};
use crate::room::ProjectRoom;

pub(crate) use card::home_card;

pub(crate) fn routes() -> Router<ProjectRoom> {
    Router::new()
        .route("/projects", get(list::index).post(new::create))
        .route("/projects/new", get(new::new))
        .route("/projects/{project}", get(show::show))
        .route("/projects/{project}/change", get(change::new).post(change::create))
        .route("/projects/{project}/situation", get(situation::new).post(situation::create))
}

/// Where a project's page is.
#[must_use]
pub fn project_address(project: RecordId) -> String {
    format!("/projects/{project}")
}

/// The project of an address, for whom may see it; for others it does not exist.
pub(crate) async fn seen(room: &ProjectRoom, current: &CurrentActor, project: &str) -> Result<Seen, Problem> {
    let record: RecordId = project.parse().map_err(|_| Problem::NotFound)?;
    see(&room.ledger, &current.actor, record).await.map_err(|error| match error {
        AccessError::Hidden => Problem::NotFound,
        AccessError::Unavailable(error) => unavailable(error),
    })
}

/// The same, for whom may also change it.
pub(crate) async fn changeable(room: &ProjectRoom, current: &CurrentActor, project: &str) -> Result<Seen, Problem> {
    let seen = seen(room, current, project).await?;
    if seen.may_change() { Ok(seen) } else { Err(Problem::NotFound) }
}

fn county_choices(release: &Release, texts: &front::Texts) -> Vec<Choice> {
    let names = catalogue::Names::new(release, texts);
    counties(release)
        .map(|county| Choice::new(county.code.to_string(), names.region(county.code).plain()))
        .collect()
}
