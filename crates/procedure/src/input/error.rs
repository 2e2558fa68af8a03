//! Why something typed is not what a field takes.

use identity::{CreditCodeError, PhoneError, ResidentNumberError};

use crate::Decimal;
use crate::definition::FieldId;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Which.
    pub field: FieldId,
    /// Why.
    pub error: InputError,
}

/// Why something typed is not what a field takes. None of them repeats what was typed, so each may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// Nothing was typed where something is needed.
    #[error("nothing is filled in")]
    Missing,
    /// Something else than digits, a point and a minus.
    #[error("not a number")]
    NotANumber,
    /// More than three digits behind the point.
    #[error("more than three decimals")]
    TooFine,
    /// A fraction where things are counted.
    #[error("not a whole number")]
    NotWhole,
    /// Below the smallest accepted.
    #[error("below {minimum}")]
    BelowMinimum {
        /// The smallest accepted.
        minimum: Decimal,
        /// What is measured in.
        unit: String,
    },
    /// Above the largest accepted.
    #[error("above {maximum}")]
    AboveMaximum {
        /// The largest accepted.
        maximum: Decimal,
        /// What is measured in.
        unit: String,
    },
    /// Fewer characters than say anything.
    #[error("fewer than {minimum} characters")]
    TooShort {
        /// How many are needed.
        minimum: usize,
    },
    /// More characters than are accepted.
    #[error("{length} characters, {maximum} are accepted")]
    TooLong {
        /// How many there are.
        length: usize,
        /// How many are accepted.
        maximum: usize,
    },
    /// A character that cannot be shown, or a new line where one line is asked for.
    #[error("character {place} cannot be shown on one line")]
    Unprintable {
        /// The place, from 1.
        place: usize,
    },
    /// Not one of the declared choices.
    #[error("not one of the choices")]
    NotAChoice,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    NotYesOrNo,
    /// No day of the calendar, or one that nobody here can mean.
    #[error("not a date")]
    NotADate,
    /// No region of the pack.
    #[error("no such region")]
    RegionUnknown,
    /// A region, but not one in which applications are made.
    #[error("not a region at county level")]
    RegionNotACounty,
    /// A place outside the region in which the application is made.
    #[error("outside the region of the application")]
    RegionElsewhere,
    /// No unified social credit code.
    #[error("not a credit code: {0}")]
    CreditCode(CreditCodeError),
    /// No resident identity number.
    #[error("not a resident identity number: {0}")]
    ResidentNumber(ResidentNumberError),
    /// No telephone number.
    #[error("not a telephone number: {0}")]
    Phone(PhoneError),
    /// JSON of another type than the field's.
    #[error("JSON of another type")]
    WrongType,
    /// JSON for a field that the matter does not have.
    #[error("the matter has no such field")]
    UnknownField,
}

impl InputError {
    /// The Fluent message that tells the person what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "input-missing",
            Self::NotANumber => "input-not-a-number",
            Self::TooFine => "input-too-fine",
            Self::NotWhole => "input-not-whole",
            Self::BelowMinimum { .. } => "input-below-minimum",
            Self::AboveMaximum { .. } => "input-above-maximum",
            Self::TooShort { .. } => "input-too-short",
            Self::TooLong { .. } => "input-too-long",
            Self::Unprintable { .. } => "input-unprintable",
            Self::NotAChoice => "input-not-a-choice",
            Self::NotYesOrNo => "input-not-yes-or-no",
            Self::NotADate => "input-not-a-date",
            Self::RegionUnknown => "input-region-unknown",
            Self::RegionNotACounty => "input-region-not-a-county",
            Self::RegionElsewhere => "input-region-elsewhere",
            Self::CreditCode(error) => error.key(),
            Self::ResidentNumber(error) => error.key(),
            Self::Phone(error) => error.key(),
            Self::WrongType => "input-wrong-type",
            Self::UnknownField => "input-unknown-field",
        }
    }

    /// What the message speaks of.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BelowMinimum { minimum, unit } => vec![("minimum", minimum.to_string()), ("unit", unit.clone())],
            Self::AboveMaximum { maximum, unit } => vec![("maximum", maximum.to_string()), ("unit", unit.clone())],
            Self::TooShort { minimum } => vec![("minimum", minimum.to_string())],
            Self::TooLong { length, maximum } => vec![("length", length.to_string()), ("maximum", maximum.to_string())],
            Self::Unprintable { place } => vec![("place", place.to_string())],
            Self::CreditCode(error) => error.arguments(),
            Self::ResidentNumber(error) => error.arguments(),
            Self::Phone(error) => error.arguments(),
            Self::Missing
            | Self::NotANumber
            | Self::TooFine
            | Self::NotWhole
            | Self::NotAChoice
            | Self::NotYesOrNo
            | Self::NotADate
            | Self::RegionUnknown
            | Self::RegionNotACounty
            | Self::RegionElsewhere
            | Self::WrongType
            | Self::UnknownField => Vec::new(),
        }
    }
}
