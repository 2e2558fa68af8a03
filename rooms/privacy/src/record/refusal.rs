//! Why a request is not followed.

use super::rules::{PARTS_MAX, WORDS_MAX};

/// A refusal with its remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was asked before.
    #[error("it was asked before")]
    AskedBefore,
    /// There is no such request.
    #[error("there is no such request")]
    NotAsked,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NothingChosen,
    /// Too much at once.
    #[error("at most {PARTS_MAX} things at once")]
    TooManyParts,
    /// Nobody but the person asks.
    #[error("a person asks about the own data alone")]
    NotOneself,
    /// Words are needed.
    #[error("words are needed")]
    WordsMissing,
    /// Words are too long.
    #[error("at most {WORDS_MAX} characters")]
    WordsTooLong,
    /// The right value is needed.
    #[error("the right value is needed")]
    CorrectedMissing,
    /// It was answered.
    #[error("it was answered before")]
    AnsweredBefore,
    /// The person took it back.
    #[error("it was taken back")]
    TakenBack,
    /// It was done already.
    #[error("it was carried out before")]
    CarriedOutBefore,
    /// Nothing is to be done.
    #[error("nothing was granted")]
    NothingGranted,
    /// Nobody answers the own request.
    #[error("nobody answers the own request")]
    OwnRequest,
    /// It does not restrict that.
    #[error("it restricts nothing of this kind")]
    NotRestricted,
}

impl Refusal {
    /// The message that tells the person what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::AskedBefore => "data-request-asked-before",
            Self::NotAsked => "data-request-not-asked",
            Self::NothingChosen => "data-request-nothing-chosen",
            Self::TooManyParts => "data-request-too-many-parts",
            Self::NotOneself => "data-request-not-oneself",
            Self::WordsMissing => "data-request-words-missing",
            Self::WordsTooLong => "data-request-words-too-long",
            Self::CorrectedMissing => "data-request-corrected-missing",
            Self::AnsweredBefore => "data-request-answered-before",
            Self::TakenBack => "data-request-taken-back",
            Self::CarriedOutBefore => "data-request-carried-out-before",
            Self::NothingGranted => "data-request-nothing-granted",
            Self::OwnRequest => "data-request-own",
            Self::NotRestricted => "data-request-not-restricted",
        }
    }

    /// The number of which it speaks.
    #[must_use]
    pub const fn max(self) -> usize {
        match self {
            Self::TooManyParts => PARTS_MAX,
            Self::AskedBefore
            | Self::NotAsked
            | Self::NothingChosen
            | Self::NotOneself
            | Self::WordsMissing
            | Self::WordsTooLong
            | Self::CorrectedMissing
            | Self::AnsweredBefore
            | Self::TakenBack
            | Self::CarriedOutBefore
            | Self::NothingGranted
            | Self::OwnRequest
            | Self::NotRestricted => WORDS_MAX,
        }
    }

    /// The field of the form that it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NothingChosen | Self::TooManyParts => "parts",
            Self::CorrectedMissing => "corrected",
            Self::AskedBefore
            | Self::NotAsked
            | Self::NotOneself
            | Self::WordsMissing
            | Self::WordsTooLong
            | Self::AnsweredBefore
            | Self::TakenBack
            | Self::CarriedOutBefore
            | Self::NothingGranted
            | Self::OwnRequest
            | Self::NotRestricted => "words",
        }
    }
}
