//! What became of texts whose receipt has not come: the city asks the gateway by itself.

use std::time::Duration;

use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::RecordId;
use ledger::{Key, ReactionError};
use message_gateway::Standing;

use super::one::identifier;
use super::{TAKEN_MAX, together};
use crate::record::{Channel, DeliveryStatus, Messages, Outcome, Settle};
use crate::room::MessageRoom;
use crate::telling::may;
use crate::views::{self, Due};

/// How often receipts that have not come are asked for.
const ASKING_PAUSE: Duration = Duration::from_secs(30);
/// A receipt is expected within this time; only then is it asked for.
const RECEIPT_MILLISECONDS: i64 = 60_000;
/// After so long a gateway no longer knows: what it never said is not asked for any more.
const ASKED_DAYS_MAX: i64 = 3;

pub(super) async fn ask_all(room: MessageRoom) {
    let mut behind = None;
    loop {
        tokio::time::sleep(ASKING_PAUSE).await;
        behind = match ask(&room, behind).await {
            Ok(last) => last,
            Err(error) => {
                tracing::warn!(%error, "receipts could not be asked for");
                None
            }
        };
    }
}

/// Asks for the next few, behind a moment, and says up to which moment it came; none when all were asked for: then it begins
/// again, so that no text waits behind others of which the gateway says nothing.
async fn ask(room: &MessageRoom, behind: Option<Moment>) -> Result<Option<Moment>, ReactionError> {
    let now = room.ledger().now();
    let oldest = Moment(now.0 - ASKED_DAYS_MAX * MILLISECONDS_OF_DAY);
    let since = behind.map_or(oldest, |behind| oldest.max(Moment(behind.0 + 1)));
    let until = Moment(now.0 - RECEIPT_MILLISECONDS);
    let silent = views::handed_over(room.ledger(), Channel::Sms, since, until, TAKEN_MAX).await?;
    let last = silent
        .last()
        .map(|(_, taken)| *taken)
        .filter(|_| silent.len() >= TAKEN_MAX as usize);
    let silent = silent.into_iter().map(|(due, _)| due).collect();
    together(silent, |due| ask_one(room.clone(), due)).await?;
    Ok(last)
}

async fn ask_one(room: MessageRoom, due: Due) -> Result<(), ReactionError> {
    let Some(gateway) = &room.gateways().sms else {
        return Ok(());
    };
    match gateway.standing(&identifier(due.message, due.number)).await {
        Ok(Some(Standing::Delivered)) => settle(&room, due.message, due.number, Outcome::Delivered).await,
        Ok(Some(Standing::Failed { reason })) => settle(&room, due.message, due.number, Outcome::Failed { reason }).await,
        Ok(Some(Standing::Accepted) | None) => Ok(()),
        Err(not_sent) => Err(ReactionError::Failed(not_sent.to_string())),
    }
}

/// Writes down what a gateway said became of a text; said twice, or otherwise the second time, it changes nothing.
pub(crate) async fn settle(room: &MessageRoom, message: RecordId, delivery: u16, outcome: Outcome) -> Result<(), ReactionError> {
    let Some(snapshot) = room.ledger().state::<Messages>(message).await? else {
        return Ok(());
    };
    let region = snapshot
        .state
        .told
        .as_ref()
        .map_or_else(|| room.ledger().city(), |told| told.region);
    let is_open = snapshot
        .state
        .deliveries
        .get(usize::from(delivery))
        .is_some_and(|delivery| !delivery.status.has_ended());
    if !is_open {
        return Ok(());
    }
    let said = match &outcome {
        Outcome::Delivered => DeliveryStatus::Delivered,
        Outcome::Failed { .. } => DeliveryStatus::Failed,
    };
    let key = Key::derived(&["receipt", &identifier(message, delivery), said.as_str()]);
    let settle = Settle { delivery, outcome };
    room.ledger()
        .submit::<Messages, _>(&may(message, region)?, message, settle, key)
        .await?;
    Ok(())
}
