//! What has happened to an application: read from the log, in order, with where the words of each act are kept.

mod sentence;
mod told;

use std::collections::BTreeSet;

use applications::record::document::Delivery;
use applications::record::state::{Attachment, Reassignment};
use applications::record::{Application, Applications, Event};
use identity::RecordId;
use ledger::{Entry, Ledger, Record, Stamp, Unavailable};
use procedure::definition::StepId;

pub(crate) use sentence::opinion_key;
pub(crate) use told::{Deed, Teller};

/// Everything that has happened, the oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) happenings: Vec<Happening>,
}

/// One thing that has happened.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// As the log has it.
    pub(crate) entry: Entry,
    /// The event.
    pub(crate) event: Event,
    /// Where what was said with it is kept.
    pub(crate) words: Option<String>,
}

impl History {
    /// Reads it.
    pub(crate) async fn read(ledger: &Ledger, application: RecordId) -> Result<Self, Unavailable> {
        let entries = ledger.history(application).await?;
        let mut state = Application::default();
        let mut happenings = Vec::with_capacity(entries.len());
        for entry in entries {
            let event = event_of(&entry)?;
            let words = words_path(&state, &event);
            Applications::apply(&mut state, &event, &stamp_of(&entry));
            happenings.push(Happening { entry, event, words });
        }
        Ok(Self { happenings })
    }

    /// The last thing that happened to a step, if anything did.
    pub(crate) fn last_of(&self, step: &StepId) -> Option<&Happening> {
        self.happenings
            .iter()
            .rfind(|happening| steps_of(&happening.event).contains(&step))
    }

    /// Every account that acted, for whom it acted, and whom it acted about.
    pub(crate) fn accounts(&self) -> BTreeSet<RecordId> {
        self.happenings.iter().flat_map(Happening::accounts).collect()
    }
}

impl Happening {
    /// The papers that came in with it.
    pub(crate) fn papers(&self) -> &[Attachment] {
        if let Event::Submitted(submitted) = &self.event {
            &submitted.materials
        } else if let Event::RefinementSupplied { materials, .. } = &self.event {
            materials
        } else if let Event::PlanChanged(changed) = &self.event {
            &changed.materials
        } else {
            &[]
        }
    }

    /// Everybody who is named when it is told.
    pub(crate) fn accounts(&self) -> Vec<RecordId> {
        let about = if let Event::Reassigned { from, to, cause, .. } = &self.event {
            vec![*from, *to, ordered_by(cause)]
        } else if let Event::RecusalDecided { person, .. } = &self.event {
            vec![*person]
        } else {
            Vec::new()
        };
        let who = [self.account(), self.stood_in_for()];
        who.into_iter().chain(about).flatten().collect()
    }

    /// For which absent colleague it was done: `deputy:shengtai-371625-handle:…`.
    pub(crate) fn stood_in_for(&self) -> Option<RecordId> {
        stood_in_for(&self.entry.capacity)
    }

    /// Who did it, if a person did.
    pub(crate) fn account(&self) -> Option<RecordId> {
        self.entry.actor.parse().ok()
    }
}

/// For which absent colleague somebody acts in a capacity as the log writes it.
pub(crate) fn stood_in_for(capacity: &str) -> Option<RecordId> {
    let (_, of) = capacity.strip_prefix("deputy:")?.rsplit_once(':')?;
    of.parse().ok()
}

/// Who ordered the handover that brought a step to another holder.
pub(crate) fn ordered_by(cause: &Reassignment) -> Option<RecordId> {
    match cause {
        Reassignment::Handover(ordered) => Some(ordered.ordered_by),
        Reassignment::Head | Reassignment::TakenOver => None,
    }
}

/// The event of an entry, by way of the versions in which events have been written.
fn event_of(entry: &Entry) -> Result<Event, Unavailable> {
    let mut written = serde_json::json!({ "type": entry.event_type, "data": entry.data });
    if entry.event_version < Applications::EVENT_VERSION {
        written = Applications::upcast(entry.event_version, written);
    }
    serde_json::from_value(written).map_err(|error| Unavailable(format!("event {} cannot be read: {error}", entry.position)))
}

fn stamp_of(entry: &Entry) -> Stamp {
    Stamp {
        version: entry.version,
        at: entry.at,
        actor: entry.actor.clone(),
        capacity: entry.capacity.clone(),
        release: entry.release.clone(),
    }
}

/// Where the record keeps what is said with an event, as it stands before the event.
fn words_path(state: &Application, event: &Event) -> Option<String> {
    let rounds = |step| state.step(step).map_or(0, |step| step.rounds);
    let reassigned = |step| state.step(step).map_or(1, |step| step.reassignments + 1);
    let refinements = |step| state.step(step).map_or(0, |step| step.refinements);
    match event {
        Event::OpinionDrafted { step, .. } => Some(format!("opinion/{step}/{}", rounds(step))),
        // What went through the chain was said when it was drafted.
        Event::OpinionGiven { step, .. } if state.step(step).is_some_and(|step| step.draft.is_some()) => None,
        Event::OpinionGiven { step, .. } => Some(format!("opinion/{step}/{}", rounds(step))),
        Event::StageReturned { step } => Some(format!("returned/{step}/{}", rounds(step))),
        Event::RefinementAsked { step, .. } => Some(format!("refinement/{step}/{}", refinements(step) + 1)),
        Event::RefinementSupplied { step, .. } => Some(format!("refined/{step}/{}", refinements(step))),
        Event::SentBack { step, .. } => Some(format!("sent_back/{step}/{}", rounds(step))),
        Event::CaseRefused { item, .. } => Some(format!("refused/{item}")),
        // What was proposed was said when it was proposed.
        Event::CaseNotAccepted { proposal: Some(_), .. } => None,
        Event::CaseNotAccepted { item, .. } => Some(format!("not_accepted/{item}")),
        Event::Proposed(proposed) => Some(proposed.number.words_path()),
        Event::ProposalDeclined { number, .. } => Some(number.declined_path()),
        Event::GateFailed { gate, .. } => Some(format!("gate/{gate}")),
        Event::PlanChanged(_) => Some(format!("changed/{}", state.plan_version + 1)),
        Event::Withdrawn { .. } => Some("withdrawn".to_owned()),
        Event::Reassigned { step, .. } => Some(format!("reassigned/{step}/{}", reassigned(step))),
        Event::ConflictDeclared { recusal, .. } | Event::RecusalAsked { recusal, .. } => Some(format!("recusal/{recusal}")),
        Event::RecusalDecided { recusal, .. } => Some(format!("recusal_decided/{recusal}")),
        Event::Submitted(_)
        | Event::StepsOpened { .. }
        | Event::Claimed { .. }
        | Event::Released { .. }
        | Event::StagePassed { .. }
        | Event::NoticeEnded { .. }
        | Event::GateOpened { .. }
        | Event::LeftOut { .. }
        | Event::CaseAccepted { .. }
        | Event::ProposalApproved { .. }
        | Event::StepDone { .. }
        | Event::SignedOff { .. }
        | Event::CaseGranted { .. }
        | Event::DocumentRendered { .. }
        | Event::Served { .. }
        | Event::DocumentIssued { .. }
        | Event::DocumentMade { .. }
        | Event::DocumentOpened { .. }
        | Event::Posted { .. }
        | Event::DeliveryChosen { .. }
        | Event::Rated { .. }
        | Event::Escalated { .. }
        | Event::DuesMoved { .. } => None,
        // What came back is said of each paper alike.
        Event::PostReturned { documents, .. } => {
            let document = state.document(*documents.first()?)?;
            match document.delivery {
                Delivery::Posted { times, .. } => Some(format!("post_returned/{}/{times}", document.ordinal)),
                Delivery::Waiting | Delivery::Returned { .. } | Delivery::Served { .. } | Delivery::Kept => None,
            }
        }
    }
}

/// The steps on which an event acted.
fn steps_of(event: &Event) -> Vec<&StepId> {
    match event {
        Event::StepsOpened { steps, .. } => steps.iter().map(|opened| &opened.step).collect(),
        Event::SentBack { step, to, .. } => vec![step, to],
        Event::DuesMoved { steps, refinements, .. } => steps.iter().chain(refinements).map(|moved| &moved.step).collect(),
        Event::Claimed { step, .. }
        | Event::Released { step }
        | Event::Reassigned { step, .. }
        | Event::RefinementAsked { step, .. }
        | Event::RefinementSupplied { step, .. }
        | Event::OpinionDrafted { step, .. }
        | Event::StagePassed { step }
        | Event::StageReturned { step }
        | Event::OpinionGiven { step, .. }
        | Event::NoticeEnded { step, .. }
        | Event::StepDone { step, .. }
        | Event::SignedOff { step, .. }
        | Event::CaseRefused { step, .. }
        | Event::Escalated { step, .. } => vec![step],
        Event::Submitted(_)
        | Event::ConflictDeclared { .. }
        | Event::RecusalAsked { .. }
        | Event::RecusalDecided { .. }
        | Event::GateOpened { .. }
        | Event::GateFailed { .. }
        | Event::PlanChanged(_)
        | Event::LeftOut { .. }
        | Event::CaseAccepted { .. }
        | Event::CaseNotAccepted { .. }
        | Event::Proposed(_)
        | Event::ProposalApproved { .. }
        | Event::ProposalDeclined { .. }
        | Event::CaseGranted { .. }
        | Event::DocumentRendered { .. }
        | Event::Served { .. }
        | Event::DocumentMade { .. }
        | Event::DocumentOpened { .. }
        | Event::Posted { .. }
        | Event::PostReturned { .. }
        | Event::DeliveryChosen { .. }
        | Event::Withdrawn { .. }
        | Event::Rated { .. } => Vec::new(),
        Event::DocumentIssued { step, .. } => step.iter().collect(),
    }
}
