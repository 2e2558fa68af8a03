//! What lights, waiting, organs and steps are called; and what stood in the way of an act.

use applications::lamps::due_lamp;
use applications::record::state::Status;
use applications::views::overview::{LightWord, OverviewRow, Standing, WaitsFor};
use applications::views::{AtHand, CHECK_PREFIX, TaskStatus, request_of_row};
use calendar::Calendar;
use front::furniture::{Lamp, Shape};
use front::{Message, Problem, Texts};
use ledger::{SubmitError, Unavailable};
use procedure::Release;
use procedure::definition::{ItemId, StepKind};

use crate::record::InquiryRefusal;

/// The light of a row, with its word.
pub(crate) fn lamp(texts: &Texts, row: &OverviewRow, calendar: &Calendar, today: calendar::Day) -> Lamp {
    match (row.ended, row.days) {
        (Some(_), _) => Lamp::new(Shape::Done, texts.say(status_key(row.status))),
        (None, Some(days)) => due_lamp(texts, days, calendar, today),
        (None, None) => Lamp::new(Shape::Blue, texts.say("light-paused")),
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

/// An organ by the name that its colleagues use.
fn organ_short(release: &Release, organ: &str) -> String {
    let known = organ.parse().ok().and_then(|organ| release.organ(&organ));
    known.map_or_else(|| organ.to_owned(), |organ| organ.short.clone())
}

/// What is on a desk, in words.
fn task_name(texts: &Texts, release: &Release, task: &AtHand) -> String {
    let of_item = |key: &str| {
        let item = release.item(&ItemId::from(task.item.as_str()));
        texts
            .say(key)
            .with("item", item.map(|item| item.short.clone()).unwrap_or_default())
            .to_string()
    };
    match task.status {
        TaskStatus::Gate => texts.say("oversight-at-gate").to_string(),
        TaskStatus::Recusal => texts.say("oversight-at-recusal").to_string(),
        TaskStatus::Proposal => of_item("oversight-at-proposal"),
        TaskStatus::Open | TaskStatus::WaitsForApplicant | TaskStatus::Notice | TaskStatus::SpecialProcedure => {
            if task.step.starts_with(CHECK_PREFIX) {
                of_item("oversight-at-check")
            } else if request_of_row(&task.step).is_some() {
                of_item("oversight-at-request")
            } else {
                step_name(texts, release, &task.item, &task.step)
            }
        }
    }
}

/// Which steps have it now, and at which organs: the most urgent by name, how many there are besides.
pub(crate) struct Now {
    /// The step.
    pub(crate) step: String,
    /// Whose desk.
    pub(crate) organ: String,
    /// How many others.
    pub(crate) others: usize,
}

impl Now {
    /// None where it is on no desk.
    pub(crate) fn of(texts: &Texts, release: &Release, tasks: &[AtHand]) -> Option<Self> {
        let first = tasks.first()?;
        Some(Self {
            step: task_name(texts, release, first),
            organ: organ_short(release, &first.organ),
            others: tasks.len() - 1,
        })
    }
}

/// The key of how applications stand.
pub(crate) fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "oversight-number-open",
        Standing::Ended => "oversight-waits-nobody",
        Standing::Finished => "oversight-number-ended",
        Standing::Withdrawn => "oversight-status-withdrawn",
        Standing::Terminated => "oversight-status-terminated",
    }
}

/// The key of on which day an application ended, and how.
pub(crate) fn ended_key(status: Status) -> &'static str {
    match status {
        Status::Unfiled | Status::InProgress | Status::Finished => "oversight-ended-on",
        Status::Withdrawn => "oversight-withdrawn-on",
        Status::Terminated => "oversight-terminated-on",
    }
}

/// A step by its name, or its item's with what is done to it.
pub(crate) fn step_name(texts: &Texts, release: &Release, item: &str, step: &str) -> String {
    let item = ItemId::from(item);
    let named = release.step(&item, step).and_then(|step| step.name.clone());
    named.unwrap_or_else(|| {
        let short = release
            .item(&item)
            .map_or_else(|| item.to_string(), |item| item.short.clone());
        let accepts = |step: &procedure::definition::Step| step.kind == StepKind::Acceptance;
        let key = if release.step(&item, step).is_some_and(accepts) {
            "oversight-step-acceptance"
        } else if step.ends_with(".confirm") {
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
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::Unavailable(_) | SubmitError::Broken(_) => {
            tracing::error!(%error, "an inquiry was not committed");
            Problem::Unavailable
        }
    }
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer a watcher");
    Problem::Unavailable
}
