//! What lights, waiting, organs and steps are called; and what stood in the way of an act.

use applications::record::state::Status;
use applications::views::overview::{LightWord, OverviewRow, WaitsFor};
use calendar::Calendar;
use front::furniture::{Lamp, Shape};
use front::{Message, Problem, Texts};
use ledger::{SubmitError, Unavailable};
use procedure::Release;
use procedure::definition::ItemId;

use crate::record::InquiryRefusal;

/// The light of a row, with its word.
pub(crate) fn lamp(texts: &Texts, row: &OverviewRow, calendar: &Calendar, today: calendar::Day) -> Lamp {
    let Some(due) = row.due.filter(|_| row.ended.is_none()) else {
        return match row.ended {
            Some(_) => Lamp::new(Shape::Done, texts.say(status_key(row.status))),
            None => Lamp::new(Shape::Blue, texts.say("light-paused")),
        };
    };
    let days = |from, through| u32::try_from(calendar.count(from, through)).unwrap_or(0);
    match row.light {
        LightWord::Red => Lamp::new(Shape::Red, texts.say("light-late").with("days", days(due, today).max(1))),
        LightWord::Yellow | LightWord::Green => {
            let left = days(today, due);
            let shape = if row.light == LightWord::Yellow {
                Shape::Yellow
            } else {
                Shape::Green
            };
            let word = match left {
                0 => texts.say("light-today").to_string(),
                left => texts.say("light-days-left").with("days", left).to_string(),
            };
            Lamp::new(shape, word)
        }
        LightWord::Blue => Lamp::new(Shape::Blue, texts.say("light-paused")),
    }
}

/// How an application stands, in a word.
pub(crate) fn standing_words(texts: &Texts, row: &OverviewRow) -> String {
    let key = match (row.ended, row.light) {
        (Some(_), _) => status_key(row.status),
        (None, light) => light_key(light),
    };
    texts.say(key).to_string()
}

pub(crate) fn light_key(light: LightWord) -> &'static str {
    match light {
        LightWord::Red => "oversight-light-red",
        LightWord::Yellow => "oversight-light-yellow",
        LightWord::Green => "oversight-light-green",
        LightWord::Blue => "oversight-light-blue",
    }
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Unfiled | Status::InProgress => "oversight-status-in-progress",
        Status::Finished => "oversight-status-finished",
        Status::Withdrawn => "oversight-status-withdrawn",
        Status::Terminated => "oversight-status-terminated",
    }
}

pub(crate) fn waits_key(waits: WaitsFor) -> &'static str {
    match waits {
        WaitsFor::Organ => "oversight-waits-organ",
        WaitsFor::Applicant => "oversight-waits-applicant",
        WaitsFor::Notice => "oversight-waits-notice",
        WaitsFor::Gate => "oversight-waits-gate",
        WaitsFor::House => "oversight-waits-house",
        WaitsFor::Nobody => "oversight-waits-nobody",
    }
}

/// An organ by its name.
pub(crate) fn organ_name(release: &Release, organ: &str) -> String {
    let known = organ.parse().ok().and_then(|organ| release.organ(&organ));
    known.map_or_else(|| organ.to_owned(), |organ| organ.name.clone())
}

/// A step by its name, or its item's with what is done to it.
pub(crate) fn step_name(texts: &Texts, release: &Release, item: &str, step: &str) -> String {
    let item = ItemId::from(item);
    let named = release.step(&item, step).and_then(|step| step.name.clone());
    named.unwrap_or_else(|| {
        let short = release
            .item(&item)
            .map_or_else(|| item.to_string(), |item| item.short.clone());
        let key = if step.ends_with(".confirm") {
            "oversight-step-confirmation"
        } else if step.ends_with(".decide") {
            "oversight-step-decision"
        } else {
            return short;
        };
        texts.say(key).with("item", short).to_string()
    })
}

/// Why an inquiry was not done.
pub(crate) fn message(refusal: &InquiryRefusal) -> Message {
    let message = Message::new(refusal.key());
    match refusal {
        InquiryRefusal::WordsTooLong { max } => message.with("max", *max),
        InquiryRefusal::NoTerm { max } => message.with("max", *max),
        InquiryRefusal::AskedBefore
        | InquiryRefusal::NotAsked
        | InquiryRefusal::WordsMissing
        | InquiryRefusal::AnsweredBefore
        | InquiryRefusal::NotAnswered
        | InquiryRefusal::RemindedToday
        | InquiryRefusal::Closed => message,
    }
}

/// What a refused or broken command is to a page.
pub(crate) fn problem(error: SubmitError<InquiryRefusal>) -> Problem {
    match error {
        SubmitError::Refused(refusal) => match refusal {
            InquiryRefusal::AnsweredBefore | InquiryRefusal::Closed | InquiryRefusal::RemindedToday => {
                Problem::Conflict(message(&refusal))
            }
            InquiryRefusal::AskedBefore
            | InquiryRefusal::NotAsked
            | InquiryRefusal::WordsMissing
            | InquiryRefusal::WordsTooLong { .. }
            | InquiryRefusal::NoTerm { .. }
            | InquiryRefusal::NotAnswered => Problem::Refused(message(&refusal)),
        },
        SubmitError::KeyReused => Problem::Conflict(Message::new("inquiry-sent-before")),
        SubmitError::NotPermitted => Problem::NotFound,
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::Unavailable(_) => {
            tracing::error!(%error, "an inquiry was not committed");
            Problem::Unavailable
        }
    }
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer a watcher");
    Problem::Unavailable
}
