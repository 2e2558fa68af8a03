//! Terms told as dated examples, worked out by hand from the notices of 2026: what was done when, where it leads, by which law.
//!
//! In 2026 the Spring Festival rests from 15 to 23 February, and Saturdays 14 and 28 February are worked; Qingming takes
//! Monday, 6 April; Labour Day 1 to 5 May, and Saturday the 9th is worked; Dragon Boat Friday, 19 June; Mid-Autumn Friday,
//! 25 September; National Day 1 to 7 October, and Sunday, 20 September and Saturday, 10 October are worked.

use calendar::{Deadline, Limit, Unit};

use super::city::*;
use crate::record::command::*;
use crate::record::document::same_day_in;
use crate::record::hearing::earliest_hearing;
use crate::record::proposal::Proposal;
use crate::record::special::SpecialKind;

/// An eatery's application, handed in at that moment.
fn eatery(moment: &str) -> City {
    let mut city = City::new();
    city.at(moment).submit("eatery", &[]).expect("a complete application");
    city
}

/// The same, whose food permit and drainage were accepted on that day, on their handlers' desks.
fn accepted(day: &str) -> City {
    let mut city = eatery(&format!("{day} 09:30"));
    for item in ["food", "drain"] {
        city.accept(&format!("{item}_acceptance")).expect("accepted");
        city.claim(&format!("{item}_review"));
    }
    city
}

fn statutory_due(city: &City, item: &str) -> String {
    let case = city.application.case(&item.into()).expect("a case");
    let due = case.statutory.as_ref().and_then(|timed| timed.due(city.calendar()));
    due.map_or_else(|| "stands".to_owned(), |due| due.day(city.calendar()).to_string())
}

#[test]
fn an_act_counts_on_the_day_on_which_the_office_could_take_it() {
    // when, counts as done on, 民法典 203: why
    for (when, day, why) in [
        ("2026-03-03 10:00", "2026-03-03", "a Tuesday morning"),
        ("2026-03-03 16:59", "2026-03-03", "the last minute open"),
        ("2026-03-03 17:00", "2026-03-04", "the first minute closed"),
        ("2026-03-03 08:00", "2026-03-03", "before opening is not too late"),
        ("2026-03-06 17:00", "2026-03-09", "a Friday after closing"),
        ("2026-03-07 10:00", "2026-03-09", "a Saturday"),
        ("2026-02-14 10:00", "2026-02-14", "a make-up Saturday is worked"),
        ("2026-02-13 17:30", "2026-02-14", "a Friday evening before a make-up Saturday"),
        (
            "2026-02-14 17:00",
            "2026-02-24",
            "after closing on the last day before the Spring Festival",
        ),
        ("2026-02-18 11:00", "2026-02-24", "in the middle of the Spring Festival"),
        ("2026-09-19 09:00", "2026-09-20", "a Saturday before a make-up Sunday"),
        ("2026-09-30 17:00", "2026-10-08", "after closing on the eve of National Day"),
        ("2026-10-10 09:00", "2026-10-10", "the make-up Saturday after National Day"),
        ("2026-12-31 16:00", "2026-12-31", "New Year's Eve is worked"),
    ] {
        let city = eatery(when);
        assert_eq!(city.application.filing.unwrap().day.to_string(), day, "{when}: {why}");
    }
}

#[test]
fn what_is_missing_is_told_within_five_days_of_receipt() {
    // received, last day, 行政许可法 32: why
    for (when, until, why) in [
        ("2026-03-03 10:00", "2026-03-10", "a weekend lies between"),
        (
            "2026-02-10 10:00",
            "2026-02-24",
            "Saturday the 14th counts, the festival does not",
        ),
        (
            "2026-02-13 17:30",
            "2026-02-28",
            "received on make-up Saturday the 14th, ends on make-up Saturday the 28th",
        ),
        ("2026-04-01 10:00", "2026-04-09", "Qingming takes Monday the 6th"),
        ("2026-04-30 10:00", "2026-05-11", "Labour Day; Saturday the 9th counts"),
        ("2026-06-15 10:00", "2026-06-23", "Dragon Boat takes Friday the 19th"),
        ("2026-09-17 10:00", "2026-09-23", "Sunday the 20th counts"),
        ("2026-09-28 10:00", "2026-10-10", "National Day; Saturday the 10th counts"),
        ("2026-09-30 18:00", "2026-10-14", "received on 8 October"),
        ("2026-11-02 10:00", "2026-11-09", "a plain week"),
    ] {
        let city = eatery(when);
        let step = city.application.step(&id("food_acceptance")).unwrap();
        assert_eq!(step.answer_by.unwrap().day.to_string(), until, "{when}: {why}");
    }
}

#[test]
fn silence_accepts_from_the_day_of_receipt() {
    // received, accepted from, found at midnight after the fifth day, 行政许可法 32: why
    for (when, from, found, why) in [
        ("2026-03-03 10:00", "2026-03-03", "2026-03-11", "a plain week"),
        (
            "2026-03-07 10:00",
            "2026-03-09",
            "2026-03-17",
            "received on a Saturday counts as Monday",
        ),
        ("2026-02-10 10:00", "2026-02-10", "2026-02-25", "over the Spring Festival"),
        (
            "2026-09-28 10:00",
            "2026-09-28",
            "2026-10-11",
            "found on the Sunday after make-up Saturday",
        ),
    ] {
        let mut city = eatery(when);
        let next = city.application.next_term().unwrap();
        assert_eq!(next, moment(&format!("{found} 00:00")), "{when}: {why}");
        city.now = next;
        city.keep_terms();
        let case = city.application.case(&"front".into()).unwrap();
        assert_eq!(case.accepted_on.unwrap().to_string(), from, "{when}: {why}");
    }
}

#[test]
fn a_decision_is_due_twenty_days_after_acceptance() {
    // accepted, due, 行政许可法 42: why
    for (day, due, why) in [
        ("2026-03-06", "2026-04-03", "four plain weeks"),
        ("2026-03-09", "2026-04-07", "Qingming takes a day"),
        ("2026-01-26", "2026-02-28", "Spring Festival, both make-up Saturdays count"),
        ("2026-02-13", "2026-03-19", "the festival begins two days later"),
        ("2026-04-20", "2026-05-20", "Labour Day"),
        ("2026-06-01", "2026-06-30", "Dragon Boat"),
        ("2026-09-07", "2026-10-10", "ends on a make-up Saturday"),
        ("2026-09-18", "2026-10-22", "two holidays, two make-up days"),
        ("2026-11-02", "2026-11-30", "four plain weeks"),
    ] {
        assert_eq!(statutory_due(&accepted(day), "food"), due, "accepted on {day}: {why}");
    }
}

#[test]
fn a_special_procedure_is_not_counted() {
    // accepted, begun, ended, due of the twenty days, 行政许可法 45: why
    for (day, begun, ended, due, why) in [
        (
            "2026-03-02",
            "2026-03-05",
            "2026-03-12",
            "2026-04-07",
            "three days were used, seventeen are left",
        ),
        (
            "2026-03-02",
            "2026-03-05",
            "2026-03-05",
            "2026-03-30",
            "begun and ended on one day, nothing is lost",
        ),
        (
            "2026-02-09",
            "2026-02-11",
            "2026-02-25",
            "2026-03-20",
            "over the Spring Festival",
        ),
        ("2026-09-21", "2026-09-24", "2026-10-12", "2026-11-04", "over National Day"),
        ("2026-11-02", "2026-11-04", "2026-11-13", "2026-12-09", "eighteen are left"),
        (
            "2026-11-02",
            "2026-11-02",
            "2026-11-20",
            "2026-12-18",
            "begun on the day of acceptance: all twenty are left",
        ),
        ("2026-04-27", "2026-04-29", "2026-05-12", "2026-06-05", "over Labour Day"),
    ] {
        let mut city = accepted(day);
        let proposal = Proposal::SpecialProcedure {
            kind: SpecialKind::Test,
            days: 10,
        };
        city.at(&format!("{begun} 10:00"));
        let number = city.propose("food_review", proposal).unwrap();
        city.approve(number).unwrap();
        assert_eq!(statutory_due(&city, "food"), "stands");
        city.at(&format!("{ended} 11:00"));
        let end = EndSpecialProcedure {
            step: id("food_review"),
            kind: SpecialKind::Test,
            result: "合格".into(),
        };
        city.act(&city.handler("food_review"), end).unwrap();
        assert_eq!(statutory_due(&city, "food"), due, "{day}, {begun} to {ended}: {why}");
    }
}

#[test]
fn an_extension_lengthens_the_term_to_decide() {
    // accepted, item, by, due, 行政许可法 42: why
    for (day, item, days, due, why) in [
        (
            "2026-03-02",
            "food",
            10,
            "2026-04-14",
            "the organ's head allows ten, Qingming lies between",
        ),
        ("2026-02-02", "food", 5, "2026-03-13", "five more over the Spring Festival"),
        ("2026-09-14", "food", 10, "2026-10-30", "over National Day"),
        ("2026-11-02", "food", 1, "2026-12-01", "one day more"),
        (
            "2026-11-02",
            "drain",
            15,
            "2026-12-21",
            "the government's head allows fifteen for several organs",
        ),
        ("2026-04-13", "drain", 15, "2026-06-03", "over Labour Day"),
    ] {
        let mut city = accepted(day);
        let number = city.propose(&format!("{item}_review"), extension(days)).unwrap();
        city.approve(number).unwrap();
        assert_eq!(statutory_due(&city, item), due, "accepted on {day}, {days} more: {why}");
    }
}

#[test]
fn a_hearing_is_asked_for_within_five_days_held_within_twenty_and_announced_seven_ahead() {
    // told and asked on, asked by, held by, announced that day not before, 行政许可法 47 and 48: why
    for (day, ask_by, hold_by, earliest, why) in [
        ("2026-03-03", "2026-03-10", "2026-03-31", "2026-03-12", "plain weeks"),
        (
            "2026-02-11",
            "2026-02-25",
            "2026-03-17",
            "2026-02-27",
            "over the Spring Festival",
        ),
        ("2026-09-28", "2026-10-10", "2026-10-30", "2026-10-13", "over National Day"),
        ("2026-11-05", "2026-11-12", "2026-12-03", "2026-11-16", "plain weeks"),
    ] {
        let mut city = accepted(day);
        let tell = TellHearingRight {
            step: id("drain_review"),
            reasons: "影响相邻住户".into(),
        };
        city.act(&city.handler("drain_review"), tell).unwrap();
        let ask = AskHearing {
            item: "drain".into(),
            words: "要求听证".into(),
        };
        city.act(&enterprise(), ask).unwrap();
        let hearing = city.application.hearing(&"drain".into()).unwrap();
        let told = [
            hearing.ask_by.day,
            hearing.hold_by.unwrap().day,
            earliest_hearing(super::city::day(day), city.calendar()),
        ];
        assert_eq!(told.map(|day| day.to_string()), [ask_by, hold_by, earliest], "{day}: {why}");
    }
}

#[test]
fn the_applicants_own_terms_end_at_midnight() {
    // the notice of what is missing, until when it is supplied (ten days in this pack), the last minute, 民法典 203
    for (day, until) in [
        ("2026-02-10", "2026-03-02"),
        ("2026-09-28", "2026-10-16"),
        ("2026-11-02", "2026-11-16"),
    ] {
        for (minute, in_time) in [("23:59", true), ("24:00", false)] {
            let mut city = eatery(&format!("{day} 10:00"));
            for step in ["food_acceptance", "drain_acceptance"] {
                city.accept(step).unwrap();
            }
            let missing = ContributeSupplement {
                step: id("front_acceptance"),
                request: "缺照片".into(),
                materials: vec![],
            };
            city.act(&city.handler("front_acceptance"), missing).unwrap();
            city.serve_papers();
            city.at(&format!("{until} {minute}"));
            let supplied = SupplySupplement {
                note: "已补".into(),
                materials: vec![],
            };
            assert_eq!(city.act(&enterprise(), supplied).is_ok(), in_time, "{day}: {until} {minute}");
        }
    }
}

#[test]
fn a_suit_is_brought_within_six_months() {
    // served, last day, 行政诉讼法 46 with 民法典 202 and 203: why
    for (served, until, why) in [
        ("2026-04-15", "2026-10-15", "a plain Thursday"),
        ("2026-04-01", "2026-10-08", "the first day of National Day moves by seven"),
        ("2026-04-10", "2026-10-10", "a worked Saturday does not move"),
        ("2025-11-01", "2026-05-06", "Labour Day"),
        ("2025-08-15", "2026-02-24", "the first day of the festival moves by nine"),
        ("2025-08-31", "2026-02-28", "February has no 31st"),
        ("2023-08-31", "2024-02-29", "nor in a leap year"),
        ("2025-11-30", "2026-06-01", "30 May is a Saturday"),
    ] {
        let calendar = calendar::Calendar::national();
        let end = Deadline::Calendar(same_day_in(day(served), 6)).day(&calendar);
        assert_eq!(end.to_string(), until, "served on {served}: {why}");
    }
}

#[test]
fn other_terms_of_the_law_end_where_it_says() {
    use Unit::{Calendar as C, Working as W};
    // from, days, of which unit, ends on, by which law: why
    for (from, days, unit, until, law, why) in [
        (
            "2026-02-12",
            10,
            W,
            "2026-03-04",
            "行政许可法 44",
            "the licence is delivered within ten days: over the Spring Festival",
        ),
        (
            "2026-09-24",
            10,
            W,
            "2026-10-15",
            "行政许可法 44",
            "over Mid-Autumn and National Day",
        ),
        ("2026-11-23", 10, W, "2026-12-07", "行政许可法 44", "two plain weeks"),
        (
            "2026-04-27",
            10,
            W,
            "2026-05-13",
            "行政许可法 44",
            "Labour Day; Saturday the 9th counts",
        ),
        ("2026-06-12", 10, W, "2026-06-29", "行政许可法 44", "Dragon Boat"),
        (
            "2026-08-07",
            60,
            C,
            "2026-10-08",
            "行政复议法 20",
            "the sixtieth day lies in National Day and rolls",
        ),
        (
            "2026-08-08",
            60,
            C,
            "2026-10-08",
            "行政复议法 20",
            "the last day of National Day rolls by one",
        ),
        (
            "2026-03-02",
            60,
            C,
            "2026-05-06",
            "行政复议法 20",
            "Labour Day rolls to Wednesday",
        ),
        (
            "2026-04-06",
            60,
            C,
            "2026-06-05",
            "行政复议法 20",
            "rest days within the term count",
        ),
        (
            "2026-02-17",
            60,
            C,
            "2026-04-20",
            "行政复议法 20",
            "a Saturday rolls to Monday",
        ),
        (
            "2026-02-10",
            10,
            W,
            "2026-03-02",
            "消防法 15",
            "ten working days over the Spring Festival",
        ),
        ("2026-11-02", 10, W, "2026-11-16", "消防法 15", "two plain weeks"),
    ] {
        let limit = Limit {
            number: days,
            unit,
            ground: law.into(),
        };
        let calendar = calendar::Calendar::national();
        let end = Deadline::from(day(from), &limit, &calendar).day(&calendar);
        assert_eq!(end.to_string(), until, "{from} and {days} days by {law}: {why}");
    }
}
