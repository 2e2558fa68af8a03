//! All combinations of answers that make a difference to some conditions.
//!
//! A condition compares fields with constants and nothing else. So the values of a field fall into a few classes that
//! no test tells apart (below, at and above a threshold; each choice that is named; the rest), and one value of each
//! class stands for all: looking at every combination of classes is looking at every combination of answers.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::{Condition, Test};
use crate::definition::{Field, FieldId, FieldKind};
use crate::{Answer, Answers, Decimal};

/// How many combinations are looked at; beyond it nothing is claimed.
pub(crate) const COMBINATIONS_MAX: u64 = 1 << 20;

/// More combinations than [`COMBINATIONS_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

/// The combinations of answers that some conditions tell apart.
pub(crate) struct Combinations<'a> {
    questions: Vec<Question<'a>>,
    tests: Vec<Compiled>,
}

/// A question with one value of each class.
struct Question<'a> {
    field: &'a Field,
    asked: Option<Compiled>,
    classes: Vec<Class>,
}

/// Values that no test tells apart.
struct Class {
    /// One of them; none where the question may be left open.
    answer: Option<Answer>,
    /// What each test of the field says of them.
    truths: Vec<bool>,
}

/// A condition whose leaves point to the truths of a class.
enum Compiled {
    All(Vec<Compiled>),
    Any(Vec<Compiled>),
    Not(Box<Compiled>),
    Leaf {
        question: usize,
        leaf: usize,
    },
    /// A test of a question that is not asked.
    Never,
}

/// One combination: for each question its class, none where it is not asked.
pub(crate) struct Combination<'c> {
    all: &'c Combinations<'c>,
    chosen: &'c [Option<usize>],
}

impl<'a> Combinations<'a> {
    /// The combinations of answers to a matter's questions, given in order, that the conditions tell apart.
    pub(crate) fn of(questions: &[&'a Field], conditions: &[&'a Condition]) -> Self {
        let relevant = relevant(questions, conditions);
        let whens = relevant.iter().filter_map(|field| field.when.as_ref());
        let leaves: Vec<Vec<&Test>> = relevant
            .iter()
            .map(|field| leaves_of(&field.id, whens.clone().chain(conditions.iter().copied())))
            .collect();
        let compile = |condition: &Condition| compile(condition.test(), &relevant, &leaves);
        Self {
            questions: relevant
                .iter()
                .zip(&leaves)
                .map(|(field, leaves)| Question {
                    field,
                    asked: field.when.as_ref().map(compile),
                    classes: classes(field, leaves),
                })
                .collect(),
            tests: conditions.iter().map(|condition| compile(condition)).collect(),
        }
    }

    /// How many combinations there are at most: a question that is only asked sometimes counts as if it always were.
    pub(crate) fn count_max(&self) -> u128 {
        self.questions.iter().fold(1, |count: u128, question| {
            let unasked = question.asked.is_some() && question.classes.iter().all(|class| class.answer.is_some());
            count.saturating_mul(question.classes.len() as u128 + u128::from(unasked))
        })
    }

    /// Visits every combination until the visitor breaks off.
    pub(crate) fn visit<B>(&self, mut visitor: impl FnMut(&Combination<'_>) -> ControlFlow<B>) -> Result<Option<B>, TooMany> {
        // Where every question is always asked, the count is no guess and nothing need be walked to find out.
        let certain = self.questions.iter().all(|question| question.asked.is_none());
        if certain && self.count_max() > u128::from(COMBINATIONS_MAX) {
            return Err(TooMany);
        }
        let mut chosen = vec![None; self.questions.len()];
        let mut visited = 0;
        let end = self.walk(0, &mut chosen, &mut |combination| {
            visited += 1;
            if visited > COMBINATIONS_MAX {
                return ControlFlow::Break(Err(TooMany));
            }
            visitor(combination).map_break(Ok)
        });
        match end {
            ControlFlow::Continue(()) => Ok(None),
            ControlFlow::Break(found) => found.map(Some),
        }
    }

    /// Answers for which all conditions hold.
    pub(crate) fn satisfying(&self) -> Result<Option<Answers>, TooMany> {
        self.visit(|combination| {
            if (0..self.tests.len()).all(|test| combination.holds(test)) {
                ControlFlow::Break(combination.answers())
            } else {
                ControlFlow::Continue(())
            }
        })
    }

    fn walk<B>(
        &self,
        position: usize,
        chosen: &mut Vec<Option<usize>>,
        visitor: &mut dyn FnMut(&Combination<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(question) = self.questions.get(position) else {
            return visitor(&Combination { all: self, chosen });
        };
        let asked = question.asked.as_ref().is_none_or(|test| self.truth(test, chosen));
        if !asked {
            chosen[position] = None;
            return self.walk(position + 1, chosen, visitor);
        }
        for class in 0..question.classes.len() {
            chosen[position] = Some(class);
            self.walk(position + 1, chosen, visitor)?;
        }
        // What comes later must not be seen when an earlier question is decided anew.
        chosen[position] = None;
        ControlFlow::Continue(())
    }

    fn truth(&self, test: &Compiled, chosen: &[Option<usize>]) -> bool {
        match test {
            Compiled::All(tests) => tests.iter().all(|test| self.truth(test, chosen)),
            Compiled::Any(tests) => tests.iter().any(|test| self.truth(test, chosen)),
            Compiled::Not(test) => !self.truth(test, chosen),
            Compiled::Leaf { question, leaf } => {
                chosen[*question].is_some_and(|class| self.questions[*question].classes[class].truths[*leaf])
            }
            Compiled::Never => false,
        }
    }
}

impl Combination<'_> {
    /// Whether the condition at a position of the list holds.
    pub(crate) fn holds(&self, condition: usize) -> bool {
        self.all.truth(&self.all.tests[condition], self.chosen)
    }

    /// One set of answers in this combination.
    pub(crate) fn answers(&self) -> Answers {
        let answered = self.all.questions.iter().zip(self.chosen).filter_map(|(question, class)| {
            let answer = question.classes[(*class)?].answer.clone()?;
            Some((question.field.id.clone(), answer))
        });
        answered.collect()
    }
}

/// The questions that the conditions read, and those that decide whether these are asked.
fn relevant<'a>(questions: &[&'a Field], conditions: &[&Condition]) -> Vec<&'a Field> {
    let mut read: BTreeSet<&FieldId> = conditions.iter().flat_map(|condition| condition.fields()).collect();
    loop {
        let before = read.len();
        for field in questions {
            if let Some(when) = field.when.as_ref().filter(|_| read.contains(&field.id)) {
                read.extend(when.fields());
            }
        }
        if read.len() == before {
            break;
        }
    }
    questions.iter().copied().filter(|field| read.contains(&field.id)).collect()
}

fn leaves_of<'a>(field: &FieldId, conditions: impl Iterator<Item = &'a Condition>) -> Vec<&'a Test> {
    let mut leaves = Vec::new();
    for condition in conditions {
        collect_leaves(condition.test(), field, &mut leaves);
    }
    leaves
}

fn collect_leaves<'a>(test: &'a Test, wanted: &FieldId, leaves: &mut Vec<&'a Test>) {
    match test {
        Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|test| collect_leaves(test, wanted, leaves)),
        Test::Not(test) => collect_leaves(test, wanted, leaves),
        Test::Is(field) | Test::Compare(field, ..) | Test::In(field, _) => {
            if field == wanted && !leaves.contains(&test) {
                leaves.push(test);
            }
        }
    }
}

fn compile(test: &Test, questions: &[&Field], leaves: &[Vec<&Test>]) -> Compiled {
    let all = |tests: &[Test]| tests.iter().map(|test| compile(test, questions, leaves)).collect();
    match test {
        Test::All(tests) => Compiled::All(all(tests)),
        Test::Any(tests) => Compiled::Any(all(tests)),
        Test::Not(test) => Compiled::Not(Box::new(compile(test, questions, leaves))),
        Test::Is(field) | Test::Compare(field, ..) | Test::In(field, _) => {
            let found = questions
                .iter()
                .position(|question| question.id == *field)
                .and_then(|question| {
                    let leaf = leaves[question].iter().position(|leaf| *leaf == test)?;
                    Some(Compiled::Leaf { question, leaf })
                });
            found.unwrap_or(Compiled::Never)
        }
    }
}

/// One value for each way in which the tests can turn out.
fn classes(field: &Field, leaves: &[&Test]) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for answer in candidates(field, leaves) {
        let alone: Answers = answer.iter().map(|answer| (field.id.clone(), answer.clone())).collect();
        let truths: Vec<bool> = leaves.iter().map(|leaf| leaf.holds(&alone)).collect();
        if classes.iter().all(|class| class.truths != truths) {
            classes.push(Class { answer, truths });
        }
    }
    classes
}

fn candidates(field: &Field, leaves: &[&Test]) -> Vec<Option<Answer>> {
    let answers: Vec<Answer> = match field.kind {
        FieldKind::Boolean => vec![Answer::Flag(true), Answer::Flag(false)],
        FieldKind::Choice => field
            .choices
            .iter()
            .map(|choice| Answer::Choice(choice.value.clone()))
            .collect(),
        FieldKind::Integer | FieldKind::Decimal => numbers(field, leaves).into_iter().map(Answer::Number).collect(),
        // No answer to a question can be of these kinds.
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => Vec::new(),
    };
    let open = field.optional || answers.is_empty();
    answers.into_iter().map(Some).chain(open.then_some(None)).collect()
}

/// Each threshold with the numbers next to it, as far as they are accepted; some number where there is no threshold.
fn numbers(field: &Field, leaves: &[&Test]) -> Vec<Decimal> {
    let whole = field.kind == FieldKind::Integer;
    let mut around = BTreeSet::new();
    for leaf in leaves {
        leaf.each_leaf(&mut |(_, constants, _)| {
            for threshold in constants.iter().filter_map(super::Constant::number) {
                let (below, above) = if whole {
                    (threshold.whole_below(), threshold.whole_above())
                } else {
                    (threshold.previous(), threshold.next())
                };
                around.extend([below, threshold, above]);
            }
        });
    }
    let zero = Decimal::default();
    around.insert(field.min_number().or(field.max_number()).unwrap_or(zero));
    around.retain(|number| field.within(*number) && (!whole || number.is_whole()));
    around.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Field {
        toml_edit::de::from_str(&format!("label = ''\n{text}")).unwrap()
    }

    fn conditions(sources: &[&str]) -> Vec<Condition> {
        sources.iter().map(|source| Condition::parse(source).unwrap()).collect()
    }

    /// For every combination the truths of the conditions.
    fn truths(fields: &[Field], sources: &[&str]) -> BTreeSet<Vec<bool>> {
        let fields: Vec<&Field> = fields.iter().collect();
        let conditions = conditions(sources);
        let conditions: Vec<&Condition> = conditions.iter().collect();
        let mut seen = BTreeSet::new();
        let visited = Combinations::of(&fields, &conditions).visit(|combination| {
            let answers = combination.answers();
            let truths: Vec<bool> = (0..conditions.len()).map(|condition| combination.holds(condition)).collect();
            let plain: Vec<bool> = conditions.iter().map(|condition| condition.holds(&answers)).collect();
            assert_eq!(truths, plain, "{answers:?}");
            seen.insert(truths);
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(visited, Ok(None));
        seen
    }

    #[test]
    fn a_threshold_is_looked_at_from_both_sides() {
        let area = [field("id = 'area'\nkind = 'decimal'\nmin = 0.0")];
        assert_eq!(
            truths(&area, &["area >= 0.5", "area >= 5"]),
            BTreeSet::from([vec![false, false], vec![true, false], vec![true, true]])
        );
        assert_eq!(truths(&area, &["area == 5"]).len(), 2);
        let people = [field("id = 'people'\nkind = 'integer'\nmin = 3\nmax = 9")];
        assert_eq!(
            truths(&people, &["people > 3", "people < 3", "people <= 9"]),
            BTreeSet::from([vec![false, false, true], vec![true, false, true]])
        );
    }

    #[test]
    fn a_question_that_is_not_asked_has_no_answer() {
        let fields = [
            field("id = 'builds'\nkind = 'boolean'"),
            field("id = 'civil'\nkind = 'boolean'\nwhen = 'builds'"),
        ];
        assert_eq!(
            truths(&fields, &["builds", "civil"]),
            BTreeSet::from([vec![false, false], vec![true, false], vec![true, true]])
        );
        assert_eq!(truths(&fields, &["!civil && !builds"]).len(), 2);
        assert_eq!(truths(&fields, &["civil && !builds"]), BTreeSet::from([vec![false]]));
    }

    #[test]
    fn a_question_that_may_stay_open_is_looked_at_open() {
        let plain = [field(
            "id = 'eia'\nkind = 'choice'\nchoices = [{ value = 'form', label = '' }]",
        )];
        assert_eq!(truths(&plain, &["eia == 'form'"]).len(), 1);
        let open = [field(
            "id = 'eia'\nkind = 'choice'\noptional = true\nchoices = [{ value = 'form', label = '' }]",
        )];
        assert_eq!(truths(&open, &["eia == 'form'"]).len(), 2);
    }

    #[test]
    fn beyond_the_limit_nothing_is_claimed() {
        let fields: Vec<Field> = (0..21).map(|n| field(&format!("id = 'f{n}'\nkind = 'boolean'"))).collect();
        let fields: Vec<&Field> = fields.iter().collect();
        let sources: Vec<String> = (0..21).map(|n| format!("f{n}")).collect();
        let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
        let conditions = conditions(&sources);
        let conditions: Vec<&Condition> = conditions.iter().collect();
        let all = Combinations::of(&fields, &conditions);
        assert_eq!(all.count_max(), 1 << 21);
        assert_eq!(all.visit(|_| ControlFlow::<()>::Continue(())), Err(TooMany));
        let mut asked_sometimes = fields[20].clone();
        asked_sometimes.when = Condition::parse("f0 || !f0").ok();
        let mut sometimes = fields.clone();
        sometimes[20] = &asked_sometimes;
        assert_eq!(
            Combinations::of(&sometimes, &conditions).visit(|_| ControlFlow::<()>::Continue(())),
            Err(TooMany)
        );
        let twenty = Combinations::of(&fields, &conditions[1..]);
        let mut visited = 0;
        assert_eq!(
            twenty.visit(|_| {
                visited += 1;
                ControlFlow::<()>::Continue(())
            }),
            Ok(None)
        );
        assert_eq!(visited, 1 << 20);
    }
}
