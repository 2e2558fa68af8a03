//! Hearing: told, asked for, announced, held.

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::hearing::AskedBy;
use crate::record::proposal::{Proposal, ProposedOn};
use crate::record::special::SpecialKind;
use crate::record::state::{Opinion, StepStatus};

/// An eatery about whose drainage its neighbours were told on Monday, 2 November, that they may be heard.
fn told() -> City {
    let mut city = City::new();
    city.submit("eatery", &[]).unwrap();
    city.accept("drain_acceptance").unwrap();
    city.claim("drain_review");
    let tell = TellHearingRight {
        step: id("drain_review"),
        reasons: "排水口紧邻三户居民，已书面告知".into(),
    };
    city.act(&city.handler("drain_review"), tell).unwrap();
    city.serve_papers();
    city
}

fn ask(city: &mut City) -> Result<(), Refusal> {
    let ask = AskHearing {
        item: "drain".into(),
        words: "要求说明噪声影响".into(),
    };
    city.act(&enterprise(), ask)
}

fn announce(city: &mut City, on: &str) -> Result<(), Refusal> {
    let announce = AnnounceHearing {
        step: id("drain_review"),
        on: day(on),
        words: "上午九点，政务大厅 302，由法规科主持".into(),
    };
    city.act(&city.handler("drain_review"), announce)
}

fn record(city: &mut City) -> Result<(), Refusal> {
    let record = RecordHearing {
        step: id("drain_review"),
        record: "居民同意调整排水口位置".into(),
    };
    city.act(&city.handler("drain_review"), record)
}

#[test]
fn nothing_is_concluded_while_people_can_still_ask() {
    let mut city = told();
    assert_eq!(city.opine("drain_review", Opinion::Agree), Err(Refusal::HearingPending));
    city.at("2026-11-10 00:00");
    city.opine("drain_review", Opinion::Agree).unwrap();
}

#[test]
fn the_clocks_stand_from_the_ask_to_the_record() {
    let mut city = told();
    city.work(3);
    ask(&mut city).unwrap();
    let hearing = city.application.hearing(&"drain".into()).unwrap();
    assert_eq!(hearing.hold_by.unwrap().day, day("2026-12-03"), "twenty working days");
    assert_eq!(city.status("drain_review"), StepStatus::SpecialProcedure);
    assert_eq!(
        announce(&mut city, "2026-11-13"),
        Err(Refusal::HearingTooSoon {
            earliest: day("2026-11-16")
        })
    );
    assert_eq!(
        announce(&mut city, "2026-12-04"),
        Err(Refusal::HearingTooLate {
            latest: day("2026-12-03")
        })
    );
    assert_eq!(record(&mut city), Err(Refusal::HearingNotAnnounced));
    announce(&mut city, "2026-11-16").unwrap();
    assert_eq!(record(&mut city), Err(Refusal::HearingNotYet { on: day("2026-11-16") }));
    city.at("2026-11-16 12:00");
    record(&mut city).unwrap();
    assert_eq!(
        (city.status("drain_review"), city.counted_in("drain_review")),
        (StepStatus::Open, 3)
    );
    city.opine("drain_review", Opinion::Agree).unwrap();
}

#[test]
fn an_ask_after_the_term_is_refused_with_its_day() {
    let mut city = told();
    city.at("2026-11-09 23:59");
    ask(&mut city).unwrap();
    let mut city = told();
    city.at("2026-11-10 00:00");
    assert_eq!(
        ask(&mut city),
        Err(Refusal::HearingTermOver {
            until: day("2026-11-09")
        })
    );
}

#[test]
fn whoever_else_was_told_asks_through_the_organ() {
    let mut city = told();
    let asked = RecordHearingAsked {
        step: id("drain_review"),
        received: None,
        words: "居民王某 11 月 2 日书面提出".into(),
    };
    city.act(&city.handler("drain_review"), asked).unwrap();
    let hearing = city.application.hearing(&"drain".into()).unwrap();
    assert_eq!(hearing.asked, Some((day("2026-11-02"), AskedBy::Interested)));
    assert_eq!(ask(&mut city), Err(Refusal::HearingAskedBefore));
}

#[test]
fn a_right_is_told_once_and_asked_for_only_where_it_was_told() {
    let mut city = told();
    let again = TellHearingRight {
        step: id("drain_review"),
        reasons: "再告知".into(),
    };
    assert_eq!(
        city.act(&city.handler("drain_review"), again),
        Err(Refusal::HearingToldBefore)
    );
    let elsewhere = AskHearing {
        item: "food".into(),
        words: "要求听证".into(),
    };
    assert_eq!(city.act(&enterprise(), elsewhere), Err(Refusal::HearingNotTold));
}

#[test]
fn a_hearing_is_ended_by_its_record_alone() {
    let mut city = told();
    ask(&mut city).unwrap();
    let end = EndSpecialProcedure {
        step: id("drain_review"),
        kind: crate::record::special::SpecialKind::Hearing,
        result: "不听了".into(),
    };
    assert_eq!(city.act(&city.handler("drain_review"), end), Err(Refusal::HearingByRight));
}

fn came_by_letter(city: &mut City, received: &str) -> Result<(), Refusal> {
    let asked = RecordHearingAsked {
        step: id("drain_review"),
        received: Some(day(received)),
        words: "居民王某书面提出".into(),
    };
    city.act(&city.handler("drain_review"), asked)
}

#[test]
fn a_letter_that_came_in_time_is_entered_the_morning_after() {
    let mut city = told();
    city.at("2026-11-10 09:00");
    let from = day("2026-11-02");
    for another_day in ["2026-11-01", "2026-11-11"] {
        assert_eq!(
            came_by_letter(&mut city, another_day),
            Err(Refusal::HearingAskedOnAnotherDay { from })
        );
    }
    assert_eq!(
        came_by_letter(&mut city, "2026-11-10"),
        Err(Refusal::HearingTermOver {
            until: day("2026-11-09")
        })
    );
    came_by_letter(&mut city, "2026-11-09").unwrap();
    let hearing = city.application.hearing(&"drain".into()).unwrap();
    assert_eq!(hearing.asked, Some((day("2026-11-09"), AskedBy::Interested)));
    assert_eq!(
        hearing.hold_by.unwrap().day,
        day("2026-12-07"),
        "twenty working days after it came"
    );
    assert_eq!(
        city.counted_in("drain_review"),
        6,
        "the clocks stand from the day of the entry"
    );
}

#[test]
fn a_letter_is_entered_while_something_is_inspected() {
    let mut city = told();
    let inspection = Proposal::SpecialProcedure {
        kind: SpecialKind::Inspection,
        days: 5,
    };
    let number = city.propose("drain_review", inspection).unwrap();
    city.approve(number).unwrap();
    came_by_letter(&mut city, "2026-11-02").unwrap();
    assert_eq!(city.application.running_specials(&"drain".into()).count(), 2);
}

#[test]
fn a_step_that_takes_no_opinion_tells_of_no_right_and_begins_no_special_procedure() {
    let mut city = told();
    city.accept("food_acceptance").unwrap();
    city.opine("food_review", Opinion::Agree).unwrap();
    let signer = city.signer("food.decide");
    city.act(&signer, Claim { step: id("food.decide") }).unwrap();
    let tell = TellHearingRight {
        step: id("food.decide"),
        reasons: "影响邻居".into(),
    };
    assert_eq!(city.act(&signer, tell), Err(Refusal::WrongKind));
    let propose = Propose {
        on: ProposedOn::Step(id("food.decide")),
        proposal: Proposal::SpecialProcedure {
            kind: SpecialKind::Test,
            days: 5,
        },
        answers: None,
        reasons: "要检测".into(),
    };
    assert_eq!(city.act(&signer, propose), Err(Refusal::WrongKind));
}
