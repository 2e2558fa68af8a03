//! What another room has to tell: the fact is one of ours, the event is that room's.

use ledger::{Entry, ReactionError};

use crate::identifiers;
use crate::recipients;
use crate::record::{Audience, Channel, Fact, Messages, Tell};
use crate::room::MessageRoom;
use crate::telling::{SENT_DAYS_MAX, TOLD_DAYS_MAX, age_days, may};

impl MessageRoom {
    /// Tells an audience of an event, once, from the reaction of that name to it. What happened long ago is not told.
    ///
    /// # Errors
    /// When it cannot be told now; the reaction is tried again.
    pub async fn tell(&self, reaction: &str, entry: &Entry, fact: Fact, audience: Audience) -> Result<(), ReactionError> {
        let age = age_days(self, entry.at);
        if age > TOLD_DAYS_MAX {
            return Ok(());
        }
        let channels: &[Channel] = if age > SENT_DAYS_MAX { &[] } else { self.channels() };
        let version = entry.version.to_string();
        let kind = fact.kind;
        let message = identifiers::derived(&["elsewhere", reaction, kind.key(), &entry.record.to_string(), &version]);
        let tell = Tell {
            fact,
            deliveries: recipients::planned(self.people(), &audience, kind, channels).await?,
            audience,
            region: self.ledger().city(),
            to: None,
        };
        let permit = may(message, self.ledger().city())?;
        self.ledger()
            .submit::<Messages, _>(&permit, message, tell, entry.key(reaction).and(&message.to_string()))
            .await?;
        Ok(())
    }
}
