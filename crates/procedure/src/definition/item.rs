//! A service item (事项): what an organ decides, on which law, with which steps and which certificate.

use serde::{Deserialize, Serialize};

use super::{Assignment, LimitText, Step};
use crate::condition::Condition;
use crate::identifier::identifier;

identifier!(
    /// Stable id of an item, unique in the pack.
    ItemId
);

/// A service item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable id.
    pub id: ItemId,
    /// Its place in the matter's published list, such as "E2" or "17".
    #[serde(default)]
    pub number: Option<String>,
    /// Official name, the same everywhere in the nation.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Short name for lanes and lists.
    pub short: String,
    /// Kind of administrative act, such as 行政许可.
    pub kind: String,
    /// Legal basis, law and article, one line each.
    #[serde(default)]
    pub law: Vec<String>,
    /// The time limit the law gives.
    #[serde(default)]
    pub statutory: Option<LimitText>,
    /// By how much its term may be extended, and by whom; without it, what the law gives one organ.
    #[serde(default)]
    pub extension: Option<ExtensionText>,
    /// Applies when this holds; without it, always.
    #[serde(default)]
    pub when: Option<Condition>,
    /// When it turns from pre-review into a formal case.
    pub turns_formal: TurnsFormal,
    /// Who decides and seals; required unless it never turns formal.
    #[serde(default)]
    pub decide: Option<Assignment>,
    /// Limit of the signer's decision; without it the matter's.
    #[serde(default)]
    pub decide_limit: Option<LimitText>,
    /// Items whose decision must stand before this one's.
    #[serde(default)]
    pub decide_after: Vec<ItemId>,
    /// What becomes of the application when this item is refused.
    #[serde(default)]
    pub on_refusal: OnRefusal,
    /// What is issued.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Whether this decision was transferred to the approval bureau (划转).
    #[serde(default)]
    pub transferred: bool,
    /// The item's own steps, in the order of the guide.
    #[serde(rename = "step", default)]
    pub steps: Vec<Step>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// An extension of the term to decide, as the pack writes it (行政许可法 42).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionText {
    /// By at most how many days of the statutory limit's unit.
    pub days: u32,
    /// Who approves it.
    pub approved_by: Signatory,
    /// Where the number comes from.
    pub ground: String,
}

/// Whose head signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signatory {
    /// The deciding organ's (本行政机关负责人).
    Organ,
    /// The government's (本级人民政府负责人): where several organs handle an item together.
    Government,
}

/// When an item turns into a formal case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnsFormal {
    /// Formal from the start: its acceptance step accepts it (行政许可法 32).
    AtAcceptance,
    /// As soon as its pre-review supports it.
    WhenReady,
    /// When the gate has opened.
    BehindGate,
    /// Never: a check whose result other steps need; no case of its own.
    Never,
}

/// What becomes of the application when one item is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRefusal {
    /// Nothing can go on without it.
    FailAll,
    /// The applicant may go on without it.
    #[default]
    Continue,
    /// The applicant may leave it out at any time.
    Optional,
}

/// The certificate or document that a granted case results in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Its place in the matter's published list, such as "C9".
    #[serde(default)]
    pub number: Option<String>,
    /// Name on the document.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// The template in `templates/`, without its ending.
    pub template: String,
    /// Characters of the document number, such as "滨审批节能"; the year and a gapless number follow.
    pub series: String,
    /// How long it is valid, in words; without it, for as long as its subject exists.
    #[serde(default)]
    pub validity: Option<String>,
    /// The same in months, where it ends by itself; then it can be prolonged (行政许可法 50).
    #[serde(default)]
    pub valid_months: Option<u16>,
    /// What it licenses (经营项目), entry by entry; what a certificate does not name, it does not allow.
    #[serde(default)]
    pub scope: Vec<ScopeEntry>,
}

/// One thing that a certificate licenses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeEntry {
    /// As it stands on the certificate.
    pub text: String,
    /// The answers with which it is licensed; always without it.
    #[serde(default)]
    pub when: Option<Condition>,
}
