//! What holds for every day, every limit and every ledger.

mod told;

use calendar::{Calendar, Clock, Day, Deadline, Light, Limit, Moment, Ordinal, Unit, Verdict, light};
use proptest::collection::vec;
use proptest::prelude::*;
use told::{SPECIAL_PROCEDURE, day, national};

proptest! {
    #[test]
    fn a_day_is_read_as_it_is_written(number in Day::MIN.0..=Day::MAX.0) {
        let day = Day(number);
        prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        prop_assert_eq!(Day::new(day.year(), day.month(), day.day()), Some(day));
    }

    #[test]
    fn no_text_or_number_makes_the_calendar_panic(text in ".{0,12}", number: i32, working: i32, milliseconds: i64) {
        let _ = text.parse::<Day>();
        let (day, calendar) = (Day(number), national());
        let _ = (day.to_string(), day.weekday(), day.plus(working), calendar.roll(day));
        let _ = (calendar.add(day, working), calendar.day_of(Ordinal(working)), Moment(milliseconds).to_string());
        for unit in [Unit::Working, Unit::Calendar] {
            let limit = Limit { number: working as u32, unit, ground: String::new() };
            let _ = Deadline::from(day, &limit, &calendar).ends_for_applicant(&calendar);
        }
    }

    #[test]
    fn a_moment_lies_on_the_day_and_minute_it_was_made_of(day in days(), minute in 0..1_440_u32) {
        let moment = Moment::at(day, minute / 60, minute % 60);
        prop_assert_eq!((moment.day(), moment.minute_of_day()), (day, minute));
    }

    #[test]
    fn adding_then_counting_working_days_returns_the_same_number(day in days(), number in 0..1_000_i32) {
        let calendar = national();
        prop_assert_eq!(calendar.count(day, calendar.add(day, number)), number);
    }

    #[test]
    fn going_back_undoes_going_forth(day in days(), number in 1..1_000_i32) {
        let calendar = national();
        let there = calendar.add(calendar.roll(day), number);
        prop_assert_eq!(calendar.add(there, -number), calendar.roll(day));
    }

    #[test]
    fn counts_add_up(days in vec(days(), 3)) {
        let (calendar, [a, b, c]) = (national(), [days[0], days[1], days[2]]);
        prop_assert_eq!(calendar.count(a, b) + calendar.count(b, c), calendar.count(a, c));
    }

    #[test]
    fn counting_is_looking_at_every_day(after in days(), length in 0..400) {
        let (calendar, through) = (national(), after.plus(length));
        let looked_at = after.next().through(through).filter(|day| calendar.is_working(*day)).count();
        prop_assert_eq!(calendar.count(after, through), looked_at as i32);
    }

    #[test]
    fn an_ordinal_is_the_place_of_its_day(day in days()) {
        let calendar = national();
        let ordinal = calendar.ordinal(day);
        prop_assert_eq!(calendar.ordinal(calendar.day_of(ordinal)), ordinal);
        prop_assert_eq!(calendar.day_of(ordinal) == day, calendar.is_working(day));
    }

    #[test]
    fn a_deadline_is_a_working_day_not_before_its_start(day in days(), limit in limits()) {
        let calendar = national();
        let end = Deadline::from(day, &limit, &calendar).day(&calendar);
        prop_assert!(end >= day && calendar.is_working(end));
    }

    #[test]
    fn a_clock_never_falls_and_never_grows_by_more_than_a_day(clock in clocks()) {
        let calendar = national();
        for today in whole_time() {
            let (yesterday, today) = (clock.counted(&calendar, today.plus(-1)), clock.counted(&calendar, today));
            prop_assert!(yesterday <= today && today <= yesterday + 1);
        }
    }

    #[test]
    fn a_clock_equals_the_working_days_of_its_running_intervals(clock in clocks()) {
        let calendar = national();
        let stood_still = |day| clock.stoppings().iter().any(|one| one.day < day && one.resumed.is_none_or(|resumed| day <= resumed));
        let ran = |day| clock.started() < day && !stood_still(day);
        let mut expected = 0;
        for today in whole_time() {
            expected += u32::from(ran(today) && calendar.is_working(today));
            prop_assert_eq!(clock.counted(&calendar, today), expected);
        }
    }

    #[test]
    fn a_clock_never_grows_while_stopped(clock in clocks()) {
        let calendar = national();
        for stopping in clock.stoppings() {
            let resumed = stopping.resumed.unwrap_or(day("2026-12-31"));
            prop_assert_eq!(clock.counted(&calendar, stopping.day), clock.counted(&calendar, resumed));
        }
    }

    #[test]
    fn due_once_it_runs_is_the_last_day_in_time(clock in clocks(), limit in limits()) {
        let calendar = national();
        prop_assert_eq!(clock.due(&calendar, &limit).is_none(), clock.is_stopped());
        if let Some(due) = clock.due(&calendar, &limit).map(|due| due.day(&calendar)) {
            for finished in last_entry(&clock).through(due.plus(20)) {
                let mut completed = clock.clone();
                completed.finish(finished).unwrap();
                let in_time = completed.verdict(&calendar, &limit) == Some(Verdict::InTime);
                prop_assert_eq!(in_time, finished <= due, "finished {} due {}", finished, due);
            }
        }
    }

    #[test]
    fn among_working_days_late_means_more_days_than_the_limit(clock in clocks_of_working_days(), number in 0..40_u32, later in 0..80) {
        let (calendar, mut clock) = (national(), clock);
        let finished = calendar.add(last_entry(&clock), later);
        clock.finish(finished).unwrap();
        let verdict = match clock.counted(&calendar, finished).saturating_sub(number) {
            0 => Verdict::InTime,
            by => Verdict::Late { by },
        };
        prop_assert_eq!(clock.verdict(&calendar, &Limit::working(number, "rule")), Some(verdict));
    }

    #[test]
    fn a_verdict_is_the_light_it_ended_with(clock in clocks(), limit in limits(), later in 0..60) {
        let calendar = national();
        let mut clock = clock;
        let finished = last_entry(&clock).plus(later);
        clock.finish(finished).unwrap();
        let red = match clock.verdict(&calendar, &limit).unwrap() {
            Verdict::InTime => Light::Green,
            Verdict::Late { by } => Light::Red { late_by: by },
        };
        for today in [finished, finished.plus(1), finished.plus(400)] {
            prop_assert_eq!(light(&clock, &limit, &calendar, today), red);
        }
    }

    #[test]
    fn lights_only_darken_while_a_clock_runs(start in days(), limit in limits()) {
        let (calendar, clock) = (national(), Clock::start(start));
        let darkness = |today| match light(&clock, &limit, &calendar, today) {
            Light::Green => 0,
            Light::Yellow => 1,
            Light::Red { late_by } => 1 + late_by,
            Light::Blue => u32::MAX,
        };
        let shades: Vec<u32> = start.through(start.plus(100)).map(darkness).collect();
        prop_assert!(shades.is_sorted());
    }

    #[test]
    fn a_ledger_is_read_as_it_is_written(clock in clocks()) {
        let written = serde_json::to_string(&clock).unwrap();
        prop_assert_eq!(serde_json::from_str::<Clock>(&written).unwrap(), clock);
    }
}

/// Days from which a thousand working days lead to no end of the calendar.
fn days() -> impl Strategy<Value = Day> {
    (day("2018-01-01").0..day("2046-01-01").0).prop_map(Day)
}

fn limits() -> impl Strategy<Value = Limit> {
    let unit = prop_oneof![Just(Unit::Working), Just(Unit::Calendar)];
    (0..60_u32, unit).prop_map(|(number, unit)| Limit {
        number,
        unit,
        ground: "rule".into(),
    })
}

/// Ledgers begun in 2026, with stops on two grounds that may overlap, the last perhaps still open.
fn clocks() -> impl Strategy<Value = Clock> {
    clocks_stepping(|today, days| today.plus(days))
}

/// The same, with every entry on a working day.
fn clocks_of_working_days() -> impl Strategy<Value = Clock> {
    clocks_stepping(|today, days| national().add(today, days))
}

fn clocks_stepping(step: fn(Day, i32) -> Day) -> impl Strategy<Value = Clock> {
    (0..20, vec((0..9, 0..5_u8), 0..10)).prop_map(move |(first, acts)| {
        let mut today = step(day("2026-01-26"), first);
        let mut clock = Clock::start(today);
        for (later, act) in acts {
            today = step(today, later);
            // What cannot be entered then is not.
            let _ = match act {
                0 => clock.stop(today, SPECIAL_PROCEDURE),
                1 => clock.stop(today, "等待踏勘"),
                2 => clock.resume_from(today, SPECIAL_PROCEDURE),
                3 => clock.resume_from(today, "等待踏勘"),
                _ => clock.resume(today),
            };
        }
        clock
    })
}

fn whole_time() -> impl Iterator<Item = Day> {
    day("2026-01-20").through(day("2026-06-30"))
}

fn last_entry(clock: &Clock) -> Day {
    let ends = clock
        .stoppings()
        .iter()
        .map(|one| one.resumed.unwrap_or(one.day).max(one.day));
    ends.fold(clock.started(), Day::max)
}

#[test]
fn a_revision_that_changes_nothing_moves_no_day() {
    let (calendar, same): (Calendar, Calendar) = (national(), national().with_days_off(&[]));
    for day in calendar.first().through(calendar.last()) {
        assert_eq!(calendar.ordinal(day), same.ordinal(day));
    }
}
