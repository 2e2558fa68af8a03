//! Acts around a step: answering objections, telling third parties, payments.

use applications::record::command::{AnswerObjection, AskPayment, RecordPayment, TellParty, WaivePayment};
use axum::response::Response;
use calendar::Day;
use front::{FormErrors, Problem};
use identity::Phone;
use people::said;
use procedure::Money;
use procedure::definition::WaiverId;

use super::step_acts::{Form, Ids, act};
use crate::visit::Posted;

/// Answers an objection to a public notice.
pub(super) async fn answer(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "objection-answered",
        words: "",
    };
    act(ids, posted, &form, |step, form| {
        let place = form.value("objection").to_owned();
        let (upheld, reasons) = (format!("upheld-{place}"), format!("reasons-{place}"));
        let objection = place
            .parse()
            .map_err(|_| FormErrors::one("objection", "refusal-unknown-objection"))?;
        if form.value(&upheld).is_empty() {
            return Err(FormErrors::one(upheld, "desk-choose-outcome"));
        }
        if form.given(&reasons).is_none() {
            return Err(FormErrors::one(reasons, "desk-refusal-words-missing"));
        }
        Ok(AnswerObjection {
            step,
            objection,
            upheld: form.value(&upheld) == "yes",
            reasons: form.value(&reasons).to_owned(),
        })
    })
    .await
}

/// Tells somebody whose interests the case touches (行政许可法 36).
pub(super) async fn tell(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "party-told",
        words: "interest",
    };
    act(ids, posted, &form, |step, form| {
        let mut errors = FormErrors::default();
        if form.given("name").is_none() {
            errors.add("name", "refusal-name-missing");
        }
        let phone = form.value("phone").parse::<Phone>();
        if let Err(error) = &phone {
            errors.add("phone", said(error.key(), error.arguments()));
        }
        if form.given("interest").is_none() {
            errors.add("interest", "desk-refusal-words-missing");
        }
        match phone {
            Ok(phone) if errors.is_empty() => Ok(TellParty {
                step,
                name: form.value("name").to_owned(),
                phone,
                interest: form.value("interest").to_owned(),
            }),
            Ok(_) | Err(_) => Err(errors),
        }
    })
    .await
}

/// Sets what is to be paid and asks for it.
pub(super) async fn ask_payment(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "payment-asked",
        words: "amount",
    };
    act(ids, posted, &form, |step, form| {
        let amount = match form.given("amount") {
            Some(typed) => {
                let amount = typed.parse::<Money>();
                Some(amount.map_err(|error| FormErrors::one("amount", error.key()))?)
            }
            None => None,
        };
        Ok(AskPayment { step, amount })
    })
    .await
}

/// Records that it was paid.
pub(super) async fn record_payment(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "paid",
        words: "receipt",
    };
    act(ids, posted, &form, |step, form| {
        let paid_on: Day = form
            .value("paid_on")
            .trim()
            .parse()
            .map_err(|_| FormErrors::one("paid_on", "desk-payment-day-missing"))?;
        Ok(RecordPayment {
            step,
            paid_on,
            payer: form.value("payer").to_owned(),
            receipt: form.value("receipt").to_owned(),
        })
    })
    .await
}

/// Waives it by a rule.
pub(super) async fn waive_payment(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "payment-waived",
        words: "reasons",
    };
    act(ids, posted, &form, |step, form| {
        let rule = form
            .given("rule")
            .ok_or_else(|| FormErrors::one("rule", "desk-choose-rule"))?;
        Ok(WaivePayment {
            step,
            rule: WaiverId::from(rule),
            reasons: form.value("reasons").to_owned(),
        })
    })
    .await
}
