//! When a limit ends, to the minute and in a revised calendar. The table of dated examples is `dated_examples.rs`.

mod told;

use calendar::{Calendar, Deadline, Limit, Moment, RegionalDayOff};
use told::{NINE_TO_FIVE, day, decision, national};

#[test]
fn an_act_after_closing_or_on_a_rest_day_is_done_on_the_next_working_day() {
    let examples = [
        ("2026-03-06", 16, 59, "2026-03-06", "just in time"),
        ("2026-03-06", 17, 0, "2026-03-09", "at closing on Friday"),
        ("2026-03-06", 7, 30, "2026-03-06", "before opening: that day"),
        ("2026-03-07", 10, 0, "2026-03-09", "a Saturday"),
        ("2026-02-14", 10, 0, "2026-02-14", "a Saturday that is worked"),
        ("2026-02-14", 17, 30, "2026-02-24", "its evening, before the festival"),
        ("2026-10-04", 23, 59, "2026-10-08", "amid National Day"),
    ];
    let calendar = national();
    for (date, hour, minute, effective, why) in examples {
        let act = Moment::at(day(date), hour, minute);
        assert_eq!(calendar.effective_day(act, NINE_TO_FIVE), day(effective), "{why}");
    }
}

#[test]
fn the_weekend_is_that_of_shanghai_wherever_the_server_stands() {
    let friday_in_london = Moment(1_772_814_600_000); // 2026-03-06T16:30:00Z
    assert_eq!(friday_in_london.to_string(), "2026-03-07T00:30:00+08:00");
    assert_eq!(national().effective_day(friday_in_london, NINE_TO_FIVE), day("2026-03-09"));
}

#[test]
fn a_persons_own_term_ends_at_midnight_and_the_offices_at_closing() {
    let calendar = national();
    let limit = Limit::working(5, "行政许可法 47");
    let deadline = Deadline::from(day("2026-03-02"), &limit, &calendar);
    let for_applicant = deadline.ends_for_applicant(&calendar);
    assert_eq!(for_applicant.to_string(), "2026-03-10T00:00:00+08:00");
    assert_eq!(for_applicant.plus(-1).day(), day("2026-03-09"));
    let for_office = deadline.ends_for_office(&calendar, NINE_TO_FIVE);
    assert_eq!(for_office.to_string(), "2026-03-09T17:00:00+08:00");
}

#[test]
fn a_typhoon_moves_the_open_deadline_without_rewriting_it() {
    let calendar = national();
    let deadline = Deadline::from(day("2026-08-03"), &decision(), &calendar);
    assert_eq!(deadline.day(&calendar), day("2026-08-31"));
    assert_eq!(deadline.day(&after_typhoon(&calendar)), day("2026-09-01"));
    let earlier = Deadline::from(day("2026-07-06"), &decision(), &calendar);
    assert_eq!(earlier.day(&calendar), earlier.day(&after_typhoon(&calendar)));
}

#[test]
fn a_civil_deadline_rolls_over_a_day_off_declared_later() {
    let calendar = national();
    let limit = Limit::calendar(10, "rule");
    let deadline = Deadline::from(day("2026-08-02"), &limit, &calendar);
    assert_eq!(deadline.day(&calendar), day("2026-08-12"));
    assert_eq!(deadline.day(&after_typhoon(&calendar)), day("2026-08-13"));
}

fn after_typhoon(calendar: &Calendar) -> Calendar {
    let reason = "台风停工".into();
    calendar.with_days_off(&[RegionalDayOff {
        day: day("2026-08-12"),
        reason,
        work: false,
    }])
}

#[test]
fn an_extension_adds_to_the_limit_and_names_its_ground() {
    let calendar = national();
    let extended = decision().extended(10, "行政许可法 42, 经本行政机关负责人批准");
    let deadline = Deadline::from(day("2026-03-06"), &extended, &calendar);
    assert_eq!(deadline.day(&calendar), day("2026-04-20"));
    assert!(extended.ground.starts_with("行政许可法 42; "));
}

#[test]
fn a_limit_without_unit_or_number_or_ground_is_refused() {
    for incomplete in [
        r#"{"number": 20, "ground": "行政许可法 42"}"#,
        r#"{"unit": "working", "ground": "行政许可法 42"}"#,
        r#"{"number": 20, "unit": "working"}"#,
        r#"{"number": -1, "unit": "working", "ground": "行政许可法 42"}"#,
        r#"{"number": 1, "unit": "P1D", "ground": "行政许可法 42"}"#,
    ] {
        assert!(serde_json::from_str::<Limit>(incomplete).is_err(), "{incomplete}");
    }
}
