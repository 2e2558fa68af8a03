//! 视为准予延续: who asked in time and heard nothing before the certificate ended has it prolonged (行政许可法 50, second paragraph).

use calendar::{Day, Moment};
use ledger::{Context, Decision, Secret};

use super::{Request, RequestOutcome, prolonged_until};
use crate::record::afterwards::{self, Afterwards, Cause};
use crate::record::document::{DocumentKind, IssuedDocument};
use crate::record::event::Event;
use crate::record::keeping::SAID;
use crate::record::opening::Course;
use crate::record::refusal::Refusal;
use crate::record::state::Application;

/// Grants every prolongation about which the organ was silent through the certificate's last day.
pub(in crate::record) fn deem_prolonged(state: &Application, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let today = context.at.day();
    let mut course = Course::from(state, context);
    for request in state.requests.iter().filter(|request| request.is_granted_by_silence(today)) {
        deem(&mut course, request, context)?;
    }
    Ok(course.decided())
}

fn deem(course: &mut Course, request: &Request, context: &mut Context<'_>) -> Result<(), Refusal> {
    let requested = &request.requested;
    let certificate = course
        .state
        .document(request.document)
        .ok_or(Refusal::UnknownDocument(request.document))?;
    let until = prolonged_until(&course.state, certificate).ok_or(Refusal::NothingToProlong)?;
    let words = Secret::new(requested.number.silence_path(), in_words(requested.day), SAID);
    let organ = certificate.organ.clone();
    course.keep([words]);
    course.then(Event::ProlongationDeemed {
        request: requested.number,
        item: requested.item.clone(),
        organ,
        day: context.at.day(),
        until,
    });
    let act = Afterwards::Prolong {
        until,
        asked: Some(requested.day),
    };
    let cause = Cause::Silence(requested.number);
    afterwards::perform(course, request.document, act, cause, context)
}

/// What the paper says of it.
fn in_words(asked: Day) -> String {
    format!(
        "持证人于 {} 年 {} 月 {} 日提出延续申请，行政机关在有效期届满前未作出决定，依照《中华人民共和国行政许可法》第五十条第二款，视为准予延续。",
        asked.year(),
        asked.month(),
        asked.day()
    )
}

impl Application {
    /// Whether a paper says what nobody decided: silence granted what was asked about the certificate that it follows.
    #[must_use]
    pub fn is_granted_by_silence(&self, paper: &IssuedDocument) -> bool {
        let is_granted = |request: &Request| {
            matches!(request.outcome, Some(RequestOutcome::Deemed(_))) && paper.follows == Some(request.document)
        };
        paper.kind == DocumentKind::ProlongationDecision && self.requests.iter().any(is_granted)
    }

    /// When silence grants next: at midnight after the certificate's last day.
    #[must_use]
    pub fn silence_grants_at(&self) -> Option<Moment> {
        let days = self.open_requests().filter_map(|open| open.requested.silence_grants_after);
        days.min().map(|last| Moment::at(last.next(), 0, 0))
    }
}
