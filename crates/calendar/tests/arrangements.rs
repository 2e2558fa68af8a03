//! What the notices say of single days, and how they are revised.

mod told;

use calendar::{Arrangement, DayKind, MakeUpDay, Notice, RegionalDayOff, RestDays};
use told::{day, national};

#[test]
fn days_are_what_the_notices_made_of_them() {
    let holiday = |name: &str| DayKind::Holiday { name: name.into() };
    let make_up = |holiday: &str| DayKind::MakeUp { holiday: holiday.into() };
    let commemoration = "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日";
    let examples = [
        ("2014-01-01", holiday("元旦")),
        ("2015-01-04", make_up("元旦")),
        ("2015-09-03", holiday(commemoration)),
        ("2015-09-05", holiday(commemoration)),
        ("2015-09-06", make_up(commemoration)),
        ("2018-12-29", make_up("元旦")),
        ("2018-12-31", holiday("元旦")),
        ("2019-04-28", make_up("劳动节")),
        ("2019-05-02", holiday("劳动节")),
        ("2020-01-31", holiday("春节")),
        ("2020-02-01", holiday("春节")),
        ("2020-02-03", DayKind::Working),
        ("2024-02-09", DayKind::Working),
        ("2026-11-21", DayKind::Weekend),
        ("2026-11-23", DayKind::Working),
        ("2027-01-01", holiday("元旦")),
    ];
    for (date, kind) in examples {
        assert_eq!(national().day_kind(day(date)), kind, "{date}");
    }
}

#[test]
fn every_notice_bears_a_number_and_an_earlier_date_than_its_days() {
    let years: Vec<i32> = Arrangement::published().iter().map(|one| one.year).collect();
    assert_eq!(years, (2014..=2026).collect::<Vec<_>>());
    for arrangement in Arrangement::published() {
        for notice in &arrangement.notices {
            let Notice {
                number,
                dated,
                source,
                rest,
                ..
            } = notice;
            assert!(number.contains("发明电〔20") && number.ends_with('号'), "{number}");
            assert!(source.starts_with("https://www.gov.cn/"), "{source}");
            assert!(
                rest.iter().all(|run| *dated < run.from && run.from <= run.through),
                "{number}"
            );
        }
    }
}

#[test]
fn three_years_were_amended_under_numbers_of_their_own() {
    let amended = |year: i32| national().arrangement(year).unwrap().notices[1].number.clone();
    assert_eq!(amended(2015), "国发明电〔2015〕1号");
    assert_eq!(amended(2019), "国办发明电〔2019〕3号");
    assert_eq!(amended(2020), "国办发明电〔2020〕1号");
}

#[test]
fn a_year_without_an_arrangement_is_provisional_until_it_is_published() {
    let calendar = national();
    assert!(!calendar.provisional(2026));
    assert!(calendar.provisional(2027));
    let published = calendar.with_arrangement(Arrangement {
        year: 2027,
        notices: vec![sample()],
    });
    assert!(!published.provisional(2027));
    assert!(calendar.provisional(2027), "the calendar before stays what it was");
}

#[test]
fn a_published_arrangement_replaces_what_was_presumed() {
    let presumed = national();
    assert!(!presumed.is_working(day("2027-02-10")), "made good on the next working days");
    let published = presumed.with_arrangement(Arrangement {
        year: 2027,
        notices: vec![sample()],
    });
    assert!(published.is_working(day("2027-02-20")), "a Saturday made up");
    assert!(!published.is_working(day("2027-02-12")));
    assert!(published.is_working(day("2027-05-03")), "named by no notice");
}

#[test]
fn an_amendment_changes_the_days_it_names_and_no_others() {
    let calendar = national();
    let amendment = Notice {
        number: "示例".into(),
        rest: vec![rest("国庆节", "2026-10-08", "2026-10-09")],
        work: vec![work("国庆节", "2026-10-01")],
        ..sample()
    };
    let amended = calendar.with_notice(2026, amendment);
    let changed: Vec<String> = calendar
        .first()
        .through(calendar.last())
        .filter(|day| calendar.is_working(*day) != amended.is_working(*day))
        .map(|day| day.to_string())
        .collect();
    assert_eq!(changed, ["2026-10-01", "2026-10-08", "2026-10-09"]);
}

#[test]
fn a_statutory_day_on_a_weekend_is_made_good_on_the_next_working_day() {
    let calendar = national();
    let rests = |date: &str| !calendar.is_working(day(date));
    assert!(rests("2028-01-03"), "New Year's Day 2028 is a Saturday");
    assert!(
        rests("2027-02-05") && rests("2027-02-10") && !rests("2027-02-11"),
        "Spring Festival"
    );
    assert!(rests("2028-10-05") && !rests("2028-10-06"), "Mid-Autumn meets National Day");
}

#[test]
fn every_provisional_year_has_thirteen_days_of_rest_on_working_days() {
    let calendar = national();
    for year in 2027..=2050 {
        let from = calendar::Day::new(year, 1, 1).unwrap();
        let rest = from
            .through(calendar::Day::new(year, 12, 31).unwrap())
            .filter(|day| !day.is_weekend() && !calendar.is_working(*day))
            .count();
        assert_eq!(rest, 13, "{year}");
    }
}

#[test]
fn a_region_rests_on_a_typhoon_day_and_may_work_a_weekend_for_it() {
    let region = national().with_days_off(&[
        RegionalDayOff {
            day: day("2026-08-12"),
            reason: "台风停工".into(),
            work: false,
        },
        RegionalDayOff {
            day: day("2026-08-15"),
            reason: "台风停工".into(),
            work: true,
        },
    ]);
    assert_eq!(
        region.day_kind(day("2026-08-12")),
        DayKind::DayOff {
            reason: "台风停工".into()
        }
    );
    assert_eq!(
        region.day_kind(day("2026-08-15")),
        DayKind::MakeUp {
            holiday: "台风停工".into()
        }
    );
    assert!(national().is_working(day("2026-08-12")));
}

#[test]
fn outside_its_years_the_calendar_saturates_and_never_goes_back() {
    let calendar = national();
    for far in [day("0001-01-01"), day("1999-12-31"), day("2051-01-01"), day("9999-12-31")] {
        assert!(!calendar.covers(far));
        assert!(calendar.roll(far) >= far);
    }
    assert_eq!(calendar.add(day("2050-12-01"), i32::MAX), calendar.last());
    assert_eq!(calendar.add(day("2014-02-01"), i32::MIN), calendar.first());
    assert_eq!(calendar.count(day("2050-12-31"), day("2060-01-01")), 0);
}

#[test]
fn a_calendar_prints_its_days_as_lines() {
    let lines: Vec<String> = national().lines(day("2026-02-13"), day("2026-02-15")).collect();
    assert_eq!(lines, ["2026-02-13 work", "2026-02-14 work", "2026-02-15 rest"]);
}

fn sample() -> Notice {
    Notice {
        number: "示例〔2026〕1号".into(),
        dated: day("2026-11-24"),
        source: "https://example.invalid/".into(),
        rest: vec![
            rest("元旦", "2027-01-01", "2027-01-03"),
            rest("春节", "2027-02-05", "2027-02-12"),
        ],
        work: vec![work("春节", "2027-02-20")],
    }
}

fn rest(holiday: &str, from: &str, through: &str) -> RestDays {
    RestDays {
        holiday: holiday.into(),
        from: day(from),
        through: day(through),
    }
}

fn work(holiday: &str, date: &str) -> MakeUpDay {
    MakeUpDay {
        holiday: holiday.into(),
        day: day(date),
    }
}
