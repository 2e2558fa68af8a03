//! Why a project does not do what it is asked.

use super::words::{ADDRESS_LENGTH_MAX, CONTACT_NAME_LENGTH_MAX, TITLE_LENGTH_MAX};

/// A refusal with its remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectRefusal {
    /// Registered twice.
    #[error("the project is registered already")]
    AlreadyOpen,
    /// There is no such project.
    #[error("there is no such project")]
    NotOpen,
    /// The owner of the command is not the one who acts.
    #[error("only its owner registers a project")]
    NotTheOwner,
    /// No title was given.
    #[error("no title was given")]
    TitleMissing,
    /// A title too short or too long.
    #[error("a title has 2 to {TITLE_LENGTH_MAX} characters")]
    TitleLength,
    /// A number of a person or a phone in a title, which is public.
    #[error("a title is public and holds no number of a person")]
    TitleHoldsNumber,
    /// No address was given.
    #[error("no address was given")]
    AddressMissing,
    /// An address too long.
    #[error("an address has {ADDRESS_LENGTH_MAX} characters at most")]
    AddressLength,
    /// No contact was given.
    #[error("no contact was given")]
    ContactMissing,
    /// A contact's name too long.
    #[error("the name of a contact has {CONTACT_NAME_LENGTH_MAX} characters at most")]
    ContactLength,
    /// More answers than there can be questions.
    #[error("more answers than there are questions")]
    TooManyAnswers,
}

impl ProjectRefusal {
    /// The message that tells the person what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyOpen => "project-already-open",
            Self::NotOpen => "project-not-open",
            Self::NotTheOwner => "project-not-the-owner",
            Self::TitleMissing => "project-title-missing",
            Self::TitleLength => "project-title-length",
            Self::TitleHoldsNumber => "project-title-holds-number",
            Self::AddressMissing => "project-address-missing",
            Self::AddressLength => "project-address-length",
            Self::ContactMissing => "project-contact-missing",
            Self::ContactLength => "project-contact-length",
            Self::TooManyAnswers => "project-too-many-answers",
        }
    }

    /// The limit of which the message speaks.
    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        match self {
            Self::TitleLength => Some(TITLE_LENGTH_MAX),
            Self::AddressLength => Some(ADDRESS_LENGTH_MAX),
            Self::ContactLength => Some(CONTACT_NAME_LENGTH_MAX),
            Self::AlreadyOpen
            | Self::NotOpen
            | Self::NotTheOwner
            | Self::TitleMissing
            | Self::TitleHoldsNumber
            | Self::AddressMissing
            | Self::ContactMissing
            | Self::TooManyAnswers => None,
        }
    }

    /// The field of the form that is to be mended.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::TitleMissing | Self::TitleLength | Self::TitleHoldsNumber => "title",
            Self::AddressMissing | Self::AddressLength => "address",
            Self::ContactMissing | Self::ContactLength => "contact_name",
            Self::AlreadyOpen | Self::NotOpen | Self::NotTheOwner | Self::TooManyAnswers => "form",
        }
    }
}
