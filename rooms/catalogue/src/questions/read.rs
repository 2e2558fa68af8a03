//! Answers as forms and addresses carry them; what is typed is read by the field dictionary alone.

use front::{FormData, FormErrors, Message};
use procedure::definition::Matter;
use procedure::input::{InputError, Typed, read_answers};
use procedure::{Answer, Answers, Release};

use super::{NO, YES};

/// The answers in a form to the questions of some matters, by the questions' ids. What is empty has no answer; what is
/// wrong has an error. An answer to a question that another answer took away is left out.
#[must_use]
pub fn read(release: &Release, matters: &[&Matter], form: &FormData) -> (Answers, FormErrors) {
    let typed: Typed = form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (mut answers, mut errors) = (Answers::default(), FormErrors::default());
    for matter in matters {
        let reading = read_answers(release, matter, &typed);
        for (question, answer) in reading.values.iter() {
            answers.insert(question.clone(), answer.clone());
        }
        for wrong in &reading.errors {
            errors.add(wrong.field.as_str(), said(&wrong.error));
        }
    }
    (answers, errors)
}

/// What is wrong with something typed, as a message.
#[must_use]
pub fn said(error: &InputError) -> Message {
    error
        .args()
        .into_iter()
        .fold(Message::new(error.key()), |message, (name, value)| message.with(name, value))
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
