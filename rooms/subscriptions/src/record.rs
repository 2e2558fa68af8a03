//! A subscription: opened, paused, resumed, ended; and what was disclosed by it. Pure.

mod command;
mod disclosure;
mod event;
mod refusal;
mod rows;
mod selection;
mod state;
mod terms;

use ledger::{Context, Decision, Keeping, Record, Rows, Secret, Stamp, Table};

pub use command::{Dismiss, End, Lapse, Open, Pause, RenewSecret, Replay, Resume, SubscriptionCommand};
pub use disclosure::{Disclose, DisclosureEvent, DisclosureRefusal, DisclosureState, Disclosures, disclosure_of};
pub use event::SubscriptionEvent;
pub use refusal::SubscriptionRefusal;
pub use selection::{Kind, Selection, WrongSelection};
pub use state::{FORMER_SECRET_HOURS, Standing, Subscription};
pub use terms::{FIELDS_MAX, Terms, WORDS_LENGTH_MAX, WrongTerms};

/// The longest name of a receiver, in characters.
pub const NAME_LENGTH_MAX: usize = 60;

/// The path of the receiver's whole address in the vault: its own path may be a secret of the receiver's.
pub const ADDRESS: &str = "address";

/// The path of a secret in the vault.
#[must_use]
pub fn secret_path(number: u32) -> String {
    format!("secret/{number}")
}

/// Address and secret: they serve as long as the subscription, also beyond their term, and what has ended by then goes.
const RECEIVER: Keeping = Keeping {
    purpose: "to send events to the receiver, and to prove that they are the city's",
    basis: "PIPL 51: security measures",
    term_days: 3_653,
};

/// The kind of record; its state is a [`Subscription`].
#[derive(Clone, Copy, Debug)]
pub enum Subscriptions {}

impl Record for Subscriptions {
    const KIND: &'static str = "subscription";
    const EVENT_VERSION: u32 = 1;

    type State = Subscription;
    type Command = SubscriptionCommand;
    type Event = SubscriptionEvent;
    type Refusal = SubscriptionRefusal;

    fn decide(
        state: &Subscription,
        command: SubscriptionCommand,
        _: &mut Context<'_>,
    ) -> Result<Decision<SubscriptionEvent>, SubscriptionRefusal> {
        match (state.standing, command) {
            (Standing::Unopened, SubscriptionCommand::Open(opening)) => open(*opening),
            (Standing::Unopened, _) => Err(SubscriptionRefusal::NotOpened),
            (_, SubscriptionCommand::Open(_)) => Err(SubscriptionRefusal::OpenedBefore),
            (Standing::Ended, _) => Err(SubscriptionRefusal::Ended),
            (Standing::Active, SubscriptionCommand::Pause(_)) => Ok(SubscriptionEvent::Paused.into()),
            (Standing::Active, SubscriptionCommand::Lapse(_)) => Ok(SubscriptionEvent::Lapsed.into()),
            (Standing::Active, SubscriptionCommand::Resume(_)) => Err(SubscriptionRefusal::NotPaused),
            (Standing::Paused | Standing::Lapsed, SubscriptionCommand::Resume(_)) => Ok(SubscriptionEvent::Resumed.into()),
            (Standing::Paused | Standing::Lapsed, SubscriptionCommand::Pause(_)) => Err(SubscriptionRefusal::PausedBefore),
            // Said twice, it is true once.
            (Standing::Paused | Standing::Lapsed, SubscriptionCommand::Lapse(_)) => Ok(Decision::nothing()),
            (Standing::Active | Standing::Paused | Standing::Lapsed, SubscriptionCommand::End(_)) => {
                Ok(SubscriptionEvent::Ended.into())
            }
            (Standing::Active | Standing::Paused | Standing::Lapsed, SubscriptionCommand::RenewSecret(renewal)) => {
                let number = state.secret + 1;
                Ok(Decision::from(SubscriptionEvent::SecretRenewed { number }).with_secret(kept(number, renewal.secret)))
            }
            (Standing::Active | Standing::Paused | Standing::Lapsed, SubscriptionCommand::Replay(replay)) => {
                Ok(SubscriptionEvent::Replayed {
                    position: replay.position,
                }
                .into())
            }
            (Standing::Active | Standing::Paused | Standing::Lapsed, SubscriptionCommand::Dismiss(dismissal)) => {
                Ok(SubscriptionEvent::Dismissed {
                    position: dismissal.position,
                }
                .into())
            }
        }
    }

    fn apply(state: &mut Subscription, event: &SubscriptionEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        rows::TABLES
    }

    fn rows(id: identity::RecordId, before: &Subscription, after: &Subscription, _: &Stamp, rows: &mut Rows) {
        rows::write(id, before, after, rows);
    }
}

/// The name of a receiver, without the space around it.
///
/// # Errors
/// When it is too short or too long.
pub fn name(text: &str) -> Result<&str, SubscriptionRefusal> {
    let name = text.trim();
    let is_name = (2..=NAME_LENGTH_MAX).contains(&name.chars().count());
    is_name.then_some(name).ok_or(SubscriptionRefusal::NameLength)
}

fn open(opening: Open) -> Result<Decision<SubscriptionEvent>, SubscriptionRefusal> {
    let name = name(&opening.name)?;
    let event = SubscriptionEvent::Opened {
        name: name.to_owned(),
        origin: opening.address.origin(),
        selection: opening.selection,
        terms: opening.terms,
    };
    Ok(Decision::from(event)
        .with_secret(Secret::new(ADDRESS, opening.address.text(), RECEIVER))
        .with_secret(kept(1, opening.secret)))
}

fn kept(number: u32, secret: webhook::Secret) -> Secret {
    Secret::new(secret_path(number), secret.text(), RECEIVER)
}
