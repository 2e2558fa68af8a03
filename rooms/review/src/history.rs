//! What has happened to an application: read from the log, in order, with where the words of each act are kept.

mod sentence;
mod told;

use std::collections::BTreeSet;

use applications::record::document::Delivery;
use applications::record::special::SpecialKind;
use applications::record::state::{Attachment, Reassignment};
use applications::record::{Application, Applications, Event};
use authority::{Acted, Party, Role};
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

    /// Everybody for whom another acted.
    pub(crate) fn parties(&self) -> BTreeSet<RecordId> {
        let party = |happening: &Happening| match happening.acted().role {
            Role::Behalf { party, .. } => Some(party_id(party)),
            Role::Person | Role::Enterprise(_) | Role::Post(_) | Role::Deputy { .. } | Role::Timer | Role::System => None,
        };
        self.happenings.iter().filter_map(party).collect()
    }
}

/// The record behind a party; persons' and enterprises' identifiers never coincide.
fn party_id(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}

impl Happening {
    /// The papers that came in with it.
    pub(crate) fn papers(&self) -> &[Attachment] {
        if let Event::Submitted(submitted) = &self.event {
            &submitted.materials
        } else if let Event::RefinementSupplied { materials, .. } = &self.event {
            materials
        } else if let Event::SupplementSupplied { materials, .. } = &self.event {
            materials
        } else if let Event::OwedPapersSupplied { materials, .. } = &self.event {
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
        let beside = self.acted().beside.map(|helper| helper.account);
        let who = [self.account(), self.stood_in_for(), beside];
        who.into_iter().chain(about).flatten().collect()
    }

    /// For which absent colleague it was done.
    pub(crate) fn stood_in_for(&self) -> Option<RecordId> {
        match self.acted().role {
            Role::Deputy { of, .. } => Some(of),
            Role::Person | Role::Enterprise(_) | Role::Post(_) | Role::Behalf { .. } | Role::Timer | Role::System => None,
        }
    }

    /// As what, and who was beside.
    pub(crate) fn acted(&self) -> Acted {
        Acted::read(&self.entry.capacity)
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
        Event::SignedOff {
            step, despite: Some(_), ..
        } => Some(Application::despite_path(step)),
        Event::CaseRefused { item, .. } => Some(format!("refused/{item}")),
        // What was proposed was said when it was proposed.
        Event::CaseNotAccepted { proposal: Some(_), .. } => None,
        Event::CaseNotAccepted { item, .. } => Some(format!("not_accepted/{item}")),
        Event::Proposed(proposed) => Some(proposed.number.words_path()),
        Event::ProposalDeclined { number, .. } => Some(number.declined_path()),
        Event::SupplementContributed { step, .. } => Some(Application::supplement_path(step)),
        Event::SupplementSupplied { .. } => Some("supplied".to_owned()),
        Event::SpecialProcedureEnded { step, kind, .. } if *kind != SpecialKind::Hearing => {
            Some(state.special_result_path(step, *kind))
        }
        Event::HearingRightTold { item, .. } => Some(format!("hearing/{item}/told")),
        Event::HearingAsked { item, .. } => Some(format!("hearing/{item}/asked")),
        Event::HearingAnnounced { item, .. } => Some(format!("hearing/{item}/announced")),
        Event::HearingHeld { item, .. } => Some(format!("hearing/{item}/record")),
        // Said when it was proposed, or nothing.
        Event::SupplementTakenBack { .. }
        | Event::SupplementAsked { .. }
        | Event::SupplementLapsed { .. }
        | Event::SpecialProcedureBegun { .. }
        | Event::SpecialProcedureEnded { .. }
        | Event::Extended { .. } => None,
        Event::GateFailed { gate, .. } => Some(format!("gate/{gate}")),
        Event::PlanChanged(_) => Some(format!("changed/{}", state.plan_version + 1)),
        Event::ObjectionRaised { objection, .. } => Some(format!("objection/{objection}")),
        Event::ObjectionAnswered { objection, .. } => Some(format!("objection/{objection}/answer")),
        Event::PartyTold { party, .. } => Some(format!("party/{party}/interest")),
        Event::ViewStated { party, .. } => Some(format!("party/{party}/view")),
        Event::PaymentWaived { step, .. } => Some(format!("waived/{step}")),
        Event::PromiseChecked { material, .. } => Some(format!("promise/{material}/check")),
        Event::Requested(requested) => Some(requested.number.words_path()),
        Event::Withdrawn { .. } => Some("withdrawn".to_owned()),
        Event::Reassigned { step, .. } => Some(format!("reassigned/{step}/{}", reassigned(step))),
        Event::ConflictDeclared { recusal, .. } | Event::RecusalAsked { recusal, .. } => Some(format!("recusal/{recusal}")),
        Event::RecusalDecided { recusal, .. } => Some(format!("recusal_decided/{recusal}")),
        Event::Submitted(_)
        | Event::QueryCodeRenewed
        | Event::FormCorrected { .. }
        | Event::StepsOpened { .. }
        | Event::Claimed { .. }
        | Event::Released { .. }
        | Event::StagePassed { .. }
        | Event::NoticeEnded { .. }
        | Event::AnswersAwaited { .. }
        | Event::ViewWaived { .. }
        | Event::PaymentAsked { .. }
        | Event::PaymentReported { .. }
        | Event::Paid { .. }
        | Event::PapersOwed { .. }
        | Event::OwedPapersSupplied { .. }
        | Event::OwedPapersLapsed { .. }
        | Event::ProofPromised { .. }
        | Event::CheckDue { .. }
        | Event::GateOpened { .. }
        | Event::LeftOut { .. }
        | Event::CaseAccepted { .. }
        | Event::ProposalApproved { .. }
        | Event::RequestWithdrawn { .. }
        | Event::RequestGranted { .. }
        | Event::RequestRefused { .. }
        | Event::ProlongationDeemed { .. }
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
        | Event::TermsBegun { .. }
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
        Event::DuesMoved {
            steps,
            refinements,
            specials,
            ..
        } => {
            let moved = steps.iter().chain(refinements).map(|moved| &moved.step);
            moved.chain(specials.iter().map(|moved| &moved.step)).collect()
        }
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
        | Event::ObjectionRaised { step, .. }
        | Event::AnswersAwaited { step, .. }
        | Event::PartyTold { step, .. }
        | Event::PaymentAsked { step, .. }
        | Event::PaymentReported { step, .. }
        | Event::Paid { step, .. }
        | Event::PaymentWaived { step, .. }
        | Event::StepDone { step, .. }
        | Event::SignedOff { step, .. }
        | Event::Escalated { step, .. }
        | Event::SupplementContributed { step, .. }
        | Event::SupplementTakenBack { step, .. }
        | Event::SpecialProcedureBegun { step, .. }
        | Event::SpecialProcedureEnded { step, .. }
        | Event::Extended { step, .. }
        | Event::HearingRightTold { step, .. }
        | Event::HearingAsked { step, .. }
        | Event::HearingAnnounced { step, .. }
        | Event::HearingHeld { step, .. }
        | Event::CaseRefused { step, .. } => vec![step],
        Event::SupplementAsked { steps, .. } => steps.iter().collect(),
        Event::SupplementSupplied { steps, .. } => steps.iter().map(|opened| &opened.step).collect(),
        Event::OwedPapersSupplied { reopened, .. } => reopened.iter().map(|opened| &opened.step).collect(),
        Event::Submitted(_)
        | Event::ConflictDeclared { .. }
        | Event::RecusalAsked { .. }
        | Event::RecusalDecided { .. }
        | Event::QueryCodeRenewed
        | Event::FormCorrected { .. }
        | Event::ObjectionAnswered { .. }
        | Event::ViewStated { .. }
        | Event::ViewWaived { .. }
        | Event::PapersOwed { .. }
        | Event::OwedPapersLapsed { .. }
        | Event::ProofPromised { .. }
        | Event::CheckDue { .. }
        | Event::PromiseChecked { .. }
        | Event::GateOpened { .. }
        | Event::GateFailed { .. }
        | Event::PlanChanged(_)
        | Event::LeftOut { .. }
        | Event::CaseAccepted { .. }
        | Event::CaseNotAccepted { .. }
        | Event::Proposed(_)
        | Event::ProposalApproved { .. }
        | Event::ProposalDeclined { .. }
        | Event::Requested(_)
        | Event::RequestWithdrawn { .. }
        | Event::RequestGranted { .. }
        | Event::RequestRefused { .. }
        | Event::ProlongationDeemed { .. }
        | Event::SupplementLapsed { .. }
        | Event::CaseGranted { .. }
        | Event::DocumentRendered { .. }
        | Event::Served { .. }
        | Event::DocumentMade { .. }
        | Event::DocumentOpened { .. }
        | Event::Posted { .. }
        | Event::PostReturned { .. }
        | Event::DeliveryChosen { .. }
        | Event::TermsBegun { .. }
        | Event::Withdrawn { .. }
        | Event::Rated { .. } => Vec::new(),
        Event::DocumentIssued { step, .. } => step.iter().collect(),
    }
}
