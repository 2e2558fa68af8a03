//! The statutory holidays of a year whose arrangement is not published: what the law alone gives.
//!
//! 全国年节及纪念日放假办法 (国务院令第795号, in force since 2025-01-01), articles 2 and 6. The State
//! Council will lengthen some of them against weekends; until it does, the year is provisional.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Day;
use crate::lunar::MovableFeasts;

/// The days of rest which the law gives that year, besides weekends, with their holiday.
///
/// A holiday that falls on a weekend or meets another is made good on working days (article 6);
/// the law does not say on which: we take the next ones.
pub(crate) fn rest_days(year: i32) -> BTreeMap<Day, Arc<str>> {
    let mut rest = BTreeMap::new();
    for (name, days) in holidays(year) {
        let name: Arc<str> = name.into();
        let (clear, lost): (Vec<Day>, Vec<Day>) = days.into_iter().partition(|day| !day.is_weekend() && !rest.contains_key(day));
        rest.extend(clear.into_iter().map(|day| (day, name.clone())));
        for day in lost {
            rest.entry(day).or_insert_with(|| name.clone());
            rest.insert(next_clear(day, &rest), name.clone());
        }
    }
    rest
}

fn next_clear(after: Day, rest: &BTreeMap<Day, Arc<str>>) -> Day {
    let mut day = after.next();
    while day.is_weekend() || rest.contains_key(&day) {
        day = day.next();
    }
    day
}

/// Thirteen days (article 2), in the order of the year.
fn holidays(year: i32) -> Vec<(&'static str, Vec<Day>)> {
    let fixed = |month, day| Day::new(year, month, day);
    let feasts = MovableFeasts::of(year);
    let from = |first: Option<Day>, days: i32| -> Vec<Day> {
        first
            .map(|first| first.through(first.plus(days - 1)).collect())
            .unwrap_or_default()
    };
    vec![
        ("元旦", from(fixed(1, 1), 1)),
        ("春节", from(feasts.map(|feasts| feasts.spring_festival.plus(-1)), 4)),
        ("清明节", from(feasts.map(|feasts| feasts.qingming), 1)),
        ("劳动节", from(fixed(5, 1), 2)),
        ("端午节", from(feasts.map(|feasts| feasts.dragon_boat), 1)),
        ("国庆节", from(fixed(10, 1), 3)),
        ("中秋节", from(feasts.map(|feasts| feasts.mid_autumn), 1)),
    ]
}
