//! Combinations in which an application once went wrong: endings, changed plans, drafts taken up again.

use authority::Duty;
use identity::OrganId;
use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::state::{CaseStatus, Opinion, Status, StepStatus};

const YES: Answer = Answer::Flag(true);
const NO: Answer = Answer::Flag(false);

/// The answers as they are, with these papers.
fn better_papers(city: &City, materials: Vec<Upload>) -> ChangePlan {
    ChangePlan {
        answers: city.application.answers.clone(),
        plan: city.application.plan.as_deref().unwrap().clone(),
        form: None,
        materials,
        note: "更正".into(),
    }
}

/// Other answers, with all that follows from them.
fn other_answers(city: &City, answers: &[(&str, Answer)]) -> ChangePlan {
    let command = city.submission("factory", answers);
    ChangePlan {
        answers: command.answers,
        plan: command.plan,
        form: None,
        materials: vec![],
        note: String::new(),
    }
}

fn land_is_lost(city: &mut City) {
    let recorder = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
    let lost = FailGate {
        gate: "land_right".into(),
        reason: "未竞得".into(),
    };
    city.act(&recorder, lost).unwrap();
}

fn send_back(city: &mut City, step: &str) {
    let signer = city.signer(step);
    let back = SendBack {
        step: id(step),
        reason: "再议".into(),
    };
    city.act(&signer, back).unwrap();
}

/// The gate is open, both items of the group are confirmed.
fn confirmed() -> City {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.opine("check", Opinion::Agree).unwrap();
    city.opine("water", Opinion::Agree).unwrap();
    pass_water(&mut city);
    city.opine("building", Opinion::Agree).unwrap();
    city.open_gate().unwrap();
    for item in ["water", "building"] {
        city.opine(&format!("{item}.confirm"), Opinion::Agree).unwrap();
    }
    city
}

fn pass_water(city: &mut City) {
    for (duty, person) in [(Duty::Check, 2), (Duty::Sign, 3)] {
        let organ = OrganId::fixed("water-371625");
        city.act(&staff(&organ, duty, person), PassStage { step: id("water") })
            .unwrap();
    }
}

#[test]
fn an_unsupported_item_that_a_changed_plan_drops_comes_back_to_no_desk() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    city.opine("noise", Opinion::NotSupported).unwrap();
    let change = other_answers(&city, &[("takes_water", NO), ("noisy", NO)]);
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.status("noise"), StepStatus::Dropped);
    assert_eq!(city.case("noise"), CaseStatus::LeftOut);
}

#[test]
fn what_waited_for_something_behind_a_gate_that_never_opens_comes_to_its_desk() {
    let mut city = City::new();
    let mut command = city.submission("factory", &[("takes_water", YES), ("noisy", YES)]);
    for step in command.plan.steps.iter_mut().filter(|step| step.step == id("noise")) {
        step.after.push(id("water"));
    }
    city.act(&enterprise(), command).unwrap();
    assert_eq!(city.status("noise"), StepStatus::Waiting);
    land_is_lost(&mut city);
    assert_eq!(city.status("water"), StepStatus::Dropped);
    assert_eq!(city.status("noise"), StepStatus::Open, "or nobody would ever work on it");
}

#[test]
fn a_gate_that_never_opens_ends_what_stands_behind_it_through_other_steps() {
    let mut city = City::new();
    let mut command = city.submission("factory", &[("takes_water", YES), ("noisy", YES)]);
    command.plan.steps.retain(|step| step.step != id("building.confirm"));
    for step in &mut command.plan.steps {
        if step.step == id("building.decide") {
            step.after = vec![id("building")];
        }
        if step.step == id("building") {
            step.after = vec![id("water.confirm")];
        }
    }
    city.act(&enterprise(), command).unwrap();
    land_is_lost(&mut city);
    assert_eq!(city.case("building"), CaseStatus::Terminated);
    assert_eq!(city.status("building"), StepStatus::Dropped);
}

#[test]
fn better_papers_do_not_bring_back_what_has_ended_at_the_gate() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    land_is_lost(&mut city);
    assert_eq!(city.case("building"), CaseStatus::Terminated);
    let change = better_papers(&city, vec![paper("opinion", "second")]);
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.case("building"), CaseStatus::Terminated);
    for step in ["building", "building.confirm", "building.decide"] {
        assert_eq!(city.status(step), StepStatus::Dropped, "{step}");
    }
}

#[test]
fn better_papers_do_not_bring_back_what_the_applicant_goes_on_without() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.opine("water", Opinion::NotSupported).unwrap();
    pass_water(&mut city);
    city.act(&enterprise(), LeaveOut { item: "water".into() }).unwrap();
    let change = better_papers(&city, vec![paper("opinion", "second")]);
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.case("water"), CaseStatus::LeftOut);
    assert_eq!(city.status("water"), StepStatus::Dropped);
}

#[test]
fn an_item_that_comes_back_with_other_answers_begins_its_chain_anew() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.opine("water", Opinion::Agree).unwrap();
    assert_eq!(city.application.step(&id("water")).unwrap().stage, 1);
    for takes_water in [NO, YES] {
        let change = other_answers(&city, &[("takes_water", takes_water), ("noisy", NO)]);
        city.act(&enterprise(), change).unwrap();
    }
    let step = city.application.step(&id("water")).unwrap();
    assert_eq!(
        (step.status, step.stage, step.draft, step.holder),
        (StepStatus::Open, 0, None, None)
    );
}

#[test]
fn a_refinement_asked_for_by_a_step_that_was_dropped_is_asked_for_no_more() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    let handler = city.handler("water");
    city.act(&handler, Claim { step: id("water") }).unwrap();
    let request = AskRefinement {
        step: id("water"),
        request: "请修改".into(),
        materials: vec!["water_plan".into()],
    };
    city.act(&handler, request).unwrap();
    let change = other_answers(&city, &[("takes_water", NO), ("noisy", NO)]);
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.application.refining, []);
}

#[test]
fn a_draft_in_the_chain_stays_its_drafters() {
    let mut city = City::with_factory(&[("takes_water", YES), ("noisy", NO)]);
    city.opine("water", Opinion::Agree).unwrap();
    let drafter = city.handler("water");
    assert_eq!(city.act(&drafter, Release { step: id("water") }), Err(Refusal::WrongStage));
    let drafter_as_checker = staff(&OrganId::fixed("water-371625"), Duty::Check, 1);
    assert_eq!(
        city.act(&drafter_as_checker, PassStage { step: id("water") }),
        Err(Refusal::OwnDraft)
    );
}

#[test]
fn a_formal_application_that_is_not_supported_comes_to_its_signer_who_decides() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    let handler = city.handler("sign_acceptance");
    let accept = Accept::by(id("sign_acceptance"));
    city.act(&handler, accept).unwrap();
    city.opine("sign_review", Opinion::NotSupported).unwrap();
    assert_eq!(city.status("sign_review"), StepStatus::Done);
    assert_eq!(city.status("sign.decide"), StepStatus::Open);
    let refuse = Refuse {
        step: id("sign.decide"),
        reasons: "不符合条件".into(),
    };
    city.act(&city.signer("sign.decide"), refuse).unwrap();
    assert_eq!(city.case("sign"), CaseStatus::Refused);
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn a_decision_taken_up_again_is_due_after_what_was_left_of_its_limit() {
    let mut city = confirmed();
    city.work(1);
    send_back(&mut city, "water.decide");
    city.work(3);
    city.opine("water.confirm", Opinion::Agree).unwrap();
    let due = city.application.step(&id("water.decide")).unwrap().due.unwrap();
    assert_eq!(due.day, city.now.day(), "its one day was used before it was given back");
}

#[test]
fn a_paper_replaced_after_its_confirmation_goes_back_to_who_confirmed_it() {
    let mut city = confirmed();
    let change = better_papers(&city, vec![paper("water_plan", "second")]);
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.status("water.confirm"), StepStatus::Open);
    assert_eq!(city.sign_off("water.decide"), Err(Refusal::NotOpen(StepStatus::Waiting)));
    assert_eq!(
        city.status("building.decide"),
        StepStatus::Open,
        "nothing it read has changed"
    );
    city.opine("water.confirm", Opinion::Agree).unwrap();
    city.sign_off("water.decide").unwrap();
}

#[test]
fn a_paper_refined_for_one_organ_goes_back_to_the_other_that_had_read_it_even_when_signed_off() {
    let mut city = confirmed();
    send_back(&mut city, "water.decide");
    city.sign_off("building.decide").unwrap();
    let handler = city.handler("water.confirm");
    city.act(
        &handler,
        Claim {
            step: id("water.confirm"),
        },
    )
    .ok();
    let request = AskRefinement {
        step: id("water.confirm"),
        request: "请更新".into(),
        materials: vec!["opinion".into()],
    };
    for step in city.application.steps.changing(|_| true) {
        if ["building.confirm", "building"].contains(&step.planned.step.as_str()) {
            let mut planned = (*step.planned).clone();
            planned.materials = vec!["opinion".into()];
            step.planned = planned.into();
        }
    }
    city.act(&handler, request).unwrap();
    let supplied = SupplyRefinement {
        step: id("water.confirm"),
        note: String::new(),
        materials: vec![paper("opinion", "second")],
    };
    city.act(&enterprise(), supplied).unwrap();
    assert_eq!(city.status("building.confirm"), StepStatus::Open);
    assert_eq!(city.case("building"), CaseStatus::WaitingForGate);
    city.opine("building.confirm", Opinion::Agree).unwrap();
    city.sign_off("building.decide").unwrap();
    assert_eq!(city.case("building"), CaseStatus::SignedOff);
}

#[test]
fn what_turns_formal_when_ready_is_reviewed_again_when_it_changes_before_its_decision() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    city.opine("noise", Opinion::Agree).unwrap();
    let mut change = better_papers(&city, vec![]);
    change.form = Some(std::collections::BTreeMap::new());
    city.act(&enterprise(), change).unwrap();
    assert_eq!(city.status("noise"), StepStatus::Open);
    city.now = calendar::Moment::at(day("2026-11-10"), 0, 0);
    city.act(&authority::Actor::clone(&authority::Actor::timer()), EndNotices)
        .unwrap();
    assert_eq!(
        city.status("noise.decide"),
        StepStatus::Waiting,
        "it waits for the new opinion"
    );
    city.opine("noise", Opinion::Agree).unwrap();
    assert_eq!(city.status("noise.decide"), StepStatus::Open);
}

#[test]
fn what_came_to_a_desk_after_acceptance_cannot_be_changed_away() {
    let mut city = City::with_factory(&[("noisy", Answer::Flag(true))]);
    city.opine("noise", Opinion::Agree).unwrap();
    assert_eq!(city.case("noise"), CaseStatus::Accepted);
    let changed = |city: &City, change: &dyn Fn(&mut procedure::Plan)| {
        let mut command = other_answers(city, &[("noisy", Answer::Flag(true)), ("takes_water", Answer::Flag(true))]);
        change(&mut command.plan);
        command
    };
    let without_its_notice = changed(&city, &|plan| plan.steps.retain(|step| step.step != id("noise_notice")));
    assert_eq!(
        city.act(&enterprise(), without_its_notice),
        Err(Refusal::AcceptedStays("noise".into()))
    );
    let reviewed_again = changed(&city, &|plan| {
        let review = plan.steps.iter().find(|step| step.step == id("noise")).unwrap();
        let again = procedure::plan::PlannedStep {
            step: id("noise_again"),
            ..review.clone()
        };
        plan.steps.push(again);
    });
    assert_eq!(
        city.act(&enterprise(), reviewed_again),
        Err(Refusal::AcceptedStays("noise".into()))
    );
    let other_items = changed(&city, &|_| {});
    city.act(&enterprise(), other_items).unwrap();
    assert_eq!(city.status("water"), StepStatus::Open);
    assert_eq!(city.status("noise_notice"), StepStatus::Open);
}

#[test]
fn the_plan_stands_while_what_is_granted_has_not_been_served() {
    let mut city = confirmed();
    city.sign_off("water.decide").unwrap();
    city.sign_off("building.decide").unwrap();
    city.act(&reaction(), Issue).unwrap();
    let change = better_papers(&city, vec![paper("water_plan", "second")]);
    assert_eq!(city.act(&enterprise(), change), Err(Refusal::AlreadyIssued));
}

#[test]
fn a_decision_bears_the_day_of_its_signature_and_counts_from_the_next_working_day() {
    let mut city = City::with_factory(&[("takes_water", NO), ("noisy", YES)]);
    city.opine("noise", Opinion::Agree).unwrap();
    city.now = calendar::Moment::at(day("2026-12-31"), 17, 30);
    city.act(&authority::Actor::clone(&authority::Actor::timer()), EndNotices)
        .unwrap();
    city.sign_off("noise.decide").unwrap();
    let case = city.application.case(&"noise".into()).unwrap();
    assert_eq!(
        case.decided_on.unwrap().year(),
        2027,
        "after closing on the last day of the year"
    );
    assert_eq!(case.document_number.as_deref(), Some("噪备〔2026〕1号"));
    let decision = city.application.documents.last().unwrap();
    assert_eq!(decision.day, day("2026-12-31"), "nothing comes from tomorrow");
    assert!(matches!(city.events.last(), Some(Event::CaseGranted { .. })));
}
