//! Payments: a step of that kind says what is paid, and its amount follows from a number that is asked.

use authority::Duty;

use super::index::{Index, steps};
use super::limits::limit;
use super::{Definition, Found, Mistake};
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
                    Mistake::PaymentNotDescribed {
                        step: step.id.to_string(),
                    },
                ),
                (false, Some(_)) => found.at(
                    &place.key("payment"),
                    Mistake::NothingIsPaid {
                        step: step.id.to_string(),
                    },
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
            Mistake::PaymentThroughChain {
                step: step.id.to_string(),
            },
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
            found.at(&place.key(key), Mistake::SaysNothing { key: key.to_owned() });
        }
    }
    amount(index, item, payment, place, found);
    for (at, waiver) in payment.waivers.iter().enumerate() {
        let place = place.key("waive").at(at);
        if payment.waivers[..at].iter().any(|earlier| earlier.id == waiver.id) {
            found.at(
                &place.key("id"),
                Mistake::RuleTwice {
                    id: waiver.id.to_string(),
                },
            );
        }
        if waiver.ground.trim().is_empty() {
            found.at(
                &place.key("ground"),
                Mistake::RuleWithoutGround {
                    id: waiver.id.to_string(),
                },
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
            Mistake::PerNoNumber {
                field: rule.per.to_string(),
            },
        ),
        Some(_) => {
            for matter in index.matters_with(&item.definition.id) {
                if !matter.questions.contains(&rule.per) {
                    found.at(
                        &place,
                        Mistake::AmountNotAsked {
                            field: rule.per.to_string(),
                            matter: matter.id.to_string(),
                        },
                    );
                }
            }
        }
        None if index.unread(rule.per.as_str()) => {}
        None => found.at(
            &place,
            Mistake::NotThere {
                what: Definition::Field,
                id: rule.per.to_string(),
            },
        ),
    }
}
