//! The city's way to people's phones and mailboxes: SMS over a gateway that speaks HTTP and JSON (`docs/sms-gateway.md`),
//! e-mail over SMTP with TLS.
//!
//! [`SmsGateway`] and [`MailGateway`] are what the city speaks; [`reference`](mod@reference) is the other side: real
//! servers on loopback for tests and demonstrations, which are slow, down, busy or say everything twice when told to.

pub mod keys;
pub mod mail;
pub mod reference;
pub mod sms;

pub use keys::GatewayKeys;
pub use mail::{MailGateway, Trusted};
pub use sms::SmsGateway;

/// Why a gateway did not take a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// It never will: the number or address is none, or blocked.
    #[error("refused: {0}")]
    Refused(String),
    /// It may later: it is down, slow or busy. The texts hold nothing personal.
    #[error("not now: {0}")]
    Later(String),
}

/// What a gateway says of a text that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has it.
    Accepted,
    /// It arrived.
    Delivered,
    /// It will not arrive.
    Failed {
        /// Why, in the gateway's words.
        reason: String,
    },
}
