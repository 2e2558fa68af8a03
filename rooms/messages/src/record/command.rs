//! What may be asked of a message. All of it follows from events, from time, or from what a gateway answers.

use authority::acts;
use calendar::Moment;
use identity::RegionCode;
use ledger::CommandOf;
use message_gateway::Standing;

use super::{Audience, Fact, Messages, Outcome, Planned, SkipReason};

/// Declares the commands, all of them with the act of a reaction.
macro_rules! commands {
    ($($(#[$documentation:meta])* $command:ident,)*) => {
        /// One thing that is asked of a message.
        #[derive(Clone, Debug)]
        pub enum Command {
            $($(#[$documentation])* $command($command),)*
        }

        $(
            impl From<$command> for Command {
                fn from(command: $command) -> Self {
                    Self::$command(command)
                }
            }

            impl CommandOf<Messages> for $command {
                type Act = acts::React;
            }
        )*
    };
}

commands! {
    /// Tell a fact.
    Tell,
    /// Tell of a text that was sent already.
    TellSent,
    /// Tell a fact later, if it then still holds.
    Foresee,
    /// A foreseen fact did not come about.
    Drop,
    /// A gateway has taken a text over.
    HandOver,
    /// A gateway could not be reached or was busy.
    Postpone,
    /// A text waits for the morning.
    Hold,
    /// A gateway says what became of a text.
    Settle,
    /// A text is not sent.
    Skip,
}

/// Tell a fact.
#[derive(Clone, Debug)]
pub struct Tell {
    /// What.
    pub fact: Fact,
    /// To whom.
    pub audience: Audience,
    /// Where it belongs, for those who watch over a region.
    pub region: RegionCode,
    /// Which texts leave the house for it.
    pub deliveries: Vec<Planned>,
    /// Where the first of them goes, if not to where the account is reached now.
    pub to: Option<String>,
}

/// Tell of a text that was sent already.
#[derive(Clone, Debug)]
pub struct TellSent {
    /// What.
    pub fact: Fact,
    /// To whom.
    pub audience: Audience,
    /// Where it belongs, for those who watch over a region.
    pub region: RegionCode,
    /// The text.
    pub planned: Planned,
    /// To which number or address it went.
    pub to: String,
    /// How the gateway says it stands.
    pub standing: Standing,
}

/// Tell a fact later, if it then still holds.
#[derive(Clone, Debug)]
pub struct Foresee {
    /// What.
    pub fact: Fact,
    /// To whom.
    pub audience: Audience,
    /// When.
    pub at: Moment,
}

/// A foreseen fact did not come about.
#[derive(Clone, Copy, Debug)]
pub struct Drop;

/// A gateway has taken a text over.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Which delivery.
    pub delivery: u16,
    /// To which number or address, for the log.
    pub to: String,
    /// How the gateway says it stands.
    pub standing: Standing,
}

/// A gateway could not be reached or was busy.
#[derive(Clone, Debug)]
pub struct Postpone {
    /// Which delivery.
    pub delivery: u16,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// Why, without anything personal.
    pub reason: String,
}

/// A text waits for the morning.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    /// Which delivery.
    pub delivery: u16,
    /// Until when.
    pub until: Moment,
}

/// A gateway says what became of a text.
#[derive(Clone, Debug)]
pub struct Settle {
    /// Which delivery.
    pub delivery: u16,
    /// What.
    pub outcome: Outcome,
}

/// A text is not sent.
#[derive(Clone, Copy, Debug)]
pub struct Skip {
    /// Which delivery.
    pub delivery: u16,
    /// Why.
    pub reason: SkipReason,
}
