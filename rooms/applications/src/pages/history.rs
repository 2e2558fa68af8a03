//! What happened, in the words of the reader: each event of the log as one line.

use calendar::Day;
use front::Texts;
use front::furniture::Happening;
use ledger::Entry;
use procedure::Release;
use procedure::definition::{ItemId, StepId};

use crate::record::Application;

/// The newest lines first. Events that tell people nothing new are left out; the log has them all.
pub(crate) fn happenings(t: &Texts, entries: &[Entry], application: &Application, release: &Release, today: Day) -> Vec<Happening> {
    let told = entries.iter().filter_map(|entry| Some(Happening::new(t, entry.at, today, sentence(t, entry, application, release)?)));
    let mut told: Vec<Happening> = told.collect();
    told.reverse();
    told
}

fn sentence(t: &Texts, entry: &Entry, application: &Application, release: &Release) -> Option<String> {
    let key = match entry.event_type.as_str() {
        "submitted" => "event-submitted",
        "claimed" => "event-claimed",
        "refinement_asked" => "event-refinement-asked",
        "refinement_supplied" => "event-refinement-supplied",
        "opinion_drafted" => "event-opinion-drafted",
        "stage_returned" => "event-stage-returned",
        "opinion_given" => match entry.data["opinion"].as_str() {
            Some("conditional") => "event-opinion-conditional",
            Some("not_supported") => "event-opinion-not-supported",
            _ => "event-opinion-agree",
        },
        "notice_ended" => "event-notice-ended",
        "gate_opened" => "event-gate-opened",
        "gate_failed" => "event-gate-failed",
        "plan_changed" => "event-plan-changed",
        "left_out" => "event-left-out",
        "case_accepted" => "event-case-accepted",
        "case_not_accepted" => "event-case-not-accepted",
        "signed_off" => "event-signed-off",
        "sent_back" => "event-sent-back",
        "case_granted" => "event-case-granted",
        "case_refused" => "event-case-refused",
        "served" => "event-served",
        "withdrawn" => "event-withdrawn",
        "rated" => "event-rated",
        _ => return None,
    };
    let count = entry.data["items"].as_array().map_or(0, Vec::len);
    let said = t.say(key).with("organ", organ(entry, release)).with("step", step_name(entry, application, release));
    Some(said.with("item", item_name(entry, release)).with("gate", gate_name(entry, application, release)).with("count", count).to_string())
}

/// The organ in whose post somebody acted: `post:shengtai-371625-handle`.
fn organ(entry: &Entry, release: &Release) -> String {
    let post = entry.capacity.strip_prefix("post:").and_then(|post| post.rsplit_once('-'));
    let organ = post.and_then(|(organ, _)| organ.parse().ok()).and_then(|organ| release.organ(&organ));
    organ.map(|organ| organ.short.clone()).unwrap_or_default()
}

fn step_name(entry: &Entry, application: &Application, release: &Release) -> String {
    let step = entry.data["step"].as_str().map(StepId::from);
    step.and_then(|step| application.step(&step)).map(|step| release.step_name(&step.planned)).unwrap_or_default()
}

fn item_name(entry: &Entry, release: &Release) -> String {
    let item = entry.data["item"].as_str().map(ItemId::from);
    item.and_then(|item| release.item(&item)).map(|item| item.name.clone()).unwrap_or_default()
}

fn gate_name(entry: &Entry, application: &Application, release: &Release) -> String {
    let matter = application.plan.as_ref().and_then(|plan| release.matter(plan.matter.as_str()));
    let gate = entry.data["gate"].as_str().and_then(|id| matter?.gates.iter().find(|gate| gate.id.as_str() == id));
    gate.map(|gate| gate.name.clone()).unwrap_or_default()
}
