//! Withdrawal, a gate that never opens, refusal of what nothing can go on without, rating.

use authority::Duty;
use identity::OrganId;
use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::state::{CaseStatus, Grade, Opinion, Status, StepStatus};

const YES: Answer = Answer::Flag(true);
const NO: Answer = Answer::Flag(false);

#[test]
fn a_withdrawn_application_is_on_nobodys_desk() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.act(
        &enterprise(),
        Withdraw {
            reason: "项目调整".into(),
        },
    )
    .unwrap();
    assert_eq!(city.application.status, Status::Withdrawn);
    assert!(
        city.application
            .steps
            .iter()
            .all(|step| matches!(step.status, StepStatus::Dropped | StepStatus::Done))
    );
    assert!(city.application.cases.iter().all(|case| case.status == CaseStatus::Withdrawn));
    let handler = city.handler("check");
    assert_eq!(
        city.act(&handler, Claim { step: id("check") }),
        Err(Refusal::Ended(Status::Withdrawn))
    );
}

#[test]
fn land_that_is_never_obtained_ends_what_stands_behind_the_gate_only() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    city.opine("noise", Opinion::Agree).unwrap();
    let recorder = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
    city.act(
        &recorder,
        FailGate {
            gate: "land_right".into(),
            reason: "未竞得".into(),
        },
    )
    .unwrap();
    assert_eq!(city.case("building"), CaseStatus::Terminated);
    assert_eq!(
        city.case("noise"),
        CaseStatus::Accepted,
        "what does not need the gate goes on"
    );
    assert_eq!(city.application.status, Status::InProgress);
}

#[test]
fn an_application_with_nothing_but_the_gate_ends_with_it() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    let recorder = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
    city.act(
        &recorder,
        FailGate {
            gate: "land_right".into(),
            reason: "未竞得".into(),
        },
    )
    .unwrap();
    assert_eq!(city.application.status, Status::Terminated);
    assert_eq!(
        city.status("check"),
        StepStatus::Dropped,
        "a check that serves no case is not needed"
    );
}

#[test]
fn it_is_rated_once_and_only_at_its_end() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", NO)]);
    let rate = Rate {
        grade: Grade::Satisfied,
        words: "很方便".into(),
    };
    assert_eq!(city.act(&enterprise(), rate.clone()), Err(Refusal::NotEnded));
    city.act(&enterprise(), Withdraw { reason: String::new() }).unwrap();
    city.act(&enterprise(), rate.clone()).unwrap();
    assert_eq!(city.act(&enterprise(), rate), Err(Refusal::AlreadyRated));
}
