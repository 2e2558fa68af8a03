//! Conditions of definitions: CEL in a provable subset.
//!
//! Allowed are `&& || !`, `in`, comparison of a declared field with a constant, a boolean field by itself, and
//! parentheses. Whatever can be written so can be decided for every combination of answers by looking at
//! the values around each threshold, which is what the checker does. Everything else is refused when it is read.

mod cel;
mod combinations;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, de};

use crate::definition::FieldId;
use crate::{Answer, Answers, Decimal};

pub(crate) use combinations::{COMBINATIONS_MAX, Combination, Combinations, TooMany};

/// The longest condition, in characters; what is longer nobody could check by reading.
pub const CONDITION_LENGTH_MAX: usize = 1000;

/// A condition over answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    source: Arc<str>,
    test: Test,
}

/// The tests that a condition consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Every one holds.
    All(Vec<Test>),
    /// At least one holds.
    Any(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
    /// A boolean field is true.
    Is(FieldId),
    /// A field compared with a constant.
    Compare(FieldId, Comparison, Constant),
    /// A field is one of several constants.
    In(FieldId, Vec<Constant>),
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// The value of a choice.
    Text(String),
}

/// Why a text is not a condition that we can prove things about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// Not CEL at all.
    #[error("the condition `{source_text}` cannot be read: {reason}")]
    Unreadable {
        /// As written.
        source_text: String,
        /// The parser's words.
        reason: String,
    },
    /// Longer than [`CONDITION_LENGTH_MAX`].
    #[error("the condition has {length} characters, {CONDITION_LENGTH_MAX} are allowed")]
    TooLong {
        /// How long it is.
        length: usize,
    },
    /// CEL, but outside the subset.
    #[error(
        "the condition `{source_text}` uses {what}; allowed are && || ! in, and comparisons of a declared field with a constant"
    )]
    OutsideSubset {
        /// As written.
        source_text: String,
        /// What is not allowed.
        what: String,
    },
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// When the text is too long, is not CEL, or is CEL outside the provable subset.
    pub fn parse(source: &str) -> Result<Self, ConditionError> {
        let length = source.chars().count();
        if length > CONDITION_LENGTH_MAX {
            return Err(ConditionError::TooLong { length });
        }
        Ok(Self {
            source: source.into(),
            test: cel::test_of(source)?,
        })
    }

    /// The text as written in the pack.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is tested.
    #[must_use]
    pub fn test(&self) -> &Test {
        &self.test
    }

    /// Whether it holds; a test of a question that was not answered does not.
    #[must_use]
    pub fn holds(&self, answers: &Answers) -> bool {
        self.test.holds(answers)
    }

    /// The fields it reads.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<&FieldId> {
        let mut fields = BTreeSet::new();
        self.test.each_leaf(&mut |leaf| {
            fields.insert(leaf.0);
        });
        fields
    }
}

/// Whether an optional condition holds; none is always true.
#[must_use]
pub fn applies(condition: Option<&Condition>, answers: &Answers) -> bool {
    condition.is_none_or(|condition| condition.holds(answers))
}

impl Test {
    fn holds(&self, answers: &Answers) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.holds(answers)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(answers)),
            Self::Not(test) => !test.holds(answers),
            Self::Is(field) => answers.get(field.as_str()) == Some(&Answer::Flag(true)),
            Self::Compare(field, comparison, constant) => answers
                .get(field.as_str())
                .is_some_and(|answer| comparison.holds(answer, constant)),
            Self::In(field, constants) => answers
                .get(field.as_str())
                .is_some_and(|answer| constants.iter().any(|constant| Comparison::Equal.holds(answer, constant))),
        }
    }

    /// Visits every leaf with its field and the constants it is compared with.
    pub fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut((&'a FieldId, &'a [Constant], Option<Comparison>))) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.each_leaf(visit)),
            Self::Not(test) => test.each_leaf(visit),
            Self::Is(field) => visit((field, &[], None)),
            Self::Compare(field, comparison, constant) => visit((field, std::slice::from_ref(constant), Some(*comparison))),
            Self::In(field, constants) => visit((field, constants, Some(Comparison::Equal))),
        }
    }
}

impl Constant {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Flag(_) | Self::Text(_) => None,
        }
    }
}

impl Comparison {
    fn holds(self, answer: &Answer, constant: &Constant) -> bool {
        let order = match (answer, constant) {
            (Answer::Number(left), Constant::Number(right)) => left.cmp(right),
            (Answer::Choice(left), Constant::Text(right)) => left.cmp(right),
            (Answer::Flag(left), Constant::Flag(right)) => left.cmp(right),
            _ => return false,
        };
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Self::parse(&source).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, Answer)]) -> Answers {
        pairs
            .iter()
            .map(|(field, answer)| (FieldId::from(*field), answer.clone()))
            .collect()
    }

    #[test]
    fn thresholds_choices_and_flags_decide() {
        let number = |text: &str| Answer::Number(text.parse().unwrap());
        let given = answers(&[
            ("energy_tce", number("1000")),
            ("area", number("3.2")),
            ("eia", Answer::Choice("form".into())),
            ("takes_water", Answer::Flag(false)),
        ]);
        for (source, expected) in [
            ("energy_tce >= 1000", true),
            ("energy_tce > 1000 || area >= 5.0", false),
            ("area >= 0.5 && area < 5.0", true),
            ("area < 5", true),
            ("eia == 'form'", true),
            ("eia in ['report', 'form']", true),
            ("!(eia == \"none\")", true),
            ("takes_water", false),
            ("!takes_water && eia != 'none'", true),
            ("takes_water == false", true),
            ("unasked", false),
            ("unasked_number > 3", false),
        ] {
            assert_eq!(Condition::parse(source).unwrap().holds(&given), expected, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_proven_is_refused_with_its_reason() {
        for source in [
            "area * 2 > 5",
            "size(name) > 3",
            "a == b",
            "has(a.b)",
            "[1,2].exists(x, x > a)",
            "a ? b : c",
            "1 < 2",
            "true",
            "area >= 0.0005",
            "area > 5u",
            "area > 1e300",
            "5 > area",
            "area == -9223372036854775808",
        ] {
            let error = Condition::parse(source).unwrap_err();
            assert!(matches!(error, ConditionError::OutsideSubset { .. }), "{source}: {error}");
        }
        for source in ["area >", "", &format!("{}a{}", "(".repeat(400), ")".repeat(400))] {
            assert!(
                matches!(Condition::parse(source), Err(ConditionError::Unreadable { .. })),
                "{source}"
            );
        }
        let long = vec!["area > 3"; 200].join(" && ");
        assert!(matches!(
            Condition::parse(&long),
            Err(ConditionError::TooLong { length: 2396 })
        ));
    }
}
