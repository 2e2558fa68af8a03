//! The number beside “messages” in the header: counted for pages that people look at, not for parts of them or programs.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use front::chrome::Unread;
use people::CurrentActor;

use crate::pages::audience_of;
use crate::room::MessageRoom;
use crate::views;

/// Middleware: puts the reader's [`Unread`] into the request.
pub(crate) async fn count(
    State(room): State<MessageRoom>,
    current: Result<CurrentActor, front::Problem>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Ok(current) = current
        && is_page(request.method(), request.headers())
        && let (Some(account), Some(audience)) = (current.account(), audience_of(&current))
    {
        match views::unread(room.ledger(), &audience, account).await {
            Ok(count) => {
                request.extensions_mut().insert(Unread(count));
            }
            Err(error) => tracing::warn!(%error, "unread messages could not be counted"),
        }
    }
    next.run(request).await
}

fn is_page(method: &Method, headers: &HeaderMap) -> bool {
    let wants_html = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    method == Method::GET && wants_html && !headers.contains_key("hx-request")
}
