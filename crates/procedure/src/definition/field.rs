//! The field dictionary: each thing that is ever asked has one definition, used by questions, forms,
//! conditions, validation and the JSON Schema alike.

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::condition::Condition;
use crate::identifier::identifier;

identifier!(
    /// Stable id of a field, unique in the pack.
    FieldId
);

/// One thing that is asked, defined once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Stable across releases; ASCII, because conditions name it.
    pub id: FieldId,
    /// The question or label, in the words of the person asked.
    pub label: String,
    /// English label.
    #[serde(default)]
    pub label_en: Option<String>,
    /// Why it is asked, and how to answer it.
    #[serde(default)]
    pub hint: Option<String>,
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// Whether it may be left empty.
    #[serde(default)]
    pub optional: bool,
    /// Asked only when this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// A value about a natural person: kept in the vault, masked on shared pages.
    #[serde(default)]
    pub personal: bool,
    /// Unit shown behind the value, such as 公顷.
    #[serde(default)]
    pub unit: Option<String>,
    /// Smallest number accepted.
    #[serde(default)]
    pub min: Option<f64>,
    /// Largest number accepted.
    #[serde(default)]
    pub max: Option<f64>,
    /// Shortest text accepted, in characters; one without it.
    #[serde(default)]
    pub min_length: Option<usize>,
    /// Longest text accepted, in characters; each text kind has its own default.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// The values of a choice.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// What is known without asking: a fact of the signed-in party or its project, such as `enterprise.name`.
    #[serde(default)]
    pub known_from: Option<String>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// The longest line of text where a field says nothing else, in characters.
pub const TEXT_LENGTH_MAX: usize = 200;
/// The longest text of several lines where a field says nothing else, in characters.
pub const PARAGRAPH_LENGTH_MAX: usize = 2000;

impl Field {
    /// The longest text accepted, in characters.
    #[must_use]
    pub fn length_max(&self) -> usize {
        let default = if self.kind == FieldKind::Paragraph {
            PARAGRAPH_LENGTH_MAX
        } else {
            TEXT_LENGTH_MAX
        };
        self.max_length.unwrap_or(default)
    }

    /// The shortest text accepted, in characters.
    #[must_use]
    pub fn length_min(&self) -> usize {
        self.min_length.unwrap_or(1)
    }

    /// The smallest number accepted.
    #[must_use]
    pub fn min_number(&self) -> Option<Decimal> {
        self.min.and_then(Decimal::nearest)
    }

    /// The largest number accepted.
    #[must_use]
    pub fn max_number(&self) -> Option<Decimal> {
        self.max.and_then(Decimal::nearest)
    }

    /// Whether a number lies between the smallest and the largest accepted.
    #[must_use]
    pub fn within(&self, number: Decimal) -> bool {
        self.min_number().is_none_or(|min| min <= number) && self.max_number().is_none_or(|max| number <= max)
    }
}

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    Paragraph,
    /// A whole number.
    Integer,
    /// A number with at most three decimals.
    Decimal,
    /// Yes or no.
    Boolean,
    /// One of the declared choices.
    Choice,
    /// A civil day.
    Date,
    /// A region code of the pack.
    Region,
    /// A unified social credit code (GB 32100).
    CreditCode,
    /// A resident identity number (GB 11643).
    ResidentNumber,
    /// A telephone number of the mainland.
    Phone,
}

impl FieldKind {
    /// Whether a condition can read it, so that it can be a guided question.
    #[must_use]
    pub fn decides(self) -> bool {
        match self {
            Self::Boolean | Self::Choice | Self::Integer | Self::Decimal => true,
            Self::Text | Self::Paragraph | Self::Date | Self::Region | Self::CreditCode | Self::ResidentNumber | Self::Phone => {
                false
            }
        }
    }
}

/// One value of a choice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable value, ASCII.
    pub value: String,
    /// In the words of the person asked.
    pub label: String,
    /// English label.
    #[serde(default)]
    pub label_en: Option<String>,
}
