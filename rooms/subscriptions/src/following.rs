//! The reaction that puts events into the queues of whoever wants them.

use identity::RecordId;
use ledger::{Entry, Ledger, ReactionError, Unavailable, values};

use crate::queue;
use crate::record::{Kind, Standing, Subscriptions};
use crate::room::SubscriptionRoom;

/// The reaction's name.
pub(crate) const FOLLOW: &str = "events-out";

pub(crate) fn react(room: &SubscriptionRoom) {
    let following = room.clone();
    room.ledger().react_to(FOLLOW, Kind::NAMES, move |entry| {
        let room = following.clone();
        async move { follow(&room, &entry).await }
    });
}

async fn follow(room: &SubscriptionRoom, entry: &Entry) -> Result<(), ReactionError> {
    let mut wanting = Vec::new();
    for subscription in subscriptions_before(room.ledger(), entry.position).await? {
        let Some(snapshot) = room.ledger().state::<Subscriptions>(subscription).await? else {
            continue;
        };
        let is_open = snapshot.state.standing != Standing::Ended;
        if is_open && snapshot.state.selection.wants(&entry.kind, &entry.event_type) {
            wanting.push(subscription);
        }
    }
    if !wanting.is_empty() {
        queue::put(room.ledger(), &wanting, entry).await?;
        room.look();
    }
    Ok(())
}

/// Those that were opened before an event and have not ended. What happened before is not told: a receiver that begins knows
/// nothing of the past, and reads it by the API if it must.
async fn subscriptions_before(ledger: &Ledger, position: u64) -> Result<Vec<RecordId>, Unavailable> {
    let before = "SELECT record FROM subscription WHERE city = $1 AND since < $2 AND standing <> 'ended' ORDER BY since";
    let rows = ledger.look_up(before, values![ledger.city(), position]).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// All of them, in the order in which they were opened.
pub(crate) async fn subscriptions(ledger: &Ledger) -> Result<Vec<RecordId>, Unavailable> {
    let all = "SELECT record FROM subscription WHERE city = $1 ORDER BY since";
    let rows = ledger.query(all, values![ledger.city()]).await?;
    rows.iter().map(|row| row.get(0)).collect()
}
