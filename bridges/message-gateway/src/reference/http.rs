//! The SMS side: HTTP and JSON, signed both ways.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;

use super::{Shared, Sms};
use crate::sms::{Acknowledged, MESSAGES_PATH, Refused, SIGNATURE_HEADER, Send, Status, TIME_HEADER, now};

/// A lost answer: longer than anybody waits.
const LOST: Duration = Duration::from_secs(3_600);

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let routes = Router::new()
        .route(MESSAGES_PATH, post(take))
        .route("/v1/messages/{id}", get(show))
        .layer(from_fn_with_state(Arc::clone(&shared), behave))
        .with_state(shared);
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "the reference SMS gateway ended");
    }
}

/// Slow, down or busy, as it was told.
async fn behave(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let behaviour = shared.behaviour();
    if let Some(time) = behaviour.slow {
        tokio::time::sleep(time).await;
    }
    if behaviour.down {
        return breaking_off();
    }
    if behaviour.busy {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let answer = next.run(request).await;
    if behaviour.losing_answers {
        tokio::time::sleep(LOST).await;
    }
    answer
}

/// More is promised than comes: the connection breaks.
fn breaking_off() -> Response {
    ([(axum::http::header::CONTENT_LENGTH, "2")], "").into_response()
}

async fn take(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_signed(&shared, "POST", MESSAGES_PATH, &headers, &body) {
        return refused(StatusCode::UNAUTHORIZED, "signature");
    }
    let Ok(send) = serde_json::from_slice::<Send>(&body) else {
        return refused(StatusCode::BAD_REQUEST, "unreadable");
    };
    let behaviour = shared.behaviour();
    if behaviour.refusing || !is_phone(&send.to) {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "no such number");
    }
    let sms = Sms {
        id: send.id.clone(),
        to: send.to,
        text: format!("【{}】{}", send.sign, send.text),
        handed_over: 1,
        status: Status::Accepted,
    };
    let (status, is_new) = shared.take_sms(sms);
    if is_new {
        tokio::spawn(arrive(shared, send.id.clone(), send.receipts));
    }
    let acknowledged = Acknowledged {
        id: send.id,
        status,
        reason: None,
    };
    let code = if is_new { StatusCode::ACCEPTED } else { StatusCode::OK };
    (code, Json(acknowledged)).into_response()
}

async fn show(State(shared): State<Arc<Shared>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if !is_signed(&shared, "GET", &format!("{MESSAGES_PATH}/{id}"), &headers, b"") {
        return refused(StatusCode::UNAUTHORIZED, "signature");
    }
    match shared.status(&id) {
        Some(status) => Json(Acknowledged {
            id,
            status,
            reason: None,
        })
        .into_response(),
        None => refused(StatusCode::NOT_FOUND, "unknown"),
    }
}

/// The phone has it, or never will; whoever wants to hear is told.
async fn arrive(shared: Arc<Shared>, id: String, receipts: Option<String>) {
    let behaviour = shared.behaviour();
    let (status, opposite) = if behaviour.failing {
        (Status::Failed, Status::Delivered)
    } else {
        (Status::Delivered, Status::Failed)
    };
    shared.set_status(&id, status);
    let Some(address) = receipts else { return };
    let mut said = vec![status];
    if behaviour.twice {
        said.extend([status, opposite]);
    }
    for status in said {
        tell(&shared, &address, &id, status).await;
    }
}

/// A receipt that nobody takes is lost: the city asks by itself.
async fn tell(shared: &Shared, address: &str, id: &str, status: Status) {
    let receipt = Acknowledged {
        id: id.to_owned(),
        status,
        reason: (status == Status::Failed).then(|| "switched off".to_owned()),
    };
    let (Ok(body), Ok(uri)) = (serde_json::to_vec(&receipt), address.parse::<hyper::Uri>()) else {
        return;
    };
    let at = now();
    let request = hyper::Request::post(&uri)
        .header(hyper::header::CONTENT_TYPE, "application/json")
        .header(TIME_HEADER, at.to_string())
        .header(SIGNATURE_HEADER, shared.key.sign("POST", uri.path(), at, &body))
        .body(Full::new(Bytes::from(body)));
    let client: Client<HttpConnector, Full<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    if let Ok(request) = request
        && let Err(error) = client.request(request).await
    {
        tracing::info!(%error, "a receipt was not taken");
    }
}

fn is_signed(shared: &Shared, method: &str, path: &str, headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let at = text(TIME_HEADER).and_then(|at| at.parse::<i64>().ok());
    let (Some(at), Some(signature)) = (at, text(SIGNATURE_HEADER)) else {
        return false;
    };
    shared.key.check(method, path, at, body, signature, now()).is_ok()
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn refused(status: StatusCode, error: &str) -> Response {
    let refused = Refused { error: error.to_owned() };
    (status, Json(refused)).into_response()
}
