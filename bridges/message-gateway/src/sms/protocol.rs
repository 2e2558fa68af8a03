//! What city and gateway say to each other.

use serde::{Deserialize, Serialize};

use crate::Standing;

/// Where texts are handed over; behind it and a `/`, the identifier of one.
pub const MESSAGES_PATH: &str = "/v1/messages";

/// A text that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    /// Its identifier: under one it is sent once.
    pub id: String,
    /// The phone, digits with or without `+`.
    pub to: String,
    /// The signature that stands before it.
    pub sign: String,
    /// What it says.
    pub text: String,
    /// Where receipts are sent to, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipts: Option<String>,
}

/// How a text stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Its identifier.
    pub id: String,
    /// How it stands.
    pub status: Status,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A receipt that the gateway sends by itself says the same.
pub type Receipt = Acknowledged;

/// How a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The gateway has it.
    Accepted,
    /// It arrived.
    Delivered,
    /// It will not arrive.
    Failed,
}

/// Why a text was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// In the gateway's words, without the number.
    pub error: String,
}

impl Status {
    /// With the reason.
    #[must_use]
    pub fn standing(self, reason: Option<String>) -> Standing {
        match self {
            Self::Accepted => Standing::Accepted,
            Self::Delivered => Standing::Delivered,
            Self::Failed => Standing::Failed {
                reason: reason.unwrap_or_default(),
            },
        }
    }
}
