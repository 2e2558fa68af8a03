//! What was proposed for signature: what exactly will follow, in whose words, and what became of it.

use applications::access::Seen;
use applications::record::proposal::{Outcome, Proposal, ProposalState, Proposed, ProposedOn};
use applications::record::request::RequestKind;
use applications::record::state::StepState;
use calendar::{Calendar, Day};
use front::{Message, Texts};
use procedure::definition::ItemId;

use super::{Vault, special_key};
use crate::words::Words;

/// What a step's page says of the last proposal about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProposalNote {
    /// 不予受理.
    pub(crate) act: String,
    /// The key of how it stands.
    pub(crate) state: &'static str,
    /// Whose signature it waits for, or waited.
    pub(crate) organ: String,
    /// What was proposed, in words.
    pub(crate) words: String,
    /// Why it was declined; empty if it was not.
    pub(crate) declined: String,
    /// Where it is shown.
    pub(crate) path: String,
}

/// What a step's page says of the last proposal about it; nothing once it was approved or has lapsed.
pub(crate) fn proposal_note(texts: &Texts, words: &Words, seen: &Seen, step: &StepState, vault: &Vault) -> Option<ProposalNote> {
    let known = seen.application.proposal_on_step(&step.planned.step)?;
    let proposed = &known.proposed;
    let state = match known.outcome {
        None => "desk-proposal-note-waits",
        Some(Outcome::Declined) => "desk-proposal-note-declined",
        Some(Outcome::Approved | Outcome::Lapsed) => return None,
    };
    Some(ProposalNote {
        act: act(texts, &proposed.proposal),
        state,
        organ: words.organ(&proposed.organ),
        words: vault.text(&proposed.number.words_path()).to_owned(),
        declined: vault.text(&proposed.number.declined_path()).to_owned(),
        path: format!("/desk/{}/proposals/{}", seen.record, proposed.number),
    })
}

/// 不予受理.
pub(crate) fn act(texts: &Texts, proposal: &Proposal) -> String {
    texts.say(&format!("desk-proposal-{}", proposal.as_str())).to_string()
}

/// The key of what the holder of a certificate asks for.
pub(crate) fn request_key(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Change => "desk-request-change",
        RequestKind::Prolong => "desk-request-prolong",
        RequestKind::Reissue => "desk-request-reissue",
        RequestKind::Correct => "desk-request-correct",
        RequestKind::Cancel => "desk-request-cancel",
    }
}

/// The item that a proposal is about.
pub(crate) fn item_of<'a>(seen: &'a Seen, proposed: &'a Proposed) -> Option<&'a ItemId> {
    match &proposed.on {
        ProposedOn::Step(step) => seen.application.step(step).map(|step| &step.planned.item),
        ProposedOn::Case(item) => Some(item),
    }
}

/// What follows from approving, one sentence each.
pub(crate) fn follows(
    texts: &Texts,
    words: &Words,
    seen: &Seen,
    known: &ProposalState,
    calendar: &Calendar,
    today: Day,
) -> Vec<Message> {
    let proposed = &known.proposed;
    let item = item_of(seen, proposed)
        .map(|item| words.item_in_full(item))
        .unwrap_or_default();
    match &proposed.proposal {
        Proposal::NotAccept { elsewhere } => {
            let ends = Message::new("desk-follows-not-accept").with("item", item);
            let asks = elsewhere
                .as_ref()
                .map(|organ| Message::new("desk-follows-not-accept-elsewhere").with("organ", words.organ_in_full(organ)));
            [Some(ends), asks, Some(Message::new("desk-follows-not-accept-appeal"))]
                .into_iter()
                .flatten()
                .collect()
        }
        Proposal::SpecialProcedure { kind, days } => vec![
            Message::new("desk-follows-special")
                .with("item", item)
                .with("kind", texts.say(special_key(*kind)))
                .with("days", *days)
                .with("until", calendar.add(today, i32::try_from(*days).unwrap_or(i32::MAX))),
            Message::new("desk-follows-special-clocks"),
            Message::new("desk-follows-special-notice"),
        ],
        Proposal::Extend { days, approval } => {
            let extends = Message::new("desk-follows-extend")
                .with("item", item)
                .with("days", *days)
                .with("until", extended_until(seen, proposed, *days, calendar));
            let approved = approval
                .as_ref()
                .map(|number| Message::new("desk-follows-extend-approval").with("number", number.clone()));
            let rest = ["desk-follows-extend-once", "desk-follows-extend-notice"].map(Message::new);
            [extends].into_iter().chain(approved).chain(rest).collect()
        }
        Proposal::RefuseRequest { .. } => ["desk-follows-request-refused", "desk-follows-request-appeal"]
            .map(|key| Message::new(key).with("item", item.clone()))
            .into(),
        Proposal::Afterwards { document, what } => {
            let certificate = seen.application.document(*document);
            let number = certificate.map(|certificate| certificate.number.clone()).unwrap_or_default();
            let key = if what.renews() {
                "desk-follows-afterwards-renewed"
            } else {
                "desk-follows-afterwards-ends"
            };
            vec![
                Message::new("desk-follows-afterwards-paper").with("item", item),
                Message::new(key).with("number", number),
            ]
        }
    }
}

/// Where the statutory term leads once it is extended; empty while it stands still.
fn extended_until(seen: &Seen, proposed: &Proposed, days: u32, calendar: &Calendar) -> String {
    let timed = item_of(seen, proposed)
        .and_then(|item| seen.application.case(item))
        .and_then(|case| case.statutory.as_ref());
    let limit = timed.map(|timed| timed.terms.limit.extended(days, ""));
    timed
        .zip(limit)
        .and_then(|(timed, limit)| timed.clock.due(calendar, &limit))
        .map(|due| due.day(calendar).to_string())
        .unwrap_or_default()
}
