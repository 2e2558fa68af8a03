//! Which event is told to whom. One match over all of them: whoever adds an event decides here whether it is told.

use authority::{Duty, Party};
use calendar::Day;
use identity::{OrganId, PostId, RecordId};
use procedure::definition::{ItemId, StepId};

use applications::record::Application;
use applications::record::Event;
use applications::record::document::{DocumentKind, Way};
use applications::record::proposal::{ProposalNumber, ProposedOn};
use applications::record::request::Requested;
use applications::record::state::{CaseStatus, Filing, Level, Opinion, StepState};

use crate::record::{About, Audience, Fact, FactKind};

/// What follows from an event for those whom it concerns.
#[derive(Clone, Debug, PartialEq)]
pub enum Telling {
    /// A fact is told now.
    Now(Fact, Audience),
    /// The applicant is reminded, shortly before that day, of what is then still asked.
    Remind(Fact, Audience, Day),
    /// Something came to the desk of a post, which hears of all that came together in the morning.
    AtDesk(PostId),
}

/// What is told of an event, to whom, by the application as it is now.
#[must_use]
pub fn told(event: &Event, record: RecordId, application: &Application) -> Vec<Telling> {
    let Some(filing) = application.filing.as_deref() else {
        return Vec::new();
    };
    let facts = Facts {
        record,
        application,
        filing,
    };
    match event {
        Event::Submitted(submitted) => facts.applicant(FactKind::Submitted, None, None, Some(submitted.day)),
        Event::StepsOpened { steps, .. } => facts.came(steps.iter().map(|opened| &opened.step)),
        Event::Reassigned { step, to: Some(_), .. } => facts.at_desk(FactKind::Reassigned, step),
        Event::RecusalAsked { organ, .. } => facts.at_post(FactKind::RecusalToDecide, organ, Duty::Sign),
        Event::RecusalDecided { day, .. } => facts.applicant(FactKind::RecusalDecided, None, None, Some(*day)),
        Event::Escalated {
            step, level, late_by, ..
        } => facts.escalated(step, *level, *late_by),
        Event::DuesMoved {
            refinements, supplement, ..
        } => {
            let refined = refinements.iter();
            let refined = refined.flat_map(|moved| facts.asked(FactKind::TermMoved, &moved.step, moved.due.day));
            let supplemented = supplement.iter();
            let supplemented =
                supplemented.flat_map(|due| facts.supplement(FactKind::SupplementTermMoved, due.day, Some(due.day)));
            refined.chain(supplemented).collect()
        }
        Event::Proposed(proposed) => facts.at_post(FactKind::ToSign, &proposed.organ, proposed.duty),
        Event::ProposalDeclined { number, .. } => facts.declined(*number),
        Event::RefinementAsked { step, due, .. } => facts.asked(FactKind::RefinementAsked, step, due.day),
        Event::RefinementSupplied { step, day, reopened, .. } => {
            let mut told = facts.applicant(FactKind::RefinementReceived, None, Some(step), Some(*day));
            told.extend(facts.at_desk(FactKind::RefinedAtDesk, step));
            told.extend(facts.came(reopened.iter().map(|opened| &opened.step)));
            told
        }
        Event::OpinionGiven {
            step,
            day,
            opinion: Opinion::NotSupported,
            ..
        } => facts.applicant(facts.unsupported(step), None, Some(step), Some(*day)),
        Event::NoticeEnded { step, day, .. } => facts.applicant(FactKind::NoticeEnded, None, Some(step), Some(*day)),
        Event::ObjectionRaised { step, .. } => facts.at_desk(FactKind::ObjectionRaised, step),
        Event::AnswersAwaited { step, .. } => facts.at_desk(FactKind::AnswersAwaited, step),
        Event::PaymentAsked { step, due, .. } => facts.applicant(FactKind::PaymentAsked, None, Some(step), Some(due.day)),
        Event::PaymentReported { step, .. } => facts.at_desk(FactKind::PaymentReported, step),
        Event::OwedPapersSupplied { reopened, .. } => facts.came(reopened.iter().map(|opened| &opened.step)),
        Event::OwedPapersLapsed { day, .. } => facts.applicant(FactKind::PapersLapsed, None, None, Some(*day)),
        Event::CheckDue { organ, .. } => facts.at_post(FactKind::CheckDue, organ, Duty::Handle),
        Event::PromiseChecked {
            item, day, kept: false, ..
        } => facts.applicant(FactKind::PromiseFalse, Some(item), None, Some(*day)),
        Event::Requested(requested) => facts.requested(requested),
        Event::RequestGranted { item, day, .. } => facts.applicant(FactKind::RequestGranted, Some(item), None, Some(*day)),
        Event::RequestRefused { item, day, .. } => facts.applicant(FactKind::RequestRefused, Some(item), None, Some(*day)),
        Event::ProlongationDeemed { item, organ, until, .. } => {
            let mut told = facts.applicant(FactKind::ProlongationDeemed, Some(item), None, Some(*until));
            told.extend(facts.at_post(FactKind::SilenceGranted, organ, Duty::Sign));
            told
        }
        Event::GateOpened { day, .. } => facts.applicant(FactKind::GateOpened, None, None, Some(*day)),
        Event::GateFailed { day, .. } => facts.applicant(FactKind::GateFailed, None, None, Some(*day)),
        Event::PlanChanged(changed) => facts.came(changed.reopened.iter().map(|opened| &opened.step)),
        Event::CaseAccepted { item, day, .. } if !facts.is_decided(item) => {
            facts.applicant(FactKind::Accepted, Some(item), None, Some(*day))
        }
        Event::CaseNotAccepted { item, day, .. } => facts.applicant(FactKind::NotAccepted, Some(item), None, Some(*day)),
        Event::SupplementAsked { day, due, .. } => facts.supplement(FactKind::SupplementAsked, *day, due.map(|due| due.day)),
        Event::SupplementSupplied { steps, reopened, .. } => facts.came(steps.iter().chain(reopened).map(|opened| &opened.step)),
        Event::SupplementLapsed { day, .. } => facts.applicant(FactKind::SupplementLapsed, None, None, Some(*day)),
        Event::SpecialProcedureBegun { item, announced, .. } => {
            facts.applicant(FactKind::SpecialBegun, Some(item), None, Some(announced.day))
        }
        Event::SpecialProcedureEnded { item, day, .. } => facts.applicant(FactKind::SpecialEnded, Some(item), None, Some(*day)),
        Event::Extended { item, day, .. } => facts.applicant(FactKind::Extended, Some(item), None, Some(*day)),
        Event::HearingRightTold { item, ask_by, .. } => {
            facts.applicant(FactKind::HearingTold, Some(item), None, Some(ask_by.day))
        }
        Event::HearingAsked { step, .. } => facts.came([step]),
        Event::HearingAnnounced { item, on, .. } => facts.applicant(FactKind::HearingAnnounced, Some(item), None, Some(*on)),
        Event::SentBack { to, .. } => facts.came([to]),
        Event::CaseRefused { item, day, .. } => facts.applicant(FactKind::Refused, Some(item), None, Some(*day)),
        Event::Served { day, items, .. } if !items.is_empty() => facts.counted(FactKind::Served, *day, items.len()),
        Event::Served { day, documents, way, .. } => {
            let news = documents.iter().copied().filter(|document| !facts.was_told(*document, *way));
            facts.papers(FactKind::PapersServed, *day, news)
        }
        Event::Posted { day, documents } => facts.papers(FactKind::PapersPosted, *day, documents.iter().copied()),
        Event::PostReturned { day, documents } => facts.papers(FactKind::PapersReturned, *day, documents.iter().copied()),
        Event::Withdrawn { day } => {
            let mut told = facts.applicant(FactKind::Withdrawn, None, None, Some(*day));
            told.extend(facts.at_desks(FactKind::WithdrawnAtDesk));
            told
        }
        // Work inside an organ: the desks' lists show it at once, and the applicant's page shows its state.
        Event::QueryCodeRenewed
        | Event::FormCorrected { .. }
        | Event::ObjectionAnswered { .. }
        | Event::PartyTold { .. }
        | Event::ViewStated { .. }
        | Event::ViewWaived { .. }
        | Event::Paid { .. }
        | Event::PaymentWaived { .. }
        | Event::PromiseChecked { .. }
        | Event::Claimed { .. }
        | Event::Released { .. }
        | Event::Reassigned { .. }
        | Event::ConflictDeclared { .. }
        | Event::OpinionDrafted { .. }
        | Event::StagePassed { .. }
        | Event::StageReturned { .. }
        | Event::OpinionGiven { .. }
        | Event::SupplementContributed { .. }
        | Event::SupplementTakenBack { .. }
        | Event::HearingHeld { .. }
        | Event::StepDone { .. }
        | Event::SignedOff { .. } => Vec::new(),
        // Told with what follows at once: accepted and decided together, decided and served.
        Event::CaseAccepted { .. }
        | Event::CaseGranted { .. }
        | Event::DocumentRendered { .. }
        | Event::DocumentIssued { .. }
        | Event::DocumentMade { .. }
        | Event::TermsBegun { .. }
        | Event::ProposalApproved { .. } => Vec::new(),
        // The applicant's own choice, answered by the page it was made on.
        Event::PapersOwed { .. } | Event::ProofPromised { .. } | Event::RequestWithdrawn { .. } => Vec::new(),
        Event::LeftOut { .. } | Event::Rated { .. } | Event::DocumentOpened { .. } | Event::DeliveryChosen { .. } => Vec::new(),
    }
}

struct Facts<'a> {
    record: RecordId,
    application: &'a Application,
    filing: &'a Filing,
}

impl Facts<'_> {
    fn about(&self, item: Option<&ItemId>, step: Option<&StepId>) -> About {
        let of_step = step
            .and_then(|step| self.application.step(step))
            .map(|step| &step.planned.item);
        About {
            application: self.record,
            number: self.filing.number.to_string(),
            matter: self
                .application
                .plan
                .as_ref()
                .map(|plan| plan.matter.as_str().to_owned())
                .unwrap_or_default(),
            item: item.or(of_step).map(|item| item.as_str().to_owned()),
            step: step.map(|step| step.as_str().to_owned()),
        }
    }

    /// Before acceptance the applicant chooses how to go on; afterwards the organ decides, and the applicant may speak
    /// (行政许可法 7, 36).
    fn unsupported(&self, step: &StepId) -> FactKind {
        let item = self.application.step(step).map(|step| &step.planned.item);
        match item.and_then(|item| self.application.case(item)?.accepted_on) {
            Some(_) => FactKind::OpinionAgainst,
            None => FactKind::NotSupported,
        }
    }

    fn applicant_audience(&self) -> Audience {
        let party: Party = self.filing.applicant;
        Audience::Party(party)
    }

    fn applicant(&self, kind: FactKind, item: Option<&ItemId>, step: Option<&StepId>, day: Option<Day>) -> Vec<Telling> {
        let fact = Fact {
            day,
            ..Fact::about(kind, self.about(item, step))
        };
        vec![Telling::Now(fact, self.applicant_audience())]
    }

    /// Something is asked of the applicant until a day, of which a reminder comes.
    fn asked(&self, kind: FactKind, step: &StepId, due: Day) -> Vec<Telling> {
        let mut told = self.applicant(kind, None, Some(step), Some(due));
        let reminder = Fact::about(FactKind::DueSoon, self.about(None, Some(step))).on(due);
        told.push(Telling::Remind(reminder, self.applicant_audience(), due));
        told
    }

    /// Everything that is missing, once; with a reminder where there is a term.
    fn supplement(&self, kind: FactKind, day: Day, due: Option<Day>) -> Vec<Telling> {
        let mut told = self.applicant(kind, None, None, due.or(Some(day)));
        told.extend(due.map(|due| {
            let reminder = Fact::about(FactKind::DueSoon, self.about(None, None)).on(due);
            Telling::Remind(reminder, self.applicant_audience(), due)
        }));
        told
    }

    /// Whether the act that a paper is about has told of itself, a moment before the paper came into the account.
    fn was_told(&self, document: u16, way: Way) -> bool {
        let kind = self.application.document(document).map(|document| document.kind);
        let tell_of_themselves = matches!(
            kind,
            Some(
                DocumentKind::AcceptanceNotice
                    | DocumentKind::NonAcceptanceNotice
                    | DocumentKind::SupplementNotice
                    | DocumentKind::SpecialProcedureNotice
                    | DocumentKind::ExtensionNotice
                    | DocumentKind::HearingNotice
                    | DocumentKind::PaymentNotice
                    | DocumentKind::RequestRefusal
            )
        );
        tell_of_themselves && way == Way::Electronic
    }

    /// Papers that are for the applicant; what goes to others is no news to the applicant.
    fn papers(&self, kind: FactKind, day: Day, documents: impl Iterator<Item = u16>) -> Vec<Telling> {
        let own = documents.filter_map(|ordinal| self.application.document(ordinal));
        match own.filter(|document| document.is_for_applicant()).count() {
            0 => Vec::new(),
            count => self.counted(kind, day, count),
        }
    }

    fn counted(&self, kind: FactKind, day: Day, count: usize) -> Vec<Telling> {
        let fact = Fact {
            count: u32::try_from(count).ok(),
            ..Fact::about(kind, self.about(None, None)).on(day)
        };
        vec![Telling::Now(fact, self.applicant_audience())]
    }

    /// Steps that came to desks: each post hears of them in the morning.
    fn came<'a>(&self, steps: impl IntoIterator<Item = &'a StepId>) -> Vec<Telling> {
        let opened = steps.into_iter().filter_map(|step| self.application.step(step));
        let mut told: Vec<Telling> = Vec::new();
        for telling in opened.filter_map(|step| post_of(step).map(Telling::AtDesk)) {
            if !told.contains(&telling) {
                told.push(telling);
            }
        }
        told
    }

    fn at_desk(&self, kind: FactKind, step: &StepId) -> Vec<Telling> {
        let post = self.application.step(step).and_then(post_of);
        let fact = Fact::about(kind, self.about(None, Some(step)));
        post.map(|post| Telling::Now(fact, Audience::Post(post)))
            .into_iter()
            .collect()
    }

    /// What a holder asks for is told at the desk of the organ that issued the certificate.
    fn requested(&self, requested: &Requested) -> Vec<Telling> {
        let certificate = self.application.document(requested.document);
        let told = certificate.map(|certificate| self.at_post(FactKind::RequestCame, &certificate.organ, Duty::Handle));
        told.unwrap_or_default()
    }

    fn at_post(&self, kind: FactKind, organ: &OrganId, duty: Duty) -> Vec<Telling> {
        let fact = Fact::about(kind, self.about(None, None));
        let post = post(organ, duty).map(|post| Telling::Now(fact, Audience::Post(post)));
        post.into_iter().collect()
    }

    /// Time is short or over: the handler's desk hears first, then the organ's head, then who watches over the region.
    fn escalated(&self, step: &StepId, level: Level, late_by: u32) -> Vec<Telling> {
        let Some(open) = self.application.step(step) else {
            return Vec::new();
        };
        let to = match level {
            Level::Handler => post_of(open),
            Level::Head => post(&open.planned.organ, Duty::Sign),
            Level::Supervisor => format!("approval-{}-{}", self.filing.region, Duty::Supervise).parse().ok(),
        };
        let kind = if late_by == 0 {
            FactKind::TimeShort
        } else {
            FactKind::TimeOver
        };
        let fact = Fact {
            day: open.due.map(|due| due.day),
            late: Some(late_by),
            ..Fact::about(kind, self.about(None, Some(step)))
        };
        to.map(|post| Telling::Now(fact, Audience::Post(post))).into_iter().collect()
    }

    /// A declined proposal is told at the desk of its step, where it was made.
    fn declined(&self, number: ProposalNumber) -> Vec<Telling> {
        match self.application.proposal(number).map(|proposal| &proposal.proposed.on) {
            Some(ProposedOn::Step(step)) => self.at_desk(FactKind::ProposalDeclined, step),
            Some(ProposedOn::Case(_)) | None => Vec::new(),
        }
    }

    /// Every post whose holder had taken on a step.
    fn at_desks(&self, kind: FactKind) -> Vec<Telling> {
        let held = self.application.steps.iter().filter(|step| step.holder.is_some());
        let mut posts: Vec<PostId> = held.filter_map(post_of).collect();
        posts.sort();
        posts.dedup();
        let fact = Fact::about(kind, self.about(None, None));
        posts
            .into_iter()
            .map(|post| Telling::Now(fact.clone(), Audience::Post(post)))
            .collect()
    }

    fn is_decided(&self, item: &ItemId) -> bool {
        let status = self.application.case(item).map(|case| case.status);
        matches!(status, Some(CaseStatus::Granted | CaseStatus::Refused))
    }
}

/// The post whose duty the open stage of a step asks for.
fn post_of(step: &StepState) -> Option<PostId> {
    post(&step.planned.organ, step.duty())
}

/// The post of an organ for a duty, as posts are named.
#[must_use]
pub fn post(organ: &OrganId, duty: Duty) -> Option<PostId> {
    format!("{organ}-{duty}").parse().ok()
}
