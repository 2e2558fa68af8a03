//! The session layer: who acts, and as what, for every request.

use std::net::IpAddr;
use std::net::SocketAddr;

use authority::{Duty, Post};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use front::security::VisitToken;
use front::{Message, Place, Presence, Problem, Reader, Texts};
use ledger::Unavailable;

use super::{Carrier, Cookies, Session, SessionId};
use crate::capacity::{CapacityChoice, CapacityLabel};
use crate::current::{Address, CurrentActor, Recognised};
use crate::people::People;
use crate::views;

/// Middleware: recognises the session and puts [`CurrentActor`] and [`Presence`] (or [`VisitToken`]) into the request.
pub(crate) async fn recognise(State(people): State<People>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let cookies = Cookies {
        https: people.settings().https,
    };
    match enter(&people, cookies, &mut parts).await {
        Ok(visit) => {
            let gives_visit = visit.is_new && parts.method == Method::GET && !is_api(&parts);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            if gives_visit && let Some(id) = visit.id {
                let (name, value) = cookies.give_visit(&id);
                response.headers_mut().append(name, value);
            }
            if visit.session_is_over && !response.headers().contains_key(header::SET_COOKIE) {
                let (name, value) = cookies.take_session();
                response.headers_mut().append(name, value);
            }
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// What the request was before it was let through.
struct Visit {
    id: Option<SessionId>,
    is_new: bool,
    session_is_over: bool,
}

async fn enter(people: &People, cookies: Cookies, parts: &mut Parts) -> Result<Visit, Problem> {
    parts.extensions.insert(Address(address(&people.settings().proxies, parts)));
    let carried = carried(cookies, &parts.headers);
    let session = match carried.clone() {
        Some((id, carrier)) => in_force(people, id, carrier, somebody_is_there(&parts.headers))
            .await
            .map_err(unavailable)?,
        None => None,
    };
    match session {
        Some(session) => {
            signed_in(people, session, parts).await?;
            Ok(Visit {
                id: None,
                is_new: false,
                session_is_over: false,
            })
        }
        None => {
            let session_is_over = carried.is_some_and(|(_, carrier)| carrier == Carrier::Browser);
            visiting(cookies, session_is_over, parts)
        }
    }
}

/// A program's header counts before a browser's cookie.
fn carried(cookies: Cookies, headers: &HeaderMap) -> Option<(SessionId, Carrier)> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    match bearer {
        Some(secret) => SessionId::parse(secret.trim()).map(|id| (id, Carrier::Program)),
        None => cookies.session(headers).map(|id| (id, Carrier::Browser)),
    }
}

/// A page that follows a record by itself is not a person at work.
fn somebody_is_there(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_none_or(|accept| accept != "text/event-stream")
}

async fn in_force(people: &People, id: SessionId, carrier: Carrier, is_there: bool) -> Result<Option<Session>, Unavailable> {
    let Some(session) = people.session(id, carrier).await? else {
        return Ok(None);
    };
    if !people.may_sign_in(session.account).await? {
        return Ok(None);
    }
    if is_there {
        people.see(&session).await?;
    }
    Ok(Some(session))
}

/// Whatever stands against this person acting is said by the handler that asks who acts, in the frame the person knows.
async fn signed_in(people: &People, mut session: Session, parts: &mut Parts) -> Result<(), Problem> {
    let choices = people.capacities(session.account).await.map_err(unavailable)?;
    let kept = choices.iter().find(|choice| choice.key == session.capacity);
    let lapsed = kept.is_none();
    let Some(chosen) = kept.or(choices.first()).cloned() else {
        return Err(Problem::Broken);
    };
    if lapsed {
        session.capacity = chosen.key.clone();
        people.choose_capacity(&session, &chosen.key).await.map_err(unavailable)?;
    }
    let names = views::names(people.ledger(), &[session.account]).await.map_err(unavailable)?;
    let name = names.get(&session.account).cloned().unwrap_or_default();
    let reader = Reader::from_request_parts(parts, &()).await.map_err(|_| Problem::Broken)?;
    parts
        .extensions
        .insert(presence(&reader.texts, &name, &session, &chosen, &choices));
    let acting = may_act(lapsed, &session, parts).map(|()| CurrentActor::signed_in(chosen, choices, name, session));
    parts.extensions.insert(Recognised(acting));
    Ok(())
}

/// A right that has ended must not become another right without a word: nothing is done in a capacity not chosen.
fn may_act(lapsed: bool, session: &Session, parts: &Parts) -> Result<(), Problem> {
    if lapsed && changes_something(&parts.method) {
        return Err(Problem::Refused(Message::new("capacity-lapsed")));
    }
    protect_api(session, parts)
}

/// A browser's cookie alone does not act through the API: our own scripts send the form token with it.
fn protect_api(session: &Session, parts: &Parts) -> Result<(), Problem> {
    if session.carrier == Carrier::Browser && is_api(parts) && changes_something(&parts.method) {
        front::form::check_token(parts, None)?;
    }
    Ok(())
}

fn visiting(cookies: Cookies, session_is_over: bool, parts: &mut Parts) -> Result<Visit, Problem> {
    let known = cookies.visit(&parts.headers);
    let is_new = known.is_none();
    let id = match known {
        Some(id) => id,
        None => SessionId::draw().map_err(unavailable)?,
    };
    parts.extensions.insert(VisitToken(id.form_token("visit")));
    parts.extensions.insert(Recognised(Ok(CurrentActor::visitor())));
    Ok(Visit {
        id: Some(id),
        is_new,
        session_is_over,
    })
}

fn presence(texts: &Texts, name: &str, session: &Session, chosen: &CapacityChoice, choices: &[CapacityChoice]) -> Presence {
    let others = choices.iter().filter(|choice| choice.key != chosen.key);
    Presence {
        name: name.to_owned(),
        capacity: (chosen.label != CapacityLabel::Person).then(|| chosen.label.words(texts)),
        others: others
            .map(|choice| front::Capacity {
                value: choice.key.to_string(),
                label: choice.label.words(texts),
            })
            .collect(),
        desk_places: chosen.actor.held_post().map(|post| desk_places(post)).unwrap_or_default(),
        form_token: session.id.form_token(&chosen.key.to_string()),
    }
}

/// What the desk of a post offers, its first place first.
fn desk_places(post: &Post) -> Vec<Place> {
    let mut places = Vec::new();
    for duty in &post.duties {
        for place in places_of(*duty) {
            if !places.contains(place) {
                places.push(*place);
            }
        }
    }
    places
}

fn places_of(duty: Duty) -> &'static [Place] {
    match duty {
        Duty::Handle | Duty::Check | Duty::Sign | Duty::Administer => &[Place::Todo, Place::Cases, Place::Organ],
        Duty::Clerk | Duty::Helper | Duty::Audit => &[Place::Todo, Place::Cases],
        Duty::Supervise | Duty::Lead => &[Place::Oversight, Place::Cases],
    }
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_api(parts: &Parts) -> bool {
    parts.uri.path().starts_with("/api/")
}

/// The address of the connection; behind a proxy of ours, the last one that it did not add itself.
fn address(proxies: &[IpAddr], parts: &Parts) -> Option<IpAddr> {
    let connection = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|connection| connection.0.ip().to_canonical())?;
    if !proxies.contains(&connection) {
        return Some(connection);
    }
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .rev()
        .filter_map(|value| value.to_str().ok());
    let hops = forwarded
        .flat_map(|value| value.rsplit(','))
        .map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.map_while(|hop| hop)
        .find(|hop| !proxies.contains(hop))
        .or(Some(connection))
}

fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "a session could not be read");
    Problem::Unavailable
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        for (connection, forwarded, expected) in [
            ("203.0.113.7:5", vec![], "203.0.113.7"),
            ("203.0.113.7:5", vec!["198.51.100.1"], "203.0.113.7"),
            ("10.0.0.1:5", vec!["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1:5", vec!["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1:5", vec!["1.2.3.4", "198.51.100.1, 10.0.0.1"], "198.51.100.1"),
            ("10.0.0.1:5", vec!["1.2.3.4, nonsense"], "10.0.0.1"),
            ("10.0.0.1:5", vec![], "10.0.0.1"),
        ] {
            let connection: SocketAddr = connection.parse().unwrap();
            let mut request = Request::builder().extension(ConnectInfo(connection));
            for value in &forwarded {
                request = request.header("x-forwarded-for", *value);
            }
            let parts = request.body(()).unwrap().into_parts().0;
            assert_eq!(
                address(&[proxy], &parts),
                Some(expected.parse().unwrap()),
                "{connection} {forwarded:?}"
            );
        }
    }
}
