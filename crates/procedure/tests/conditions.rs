//! A condition read from its text says the same as the logic it was written from.

use procedure::{Answer, Answers, Condition, Decimal};
use proptest::prelude::*;

/// Logic, as one would write it down without a language.
#[derive(Clone, Debug)]
enum Logic {
    And(Box<Logic>, Box<Logic>),
    Or(Box<Logic>, Box<Logic>),
    Not(Box<Logic>),
    Flag(usize),
    FlagIs(usize, bool),
    Number(usize, &'static str, i64),
    Choice(usize, bool, usize),
    ChoiceIn(usize, Vec<usize>),
}

const CHOICES: [&str; 3] = ["none", "form", "report"];
const OPERATORS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

fn logic() -> impl Strategy<Value = Logic> {
    let leaf = prop_oneof![
        (0usize..2).prop_map(Logic::Flag),
        (0usize..2, any::<bool>()).prop_map(|(field, flag)| Logic::FlagIs(field, flag)),
        (0usize..2, prop::sample::select(&OPERATORS[..]), -3000i64..6000)
            .prop_map(|(field, operator, number)| Logic::Number(field, operator, number)),
        (0usize..2, any::<bool>(), 0usize..3).prop_map(|(field, equal, choice)| Logic::Choice(field, equal, choice)),
        (0usize..2, prop::collection::vec(0usize..3, 0..3)).prop_map(|(field, choices)| Logic::ChoiceIn(field, choices)),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Logic::And(one.into(), other.into())),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Logic::Or(one.into(), other.into())),
            inner.prop_map(|one| Logic::Not(one.into())),
        ]
    })
}

/// Thousandths as a number is written.
fn written(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000)
}

impl Logic {
    fn source(&self) -> String {
        match self {
            Self::And(one, other) => format!("({}) && ({})", one.source(), other.source()),
            Self::Or(one, other) => format!("({}) || ({})", one.source(), other.source()),
            Self::Not(one) => format!("!({})", one.source()),
            Self::Flag(field) => format!("flag{field}"),
            Self::FlagIs(field, flag) => format!("flag{field} == {flag}"),
            Self::Number(field, operator, number) => format!("number{field} {operator} {}", written(*number)),
            Self::Choice(field, true, choice) => format!("choice{field} == '{}'", CHOICES[*choice]),
            Self::Choice(field, false, choice) => format!("choice{field} != \"{}\"", CHOICES[*choice]),
            Self::ChoiceIn(field, choices) => {
                let choices: Vec<String> = choices.iter().map(|choice| format!("'{}'", CHOICES[*choice])).collect();
                format!("choice{field} in [{}]", choices.join(", "))
            }
        }
    }

    /// A test of what was not answered is false.
    fn holds(&self, given: &Given) -> bool {
        match self {
            Self::And(one, other) => one.holds(given) && other.holds(given),
            Self::Or(one, other) => one.holds(given) || other.holds(given),
            Self::Not(one) => !one.holds(given),
            Self::Flag(field) => given.flags[*field] == Some(true),
            Self::FlagIs(field, flag) => given.flags[*field] == Some(*flag),
            Self::Number(field, operator, number) => given.numbers[*field].is_some_and(|given| match *operator {
                "==" => given == *number,
                "!=" => given != *number,
                "<" => given < *number,
                "<=" => given <= *number,
                ">" => given > *number,
                _ => given >= *number,
            }),
            Self::Choice(field, equal, choice) => given.choices[*field].is_some_and(|given| (given == *choice) == *equal),
            Self::ChoiceIn(field, choices) => given.choices[*field].is_some_and(|given| choices.contains(&given)),
        }
    }
}

#[derive(Clone, Debug)]
struct Given {
    flags: [Option<bool>; 2],
    numbers: [Option<i64>; 2],
    choices: [Option<usize>; 2],
}

fn given() -> impl Strategy<Value = Given> {
    let flags = prop::array::uniform2(any::<Option<bool>>());
    let numbers = prop::array::uniform2(prop::option::of(-3000i64..6000));
    let choices = prop::array::uniform2(prop::option::of(0usize..3));
    (flags, numbers, choices).prop_map(|(flags, numbers, choices)| Given { flags, numbers, choices })
}

impl Given {
    fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for field in 0..2 {
            if let Some(flag) = self.flags[field] {
                answers.insert(format!("flag{field}").as_str().into(), Answer::Flag(flag));
            }
            if let Some(number) = self.numbers[field] {
                let number: Decimal = written(number).parse().unwrap();
                answers.insert(format!("number{field}").as_str().into(), Answer::Number(number));
            }
            if let Some(choice) = self.choices[field] {
                answers.insert(
                    format!("choice{field}").as_str().into(),
                    Answer::Choice(CHOICES[choice].into()),
                );
            }
        }
        answers
    }
}

proptest! {
    #[test]
    fn a_condition_holds_when_its_logic_does(logic in logic(), given in prop::collection::vec(given(), 20)) {
        let source = logic.source();
        prop_assume!(source.chars().count() <= procedure::condition::CONDITION_LENGTH_MAX);
        let condition = Condition::parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for given in given {
            prop_assert_eq!(condition.holds(&given.answers()), logic.holds(&given), "{} with {:?}", source, given);
        }
    }

    #[test]
    fn whatever_is_written_is_read_or_refused(source in "\\PC{0,40}") {
        let _ = Condition::parse(&source);
    }
}
