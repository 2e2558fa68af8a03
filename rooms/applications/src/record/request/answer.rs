//! How an organ answers a request: by a proposal to do what was asked, or to refuse it (行政许可法 38, 49, 50).

use calendar::Day;
use ledger::Context;

use super::{Request, RequestKind, RequestNumber, prolonged_until, undecided};
use crate::record::afterwards::{Afterwards, CancellationGround};
use crate::record::command::Propose;
use crate::record::desk::unbiased;
use crate::record::document::{DocumentKind, Paper, issue};
use crate::record::event::Event;
use crate::record::opening::Course;
use crate::record::proposal::{Proposal, ProposalNumber, Proposed};
use crate::record::refusal::Refusal;
use crate::record::state::Application;

impl RequestKind {
    /// As the papers call it.
    fn name(self) -> &'static str {
        match self {
            Self::Change => "变更",
            Self::Prolong => "延续",
            Self::Reissue => "补发",
            Self::Correct => "更正",
            Self::Cancel => "注销",
        }
    }

    /// The article under which it is decided, where the law has one.
    fn basis(self) -> Option<&'static str> {
        match self {
            Self::Change => Some("第四十九条"),
            Self::Prolong => Some("第五十条"),
            Self::Cancel => Some("第七十条"),
            Self::Reissue | Self::Correct => None,
        }
    }

    /// Whether an act does what is asked. A certificate is cancelled for its holder only where no other ground is named.
    fn is_done_by(self, act: Afterwards) -> bool {
        match act {
            Afterwards::Change => self == Self::Change,
            Afterwards::Prolong { .. } => self == Self::Prolong,
            Afterwards::Reissue => self == Self::Reissue,
            Afterwards::Correct => self == Self::Correct,
            Afterwards::Cancel {
                ground: CancellationGround::Other,
            } => self == Self::Cancel,
            Afterwards::Cancel { .. } | Afterwards::Revoke { .. } | Afterwards::Withdraw { .. } => false,
        }
    }
}

impl Request {
    /// Whether a proposal does what is asked, or refuses it.
    fn is_answered_by(&self, proposal: &Proposal) -> bool {
        match proposal {
            Proposal::Afterwards { document, what } => self.document == *document && self.requested.kind.is_done_by(*what),
            Proposal::RefuseRequest { request } => self.requested.number == *request,
            Proposal::NotAccept { .. } | Proposal::SpecialProcedure { .. } | Proposal::Extend { .. } => false,
        }
    }

    /// The act that does what is asked: of a prolongation until that day, or by the certificate's own term. None where that act
    /// is not possible.
    #[must_use]
    pub fn granting(&self, application: &Application, until: Option<Day>) -> Option<Afterwards> {
        Some(match self.requested.kind {
            RequestKind::Change => Afterwards::Change,
            RequestKind::Reissue => Afterwards::Reissue,
            RequestKind::Correct => Afterwards::Correct,
            RequestKind::Cancel => Afterwards::Cancel {
                ground: CancellationGround::Other,
            },
            RequestKind::Prolong => {
                let longest = || prolonged_until(application, application.document(self.document)?);
                Afterwards::Prolong {
                    until: until.or_else(longest)?,
                    asked: Some(self.requested.day),
                }
            }
        })
    }
}

/// The open request that a proposal answers: the one for which it is made, or else a prolongation, wherever it is proposed.
pub(in crate::record) fn answer(
    state: &Application,
    command: &Propose,
    context: &Context<'_>,
) -> Result<Option<RequestNumber>, Refusal> {
    let Some(number) = command.answers else {
        return Ok(answered_by(state, &command.proposal));
    };
    let request = undecided(state, number, context)?;
    match request.is_answered_by(&command.proposal) {
        true => Ok(Some(number)),
        false => Err(Refusal::WrongKind),
    }
}

/// What a proposal answers that was made for no request. Only a certificate's days are the same whoever wants them: another change
/// or correction than the one asked for is no answer.
fn answered_by(state: &Application, proposal: &Proposal) -> Option<RequestNumber> {
    let is_answered = |open: &&Request| match proposal {
        Proposal::Afterwards {
            what: Afterwards::Prolong { .. },
            ..
        }
        | Proposal::RefuseRequest { .. } => open.is_answered_by(proposal),
        Proposal::Afterwards { .. }
        | Proposal::NotAccept { .. }
        | Proposal::SpecialProcedure { .. }
        | Proposal::Extend { .. } => false,
    };
    let answered = state.open_requests().find(is_answered);
    answered.map(|request| request.requested.number)
}

/// The same proposal, with the day on which the holder did ask.
pub(in crate::record) fn as_asked(state: &Application, proposal: Proposal, answers: Option<RequestNumber>) -> Proposal {
    let asked = answers
        .and_then(|number| state.request(number))
        .map(|request| request.requested.day);
    match (proposal, asked) {
        (
            Proposal::Afterwards {
                document,
                what: Afterwards::Prolong { until, .. },
            },
            Some(_),
        ) => Proposal::Afterwards {
            document,
            what: Afterwards::Prolong { until, asked },
        },
        (proposal, _) => proposal,
    }
}

/// Whether refusing may be proposed: by the organ that issued the certificate, while nobody has decided.
pub(in crate::record) fn may_be_refused(
    state: &Application,
    number: RequestNumber,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let request = undecided(state, number, context)?;
    let certificate = state
        .document(request.document)
        .ok_or(Refusal::UnknownDocument(request.document))?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != certificate.organ {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &certificate.organ, context)
}

/// What is approved is what was asked, also where it was proposed before: a certificate is not prolonged twice.
pub(in crate::record) fn grant(course: &mut Course, proposed: &Proposed, context: &Context<'_>) -> Result<(), Refusal> {
    let asked_since = || answered_by(&course.state, &proposed.proposal);
    let Some(number) = proposed.answers.or_else(asked_since) else {
        return Ok(());
    };
    let item = undecided(&course.state, number, context)?.requested.item.clone();
    course.then(Event::RequestGranted {
        request: number,
        item,
        day: context.at.day(),
    });
    Ok(())
}

/// The decision not to do it, in writing, with its reasons and what can be done against it (行政许可法 38).
pub(in crate::record) fn refuse(
    course: &mut Course,
    number: RequestNumber,
    proposal: ProposalNumber,
    context: &mut Context<'_>,
) -> Result<(), Refusal> {
    let Request { requested, document, .. } = undecided(&course.state, number, context)?.clone();
    let certificate = course.state.document(document).ok_or(Refusal::UnknownDocument(document))?;
    let paper = Paper::new(DocumentKind::RequestRefusal, certificate.organ.clone()).on(requested.item.clone());
    let paper = paper.following(document).saying("reasons_at", proposal.words_path());
    let paper = paper
        .saying("request", requested.kind.name())
        .saying("asked", requested.day.to_string())
        .saying_if("basis", requested.kind.basis());
    let document = issue(course, context, paper);
    course.then(Event::RequestRefused {
        request: number,
        item: requested.item,
        day: context.at.day(),
        document,
    });
    Ok(())
}
