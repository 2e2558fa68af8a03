//! A code on its way. It is in no record: what stands in the log is that one was sent, to whom, and what became of it.

use front::{Language, Texts};
use identity::RecordId;
use ledger::{Key, ReactionError};
use message_gateway::{NotSent, Standing};

use super::CODE_MINUTES;
use crate::identifiers;
use crate::recipients;
use crate::record::{Audience, Channel, CodePurpose, Fact, FactKind, Messages, Planned, Tell, TellSent};
use crate::room::MessageRoom;
use crate::telling::may;

/// Sends a code by SMS, beside the page that asked for it: a slow gateway holds nobody up.
pub(crate) fn send_by_sms(
    room: &MessageRoom,
    purpose: CodePurpose,
    account: RecordId,
    to: String,
    code: String,
    language: Language,
) {
    let room = room.clone();
    tokio::spawn(async move {
        let Some(gateway) = room.gateways().sms.clone() else { return };
        let message = fresh();
        let text = said(&room.texts(language), purpose, &code);
        let answer = gateway.send(&format!("{message}-0"), &to, &text, None).await;
        let way = Way {
            channel: Channel::Sms,
            account,
            to,
        };
        write_down(&room, message, purpose, way, answer).await;
    });
}

/// The same by e-mail.
pub(crate) fn send_by_mail(room: &MessageRoom, account: RecordId, to: String, code: String, language: Language) {
    let room = room.clone();
    tokio::spawn(async move {
        let Some(gateway) = room.gateways().mail.clone() else { return };
        let message = fresh();
        let texts = room.texts(language);
        let subject = texts.say(FactKind::CodeSent(CodePurpose::Email).key()).to_string();
        let text = said(&texts, CodePurpose::Email, &code);
        let answer = gateway.send(&format!("{message}-0"), &to, &subject, &text).await;
        let way = Way {
            channel: Channel::Email,
            account,
            to,
        };
        write_down(&room, message, CodePurpose::Email, way, answer.map(|()| Standing::Accepted)).await;
    });
}

fn said(texts: &Texts, purpose: CodePurpose, code: &str) -> String {
    let key = match purpose {
        CodePurpose::Phone => "code-phone",
        CodePurpose::QueryCode => "code-query",
        CodePurpose::Email => "code-email",
    };
    texts.say(key).with("code", code).with("minutes", CODE_MINUTES).to_string()
}

fn fresh() -> RecordId {
    let mut bytes = [0; 16];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::error!(%error, "no random bytes for a message");
    }
    RecordId::from_bytes(bytes)
}

struct Way {
    channel: Channel,
    account: RecordId,
    to: String,
}

async fn write_down(room: &MessageRoom, message: RecordId, purpose: CodePurpose, way: Way, answer: Result<Standing, NotSent>) {
    let sent = TellSent {
        fact: Fact::of(FactKind::CodeSent(purpose)),
        audience: Audience::Party(authority::Party::Person(way.account)),
        region: room.ledger().city(),
        planned: Planned {
            account: way.account,
            channel: way.channel,
            due: room.ledger().now(),
        },
        to: way.to,
        standing: answer.unwrap_or_else(|error| Standing::Failed {
            reason: error.to_string(),
        }),
    };
    let written = async {
        let permit = may(message, room.ledger().city())?;
        let key = Key::derived(&["code", &message.to_string()]);
        room.ledger().submit::<Messages, _>(&permit, message, sent, key).await?;
        Ok::<(), ReactionError>(())
    };
    if let Err(error) = written.await {
        tracing::error!(%error, "it could not be written down that a code was sent");
    }
}

/// Tells the account that its phone is another: by SMS at the old one, so that whoever lost it to somebody else hears.
pub(crate) async fn phone_changed(room: &MessageRoom, account: RecordId, old: &str, key: &Key) -> Result<(), ReactionError> {
    let audience = Audience::Party(authority::Party::Person(account));
    let kind = FactKind::PhoneChanged;
    let deliveries = recipients::planned(room.people(), &audience, kind, room.channels()).await?;
    let message = identifiers::derived(&["phone-changed", &account.to_string(), key.as_str()]);
    let tell = Tell {
        fact: Fact::of(kind),
        audience,
        region: room.ledger().city(),
        deliveries,
        to: Some(old.to_owned()),
    };
    let permit = may(message, room.ledger().city())?;
    room.ledger()
        .submit::<Messages, _>(&permit, message, tell, key.and("told"))
        .await?;
    Ok(())
}
