//! The pages: every subscription, one of them with what is on its way, and a new one.

mod acts;
mod form;
mod list;
mod show;
mod words;

use axum::Router;
use axum::routing::{get, post};
use front::{Message, Problem};
use identity::RecordId;
use ledger::{SubmitError, Unavailable};

use crate::record::SubscriptionRefusal;
use crate::room::SubscriptionRoom;

pub(crate) use acts::{drawn, parked, record_of};
pub(crate) use form::{Asked, KINDS};

const LIST: &str = "/desk/administration/subscriptions";

pub(crate) fn routes() -> Router<SubscriptionRoom> {
    Router::new()
        .route("/desk/administration/subscriptions", get(list::show).post(acts::open))
        .route("/desk/administration/subscriptions/new", get(form::show))
        .route("/desk/administration/subscriptions/{subscription}", get(show::show))
        .route("/desk/administration/subscriptions/{subscription}/pause", post(acts::pause))
        .route(
            "/desk/administration/subscriptions/{subscription}/resumption",
            post(acts::resume),
        )
        .route("/desk/administration/subscriptions/{subscription}/rousing", post(acts::rouse))
        .route("/desk/administration/subscriptions/{subscription}/end", post(acts::end))
        .route(
            "/desk/administration/subscriptions/{subscription}/secret",
            post(acts::renew_secret),
        )
        .route(
            "/desk/administration/subscriptions/{subscription}/replay",
            post(acts::replay_all),
        )
        .route(
            "/desk/administration/subscriptions/{subscription}/deliveries/{position}/replay",
            post(acts::replay),
        )
        .route(
            "/desk/administration/subscriptions/{subscription}/deliveries/{position}/dismissal",
            post(acts::dismiss),
        )
}

fn path_of(subscription: RecordId) -> String {
    format!("{LIST}/{subscription}")
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer about subscriptions");
    Problem::Unavailable
}

pub(crate) fn refused(error: SubmitError<SubscriptionRefusal>) -> Problem {
    if let SubmitError::Refused(refusal) = error {
        Problem::Refused(Message::new(refusal.key()))
    } else {
        unavailable(Unavailable(error.to_string()))
    }
}
