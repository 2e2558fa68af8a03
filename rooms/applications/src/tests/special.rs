//! Between acceptance and decision: special procedures, extension, the two clocks.

use authority::Duty;
use identity::OrganId;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::proposal::{Outcome, Proposal};
use crate::record::special::SpecialKind;
use crate::record::state::{CaseStatus, Opinion, StepStatus};
use crate::timeline::{Promised, Timeline};

/// An eatery whose food permit was accepted on Monday, 2 November, and is on its handler's desk.
fn accepted() -> City {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    city.accept("food_acceptance").unwrap();
    city.accept("drain_acceptance").unwrap();
    city.claim("food_review");
    city.claim("drain_review");
    city
}

fn inspection(days: u32) -> Proposal {
    Proposal::SpecialProcedure {
        kind: SpecialKind::Inspection,
        days,
    }
}

fn end(city: &mut City, step: &str, kind: SpecialKind) -> Result<(), Refusal> {
    let result = EndSpecialProcedure {
        step: id(step),
        kind,
        result: "现场符合要求".into(),
    };
    city.act(&city.handler(step), result)
}

fn statutory_due(city: &City, item: &str) -> Option<calendar::Day> {
    let timed = city.application.case(&item.into()).unwrap().statutory.clone().unwrap();
    timed.due(city.calendar()).map(|due| due.day(city.calendar()))
}

#[test]
fn both_clocks_stand_while_a_special_procedure_runs_and_go_on_with_what_was_left() {
    let mut city = accepted();
    assert_eq!(
        statutory_due(&city, "food"),
        Some(day("2026-11-30")),
        "20 working days from Monday, 2 November"
    );
    city.work(2);
    let number = city.propose("food_review", inspection(5)).unwrap();
    assert_eq!(
        city.status("food_review"),
        StepStatus::Open,
        "nothing stands before it is signed"
    );
    city.approve(number).unwrap();
    assert_eq!(city.status("food_review"), StepStatus::SpecialProcedure);
    assert_eq!(statutory_due(&city, "food"), None);
    assert_eq!(city.application.specials[0].announced.day, day("2026-11-11"));
    city.work(7);
    assert_eq!(city.counted_in("food_review"), 2);
    end(&mut city, "food_review", SpecialKind::Inspection).unwrap();
    let step = city.application.step(&id("food_review")).unwrap();
    assert_eq!(
        (step.status, step.due.unwrap().day),
        (StepStatus::Open, day("2026-11-23")),
        "six of eight days left"
    );
    assert_eq!(
        statutory_due(&city, "food"),
        Some(day("2026-12-09")),
        "seven working days later"
    );
    assert_eq!(
        statutory_due(&city, "drain"),
        Some(day("2026-11-30")),
        "another case has its own clock"
    );
}

#[test]
fn only_what_the_law_lists_after_acceptance_and_with_days_stops_a_clock() {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    assert_eq!(city.propose("food_acceptance", inspection(5)), Err(Refusal::NotClaimed));
    let mut city = accepted();
    for days in [0, 251] {
        assert_eq!(
            city.propose("food_review", inspection(days)),
            Err(Refusal::DaysOutOfRange { max: 250 })
        );
    }
    let hearing = Proposal::SpecialProcedure {
        kind: SpecialKind::Hearing,
        days: 20,
    };
    assert_eq!(city.propose("food_review", hearing), Err(Refusal::HearingByRight));
    assert_eq!(SpecialKind::ALL.len(), 8, "行政许可法 45 is a closed list");
}

#[test]
fn no_special_procedure_in_pre_review() {
    let mut city = City::with_factory(&[
        ("takes_water", procedure::Answer::Flag(true)),
        ("noisy", procedure::Answer::Flag(false)),
    ]);
    city.claim("water");
    assert_eq!(city.propose("water", inspection(3)), Err(Refusal::NotAccepted));
    assert_eq!(city.propose("water", extension(5)), Err(Refusal::NotAccepted));
}

#[test]
fn several_special_procedures_may_run_at_once_and_the_last_to_end_lets_the_clock_go() {
    let mut city = accepted();
    let first = city.propose("food_review", inspection(5)).unwrap();
    city.approve(first).unwrap();
    assert_eq!(
        city.propose("food_review", inspection(5)),
        Err(Refusal::NotOpen(StepStatus::SpecialProcedure)),
        "a standing step is not on the desk"
    );
    assert_eq!(
        end(&mut city, "food_review", SpecialKind::Test),
        Err(Refusal::NoSpecialProcedure)
    );
    end(&mut city, "food_review", SpecialKind::Inspection).unwrap();
    assert_eq!(city.status("food_review"), StepStatus::Open);
    assert_eq!(
        end(&mut city, "food_review", SpecialKind::Inspection),
        Err(Refusal::NotOpen(StepStatus::Open))
    );
}

#[test]
fn an_extension_moves_both_terms_once_and_needs_the_head() {
    let mut city = accepted();
    let number = city.propose("food_review", extension(10)).unwrap();
    let handler_who_signs = staff(&OrganId::fixed("approval-371625"), Duty::Sign, 1);
    assert_eq!(
        city.act(&handler_who_signs, Approve { proposal: number }),
        Err(Refusal::OwnProposal),
        "a head does not approve his own extension"
    );
    city.approve(number).unwrap();
    assert_eq!(statutory_due(&city, "food"), Some(day("2026-12-14")));
    let step = city.application.step(&id("food_review")).unwrap();
    assert_eq!((step.limit_days(), step.due.unwrap().day), (18, day("2026-11-26")));
    assert_eq!(city.propose("food_review", extension(1)), Err(Refusal::ExtendedBefore));
}

#[test]
fn one_organ_may_extend_by_ten_days_at_most_and_several_together_by_fifteen() {
    let mut city = accepted();
    assert_eq!(
        city.propose("food_review", extension(11)),
        Err(Refusal::DaysOutOfRange { max: 10 })
    );
    let number = city.propose("drain_review", extension(15)).unwrap();
    let proposed = city.application.proposal(number).unwrap().proposed.clone();
    assert_eq!(
        (proposed.organ.as_str(), proposed.duty),
        ("approval-371625", Duty::Lead),
        "the government's head signs, through the bureau"
    );
    let head_of_the_organ = staff(&proposed.organ, Duty::Sign, 8);
    assert_eq!(
        city.act(&head_of_the_organ, Approve { proposal: number }),
        Err(Refusal::NotYourDesk)
    );
    city.approve(number).unwrap();
    assert_eq!(statutory_due(&city, "drain"), Some(day("2026-12-21")));
}

#[test]
fn the_governments_head_approves_in_a_paper_whose_number_is_said() {
    let mut city = accepted();
    for approval in [None, Some("  ".to_owned())] {
        assert_eq!(
            city.propose("drain_review", Proposal::Extend { days: 15, approval }),
            Err(Refusal::ApprovalMissing)
        );
    }
    let by_the_organ = Proposal::Extend {
        days: 10,
        approval: None,
    };
    city.propose("food_review", by_the_organ).unwrap();
}

#[test]
fn the_governments_head_approves_nothing_where_nobody_leads() {
    let mut city = accepted();
    let mut plan = city.application.plan.as_deref().unwrap().clone();
    plan.lead = None;
    city.application.plan = Some(plan.into());
    assert_eq!(city.propose("drain_review", extension(15)), Err(Refusal::NobodyLeads));
    city.propose("food_review", extension(10)).unwrap();
}

#[test]
fn a_term_that_has_run_out_cannot_be_extended() {
    let mut city = accepted();
    city.at("2026-12-01 10:00");
    assert_eq!(city.propose("food_review", extension(5)), Err(Refusal::TooLateToExtend));
}

#[test]
fn an_extension_signed_after_the_term_has_run_out_is_refused() {
    let mut city = accepted();
    let number = city.propose("food_review", extension(5)).unwrap();
    city.at("2026-12-01 10:00");
    assert_eq!(city.approve(number), Err(Refusal::TooLateToExtend));
    assert_eq!(
        city.application.proposal(number).unwrap().outcome,
        None,
        "nothing has changed"
    );
}

#[test]
fn a_late_step_that_is_extended_is_given_what_the_days_leave_of_it() {
    let mut city = accepted();
    city.at("2026-11-16 10:00");
    let number = city.propose("food_review", extension(10)).unwrap();
    city.approve(number).unwrap();
    let step = city.application.step(&id("food_review")).unwrap();
    assert_eq!(
        step.due.unwrap().day,
        day("2026-11-26"),
        "eighteen working days from acceptance, whenever it was signed"
    );
}

#[test]
fn what_was_never_given_a_term_by_law_has_nothing_to_extend() {
    let mut city = accepted();
    city.accept("front_acceptance").unwrap();
    city.claim("front_review");
    assert_eq!(city.propose("front_review", extension(5)), Err(Refusal::NothingToExtend));
}

#[test]
fn a_decided_case_has_no_running_clock_and_no_open_proposal() {
    let mut city = accepted();
    let number = city.propose("food_review", extension(5)).unwrap();
    city.opine("food_review", Opinion::Agree).unwrap();
    assert_eq!(city.application.proposal(number).unwrap().outcome, Some(Outcome::Lapsed));
    city.sign_off("food.decide").unwrap();
    let case = city.application.case(&"food".into()).unwrap();
    assert_eq!(case.status, CaseStatus::Granted);
    assert_eq!(case.statutory.as_ref().unwrap().clock.finished(), Some(day("2026-11-02")));
}

#[test]
fn a_withdrawn_application_has_no_special_procedure_left() {
    let mut city = accepted();
    let number = city.propose("food_review", inspection(5)).unwrap();
    city.approve(number).unwrap();
    city.act(&enterprise(), Withdraw { reason: String::new() }).unwrap();
    assert_eq!(city.application.running_specials(&"food".into()).count(), 0);
}

fn promised(city: &City) -> Option<Promised> {
    Timeline::of(&city.application, city.calendar(), city.now.day())
        .unwrap()
        .promised()
}

/// A sign, promised within 9 working days from Monday, 2 November, that waits for its review.
fn sign() -> City {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    city.accept("sign_acceptance").unwrap();
    city.claim("sign_review");
    city
}

#[test]
fn the_day_of_a_promise_that_was_missed_does_not_wander_while_clocks_stand() {
    let mut city = sign();
    city.work(11);
    let missed = Some(Promised::Missed(day("2026-11-13")));
    assert_eq!(promised(&city), missed);
    let number = city.propose("sign_review", inspection(5)).unwrap();
    city.approve(number).unwrap();
    city.work(4);
    assert_eq!(promised(&city), missed);
}

#[test]
fn a_day_of_rest_misses_a_promise_only_if_a_clock_runs() {
    let mut city = sign();
    city.work(9);
    assert_eq!(promised(&city), Some(Promised::By(day("2026-11-13"))));
    let saturday = calendar::Moment::at(day("2026-11-14"), 9, 0);
    city.now = saturday;
    assert_eq!(promised(&city), Some(Promised::Missed(day("2026-11-13"))));
    city.now = calendar::Moment::at(day("2026-11-13"), 16, 0);
    let number = city.propose("sign_review", inspection(5)).unwrap();
    city.approve(number).unwrap();
    city.now = saturday;
    assert_eq!(promised(&city), Some(Promised::By(day("2026-11-16"))));
}
