//! The gallery as a house serves it: with its headers, its scripts and a region that follows a record.

use crate::pages::gallery;
use askama::Template;
use axum::{
    Extension, Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use front::{
    Chrome, FormData, House, Page, Place, Reader,
    live::{self, Change, Closing},
    security::VisitToken,
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::broadcast;

#[derive(Template)]
#[template(path = "gallery_live.html")]
struct Live {
    chrome: Chrome,
    count: u64,
}

/// A record that only counts.
struct Counter {
    count: AtomicU64,
    changes: broadcast::Sender<Change>,
    closing: Closing,
}

/// Serve until the process ends.
pub async fn serve(port: u16) -> std::io::Result<()> {
    let (_closer, closing) = Closing::new();
    let counter = Arc::new(Counter {
        count: AtomicU64::new(0),
        changes: broadcast::channel(16).0,
        closing,
    });
    let rooms = Router::new()
        .route(
            "/",
            get(async |reader: Reader| Page(gallery(reader.portal("place-home", Place::Home)))),
        )
        .route("/counter", get(show).post(count))
        .route("/upload", post(async || Redirect::to("/counter")))
        .route("/live", get(follow))
        .layer(Extension(counter));
    let app = front::dress(rooms, |rooms| rooms.layer(from_fn(visit)), House::sample());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    eprintln!("http://127.0.0.1:{port}/ and /counter");
    axum::serve(listener, app).await
}

async fn visit(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(VisitToken("gallery".to_owned()));
    next.run(request).await
}

async fn show(reader: Reader, Extension(counter): Extension<Arc<Counter>>) -> Page<Live> {
    let chrome = reader.desk("place-todo", Place::Todo).following("counter");
    Page(Live {
        chrome,
        count: counter.count.load(Ordering::Relaxed),
    })
}

async fn count(Extension(counter): Extension<Arc<Counter>>, _: FormData) -> Redirect {
    let position = counter.count.fetch_add(1, Ordering::Relaxed) + 1;
    // Nobody listens: nobody is looking.
    let _ = counter.changes.send(Change {
        record: "counter".to_owned(),
        position,
    });
    Redirect::to("/counter")
}

async fn follow(Extension(counter): Extension<Arc<Counter>>) -> impl IntoResponse {
    live::stream(
        counter.changes.subscribe(),
        |change: &Change| Some(change.clone()),
        counter.closing.clone(),
    )
}
