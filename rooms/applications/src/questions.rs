//! The guided questions as this room's pages show them; how they are asked and read is the catalogue's.

use catalogue::Names;
use catalogue::questions::{NO, YES, of_matter, read};
use front::furniture::Choice;
use front::{FormData, FormErrors, Texts};
use procedure::definition::{Field, FieldKind, Matter};
use procedure::{Answers, Release};

/// A question on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in the form.
    pub name: String,
    /// The question.
    pub label: String,
    /// Why it is asked.
    pub hint: String,
    /// The answers to choose from; none for a number.
    pub options: Vec<Choice>,
    /// The unit of a number.
    pub unit: String,
    /// From where the answer is known; empty where it is not.
    pub known: String,
}

/// The questions of a matter, in order.
#[must_use]
pub fn of(release: &Release, matter: &Matter, texts: &Texts) -> Vec<Question> {
    let names = Names::new(release, texts);
    of_matter(release, matter).into_iter().map(|field| question(&names, field)).collect()
}

/// A form with these answers filled in.
#[must_use]
pub fn filled(answers: &Answers) -> FormData {
    catalogue::questions::filled(FormData::default(), answers)
}

/// The answers in a form; what is wrong with it is added to the errors.
#[must_use]
pub fn answered(release: &Release, matter: &Matter, form: &FormData, errors: &mut FormErrors) -> Answers {
    let (answers, wrong) = read(&of_matter(release, matter), form);
    for error in wrong.iter() {
        errors.add(error.field.clone(), error.message.clone());
    }
    answers
}

fn question(names: &Names<'_>, field: &Field) -> Question {
    Question {
        name: field.id.to_string(),
        label: names.field(field).plain().to_owned(),
        hint: match names.texts.language {
            front::Language::Chinese => field.hint.clone().unwrap_or_default(),
            front::Language::English => String::new(),
        },
        options: options(names, field),
        unit: field.unit.clone().unwrap_or_default(),
        known: String::new(),
    }
}

fn options(names: &Names<'_>, field: &Field) -> Vec<Choice> {
    if field.kind == FieldKind::Boolean {
        vec![
            Choice::new(YES, names.texts.say("answer-yes")),
            Choice::new(NO, names.texts.say("answer-no")),
        ]
    } else {
        let label = |choice: &procedure::definition::Choice| names.words(&choice.label, choice.label_en.as_deref());
        field.choices.iter().map(|choice| Choice::new(choice.value.clone(), label(choice).plain())).collect()
    }
}
