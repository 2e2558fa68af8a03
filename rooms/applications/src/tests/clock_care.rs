//! Clock care: who is told that time is short or over, and what a revised calendar moves.

use authority::Actor;
use calendar::Verdict;
use procedure::Answer;

use super::city::*;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::proposal::Proposal;
use crate::record::special::SpecialKind;
use crate::record::state::{Level, Opinion, StepStatus};

fn timer() -> Actor {
    Actor::clone(&Actor::timer())
}

/// Submitted on Monday, 2 November 2026: 取水 has ten working days, through Monday the 16th.
fn factory() -> City {
    City::with_factory(&[("takes_water", Answer::Flag(true))])
}

fn due(city: &City, step: &str) -> String {
    city.application.step(&id(step)).unwrap().due.unwrap().day.to_string()
}

fn told(city: &City, step: &str) -> Vec<(Level, String, u32)> {
    let told = city.events.iter().filter_map(|event| {
        let Event::Escalated {
            step: of,
            level,
            day,
            late_by,
        } = event
        else {
            return None;
        };
        (of.as_str() == step).then(|| (*level, day.to_string(), *late_by))
    });
    told.collect()
}

#[test]
fn short_of_time_the_handler_is_told_late_the_head_two_days_late_the_supervisor() {
    let mut city = factory();
    assert_eq!(due(&city, "water"), "2026-11-16");
    for day in 2..=20 {
        city.on(&format!("2026-11-{day:02}"));
        city.act(&timer(), Escalate).unwrap();
        city.act(&timer(), Escalate).unwrap();
    }
    assert_eq!(
        told(&city, "water"),
        [
            (Level::Handler, "2026-11-12".into(), 0),
            (Level::Head, "2026-11-17".into(), 1),
            (Level::Supervisor, "2026-11-18".into(), 2),
        ]
    );
}

#[test]
fn who_is_told_that_it_is_late_is_not_told_that_time_was_short() {
    let mut city = factory();
    city.on("2026-11-19");
    city.act(&timer(), Escalate).unwrap();
    let levels: Vec<Level> = told(&city, "water").iter().map(|(level, ..)| *level).collect();
    assert_eq!(levels, [Level::Head, Level::Supervisor]);
}

#[test]
fn nobody_is_told_while_the_applicant_refines() {
    let mut city = factory();
    let handler = city.handler("water");
    city.act(&handler, Claim { step: id("water") }).unwrap();
    city.on("2026-11-10");
    let ask = AskRefinement {
        step: id("water"),
        request: "请补充水量平衡".into(),
        materials: vec![],
    };
    city.act(&handler, ask).unwrap();
    city.on("2026-12-10");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "water"), []);
}

#[test]
fn a_late_step_stays_workable_and_its_verdict_says_so() {
    let mut city = factory();
    city.on("2026-11-19");
    city.act(&timer(), Escalate).unwrap();
    city.opine("building", Opinion::Agree).unwrap_err();
    city.opine("check", Opinion::Agree).unwrap();
    let step = city.application.step(&id("check")).unwrap();
    assert_eq!(step.status, StepStatus::Done);
    assert!(matches!(step.verdict, Some(Verdict::Late { .. })));
    assert_eq!(step.measured.map(|measured| measured.counted), Some(13));
}

#[test]
fn a_typhoon_moves_what_is_due_and_whoever_is_told_by_one_event() {
    let mut city = factory();
    city.day_off(day("2026-11-13"));
    let before = city.events.len();
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.events.len(), before + 1, "one event an application");
    assert_eq!(due(&city, "water"), "2026-11-17");
    assert_eq!(due(&city, "check"), "2026-11-09", "what is due before the day does not move");
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.events.len(), before + 1, "nothing moves twice");
    city.on("2026-11-17");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "water"), [(Level::Handler, "2026-11-17".into(), 0)]);
    city.on("2026-11-18");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "water").last().unwrap(), &(Level::Head, "2026-11-18".into(), 1));
}

#[test]
fn the_term_of_a_refinement_moves_too() {
    let mut city = factory();
    let handler = city.handler("water");
    city.act(&handler, Claim { step: id("water") }).unwrap();
    let ask = AskRefinement {
        step: id("water"),
        request: "请补充水量平衡".into(),
        materials: vec![],
    };
    city.act(&handler, ask).unwrap();
    assert_eq!(city.application.refinement_due(&id("water")), Some(day("2026-11-16")));
    city.day_off(day("2026-11-06"));
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.application.refinement_due(&id("water")), Some(day("2026-11-17")));
}

#[test]
fn what_has_ended_stays_as_it_was_whatever_the_calendar_says_later() {
    let mut city = factory();
    city.on("2026-11-10");
    city.opine("check", Opinion::Agree).unwrap();
    let verdict = city.application.step(&id("check")).unwrap().verdict;
    assert_eq!(verdict, Some(Verdict::Late { by: 1 }));
    city.day_off(day("2026-11-11"));
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.application.step(&id("check")).unwrap().verdict, verdict);
}

#[test]
fn a_day_off_after_a_step_was_due_moves_the_day_on_which_the_supervisor_is_told() {
    let mut city = factory();
    city.on("2026-11-10");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "check").last().unwrap(), &(Level::Head, "2026-11-10".into(), 1));
    city.day_off(day("2026-11-11"));
    // The timer was set before the day off was declared, and fires once.
    city.on("2026-11-11");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(
        told(&city, "check").last().unwrap().0,
        Level::Head,
        "nobody works on a day off"
    );
    let step = city.application.step(&id("check")).unwrap();
    assert_eq!(
        step.due.unwrap().next_mark(step.escalated),
        Some(day("2026-11-12")),
        "the timer is set anew"
    );
    city.on("2026-11-12");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(
        told(&city, "check").last().unwrap(),
        &(Level::Supervisor, "2026-11-12".into(), 2)
    );
}

#[test]
fn a_day_off_on_the_day_a_step_starts_leaves_its_organ_the_days_of_its_limit() {
    // Filed on Saturday, it counts as filed on Monday, which on Sunday is declared off.
    let filed = || {
        let mut city = City::new();
        city.on("2026-11-07");
        city.submit("factory", &[]).unwrap();
        city.on("2026-11-08");
        city.day_off(day("2026-11-09"));
        city.act(&reaction(), RefreshDues).unwrap();
        assert_eq!(due(&city, "check"), "2026-11-16", "five working days after Monday");
        city
    };
    let mut in_time = filed();
    in_time.on("2026-11-16");
    in_time.opine("check", Opinion::Agree).unwrap();
    let step = in_time.application.step(&id("check")).unwrap();
    assert_eq!(step.verdict, Some(Verdict::InTime));
    assert_eq!(step.measured.unwrap().counted, 5);
    let mut late = filed();
    late.on("2026-11-17");
    late.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&late, "check"), [(Level::Head, "2026-11-17".into(), 1)]);
    late.opine("check", Opinion::Agree).unwrap();
    let step = late.application.step(&id("check")).unwrap();
    assert_eq!(step.verdict, Some(Verdict::Late { by: 1 }));
}

#[test]
fn an_extended_step_is_due_where_its_clock_ends_and_moves_by_no_event() {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    city.accept("food_acceptance").unwrap();
    city.claim("food_review");
    city.on("2026-11-16");
    let number = city.propose("food_review", extension(10)).unwrap();
    city.approve(number).unwrap();
    let before = city.events.len();
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.events.len(), before);
    assert_eq!(due(&city, "food_review"), "2026-11-26");
}

/// A public notice whose objection was not answered in its term, which ended on Thursday, 12 November.
#[test]
fn who_owes_answers_to_objections_is_told_like_everybody_who_is_late() {
    let mut city = City::with_factory(&[("noisy", Answer::Flag(true))]);
    city.work(3);
    city.opine("noise", Opinion::Agree).unwrap();
    let objection = Object {
        step: id("noise_notice"),
        name: "赵邻居".into(),
        phone: "13905430001".parse().unwrap(),
        words: "太近".into(),
    };
    city.act(&Actor::visitor(), objection).unwrap();
    city.on("2026-11-13");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "noise_notice"), [], "a notice ends by itself");
    city.act(&timer(), EndNotices).unwrap();
    city.act(&timer(), Escalate).unwrap();
    city.on("2026-11-16");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(
        told(&city, "noise_notice"),
        [
            (Level::Head, "2026-11-13".into(), 1),
            (Level::Supervisor, "2026-11-16".into(), 2)
        ]
    );
}

/// An eatery whose food permit is inspected: five working days from Monday, 2 November, were announced.
fn inspected() -> City {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    city.accept("food_acceptance").unwrap();
    city.claim("food_review");
    let inspection = Proposal::SpecialProcedure {
        kind: SpecialKind::Inspection,
        days: 5,
    };
    let number = city.propose("food_review", inspection).unwrap();
    city.approve(number).unwrap();
    city
}

#[test]
fn a_special_procedure_that_overruns_what_was_announced_is_told_like_any_late_step() {
    let mut city = inspected();
    for day in ["2026-11-06", "2026-11-10", "2026-11-11", "2026-11-12"] {
        city.on(day);
        city.act(&timer(), Escalate).unwrap();
    }
    assert_eq!(
        told(&city, "food_review"),
        [
            (Level::Handler, "2026-11-06".into(), 0),
            (Level::Head, "2026-11-10".into(), 1),
            (Level::Supervisor, "2026-11-11".into(), 2)
        ]
    );
    let end = EndSpecialProcedure {
        step: id("food_review"),
        kind: SpecialKind::Inspection,
        result: "合格".into(),
    };
    city.act(&city.handler("food_review"), end).unwrap();
    city.on("2026-11-27");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(
        told(&city, "food_review").len(),
        5,
        "its own term is watched anew: {:?}",
        city.events
    );
}

#[test]
fn a_day_off_moves_the_announced_time_of_a_special_procedure() {
    let mut city = inspected();
    city.day_off(day("2026-11-05"));
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.application.specials[0].announced.day, day("2026-11-10"));
    city.on("2026-11-10");
    city.act(&timer(), Escalate).unwrap();
    assert_eq!(told(&city, "food_review"), [(Level::Handler, "2026-11-10".into(), 0)]);
}
