//! The same for programs: the inbox, the wishes, what was sent, and the receipts of the SMS gateway.

mod codes;
mod inbox;
mod notices;
mod receipts;
mod sent;

use axum::Router;
use axum::routing::{get, post, put};
use utoipa::OpenApi;

use crate::room::MessageRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        inbox::index,
        inbox::read,
        notices::show,
        notices::choose,
        sent::index,
        receipts::create,
        codes::send_to_phone,
        codes::prove_phone,
        codes::send_for_query_code,
        codes::recover_query_code
    ),
    components(schemas(
        inbox::MessageDocument,
        notices::NoticesDocument,
        notices::QuietDocument,
        sent::SentDocument,
        receipts::ReceiptDocument,
        codes::PhoneWanted,
        codes::PhoneProof,
        codes::QueryCodeWanted,
        codes::QueryCodeProof,
        codes::QueryCodeDocument
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<MessageRoom> {
    Router::new()
        .route("/api/v1/messages", get(inbox::index))
        .route("/api/v1/messages/{message}/reading", post(inbox::read))
        .route("/api/v1/me/notices", get(notices::show).put(notices::choose))
        .route("/api/v1/me/sent", get(sent::index))
        .route("/api/v1/me/phone/codes", post(codes::send_to_phone))
        .route("/api/v1/me/phone", put(codes::prove_phone))
        .route("/api/v1/query-codes/codes", post(codes::send_for_query_code))
        .route("/api/v1/query-codes", post(codes::recover_query_code))
        .route("/api/v1/sms-receipts", post(receipts::create))
}
