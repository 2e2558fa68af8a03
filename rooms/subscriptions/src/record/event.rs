//! What has happened to a subscription.

use serde::{Deserialize, Serialize};

use super::selection::Selection;
use super::terms::Terms;

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum SubscriptionEvent {
    /// It was opened. Address and secret are in the vault.
    Opened {
        /// The receiver's name.
        name: String,
        /// Whom it reaches, without the path.
        origin: String,
        /// Which events it is told.
        selection: Selection,
        /// On which terms personal data goes along.
        terms: Option<Terms>,
    },
    /// It got another secret.
    SecretRenewed {
        /// Its number.
        number: u32,
    },
    /// Somebody paused it.
    Paused,
    /// The receiver said that it is gone.
    Lapsed,
    /// Events go out again.
    Resumed,
    /// It is over for good.
    Ended,
    /// Somebody had something that was parked sent again.
    Replayed {
        /// The event's position; none for all that was parked.
        position: Option<u64>,
    },
    /// Somebody let something be that was parked: the receiver is never told.
    Dismissed {
        /// The event's position.
        position: u64,
    },
}
