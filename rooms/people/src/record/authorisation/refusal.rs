//! Why a command to an authorisation is not followed.

/// A refusal with its remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorisationRefusal {
    /// Given twice.
    #[error("the authorisation is given already")]
    AlreadyGiven,
    /// There is no such authorisation.
    #[error("there is no such authorisation")]
    NotGiven,
    /// Taken back, laid down or run out before.
    #[error("the authorisation is over already")]
    Over,
    /// Nobody acts for oneself by authorisation; a clerk's own affairs go to another window.
    #[error("nobody acts for oneself by authorisation")]
    ToOneself,
    /// The last day has passed.
    #[error("the authorisation ends in the past")]
    EndsInThePast,
    /// Longer than two years.
    #[error("an authorisation lasts {} days at most", super::AUTHORISATION_DAYS_MAX)]
    TooLong,
    /// Only somebody in a post opens a visit.
    #[error("a visit is opened at a window")]
    NotAtAWindow,
    /// Nobody made sure who it is.
    #[error("it has to be checked who stands there")]
    IdentityNotChecked,
    /// An enterprise without its licence.
    #[error("the business licence has to be checked")]
    LicenceNotChecked,
    /// An agent without a mandate.
    #[error("the mandate of whoever stands there for another has to be checked")]
    MandateNotChecked,
    /// An agent without a name.
    #[error("name and number of whoever stands there have to be taken down")]
    AgentUnknown,
}

impl AuthorisationRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyGiven => "authorisation-already-given",
            Self::NotGiven => "authorisation-not-found",
            Self::Over => "authorisation-over",
            Self::ToOneself => "authorisation-to-oneself",
            Self::EndsInThePast => "authorisation-ends-in-the-past",
            Self::TooLong => "authorisation-too-long",
            Self::NotAtAWindow => "authorisation-not-at-a-window",
            Self::IdentityNotChecked => "authorisation-identity-not-checked",
            Self::LicenceNotChecked => "authorisation-licence-not-checked",
            Self::MandateNotChecked => "authorisation-mandate-not-checked",
            Self::AgentUnknown => "authorisation-agent-unknown",
        }
    }

    /// The field of the form that is to be mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::EndsInThePast | Self::TooLong => "until",
            Self::IdentityNotChecked | Self::LicenceNotChecked | Self::MandateNotChecked => "checks",
            Self::AgentUnknown => "agent_name",
            Self::ToOneself => "helper",
            Self::AlreadyGiven | Self::NotGiven | Self::Over | Self::NotAtAWindow => "form",
        }
    }
}
