//! What happened, in the words of the reader: each event of the log as one line.

use std::collections::BTreeMap;

use authority::{Acted, Role};
use calendar::Day;
use catalogue::Names;
use front::furniture::Happening;
use identity::{OrganId, RecordId};
use ledger::Entry;
use procedure::definition::{ItemId, StepId};

use super::procedures::special_key;
use super::request::kind_key as kind_of_request_key;
use crate::documents::kind_key;
use crate::record::Application;
use crate::record::request::RequestKind;
use crate::record::state::StepStatus;

/// The newest lines first. What tells people nothing new, or is an organ's own affair, is left out; the log has it all.
pub(crate) fn happenings(
    names: &Names<'_>,
    staff: &BTreeMap<RecordId, String>,
    entries: &[Entry],
    application: &Application,
    today: Day,
) -> Vec<Happening> {
    let told = |run: &[Entry]| {
        let text = with_hands(names, staff, run, sentence(names, run, application)?);
        Some(Happening::new(names.texts, run[0].at, today, text))
    };
    let mut told: Vec<Happening> = entries.chunk_by(together).filter_map(told).collect();
    told.reverse();
    told
}

/// Those of the staff who acted for the applicant, or sat beside: whose names the history needs.
pub(crate) fn hands(entries: &[Entry]) -> Vec<RecordId> {
    let mut hands: Vec<RecordId> = entries.iter().filter_map(hand).map(|(account, _)| account).collect();
    hands.sort_unstable();
    hands.dedup();
    hands
}

/// Who acted for the applicant, or sat beside, and the sentence that says so.
fn hand(entry: &Entry) -> Option<(RecordId, &'static str)> {
    let acted = Acted::read(&entry.capacity);
    match (acted.role, acted.beside) {
        (Role::Behalf { .. }, _) => Some((entry.actor.parse().ok()?, "event-for-another")),
        (_, Some(helper)) => Some((helper.account, "event-beside")),
        (_, None) => None,
    }
}

fn with_hands(names: &Names<'_>, staff: &BTreeMap<RecordId, String>, run: &[Entry], text: String) -> String {
    match run.first().and_then(hand) {
        Some((account, key)) => {
            let who = staff.get(&account).map(String::as_str).unwrap_or_default();
            names.texts.say(key).with("text", text).with("who", who).to_string()
        }
        None => text,
    }
}

/// Events of one command that are told in one line: all that was accepted, granted; what came in and to whose desks it went.
fn together(one: &Entry, next: &Entry) -> bool {
    let same = one.event_type == next.event_type && matches!(one.event_type.as_str(), "case_accepted" | "case_granted");
    let desks = one.event_type == "submitted" && next.event_type == "steps_opened";
    one.at == next.at && (same || desks)
}

pub(super) fn sentence(names: &Names<'_>, run: &[Entry], application: &Application) -> Option<String> {
    let entry = run.first()?;
    let key = match (entry.event_type.as_str(), run.len()) {
        ("submitted", _) => "event-submitted",
        ("query_code_renewed", _) => "event-query-code-renewed",
        // Told while it is news: once the organ has said what it found, that line says it.
        ("claimed", _) if is_under_way(entry, application) => "event-claimed",
        ("recusal_asked", _) => "event-recusal-asked",
        ("recusal_decided", _) if entry.data["person"].is_string() => "event-recusal-granted",
        ("recusal_decided", _) => "event-recusal-declined",
        ("refinement_asked", _) => "event-refinement-asked",
        ("refinement_supplied", _) => "event-refinement-supplied",
        ("opinion_given", _) => match entry.data["opinion"].as_str() {
            Some("conditional") => "event-opinion-conditional",
            Some("not_supported") => "event-opinion-not-supported",
            _ => "event-opinion-agree",
        },
        ("notice_ended", _) => "event-notice-ended",
        ("objection_raised", _) => "event-objection-raised",
        ("objection_answered", _) => "event-objection-answered",
        ("answers_awaited", _) => "event-answers-awaited",
        ("party_told", _) => "event-party-told",
        ("view_stated", _) => "event-view-stated",
        ("view_waived", _) => "event-view-waived",
        ("payment_asked", _) => "event-payment-asked",
        ("payment_reported", _) => "event-payment-reported",
        ("paid", _) => "event-paid",
        ("payment_waived", _) => "event-payment-waived",
        ("papers_owed", _) => "event-papers-owed",
        ("owed_papers_supplied", _) => "event-owed-supplied",
        ("owed_papers_lapsed", _) => "event-owed-lapsed",
        ("proof_promised", _) => "event-proof-promised",
        ("check_due", _) => "event-check-due",
        ("promise_checked", _) => match entry.data["kept"].as_bool() {
            Some(false) => "event-promise-false",
            Some(true) | None => "event-promise-kept",
        },
        ("gate_opened", _) => "event-gate-opened",
        ("gate_failed", _) => "event-gate-failed",
        ("plan_changed", _) => "event-plan-changed",
        ("left_out", _) => "event-left-out",
        ("case_accepted", _) if entry.data["by_silence"] == true => "event-case-accepted-silently",
        ("case_accepted", 1) => "event-case-accepted",
        ("case_accepted", _) => "event-cases-accepted",
        ("case_not_accepted", _) => "event-case-not-accepted",
        ("supplement_asked", _) => "event-supplement-asked",
        ("supplement_supplied", _) => "event-supplement-supplied",
        ("supplement_lapsed", _) => "event-supplement-lapsed",
        ("special_procedure_begun", _) => "event-special-begun",
        ("special_procedure_ended", _) => "event-special-ended",
        ("extended", _) => "event-extended",
        ("hearing_right_told", _) => "event-hearing-told",
        ("hearing_asked", _) => "event-hearing-asked",
        ("hearing_announced", _) => "event-hearing-announced",
        ("hearing_held", _) => "event-hearing-held",
        ("signed_off", _) => "event-signed-off",
        ("sent_back", _) => "event-sent-back",
        ("case_granted", 1) => "event-case-granted",
        ("case_granted", _) => "event-cases-granted",
        ("case_refused", _) => "event-case-refused",
        ("served", _) if no_certificate(entry) => "event-papers-served",
        ("served", _) => "event-served",
        ("requested", _) => "event-requested",
        ("request_withdrawn", _) => "event-request-withdrawn",
        ("request_granted", _) => "event-request-granted",
        ("request_refused", _) => "event-request-refused",
        ("prolongation_deemed", _) => "event-prolongation-deemed",
        ("withdrawn", _) => "event-withdrawn",
        ("rated", _) => "event-rated",
        _ => return None,
    };
    let said = names
        .texts
        .say(key)
        .with("organ", organ(names, entry))
        .with("step", step_name(names, entry, application));
    let said = said
        .with("item", item_name(names, entry, application))
        .with("gate", gate_name(names, entry, application));
    let count = entry.data["items"].as_array().map_or(run.len(), Vec::len);
    Some(
        said.with("count", count)
            .with("kind", special_name(names, entry))
            .with("days", entry.data["days"].as_u64().unwrap_or_default())
            .with("on", hearing_day(names, entry))
            .with("organs", organs_reached(run, application))
            .with("papers", papers_served(names, entry, application))
            .with("request", requested(names, entry, application))
            .with("until", until(names, entry))
            .to_string(),
    )
}

/// The papers that reached the applicant, by the names of their kinds.
fn papers_served(names: &Names<'_>, entry: &Entry, application: &Application) -> String {
    let papers: Vec<u16> = serde_json::from_value(entry.data["documents"].clone()).unwrap_or_default();
    let kinds = papers.into_iter().filter_map(|paper| Some(application.document(paper)?.kind));
    let named: Vec<String> = kinds.map(|kind| names.texts.say(kind_key(kind)).to_string()).collect();
    named.join(&names.texts.say("list-comma").to_string())
}

/// What a holder asked for.
fn requested(names: &Names<'_>, entry: &Entry, application: &Application) -> String {
    let asked = serde_json::from_value(entry.data["kind"].clone()).ok();
    let known = || {
        let number = serde_json::from_value(entry.data["request"].clone()).ok()?;
        application.request(number).map(|request| request.requested.kind)
    };
    let kind: Option<RequestKind> = asked.or_else(known);
    kind.map(|kind| names.texts.say(kind_of_request_key(kind)).to_string())
        .unwrap_or_default()
}

/// The last day to which a certificate was prolonged.
fn until(names: &Names<'_>, entry: &Entry) -> String {
    let day: Option<Day> = serde_json::from_value(entry.data["until"].clone()).ok();
    day.map(|day| names.texts.long_day(&day)).unwrap_or_default()
}

/// Whether what was served decides on nothing: a notice of acceptance, of an extension.
fn no_certificate(entry: &Entry) -> bool {
    entry.event_type == "served" && entry.data["items"].as_array().is_none_or(Vec::is_empty)
}

/// What a special procedure is called.
fn special_name(names: &Names<'_>, entry: &Entry) -> String {
    let kind = serde_json::from_value(entry.data["kind"].clone()).ok();
    kind.map(|kind| names.texts.say(special_key(kind)).to_string())
        .unwrap_or_default()
}

/// The day for which a hearing was announced.
fn hearing_day(names: &Names<'_>, entry: &Entry) -> String {
    let day: Option<Day> = serde_json::from_value(entry.data["on"].clone()).ok();
    day.map(|day| names.texts.day(&day)).unwrap_or_default()
}

fn is_under_way(entry: &Entry, application: &Application) -> bool {
    let step = entry.data["step"]
        .as_str()
        .and_then(|step| application.step(&StepId::from(step)));
    step.is_some_and(|step| step.status == StepStatus::Open && step.holder.is_some())
}

/// The organ in whose post somebody acted: `post:shengtai-371625-handle`.
fn organ(names: &Names<'_>, entry: &Entry) -> String {
    let named = entry.data["organ"].as_str().and_then(|organ| organ.parse().ok());
    let organ = named.or_else(|| organ_of(&entry.capacity));
    organ.map(|organ| names.organ(&organ).plain().to_owned()).unwrap_or_default()
}

/// Whoever stands in for a colleague does so in that colleague's post.
fn organ_of(capacity: &str) -> Option<OrganId> {
    let acted = Acted::read(capacity);
    let (organ, _) = acted.post()?.as_str().rsplit_once('-')?;
    organ.parse().ok()
}

fn step_name(names: &Names<'_>, entry: &Entry, application: &Application) -> String {
    let step = entry.data["step"].as_str().map(StepId::from);
    let step = step.and_then(|step| application.step(&step));
    step.map(|step| names.planned(&step.planned).plain().to_owned())
        .unwrap_or_default()
}

/// The item that an event names, or that of the step it names.
fn item_name(names: &Names<'_>, entry: &Entry, application: &Application) -> String {
    let step = entry.data["step"]
        .as_str()
        .and_then(|step| application.step(&StepId::from(step)));
    let item = entry.data["item"]
        .as_str()
        .map(ItemId::from)
        .or_else(|| step.map(|step| step.planned.item.clone()));
    let item = item.and_then(|item| names.release.item(&item));
    item.map(|item| names.item(item).plain().to_owned()).unwrap_or_default()
}

fn gate_name(names: &Names<'_>, entry: &Entry, application: &Application) -> String {
    let matter = application
        .plan
        .as_ref()
        .and_then(|plan| names.release.matter(plan.matter.as_str()));
    let gate = entry.data["gate"]
        .as_str()
        .and_then(|id| matter?.gates.iter().find(|gate| gate.id.as_str() == id));
    gate.map(|gate| names.words(&gate.name, gate.name_en.as_deref()).plain().to_owned())
        .unwrap_or_default()
}

/// To how many organs' desks something came at once.
fn organs_reached(run: &[Entry], application: &Application) -> usize {
    let opened = run
        .iter()
        .filter(|entry| entry.event_type == "steps_opened")
        .filter_map(|entry| entry.data["steps"].as_array())
        .flatten();
    let steps = opened.filter_map(|opened| application.step(&StepId::from(opened["step"].as_str()?)));
    let mut organs: Vec<_> = steps.map(|step| &step.planned.organ).collect();
    organs.sort();
    organs.dedup();
    organs.len()
}
