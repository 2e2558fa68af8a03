//! A step (环节): one organ's work on an item, with its place in the order, its limit and its review points.

use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use authority::Duty;
use calendar::{Limit, Unit};
use identity::FunctionId;

use super::{MaterialId, Notice, Payment};
use crate::condition::Condition;
use crate::identifier::identifier;

identifier!(
    /// Stable id of a step, unique in the pack; derived steps are named `<item>.confirm` and `<item>.decide`.
    StepId
);

/// One organ's work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Stable id.
    pub id: StepId,
    /// Name for lanes and lists; without it the item's short name.
    #[serde(default)]
    pub name: Option<String>,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// What is done in it.
    pub kind: StepKind,
    /// Whether a licensing clock runs; without it, pre-review for items that turn formal later.
    #[serde(default)]
    pub phase: Option<Phase>,
    /// Applies when this holds and its item applies.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Who does it.
    pub function: Assignment,
    /// The promised limit.
    pub limit: LimitText,
    /// Steps and gates that must be done first; those that don't apply hold up nothing.
    #[serde(default)]
    pub after: Vec<String>,
    /// The chain inside the organ; without it, the handler alone.
    #[serde(default = "handler_alone")]
    pub chain: Vec<Duty>,
    /// What it reads.
    #[serde(default)]
    pub materials: Vec<MaterialId>,
    /// What is paid in it; for steps of kind `payment`.
    #[serde(default)]
    pub payment: Option<Payment>,
    /// What it shows; for steps of kind `public_notice`.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// What the reviewer ticks.
    #[serde(default, rename = "point")]
    pub points: Vec<ReviewPoint>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

fn handler_alone() -> Vec<Duty> {
    vec![Duty::Handle]
}

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Taking a formal application in, or not (行政许可法 32).
    Acceptance,
    /// Review that ends in an opinion.
    Review,
    /// Saying behind the gate whether what was pre-reviewed still holds.
    Confirmation,
    /// The signer's sign-off of the decision.
    Decision,
    /// Public notice (公示): runs its length by itself.
    PublicNotice,
    /// Work of somebody outside the organs, such as an agency or the province; its result is recorded.
    External,
    /// A survey on the spot; its result is recorded.
    Survey,
    /// A meeting of experts; its result is recorded.
    Meeting,
    /// A hearing (行政许可法 46–48); its result is recorded.
    Hearing,
    /// A payment; its receipt is recorded.
    Payment,
}

/// Whether a licensing clock runs in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Review as if the formal conditions were met: an opinion, no licence, no appeal.
    PreReview,
    /// Part of a formal case.
    Formal,
}

/// Who does a step: one function, or the first whose condition holds.
#[derive(Clone, Debug)]
pub enum Assignment {
    /// Always the same function.
    One(FunctionId),
    /// The first whose condition holds; the last must have none.
    ByRule(Vec<AssignmentRule>),
}

/// One line of an assignment by rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRule {
    /// Without it, in every other case.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The function that acts then.
    pub function: FunctionId,
}

/// A limit as the pack writes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitText {
    /// Number of days; 0 is the same day.
    pub days: u32,
    /// Working or calendar days.
    #[serde(default = "working_days")]
    pub unit: Unit,
    /// Where the number comes from.
    pub ground: String,
}

impl Assignment {
    /// Every function that may act.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionId> {
        let (one, rules) = match self {
            Self::One(function) => (Some(function), [].as_slice()),
            Self::ByRule(rules) => (None, rules.as_slice()),
        };
        one.into_iter().chain(rules.iter().map(|rule| &rule.function))
    }
}

// By hand, because an untagged enum would only say that nothing matched, and not what is wrong with a condition.
impl<'de> Deserialize<'de> for Assignment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AssignmentVisitor)
    }
}

struct AssignmentVisitor;

impl<'de> Visitor<'de> for AssignmentVisitor {
    type Value = Assignment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a function, or a list of rules with a function each")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Assignment, E> {
        text.parse().map(Assignment::One).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rules: A) -> Result<Assignment, A::Error> {
        Vec::deserialize(de::value::SeqAccessDeserializer::new(rules)).map(Assignment::ByRule)
    }
}

fn working_days() -> Unit {
    Unit::Working
}

impl LimitText {
    /// The limit as the clock reads it.
    #[must_use]
    pub fn limit(&self) -> Limit {
        Limit {
            number: self.days,
            unit: self.unit,
            ground: self.ground.clone(),
        }
    }
}

/// One thing that a reviewer checks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewPoint {
    /// What must be true, in one sentence.
    pub text: String,
    /// The law it comes from.
    #[serde(default)]
    pub law: Option<String>,
}
