//! Payments (缴费): the organ sets what is to be paid and asks for it; the clock stands until it is paid or waived by a rule.

use calendar::{Day, Verdict};
use ledger::{Context, Decision, Secret};
use procedure::Money;
use procedure::definition::{PlannedPayment, StepId, StepKind, WaiverId};

use super::command::{AskPayment, RecordPayment, ReportPayment, WaivePayment};
use super::desk::{in_progress, unbiased};
use super::document::{self, DocumentKind, Paper};
use super::event::Event;
use super::keeping;
use super::opening::{Course, due, due_after_stop, verdict};
use super::refusal::Refusal;
use super::state::{Application, Due, StepState, StepStatus};

/// Why a payment's clock stands still once it was asked for.
pub(super) const GROUND: &str = "等待缴费";

/// Longest number of a receipt, in characters.
const RECEIPT_MAX: usize = 60;

/// What was asked to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Its number, from a gapless series.
    pub invoice: String,
    /// How much.
    pub amount: Money,
    /// The day on which it was first asked for.
    pub asked_on: Day,
    /// Until when it is to be paid.
    pub due: Due,
    /// The day on which the applicant said that it was paid.
    pub reported_on: Option<Day>,
}

/// How a payment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Paid on that day.
    Paid(Day),
    /// Waived by that rule.
    Waived(WaiverId),
}

pub(super) fn ask(state: &Application, command: &AskPayment, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let (step, planned) = payment_step(state, &command.step, context)?;
    // What was said to be paid and has not come is asked for again.
    if step.bill.as_ref().is_some_and(|bill| bill.reported_on.is_none()) {
        return Err(Refusal::PaymentAsked);
    }
    let amount = amount(planned, command.amount)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    let due = due(day, &planned.pay, context.calendar(region));
    let organ = step.planned.organ.clone();
    let invoice = document::number(&organ, &planned.series, document::dated(context), context);
    let paper = Paper::new(DocumentKind::PaymentNotice, organ)
        .on(step.planned.item.clone())
        .by(command.step.clone())
        .saying("fee", &planned.name)
        .saying("basis", &planned.basis)
        .saying("amount", format!("{} 元", amount.grouped()))
        .saying("invoice", &invoice)
        .saying("until", due.day.to_string())
        .saying("how", &planned.pay_to);
    let mut course = Course::from(state, context);
    course.then(Event::PaymentAsked {
        step: command.step.clone(),
        invoice,
        amount,
        day,
        due,
    });
    document::issue(&mut course, context, paper);
    Ok(course.decided())
}

/// What follows from the answers is not the organ's to change.
fn amount(planned: &PlannedPayment, entered: Option<Money>) -> Result<Money, Refusal> {
    match (planned.amount, entered) {
        (Some(amount), None) => Ok(amount),
        (Some(amount), Some(entered)) if amount == entered => Ok(amount),
        (Some(_), Some(_)) => Err(Refusal::AmountByRule),
        (None, Some(entered)) if !entered.is_nothing() => Ok(entered),
        (None, _) => Err(Refusal::AmountMissing),
    }
}

pub(super) fn record(state: &Application, command: RecordPayment, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let (step, _) = payment_step(state, &command.step, context)?;
    let bill = step.bill.as_ref().ok_or(Refusal::PaymentNotAsked)?;
    paid_between(bill, command.paid_on, context.at.day())?;
    let receipt = receipt(format!("payment/{}", command.step), &command.payer, &command.receipt)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let mut course = Course::from(state, context);
    course.keep([receipt]);
    course.then(Event::Paid {
        step: command.step,
        day,
        paid_on: command.paid_on,
        verdict: verdict(step, day, calendar),
        counted: step.counted(calendar, day),
    });
    course.open_ready(day, calendar);
    Ok(course.decided())
}

/// The applicant says that it was paid: the step is back on its organ's desk, which looks and records it.
pub(super) fn report(state: &Application, command: ReportPayment, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let step = state
        .step(&command.step)
        .ok_or_else(|| Refusal::UnknownStep(command.step.clone()))?;
    if step.status != StepStatus::Paying {
        return Err(Refusal::NotOpen(step.status));
    }
    let bill = step.bill.as_ref().ok_or(Refusal::PaymentNotAsked)?;
    paid_between(bill, command.paid_on, context.at.day())?;
    let receipt = receipt(format!("payment/{}/reported", command.step), "", &command.receipt)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    Ok(Decision::from(Event::PaymentReported {
        step: command.step,
        day,
        paid_on: command.paid_on,
        due: due_after_stop(step, day, context.calendar(region)),
    })
    .with_secret(receipt))
}

pub(super) fn waive(state: &Application, command: WaivePayment, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let (step, planned) = payment_step(state, &command.step, context)?;
    if !planned.waivers.contains(&command.rule) {
        return Err(Refusal::WaiverDoesNotApply);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("waived/{}", command.step), &command.reasons)?]);
    course.then(Event::PaymentWaived {
        step: command.step,
        rule: command.rule,
        day,
        verdict: verdict(step, day, calendar),
        counted: step.counted(calendar, day),
    });
    course.open_ready(day, calendar);
    Ok(course.decided())
}

/// A payment that has not ended, on the desk of the actor's organ: also while it waits to be paid.
fn payment_step<'a>(
    state: &'a Application,
    id: &StepId,
    context: &Context<'_>,
) -> Result<(&'a StepState, &'a PlannedPayment), Refusal> {
    in_progress(state)?;
    let step = state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != step.planned.organ {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &post.organ, context)?;
    let planned = step
        .planned
        .payment
        .as_ref()
        .filter(|_| step.planned.kind == StepKind::Payment);
    if !matches!(step.status, StepStatus::Open | StepStatus::Paying) {
        return Err(Refusal::NotOpen(step.status));
    }
    Ok((step, planned.ok_or(Refusal::WrongKind)?))
}

fn paid_between(bill: &Bill, paid_on: Day, today: Day) -> Result<(), Refusal> {
    if (bill.asked_on..=today).contains(&paid_on) {
        Ok(())
    } else {
        Err(Refusal::PaidOnAnotherDay { from: bill.asked_on })
    }
}

fn receipt(path: String, payer: &str, receipt: &str) -> Result<Secret, Refusal> {
    let (payer, receipt) = (payer.trim(), receipt.trim());
    let longest = payer.chars().count().max(receipt.chars().count());
    match receipt {
        "" => Err(Refusal::ReceiptMissing),
        _ if longest > RECEIPT_MAX => Err(Refusal::ReceiptTooLong { max: RECEIPT_MAX }),
        receipt => {
            let value = serde_json::json!({ "payer": payer, "receipt": receipt });
            Ok(Secret::new(path, value, keeping::PAID))
        }
    }
}

impl Bill {
    /// Whether it is past its day.
    #[must_use]
    pub fn is_overdue(&self, today: Day, calendar: &calendar::Calendar) -> bool {
        self.reported_on.is_none() && self.due.deadline.day(calendar) < today
    }
}

impl StepState {
    pub(super) fn ask_payment(&mut self, day: Day, bill: Bill) {
        self.stand_still(day, GROUND);
        self.status = StepStatus::Paying;
        let first = self.bill.as_ref().map_or(bill.asked_on, |before| before.asked_on);
        self.bill = Some(Bill { asked_on: first, ..bill });
    }

    pub(super) fn payment_reported(&mut self, day: Day, due: Due) {
        self.run_from(day);
        self.status = StepStatus::Open;
        self.due = Some(due);
        if let Some(bill) = &mut self.bill {
            bill.reported_on = Some(day);
        }
    }

    pub(super) fn settle(&mut self, day: Day, settled: Settled, verdict: Verdict, counted: u32) {
        self.done(day, verdict, counted);
        self.settled = Some(settled);
    }
}
