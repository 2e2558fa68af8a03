//! Where days are lost: how many working days each organ took for each step, counted when the step was done.
//!
//! One row for each number of days that a step took at an organ in a quarter, with how often: a histogram, from which rates
//! and medians are read without looking at any application.

use std::collections::BTreeMap;

use calendar::{Day, Verdict};
use identity::RegionCode;
use ledger::{Ledger, Rows, Sums, Table, Unavailable, values};
use procedure::definition::StepKind;

use crate::record::Application;
use crate::record::state::StepState;

/// The histogram.
pub(super) const STEP_DAYS: Table = Table {
    name: "step_days",
    version: 2,
    create: "
        CREATE TABLE step_days (
            city BIGINT NOT NULL, county BIGINT NOT NULL, quarter BIGINT NOT NULL, organ TEXT NOT NULL, item TEXT NOT NULL, step TEXT NOT NULL,
            promised BIGINT NOT NULL, days BIGINT NOT NULL, n BIGINT NOT NULL, late BIGINT NOT NULL, lost BIGINT NOT NULL,
            PRIMARY KEY (city, county, quarter, organ, item, step, promised, days));",
};

/// A quarter of a year, counted from year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(pub i32);

impl Quarter {
    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let quarter = i32::try_from((day.month() - 1) / 3).unwrap_or(0);
        Self(day.year() * 4 + quarter)
    }

    /// The three before and itself: a year that ends with it.
    #[must_use]
    pub fn year_up_to(self) -> std::ops::RangeInclusive<i32> {
        self.0 - 3..=self.0
    }
}

/// What a step took at an organ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepTime {
    /// Whose desk.
    pub organ: String,
    /// The item.
    pub item: String,
    /// The step.
    pub step: String,
    /// The promised limit in days; the longest, if it was changed.
    pub promised: u32,
    /// How often it was done.
    pub n: u64,
    /// How often late.
    pub late: u64,
    /// Working days that it took in all.
    pub days: u64,
    /// Half of them took at most so many.
    pub median: u32,
    /// Days beyond the limit in all, as the verdicts on the steps have them: a term that was extended by law is not exceeded
    /// before its new end.
    pub lost: u64,
}

/// A step as the histogram counts it.
struct Counted<'a> {
    quarter: Quarter,
    step: &'a StepState,
    days: u32,
    verdict: Verdict,
}

fn counted(step: &StepState) -> Option<Counted<'_>> {
    let (measured, verdict) = step.measured.zip(step.verdict)?;
    // A public notice takes its length: nobody can lose a day with it.
    (step.planned.kind != StepKind::PublicNotice).then_some(Counted {
        quarter: Quarter::of(measured.day),
        step,
        days: measured.counted,
        verdict,
    })
}

pub(super) fn rows(before: &Application, after: &Application, rows: &mut Rows) {
    let Some(filing) = &after.filing else { return };
    let county = filing.region.county();
    for (known, step) in after.steps_unlike(before) {
        if known.is_some_and(|known| known.measured == step.measured && known.verdict == step.verdict) {
            continue;
        }
        if let Some(was) = known.and_then(counted) {
            add(county, &was, -1, rows);
        }
        if let Some(is) = counted(step) {
            add(county, &is, 1, rows);
        }
    }
}

const DAYS: Sums = Sums {
    add: "INSERT INTO step_days (city, county, quarter, organ, item, step, promised, days, n, late, lost)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
          ON CONFLICT (city, county, quarter, organ, item, step, promised, days)
          DO UPDATE SET n = step_days.n + excluded.n, late = step_days.late + excluded.late, lost = step_days.lost + excluded.lost",
    clear: None,
};

fn add(county: RegionCode, counted: &Counted<'_>, by: i64, rows: &mut Rows) {
    let planned = &counted.step.planned;
    let (late, lost) = match counted.verdict {
        Verdict::InTime => (0, 0),
        Verdict::Late { by: days } => (by, by * i64::from(days)),
    };
    rows.add(
        &DAYS,
        values![
            rows.city(),
            county,
            counted.quarter.0,
            planned.organ.as_str(),
            planned.item.as_str(),
            planned.step.as_str(),
            planned.limit.number,
            counted.days
        ],
        &[by, late, lost],
    );
}

/// What steps took in some counties within some quarters, by organ and step.
///
/// # Errors
/// When the store cannot be read.
pub async fn step_times(
    ledger: &Ledger,
    counties: &[RegionCode],
    quarters: std::ops::RangeInclusive<i32>,
) -> Result<Vec<StepTime>, Unavailable> {
    let mut values = values![ledger.city(), *quarters.start(), *quarters.end()];
    let mut places = Vec::new();
    for county in counties {
        values.push((*county).into());
        places.push(format!("${}", values.len()));
    }
    let sql = format!(
        "SELECT organ, item, step, promised, days, SUM(n), SUM(late), SUM(lost) FROM step_days
         WHERE city = $1 AND quarter BETWEEN $2 AND $3 AND county IN ({}) GROUP BY organ, item, step, promised, days HAVING SUM(n) > 0",
        places.join(", ")
    );
    let mut histograms: BTreeMap<(String, String, String), Histogram> = BTreeMap::new();
    for row in ledger.query(sql, values).await? {
        let key = (row.get(0)?, row.get(1)?, row.get(2)?);
        histograms
            .entry(key)
            .or_default()
            .add(row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?);
    }
    Ok(histograms
        .into_iter()
        .map(|((organ, item, step), histogram)| histogram.time(organ, item, step))
        .collect())
}

#[derive(Default)]
struct Histogram {
    promised: u32,
    late: u64,
    lost: u64,
    by_days: BTreeMap<u32, u64>,
}

impl Histogram {
    fn add(&mut self, promised: u32, days: u32, n: u64, late: u64, lost: u64) {
        self.promised = self.promised.max(promised);
        self.late += late;
        self.lost += lost;
        *self.by_days.entry(days).or_default() += n;
    }

    fn time(self, organ: String, item: String, step: String) -> StepTime {
        let n: u64 = self.by_days.values().sum();
        StepTime {
            organ,
            item,
            step,
            promised: self.promised,
            n,
            late: self.late,
            days: self.by_days.iter().map(|(days, n)| u64::from(*days) * n).sum(),
            median: median(&self.by_days, n),
            lost: self.lost,
        }
    }
}

/// The smallest number of days that at least half took.
fn median(by_days: &BTreeMap<u32, u64>, n: u64) -> u32 {
    let mut so_far = 0;
    for (days, often) in by_days {
        so_far += often;
        if so_far * 2 >= n {
            return *days;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_what_at_least_half_took() {
        for (by_days, expected) in [
            (vec![(3, 1)], 3),
            (vec![(1, 1), (9, 1)], 1),
            (vec![(1, 1), (2, 1), (9, 1)], 2),
            (vec![(1, 1), (5, 3), (30, 1)], 5),
            (vec![], 0),
        ] {
            let by_days: BTreeMap<u32, u64> = by_days.into_iter().collect();
            assert_eq!(median(&by_days, by_days.values().sum()), expected, "{by_days:?}");
        }
    }

    #[test]
    fn a_year_of_quarters_ends_with_the_present_one() {
        let quarter = Quarter::of(Day::new(2026, 2, 3).unwrap());
        assert_eq!(quarter, Quarter(2026 * 4));
        assert_eq!(quarter.year_up_to(), 2025 * 4 + 1..=2026 * 4);
    }
}
