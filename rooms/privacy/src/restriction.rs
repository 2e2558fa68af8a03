//! What is restricted (PIPL 47(2): kept, and not handled otherwise) is shown to nobody of the staff who does not say why.
//!
//! Nobody has to remember it: this stands around all rooms, as what notes looks does, and whatever address names a restricted
//! application or project answers somebody in a post with the question for a reason. The reason is kept with the request, the
//! person reads it, and it holds for the rest of the day. Whoever acts for the person, standing at a window or by an
//! authorisation, acts on the person's own word.

use applications::record::Applications;
use authority::{Capacity, Permit, Subject, acts};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use front::reader::encoded;
use front::{Message, Problem};
use identity::RecordId;
use ledger::{Key, Unavailable};
use people::CurrentActor;
use projects::record::Project;

use crate::record::{DataRequests, Open, Refusal};
use crate::room::PrivacyRoom;
use crate::views::{is_open_to, restricted_by};
use crate::words::{submitted, unavailable};

/// Middleware: asks staff why before they are shown what is restricted.
pub(crate) async fn guard(State(room): State<PrivacyRoom>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match closed(&room, &mut parts).await {
        Ok(None) => next.run(Request::from_parts(parts, body)).await,
        // To whoever may not see it anyway it is as if it did not exist, restricted or not.
        Ok(Some((current, record))) => match Restricted::seen(&room, &current, record).await {
            Ok(_) => ask_why(&parts, record),
            Err(problem) => problem.into_response(),
        },
        // What cannot be told restricted or not is not shown.
        Err(error) => unavailable(error).into_response(),
    }
}

/// The restricted record that the address names, if whoever asks is staff and has not said why today.
async fn closed(room: &PrivacyRoom, parts: &mut Parts) -> Result<Option<(CurrentActor, RecordId)>, Unavailable> {
    let Ok(current) = CurrentActor::from_request_parts(parts, &()).await else {
        return Ok(None);
    };
    let (Capacity::Post(_) | Capacity::Deputy { .. }, Some(account)) = (&current.actor.capacity, current.account()) else {
        return Ok(None);
    };
    let Ok(path) = MatchedPath::from_request_parts(parts, &()).await else {
        return Ok(None);
    };
    // What a public notice shows is everybody's.
    if path.as_str().starts_with("/notices/") {
        return Ok(None);
    }
    for record in named(parts).await {
        if restricted_by(room.ledger(), record).await?.is_some() && !is_open_to(room.ledger(), record, account).await? {
            return Ok(Some((current, record)));
        }
    }
    Ok(None)
}

async fn named(parts: &mut Parts) -> Vec<RecordId> {
    let Ok(params) = RawPathParams::from_request_parts(parts, &()).await else {
        return Vec::new();
    };
    params
        .iter()
        .filter(|(name, _)| ["application", "project"].contains(name))
        .filter_map(|(_, value)| value.parse().ok())
        .collect()
}

fn ask_why(parts: &Parts, record: RecordId) -> Response {
    let is_page = parts.method == Method::GET && !parts.uri.path().starts_with("/api/");
    if is_page {
        let back = parts.uri.path_and_query().map_or("/desk", |address| address.as_str());
        let address = format!("/desk/restricted/{record}?back={}", encoded(back));
        axum::response::Redirect::to(&address).into_response()
    } else {
        Problem::Refused(Message::new("data-restricted")).into_response()
    }
}

/// Something restricted that the actor could be shown, with the right to be.
pub(crate) struct Restricted {
    pub(crate) request: RecordId,
    pub(crate) record: RecordId,
    pub(crate) title: String,
    permit: Permit<acts::OpenRestricted>,
}

impl Restricted {
    /// What is not restricted, or would not be shown to the actor anyway, does not exist.
    pub(crate) async fn seen(room: &PrivacyRoom, current: &CurrentActor, record: RecordId) -> Result<Self, Problem> {
        let ledger = room.ledger();
        let request = restricted_by(ledger, record)
            .await
            .map_err(unavailable)?
            .ok_or(Problem::NotFound)?;
        let (subject, title) = subject(room, record).await.map_err(unavailable)?.ok_or(Problem::NotFound)?;
        // The right is that of the thing; what is written is the request by which it is restricted.
        let permit = current.permit::<acts::OpenRestricted>(&Subject {
            record: request,
            ..subject
        })?;
        Ok(Self {
            request,
            record,
            title,
            permit,
        })
    }

    /// Opens it for the rest of the day.
    pub(crate) async fn open(&self, room: &PrivacyRoom, words: String, key: Key) -> Result<Result<(), Refusal>, Problem> {
        let command = Open {
            record: self.record,
            words,
        };
        let answer = room
            .ledger()
            .submit::<DataRequests, _>(&self.permit, self.request, command, key)
            .await;
        Ok(submitted(answer)?.map(|_| ()))
    }
}

async fn subject(room: &PrivacyRoom, record: RecordId) -> Result<Option<(Subject, String)>, Unavailable> {
    if let Some(snapshot) = room.ledger().state::<Applications>(record).await? {
        let title = snapshot
            .state
            .filing
            .as_ref()
            .map(|filing| format!("{} {}", filing.title, filing.number));
        return Ok(snapshot.state.subject(record).zip(title));
    }
    let snapshot = room.ledger().state::<Project>(record).await?;
    let project = snapshot.and_then(|snapshot| snapshot.state.registration.clone());
    Ok(project.map(|project| {
        let subject = Subject::new(record, project.region)
            .of(project.owner)
            .on_project(Some(record));
        (subject, project.title)
    }))
}
