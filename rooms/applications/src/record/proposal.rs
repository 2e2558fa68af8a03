//! Proposals: what needs the signature of a head is proposed by one person, and approved or declined by another.
//!
//! Approving performs the act in the same command, so that nothing stands between the signature and what was signed. A proposal
//! whose subject has gone on meanwhile lapses by itself.

use std::fmt;
use std::str::FromStr;

use authority::Duty;
use calendar::Day;
use identity::{OrganId, RecordId};
use ledger::{Context, Decision};
use procedure::definition::{ItemId, StepId};
use serde::{Deserialize, Serialize};

use super::afterwards::{self, Afterwards, Cause};
use super::command::{Approve, Decline, Propose};
use super::desk::unbiased;
use super::document::Standing;
use super::event::Event;
use super::keeping;
use super::opening::Course;
use super::refusal::Refusal;
use super::request::{self, RequestNumber};
use super::special::SpecialKind;
use super::state::{Application, StepStatus};
use super::{acceptance, extension, special};

/// An act that needs a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Proposal {
    /// Not to accept a formal application (行政许可法 32).
    NotAccept {
        /// Whose matter it is instead, where it is another organ's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        elsewhere: Option<OrganId>,
    },
    /// A special procedure (行政许可法 45).
    SpecialProcedure {
        /// Which of the law's list.
        kind: SpecialKind,
        /// How many working days are announced.
        days: u32,
    },
    /// An extension of the term to decide (行政许可法 42).
    Extend {
        /// By how many days.
        days: u32,
        /// The number of the government's paper in which its head approved it, where that head's approval is needed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<String>,
    },
    /// What is to become of a certificate (行政许可法 8, 49, 50, 69, 70).
    Afterwards {
        /// The certificate.
        document: u16,
        /// What.
        what: Afterwards,
    },
    /// Not to do what the holder of a certificate asked for (行政许可法 38).
    RefuseRequest {
        /// Which request.
        request: RequestNumber,
    },
}

/// What a proposal is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", content = "id", rename_all = "snake_case")]
pub enum ProposedOn {
    /// An open step.
    Step(StepId),
    /// A case, also after its end.
    Case(ItemId),
}

/// A proposal's place among those of its application, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProposalNumber(pub u16);

/// Something that somebody proposed. Its words are in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Its number.
    pub number: ProposalNumber,
    /// What it is about.
    pub on: ProposedOn,
    /// What is to be done.
    pub proposal: Proposal,
    /// Whose signature it needs.
    pub organ: OrganId,
    /// The duty that signs: [`Duty::Sign`] for the organ's head, [`Duty::Lead`] for the government's.
    pub duty: Duty,
    /// Who proposed it, and so cannot approve it.
    pub by: RecordId,
    /// The absent colleague in whose name it was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_name_of: Option<RecordId>,
    /// The holder's request that it answers, where it answers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<RequestNumber>,
    /// The day on which it was proposed, a rest day too.
    pub day: Day,
}

/// A proposal as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState {
    /// What was proposed.
    pub proposed: Proposed,
    /// What became of it; none while it waits for its signature.
    pub outcome: Option<Outcome>,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Approved, and done.
    Approved,
    /// Declined, with a reason.
    Declined,
    /// Its subject has gone on without it.
    Lapsed,
}

pub(super) fn propose(state: &Application, command: Propose, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let by = context.actor.account.ok_or(Refusal::NotYourDesk)?;
    let answers = request::answer(state, &command, context)?;
    let proposal = request::as_asked(state, command.proposal, answers);
    admissible(state, &command.on, &proposal, context)?;
    let is_same = |open: &Proposed| open.on == command.on && open.proposal.is_alike(&proposal);
    // A request has one answer: who would grant it waits until nobody would refuse it.
    let is_other_answer = |open: &Proposed| answers.is_some() && open.answers == answers;
    if state
        .open_proposals()
        .any(|open| is_same(&open.proposed) || is_other_answer(&open.proposed))
    {
        return Err(Refusal::ProposedBefore);
    }
    let number = ProposalNumber(u16::try_from(state.proposals.len() + 1).map_err(|_| Refusal::NoNumberLeft)?);
    let words = keeping::said(number.words_path(), &command.reasons)?;
    let (organ, duty) = signatory(state, &command.on, &proposal)?;
    let proposed = Proposed {
        number,
        on: command.on,
        proposal,
        organ,
        duty,
        by,
        in_name_of: context.actor.stands_in_for(),
        answers,
        day: context.at.day(),
    };
    Ok(Decision::from(Event::Proposed(Box::new(proposed))).with_secret(words))
}

pub(super) fn approve(state: &Application, command: &Approve, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let proposed = to_sign(state, command.proposal, context)?.clone();
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let mut course = Course::from(state, context);
    course.then(Event::ProposalApproved {
        number: proposed.number,
        day: context.day(region),
    });
    perform(&mut course, &proposed, context)?;
    Ok(course.decided())
}

/// Whoever may sign declines; also what was proposed by the same person, who so takes it back.
pub(super) fn decline(state: &Application, command: &Decline, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let proposed = waiting_at_desk(state, command.proposal, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let reason = keeping::said(proposed.number.declined_path(), &command.reason)?;
    Ok(Decision::from(Event::ProposalDeclined {
        number: proposed.number,
        day: context.day(region),
    })
    .with_secret(reason))
}

/// Whether an act may be proposed here by whoever acts: at the desk on which its subject lies.
fn admissible(state: &Application, on: &ProposedOn, proposal: &Proposal, context: &Context<'_>) -> Result<(), Refusal> {
    match (proposal, on) {
        (Proposal::NotAccept { .. }, ProposedOn::Step(step)) => acceptance::acceptance_step(state, step, context).map(|_| ()),
        (Proposal::SpecialProcedure { kind, days }, ProposedOn::Step(step)) => {
            special::admissible(state, step, *kind, *days, context)
        }
        (Proposal::Extend { days, approval }, ProposedOn::Step(step)) => {
            extension::admissible(state, step, *days, approval.as_deref(), context)
        }
        (Proposal::Afterwards { document, what }, ProposedOn::Case(_)) => {
            afterwards::admissible(state, *document, *what, context)
        }
        (Proposal::RefuseRequest { request }, ProposedOn::Case(_)) => request::may_be_refused(state, *request, context),
        (Proposal::NotAccept { .. } | Proposal::SpecialProcedure { .. } | Proposal::Extend { .. }, ProposedOn::Case(_))
        | (Proposal::Afterwards { .. } | Proposal::RefuseRequest { .. }, ProposedOn::Step(_)) => Err(Refusal::WrongKind),
    }
}

/// Does what was approved.
fn perform(course: &mut Course, proposed: &Proposed, context: &mut Context<'_>) -> Result<(), Refusal> {
    match (&proposed.proposal, &proposed.on) {
        (Proposal::NotAccept { elsewhere }, ProposedOn::Step(step)) => {
            acceptance::not_accept(course, step, elsewhere.clone(), proposed.number, context)
        }
        (Proposal::SpecialProcedure { kind, days }, ProposedOn::Step(step)) => {
            special::begin(course, step, *kind, *days, proposed.number, context)
        }
        (Proposal::Extend { days, .. }, ProposedOn::Step(step)) => {
            extension::extend(course, step, *days, proposed.number, context)
        }
        (Proposal::Afterwards { document, what }, ProposedOn::Case(_)) => {
            request::grant(course, proposed, context)?;
            afterwards::perform(course, *document, *what, Cause::Approved(proposed.number), context)
        }
        (Proposal::RefuseRequest { request }, ProposedOn::Case(_)) => request::refuse(course, *request, proposed.number, context),
        (Proposal::NotAccept { .. } | Proposal::SpecialProcedure { .. } | Proposal::Extend { .. }, ProposedOn::Case(_))
        | (Proposal::Afterwards { .. } | Proposal::RefuseRequest { .. }, ProposedOn::Step(_)) => Err(Refusal::WrongKind),
    }
}

/// Whose signature an act needs: the head of the deciding organ's, or the government's.
fn signatory(state: &Application, on: &ProposedOn, proposal: &Proposal) -> Result<(OrganId, Duty), Refusal> {
    match proposal {
        Proposal::NotAccept { .. } | Proposal::SpecialProcedure { .. } => Ok((deciding_organ(state, on)?, Duty::Sign)),
        Proposal::Extend { .. } => match on {
            ProposedOn::Step(step) => extension::signatory(state, step, deciding_organ(state, on)?),
            ProposedOn::Case(_) => Err(Refusal::WrongKind),
        },
        Proposal::Afterwards { document, .. } => {
            let certificate = state.document(*document).ok_or(Refusal::UnknownDocument(*document))?;
            Ok((certificate.organ.clone(), Duty::Sign))
        }
        Proposal::RefuseRequest { request } => {
            let request = state.request(*request).ok_or(Refusal::UnknownRequest(*request))?;
            let certificate = state.document(request.document);
            let certificate = certificate.ok_or(Refusal::UnknownDocument(request.document))?;
            Ok((certificate.organ.clone(), Duty::Sign))
        }
    }
}

/// The organ that decides what a proposal is about; of a mere check, the one that works on it.
fn deciding_organ(state: &Application, on: &ProposedOn) -> Result<OrganId, Refusal> {
    let decider = |item: &ItemId| state.planned_item(item).and_then(|planned| planned.decider.clone());
    match on {
        ProposedOn::Step(id) => {
            let step = state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
            Ok(decider(&step.planned.item).unwrap_or_else(|| step.planned.organ.clone()))
        }
        ProposedOn::Case(item) => decider(item).ok_or_else(|| Refusal::UnknownCase(item.clone())),
    }
}

/// An open proposal in the hands of somebody who may sign it and did not propose it.
fn to_sign<'a>(state: &'a Application, number: ProposalNumber, context: &Context<'_>) -> Result<&'a Proposed, Refusal> {
    let proposed = waiting_at_desk(state, number, context)?;
    // A deputy's hand is also that of whoever is absent.
    if context.actor.hands().any(|hand| proposed.is_of(hand)) {
        Err(Refusal::OwnProposal)
    } else {
        Ok(proposed)
    }
}

/// An open proposal on the desk of somebody whose signature it needs.
fn waiting_at_desk<'a>(state: &'a Application, number: ProposalNumber, context: &Context<'_>) -> Result<&'a Proposed, Refusal> {
    let known = state.proposal(number).ok_or(Refusal::UnknownProposal(number))?;
    let proposed = &known.proposed;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != proposed.organ || !post.duties.contains(&proposed.duty) {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &proposed.organ, context)?;
    match known.outcome {
        Some(outcome) => Err(Refusal::ProposalOver(outcome)),
        None => Ok(proposed),
    }
}

impl Application {
    /// A proposal by its number.
    #[must_use]
    pub fn proposal(&self, number: ProposalNumber) -> Option<&ProposalState> {
        self.proposals.iter().find(|known| known.proposed.number == number)
    }

    /// The proposals that wait for a signature.
    pub fn open_proposals(&self) -> impl Iterator<Item = &ProposalState> {
        self.proposals.iter().filter(|known| known.outcome.is_none())
    }

    /// The last proposal about a step.
    #[must_use]
    pub fn proposal_on_step(&self, step: &StepId) -> Option<&ProposalState> {
        self.proposals
            .iter()
            .rfind(|known| known.proposed.on == ProposedOn::Step(step.clone()))
    }

    /// What is said of proposals after each event: one whose subject has gone on lapses.
    pub(super) fn lapse_proposals(&mut self) {
        let (steps, documents, requests) = (&self.steps, &self.documents, &self.requests);
        let is_open = |id: &StepId| {
            let mut steps = steps.iter().filter(|step| step.planned.step == *id);
            steps.any(|step| step.status == StepStatus::Open)
        };
        let is_in_force = |ordinal: u16| {
            let mut documents = documents.iter().filter(|document| document.ordinal == ordinal);
            documents.any(|document| document.standing == Standing::InForce)
        };
        // What answers a request goes no further than the request: who has taken it back wants nothing done any more.
        let is_asked = |number: RequestNumber| {
            let mut requests = requests.iter().filter(|request| request.requested.number == number);
            requests.any(|request| request.outcome.is_none())
        };
        let stands = |proposed: &Proposed| match &proposed.on {
            ProposedOn::Step(id) => is_open(id),
            ProposedOn::Case(_) => {
                proposed.proposal.certificate().is_none_or(is_in_force) && proposed.answers.is_none_or(is_asked)
            }
        };
        for known in self.proposals.iter_mut().filter(|known| known.outcome.is_none()) {
            if !stands(&known.proposed) {
                known.outcome = Some(Outcome::Lapsed);
            }
        }
    }

    pub(super) fn proposal_is(&mut self, number: ProposalNumber, outcome: Outcome) {
        for known in self.proposals.iter_mut().filter(|known| known.proposed.number == number) {
            known.outcome = Some(outcome);
        }
    }
}

impl Proposed {
    /// Whether somebody proposed it, or it was proposed in that person's name.
    #[must_use]
    pub fn is_of(&self, person: RecordId) -> bool {
        self.by == person || self.in_name_of == Some(person)
    }
}

impl Proposal {
    /// The certificate that it is about, where it is about one.
    fn certificate(&self) -> Option<u16> {
        match self {
            Self::Afterwards { document, .. } => Some(*document),
            Self::NotAccept { .. } | Self::SpecialProcedure { .. } | Self::Extend { .. } | Self::RefuseRequest { .. } => None,
        }
    }

    /// Whether another would do the same to the same.
    fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::RefuseRequest { request: one }, Self::RefuseRequest { request: another }) => one == another,
            (one, another) => one.as_str() == another.as_str(),
        }
    }

    /// As index rows, addresses and text keys write it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotAccept { .. } => "not-accept",
            Self::SpecialProcedure { .. } => "special-procedure",
            Self::Extend { .. } => "extend",
            Self::Afterwards { what, .. } => what.as_str(),
            Self::RefuseRequest { .. } => "refuse-request",
        }
    }
}

impl ProposalNumber {
    /// Where the words of the proposal are in the vault: the reasons of what it leads to.
    #[must_use]
    pub fn words_path(self) -> String {
        format!("proposal/{self}")
    }

    /// Where the reason for declining it is.
    #[must_use]
    pub fn declined_path(self) -> String {
        format!("declined/{self}")
    }
}

impl fmt::Display for ProposalNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for ProposalNumber {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
