//! Random answers to whatever a matter asks.

use procedure::definition::{Field, FieldKind, Matter};
use procedure::{Answer, Answers, Decimal, Release};
use proptest::prelude::*;

/// Answers to some of a matter's questions, whether they would be asked or not: thresholds, choices, both flags, nothing.
pub fn answers(release: &Release, matter: &Matter) -> impl Strategy<Value = Answers> + use<> {
    let questions: Vec<Field> = matter.questions.iter().map(|id| release.field(id).unwrap().clone()).collect();
    proptest::collection::vec(any::<u32>(), questions.len()).prop_map(move |dice| {
        let answers = questions
            .iter()
            .zip(dice)
            .filter_map(|(field, die)| Some((field.id.clone(), answer(field, die)?)));
        answers.collect()
    })
}

fn answer(field: &Field, die: u32) -> Option<Answer> {
    if die.is_multiple_of(7) {
        return None;
    }
    match field.kind {
        FieldKind::Boolean => Some(Answer::Flag(die.is_multiple_of(2))),
        FieldKind::Choice => {
            let position = die as usize % field.choices.len();
            Some(Answer::Choice(field.choices[position].value.clone()))
        }
        FieldKind::Integer | FieldKind::Decimal => {
            // Thresholds of law are round numbers.
            let near = [0.5, 1.0, 5.0, 100.0, 500.0, 1000.0, 5000.0, 10_000.0, 50_000.0][die as usize % 9];
            let number = Decimal::nearest(near)?;
            Some(Answer::Number([number.previous(), number, number.next()][die as usize % 3]))
        }
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => None,
    }
}
