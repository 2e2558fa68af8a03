//! `/demo/messages`: what the demonstration's SMS gateway and mail server received. They are real servers that speak the
//! same protocols as real ones, on the loopback address; no phone rings.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use front::{Chrome, Page, Place, Problem, Reader};
use message_gateway::reference::{Mail, ReferenceGateway, Sms};

/// How many texts are shown.
const SHOWN_MAX: usize = 50;

type Reference = Option<Arc<ReferenceGateway>>;

/// The page of the gateway.
pub fn routes<S: Clone + Send + Sync + 'static>(reference: Option<ReferenceGateway>) -> Router<S> {
    Router::new()
        .route("/demo/messages", get(show))
        .with_state(reference.map(Arc::new))
}

#[derive(Template)]
#[template(path = "demo_messages.html")]
struct GatewayPage {
    chrome: Chrome,
    texts: Vec<Sms>,
    mails: Vec<Mail>,
}

async fn show(State(reference): State<Reference>, reader: Reader) -> Result<Page<GatewayPage>, Problem> {
    let reference = reference.ok_or(Problem::NotFound)?;
    Ok(Page(GatewayPage {
        chrome: reader.portal("demo-messages", Place::Nowhere),
        texts: reference.sms().into_iter().rev().take(SHOWN_MAX).collect(),
        mails: reference.mails().into_iter().rev().take(SHOWN_MAX).collect(),
    }))
}
