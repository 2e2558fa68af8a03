//! The reaction that follows applications and tells what has happened.

use applications::record::{Application, Applications};
use authority::{Actor, Permit, Subject, acts, permit};
use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::{PostId, RecordId, RegionCode};
use ledger::{Entry, Key, ReactionError};

use crate::facts::{Telling, told};
use crate::foreseen;
use crate::identifiers;
use crate::recipients;
use crate::record::{Audience, Channel, Fact, Foresee, Messages, Tell};
use crate::room::MessageRoom;

/// The reaction's name.
pub(crate) const TELL: &str = "messages";

/// What happened longer ago is not told any more: a city that has never told anything does not tell its whole past.
pub(crate) const TOLD_DAYS_MAX: i64 = 30;
/// What happened longer ago is told in the inbox only.
pub(crate) const SENT_DAYS_MAX: i64 = 3;

pub(crate) fn react(room: &MessageRoom) {
    let telling = room.clone();
    room.ledger().react_to(TELL, &["application"], move |entry| {
        let room = telling.clone();
        async move { follow(&room, &entry).await }
    });
}

pub(crate) async fn follow(room: &MessageRoom, entry: &Entry) -> Result<(), ReactionError> {
    let age = age_days(room, entry.at);
    if age > TOLD_DAYS_MAX {
        return Ok(());
    }
    let Some(event) = entry.event::<Applications>()? else {
        return Ok(());
    };
    let Some(snapshot) = room.ledger().state::<Applications>(entry.record).await? else {
        return Ok(());
    };
    let channels: &[Channel] = if age > SENT_DAYS_MAX { &[] } else { room.channels() };
    for telling in told(&event, entry.record, &snapshot.state) {
        let telling = merged(room, entry, telling).await?;
        let happening = Happening {
            room,
            entry,
            channels,
            application: &snapshot.state,
        };
        happening.follow(telling).await?;
    }
    Ok(())
}

/// What one command did to several items is one fact, which counts them.
async fn merged(room: &MessageRoom, entry: &Entry, telling: Telling) -> Result<Telling, ReactionError> {
    let (fact, audience) = match telling {
        Telling::Now(fact, audience) if fact.kind.counts_items() => (fact, audience),
        other @ (Telling::Now(..) | Telling::Remind(..) | Telling::AtDesk(_)) => return Ok(other),
    };
    let history = room.ledger().history(entry.record).await?;
    let same = |other: &&Entry| (&other.event_type, &other.actor, &other.key) == (&entry.event_type, &entry.actor, &entry.key);
    let fact = match history.iter().filter(same).count() {
        0 | 1 => fact,
        several => fact.of_items(several),
    };
    Ok(Telling::Now(fact, audience))
}

pub(crate) fn age_days(room: &MessageRoom, at: Moment) -> i64 {
    (room.ledger().now().0 - at.0) / MILLISECONDS_OF_DAY
}

struct Happening<'a> {
    room: &'a MessageRoom,
    entry: &'a Entry,
    channels: &'a [Channel],
    application: &'a Application,
}

impl Happening<'_> {
    async fn follow(&self, telling: Telling) -> Result<(), ReactionError> {
        match telling {
            Telling::Now(fact, audience) => self.tell(fact, audience).await,
            Telling::Remind(fact, audience, due) => {
                let at = foreseen::reminder(self.room, self.region(), due);
                self.foresee(fact, audience, at).await
            }
            Telling::AtDesk(post) => self.at_desk(post).await,
        }
    }

    async fn tell(&self, fact: Fact, audience: Audience) -> Result<(), ReactionError> {
        let deliveries = recipients::planned(self.room.people(), &audience, fact.kind, self.channels).await?;
        let command = [&self.entry.record.to_string(), self.entry.actor.as_str(), &self.entry.key];
        let id = identifiers::of_command(command, &fact, &audience);
        let tell = Tell {
            fact,
            audience,
            region: self.region(),
            deliveries,
            to: None,
        };
        let permit = may(id, self.region())?;
        self.room
            .ledger()
            .submit::<Messages, _>(&permit, id, tell, self.key(id))
            .await?;
        Ok(())
    }

    async fn foresee(&self, fact: Fact, audience: Audience, at: Moment) -> Result<(), ReactionError> {
        if at <= self.room.ledger().now() {
            return Ok(());
        }
        let (record, version) = (self.entry.record.to_string(), self.entry.version.to_string());
        let id = identifiers::of_command([&record, "reminder", &version], &fact, &audience);
        let permit = may(id, self.region())?;
        let foresee = Foresee { fact, audience, at };
        self.room
            .ledger()
            .submit::<Messages, _>(&permit, id, foresee, self.key(id))
            .await?;
        Ok(())
    }

    /// Begun again after a crash, the event may be told to others than the first time, as the application has gone on: each message has
    /// a key of its own, whatever its place among them.
    fn key(&self, message: RecordId) -> Key {
        self.entry.key(TELL).and(&message.to_string())
    }

    async fn at_desk(&self, post: PostId) -> Result<(), ReactionError> {
        foreseen::tasks_came(self.room, &post, self.region()).await
    }

    fn region(&self) -> RegionCode {
        self.application
            .filing
            .as_ref()
            .map_or_else(|| self.room.ledger().city(), |filing| filing.region)
    }
}

/// The permit of the room's reactions on a message.
pub(crate) fn may(message: RecordId, region: RegionCode) -> Result<Permit<acts::React>, ReactionError> {
    permit(&Actor::reaction(TELL), &Subject::new(message, region)).map_err(|denied| ReactionError::Failed(denied.to_string()))
}
