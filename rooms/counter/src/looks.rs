//! “Who looked at my data” (PIPL 44, 50): every look of staff at what belongs to a person or an enterprise, shown to them.
//!
//! Nobody has to remember to write a look down: this stands around all rooms, and whatever page, paper or answer of the
//! API shows an application, a draft or a project to somebody in a post is noted by its address. Looks are kept three
//! years (PIPL 56 for records of handling), outside the proof: they are many, and nothing rests on them but trust.

mod keeping;
mod list;
mod look;

use applications::record::Applications;
use authority::{Capacity, Party};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use front::Problem;
use identity::RecordId;
use ledger::{Ledger, Unavailable};
use people::CurrentActor;
use projects::record::Project;

pub use keeping::{LOOK_DAYS, Looks};
pub use list::{Filter, LookRow, of_party};
pub(crate) use list::{NO_APPLICATION, party_id};
pub use look::{Look, Occasion, What};

pub use crate::questions::record::ASKED;
use crate::room::CounterRoom;

/// What a party asked about looks: the record of each question, and whether it was answered.
///
/// # Errors
/// When the store cannot be read.
pub async fn questions_of(ledger: &Ledger, party: Party) -> Result<Vec<(RecordId, bool)>, Unavailable> {
    let asked = crate::questions::of_party(ledger, party).await?;
    Ok(asked
        .into_iter()
        .map(|(record, question)| (record, question.answered.is_some()))
        .collect())
}

/// Middleware: notes what staff are shown.
pub(crate) async fn note(State(room): State<CounterRoom>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let look = match about_to_look(&room, &mut parts).await {
        Ok(look) => look,
        Err(error) => {
            tracing::error!(%error, "a look cannot be told");
            None
        }
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some(look) = look.filter(|_| shows_something(&response)) {
        room.looks.note(look).await;
    }
    response
}

/// A page on which something could not be done is shown again, with everything on it, whatever stood in the way: a slip,
/// somebody faster, a form that had expired, a disk. A problem by itself shows nobody's data.
fn shows_something(response: &Response) -> bool {
    let status = response.status();
    let shown_again = [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::CONFLICT,
        StatusCode::FORBIDDEN,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    (status.is_success() || shown_again.contains(&status)) && response.extensions().get::<Problem>().is_none()
}

/// Who is about to be shown whose data; nobody whom it belongs to, and nobody who is no staff.
async fn about_to_look(room: &CounterRoom, parts: &mut Parts) -> Result<Option<Look>, Unavailable> {
    let Ok(current) = CurrentActor::from_request_parts(parts, &()).await else {
        return Ok(None);
    };
    let post = match &current.actor.capacity {
        Capacity::Post(post) | Capacity::Deputy { post, .. } => post.clone(),
        Capacity::OnBehalf(behalf) => behalf.post.clone(),
        Capacity::Visitor
        | Capacity::Person
        | Capacity::Enterprise { .. }
        | Capacity::Timer
        | Capacity::Reaction(_)
        | Capacity::Seed => return Ok(None),
    };
    let Ok(path) = MatchedPath::from_request_parts(parts, &()).await else {
        return Ok(None);
    };
    let named = named(parts).await;
    let Some(what) = What::at(path.as_str(), current.actor.behalf().is_some()) else {
        return Ok(None);
    };
    let of_application = match named.application {
        Some(application) => applicant(room, application).await?.map(|party| (party, Some(application))),
        None => None,
    };
    let of_project = match named.project {
        Some(project) => owner(room, project).await?.map(|party| (party, None)),
        None => None,
    };
    let for_whom = current.actor.behalf().map(|behalf| (behalf.party, None));
    let Some((party, application)) = of_application.or(of_project).or(for_whom) else {
        return Ok(None);
    };
    let Some(account) = current.account() else { return Ok(None) };
    Ok(Some(Look {
        party,
        application,
        account,
        post: post.id.clone(),
        what,
        occasion: Occasion::of(&current.actor),
    }))
}

/// The records that an address names.
#[derive(Default)]
struct Named {
    application: Option<RecordId>,
    project: Option<RecordId>,
}

async fn named(parts: &mut Parts) -> Named {
    let mut named = Named::default();
    if let Ok(params) = RawPathParams::from_request_parts(parts, &()).await {
        for (name, value) in &params {
            match name {
                "application" => named.application = value.parse().ok(),
                "project" => named.project = value.parse().ok(),
                _ => {}
            }
        }
    }
    named
}

async fn applicant(room: &CounterRoom, application: RecordId) -> Result<Option<Party>, Unavailable> {
    let snapshot = room.ledger().state::<Applications>(application).await?;
    Ok(snapshot.and_then(|snapshot| snapshot.state.filing.as_ref().map(|filing| filing.applicant)))
}

async fn owner(room: &CounterRoom, project: RecordId) -> Result<Option<Party>, Unavailable> {
    let snapshot = room.ledger().state::<Project>(project).await?;
    Ok(snapshot.and_then(|snapshot| snapshot.state.registration.as_ref().map(|project| project.owner)))
}
