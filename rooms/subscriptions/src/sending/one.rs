//! One event on its way to its receiver.

use std::sync::Arc;
use std::time::Duration;

use authority::{Actor, Permit, Subject, acts};
use calendar::Moment;
use identity::RecordId;
use ledger::{Entry, Key, ReactionError};
use webhook::{Address, Courier, NotTaken, Obstacle, Secret};

use crate::envelope::{Personal, delivery_id, envelope, personal};
use crate::following::FOLLOW;
use crate::queue::{self, Delivery, Reason};
use crate::record::{ADDRESS, Disclose, Disclosures, Lapse, Subscription, Subscriptions, disclosure_of, secret_path};
use crate::room::SubscriptionRoom;

/// The pauses after each attempt that failed, in seconds: a restart, a deployment, an outage, a night, a weekend.
const PAUSES_SECONDS: [u64; 9] = [5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400];
/// How often an event is tried before it is parked.
pub const ATTEMPTS_MAX: u32 = PAUSES_SECONDS.len() as u32 + 1;

/// The way to one receiver.
pub(super) struct Way {
    pub(super) room: SubscriptionRoom,
    pub(super) courier: Courier,
    pub(super) id: RecordId,
    pub(super) subscription: Arc<Subscription>,
}

/// What is known of a receiver after an event was taken there.
pub(super) enum Heard {
    /// It takes events.
    Taken,
    /// It did not take this one.
    Failed {
        /// When.
        at: Moment,
        /// How long it asks to be left alone.
        asked: Option<Duration>,
    },
    /// Nothing new.
    Nothing,
}

impl Way {
    /// Takes an event there and writes down what became of it.
    pub(super) async fn take(&self, delivery: &Delivery) -> Result<Heard, ReactionError> {
        let ledger = self.room.ledger();
        let Some(entry) = self.entry(delivery).await? else {
            self.park(delivery, Reason::NoEvent).await?;
            return Ok(Heard::Nothing);
        };
        let Some((address, secrets)) = self.receiver().await? else {
            self.park(delivery, Reason::NoReceiver).await?;
            return Ok(Heard::Nothing);
        };
        let personal = personal(ledger, &self.subscription, &entry).await?;
        if let Some(personal) = &personal {
            self.disclose(&entry, personal).await?;
        }
        let event = envelope(ledger, self.room.source(), self.id, &entry, personal.as_ref()).await?;
        let body = serde_json::to_vec(&event).map_err(|error| ReactionError::Failed(error.to_string()))?;
        let id = delivery_id(ledger, entry.position);
        match self.courier.take(&address, &secrets, &id, body).await {
            Ok(()) => {
                queue::delivered(ledger, self.id, delivery).await?;
                Ok(Heard::Taken)
            }
            Err(NotTaken::Gone) => {
                self.lapse(delivery).await?;
                Ok(Heard::Nothing)
            }
            Err(NotTaken::Later { obstacle, after }) => {
                let at = ledger.now();
                self.again(delivery, obstacle.into(), after).await?;
                Ok(Heard::Failed { at, asked: after })
            }
        }
    }

    async fn entry(&self, delivery: &Delivery) -> Result<Option<Entry>, ReactionError> {
        let history = self.room.ledger().history(delivery.record).await?;
        Ok(history.into_iter().find(|entry| entry.position == delivery.position))
    }

    /// Where it goes, and what signs it.
    async fn receiver(&self) -> Result<Option<(Address, Vec<Secret>)>, ReactionError> {
        let ledger = self.room.ledger();
        let numbers = self.subscription.secrets_at(ledger.now());
        let paths: Vec<String> = std::iter::once(ADDRESS.to_owned())
            .chain(numbers.into_iter().map(secret_path))
            .collect();
        let mut kept = ledger.secrets(self.id, &paths).await?;
        let address = kept.remove(ADDRESS);
        let address = address.as_ref().and_then(|text| Address::read(text.as_str()?).ok());
        let secrets: Vec<Secret> = paths
            .iter()
            .filter_map(|path| Secret::read(kept.get(path)?.as_str()?))
            .collect();
        Ok(address.filter(|_| !secrets.is_empty()).map(|address| (address, secrets)))
    }

    /// It is in the log before it leaves.
    async fn disclose(&self, entry: &Entry, personal: &Personal) -> Result<(), ReactionError> {
        let record = disclosure_of(self.id, entry.position);
        let disclose = Disclose {
            subscription: self.id,
            origin: self.subscription.origin.clone(),
            position: entry.position,
            subject: entry.record,
            fields: personal.fields.keys().cloned().collect(),
            purpose: personal.purpose.clone(),
            basis: personal.basis.clone(),
        };
        let key = Key::derived(&["disclose", &record.to_string()]);
        let permit = self.may(record)?;
        self.room
            .ledger()
            .submit::<Disclosures, _>(&permit, record, disclose, key)
            .await?;
        Ok(())
    }

    /// The receiver is gone: its events wait until somebody has looked.
    async fn lapse(&self, delivery: &Delivery) -> Result<(), ReactionError> {
        let attempt = [delivery.changed.0.to_string(), delivery.attempts.to_string()];
        let key = Key::derived(&[
            "lapse",
            &self.id.to_string(),
            &delivery.position.to_string(),
            &attempt[0],
            &attempt[1],
        ]);
        let permit = self.may(self.id)?;
        let ledger = self.room.ledger();
        ledger.submit::<Subscriptions, _>(&permit, self.id, Lapse, key).await?;
        queue::postponed(ledger, self.id, delivery, ledger.now(), Obstacle::Gone.into()).await?;
        Ok(())
    }

    async fn again(&self, delivery: &Delivery, reason: Reason, after: Option<Duration>) -> Result<(), ReactionError> {
        let Some(pause) = usize::try_from(delivery.attempts)
            .ok()
            .and_then(|tried| PAUSES_SECONDS.get(tried))
        else {
            return self.park(delivery, reason).await;
        };
        let pause = Duration::from_secs(*pause).max(after.unwrap_or_default());
        let ledger = self.room.ledger();
        let due = ledger.now().plus(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        Ok(queue::postponed(ledger, self.id, delivery, due, reason).await?)
    }

    async fn park(&self, delivery: &Delivery, reason: Reason) -> Result<(), ReactionError> {
        tracing::warn!(subscription = %self.id, position = delivery.position, %reason, "an event is parked");
        Ok(queue::parked(self.room.ledger(), self.id, delivery, reason).await?)
    }

    fn may(&self, record: RecordId) -> Result<Permit<acts::React>, ReactionError> {
        let subject = Subject::new(record, self.room.ledger().city());
        authority::permit(&Actor::reaction(FOLLOW), &subject).map_err(|denied| ReactionError::Failed(denied.to_string()))
    }
}
