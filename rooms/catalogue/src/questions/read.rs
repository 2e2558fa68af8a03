//! Answers as forms and addresses carry them.

use front::{FormData, FormErrors, Message};
use procedure::definition::{Field, FieldKind};
use procedure::{Answer, Answers, Decimal, DecimalError};

use super::{NO, YES};

/// Why something typed is no answer to its question.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AnswerError {
    /// A number is asked for.
    #[error("a number is asked for")]
    NotANumber,
    /// At most three decimals.
    #[error("at most three decimals")]
    TooFine,
    /// A whole number is asked for.
    #[error("a whole number is asked for")]
    NotWhole,
    /// Outside the bounds.
    #[error("outside the bounds of the question")]
    OutOfBounds {
        /// The smallest accepted.
        min: Option<Decimal>,
        /// The largest accepted.
        max: Option<Decimal>,
    },
    /// Not one of the choices.
    #[error("not one of the choices")]
    UnknownChoice,
}

impl From<AnswerError> for Message {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NotANumber => Self::new("answer-not-a-number"),
            AnswerError::TooFine => Self::new("answer-too-fine"),
            AnswerError::NotWhole => Self::new("answer-not-whole"),
            AnswerError::UnknownChoice => Self::new("answer-unknown-choice"),
            AnswerError::OutOfBounds { min: Some(min), max: Some(max) } => {
                Self::new("answer-out-of-bounds").with("min", min.to_f64()).with("max", max.to_f64())
            }
            AnswerError::OutOfBounds { min: Some(min), max: None } => Self::new("answer-too-small").with("min", min.to_f64()),
            AnswerError::OutOfBounds { min: None, max: Some(max) } => Self::new("answer-too-large").with("max", max.to_f64()),
            AnswerError::OutOfBounds { min: None, max: None } => Self::new("answer-not-a-number"),
        }
    }
}

/// The answers in a form, by the questions' ids. What is empty has no answer; what is wrong has an error.
/// An answer to a question that another answer took away is left out.
#[must_use]
pub fn read(questions: &[&Field], form: &FormData) -> (Answers, FormErrors) {
    let (mut answers, mut errors) = (Answers::default(), FormErrors::default());
    for question in questions {
        if !super::is_asked(question, &answers) {
            continue;
        }
        match form.given(question.id.as_str()).map(|typed| answer(question, typed)) {
            Some(Ok(answer)) => answers.insert(question.id.clone(), answer),
            Some(Err(error)) => errors.add(question.id.as_str(), error),
            None => {}
        }
    }
    (answers, errors)
}

fn answer(question: &Field, typed: &str) -> Result<Answer, AnswerError> {
    match question.kind {
        FieldKind::Boolean if typed == YES => Ok(Answer::Flag(true)),
        FieldKind::Boolean if typed == NO => Ok(Answer::Flag(false)),
        FieldKind::Boolean => Err(AnswerError::UnknownChoice),
        FieldKind::Choice => match question.choices.iter().find(|choice| choice.value == typed) {
            Some(choice) => Ok(Answer::Choice(choice.value.clone())),
            None => Err(AnswerError::UnknownChoice),
        },
        FieldKind::Integer | FieldKind::Decimal => number(question, typed).map(Answer::Number),
        // The checker refuses such a question.
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => Err(AnswerError::UnknownChoice),
    }
}

fn number(question: &Field, typed: &str) -> Result<Decimal, AnswerError> {
    let out_of_bounds = AnswerError::OutOfBounds {
        min: question.min_number(),
        max: question.max_number(),
    };
    let number: Decimal = plain(typed).parse().map_err(|error| match error {
        DecimalError::NotANumber => AnswerError::NotANumber,
        DecimalError::TooFine => AnswerError::TooFine,
        DecimalError::TooLarge => out_of_bounds.clone(),
    })?;
    if question.kind == FieldKind::Integer && !number.is_whole() {
        Err(AnswerError::NotWhole)
    } else if question.within(number) {
        Ok(number)
    } else {
        Err(out_of_bounds)
    }
}

/// Full-width digits, group commas and spaces are people's to use.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, ',' | '，'))
        .map(|character| match character {
            '０'..='９' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '．' | '。' => '.',
            '－' | '−' => '-',
            other => other,
        })
        .collect()
}

/// A form with these answers filled in.
#[must_use]
pub fn filled(form: FormData, answers: &Answers) -> FormData {
    answers
        .iter()
        .fold(form, |form, (question, answer)| form.filled(question.as_str(), typed(answer)))
}

/// The answers as the query of an address: `renovation=no&land_area=3.2`. Ids and choices are ASCII and need no encoding.
#[must_use]
pub fn in_query(answers: &Answers) -> String {
    let pairs: Vec<String> = answers
        .iter()
        .map(|(question, answer)| format!("{question}={}", typed(answer)))
        .collect();
    pairs.join("&")
}

/// An answer as its form posts it.
fn typed(answer: &Answer) -> String {
    match answer {
        Answer::Flag(true) => YES.to_owned(),
        Answer::Flag(false) => NO.to_owned(),
        Answer::Number(number) => number.to_string(),
        Answer::Choice(value) => value.clone(),
    }
}
