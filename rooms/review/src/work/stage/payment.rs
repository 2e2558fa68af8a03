//! The reader's turn at a payment: set it and ask for it, record that it was paid, or waive it by a rule.

use front::furniture::Choice;
use procedure::definition::Payment;

use crate::work::{Sight, Vault};

/// A payment as its organ works on it.
#[derive(Clone, Debug)]
pub(crate) struct PaymentDesk {
    /// What is paid.
    pub(crate) name: String,
    /// The law.
    pub(crate) basis: String,
    /// The standard.
    pub(crate) standard: String,
    /// The amount that follows from the answers; empty where the organ enters it.
    pub(crate) by_rule: String,
    /// The invoice's number; empty before it was asked for.
    pub(crate) invoice: String,
    /// How much was asked for.
    pub(crate) amount: String,
    /// Until when it is to be paid; empty before it was asked for.
    pub(crate) until: String,
    /// Whether that day is over.
    pub(crate) is_overdue: bool,
    /// When the applicant said that it was paid; empty before.
    pub(crate) reported: String,
    /// The receipt's number that the applicant gave; empty before, and once it is asked for again.
    pub(crate) receipt: String,
    /// The rules by which it may be waived.
    pub(crate) waivers: Vec<Choice>,
}

impl PaymentDesk {
    pub(super) fn of(sight: &Sight<'_>, vault: &Vault) -> Self {
        let (step, planned) = (sight.step, sight.step.planned.payment.as_ref());
        let definition = sight
            .words
            .release
            .step(&step.planned.item, step.planned.step.as_str())
            .and_then(|step| step.payment.as_ref());
        let text = |of: fn(&Payment) -> &String| definition.map(|payment| of(payment).clone()).unwrap_or_default();
        let bill = step.bill.as_ref();
        let told = |day| sight.texts.day(&day);
        Self {
            name: planned.map(|planned| planned.name.clone()).unwrap_or_default(),
            basis: text(|payment| &payment.basis),
            standard: text(|payment| &payment.standard),
            by_rule: planned
                .and_then(|planned| planned.amount)
                .map(procedure::Money::grouped)
                .unwrap_or_default(),
            invoice: bill.map(|bill| bill.invoice.clone()).unwrap_or_default(),
            amount: bill.map(|bill| bill.amount.grouped()).unwrap_or_default(),
            until: bill
                .map(|bill| told(bill.due.deadline.day(sight.calendar)))
                .unwrap_or_default(),
            is_overdue: bill.is_some_and(|bill| bill.is_overdue(sight.today, sight.calendar)),
            reported: bill.and_then(|bill| bill.reported_on).map(told).unwrap_or_default(),
            receipt: receipt(sight, vault),
            waivers: waivers(sight, definition),
        }
    }
}

/// What was reported before reports had a place of their own is where the record of the payment goes.
fn receipt(sight: &Sight<'_>, vault: &Vault) -> String {
    if sight.step.bill.as_ref().is_none_or(|bill| bill.reported_on.is_none()) {
        return String::new();
    }
    let step = &sight.step.planned.step;
    let mut paths = [format!("payment/{step}/reported"), format!("payment/{step}")].into_iter();
    let receipt = paths.find_map(|path| vault.within(&path, "receipt")?.as_str().map(str::to_owned));
    receipt.unwrap_or_default()
}

fn waivers(sight: &Sight<'_>, definition: Option<&Payment>) -> Vec<Choice> {
    let allowed = sight.step.planned.payment.iter().flat_map(|planned| &planned.waivers);
    allowed
        .filter_map(|id| {
            let waiver = definition?.waiver(id)?;
            Some(Choice::new(id.as_str(), &waiver.text).explained(&waiver.ground))
        })
        .collect()
}
