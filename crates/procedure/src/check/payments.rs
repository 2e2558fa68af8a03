//! Payments: a step of that kind says what is paid, and its amount follows from a number that is asked.

use authority::Duty;

use super::Found;
use super::index::{Index, steps};
use super::limits::limit;
use crate::definition::{FieldKind, Item, Payment, Step, StepKind};
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            match (step.kind == StepKind::Payment, &step.payment) {
                (true, Some(payment)) => {
                    of_step(step, &place, found);
                    of_payment(index, item, payment, &place.key("payment"), found);
                }
                (true, None) => found.at(
                    &place,
                    format!("`{}` does not say what is paid", step.id),
                    "add [item.step.payment] with name, basis, standard, series and pay",
                ),
                (false, Some(_)) => found.at(
                    &place.key("payment"),
                    format!("nothing is paid in `{}`, for it is no payment", step.id),
                    "write kind = \"payment\", or remove `payment`",
                ),
                (false, None) => {}
            }
        }
    }
}

fn of_step(step: &Step, place: &Place, found: &mut Found<'_>) {
    if step.chain != [Duty::Handle] {
        found.at(
            &place.key("chain"),
            format!("the payment `{}` goes through a chain", step.id),
            "let the handler alone set and record it",
        );
    }
}

fn of_payment(index: &Index<'_>, item: &Placed<Item>, payment: &Payment, place: &Place, found: &mut Found<'_>) {
    limit(&payment.pay, &place.key("pay"), found);
    for (key, text) in [
        ("basis", &payment.basis),
        ("standard", &payment.standard),
        ("series", &payment.series),
        ("pay_to", &payment.pay_to),
    ] {
        if text.trim().is_empty() {
            found.at(&place.key(key), format!("`{key}` says nothing"), "write it in words");
        }
    }
    amount(index, item, payment, place, found);
    for (at, waiver) in payment.waivers.iter().enumerate() {
        let place = place.key("waive").at(at);
        if payment.waivers[..at].iter().any(|earlier| earlier.id == waiver.id) {
            found.at(
                &place.key("id"),
                format!("`{}` stands twice", waiver.id),
                "give each rule its own id",
            );
        }
        if waiver.ground.trim().is_empty() {
            found.at(
                &place.key("ground"),
                format!("the rule `{}` has no ground", waiver.id),
                "name the law that spares whom it spares",
            );
        }
    }
}

fn amount(index: &Index<'_>, item: &Placed<Item>, payment: &Payment, place: &Place, found: &mut Found<'_>) {
    let Some(rule) = &payment.amount else { return };
    let place = place.key("amount").key("per");
    let number = |kind| matches!(kind, FieldKind::Integer | FieldKind::Decimal);
    match index.field(&rule.per) {
        Some(field) if !number(field.kind) => found.at(
            &place,
            format!("`{}` is no number", rule.per),
            "name a question of kind `integer` or `decimal`",
        ),
        Some(_) => {
            for matter in index.matters_with(&item.definition.id) {
                if !matter.questions.contains(&rule.per) {
                    found.at(
                        &place,
                        format!(
                            "the amount reads `{}`, which the matter `{}` does not ask",
                            rule.per, matter.id
                        ),
                        "add it to the matter's questions, or let the organ enter the amount",
                    );
                }
            }
        }
        None if index.unread(rule.per.as_str()) => {}
        None => found.at(
            &place,
            format!("there is no field `{}`", rule.per),
            "define the field, or correct the name",
        ),
    }
}
