//! An application of the smallest kind: one item, one organ, no gate.

use identity::OrganId;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::proposal::{Proposal, ProposedOn};
use crate::record::state::{CaseStatus, Opinion, Status, StepStatus};

#[test]
fn it_is_accepted_reviewed_decided_served_and_rated() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Received);
    assert_eq!(city.status("sign_review"), StepStatus::Waiting);
    let handler = city.handler("sign_acceptance");
    city.act(&handler, Accept::by(id("sign_acceptance"))).unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Accepted);
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Granted);
    city.make("sign").unwrap();
    city.act(
        &reaction(),
        Serve {
            documents: city.application.to_serve(),
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
fn nobody_signs_over_a_review_that_did_not_support_it_without_saying_why() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    let accept = Accept::by(id("sign_acceptance"));
    city.act(&city.handler("sign_acceptance"), accept).unwrap();
    city.opine("sign_review", Opinion::NotSupported).unwrap();
    assert_eq!(
        city.sign_off("sign.decide"),
        Err(Refusal::NotSupported(id("sign_review"))),
        "as when many are signed at once"
    );
    let nevertheless = |why: &str| SignOff {
        step: id("sign.decide"),
        despite: Some(why.into()),
    };
    let signer = city.signer("sign.decide");
    assert_eq!(city.act(&signer, nevertheless(" ")), Err(Refusal::WordsMissing));
    city.act(&signer, nevertheless("经集体讨论，补充核查后符合条件")).unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Granted);
}

#[test]
fn what_is_not_accepted_ends_with_its_reasons() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    let elsewhere = Some(OrganId::fixed("water-371625"));
    let not_accept = |reasons: &str| Propose {
        on: ProposedOn::Step(id("sign_acceptance")),
        proposal: Proposal::NotAccept {
            elsewhere: elsewhere.clone(),
        },
        answers: None,
        reasons: reasons.into(),
    };
    let handler = city.handler("sign_acceptance");
    assert_eq!(city.act(&handler, not_accept("")), Err(Refusal::WordsMissing));
    city.act(&handler, not_accept("不属于本机关职权")).unwrap();
    assert_eq!(
        city.case("sign"),
        CaseStatus::Received,
        "nothing has happened before it is signed"
    );
    city.act(&city.signer("sign_acceptance"), Approve { proposal: FIRST })
        .unwrap();
    assert_eq!(city.case("sign"), CaseStatus::NotAccepted);
    let case = city.application.case(&"sign".into()).unwrap();
    assert_eq!(case.not_accepted.as_ref().unwrap().elsewhere, elsewhere);
    assert_eq!(case.not_accepted_path().as_deref(), Some("proposal/1"));
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
