//! A message (消息): one fact told to one audience, with each text that was sent for it. Pure.
//!
//! It is told in the inbox at once and for ever; by SMS and e-mail to each of those who may act for the audience then.
//! What a gateway answers is recorded once, however often it answers.

mod audience;
mod channel;
mod command;
mod delivery;
mod event;
mod fact;
pub mod keeping;
mod refusal;
mod state;

use identity::RecordId;
use ledger::{Context, Decision, Record, Rows, Stamp, Table};

pub use audience::Audience;
pub use channel::Channel;
pub use command::{Command, Drop, Foresee, HandOver, Hold, Postpone, Settle, Skip, Tell, TellSent};
pub use delivery::{ATTEMPTS_MAX, Delivery, DeliveryStatus, Outcome, Planned, SkipReason, retry_after_minutes, sent_to};
pub use event::Event;
pub use fact::{About, AboutDataRequest, CodePurpose, Fact, FactKind};
pub use refusal::Refusal;
pub use state::{Foreseen, Message, Told};

/// The kind of record; its state is a [`Message`].
#[derive(Clone, Copy, Debug)]
pub enum Messages {}

impl Record for Messages {
    const KIND: &'static str = "message";
    const EVENT_VERSION: u32 = 1;
    type State = Message;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &Message, command: Command, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
        match command {
            Command::Tell(command) => Ok(state::tell(state, command)),
            Command::TellSent(command) => Ok(state::tell_sent(state, command)),
            Command::Foresee(command) => Ok(state::foresee(state, command)),
            Command::Drop(Drop) => state::drop_foreseen(state),
            Command::HandOver(command) => delivery::hand_over(state, command),
            Command::Postpone(command) => delivery::postpone(state, &command, context),
            Command::Hold(command) => delivery::hold(state, command),
            Command::Settle(command) => delivery::settle(state, &command),
            Command::Skip(command) => delivery::skip(state, &command),
        }
    }

    fn apply(state: &mut Message, event: &Event, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        crate::views::TABLES
    }

    fn rows(id: RecordId, before: &Message, after: &Message, stamp: &Stamp, rows: &mut Rows) {
        crate::views::rows(id, before, after, stamp, rows);
    }
}
