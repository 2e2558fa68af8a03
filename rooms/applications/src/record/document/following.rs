//! The papers that acts of a kind always call for, whoever or whatever did them: an organ that accepts says so in writing.

use calendar::Day;
use ledger::{Context, Decision};
use procedure::definition::{ItemId, Phase, StepId, StepKind};

use super::{DocumentKind, Paper, issue};
use crate::record::event::Event;
use crate::record::opening::Course;
use crate::record::state::{Application, CaseStatus};

/// What a decision has decided, with the papers that it calls for.
pub(in crate::record) fn follow(
    before: &Application,
    mut decision: Decision<Event>,
    context: &mut Context<'_>,
) -> Decision<Event> {
    if !decision.events.iter().any(may_call_for_paper) {
        return decision;
    }
    let undertaken = decision.secrets.iter().any(|secret| secret.path == "commitment");
    let mut course = Course::from(before, context);
    let events = std::mem::take(&mut decision.events);
    events.iter().cloned().for_each(|event| course.then(event));
    course.keep(std::mem::take(&mut decision.secrets));
    for event in &events {
        if let Some(paper) = called_for(&course.state, event, undertaken) {
            issue(&mut course, context, paper);
        }
    }
    let Decision { events, secrets, .. } = course.decided();
    Decision {
        events,
        secrets,
        ..decision
    }
}

fn may_call_for_paper(event: &Event) -> bool {
    matches!(
        event,
        Event::Submitted(_) | Event::CaseAccepted { .. } | Event::CaseNotAccepted { .. } | Event::OpinionGiven { .. }
    )
}

fn called_for(state: &Application, event: &Event, undertaken: bool) -> Option<Paper> {
    // Silence accepts without anybody's signature, so there is nobody's notice; the record says from when.
    if let Event::CaseAccepted {
        item,
        day,
        by_silence: false,
    } = event
    {
        acceptance(state, item, *day)
    } else if let Event::CaseNotAccepted {
        item,
        day,
        elsewhere,
        proposal,
    } = event
    {
        let organ = state.planned_item(item)?.decider.clone()?;
        let paper = Paper::new(DocumentKind::NonAcceptanceNotice, organ, *day).on(item.clone());
        let paper = paper.saying_if("elsewhere_organ", elsewhere.as_ref());
        Some(paper.saying_if("reasons_at", proposal.map(|proposal| proposal.words_path())))
    } else if let Event::OpinionGiven { step, day, .. } = event {
        pre_review_opinion(state, step, *day)
    } else if let Event::Submitted(submitted) = event {
        let lead = submitted.plan.lead.clone().filter(|_| undertaken)?;
        Some(Paper::new(DocumentKind::CommitmentLetter, lead, submitted.day))
    } else {
        None
    }
}

/// 受理通知书 (行政许可法 32). What is decided in the same act says in its decision when it was accepted.
fn acceptance(state: &Application, item: &ItemId, day: Day) -> Option<Paper> {
    let under_way = state.case(item)?.status == CaseStatus::Accepted;
    let organ = state.planned_item(item)?.decider.clone().filter(|_| under_way)?;
    Some(Paper::new(DocumentKind::AcceptanceNotice, organ, day).on(item.clone()))
}

/// What an organ found in pre-review, in writing; a later opinion of the same step takes its place.
fn pre_review_opinion(state: &Application, id: &StepId, day: Day) -> Option<Paper> {
    let step = state.step(id)?;
    let pre_reviews = step.planned.phase == Phase::PreReview && step.planned.kind != StepKind::Confirmation;
    let item = &step.planned.item;
    if !pre_reviews || state.case(item).is_none() {
        return None;
    }
    let paper = Paper::new(DocumentKind::PreReviewOpinion, step.planned.organ.clone(), day);
    let paper = paper.on(item.clone()).by(id.clone()).saying("round", step.rounds.to_string());
    let mut earlier = state.documents.iter().rev();
    let before = earlier.find(|document| document.kind == DocumentKind::PreReviewOpinion && document.step.as_ref() == Some(id));
    Some(match before {
        Some(before) => paper.following(before.ordinal),
        None => paper,
    })
}
