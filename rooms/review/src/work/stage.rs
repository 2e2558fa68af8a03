//! Where a step stands for its reader: what can be done with it now, or who has to act instead.

mod decision;
mod opinion;
mod payment;

use applications::record::Application;
use applications::record::state::{StepState, StepStatus};
use authority::{Duty, acts};
use front::Problem;
use procedure::definition::StepKind;

pub(crate) use decision::{DecisionDesk, Follows};
pub(crate) use opinion::{OpinionDesk, Refine};
pub(crate) use payment::PaymentDesk;

use super::around::{ObjectionLine, objections};
use super::procedures::{SpecialDesk, special};
use super::{Change, Sight, Vault, changes};
use crate::history::{History, opinion_key};
use crate::names::Names;

/// Where a step stands for its reader.
#[derive(Clone, Debug)]
pub(crate) enum Stage {
    /// Something before it is not done.
    Waits {
        /// The steps, by name.
        steps: Vec<String>,
        /// The gates, by what people wait for.
        gates: Vec<String>,
    },
    /// A public notice runs by itself.
    Notice {
        /// Through which day; once it is over, until when objections are to be answered.
        until: String,
        /// Whether its term is over and objections wait for their answers.
        waits_for_answers: bool,
        /// What was objected.
        objections: Vec<ObjectionLine>,
        /// Whether the reader may answer.
        can_answer: bool,
    },
    /// The applicant refines.
    Refining {
        /// Until when the applicant is asked to answer.
        until: String,
        /// What was asked.
        request: String,
        /// The papers that were asked for anew.
        materials: Vec<String>,
    },
    /// The applicant has been told what is missing before acceptance.
    Supplementing {
        /// Until when it is to be supplied; empty where there is no term.
        until: String,
        /// What this organ found missing.
        request: String,
    },
    /// Special procedures run; no clock does.
    Special(Box<SpecialDesk>),
    /// Another organ waits to be paid.
    Paying {
        /// Until when.
        until: String,
    },
    /// The reader's to set, record or waive a payment.
    Payment(Box<PaymentDesk>),
    /// Not supported: the applicant chooses.
    Unsupported {
        /// What was said.
        words: String,
    },
    /// Done.
    Done {
        /// The key of the opinion; none where there is none.
        opinion: Option<&'static str>,
        /// What was said.
        words: String,
    },
    /// No longer needed.
    Dropped,
    /// Open, but for others.
    ForOthers {
        /// Whose desk it is on.
        organ: String,
        /// The key of the duty that it asks for.
        duty: &'static str,
    },
    /// Open, and nobody has claimed it.
    Free,
    /// A colleague has claimed it.
    Held {
        /// Who.
        name: String,
    },
    /// The reader's to say what was found.
    Opinion(Box<OpinionDesk>),
    /// The reader's to pass on or give back in the chain.
    Chain(Box<ChainDesk>),
    /// The reader's to accept or not.
    Acceptance,
    /// The reader's to sign off.
    Decision(Box<DecisionDesk>),
}

/// A draft on its way through the chain.
#[derive(Clone, Debug)]
pub(crate) struct ChainDesk {
    /// The key of the duty: 审核, 签发.
    pub(crate) duty: &'static str,
    /// Whether the organ's opinion stands once this stage agrees.
    pub(crate) is_last: bool,
    /// The key of the opinion that is proposed.
    pub(crate) opinion: &'static str,
    /// Its words.
    pub(crate) words: String,
    /// Who drafted it.
    pub(crate) drafted_by: String,
    /// Whether the reader drafted it and so cannot agree with it.
    pub(crate) is_own: bool,
}

/// Where a step stands for its reader.
pub(crate) fn stage(sight: &Sight<'_>, vault: &Vault, history: Option<&History>, names: &Names) -> Result<Stage, Problem> {
    let step = sight.step;
    Ok(match step.status {
        StepStatus::Waiting => waits(sight)?,
        StepStatus::Refining => refining(sight, vault),
        StepStatus::Supplementing => supplementing(sight, vault),
        StepStatus::SpecialProcedure => {
            let may_work = sight
                .seen
                .permit_on_step::<acts::WorkOnStep>(sight.at.actor_on(step), step)
                .is_ok();
            Stage::Special(Box::new(special(sight, vault, names, may_work)))
        }
        StepStatus::Unsupported => Stage::Unsupported {
            words: said(step, vault),
        },
        StepStatus::Done => Stage::Done {
            opinion: step.opinion.map(opinion_key),
            words: said(step, vault),
        },
        StepStatus::Dropped => Stage::Dropped,
        StepStatus::Paying => paying(sight, vault),
        StepStatus::Open => open(sight, vault, history, names)?,
    })
}

fn open(sight: &Sight<'_>, vault: &Vault, history: Option<&History>, names: &Names) -> Result<Stage, Problem> {
    let step = sight.step;
    let actor = sight.at.actor_on(step);
    let works = sight.seen.permit_on_step::<acts::WorkOnStep>(actor, step).is_ok();
    let signs = sight.seen.permit_on_step::<acts::SignOff>(actor, step).is_ok();
    let others = Stage::ForOthers {
        organ: sight.words.organ(&step.planned.organ),
        duty: duty_key(step.duty()),
    };
    Ok(match step.planned.kind {
        StepKind::PublicNotice => {
            let until = step.due.map(|due| sight.texts.day(&due.deadline.day(sight.calendar)));
            Stage::Notice {
                until: until.unwrap_or_default(),
                waits_for_answers: step.answers_due.is_some(),
                objections: objections(sight, vault),
                can_answer: works,
            }
        }
        StepKind::Decision if signs => Stage::Decision(Box::new(DecisionDesk::of(sight, vault)?)),
        StepKind::Acceptance if works => Stage::Acceptance,
        StepKind::Payment if works => Stage::Payment(Box::new(PaymentDesk::of(sight, vault))),
        StepKind::Decision | StepKind::Acceptance | StepKind::Payment => others,
        StepKind::Review
        | StepKind::Confirmation
        | StepKind::External
        | StepKind::Survey
        | StepKind::Meeting
        | StepKind::Hearing => match step.holder {
            _ if !works => others,
            _ if step.stage > 0 => Stage::Chain(Box::new(chain(sight, vault, names))),
            None => Stage::Free,
            Some(holder) if actor.holds_as() == Some(holder) => Stage::Opinion(Box::new(OpinionDesk::of(sight, vault, history)?)),
            Some(holder) => Stage::Held {
                name: names.holder(sight.texts, holder),
            },
        },
    })
}

/// Its own organ may record what came in at any time; others see that it waits.
fn paying(sight: &Sight<'_>, vault: &Vault) -> Stage {
    let desk = PaymentDesk::of(sight, vault);
    let actor = sight.at.actor_on(sight.step);
    match sight.seen.permit_on_step::<acts::WorkOnStep>(actor, sight.step) {
        Ok(_) => Stage::Payment(Box::new(desk)),
        Err(_) => Stage::Paying { until: desk.until },
    }
}

fn waits(sight: &Sight<'_>) -> Result<Stage, Problem> {
    let application = sight.application();
    let before = sight.step.planned.after.iter().filter_map(|id| application.step(id));
    let open = before.filter(|step| !matches!(step.status, StepStatus::Done | StepStatus::Dropped));
    let matter = sight.plan()?.matter.as_str();
    let closed = sight
        .step
        .planned
        .gates
        .iter()
        .filter(|id| application.gate(id).is_none_or(|gate| gate.opened_on.is_none()));
    Ok(Stage::Waits {
        steps: open.map(|step| sight.name_of(step)).collect(),
        gates: closed
            .filter_map(|id| sight.words.gate(matter, id))
            .map(|gate| gate.name.clone())
            .collect(),
    })
}

fn supplementing(sight: &Sight<'_>, vault: &Vault) -> Stage {
    let until = sight.application().supplement_until();
    Stage::Supplementing {
        until: until
            .map(|due| sight.texts.day(&due.deadline.day(sight.calendar)))
            .unwrap_or_default(),
        request: vault.text(&Application::supplement_path(&sight.step.planned.step)).to_owned(),
    }
}

fn refining(sight: &Sight<'_>, vault: &Vault) -> Stage {
    let id = &sight.step.planned.step;
    let until = sight.application().refinement_due(id).map(|day| sight.texts.day(&day));
    let materials = sight
        .application()
        .refinement_materials(id)
        .iter()
        .map(|material| sight.words.material(material));
    Stage::Refining {
        until: until.unwrap_or_default(),
        request: vault.text(&format!("refinement/{id}/{}", sight.step.refinements)).to_owned(),
        materials: materials.collect(),
    }
}

fn chain(sight: &Sight<'_>, vault: &Vault, names: &Names) -> ChainDesk {
    let step = sight.step;
    ChainDesk {
        duty: duty_key(step.duty()),
        is_last: !step.has_next_stage(),
        opinion: step.draft.map_or("", opinion_key),
        words: said(step, vault),
        drafted_by: step
            .holder
            .map(|holder| names.holder(sight.texts, holder))
            .unwrap_or_default(),
        is_own: sight.at.actor_on(step).hands().any(|hand| step.drafters.contains(&hand)),
    }
}

/// What was said in the current round of a step.
pub(crate) fn said(step: &StepState, vault: &Vault) -> String {
    vault
        .text(&format!("opinion/{}/{}", step.planned.step, step.rounds))
        .to_owned()
}

/// The key of a duty's name.
pub(crate) fn duty_key(duty: Duty) -> &'static str {
    match duty {
        Duty::Handle => "desk-duty-handle",
        Duty::Check => "desk-duty-check",
        Duty::Sign => "desk-duty-sign",
        Duty::Clerk | Duty::Helper | Duty::Supervise | Duty::Lead | Duty::Administer | Duty::Audit | Duty::Protect => {
            "desk-duty-other"
        }
    }
}

/// What has changed since the opinion that a confirmation is about; nothing for other steps.
pub(super) fn changed(sight: &Sight<'_>, history: Option<&History>) -> Vec<Change> {
    match (sight.step.planned.kind, history) {
        (StepKind::Confirmation, Some(history)) => changes(sight, history),
        (_, _) => Vec::new(),
    }
}
