//! Declarations in words, and what stood in their way.

use calendar::Day;
use front::{Message, Problem, Texts};
use ledger::{SubmitError, Unavailable};
use procedure::Release;

use crate::record::{Change, DaysRefusal};

/// What a declaration says: 滨州市 11 月 24 日（周二）放假：台风.
pub(crate) fn said(texts: &Texts, release: &Release, change: &Change) -> String {
    match change {
        Change::Day(change) => {
            let region = release
                .region(change.region)
                .map_or_else(|| change.region.to_string(), |region| region.name.clone());
            let key = if change.work { "days-said-worked" } else { "days-said-off" };
            let said = texts.say(key).with("region", region).with("day", texts.long_day(&change.day));
            said.with("reason", change.reason.as_str()).to_string()
        }
        Change::Arrangement { year, notice } => texts
            .say("days-said-arrangement")
            .with("year", year.to_string())
            .with("number", notice.number.as_str())
            .to_string(),
    }
}

/// Days in a row, each as people write it.
pub(crate) fn days(texts: &Texts, days: &[Day]) -> String {
    let written: Vec<String> = days.iter().map(|day| texts.day(day)).collect();
    written.join("、")
}

/// Why something was not declared.
pub(crate) fn message(refusal: &DaysRefusal) -> Message {
    let message = Message::new(refusal.key());
    match refusal {
        DaysRefusal::TooLong { max } => message.with("max", *max),
        DaysRefusal::NoRun { from, through } => message.with("from", *from).with("through", *through),
        DaysRefusal::OtherYear(day) | DaysRefusal::DayBegun(day) => message.with("day", *day),
        DaysRefusal::Unknown(number) => message.with("number", *number),
        DaysRefusal::NotYourRegion
        | DaysRefusal::ReasonMissing
        | DaysRefusal::GroundMissing
        | DaysRefusal::DatedLater
        | DaysRefusal::ChangesNothing
        | DaysRefusal::TakenBackBefore => message,
    }
}

/// What a refused or broken command is to a page.
pub(crate) fn problem(error: SubmitError<DaysRefusal>) -> Problem {
    match error {
        SubmitError::Refused(refusal) => Problem::Refused(message(&refusal)),
        SubmitError::KeyReused => Problem::Conflict(Message::new("days-sent-before")),
        SubmitError::NotPermitted => Problem::NotFound,
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::Unavailable(_) | SubmitError::Broken(_) => {
            tracing::error!(%error, "days were not declared");
            Problem::Unavailable
        }
    }
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer about days");
    Problem::Unavailable
}
