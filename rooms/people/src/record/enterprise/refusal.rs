//! Why a command to an enterprise is not followed.

/// A refusal with its remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterpriseRefusal {
    /// Registered twice.
    #[error("the enterprise is registered already")]
    AlreadyOpen,
    /// There is no such enterprise.
    #[error("there is no such enterprise")]
    NotOpen,
    /// No name was given.
    #[error("no name was given")]
    NameMissing,
    /// A name too short or too long.
    #[error("the name of an enterprise has 4 to {} characters", super::ENTERPRISE_NAME_LENGTH_MAX)]
    NameLength,
    /// The legal representative needs no mandate.
    #[error("the agent is the legal representative")]
    AgentIsRepresentative,
    /// A mandate does not work backwards.
    #[error("the mandate begins in the past")]
    MandateBeginsInThePast,
    /// The last day is before the first.
    #[error("the mandate ends before it begins")]
    MandateEndsBeforeItBegins,
    /// Longer than three years.
    #[error("a mandate lasts three years at most")]
    MandateTooLong,
    /// One mandate an agent at a time.
    #[error("the agent has a mandate already")]
    AgentHasMandate,
    /// Too many agents at a time.
    #[error("the enterprise has too many mandates in force")]
    TooManyMandates,
    /// There is no such mandate.
    #[error("there is no such mandate")]
    NoSuchMandate,
    /// Revoked or run out before.
    #[error("the mandate is over already")]
    MandateOver,
}

impl EnterpriseRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyOpen => "enterprise-already-open",
            Self::NotOpen => "enterprise-not-open",
            Self::NameMissing => "enterprise-name-missing",
            Self::NameLength => "enterprise-name-length",
            Self::AgentIsRepresentative => "mandate-agent-is-representative",
            Self::MandateBeginsInThePast => "mandate-begins-in-the-past",
            Self::MandateEndsBeforeItBegins => "mandate-ends-before-it-begins",
            Self::MandateTooLong => "mandate-too-long",
            Self::AgentHasMandate => "mandate-agent-has-one",
            Self::TooManyMandates => "mandate-too-many",
            Self::NoSuchMandate => "mandate-not-found",
            Self::MandateOver => "mandate-over",
        }
    }

    /// The field of the form that is to be mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NameMissing | Self::NameLength => "name",
            Self::AgentIsRepresentative | Self::AgentHasMandate | Self::TooManyMandates => "resident_number",
            Self::MandateBeginsInThePast => "from",
            Self::MandateEndsBeforeItBegins | Self::MandateTooLong => "until",
            Self::AlreadyOpen | Self::NotOpen | Self::NoSuchMandate | Self::MandateOver => "form",
        }
    }
}
