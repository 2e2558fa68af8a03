//! What clients measured.

use std::time::Duration;

/// The times of what was done within the window.
#[derive(Debug, Default)]
pub struct Figures {
    /// Of each transition.
    pub transitions: Times,
    /// Of each todo list.
    pub todo: Times,
    /// Of each case page.
    pub detail: Times,
    /// Of each dashboard.
    pub dashboard: Times,
}

impl Figures {
    /// Adds those of another client.
    pub fn add(&mut self, other: Self) {
        self.transitions.0.extend(other.transitions.0);
        self.todo.0.extend(other.todo.0);
        self.detail.0.extend(other.detail.0);
        self.dashboard.0.extend(other.dashboard.0);
    }
}

/// Times as they were taken.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// One more, if it counts.
    pub fn push_if(&mut self, counts: bool, time: Duration) {
        if counts {
            self.push(time);
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time in milliseconds that so large a part of them kept; 0 without any.
    pub fn quantile(&mut self, part: f64) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let last = self.0.len() - 1;
        let place = (part * last as f64).round() as usize;
        let (_, time, _) = self.0.select_nth_unstable(place.min(last));
        time.as_secs_f64() * 1_000.0
    }
}

/// The middle of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => 0.0,
        even if even.is_multiple_of(2) => f64::midpoint(figures[middle - 1], figures[middle]),
        _ => figures[middle],
    }
}

/// Half of the range that some figures span.
pub fn half_range(figures: &[f64]) -> f64 {
    let largest = figures.iter().copied().fold(f64::MIN, f64::max);
    let smallest = figures.iter().copied().fold(f64::MAX, f64::min);
    if figures.is_empty() { 0.0 } else { (largest - smallest) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_taken() {
        let mut times = Times((1..=101).map(Duration::from_millis).collect());
        assert_eq!(
            (times.quantile(0.5), times.quantile(0.99), times.quantile(1.0)),
            (51.0, 100.0, 101.0)
        );
        assert_eq!(Times::default().quantile(0.5), 0.0);
    }

    #[test]
    fn the_median_of_three_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![3.0, 1.0]), 2.0);
        assert_eq!(half_range(&[3.0, 1.0, 2.0]), 1.0);
    }
}
