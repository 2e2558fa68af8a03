//! The reaction that follows accounts: what a window does to somebody's way in is told to the owner, who may not have been there.
//! A phone that was replaced is told at its own number.

use authority::Party;
use identity::RecordId;
use ledger::{Entry, ReactionError};
use people::Account;
use people::record::account::{AccountEvent, PHONE_BEFORE};

use crate::identifiers;
use crate::recipients;
use crate::record::{Audience, Channel, Fact, FactKind, Messages, Tell};
use crate::room::MessageRoom;
use crate::telling::{SENT_DAYS_MAX, TOLD_DAYS_MAX, age_days, may};

/// The reaction's name.
const WARN: &str = "messages-accounts";

pub(crate) fn react(room: &MessageRoom) {
    let warning = room.clone();
    room.ledger().react_to(WARN, &["account"], move |entry| {
        let room = warning.clone();
        async move { follow(&room, &entry).await }
    });
}

async fn follow(room: &MessageRoom, entry: &Entry) -> Result<(), ReactionError> {
    let age = age_days(room, entry.at);
    let kind = entry.event::<Account>()?.as_ref().and_then(done_at_a_window);
    let Some(kind) = kind.filter(|_| age <= TOLD_DAYS_MAX) else {
        return Ok(());
    };
    let channels: &[Channel] = if age > SENT_DAYS_MAX { &[] } else { room.channels() };
    let audience = Audience::Party(Party::Person(entry.record));
    let message = identifiers::derived(&["recovered", &entry.record.to_string(), &entry.version.to_string()]);
    let tell = Tell {
        fact: Fact::of(kind),
        deliveries: recipients::planned(room.people(), &audience, kind, channels).await?,
        audience,
        region: room.ledger().city(),
        to: replaced_phone(room, entry.record, entry).await?,
    };
    let permit = may(message, room.ledger().city())?;
    room.ledger()
        .submit::<Messages, _>(&permit, message, tell, entry.key(WARN))
        .await?;
    Ok(())
}

fn done_at_a_window(event: &AccountEvent) -> Option<FactKind> {
    match event {
        AccountEvent::SecretHandedOver { .. } => Some(FactKind::AccountRecovered),
        AccountEvent::PhoneChangedAtWindow { .. } => Some(FactKind::PhoneChanged),
        AccountEvent::Opened { .. }
        | AccountEvent::OpenedAtWindow { .. }
        | AccountEvent::PasswordChanged
        | AccountEvent::PhoneChanged
        | AccountEvent::PhoneVerified
        | AccountEvent::EmailChanged
        | AccountEvent::EmailRemoved
        | AccountEvent::DetailsCorrected
        | AccountEvent::Closed { .. }
        | AccountEvent::NoticesChosen { .. }
        | AccountEvent::PostTaken { .. }
        | AccountEvent::PostLeft { .. }
        | AccountEvent::AbsenceDeclared { .. }
        | AccountEvent::AbsenceEnded { .. } => None,
    }
}

async fn replaced_phone(room: &MessageRoom, account: RecordId, entry: &Entry) -> Result<Option<String>, ReactionError> {
    let Some(path) = entry.sealed.keys().find(|path| path.starts_with(PHONE_BEFORE)) else {
        return Ok(None);
    };
    let mut kept = room.ledger().secrets(account, std::slice::from_ref(path)).await?;
    Ok(kept.remove(path).and_then(|phone| phone.as_str().map(str::to_owned)))
}
