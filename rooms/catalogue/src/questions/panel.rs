//! The questions as a page shows them: each with why it is asked and, where something is known, from where.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use front::furniture::Choice;
use front::{FormData, FormErrors, Texts};
use procedure::definition::{Field, FieldKind};
use procedure::{Answers, Release};

use super::{NO, YES, is_asked};
use crate::conditions;
use crate::words::Names;

/// Says from where the answer to a question is known; none where it is not.
pub type Known<'a> = &'a dyn Fn(&Field) -> Option<String>;

/// The questions, ready for a form: `{{ questions }}`.
#[derive(Debug)]
pub struct QuestionPanel {
    html: String,
}

#[derive(Template)]
#[template(path = "questions/panel.html")]
struct PanelTemplate<'a> {
    t: &'a Texts,
    form: &'a FormData,
    errors: &'a FormErrors,
    questions: Vec<Asked>,
}

/// A question on the page.
struct Asked {
    id: String,
    label: String,
    hint: String,
    known: String,
    kind: Kind,
    /// Whether it is asked only after certain answers; then its place stays, so that it can come and go.
    dependent: bool,
    shown: bool,
}

enum Kind {
    Choices(Vec<Choice>),
    Number { whole: bool, unit: String },
}

impl Asked {
    /// The keyboard that a phone shows.
    fn inputmode(whole: &bool) -> &'static str {
        if *whole { "numeric" } else { "decimal" }
    }
}

impl QuestionPanel {
    /// The questions with what was answered so far. Those that other answers took away leave their place empty.
    #[must_use]
    pub fn new(
        release: &Release,
        texts: &Texts,
        questions: &[&Field],
        answers: &Answers,
        (form, errors): (&FormData, &FormErrors),
        known: Known<'_>,
    ) -> Self {
        let names = Names::new(release, texts);
        let asked = questions
            .iter()
            .map(|question| asked(&names, question, is_asked(question, answers), known));
        Self::rendered(texts, (form, errors), asked.collect())
    }

    /// Every question, also those that are asked only after certain answers: for a form without a preview beside it. Each of
    /// those says when it is asked.
    #[must_use]
    pub fn whole(release: &Release, texts: &Texts, questions: &[&Field], (form, errors): (&FormData, &FormErrors)) -> Self {
        let names = Names::new(release, texts);
        let asked = questions.iter().map(|question| {
            let mut asked = asked(&names, question, true, &|_| None);
            if let Some(condition) = &question.when {
                let when = texts
                    .say("question-when")
                    .with("when", conditions::in_words(&names, condition))
                    .to_string();
                asked.hint = if asked.hint.is_empty() {
                    when
                } else {
                    format!("{when} {}", asked.hint)
                };
            }
            asked
        });
        Self::rendered(texts, (form, errors), asked.collect())
    }

    fn rendered(texts: &Texts, (form, errors): (&FormData, &FormErrors), questions: Vec<Asked>) -> Self {
        let template = PanelTemplate {
            t: texts,
            form,
            errors,
            questions,
        };
        let html = template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "the questions could not be rendered");
            String::new()
        });
        Self { html }
    }

    /// The places of questions that come and go, as `hx-select-oob` names them: `#place-emits,#place-hazard_prone`.
    #[must_use]
    pub fn places(questions: &[&Field]) -> String {
        let places: Vec<String> = questions
            .iter()
            .filter(|question| question.when.is_some())
            .map(|question| format!("#place-{}", question.id))
            .collect();
        places.join(",")
    }
}

fn asked(names: &Names<'_>, question: &Field, shown: bool, known: Known<'_>) -> Asked {
    Asked {
        id: question.id.to_string(),
        label: names.field(question).plain().to_owned(),
        hint: names.hint(question.hint.as_deref()),
        known: known(question).unwrap_or_default(),
        kind: kind(names, question),
        dependent: question.when.is_some(),
        shown,
    }
}

fn kind(names: &Names<'_>, question: &Field) -> Kind {
    match question.kind {
        FieldKind::Integer | FieldKind::Decimal => Kind::Number {
            whole: question.kind == FieldKind::Integer,
            unit: names
                .words(question.unit.as_deref().unwrap_or_default(), None)
                .plain()
                .to_owned(),
        },
        FieldKind::Boolean => Kind::Choices(vec![
            Choice::new(YES, names.texts.say("answer-yes")),
            Choice::new(NO, names.texts.say("answer-no")),
        ]),
        FieldKind::Choice
        | FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => Kind::Choices(
            question
                .choices
                .iter()
                .map(|choice| {
                    Choice::new(
                        choice.value.clone(),
                        names.words(&choice.label, choice.label_en.as_deref()).plain(),
                    )
                })
                .collect(),
        ),
    }
}

impl fmt::Display for QuestionPanel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.html)
    }
}

impl HtmlSafe for QuestionPanel {}
