//! Dated examples, worked out by hand from the notices: when a limit ends.

mod told;

use calendar::{Calendar, Deadline, Limit, Moment, RegionalDayOff, Unit};
use told::{NINE_TO_FIVE, day, decision, national};

#[test]
fn limits_end_where_the_law_says() {
    use Unit::{Calendar as C, Working as W};
    let examples = [
        // start, limit, its law, end, why then
        (
            "2026-03-02",
            5,
            W,
            "行政许可法 32",
            "2026-03-09",
            "the day of the act does not count, a weekend lies between",
        ),
        ("2026-03-06", 20, W, "行政许可法 42", "2026-04-03", "four plain weeks"),
        (
            "2026-03-09",
            20,
            W,
            "行政许可法 42",
            "2026-04-07",
            "Qingming takes Monday the 6th",
        ),
        (
            "2026-09-24",
            10,
            W,
            "行政许可法 44",
            "2026-10-15",
            "Mid-Autumn, National Day, and Saturday the 10th is worked",
        ),
        ("2026-11-23", 10, W, "行政许可法 44", "2026-12-07", "two plain weeks"),
        (
            "2024-09-12",
            5,
            W,
            "行政许可法 47",
            "2024-09-20",
            "Saturday the 14th is worked for Mid-Autumn",
        ),
        (
            "2026-12-25",
            45,
            W,
            "行政许可法 42",
            "2027-03-05",
            "into a provisional year: New Year, Spring Festival with two days made good",
        ),
        (
            "2026-02-10",
            5,
            W,
            "行政许可法 32",
            "2026-02-24",
            "Saturday the 14th is worked, then nine days of Spring Festival",
        ),
        (
            "2026-02-13",
            1,
            W,
            "rule",
            "2026-02-14",
            "a make-up Saturday is a working day",
        ),
        ("2026-02-14", 1, W, "rule", "2026-02-24", "the festival lies between"),
        (
            "2026-02-27",
            1,
            W,
            "rule",
            "2026-02-28",
            "a make-up Saturday after the festival",
        ),
        (
            "2026-04-30",
            4,
            W,
            "rule",
            "2026-05-09",
            "five days of Labour Day, then a make-up Saturday",
        ),
        ("2026-09-18", 1, W, "rule", "2026-09-20", "a make-up Sunday"),
        (
            "2025-01-24",
            2,
            W,
            "rule",
            "2025-01-27",
            "a make-up Sunday before the festival",
        ),
        ("2024-02-08", 1, W, "rule", "2024-02-09", "New Year's Eve of 2024 was worked"),
        (
            "2024-02-08",
            2,
            W,
            "rule",
            "2024-02-18",
            "the first day after it was a Sunday",
        ),
        ("2023-09-28", 2, W, "rule", "2023-10-08", "both days of a weekend worked"),
        (
            "2022-12-30",
            1,
            W,
            "rule",
            "2023-01-03",
            "a holiday across the turn of the year",
        ),
        ("2020-01-17", 1, W, "rule", "2020-01-19", "a make-up Sunday"),
        (
            "2020-01-23",
            5,
            W,
            "国办发明电〔2020〕1号",
            "2020-02-07",
            "the festival was extended, its make-up Saturday fell away",
        ),
        (
            "2019-04-26",
            4,
            W,
            "国办发明电〔2019〕3号",
            "2019-05-05",
            "Labour Day was lengthened in March",
        ),
        ("2019-04-26", 5, W, "国办发明电〔2019〕3号", "2019-05-06", "and the day after"),
        (
            "2018-12-28",
            1,
            W,
            "国办发明电〔2018〕15号",
            "2018-12-29",
            "next year's notice works a Saturday of this one",
        ),
        (
            "2018-12-28",
            2,
            W,
            "国办发明电〔2018〕15号",
            "2019-01-02",
            "and rests a Monday of it",
        ),
        (
            "2017-09-29",
            2,
            W,
            "rule",
            "2017-10-09",
            "Saturday the 30th worked, then eight days of rest",
        ),
        (
            "2015-09-01",
            3,
            W,
            "国发明电〔2015〕1号",
            "2015-09-07",
            "a commemoration in May's notice, Sunday the 6th worked",
        ),
        ("2026-03-02", 0, W, "rule", "2026-03-02", "zero means the same day"),
        ("2026-03-07", 0, W, "rule", "2026-03-09", "but not a day of rest"),
        (
            "2026-03-02",
            60,
            C,
            "行政复议法 20",
            "2026-05-06",
            "the sixtieth day is Labour Day and rolls (民法典 203)",
        ),
        (
            "2026-08-03",
            60,
            C,
            "环境影响评价法 22",
            "2026-10-08",
            "the sixtieth day lies in National Day",
        ),
        (
            "2026-01-15",
            30,
            C,
            "环境影响评价法 22",
            "2026-02-14",
            "a worked Saturday does not roll",
        ),
        (
            "2026-01-16",
            30,
            C,
            "环境影响评价法 22",
            "2026-02-24",
            "the next day does, by nine",
        ),
        ("2026-06-17", 3, C, "rule", "2026-06-22", "Dragon Boat on a weekend"),
        (
            "2026-06-15",
            1,
            C,
            "rule",
            "2026-06-16",
            "one day is one civil day, not so many office hours",
        ),
        ("2026-03-08", 0, C, "rule", "2026-03-09", "the same day rolls too"),
    ];
    let calendar = national();
    for (start, number, unit, ground, end, why) in examples {
        let limit = Limit {
            number,
            unit,
            ground: ground.into(),
        };
        let deadline = Deadline::from(day(start), &limit, &calendar);
        assert_eq!(deadline.day(&calendar), day(end), "{number} {unit:?} from {start}: {why}");
    }
}

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
