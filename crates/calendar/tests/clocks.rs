//! Clocks on a case: what runs, what stands still, what is left, and the verdict.

mod told;

use calendar::{Clock, ClockRefusal, Clocks, Light, Limit, RegionalDayOff, Terms, Verdict, light};
use told::{SPECIAL_PROCEDURE, clock, day, decision, national};

#[test]
fn a_clock_counts_the_working_days_after_its_start() {
    let clock = clock("2026-03-02", &[]);
    for (date, counted) in [
        ("2026-02-20", 0),
        ("2026-03-02", 0),
        ("2026-03-03", 1),
        ("2026-03-06", 4),
        ("2026-03-08", 4),
        ("2026-03-09", 5),
    ] {
        assert_eq!(clock.counted(&national(), day(date)), counted, "through {date}");
    }
}

#[test]
fn a_standstill_does_not_consume_the_limit() {
    let calendar = national();
    let clock = clock("2026-03-02", &[("2026-03-06", "2026-03-20")]);
    assert_eq!(clock.counted(&calendar, day("2026-03-18")), 4);
    assert_eq!(clock.counted(&calendar, day("2026-03-24")), 6);
    let due = clock.due(&calendar, &decision()).unwrap();
    assert_eq!(due.day(&calendar), day("2026-04-14"), "sixteen days were left");
}

#[test]
fn three_hearings_in_one_case_make_it_no_later_than_they_lasted() {
    let calendar = national();
    let stoppings = [
        ("2026-03-04", "2026-03-11"),
        ("2026-03-13", "2026-03-20"),
        ("2026-03-24", "2026-03-31"),
    ];
    let clock = clock("2026-03-02", &stoppings);
    assert_eq!(clock.counted(&calendar, day("2026-03-31")), 2 + 2 + 2);
    assert_eq!(light(&clock, &decision(), &calendar, day("2026-03-31")), Light::Green);
}

#[test]
fn stopping_and_resuming_on_one_day_loses_nothing() {
    let calendar = national();
    let (plain, interrupted) = (clock("2026-03-02", &[]), clock("2026-03-02", &[("2026-03-05", "2026-03-05")]));
    for date in day("2026-03-02").through(day("2026-04-30")) {
        assert_eq!(plain.counted(&calendar, date), interrupted.counted(&calendar, date));
    }
    assert_eq!(plain.due(&calendar, &decision()), interrupted.due(&calendar, &decision()));
}

#[test]
fn nothing_is_due_while_the_clock_stands_still() {
    let mut clock = clock("2026-03-02", &[]);
    clock.stop(day("2026-03-06"), SPECIAL_PROCEDURE).unwrap();
    assert_eq!(clock.due(&national(), &decision()), None);
    assert_eq!(light(&clock, &decision(), &national(), day("2026-07-01")), Light::Blue);
}

#[test]
fn a_clock_stopped_on_two_grounds_goes_on_when_both_are_gone() {
    let mut clock = Clock::start(day("2026-03-02"));
    clock.stop(day("2026-03-04"), "听证").unwrap();
    clock.stop(day("2026-03-05"), "检测").unwrap();
    clock.resume_from(day("2026-03-10"), "听证").unwrap();
    assert!(clock.is_stopped());
    clock.resume_from(day("2026-03-12"), "检测").unwrap();
    assert!(!clock.is_stopped());
    assert_eq!(clock.counted(&national(), day("2026-03-13")), 2 + 1);
}

#[test]
fn a_last_day_on_which_the_clock_stops_is_followed_by_the_day_it_resumes() {
    let calendar = national();
    let limit = Limit::working(5, "行政许可法 32");
    let clock = clock("2026-03-02", &[("2026-03-09", "2026-03-16")]);
    assert_eq!(clock.remaining(&calendar, &limit, day("2026-03-12")), 0);
    assert_eq!(clock.due(&calendar, &limit).unwrap().day(&calendar), day("2026-03-16"));
    assert_eq!(light(&clock, &limit, &calendar, day("2026-03-16")), Light::Yellow);
    assert_eq!(light(&clock, &limit, &calendar, day("2026-03-17")), Light::Red { late_by: 1 });
}

#[test]
fn a_stop_after_the_end_cures_nothing() {
    let calendar = national();
    let limit = Limit::working(5, "行政许可法 32");
    let mut clock = Clock::start(day("2026-03-02"));
    clock.stop(day("2026-03-11"), SPECIAL_PROCEDURE).unwrap();
    assert_eq!(light(&clock, &limit, &calendar, day("2026-03-31")), Light::Red { late_by: 2 });
    clock.finish(day("2026-03-31")).unwrap();
    assert_eq!(clock.verdict(&calendar, &limit), Some(Verdict::Late { by: 2 }));
}

#[test]
fn the_verdict_is_that_of_the_day_of_completion() {
    let examples = [
        ("2026-03-02", Verdict::InTime),
        ("2026-03-30", Verdict::InTime), // the twentieth day
        ("2026-03-31", Verdict::Late { by: 1 }),
        ("2026-04-07", Verdict::Late { by: 5 }), // Qingming does not count
    ];
    for (finished, verdict) in examples {
        let mut clock = clock("2026-03-02", &[]);
        clock.finish(day(finished)).unwrap();
        assert_eq!(clock.verdict(&national(), &decision()), Some(verdict), "{finished}");
    }
}

#[test]
fn what_was_finished_in_time_is_not_late_against_today() {
    let mut clock = clock("2026-03-02", &[]);
    clock.finish(day("2026-03-30")).unwrap();
    assert_eq!(light(&clock, &decision(), &national(), day("2026-11-23")), Light::Green);
}

#[test]
fn what_is_finished_late_stays_as_late_as_it_was() {
    let calendar = national();
    let mut clock = clock("2026-03-02", &[]);
    assert_eq!(clock.verdict(&calendar, &decision()), None, "not before it is finished");
    clock.finish(day("2026-04-01")).unwrap();
    assert_eq!(clock.verdict(&calendar, &decision()), Some(Verdict::Late { by: 2 }));
    let much_later = light(&clock, &decision(), &calendar, day("2026-11-23"));
    assert_eq!(much_later, Light::Red { late_by: 2 });
}

#[test]
fn a_civil_limit_counts_civil_days_and_rolls_at_its_end() {
    let calendar = national();
    let limit = Limit::calendar(60, "环境影响评价法 22");
    let mut clock = clock("2026-08-03", &[]);
    assert_eq!(clock.counted_in(limit.unit, &calendar, day("2026-08-09")), 6);
    assert_eq!(light(&clock, &limit, &calendar, day("2026-10-08")), Light::Yellow);
    assert_eq!(light(&clock, &limit, &calendar, day("2026-10-10")), Light::Red { late_by: 2 });
    clock.finish(day("2026-10-08")).unwrap();
    assert_eq!(clock.verdict(&calendar, &limit), Some(Verdict::InTime));
}

#[test]
fn lights_change_when_a_fifth_or_a_day_is_left() {
    let examples = [
        // start, limit, day, light
        ("2026-03-02", 20, "2026-03-02", Light::Green),
        ("2026-03-02", 20, "2026-03-23", Light::Green),  // five left
        ("2026-03-02", 20, "2026-03-24", Light::Yellow), // four left
        ("2026-03-02", 20, "2026-03-30", Light::Yellow), // the last day
        ("2026-03-02", 20, "2026-03-31", Light::Red { late_by: 1 }),
        ("2026-03-02", 20, "2026-04-01", Light::Red { late_by: 2 }),
        ("2026-03-02", 3, "2026-03-03", Light::Green),              // two left
        ("2026-03-02", 3, "2026-03-04", Light::Yellow),             // one left
        ("2026-03-02", 4, "2026-03-06", Light::Yellow),             // a Friday, the last day
        ("2026-03-02", 4, "2026-03-07", Light::Red { late_by: 1 }), // past, though nobody works
        ("2026-03-02", 4, "2026-03-09", Light::Red { late_by: 1 }),
        ("2026-03-02", 2, "2026-03-02", Light::Green),
        ("2026-03-02", 2, "2026-03-03", Light::Yellow),
        ("2026-03-02", 1, "2026-03-02", Light::Green), // the whole of it is left
        ("2026-03-02", 1, "2026-03-03", Light::Yellow),
        ("2026-03-02", 0, "2026-03-02", Light::Yellow),
        ("2026-03-02", 0, "2026-03-03", Light::Red { late_by: 1 }),
    ];
    for (start, number, today, expected) in examples {
        let limit = Limit::working(number, "rule");
        let shown = light(&clock(start, &[]), &limit, &national(), day(today));
        assert_eq!(shown, expected, "{number} days from {start}, on {today}");
    }
}

#[test]
fn a_typhoon_gives_the_open_clock_a_day() {
    let calendar = national();
    let reason = "台风停工".into();
    let revised = calendar.with_days_off(&[RegionalDayOff {
        day: day("2026-08-12"),
        reason,
        work: false,
    }]);
    let clock = clock("2026-08-03", &[]);
    let due = |calendar| clock.due(calendar, &decision()).map(|due| due.day(calendar));
    assert_eq!(due(&calendar), Some(day("2026-08-31")));
    assert_eq!(due(&revised), Some(day("2026-09-01")));
}

#[test]
fn each_clock_stops_on_its_own_grounds() {
    let calendar = national();
    let mut clocks = case();
    clocks.stop(day("2026-03-04"), "等待踏勘").unwrap();
    assert!(!clocks.statutory.clock.is_stopped() && clocks.promised.clock.is_stopped());
    assert_eq!(clocks.light(&calendar, day("2026-03-06")), Light::Blue);
    clocks.stop(day("2026-03-06"), SPECIAL_PROCEDURE).unwrap();
    assert!(clocks.statutory.clock.is_stopped());
    clocks.resume(day("2026-03-10"), SPECIAL_PROCEDURE).unwrap();
    assert!(!clocks.statutory.clock.is_stopped() && clocks.promised.clock.is_stopped());
    clocks.resume(day("2026-03-11"), "等待踏勘").unwrap();
    clocks.finish(day("2026-03-16")).unwrap();
    assert_eq!(clocks.statutory.counted(&calendar, day("2026-03-16")), 4 + 4);
    assert_eq!(clocks.promised.counted(&calendar, day("2026-03-16")), 2 + 3);
    assert_eq!(clocks.promised.verdict(&calendar), Some(Verdict::InTime));
}

#[test]
fn the_applicants_slowness_stops_no_clock() {
    let mut clocks = case();
    let refusal = clocks.stop(day("2026-03-04"), "申请人迟延").unwrap_err();
    assert_eq!(
        refusal,
        ClockRefusal::NotAGround {
            ground: "申请人迟延".into()
        }
    );
    assert_eq!(clocks, case());
}

fn case() -> Clocks {
    let special = SPECIAL_PROCEDURE.to_owned();
    let statutory = Terms {
        limit: decision(),
        stopped_by: vec![special.clone()],
    };
    let promised = Terms {
        limit: Limit::working(5, "承诺"),
        stopped_by: vec![special, "等待踏勘".to_owned()],
    };
    Clocks::start(day("2026-03-02"), statutory, promised)
}

#[test]
fn entries_that_cannot_be_are_refused_and_change_nothing() {
    let mut clock = clock("2026-03-02", &[("2026-03-06", "2026-03-10")]);
    let before = clock.clone();
    assert_eq!(clock.resume(day("2026-03-11")), Err(ClockRefusal::NotStopped));
    assert!(matches!(
        clock.stop(day("2026-03-09"), SPECIAL_PROCEDURE),
        Err(ClockRefusal::BeforeLastEntry { .. })
    ));
    assert_eq!(clock, before);
    clock.stop(day("2026-03-12"), SPECIAL_PROCEDURE).unwrap();
    assert!(matches!(
        clock.stop(day("2026-03-13"), SPECIAL_PROCEDURE),
        Err(ClockRefusal::AlreadyStopped { .. })
    ));
    clock.finish(day("2026-03-16")).unwrap();
    assert!(matches!(clock.resume(day("2026-03-17")), Err(ClockRefusal::Finished { .. })));
    assert!(matches!(clock.finish(day("2026-03-17")), Err(ClockRefusal::Finished { .. })));
}

#[test]
fn a_clock_is_read_back_as_it_was_written_and_refused_if_it_could_not_have_been() {
    let clock = clock("2026-03-02", &[("2026-03-06", "2026-03-10")]);
    let written = serde_json::to_string(&clock).unwrap();
    assert_eq!(serde_json::from_str::<Clock>(&written).unwrap(), clock);
    let impossible = written.replace("2026-03-10", "2026-03-05");
    assert!(serde_json::from_str::<Clock>(&impossible).is_err());
}
