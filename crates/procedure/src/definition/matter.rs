//! A matter (主题): what a person asks for in one application, as a set of items.

use serde::{Deserialize, Serialize};

use identity::FunctionId;

use super::{FieldId, Gate, ItemId, LimitText};
use crate::identifier::identifier;

identifier!(
    /// Stable id of a matter, unique in the pack.
    MatterId
);
identifier!(
    /// Stable id of an issue-together group, unique in its matter.
    GroupId
);

/// What a person asks for in one application.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Stable id; part of its address.
    pub id: MatterId,
    /// The name people know it by.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// One sentence: what one gets, from whom, in how long.
    pub summary: String,
    /// English summary.
    #[serde(default)]
    pub summary_en: Option<String>,
    /// What people call it, or what they want when they need it (饭店, 火锅, restaurant); no two matters share a word.
    #[serde(default)]
    pub words: Vec<String>,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// Whether applications hang on a project.
    #[serde(default)]
    pub needs_project: bool,
    /// The organ function that leads it.
    pub lead: FunctionId,
    /// What is promised.
    pub promise: Promise,
    /// The guided questions (情形引导), in order.
    #[serde(default)]
    pub questions: Vec<FieldId>,
    /// The one form, in parts.
    #[serde(rename = "part", default)]
    pub parts: Vec<FormPart>,
    /// The field of the form that says where its subject lies, where that must be within the region of the application: an
    /// organ decides within its own region only (地域管辖).
    #[serde(default)]
    pub place: Option<FieldId>,
    /// The items it consists of, in the order of the guide.
    pub items: Vec<ItemId>,
    /// Outside events that parts of it wait for.
    #[serde(rename = "gate", default)]
    pub gates: Vec<Gate>,
    /// Rules of its pre-review, where it has one.
    #[serde(default)]
    pub pre_review: Option<PreReview>,
    /// What becomes of papers that were found missing before acceptance; without it they are waited for without a term.
    #[serde(default)]
    pub supplement: Option<SupplementText>,
    /// Items that are accepted, decided and served together.
    #[serde(rename = "group", default)]
    pub groups: Vec<Group>,
    /// What the applicant signs, where something is.
    #[serde(default)]
    pub commitment: Option<Commitment>,
    /// How its papers reach the applicant. Without it they come into the account through which it was applied for.
    #[serde(default)]
    pub delivery: Option<DeliveryRule>,
    /// What its guide says.
    pub guide: Guide,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// Who may apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A natural person.
    Person,
    /// An enterprise or other organisation.
    Enterprise,
}

/// What is promised for the whole application.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The limit of the longest chain of government days.
    pub limit: LimitText,
    /// What the number counts, in one or two sentences for the guide.
    pub counts: String,
}

/// One page of the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPart {
    /// Stable id, unique in the matter.
    pub id: String,
    /// Heading of the page.
    pub title: String,
    /// English heading.
    #[serde(default)]
    pub title_en: Option<String>,
    /// Its fields, in order.
    pub fields: Vec<FieldId>,
}

/// Rules of a pre-review.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreReview {
    /// How many rounds of refinement (修改完善) one step may ask for.
    pub refinement_rounds: u32,
    /// How long the applicant has for one refinement.
    pub refinement_limit: LimitText,
    /// The gate behind which pre-reviewed items turn formal.
    #[serde(default)]
    pub gate: Option<super::GateId>,
    /// Limit of the confirmation behind the gate; without it nothing is confirmed.
    #[serde(default)]
    pub confirm: Option<LimitText>,
    /// Limit of a signer's decision.
    pub decide: LimitText,
}

/// The applicant's term to supply what was missing (补正, 行政许可法 32), and what follows when it runs out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplementText {
    /// How long the applicant has.
    pub limit: LimitText,
    /// What follows.
    pub unsupplied: Unsupplied,
}

/// What becomes of a case whose missing papers were not supplied in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsupplied {
    /// It counts as withdrawn (视为撤回申请).
    Withdrawn,
    /// It is terminated (终止办理).
    Terminated,
}

/// Items that are accepted, decided and served by one command each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: GroupId,
    /// What people call it.
    pub name: String,
    /// Its items.
    pub items: Vec<ItemId>,
}

/// What the applicant signs before submitting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Title of the letter.
    pub title: String,
    /// The template in `templates/`, without its ending.
    pub template: String,
    /// What is promised, one sentence each; all must be accepted.
    pub statements: Vec<String>,
    /// What follows when it is broken.
    pub consequences: String,
}

/// Which fields of the form say how papers reach the applicant. Papers are served electronically only with the applicant's
/// consent (国务院关于在线政务服务的若干规定 10; 民事诉讼法 90).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryRule {
    /// The choice of `electronic`, `window` or `post` for certificates.
    pub way: FieldId,
    /// The yes or no to electronic service of everything; without it, choosing `electronic` is the consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<FieldId>,
    /// Where papers are posted to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<FieldId>,
}

/// What the guide of a matter says beyond what follows from its definition.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Who may apply and on which conditions, one line each.
    pub conditions: Vec<String>,
    /// Law and policy it stands on, one line each.
    pub law: Vec<String>,
    /// What it costs.
    pub fee: String,
    /// Number of visits to a window that are needed.
    #[serde(default)]
    pub visits: u32,
    /// Where to ask.
    #[serde(default)]
    pub contact: Option<String>,
    /// Questions that people often ask.
    #[serde(default, rename = "frequent")]
    pub frequent: Vec<Frequent>,
}

/// A question that people often ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frequent {
    /// In their words.
    pub question: String,
    /// The answer.
    pub answer: String,
}
