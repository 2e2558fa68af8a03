//! The signer's turn: what the reviewers found, and what follows from signing off.

use applications::record::state::{CaseStatus, StepState, StepStatus};
use front::Problem;

use super::{Sight, Vault, said};
use crate::history::opinion_key;
use crate::work::Rests;

/// The signer's turn.
#[derive(Clone, Debug)]
pub(crate) struct DecisionDesk {
    /// What was found before, step by step.
    pub(crate) opinions: Vec<Said>,
    /// The certificate that is issued; empty where none is.
    pub(crate) certificate: String,
    /// What follows from signing off.
    pub(crate) follows: Follows,
    /// What it rests on beside opinions.
    pub(crate) rests: Rests,
    /// Whether there is a draft that can be given back.
    pub(crate) can_send_back: bool,
    /// The review that did not support it, by name; empty where every review did.
    pub(crate) not_supported_by: String,
}

/// What an organ said of what it reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The step.
    pub(crate) step: String,
    /// Whose it was.
    pub(crate) organ: String,
    /// The key of the opinion.
    pub(crate) opinion: &'static str,
    /// Its words.
    pub(crate) words: String,
}

/// What follows from signing off a draft decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// The case is granted at once.
    Granted,
    /// It waits for others of its group.
    WaitsForGroup {
        /// What the group is called.
        group: String,
        /// The items that are not signed off.
        items: Vec<String>,
    },
    /// It is the last of its group: all are issued together.
    IssuesGroup {
        /// What the group is called.
        group: String,
        /// How many there are.
        count: usize,
    },
}

impl DecisionDesk {
    pub(super) fn of(sight: &Sight<'_>, vault: &Vault) -> Result<Self, Problem> {
        let item = &sight.step.planned.item;
        let of_item = |step: &&StepState| step.planned.item == *item && step.status == StepStatus::Done && step.takes_opinion();
        let opinions: Vec<Said> = sight
            .application()
            .steps
            .iter()
            .filter(of_item)
            .map(|step| found(sight, vault, step))
            .collect();
        let certificate = sight.words.release.item(item).and_then(|item| item.certificate.as_ref());
        Ok(Self {
            can_send_back: !opinions.is_empty(),
            not_supported_by: sight
                .application()
                .not_supported_by(item)
                .map(|step| sight.name_of(step))
                .unwrap_or_default(),
            opinions,
            certificate: certificate.map(|certificate| certificate.name.clone()).unwrap_or_default(),
            follows: Follows::of(sight, sight.step, &[])?,
            rests: Rests::of(sight, vault),
        })
    }
}

impl Follows {
    /// What follows from signing off a decision, when others of its group are signed off with it.
    pub(crate) fn of(sight: &Sight<'_>, decision: &StepState, with_it: &[&StepState]) -> Result<Self, Problem> {
        let application = sight.application();
        let item = &decision.planned.item;
        let Some(group) = application.planned_item(item).and_then(|planned| planned.group.as_ref()) else {
            return Ok(Self::Granted);
        };
        let named = sight
            .words
            .matter_of(sight.plan()?)
            .and_then(|matter| matter.groups.iter().find(|named| named.id == *group));
        let name = named.map_or_else(|| group.to_string(), |named| named.name.clone());
        let signed = |case: &&applications::record::state::Case| {
            case.status == CaseStatus::SignedOff
                || case.item == *item
                || with_it.iter().any(|step| step.planned.item == case.item)
        };
        let (ready, open): (Vec<_>, Vec<_>) = application.group(group).partition(signed);
        Ok(if open.is_empty() {
            Self::IssuesGroup {
                group: name,
                count: ready.len(),
            }
        } else {
            Self::WaitsForGroup {
                group: name,
                items: open.iter().map(|case| sight.words.item(&case.item)).collect(),
            }
        })
    }
}

fn found(sight: &Sight<'_>, vault: &Vault, step: &StepState) -> Said {
    Said {
        step: sight.name_of(step),
        organ: sight.words.organ(&step.planned.organ),
        opinion: step.opinion.map_or("desk-opinion-none", opinion_key),
        words: said(step, vault),
    }
}
