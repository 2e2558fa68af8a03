//! Answers to the guided questions: the only input of conditions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::definition::FieldId;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A number in the question's unit.
    Number(Decimal),
    /// The value of a declared choice.
    Choice(String),
}

/// Answers by question; an unasked question has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<FieldId, Answer>);

impl Answers {
    /// The answer to a question, if there is one.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Answer> {
        self.0.get(field)
    }

    /// Records an answer.
    pub fn insert(&mut self, field: FieldId, answer: Answer) {
        self.0.insert(field, answer);
    }

    /// All answers, in the order of their identifiers.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldId, &Answer)> {
        self.0.iter()
    }

    /// Whether nothing has been answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(FieldId, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (FieldId, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}
