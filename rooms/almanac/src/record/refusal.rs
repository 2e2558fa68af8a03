//! Why days are not declared; each reason has a message that says what to do.

use calendar::Day;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DaysRefusal {
    /// The region is not the actor's.
    #[error("the region is not the actor's")]
    NotYourRegion,
    /// Why it is declared is not said.
    #[error("the reason is missing")]
    ReasonMissing,
    /// What it rests on is not said.
    #[error("the ground is missing")]
    GroundMissing,
    /// Words are too long.
    #[error("more than {max} characters")]
    TooLong {
        /// How many are allowed.
        max: usize,
    },
    /// A notice bears a date that has not come.
    #[error("the notice bears a date that has not come")]
    DatedLater,
    /// A run of days ends before it begins, or is longer than any holiday.
    #[error("a run of days from {from} through {through} is none")]
    NoRun {
        /// Its first day.
        from: Day,
        /// Its last day.
        through: Day,
    },
    /// Years of which the calendar knows nothing, or not those of the arrangement.
    #[error("{0} does not belong to the arrangement")]
    OtherYear(Day),
    /// The days are that already.
    #[error("the calendar says this already")]
    ChangesNothing,
    /// A day that has begun would change.
    #[error("{0} has begun, and what was counted stays counted")]
    DayBegun(Day),
    /// There is no such declaration.
    #[error("there is no declaration {0}")]
    Unknown(u32),
    /// It was taken back before.
    #[error("it was taken back before")]
    TakenBackBefore,
}

impl DaysRefusal {
    /// The key of the message for the person.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotYourRegion => "days-refusal-not-your-region",
            Self::ReasonMissing => "days-refusal-reason-missing",
            Self::GroundMissing => "days-refusal-ground-missing",
            Self::TooLong { .. } => "days-refusal-too-long",
            Self::DatedLater => "days-refusal-dated-later",
            Self::NoRun { .. } => "days-refusal-no-run",
            Self::OtherYear(_) => "days-refusal-other-year",
            Self::ChangesNothing => "days-refusal-changes-nothing",
            Self::DayBegun(_) => "days-refusal-day-begun",
            Self::Unknown(_) => "days-refusal-unknown",
            Self::TakenBackBefore => "days-refusal-taken-back-before",
        }
    }
}
