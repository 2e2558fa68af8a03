//! Why an inquiry does not do what it is asked; each reason has a message that says what to do.

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InquiryRefusal {
    /// It was asked before.
    #[error("it was asked before")]
    AskedBefore,
    /// Nothing was asked.
    #[error("nothing was asked")]
    NotAsked,
    /// Words are needed.
    #[error("words are needed here")]
    WordsMissing,
    /// Words are too long.
    #[error("more than {max} characters")]
    WordsTooLong {
        /// How many are allowed.
        max: usize,
    },
    /// The term is no number of working days that may be given.
    #[error("a term is one to {max} working days")]
    NoTerm {
        /// The longest.
        max: u32,
    },
    /// It was answered before, and nothing was asked since.
    #[error("it has been answered")]
    AnsweredBefore,
    /// There is no answer yet.
    #[error("it has not been answered")]
    NotAnswered,
    /// It was reminded of today.
    #[error("it was reminded of today")]
    RemindedToday,
    /// It is closed.
    #[error("it is closed")]
    Closed,
}

impl InquiryRefusal {
    /// The key of the message for the person.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AskedBefore => "inquiry-refusal-asked-before",
            Self::NotAsked => "inquiry-refusal-not-asked",
            Self::WordsMissing => "inquiry-refusal-words-missing",
            Self::WordsTooLong { .. } => "inquiry-refusal-words-too-long",
            Self::NoTerm { .. } => "inquiry-refusal-no-term",
            Self::AnsweredBefore => "inquiry-refusal-answered-before",
            Self::NotAnswered => "inquiry-refusal-not-answered",
            Self::RemindedToday => "inquiry-refusal-reminded-today",
            Self::Closed => "inquiry-refusal-closed",
        }
    }
}
