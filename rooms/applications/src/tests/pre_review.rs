//! Pre-review: all organs at once, claims, the chain, refinement, negative opinions.

use authority::Duty;
use identity::OrganId;
use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::state::{CaseStatus, Opinion, StepStatus};

const YES: Answer = Answer::Flag(true);
const NO: Answer = Answer::Flag(false);

#[test]
fn every_step_with_nothing_before_it_comes_to_its_desk_at_once() {
    let city = City::with_factory(&[("takes_water", YES), ("noisy", YES)]);
    assert_eq!(city.status("check"), StepStatus::Open);
    assert_eq!(city.status("noise"), StepStatus::Open);
    assert_eq!(city.status("water"), StepStatus::Open);
    assert_eq!(city.status("building"), StepStatus::Waiting, "it comes after the check");
    assert_eq!(city.status("water.confirm"), StepStatus::Waiting);
    assert_eq!(
        city.application.filing.as_ref().unwrap().number.to_string(),
        "371625-20261102-000001-9"
    );
    let due = city.application.step(&id("check")).unwrap().due.unwrap();
    assert_eq!(
        due.day,
        day("2026-11-09"),
        "five working days after Monday, the first on Tuesday"
    );
}

#[test]
fn answers_decide_which_items_apply() {
    let city = City::with_factory(&[("takes_water", NO), ("noisy", NO)]);
    assert!(city.application.step(&id("water")).is_none());
    assert_eq!(city.application.cases.len(), 1, "a mere check is no case");
    assert!(
        city.application
            .plan
            .as_ref()
            .unwrap()
            .materials
            .iter()
            .all(|asked| asked.material.as_str() != "water_plan")
    );
}

#[test]
fn the_land_opinion_stands_in_for_the_land_proof() {
    let city = City::with_factory(&[("takes_water", NO), ("noisy", NO)]);
    let asked: Vec<_> = city
        .application
        .plan
        .as_ref()
        .unwrap()
        .materials
        .iter()
        .map(|asked| asked.material.as_str().to_owned())
        .collect();
    assert_eq!(asked, ["opinion"]);
}

#[test]
fn an_incomplete_application_is_refused_with_the_paper_that_is_missing() {
    let mut city = City::new();
    let mut command = city.submission("factory", &[("takes_water", YES), ("noisy", NO)]);
    command.materials.retain(|upload| upload.material.as_str() != "water_plan");
    assert_eq!(
        city.act(&enterprise(), command),
        Err(Refusal::MaterialMissing("water_plan".into()))
    );
    let mut command = city.submission("factory", &[("takes_water", NO), ("noisy", NO)]);
    command.materials.push(paper("water_plan", "unasked"));
    assert_eq!(
        city.act(&enterprise(), command),
        Err(Refusal::MaterialNotAsked("water_plan".into()))
    );
}

#[test]
fn two_reviewers_on_one_step_the_second_is_told_who_has_it() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    let water = OrganId::fixed("water-371625");
    let (first, second) = (staff(&water, Duty::Handle, 1), staff(&water, Duty::Handle, 2));
    city.act(&first, Claim { step: id("water") }).unwrap();
    let holder = first.account.unwrap();
    assert_eq!(
        city.act(&second, Claim { step: id("water") }),
        Err(Refusal::HeldByAnother { holder })
    );
    let opinion = GiveOpinion {
        step: id("water"),
        opinion: Opinion::Agree,
        text: String::new(),
        points: vec![],
    };
    assert_eq!(city.act(&second, opinion.clone()), Err(Refusal::HeldByAnother { holder }));
    city.act(&first, Release { step: id("water") }).unwrap();
    assert_eq!(city.act(&second, opinion), Err(Refusal::NotClaimed));
    city.act(&second, Claim { step: id("water") }).unwrap();
}

#[test]
fn another_organ_cannot_touch_the_step_even_with_a_permit_for_its_own() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    let stranger = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
    assert_eq!(city.act(&stranger, Claim { step: id("water") }), Err(Refusal::NotYourDesk));
}

#[test]
fn inside_an_organ_an_opinion_goes_through_its_chain() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    let water = OrganId::fixed("water-371625");
    city.opine("water", Opinion::Agree).unwrap();
    assert_eq!(city.status("water"), StepStatus::Open, "the opinion is a draft");
    assert_eq!(city.application.step(&id("water")).unwrap().duty(), Duty::Check);
    let signer = staff(&water, Duty::Sign, 3);
    assert_eq!(
        city.act(&signer, PassStage { step: id("water") }),
        Err(Refusal::WrongStage),
        "the checker comes first"
    );
    let drafter_as_checker = staff(&water, Duty::Check, 1);
    assert_eq!(
        city.act(&drafter_as_checker, PassStage { step: id("water") }),
        Err(Refusal::OwnDraft)
    );
    let checker = staff(&water, Duty::Check, 2);
    city.act(
        &checker,
        ReturnStage {
            step: id("water"),
            reason: "第三章缺少水量平衡".into(),
        },
    )
    .unwrap();
    city.opine("water", Opinion::Conditional).unwrap();
    city.act(&checker, PassStage { step: id("water") }).unwrap();
    city.act(&signer, PassStage { step: id("water") }).unwrap();
    assert_eq!(city.status("water"), StepStatus::Done);
    assert_eq!(
        city.application.step(&id("water")).unwrap().opinion,
        Some(Opinion::Conditional)
    );
    assert_eq!(city.case("water"), CaseStatus::WaitingForGate);
}

#[test]
fn refinement_stops_the_clock_and_goes_on_with_what_was_left() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", NO)]);
    let handler = city.handler("check");
    city.act(&handler, Claim { step: id("check") }).unwrap();
    city.work(2);
    let request = AskRefinement {
        step: id("check"),
        request: "请补充总平面图".into(),
        materials: vec!["opinion".into()],
    };
    city.act(&handler, request.clone()).unwrap();
    assert_eq!(city.status("check"), StepStatus::Refining);
    city.work(8);
    assert_eq!(
        city.counted_in("check"),
        2,
        "days of waiting for the applicant are not counted"
    );
    let without = SupplyRefinement {
        step: id("check"),
        note: String::new(),
        materials: vec![],
    };
    assert_eq!(
        city.act(&enterprise(), without),
        Err(Refusal::RefinedMaterialMissing("opinion".into()))
    );
    let supplied = SupplyRefinement {
        step: id("check"),
        note: "已补充".into(),
        materials: vec![paper("opinion", "second")],
    };
    city.act(&enterprise(), supplied).unwrap();
    let step = city.application.step(&id("check")).unwrap();
    assert_eq!(
        step.due.unwrap().day,
        city.calendar().add(city.now.day(), 3),
        "three of five days are left"
    );
    assert_eq!(step.holder, handler.account, "its reviewer keeps it");
    assert_eq!(city.application.material(&"opinion".into()).unwrap().version, 2);
    city.act(&handler, request.clone()).unwrap();
    city.act(
        &enterprise(),
        SupplyRefinement {
            step: id("check"),
            note: "好".into(),
            materials: vec![paper("opinion", "third")],
        },
    )
    .unwrap();
    assert_eq!(city.act(&handler, request), Err(Refusal::NoMoreRounds { rounds: 2 }));
}

#[test]
fn a_negative_opinion_needs_words_and_is_answered_by_a_changed_plan() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", NO)]);
    let handler = city.handler("check");
    city.act(&handler, Claim { step: id("check") }).unwrap();
    let silent = GiveOpinion {
        step: id("check"),
        opinion: Opinion::NotSupported,
        text: " ".into(),
        points: vec![],
    };
    assert_eq!(city.act(&handler, silent), Err(Refusal::WordsMissing));
    city.work(1);
    city.opine("check", Opinion::NotSupported).unwrap();
    assert_eq!(city.status("check"), StepStatus::Unsupported);
    assert_eq!(city.status("building"), StepStatus::Waiting);
    city.work(4);
    assert_eq!(city.counted_in("check"), 1, "the clock stands while the applicant thinks");
    let (plan, answers) = (
        city.application.plan.as_deref().unwrap().clone(),
        city.application.answers.clone(),
    );
    let unchanged = ChangePlan {
        answers: answers.clone(),
        plan: plan.clone(),
        form: None,
        materials: vec![],
        note: String::new(),
    };
    assert_eq!(city.act(&enterprise(), unchanged), Err(Refusal::NothingChanged));
    let changed = ChangePlan {
        answers,
        plan,
        form: None,
        materials: vec![paper("opinion", "moved")],
        note: "选址调整".into(),
    };
    city.act(&enterprise(), changed).unwrap();
    assert_eq!(city.status("check"), StepStatus::Open);
    assert_eq!(
        city.application.step(&id("check")).unwrap().due.unwrap().day,
        city.calendar().add(city.now.day(), 4)
    );
    city.opine("check", Opinion::Agree).unwrap();
    assert_eq!(city.status("building"), StepStatus::Open);
}

#[test]
fn changed_answers_switch_items_on_and_off() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.opine("check", Opinion::Agree).unwrap();
    let command = city.submission("factory", &[("takes_water", NO), ("noisy", YES)]);
    let change = ChangePlan {
        answers: command.answers,
        plan: command.plan,
        form: None,
        materials: vec![],
        note: String::new(),
    };
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.status("water"), StepStatus::Dropped);
    assert_eq!(city.case("water"), CaseStatus::LeftOut);
    assert_eq!(city.status("noise"), StepStatus::Open);
    assert_eq!(city.case("noise"), CaseStatus::PreReview);
    assert_eq!(city.status("building"), StepStatus::Open, "what was done stays done");
}

#[test]
fn an_item_that_turns_formal_when_ready_is_accepted_noticed_and_decided_before_the_gate() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    city.opine("noise", Opinion::Agree).unwrap();
    assert_eq!(city.case("noise"), CaseStatus::Accepted, "its first formal step accepts it");
    assert_eq!(city.status("noise_notice"), StepStatus::Open);
    city.now = calendar::Moment::at(day("2026-11-09"), 12, 0);
    city.act(&authority::Actor::clone(&authority::Actor::timer()), EndNotices)
        .unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Open, "its last day is not over");
    city.now = calendar::Moment::at(day("2026-11-10"), 0, 0);
    city.act(&authority::Actor::clone(&authority::Actor::timer()), EndNotices)
        .unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Done);
    assert_eq!(city.status("noise.decide"), StepStatus::Open);
    assert_eq!(city.counted_in("noise_notice"), 5);
    city.sign_off("noise.decide").unwrap();
    assert_eq!(city.case("noise"), CaseStatus::Granted);
    let case = city.application.case(&"noise".into()).unwrap();
    assert_eq!(case.document_number.as_deref(), Some("噪备〔2026〕1号"));
    assert!(matches!(city.events.last(), Some(Event::CaseGranted { .. })));
}
