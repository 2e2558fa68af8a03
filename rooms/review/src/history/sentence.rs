//! What happened, in a sentence.

use applications::documents::{kind_key, way_key};
use applications::record::Event;
use applications::record::document::Way;
use applications::record::event::Submitted;
use applications::record::state::{Level, Opinion, Reassignment};
use calendar::Verdict;
use front::{Message, Texts};
use identity::{OrganId, RecordId};
use procedure::definition::{GateId, ItemId, MaterialId, StepId};
use procedure::plan::Plan;

use super::ordered_by;
use crate::names::Names;
use crate::words::Words;
use crate::work::{request_key, special_key};

/// The sentence of an event; none for what staff need not be told.
pub(crate) fn sentence(texts: &Texts, words: &Words, plan: &Plan, names: &Names, event: &Event) -> Option<Message> {
    let speaker = Speaker {
        texts,
        words,
        plan,
        names,
    };
    let message = match event {
        Event::Submitted(submitted) => speaker.submitted(submitted),
        Event::FormCorrected { .. } => Message::new("desk-happened-form-corrected"),
        Event::QueryCodeRenewed => Message::new("desk-happened-query-code-renewed"),
        Event::StepsOpened { steps, .. } => {
            let names: Vec<String> = steps.iter().map(|opened| speaker.step_name(&opened.step)).collect();
            Message::new("desk-happened-steps-opened")
                .with("count", steps.len())
                .with("steps", names.join("、"))
        }
        Event::Claimed { step, .. } => speaker.step("desk-happened-claimed", step),
        Event::Released { step } => speaker.step("desk-happened-released", step),
        Event::Reassigned { step, from, to, cause } => speaker.reassigned(step, *from, *to, cause),
        Event::ConflictDeclared { organ, .. } => speaker.organ("desk-happened-conflict-declared", organ),
        Event::RecusalAsked { organ, .. } => speaker.organ("desk-happened-recusal-asked", organ),
        Event::RecusalDecided {
            person: Some(person), ..
        } => Message::new("desk-happened-recusal-granted").with("name", names.colleague(*person)),
        Event::RecusalDecided { person: None, .. } => Message::new("desk-happened-recusal-declined"),
        Event::RefinementAsked {
            step, due, materials, ..
        } => {
            let message = speaker.step("desk-happened-refinement-asked", step).with("until", due.day);
            message
                .with("materials", speaker.materials(materials))
                .with("count", materials.len())
        }
        Event::RefinementSupplied { step, materials, .. } => {
            let materials: Vec<MaterialId> = materials.iter().map(|attachment| attachment.material.clone()).collect();
            let message = speaker.step("desk-happened-refinement-supplied", step);
            message
                .with("materials", speaker.materials(&materials))
                .with("count", materials.len())
        }
        Event::OpinionDrafted { step, opinion, .. } => speaker
            .step("desk-happened-opinion-drafted", step)
            .with("opinion", speaker.opinion(*opinion)),
        Event::StagePassed { step } => speaker.step("desk-happened-stage-passed", step),
        Event::StageReturned { step } => speaker.step("desk-happened-stage-returned", step),
        Event::OpinionGiven { step, opinion, .. } => speaker
            .step("desk-happened-opinion-given", step)
            .with("opinion", speaker.opinion(*opinion)),
        Event::NoticeEnded { step, day, .. } => speaker.step("desk-happened-notice-ended", step).with("day", *day),
        Event::ObjectionRaised { step, number, .. } => speaker
            .step("desk-happened-objection-raised", step)
            .with("number", number.to_string()),
        Event::AnswersAwaited { step, due, .. } => speaker.step("desk-happened-answers-awaited", step).with("until", due.day),
        Event::ObjectionAnswered { objection, upheld, .. } => Message::new(match upheld {
            true => "desk-happened-objection-upheld",
            false => "desk-happened-objection-not-upheld",
        })
        .with("objection", u32::from(*objection)),
        Event::PartyTold { item, due, .. } => speaker.item("desk-happened-party-told", item).with("until", due.day),
        Event::ViewStated { party, .. } => Message::new("desk-happened-view-stated").with("party", u32::from(*party)),
        Event::ViewWaived { party, .. } => Message::new("desk-happened-view-waived").with("party", u32::from(*party)),
        Event::PaymentAsked {
            step,
            invoice,
            amount,
            due,
            ..
        } => speaker
            .step("desk-happened-payment-asked", step)
            .with("invoice", invoice)
            .with("amount", amount.grouped())
            .with("until", due.day),
        Event::PaymentReported { step, paid_on, .. } => {
            speaker.step("desk-happened-payment-reported", step).with("day", *paid_on)
        }
        Event::Paid { step, paid_on, .. } => speaker.step("desk-happened-paid", step).with("day", *paid_on),
        Event::PaymentWaived { step, .. } => speaker.step("desk-happened-payment-waived", step),
        Event::PapersOwed { papers, .. } => {
            let owed: Vec<MaterialId> = papers.iter().map(|paper| paper.material.clone()).collect();
            Message::new("desk-happened-papers-owed").with("materials", speaker.materials(&owed))
        }
        Event::OwedPapersSupplied { materials, .. } => {
            let supplied: Vec<MaterialId> = materials.iter().map(|attachment| attachment.material.clone()).collect();
            Message::new("desk-happened-owed-supplied").with("materials", speaker.materials(&supplied))
        }
        Event::OwedPapersLapsed { materials, .. } => {
            Message::new("desk-happened-owed-lapsed").with("materials", speaker.materials(materials))
        }
        Event::ProofPromised { materials, .. } => {
            Message::new("desk-happened-proof-promised").with("materials", speaker.materials(materials))
        }
        Event::CheckDue { material, due, .. } => Message::new("desk-happened-check-due")
            .with("material", words.material(material))
            .with("until", due.day),
        Event::PromiseChecked { material, kept, .. } => Message::new(match kept {
            true => "desk-happened-promise-kept",
            false => "desk-happened-promise-false",
        })
        .with("material", words.material(material)),
        Event::GateOpened { gate, .. } => speaker.gate("desk-happened-gate-opened", gate),
        Event::GateFailed { gate, .. } => speaker.gate("desk-happened-gate-failed", gate),
        Event::PlanChanged(changed) => Message::new("desk-happened-plan-changed").with("count", changed.materials.len()),
        Event::LeftOut { item, .. } => speaker.item("desk-happened-left-out", item),
        Event::CaseAccepted {
            item, by_silence: true, ..
        } => speaker.item("desk-happened-case-accepted-silently", item),
        Event::CaseAccepted { item, .. } => speaker.item("desk-happened-case-accepted", item),
        Event::StepDone { step, .. } => speaker.step("desk-happened-step-done", step),
        Event::CaseNotAccepted { item, .. } => speaker.item("desk-happened-case-not-accepted", item),
        Event::Proposed(proposed) => Message::new("desk-happened-proposed")
            .with("act", texts.say(&format!("desk-proposal-{}", proposed.proposal.as_str()))),
        Event::Requested(requested) => speaker
            .item("desk-happened-requested", &requested.item)
            .with("what", texts.say(request_key(requested.kind)).to_string())
            .with("until", requested.due.day),
        Event::RequestWithdrawn { item, .. } => speaker.item("desk-happened-request-withdrawn", item),
        Event::RequestGranted { item, .. } => speaker.item("desk-happened-request-granted", item),
        Event::RequestRefused { item, .. } => speaker.item("desk-happened-request-refused", item),
        Event::ProlongationDeemed { item, until, .. } => {
            speaker.item("desk-happened-prolongation-deemed", item).with("until", *until)
        }
        Event::SupplementContributed { step, .. } => speaker.step("desk-happened-supplement-contributed", step),
        Event::SupplementTakenBack { step, .. } => speaker.step("desk-happened-supplement-taken-back", step),
        Event::SupplementAsked { .. } => Message::new("desk-happened-supplement-asked"),
        Event::SupplementSupplied { .. } => Message::new("desk-happened-supplement-supplied"),
        Event::SupplementLapsed { .. } => Message::new("desk-happened-supplement-lapsed"),
        Event::SpecialProcedureBegun {
            step, kind, announced, ..
        } => speaker
            .step("desk-happened-special-begun", step)
            .with("kind", texts.say(special_key(*kind)))
            .with("until", announced.day),
        Event::SpecialProcedureEnded { step, kind, .. } => speaker
            .step("desk-happened-special-ended", step)
            .with("kind", texts.say(special_key(*kind))),
        Event::Extended { item, days, .. } => speaker.item("desk-happened-extended", item).with("days", *days),
        Event::HearingRightTold { item, ask_by, .. } => {
            speaker.item("desk-happened-hearing-told", item).with("until", ask_by.day)
        }
        Event::HearingAsked { item, .. } => speaker.item("desk-happened-hearing-asked", item),
        Event::HearingAnnounced { item, on, .. } => speaker.item("desk-happened-hearing-announced", item).with("on", *on),
        Event::HearingHeld { item, .. } => speaker.item("desk-happened-hearing-held", item),
        Event::ProposalApproved { .. } => Message::new("desk-happened-proposal-approved"),
        Event::ProposalDeclined { .. } => Message::new("desk-happened-proposal-declined"),
        Event::SignedOff {
            step,
            despite: Some(review),
            ..
        } => speaker
            .step("desk-happened-signed-off-despite", step)
            .with("review", speaker.step_name(review)),
        Event::SignedOff { step, .. } => speaker.step("desk-happened-signed-off", step),
        Event::SentBack { step, to, .. } => speaker
            .step("desk-happened-sent-back", step)
            .with("to", speaker.step_name(to)),
        Event::CaseGranted {
            item,
            document_number: Some(number),
            ..
        } => speaker
            .item("desk-happened-case-granted-numbered", item)
            .with("number", number),
        Event::CaseGranted {
            item,
            document_number: None,
            ..
        } => speaker.item("desk-happened-case-granted", item),
        Event::CaseRefused {
            item, document_number, ..
        } => speaker
            .item("desk-happened-case-refused", item)
            .with("number", document_number),
        Event::DocumentRendered { item, .. } => speaker.item("desk-happened-document-rendered", item),
        Event::Served {
            items, documents, way, ..
        } if items.is_empty() => Message::new(served_key(*way)).with("count", documents.len()),
        Event::Served { items, .. } => {
            let names: Vec<String> = items.iter().map(|item| words.item(item)).collect();
            Message::new("desk-happened-served")
                .with("count", items.len())
                .with("items", names.join("、"))
        }
        Event::DocumentIssued { kind, number, .. } => {
            let name = texts.say(kind_key(*kind)).to_string();
            Message::new("desk-happened-document-issued")
                .with("document", name)
                .with("number", number)
        }
        // That a file is there is no news: it follows from the paper at once.
        Event::DocumentMade { .. } => return None,
        Event::DocumentOpened { .. } => Message::new("desk-happened-document-opened"),
        Event::TermsBegun {
            supplement, hearings, ..
        } => {
            let ends = supplement.iter().chain(hearings.iter().map(|begun| &begun.due));
            let until = ends.map(|due| due.day).max()?;
            Message::new("desk-happened-terms-begun").with("until", until)
        }
        Event::Posted { documents, .. } => Message::new("desk-happened-posted").with("count", documents.len()),
        Event::PostReturned { documents, .. } => Message::new("desk-happened-post-returned").with("count", documents.len()),
        Event::DeliveryChosen { way, .. } => {
            let way = texts.say(way_key(*way)).to_string();
            Message::new("desk-happened-delivery-chosen").with("way", way)
        }
        Event::Withdrawn { .. } => Message::new("desk-happened-withdrawn"),
        // Staff never see who rated (domain rule of 好差评).
        Event::Rated { .. } => return None,
        Event::Escalated {
            step, level, late_by, ..
        } => speaker.step(escalation_key(*level), step).with("days", *late_by),
        Event::DuesMoved {
            steps,
            refinements,
            owed,
            specials,
            requests,
            ..
        } => {
            let moved = steps.iter().chain(refinements).map(|moved| (&moved.step, moved.due));
            let moved = moved.chain(specials.iter().map(|moved| (&moved.step, moved.announced)));
            let moved = moved.map(|(step, due)| (speaker.step_name(step), due));
            let papers = owed.iter().map(|moved| (speaker.words.material(&moved.material), moved.due));
            let asked = requests
                .iter()
                .map(|moved| (texts.say(request_key(moved.kind)).to_string(), moved.due));
            let names: Vec<String> = moved
                .chain(papers)
                .chain(asked)
                .map(|(name, due)| format!("{name} {}", texts.day(&due.day)))
                .collect();
            Message::new("desk-happened-dues-moved").with("steps", names.join("、"))
        }
    };
    Some(message)
}

fn served_key(way: Way) -> &'static str {
    match way {
        Way::Electronic => "desk-happened-documents-served-electronic",
        Way::Window => "desk-happened-documents-served-window",
        Way::Post => "desk-happened-documents-served-post",
    }
}

/// Whether something was done too late.
pub(super) fn is_late(event: &Event) -> bool {
    if let Event::OpinionGiven { verdict, .. }
    | Event::StepDone { verdict, .. }
    | Event::SignedOff { verdict, .. }
    | Event::NoticeEnded { verdict, .. }
    | Event::Paid { verdict, .. }
    | Event::PaymentWaived { verdict, .. }
    | Event::PromiseChecked { verdict, .. }
    | Event::CaseRefused { verdict, .. } = event
    {
        matches!(verdict, Verdict::Late { .. })
    } else {
        false
    }
}

struct Speaker<'a> {
    texts: &'a Texts,
    words: &'a Words,
    plan: &'a Plan,
    names: &'a Names,
}

impl Speaker<'_> {
    fn submitted(&self, submitted: &Submitted) -> Message {
        Message::new("desk-happened-submitted")
            .with("count", submitted.plan.items.len())
            .with("papers", submitted.materials.len())
    }

    fn reassigned(&self, step: &StepId, from: Option<RecordId>, to: Option<RecordId>, cause: &Reassignment) -> Message {
        let named = |person: Option<RecordId>| {
            person
                .map(|person| self.names.colleague(person).to_owned())
                .unwrap_or_default()
        };
        let key = match (cause, to) {
            (Reassignment::Head, Some(_)) => "desk-happened-reassigned",
            (Reassignment::Head, None) => "desk-happened-reassigned-to-desk",
            (Reassignment::Handover(_), Some(_)) => "desk-happened-handed-over",
            (Reassignment::Handover(_), None) => "desk-happened-handed-over-to-desk",
            (Reassignment::TakenOver, _) => "desk-happened-taken-over",
        };
        let message = self.step(key, step).with("from", named(from)).with("to", named(to));
        message.with("by", named(ordered_by(cause)))
    }

    fn organ(&self, key: &'static str, organ: &OrganId) -> Message {
        Message::new(key).with("organ", self.words.organ(organ))
    }

    fn step_name(&self, step: &StepId) -> String {
        self.words.step_of_plan(self.texts, self.plan, step)
    }

    fn step(&self, key: &'static str, step: &StepId) -> Message {
        Message::new(key).with("step", self.step_name(step))
    }

    fn item(&self, key: &'static str, item: &ItemId) -> Message {
        Message::new(key).with("item", self.words.item(item))
    }

    fn gate(&self, key: &'static str, gate: &GateId) -> Message {
        let name = self
            .words
            .gate(self.plan.matter.as_str(), gate)
            .map_or_else(|| gate.to_string(), |gate| gate.name.clone());
        Message::new(key).with("gate", name)
    }

    fn materials(&self, materials: &[MaterialId]) -> String {
        materials
            .iter()
            .map(|material| self.words.material(material))
            .collect::<Vec<_>>()
            .join("、")
    }

    fn opinion(&self, opinion: Opinion) -> Message {
        Message::new(opinion_key(opinion))
    }
}

/// The key of the sentence that says who was told.
fn escalation_key(level: Level) -> &'static str {
    match level {
        Level::Handler => "desk-happened-escalated-handler",
        Level::Head => "desk-happened-escalated-head",
        Level::Supervisor => "desk-happened-escalated-supervisor",
    }
}

/// The key of an opinion's name.
pub(crate) fn opinion_key(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Agree => "desk-opinion-agree",
        Opinion::Conditional => "desk-opinion-conditional",
        Opinion::NotSupported => "desk-opinion-not-supported",
    }
}
