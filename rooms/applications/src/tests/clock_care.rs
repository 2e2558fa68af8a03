//! Clock care: who is told that time is short or over, and what a revised calendar moves.

use authority::Actor;
use calendar::Verdict;
use procedure::Answer;

use super::city::*;
use crate::record::command::*;
use crate::record::event::Event;
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
