//! One text on its way to its gateway.

use calendar::Moment;
use front::Language;
use identity::RecordId;
use ledger::{Key, ReactionError};
use message_gateway::{NotSent, Standing};
use people::record::account::NoticeLanguage;
use people::views;

use crate::recipients::{self, Wishes};
use crate::record::{
    Channel, Command, Delivery, DeliveryStatus, HandOver, Hold, Message, Messages, Outcome, Planned, Postpone, Settle, Skip,
    SkipReason, Told, sent_to,
};
use crate::room::MessageRoom;
use crate::telling::may;
use crate::views::Due;
use crate::words;

/// The path at which the gateway tells what arrived.
pub(crate) const RECEIPTS_PATH: &str = "/api/v1/sms-receipts";

/// The identifier under which a gateway sends a text once.
pub(crate) fn identifier(message: RecordId, delivery: u16) -> String {
    format!("{message}-{delivery}")
}

/// Takes one text to its gateway and writes down what it says.
pub(super) async fn send(room: MessageRoom, channel: Channel, due: Due) -> Result<(), ReactionError> {
    let Some(snapshot) = room.ledger().state::<Messages>(due.message).await? else {
        return Ok(());
    };
    let Message { told, deliveries, .. } = snapshot.state.as_ref();
    let (Some(told), Some(delivery)) = (told, deliveries.get(usize::from(due.number))) else {
        return Ok(());
    };
    if delivery.status != DeliveryStatus::Queued {
        return Ok(());
    }
    let step = match ready(&room, due, told, delivery).await? {
        Ready::Yes(ready) => hand_over(&room, channel, due, told, delivery, &ready).await,
        Ready::Later(until) => Command::Hold(Hold {
            delivery: due.number,
            until,
        }),
        Ready::Never(reason) => Command::Skip(Skip {
            delivery: due.number,
            reason,
        }),
    };
    record(&room, due, told, delivery.attempts, step).await
}

/// Everything that a text needs.
struct Addressed {
    to: String,
    language: Language,
}

enum Ready {
    Yes(Addressed),
    /// It has become night since.
    Later(Moment),
    Never(SkipReason),
}

/// Whether the text may go now: rights, wishes and hours are looked at again, whatever they were when it was told.
async fn ready(room: &MessageRoom, due: Due, told: &Told, delivery: &Delivery) -> Result<Ready, ReactionError> {
    let Planned { account, channel, .. } = delivery.planned;
    let Some(wishes) = recipients::wishes(room.ledger(), account).await? else {
        return Ok(Ready::Never(SkipReason::NoAddress));
    };
    if !recipients::is_member(room.people(), &told.audience, account).await? {
        return Ok(Ready::Never(SkipReason::NoLongerActs));
    }
    if !wishes.wants(told.fact.kind, channel) {
        return Ok(Ready::Never(SkipReason::NotWanted));
    }
    let now = room.ledger().now();
    let earliest = wishes.earliest(told.fact.kind, now);
    if earliest > now {
        return Ok(Ready::Later(earliest));
    }
    Ok(match reached_at(room, due, account, channel).await? {
        Some(to) => Ready::Yes(Addressed {
            to,
            language: language(&wishes),
        }),
        None => Ready::Never(SkipReason::NoAddress),
    })
}

/// Where the message itself says, or else where the account is reached now.
async fn reached_at(room: &MessageRoom, due: Due, account: RecordId, channel: Channel) -> Result<Option<String>, ReactionError> {
    let path = sent_to(due.number);
    let mut said = room.ledger().secrets(due.message, std::slice::from_ref(&path)).await?;
    if let Some(to) = said.remove(&path) {
        return Ok(to.as_str().map(str::to_owned));
    }
    let mut found = match channel {
        Channel::Sms => views::phones(room.ledger(), &[account]).await?,
        Channel::Email => views::emails(room.ledger(), &[account]).await?,
    };
    Ok(found.remove(&account))
}

fn language(wishes: &Wishes) -> Language {
    match wishes.notices.language {
        NoticeLanguage::Chinese => Language::Chinese,
        NoticeLanguage::English => Language::English,
    }
}

async fn hand_over(
    room: &MessageRoom,
    channel: Channel,
    due: Due,
    told: &Told,
    delivery: &Delivery,
    addressed: &Addressed,
) -> Command {
    let texts = room.texts(addressed.language);
    let brief = words::brief(room, &texts, due.message, &told.fact);
    let id = identifier(due.message, due.number);
    let answer = match channel {
        Channel::Sms => match &room.gateways().sms {
            Some(gateway) => {
                let receipts = format!("{}{RECEIPTS_PATH}", room.address());
                gateway.send(&id, &addressed.to, &brief.text, Some(&receipts)).await
            }
            None => Err(NotSent::Later("there is no gateway".to_owned())),
        },
        Channel::Email => match &room.gateways().mail {
            Some(gateway) => gateway
                .send(&id, &addressed.to, &brief.subject, &brief.text)
                .await
                .map(|()| Standing::Accepted),
            None => Err(NotSent::Later("there is no gateway".to_owned())),
        },
    };
    answered(due, delivery.attempts, addressed, answer)
}

fn answered(due: Due, attempts: u32, addressed: &Addressed, answer: Result<Standing, NotSent>) -> Command {
    let delivery = due.number;
    match answer {
        Ok(standing) => Command::HandOver(HandOver {
            delivery,
            to: addressed.to.clone(),
            standing,
        }),
        Err(NotSent::Refused(reason)) => Command::Settle(Settle {
            delivery,
            outcome: Outcome::Failed { reason },
        }),
        Err(NotSent::Later(reason)) => Command::Postpone(Postpone {
            delivery,
            attempt: attempts + 1,
            reason,
        }),
    }
}

/// Writes down what became of an attempt, once.
async fn record(room: &MessageRoom, due: Due, told: &Told, attempts: u32, step: Command) -> Result<(), ReactionError> {
    let permit = may(due.message, told.region)?;
    let attempt = if let Command::Hold(hold) = &step {
        format!("held-{}", hold.until.0)
    } else {
        attempts.to_string()
    };
    let key = Key::derived(&["sending", &identifier(due.message, due.number), &attempt]);
    let ledger = room.ledger();
    match step {
        Command::HandOver(command) => ledger.submit::<Messages, _>(&permit, due.message, command, key).await?,
        Command::Settle(command) => ledger.submit::<Messages, _>(&permit, due.message, command, key).await?,
        Command::Postpone(command) => ledger.submit::<Messages, _>(&permit, due.message, command, key).await?,
        Command::Hold(command) => ledger.submit::<Messages, _>(&permit, due.message, command, key).await?,
        Command::Skip(command) => ledger.submit::<Messages, _>(&permit, due.message, command, key).await?,
        Command::Tell(_) | Command::TellSent(_) | Command::Foresee(_) | Command::Drop(_) => return Ok(()),
    };
    Ok(())
}
