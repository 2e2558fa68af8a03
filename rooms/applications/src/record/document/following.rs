//! The papers that acts of a kind always call for, whoever or whatever did them: an organ that accepts says so in writing.

use authority::Duty;
use calendar::{Calendar, Limit, Unit};
use identity::RegionCode;
use ledger::{Context, Decision};
use procedure::definition::{ItemId, Phase, StepId, StepKind};

use super::{DocumentKind, Paper, Way, issue};
use crate::record::due::Due;
use crate::record::event::Event;
use crate::record::opening::Course;
use crate::record::proposal::{Proposal, Proposed};
use crate::record::state::{Application, CaseStatus, Opinion};

/// What a decision has decided, with the papers that it calls for.
pub(in crate::record) fn follow(
    before: &Application,
    mut decision: Decision<Event>,
    context: &mut Context<'_>,
) -> Decision<Event> {
    if !decision.events.iter().any(may_call_for_paper) {
        return decision;
    }
    let Some(region) = before
        .plan
        .as_ref()
        .map(|plan| plan.region)
        .or_else(|| filed_in(&decision.events))
    else {
        return decision;
    };
    let undertaken = decision.secrets.iter().any(|secret| secret.path == "commitment");
    let mut course = Course::from(before, context);
    let events = std::mem::take(&mut decision.events);
    events.iter().cloned().for_each(|event| course.then(event));
    course.keep(std::mem::take(&mut decision.secrets));
    for event in &events {
        let circumstances = Circumstances {
            calendar: context.calendar(region),
            undertaken,
        };
        if let Some(paper) = called_for(&course.state, event, &circumstances) {
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

/// The region of an application that is submitted just now.
fn filed_in(events: &[Event]) -> Option<RegionCode> {
    events.iter().find_map(|event| {
        if let Event::Submitted(submitted) = event {
            Some(submitted.region)
        } else {
            None
        }
    })
}

fn may_call_for_paper(event: &Event) -> bool {
    matches!(
        event,
        Event::Submitted(_)
            | Event::CaseAccepted { .. }
            | Event::CaseNotAccepted { .. }
            | Event::SupplementAsked { .. }
            | Event::SpecialProcedureBegun { .. }
            | Event::Extended { .. }
            | Event::HearingRightTold { .. }
            | Event::HearingAnnounced { .. }
            | Event::OpinionGiven { .. }
    )
}

/// What a paper depends on beside the event.
struct Circumstances<'a> {
    calendar: &'a Calendar,
    /// Whether the applicant has signed a letter.
    undertaken: bool,
}

fn called_for(state: &Application, event: &Event, circumstances: &Circumstances<'_>) -> Option<Paper> {
    if let Event::CaseAccepted { item, .. } = event {
        acceptance(state, item)
    } else if let Event::CaseNotAccepted {
        item,
        elsewhere,
        proposal,
        ..
    } = event
    {
        let organ = state.planned_item(item)?.decider.clone()?;
        let paper = Paper::new(DocumentKind::NonAcceptanceNotice, organ).on(item.clone());
        let paper = paper.saying_if("elsewhere_organ", elsewhere.as_ref());
        Some(paper.saying_if("reasons_at", proposal.map(|proposal| proposal.words_path())))
    } else if let Event::OpinionGiven { step, opinion, .. } = event {
        pre_review_opinion(state, step, *opinion)
    } else if let Some(paper) = procedure(state, event, circumstances.calendar) {
        Some(paper)
    } else if let Event::Submitted(submitted) = event {
        let lead = submitted.plan.lead.clone().filter(|_| circumstances.undertaken)?;
        Some(Paper::new(DocumentKind::CommitmentLetter, lead))
    } else {
        None
    }
}

/// 受理通知书 (行政许可法 32). What is decided in the same act says in its decision when it was accepted.
fn acceptance(state: &Application, item: &ItemId) -> Option<Paper> {
    let under_way = state.case(item)?.status == CaseStatus::Accepted;
    let organ = state.planned_item(item)?.decider.clone().filter(|_| under_way)?;
    Some(Paper::new(DocumentKind::AcceptanceNotice, organ).on(item.clone()))
}

/// What law asks to be said in writing between receipt and decision: what is missing, what is not counted and for how long, an
/// extension, the right to a hearing, when it is held.
fn procedure(state: &Application, event: &Event, calendar: &Calendar) -> Option<Paper> {
    let of = |kind, item: &ItemId, step: &StepId| {
        let organ = state.planned_item(item)?.decider.clone()?;
        Some(Paper::new(kind, organ).on(item.clone()).by(step.clone()))
    };
    if let Event::SupplementAsked { steps, due, .. } = event {
        return supplement(state, steps, *due);
    }
    if let Event::SpecialProcedureBegun {
        step,
        item,
        kind,
        day,
        announced,
        proposal,
    } = event
    {
        let paper = of(DocumentKind::SpecialProcedureNotice, item, step)?;
        let days = state.announced_days(*proposal);
        return Some(
            paper
                .saying("procedure", kind.name())
                .saying("from", day.to_string())
                .saying("until", announced.day.to_string())
                .saying_if("days", days.map(|days| format!("{days} 个工作日")))
                .saying_if("reasons_at", proposal.map(|proposal| proposal.words_path())),
        );
    }
    if let Event::Extended {
        step,
        item,
        days,
        proposal,
        ..
    } = event
    {
        let paper = of(DocumentKind::ExtensionNotice, item, step)?;
        let until = state.case(item)?.statutory.as_ref().and_then(|timed| timed.due(calendar));
        let approved_by = approved_by(&state.proposal(*proposal)?.proposed);
        return Some(
            paper
                .saying("days", format!("{days} 个工作日"))
                .saying_if("until", until.map(|until| until.day(calendar)))
                .saying("approved_by", approved_by)
                .saying("reasons_at", proposal.words_path()),
        );
    }
    if let Event::HearingRightTold { step, item, .. } = event {
        let paper = of(DocumentKind::HearingNotice, item, step)?;
        return Some(paper.saying("reasons_at", format!("hearing/{item}/told")));
    }
    if let Event::HearingAnnounced { step, item, on, .. } = event {
        let paper = of(DocumentKind::HearingNotice, item, step)?;
        return Some(
            paper
                .saying("time", format!("{} 年 {} 月 {} 日", on.year(), on.month(), on.day()))
                .saying("reasons_at", format!("hearing/{item}/announced")),
        );
    }
    None
}

/// Whose head approved an extension, as it was signed.
fn approved_by(proposed: &Proposed) -> String {
    if proposed.duty != Duty::Lead {
        return "本行政机关负责人".to_owned();
    }
    let head = "本级人民政府负责人";
    if let Proposal::Extend {
        approval: Some(number), ..
    } = &proposed.proposal
    {
        format!("{head}（{}）", number.trim())
    } else {
        head.to_owned()
    }
}

/// 补正告知书: one for all, by the organ that leads; by the organ itself where only one found something missing.
fn supplement(state: &Application, steps: &[StepId], due: Option<Due>) -> Option<Paper> {
    let asking: Vec<_> = steps.iter().filter_map(|step| state.step(step)).collect();
    let (organ, item) = match asking.as_slice() {
        [alone] => (
            state.planned_item(&alone.planned.item)?.decider.clone()?,
            Some(alone.planned.item.clone()),
        ),
        _ => (state.plan.as_ref()?.lead.clone()?, None),
    };
    let names: Vec<&str> = steps.iter().map(StepId::as_str).collect();
    let paper = Paper::new(DocumentKind::SupplementNotice, organ).on(item);
    // The term runs from service; its last day is known only where the paper reaches the account at once.
    let at_once = state.delivery.notices == Way::Electronic;
    let rule = state.plan.as_ref()?.supplement.as_ref();
    let term = rule.filter(|_| !at_once).map(|rule| from_service(&rule.limit));
    Some(
        paper
            .saying("missing_by", names.join(","))
            .saying_if("until", due.filter(|_| at_once).map(|due| due.day))
            .saying_if("days", term),
    )
}

/// 收到本告知书之日起 15 个工作日内.
fn from_service(limit: &Limit) -> String {
    let unit = match limit.unit {
        Unit::Working => "个工作日",
        Unit::Calendar => "日",
    };
    format!("收到本告知书之日起 {} {unit}内", limit.number)
}

/// What an organ found in pre-review, in writing; a later opinion of the same step takes its place.
fn pre_review_opinion(state: &Application, id: &StepId, opinion: Opinion) -> Option<Paper> {
    let step = state.step(id)?;
    let pre_reviews = step.planned.phase == Phase::PreReview && step.planned.kind != StepKind::Confirmation;
    let item = &step.planned.item;
    if !pre_reviews || state.case(item).is_none() {
        return None;
    }
    let paper = Paper::new(DocumentKind::PreReviewOpinion, step.planned.organ.clone());
    let paper = paper.on(item.clone()).by(id.clone()).saying("round", step.rounds.to_string());
    let paper = paper.saying("outcome", opinion.as_str());
    let mut earlier = state.documents.iter().rev();
    let before = earlier.find(|document| document.kind == DocumentKind::PreReviewOpinion && document.step.as_ref() == Some(id));
    Some(match before {
        Some(before) => paper.following(before.ordinal),
        None => paper,
    })
}
