//! Before acceptance: one notice, merged; silence; papers that never come.

use authority::{Actor, Duty};
use identity::OrganId;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::state::{CaseStatus, Status, StepStatus};

fn eatery() -> City {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    city
}

fn missing(city: &mut City, step: &str, materials: &[&str]) -> Result<(), Refusal> {
    let contribution = ContributeSupplement {
        step: id(step),
        request: "图上没有标注尺寸".into(),
        materials: materials.iter().map(|id| (*id).into()).collect(),
    };
    city.act(&city.handler(step), contribution)
}

fn supply(city: &mut City, materials: &[&str]) -> Result<(), Refusal> {
    let supplied = SupplySupplement {
        note: "已补".into(),
        materials: materials.iter().map(|id| paper(id, "better")).collect(),
    };
    city.act(&enterprise(), supplied)
}

#[test]
fn the_parts_of_several_organs_are_one_notice_once_everybody_has_answered() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    assert_eq!(city.status("food_acceptance"), StepStatus::Open, "it waits for the others");
    missing(&mut city, "drain_acceptance", &["drain_plan", "floor_plan"]).unwrap();
    assert_eq!(city.application.supplement.asked, None);
    city.accept("front_acceptance").unwrap();
    assert_eq!(city.application.supplement.asked, Some(day("2026-11-02")));
    let asked = city
        .events
        .iter()
        .filter(|event| matches!(event, Event::SupplementAsked { .. }));
    assert_eq!(asked.count(), 1);
    assert_eq!(
        (city.status("food_acceptance"), city.status("drain_acceptance")),
        (StepStatus::Supplementing, StepStatus::Supplementing)
    );
    assert_eq!(city.case("front"), CaseStatus::Accepted, "what was complete goes on");
    assert_eq!(
        city.application.supplement_materials(),
        ["floor_plan".into(), "drain_plan".into()],
        "each paper once"
    );
}

#[test]
fn what_is_missing_is_asked_once() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    missing(&mut city, "food_acceptance", &[]).unwrap();
    assert_eq!(
        city.application.supplement.parts.len(),
        1,
        "until it is sent, it can be corrected"
    );
    city.accept("drain_acceptance").unwrap();
    city.accept("front_acceptance").unwrap();
    supply(&mut city, &[]).unwrap();
    assert_eq!(
        missing(&mut city, "food_acceptance", &["floor_plan"]),
        Err(Refusal::SupplementAskedBefore)
    );
    city.accept("food_acceptance").unwrap();
    assert_eq!(city.case("food"), CaseStatus::Accepted);
}

#[test]
fn everything_that_was_asked_is_supplied_at_once_and_acceptance_goes_on_with_what_was_left() {
    let mut city = eatery();
    city.work(1);
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    city.accept("drain_acceptance").unwrap();
    city.accept("front_acceptance").unwrap();
    assert_eq!(
        supply(&mut city, &["drain_plan"]),
        Err(Refusal::SupplementMissing("floor_plan".into()))
    );
    assert_eq!(
        city.status("food_acceptance"),
        StepStatus::Supplementing,
        "nothing has changed"
    );
    city.work(6);
    assert_eq!(city.counted_in("food_acceptance"), 1, "the clock stood still");
    supply(&mut city, &["floor_plan"]).unwrap();
    let step = city.application.step(&id("food_acceptance")).unwrap();
    assert_eq!(step.status, StepStatus::Open);
    assert_eq!(
        step.due.unwrap().day,
        day("2026-11-12"),
        "one day of the promised two was left"
    );
    assert_eq!(city.application.material(&"floor_plan".into()).unwrap().version, 2);
    assert_eq!(supply(&mut city, &["floor_plan"]), Err(Refusal::NothingToSupplement));
}

#[test]
fn the_lead_sends_it_without_waiting() {
    let mut city = eatery();
    let (lead, other) = (
        staff(&OrganId::fixed("approval-371625"), Duty::Handle, 1),
        staff(&OrganId::fixed("water-371625"), Duty::Handle, 1),
    );
    assert_eq!(city.act(&lead, SendSupplement), Err(Refusal::NothingToSupplement));
    missing(&mut city, "drain_acceptance", &["drain_plan"]).unwrap();
    assert_eq!(city.act(&other, SendSupplement), Err(Refusal::NotYourDesk));
    city.act(&lead, SendSupplement).unwrap();
    assert_eq!(city.status("drain_acceptance"), StepStatus::Supplementing);
    assert_eq!(
        missing(&mut city, "food_acceptance", &[]),
        Err(Refusal::SupplementAskedBefore),
        "whoever was late can ask no more"
    );
    assert_eq!(city.act(&lead, SendSupplement), Err(Refusal::SupplementAskedBefore));
}

#[test]
fn on_the_fifth_day_it_goes_out_by_itself_and_silence_accepts_the_rest_from_the_day_of_receipt() {
    let mut city = eatery();
    missing(&mut city, "drain_acceptance", &["drain_plan"]).unwrap();
    city.at("2026-11-09 14:59").keep_terms();
    assert_eq!(city.application.supplement.asked, None);
    city.at("2026-11-09 15:00").keep_terms();
    assert_eq!(city.application.supplement.asked, Some(day("2026-11-09")));
    city.at("2026-11-09 23:59").keep_terms();
    assert_eq!(city.case("food"), CaseStatus::Received, "the fifth day is not over");
    city.at("2026-11-10 00:00").keep_terms();
    let case = city.application.case(&"food".into()).unwrap();
    assert_eq!(
        (case.status, case.accepted_on, case.by_silence),
        (CaseStatus::Accepted, Some(day("2026-11-02")), true)
    );
    assert_eq!(city.status("food_review"), StepStatus::Open, "review begins");
    assert_eq!(
        city.case("drain"),
        CaseStatus::Received,
        "what was told to be missing is waited for"
    );
    assert_eq!(
        missing(&mut city, "food_acceptance", &[]),
        Err(Refusal::NotOpen(StepStatus::Done))
    );
}

#[test]
fn silence_after_the_supplement_accepts_from_the_day_it_came() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    city.accept("drain_acceptance").unwrap();
    city.accept("front_acceptance").unwrap();
    city.at("2026-11-05 10:00");
    supply(&mut city, &["floor_plan"]).unwrap();
    city.at("2026-11-13 00:00").keep_terms();
    assert_eq!(
        city.application.case(&"food".into()).unwrap().accepted_on,
        Some(day("2026-11-05"))
    );
}

#[test]
fn what_is_not_supplied_in_time_counts_as_withdrawn_as_the_matter_says() {
    let mut city = eatery();
    missing(&mut city, "drain_acceptance", &["drain_plan"]).unwrap();
    city.accept("food_acceptance").unwrap();
    city.accept("front_acceptance").unwrap();
    city.serve_papers();
    assert_eq!(city.application.supplement.due.unwrap().day, day("2026-11-16"));
    city.at("2026-11-16 23:59").keep_terms();
    assert_eq!(city.case("drain"), CaseStatus::Received, "the applicant has until midnight");
    city.at("2026-11-17 00:00");
    assert_eq!(
        supply(&mut city, &["drain_plan"]),
        Err(Refusal::SupplementTermOver {
            until: day("2026-11-16")
        })
    );
    city.keep_terms();
    assert_eq!(city.case("drain"), CaseStatus::Withdrawn);
    assert_eq!(city.application.status, Status::InProgress, "the others go on");
}

#[test]
fn an_application_of_which_nothing_was_supplied_has_been_withdrawn() {
    let mut city = eatery();
    for step in ["food_acceptance", "drain_acceptance", "front_acceptance"] {
        missing(&mut city, step, &[]).unwrap();
    }
    city.serve_papers();
    city.at("2026-12-01 09:00").keep_terms();
    assert_eq!(city.application.status, Status::Withdrawn);
}

#[test]
fn nothing_that_nobody_reads_can_be_asked_for() {
    let mut city = eatery();
    assert_eq!(
        missing(&mut city, "front_acceptance", &["water_plan"]),
        Err(Refusal::MaterialNotAsked("water_plan".into()))
    );
    assert_eq!(city.status("front_acceptance"), StepStatus::Open);
}

#[test]
fn a_day_off_within_the_five_days_moves_silence_by_a_day() {
    let mut city = eatery();
    city.on("2026-11-04");
    city.day_off(day("2026-11-05"));
    // The timer was set by the calendar before, and fires once.
    city.at("2026-11-10 00:00");
    city.act(&Actor::timer(), KeepTerms).unwrap();
    assert_eq!(city.case("food"), CaseStatus::Received, "Tuesday the 10th is the fifth day");
    assert_eq!(
        city.application.next_term(),
        Some(moment("2026-11-11 00:00")),
        "the timer is set anew"
    );
    city.at("2026-11-11 00:00").keep_terms();
    let case = city.application.case(&"food".into()).unwrap();
    assert_eq!((case.accepted_on, case.by_silence), (Some(day("2026-11-02")), true));
}

#[test]
fn a_notice_that_nobody_sent_within_the_five_days_is_sent_no_more_and_silence_accepts() {
    let mut city = eatery();
    missing(&mut city, "drain_acceptance", &["drain_plan"]).unwrap();
    // The server was down on the fifth day.
    city.at("2026-11-10 08:00");
    let lead = staff(&OrganId::fixed("approval-371625"), Duty::Handle, 1);
    assert_eq!(
        city.act(&lead, SendSupplement),
        Err(Refusal::SupplementTooLate {
            until: day("2026-11-09")
        })
    );
    city.act(&Actor::timer(), KeepTerms).unwrap();
    assert_eq!(city.application.supplement.asked, None);
    let case = city.application.case(&"drain".into()).unwrap();
    assert_eq!((case.accepted_on, case.by_silence), (Some(day("2026-11-02")), true));
    let told_too_late = |item: &str| city.application.supplement_told_too_late(&item.into()).cloned();
    assert_eq!(
        (told_too_late("drain"), told_too_late("food")),
        (Some(id("drain_acceptance")), None),
        "what the organ found missing is not lost to its reviewer"
    );
}

#[test]
fn when_some_speak_and_some_are_silent_only_silence_accepts() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    // Nobody does anything for two weeks; what is due in them is done in its order.
    city.at("2026-11-16 10:00").keep_terms();
    assert_eq!(city.application.supplement.asked, Some(day("2026-11-09")));
    assert_eq!(city.status("food_acceptance"), StepStatus::Supplementing);
    for item in ["drain", "front"] {
        let case = city.application.case(&item.into()).unwrap();
        assert_eq!((case.accepted_on, case.by_silence), (Some(day("2026-11-02")), true), "{item}");
    }
    let food = city.application.case(&"food".into()).unwrap();
    assert_eq!((food.accepted_on, food.by_silence), (None, false), "it spoke");
    assert_eq!(city.application.supplement_told_too_late(&"food".into()), None);
}

#[test]
fn an_organ_accepts_over_its_own_supplement_only_by_taking_it_back() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    assert_eq!(city.accept("food_acceptance"), Err(Refusal::OwnSupplementWaits));
    city.accept("drain_acceptance").unwrap();
    let taken_back = Accept {
        step: id("food_acceptance"),
        own_supplement: OwnSupplement::TakenBack,
    };
    city.act(&city.handler("food_acceptance"), taken_back).unwrap();
    assert_eq!(city.case("food"), CaseStatus::Accepted);
    let taken_back = |event: &Event| matches!(event, Event::SupplementTakenBack { step, .. } if *step == id("food_acceptance"));
    assert!(city.events.iter().any(taken_back), "the history tells it");
    city.accept("front_acceptance").unwrap();
    assert_eq!(city.application.supplement.asked, None, "nothing is missing any more");
}

#[test]
fn who_accepts_after_the_fifth_day_has_accepted_from_receipt() {
    let mut city = eatery();
    city.at("2026-11-09 16:59").accept("food_acceptance").unwrap();
    // After closing, it counts as done on the sixth day.
    city.at("2026-11-09 17:30").accept("drain_acceptance").unwrap();
    let accepted = |item: &str| {
        let case = city.application.case(&item.into()).unwrap();
        (case.accepted_on, case.by_silence)
    };
    assert_eq!(accepted("food"), (Some(day("2026-11-09")), false));
    assert_eq!(accepted("drain"), (Some(day("2026-11-02")), true));
}

#[test]
fn an_acceptance_after_closing_on_the_fifth_day_sends_no_notice() {
    let mut city = eatery();
    missing(&mut city, "food_acceptance", &["floor_plan"]).unwrap();
    city.accept("drain_acceptance").unwrap();
    city.at("2026-11-09 17:30").accept("front_acceptance").unwrap();
    assert_eq!(city.application.supplement.asked, None);
}

#[test]
fn while_everything_waits_for_papers_it_waits_for_the_applicant() {
    use crate::views::overview::WaitsFor;
    let mut city = eatery();
    assert_eq!(city.application.waits_for(), WaitsFor::Organ);
    for step in ["food_acceptance", "drain_acceptance", "front_acceptance"] {
        missing(&mut city, step, &["floor_plan"]).unwrap();
    }
    assert_eq!(city.application.waits_for(), WaitsFor::Applicant);
}
