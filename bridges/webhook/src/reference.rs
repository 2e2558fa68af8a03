//! A reference receiver on loopback: a real server that checks signatures and remembers what arrived, and is busy, slow, broken or
//! gone when told to.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::serve::Listener;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::courier::now;
use crate::signature::{ID_HEADER, SIGNATURE_HEADER, Secret, TIMESTAMP_HEADER, check};

/// Where events are taken.
pub const PATH: &str = "/events";

/// What arrived and was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// The identifier of the delivery.
    pub id: String,
    /// The event.
    pub event: Value,
}

/// How the receiver behaves towards the next delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It answers with a status and takes nothing.
    Answers(u16),
    /// It asks to be left in peace for so many seconds.
    Busy(u64),
    /// It sends the city elsewhere.
    Redirects(String),
    /// It takes the event and does not answer in time.
    Slow(Duration),
}

/// The receiver; it ends with this.
#[derive(Debug)]
pub struct ReferenceReceiver {
    address: String,
    desk: Arc<Desk>,
    serving: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Desk {
    book: Mutex<Book>,
    attempts: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Book {
    secret: Option<Secret>,
    moods: VecDeque<Mood>,
    /// How it behaves when no mood is left; none means well.
    lasting: Option<Mood>,
    arrived: Vec<Arrived>,
}

impl ReferenceReceiver {
    /// Starts one on a free loopback port. It takes nothing before it knows the secret.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("http://{}{PATH}", listener.local_addr()?);
        Ok(Self::on(listener, address))
    }

    /// Starts one on a listener, reached at an address.
    pub fn on(listener: impl Listener<Addr = SocketAddr>, address: String) -> Self {
        let desk = Arc::new(Desk::default());
        let routes = Router::new().route(PATH, post(take)).with_state(Arc::clone(&desk));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, routes).await {
                tracing::error!(%error, "the reference receiver ended");
            }
        });
        Self { address, desk, serving }
    }

    /// Where events are sent to.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Learns the secret by which it knows the city.
    pub fn shares(&self, secret: Secret) {
        self.desk.book().secret = Some(secret);
    }

    /// Behaves so towards one more delivery.
    pub fn once(&self, mood: Mood) {
        self.desk.book().moods.push_back(mood);
    }

    /// Behaves so until told otherwise; none means well.
    pub fn from_now_on(&self, mood: Option<Mood>) {
        self.desk.book().lasting = mood;
    }

    /// What has arrived and was taken, in order.
    #[must_use]
    pub fn arrived(&self) -> Vec<Arrived> {
        self.desk.book().arrived.clone()
    }

    /// How often it was spoken to.
    #[must_use]
    pub fn attempts(&self) -> usize {
        *self.desk.attempts.borrow()
    }

    /// Returns what has arrived as soon as that is so much.
    pub async fn has_taken(&self, count: usize) -> Vec<Arrived> {
        let mut attempts = self.desk.attempts.subscribe();
        loop {
            attempts.borrow_and_update();
            let arrived = self.arrived();
            // The sender lives as long as this.
            if arrived.len() >= count || attempts.changed().await.is_err() {
                return arrived;
            }
        }
    }

    /// Returns when it was spoken to so often.
    pub async fn was_spoken_to(&self, times: usize) {
        let mut attempts = self.desk.attempts.subscribe();
        // The sender lives as long as this.
        let _ = attempts.wait_for(|attempts| *attempts >= times).await;
    }
}

impl Drop for ReferenceReceiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Desk {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn take(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    let mood = {
        let mut book = desk.book();
        let mood = book.moods.pop_front().or_else(|| book.lasting.clone());
        match &mood {
            None | Some(Mood::Slow(_)) => {}
            Some(Mood::Answers(_) | Mood::Busy(_) | Mood::Redirects(_)) => {
                drop(book);
                desk.attempts.send_modify(|attempts| *attempts += 1);
                return moody(mood);
            }
        }
        mood
    };
    let taken = judge(&desk, &headers, &body);
    desk.attempts.send_modify(|attempts| *attempts += 1);
    if let Some(Mood::Slow(pause)) = mood {
        tokio::time::sleep(pause).await;
    }
    taken.into_response()
}

fn moody(mood: Option<Mood>) -> Response {
    match mood {
        Some(Mood::Answers(status)) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Some(Mood::Busy(seconds)) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
        }
        Some(Mood::Redirects(to)) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        Some(Mood::Slow(_)) | None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// A receiver that knows its trade: signature first, then the body; what it has already is taken again without a word.
fn judge(desk: &Desk, headers: &HeaderMap, body: &[u8]) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (id, Ok(timestamp)) = (text(ID_HEADER), text(TIMESTAMP_HEADER).parse::<i64>()) else {
        return StatusCode::BAD_REQUEST;
    };
    let mut book = desk.book();
    let Some(secret) = &book.secret else {
        return StatusCode::UNAUTHORIZED;
    };
    if check(secret, id, timestamp, body, text(SIGNATURE_HEADER), now()).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(event) = serde_json::from_slice(body) else {
        return StatusCode::BAD_REQUEST;
    };
    if book.arrived.iter().all(|known| known.id != id) {
        book.arrived.push(Arrived {
            id: id.to_owned(),
            event,
        });
    }
    StatusCode::NO_CONTENT
}
