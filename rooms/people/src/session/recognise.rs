//! The session layer: who acts, and as what, for every request.

use std::net::IpAddr;
use std::net::SocketAddr;

use authority::{Duty, HelperBeside, Post};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use front::security::VisitToken;
use front::{Message, Place, Presence, Problem, Reader, Texts};
use ledger::Unavailable;

use super::{Carrier, Cookies, Session, SessionId};
use crate::capacity::{CapacityChoice, CapacityKey, CapacityLabel};
use crate::current::{Address, CurrentActor, Recognised};
use crate::people::People;
use crate::record::{Account, Authorisation, Basis, Mode};
use crate::service_token;
use crate::views;

/// How a page that is open looks again at what changed (`front/assets/live.js`).
const LIVE: &str = "x-live";

/// Middleware: recognises the session and puts [`CurrentActor`] and [`Presence`] (or [`VisitToken`]) into the request.
pub(crate) async fn recognise(State(people): State<People>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let cookies = Cookies {
        https: people.settings().https,
    };
    match enter(&people, cookies, &mut parts).await {
        Ok(visit) if visit.must_change_password && !may_go_on(&parts) => change_first(&parts),
        Ok(visit) => {
            let gives_visit = visit.is_new && parts.method == Method::GET && !is_api(&parts);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            let is_new_session = response.headers().contains_key(header::SET_COOKIE);
            if gives_visit && let Some(id) = visit.id {
                let (name, value) = cookies.give_visit(&id);
                response.headers_mut().append(name, value);
            }
            if visit.session_is_over && !is_new_session {
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
    /// Whether the person signed in with a secret on paper.
    must_change_password: bool,
}

/// A secret on paper lets nobody do anything but replace it (ASVS 6.4.1).
fn may_go_on(parts: &Parts) -> bool {
    let path = parts.uri.path();
    ["/account/password", "/sign-out"].contains(&path) || path.starts_with("/assets/")
}

fn change_first(parts: &Parts) -> Response {
    if parts.method == Method::GET && !is_api(parts) {
        Redirect::to("/account/password").into_response()
    } else {
        Problem::Refused(Message::new("password-change-first")).into_response()
    }
}

async fn enter(people: &People, cookies: Cookies, parts: &mut Parts) -> Result<Visit, Problem> {
    parts.extensions.insert(Address(address(&people.settings().proxies, parts)));
    let token = bearer(&parts.headers)
        .filter(|secret| service_token::is_one(secret))
        .map(str::to_owned);
    if let Some(secret) = token {
        return service(people, &secret, cookies, parts).await;
    }
    let carried = carried(cookies, &parts.headers);
    let session = match carried.clone() {
        Some((id, carrier)) => in_force(people, id, carrier, somebody_is_there(parts))
            .await
            .map_err(unavailable)?,
        None => None,
    };
    match session {
        Some(session) => {
            let snapshot = people.ledger().state::<Account>(session.account).await.map_err(unavailable)?;
            let must_change_password = snapshot.is_some_and(|snapshot| snapshot.state.secret_until().is_some());
            signed_in(people, session, parts).await?;
            Ok(Visit {
                must_change_password,
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

/// A service account acts through the API alone; on pages it is a visitor, and so is a token that is not in force.
async fn service(people: &People, secret: &str, cookies: Cookies, parts: &mut Parts) -> Result<Visit, Problem> {
    let service = match is_api(parts) {
        true => people.service_with(secret).await.map_err(unavailable)?,
        false => None,
    };
    let visit = visiting(cookies, false, parts)?;
    if let Some(service) = service {
        parts.extensions.insert(Recognised(Ok(service)));
    }
    Ok(visit)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::trim)
}

/// A program's header counts before a browser's cookie.
fn carried(cookies: Cookies, headers: &HeaderMap) -> Option<(SessionId, Carrier)> {
    match bearer(headers) {
        Some(secret) => SessionId::parse(secret).map(|id| (id, Carrier::Program)),
        None => cookies.session(headers).map(|id| (id, Carrier::Browser)),
    }
}

/// A page that follows a record, looks again or says that it is open, all by itself, is not a person at work.
fn somebody_is_there(parts: &Parts) -> bool {
    let follows = parts
        .headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept == "text/event-stream");
    let looks_again = parts.headers.contains_key(LIVE);
    let says_it_is_open = parts.uri.path().ends_with("/presences");
    !(follows || looks_again || says_it_is_open)
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
    let Some(chosen) = kept.or(instead(&session.capacity, &choices)).cloned() else {
        return Err(Problem::Broken);
    };
    if lapsed {
        session.capacity = chosen.key.clone();
        people.choose_capacity(&session, &chosen.key).await.map_err(unavailable)?;
    }
    let names = views::names(people.ledger(), &[session.account]).await.map_err(unavailable)?;
    let name = names.get(&session.account).cloned().unwrap_or_default();
    let (chosen, beside) = with_helper(people, &session, chosen).await.map_err(unavailable)?;
    let reader = Reader::from_request_parts(parts, &()).await.map_err(|_| Problem::Broken)?;
    let mut presence = presence(&reader.texts, &name, &session, &chosen, &choices);
    presence.beside = beside;
    parts.extensions.insert(presence);
    let acting = may_act(lapsed, &session, parts).map(|()| CurrentActor::signed_in(chosen, choices, name, session));
    parts.extensions.insert(Recognised(acting));
    Ok(())
}

/// Where somebody is when the capacity has lapsed: whoever acted for another is back in the post.
fn instead<'a>(lapsed: &CapacityKey, choices: &'a [CapacityChoice]) -> Option<&'a CapacityChoice> {
    let post = choices.iter().find(|choice| choice.actor.held_post().is_some());
    match lapsed {
        CapacityKey::Behalf(_) => post.or(choices.first()),
        CapacityKey::Person | CapacityKey::Enterprise(_) | CapacityKey::Post(_) | CapacityKey::Deputy(..) => choices.first(),
    }
}

/// The choice with the helper who sits beside, and the helper's name, while the authorisation is in force and the party's own.
async fn with_helper(
    people: &People,
    session: &Session,
    chosen: CapacityChoice,
) -> Result<(CapacityChoice, Option<String>), Unavailable> {
    let (Some(beside), Some(party)) = (session.beside, chosen.actor.party()) else {
        return Ok((chosen, None));
    };
    let snapshot = people.ledger().state::<Authorisation>(beside).await?;
    let given = snapshot.and_then(|snapshot| snapshot.state.in_force(people.ledger().now().day()).cloned());
    let Some(given) = given.filter(|given| given.party == party && given.basis == Basis::Given(Mode::TakeThrough)) else {
        return Ok((chosen, None));
    };
    let names = views::names(people.ledger(), &[given.holder]).await?;
    let actor = chosen.actor.with_helper(HelperBeside {
        account: given.holder,
        post: given.post,
    });
    Ok((CapacityChoice { actor, ..chosen }, names.get(&given.holder).cloned()))
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
        must_change_password: false,
    })
}

fn presence(texts: &Texts, name: &str, session: &Session, chosen: &CapacityChoice, choices: &[CapacityChoice]) -> Presence {
    // The names of those for whom a clerk may act today are nobody's business but theirs: the next one sees the header too.
    let others = choices
        .iter()
        .filter(|choice| choice.key != chosen.key && !matches!(choice.key, CapacityKey::Behalf(_)));
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
        back_to_post: match &chosen.label {
            CapacityLabel::Behalf { post, .. } => Some(CapacityKey::Post(post.clone()).to_string()),
            CapacityLabel::Person
            | CapacityLabel::Enterprise { .. }
            | CapacityLabel::Post { .. }
            | CapacityLabel::Deputy { .. } => None,
        },
        beside: None,
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
        Duty::Handle | Duty::Check | Duty::Sign => &[Place::Todo, Place::Cases, Place::Organ, Place::Service],
        Duty::Audit => &[Place::Inbox],
        Duty::Protect => &[Place::DataRequests],
        Duty::Supervise | Duty::Lead => &[Place::Oversight, Place::Cases, Place::Helping],
        Duty::Clerk => &[Place::Counter, Place::Service],
        Duty::Helper => &[Place::Helping],
        Duty::Administer => &[Place::Administration, Place::Organ],
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
    fn a_page_that_is_left_open_is_nobody_at_work() {
        let there = |path: &str, header: Option<(&str, &str)>| {
            let mut request = Request::builder().uri(path);
            if let Some((name, value)) = header {
                request = request.header(name, value);
            }
            somebody_is_there(&request.body(()).unwrap().into_parts().0)
        };
        assert!(there("/desk", None));
        assert!(!there("/live", Some(("accept", "text/event-stream"))));
        assert!(!there("/desk", Some(("x-live", "1"))));
        assert!(!there("/desk/1/2/presences", None));
    }

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
