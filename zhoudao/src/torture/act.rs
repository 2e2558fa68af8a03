//! What a client does: one application after the other, each from its submission to its decision.

use serde_json::{Value, json};

use crate::bench::http::connection::Reply;
use crate::bench::papers;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Applicant,
    Handler,
    Signer,
}

/// Something that is done once, under a key.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its key.
    pub key: String,
    /// Which of the acts of an application it is.
    pub stage: Stage,
    /// Who does it.
    pub role: Role,
    /// Where it is sent.
    pub path: String,
    /// What is sent.
    pub body: Value,
}

/// The acts of an application, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Submit,
    TakeIn,
    Claim,
    Opine,
    Decide,
}

/// What was answered, as far as it must be the same whenever the act is sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer(String);

impl Stage {
    /// The next; none after the decision, which is served by itself.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Submit => Some(Self::TakeIn),
            Self::TakeIn => Some(Self::Claim),
            Self::Claim => Some(Self::Opine),
            Self::Opine => Some(Self::Decide),
            Self::Decide => None,
        }
    }

    /// The event without which it was not done.
    pub fn event(self) -> &'static str {
        match self {
            Self::Submit => "submitted",
            Self::TakeIn => "case_accepted",
            Self::Claim => "claimed",
            Self::Opine => "opinion_given",
            Self::Decide => "signed_off",
        }
    }

    /// The act of a person at a desk; none for what applicants do.
    pub fn at_desk(self, application: &str, key: String) -> Option<Act> {
        let (role, step, resource, body) = match self {
            Self::Submit => return None,
            Self::TakeIn => (Role::Handler, "s.accept", "acceptances", json!({})),
            Self::Claim => (Role::Handler, "s.review", "claims", json!({})),
            Self::Opine => (
                Role::Handler,
                "s.review",
                "opinions",
                json!({ "opinion": "agree", "text": papers::OPINION }),
            ),
            Self::Decide => (Role::Signer, "simple.decide", "decisions", json!({ "decision": "sign_off" })),
        };
        Some(Act {
            key,
            stage: self,
            role,
            path: format!("/api/v1/applications/{application}/steps/{step}/{resource}"),
            body,
        })
    }
}

impl Answer {
    /// What a reply says of the act itself: an application goes on living, but its number and its query code stay; a step is
    /// answered as it was right after the act.
    pub fn of(stage: Stage, reply: &Reply) -> anyhow::Result<Self> {
        let said = reply.json()?;
        Ok(Self(match stage {
            Stage::Submit => format!("{} {} {}", said["id"], said["number"], said["query_code"]),
            Stage::TakeIn | Stage::Claim | Stage::Opine | Stage::Decide => said.to_string(),
        }))
    }
}
