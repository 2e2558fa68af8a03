//! What else is asked of the applicant, and what it rests on: payments, papers that follow, promises and their checks.

use calendar::{Calendar, Day};
use catalogue::{Names, Words};
use procedure::definition::PlannedPayment;
use procedure::plan::PlannedStep;

use crate::access::Seen;
use crate::record::payment::Settled;
use crate::record::state::{Status, StepStatus};

/// One more thing that is asked: a box with one button.
pub(super) struct MoreAsk {
    /// In a sentence.
    pub sentence: String,
    /// What the organ's rule says follows; empty where it says nothing.
    pub words: Words,
    /// The key of the button.
    pub act: &'static str,
    /// Where it leads.
    pub address: String,
}

/// Payments and papers that are asked for.
pub(super) fn more_asks(seen: &Seen, names: &Names<'_>, calendar: &Calendar, today: Day) -> Vec<MoreAsk> {
    let (t, application) = (names.texts, &seen.application);
    let mut asks = Vec::new();
    for step in application.steps.iter().filter(|step| step.status == StepStatus::Paying) {
        let (Some(bill), Some(payment)) = (&step.bill, &step.planned.payment) else {
            continue;
        };
        let key = match bill.is_overdue(today, calendar) {
            true => "ask-payment-overdue",
            false => "ask-payment",
        };
        let said = t
            .say(key)
            .with("organ", names.organ(&step.planned.organ).plain())
            .with("name", payment_name(names, &step.planned, payment).plain())
            .with("amount", bill.amount.grouped())
            .with("until", t.day(&bill.due.deadline.day(calendar)));
        asks.push(MoreAsk {
            sentence: said.to_string(),
            words: Words::default(),
            act: "payment-open",
            address: format!("/applications/{}/payments/{}", seen.record, step.planned.step),
        });
    }
    let in_progress = application.status == Status::InProgress;
    for owed in application.owed.iter().filter(|owed| owed.is_missing() && in_progress) {
        let key = match owed.lapsed {
            true => "ask-owed-lapsed",
            false => "ask-owed",
        };
        let said = t
            .say(key)
            .with("paper", names.material_id(&owed.material).plain())
            .with("until", t.day(&owed.due.deadline.day(calendar)));
        asks.push(MoreAsk {
            sentence: said.to_string(),
            words: names.words(application.consequence_of_lapse(&owed.material), None),
            act: "owed-open",
            address: format!("/applications/{}/owed", seen.record),
        });
    }
    asks
}

/// What stands in place of papers, and what was paid: one sentence each, with where it is read or proven.
pub(super) fn rests_on(seen: &Seen, names: &Names<'_>, calendar: &Calendar) -> Vec<(String, String)> {
    let (t, application) = (names.texts, &seen.application);
    let mut lines = Vec::new();
    for promised in &application.promises {
        let paper = names.material_id(&promised.material);
        let outcome = promised.check.as_ref().and_then(|check| check.outcome);
        let due = promised.check.as_ref().map(|check| t.day(&check.due.deadline.day(calendar)));
        let barred = promised.barred_until.map(|day| t.long_day(&day)).unwrap_or_default();
        let (key, address) = match (outcome.map(|outcome| outcome.kept), promised.proven_on) {
            (Some(true), _) => ("promise-kept", String::new()),
            (Some(false), _) => ("promise-false", String::new()),
            (None, Some(_)) => ("promise-proven", String::new()),
            (None, None) if due.is_some() => ("promise-open-until", format!("/applications/{}/owed", seen.record)),
            (None, None) => ("promise-open", format!("/applications/{}/owed", seen.record)),
        };
        let said = t
            .say(key)
            .with("paper", paper.plain())
            .with("until", due.unwrap_or_default())
            .with("barred", barred);
        lines.push((said.to_string(), address));
    }
    for step in application.steps.iter().filter(|step| step.settled.is_some()) {
        let Some(payment) = &step.planned.payment else { continue };
        let key = match step.settled {
            Some(Settled::Waived(_)) => "payment-was-waived",
            Some(Settled::Paid(_)) | None => "payment-was-paid",
        };
        let name = payment_name(names, &step.planned, payment);
        let said = t.say(key).with("name", name.plain()).to_string();
        lines.push((said, format!("/applications/{}/payments/{}", seen.record, step.planned.step)));
    }
    lines
}

/// What a payment is called: in the plan's words, or in English by its definition.
fn payment_name(names: &Names<'_>, step: &PlannedStep, payment: &PlannedPayment) -> Words {
    let definition = names.release.step(&step.item, step.step.as_str());
    let definition = definition.and_then(|step| step.payment.as_ref());
    names.words(&payment.name, definition.and_then(|payment| payment.name_en.as_deref()))
}
