//! An application of the smallest kind: one item, one organ, no gate.

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::state::{CaseStatus, Document, Opinion, Status, StepStatus};

#[test]
fn it_is_accepted_reviewed_decided_served_and_rated() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Received);
    assert_eq!(city.status("sign_review"), StepStatus::Waiting);
    let handler = city.handler("sign_acceptance");
    city.act(
        &handler,
        Accept {
            step: id("sign_acceptance"),
        },
    )
    .unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Accepted);
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Granted);
    let document = Document {
        digest: "d".into(),
        stored: "s".into(),
    };
    city.act(
        &reaction(),
        RecordDocument {
            item: "sign".into(),
            document,
            key: "00".into(),
        },
    )
    .unwrap();
    city.act(
        &reaction(),
        Serve {
            items: city.application.to_serve(),
        },
    )
    .unwrap();
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn nothing_is_decided_before_acceptance() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    assert_eq!(city.sign_off("sign.decide"), Err(Refusal::NotOpen(StepStatus::Waiting)));
}

#[test]
fn what_is_not_accepted_ends_with_its_reasons() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    let handler = city.handler("sign_acceptance");
    let silent = NotAccept {
        step: id("sign_acceptance"),
        reasons: String::new(),
    };
    assert_eq!(city.act(&handler, silent), Err(Refusal::WordsMissing));
    city.act(
        &handler,
        NotAccept {
            step: id("sign_acceptance"),
            reasons: "不属于本机关职权，请向县城管局申请".into(),
        },
    )
    .unwrap();
    assert_eq!(city.case("sign"), CaseStatus::NotAccepted);
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn what_comes_in_after_closing_counts_from_the_next_working_day() {
    let mut city = City::new();
    city.now = calendar::Moment::at(day("2026-11-06"), 17, 0);
    city.submit("sign", &[]).unwrap();
    let filing = city.application.filing.clone().unwrap();
    assert_eq!(filing.day, day("2026-11-09"), "Friday after closing counts as Monday");
    assert_eq!(
        filing.number.to_string()[7..15],
        *"20261106",
        "the number tells the civil day"
    );
}
