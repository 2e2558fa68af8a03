//! The room's pages: the inboxes, one message, the wishes, and the log of what was sent.

mod code;
mod email;
mod inbox;
mod message;
mod notices;
pub(crate) mod phone;
pub(crate) mod query_code;
mod reading;
mod sent;
mod target;
mod trouble;

use authority::{Actor, Party, Reach};
use axum::Router;
use axum::routing::{get, post};
use people::CurrentActor;

use crate::record::Audience;
use crate::room::MessageRoom;

pub(crate) use code::refused;
pub(crate) use inbox::title;
pub(crate) use notices::{account, choose};
pub(crate) use target::address_of;
pub(crate) use trouble::{not_done, unavailable};

/// Where a new phone is sent its code.
pub(crate) const PHONE_CODES: &str = "/account/phone/codes";

pub(crate) fn routes() -> Router<MessageRoom> {
    Router::new()
        .route("/inbox", get(inbox::index))
        .route("/desk/inbox", get(inbox::at_desk))
        .route("/inbox/reading", post(reading::all))
        .route("/inbox/{message}", get(message::show))
        .route("/inbox/{message}/reading", post(reading::one))
        .route("/m/{short}", get(message::short))
        .route("/account/notices", get(notices::new).post(notices::create))
        .route(PHONE_CODES, post(phone::send))
        .route("/account/phone/proof", post(phone::prove))
        .route("/account/email", get(email::new).post(email::send))
        .route("/account/email/proof", post(email::prove))
        .route("/status/code", get(query_code::new).post(query_code::send))
        .route("/status/code/proof", post(query_code::prove))
        .route("/account/messages", get(sent::own))
        .route("/desk/messages", get(sent::at_desk))
}

/// Whose messages somebody sees in the capacity of this session.
pub(crate) fn audience_of(current: &CurrentActor) -> Option<Audience> {
    audience(&current.actor)
}

/// Whose messages an actor sees. Messages speak of everything that a party has: who was authorised for less sees none.
pub(crate) fn audience(actor: &Actor) -> Option<Audience> {
    if actor.behalf().is_some_and(|behalf| behalf.reach != Reach::All) {
        return None;
    }
    let party: Option<Party> = actor.party();
    let post = actor.held_post().map(|post| Audience::Post(post.id.clone()));
    post.or(party.map(Audience::Party))
}
