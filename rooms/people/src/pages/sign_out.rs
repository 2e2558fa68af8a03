//! `/sign-out`: the session ends here and now; the browser forgets what it kept of us (ASVS 14.3.1).

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use front::{FormData, Problem};

use super::unavailable;
use crate::current::{Address, CurrentActor};
use crate::people::People;
use crate::security_log::{Network, Noted};
use crate::session::Cookies;

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    Address(address): Address,
    _: FormData,
) -> Result<Response, Problem> {
    if let Some(session) = current.session() {
        people.end_session(session).await.map_err(unavailable)?;
        people.note(Noted::SignedOut, current.account(), &Network::of(address)).await;
    }
    let mut response = Redirect::to("/").into_response();
    let (name, value) = Cookies {
        https: people.settings().https,
    }
    .take_session();
    response.headers_mut().append(name, value);
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"storage\""),
    );
    Ok(response)
}
