//! The gate, confirmation, issue together and service.

use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::state::{CaseStatus, Opinion, Status, StepStatus};

const YES: Answer = Answer::Flag(true);
const NO: Answer = Answer::Flag(false);

/// Both items of the group are pre-reviewed, six working days have gone.
fn pre_reviewed() -> City {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.work(2);
    city.opine("check", Opinion::Agree).unwrap();
    city.opine("water", Opinion::Agree).unwrap();
    for (duty, person) in [(authority::Duty::Check, 2), (authority::Duty::Sign, 3)] {
        let organ = identity::OrganId::fixed("water-371625");
        city.act(&staff(&organ, duty, person), PassStage { step: id("water") })
            .unwrap();
    }
    city.work(4);
    city.opine("building", Opinion::Conditional).unwrap();
    city
}

#[test]
fn the_wait_for_the_gate_is_not_counted() {
    let mut city = pre_reviewed();
    assert_eq!(city.counted(), 6, "two for the check, four for the building after it");
    city.work(30);
    assert_eq!(city.counted(), 6);
    city.open_gate().unwrap();
    assert_eq!(city.status("water.confirm"), StepStatus::Open);
    city.work(2);
    city.opine("water.confirm", Opinion::Agree).unwrap();
    assert_eq!(city.counted(), 8);
}

#[test]
fn nothing_behind_the_gate_is_granted_before_it_opens() {
    let mut city = pre_reviewed();
    assert_eq!(city.sign_off("building.decide"), Err(Refusal::NotOpen(StepStatus::Waiting)));
    assert_eq!(city.act(&reaction(), Issue), Err(Refusal::NothingToIssue));
    city.open_gate().unwrap();
    assert_eq!(city.open_gate(), Err(Refusal::GateRecorded));
    assert_eq!(city.act(&reaction(), Issue), Err(Refusal::NothingToIssue));
}

#[test]
fn the_group_is_issued_by_one_command_and_served_by_one() {
    let mut city = pre_reviewed();
    city.open_gate().unwrap();
    for item in ["water", "building"] {
        city.opine(&format!("{item}.confirm"), Opinion::Agree).unwrap();
    }
    city.sign_off("water.decide").unwrap();
    assert_eq!(city.case("water"), CaseStatus::SignedOff, "it waits for the others");
    assert_eq!(city.act(&reaction(), Issue), Err(Refusal::NothingToIssue));
    city.sign_off("building.decide").unwrap();
    let before = city.events.len();
    city.act(&reaction(), Issue).unwrap();
    let issued = &city.events[before..];
    let granted = issued
        .iter()
        .filter(|event| matches!(event, Event::CaseGranted { .. }))
        .count();
    assert_eq!(granted, 2, "their events stand next to each other");
    assert_eq!(city.act(&reaction(), Issue), Err(Refusal::NothingToIssue), "once");
    city.make("water").unwrap();
    assert!(
        city.application.to_serve().is_empty(),
        "nobody outside sees one before all are there"
    );
    let serve = |city: &City, items: &[&str]| {
        let decisions = items.iter().filter_map(|item| city.application.decision_on(&(*item).into()));
        let documents = decisions.map(|decision| decision.ordinal).collect();
        Serve { documents }
    };
    let alone = serve(&city, &["water"]);
    assert_eq!(city.act(&reaction(), alone), Err(Refusal::DocumentMissing("building".into())));
    city.make("building").unwrap();
    assert_eq!(city.application.to_serve().len(), 2);
    let together = serve(&city, &["water", "building"]);
    city.act(&reaction(), together).unwrap();
    assert_eq!(city.application.status, Status::Finished);
    assert_eq!(
        city.act(&enterprise(), Withdraw { reason: String::new() }),
        Err(Refusal::Ended(Status::Finished))
    );
}

#[test]
fn what_changed_after_its_opinion_goes_back_to_its_reviewer_alone() {
    let mut city = pre_reviewed();
    let (plan, answers) = (
        city.application.plan.as_deref().unwrap().clone(),
        city.application.answers.clone(),
    );
    let change = ChangePlan {
        answers,
        plan,
        form: None,
        materials: vec![paper("water_plan", "second")],
        note: "井位调整".into(),
    };
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.status("water"), StepStatus::Done, "the opinion stands until the gate");
    city.open_gate().unwrap();
    let changed = |city: &City, step: &str| city.application.step(&id(step)).unwrap().changed;
    assert!(changed(&city, "water.confirm"));
    assert!(!changed(&city, "building.confirm"));
    let handler = city.handler("water.confirm");
    city.act(
        &handler,
        Claim {
            step: id("water.confirm"),
        },
    )
    .unwrap();
    let silent = GiveOpinion {
        step: id("water.confirm"),
        opinion: Opinion::Agree,
        text: String::new(),
        points: vec![],
    };
    assert_eq!(city.act(&handler, silent), Err(Refusal::ChangedNeedsWords));
    city.opine("water.confirm", Opinion::Agree).unwrap();
    city.opine("building.confirm", Opinion::Agree).unwrap();
    assert_eq!(city.status("water.decide"), StepStatus::Open);
}

#[test]
fn a_draft_that_is_given_back_leaves_the_applicant_the_choice_to_go_on_without_it() {
    let mut city = pre_reviewed();
    city.open_gate().unwrap();
    for item in ["water", "building"] {
        city.opine(&format!("{item}.confirm"), Opinion::Agree).unwrap();
    }
    city.sign_off("building.decide").unwrap();
    let signer = city.signer("water.decide");
    city.act(
        &signer,
        SendBack {
            step: id("water.decide"),
            reason: "取水量与方案不符".into(),
        },
    )
    .unwrap();
    assert_eq!(city.status("water.confirm"), StepStatus::Open);
    assert_eq!(city.status("water.decide"), StepStatus::Waiting);
    assert_eq!(
        city.act(&enterprise(), LeaveOut { item: "building".into() }),
        Err(Refusal::CannotLeaveOut("building".into()))
    );
    let mut waiting = City {
        application: city.application.clone(),
        events: city.events.clone(),
        ..City::new()
    };
    city.act(&enterprise(), LeaveOut { item: "water".into() }).unwrap();
    assert_eq!(city.case("water"), CaseStatus::LeftOut);
    assert!(city.application.group_ready().is_some(), "the rest can be issued");
    waiting.now = city.now;
    waiting.opine("water.confirm", Opinion::Agree).unwrap();
    waiting.sign_off("water.decide").unwrap();
    assert!(waiting.application.group_ready().is_some());
}

#[test]
fn a_refused_case_that_others_can_do_without_leaves_the_group() {
    let mut city = pre_reviewed();
    city.open_gate().unwrap();
    for item in ["water", "building"] {
        city.opine(&format!("{item}.confirm"), Opinion::Agree).unwrap();
    }
    let signer = city.signer("water.decide");
    assert_eq!(
        city.act(
            &signer,
            Refuse {
                step: id("water.decide"),
                reasons: String::new()
            }
        ),
        Err(Refusal::WordsMissing)
    );
    city.act(
        &signer,
        Refuse {
            step: id("water.decide"),
            reasons: "超出区域用水总量（取水许可管理条例 20）".into(),
        },
    )
    .unwrap();
    assert_eq!(city.case("water"), CaseStatus::Refused);
    city.sign_off("building.decide").unwrap();
    city.act(&reaction(), Issue).unwrap();
    assert_eq!(city.case("building"), CaseStatus::Granted);
    assert_eq!(city.case("water"), CaseStatus::Refused);
}
