//! The guided questions (情形引导): which are asked after which answers, how they look, how their answers are read.
//!
//! One place for the guide's preview, a project's situation and an application's form.

mod panel;
mod read;

use procedure::definition::{Field, FieldKind, Matter};
use procedure::{Answer, Answers, Release};

use crate::conditions;
use crate::words::Names;

pub use panel::{Known, QuestionPanel};
pub use read::{filled, in_query, read, said};

/// The value that forms post for yes.
pub const YES: &str = "yes";
/// The value that forms post for no.
pub const NO: &str = "no";

/// The questions of a matter, in order.
pub fn of_matter<'a>(release: &'a Release, matter: &'a Matter) -> Vec<&'a Field> {
    matter.questions.iter().filter_map(|id| release.field(id)).collect()
}

/// The matters that hang on a project: their questions are what a project can say of itself.
#[must_use]
pub fn matters_of_projects(release: &Release) -> Vec<&Matter> {
    release.matters().filter(|matter| matter.needs_project).collect()
}

/// The questions of some matters, each once.
#[must_use]
pub fn of_matters<'a>(release: &'a Release, matters: &[&'a Matter]) -> Vec<&'a Field> {
    let mut questions: Vec<&Field> = Vec::new();
    for matter in matters {
        for question in of_matter(release, matter) {
            if !questions.iter().any(|known| known.id == question.id) {
                questions.push(question);
            }
        }
    }
    questions
}

/// Whether a question is asked after these answers.
#[must_use]
pub fn is_asked(question: &Field, answers: &Answers) -> bool {
    procedure::condition::applies(question.when.as_ref(), answers)
}

/// The answers to what is asked: an answer to a question that another answer took away does not count.
#[must_use]
pub fn settled(questions: &[&Field], answers: &Answers) -> Answers {
    let mut settled = Answers::default();
    for question in questions {
        if let Some(answer) = answers.get(question.id.as_str())
            && is_asked(question, &settled)
            && fits(question, answer)
        {
            settled.insert(question.id.clone(), answer.clone());
        }
    }
    settled
}

/// The questions that are asked after these answers and have none.
#[must_use]
pub fn open<'a>(questions: &[&'a Field], answers: &Answers) -> Vec<&'a Field> {
    let unanswered = |question: &&&Field| is_asked(question, answers) && answers.get(question.id.as_str()).is_none();
    questions.iter().filter(unanswered).copied().collect()
}

/// An answer as people read it: 3.2 公顷, 是, 排进市政污水管网.
#[must_use]
pub fn told(names: &Names<'_>, question: &Field, answer: &Answer) -> String {
    match answer {
        Answer::Flag(true) => names.texts.say("answer-yes").to_string(),
        Answer::Flag(false) => names.texts.say("answer-no").to_string(),
        Answer::Number(number) => conditions::quantity(names, question.unit.as_deref(), *number),
        Answer::Choice(value) => conditions::choice(names, question, value),
    }
}

/// Whether an answer is of the question's kind and within its bounds.
#[must_use]
pub fn fits(question: &Field, answer: &Answer) -> bool {
    match (question.kind, answer) {
        (FieldKind::Boolean, Answer::Flag(_)) => true,
        (FieldKind::Integer, Answer::Number(number)) => number.is_whole() && question.within(*number),
        (FieldKind::Decimal, Answer::Number(number)) => question.within(*number),
        (FieldKind::Choice, Answer::Choice(value)) => question.choices.iter().any(|choice| choice.value == *value),
        (
            FieldKind::Boolean
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Choice
            | FieldKind::Text
            | FieldKind::Paragraph
            | FieldKind::Date
            | FieldKind::Region
            | FieldKind::CreditCode
            | FieldKind::ResidentNumber
            | FieldKind::Phone,
            Answer::Flag(_) | Answer::Number(_) | Answer::Choice(_),
        ) => false,
    }
}
