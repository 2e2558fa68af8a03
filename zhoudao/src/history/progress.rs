//! How far a history has come, on the terminal.

use std::io::{IsTerminal, Write, stderr};
use std::time::Instant;

use calendar::Moment;

use super::Wish;

/// How wide the bar is.
const WIDTH: i64 = 30;
/// Without a terminal it is told in tenths.
const TENTHS: i64 = 10;

/// Whether anybody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    Told,
    Silent,
}

/// A bar on standard error, from the first moment of a history to its last.
pub struct Progress {
    telling: Telling,
    first: Moment,
    last: Moment,
    began: Instant,
    shown: i64,
    is_terminal: bool,
    applications: u32,
    submitted: u32,
}

impl Progress {
    /// Nothing has happened.
    pub fn new(wish: &Wish) -> Self {
        eprintln!(
            "zhoudao: a year in which nobody exists: {} applications, seed {}; --history 0 for a city without it",
            wish.applications, wish.seed
        );
        Self::telling(wish, Telling::Told)
    }

    /// The same, and nobody is told.
    pub fn silent(wish: &Wish) -> Self {
        Self::telling(wish, Telling::Silent)
    }

    fn telling(wish: &Wish, telling: Telling) -> Self {
        Self {
            telling,
            first: wish.first(),
            last: wish.until,
            began: Instant::now(),
            shown: -1,
            is_terminal: stderr().is_terminal(),
            applications: wish.applications,
            submitted: 0,
        }
    }

    /// One more application has been submitted.
    pub fn submitted(&mut self) {
        self.submitted += 1;
    }

    /// It is that moment.
    pub fn at(&mut self, now: Moment) {
        let steps = if self.is_terminal {
            now.day().since(self.first.day()).into()
        } else {
            self.tenth(now)
        };
        if steps == self.shown || self.telling == Telling::Silent {
            return;
        }
        self.shown = steps;
        let seconds = self.began.elapsed().as_secs_f64();
        let line = format!("{}  {} of {}  {seconds:.0} s", now.day(), self.submitted, self.applications);
        if self.is_terminal {
            let full = usize::try_from(WIDTH * self.passed(now) / self.whole()).unwrap_or(0);
            let empty = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(full);
            eprint!("\r  {}{}  {line} ", "█".repeat(full), "░".repeat(empty));
            // A bar that cannot be drawn harms nothing.
            let _ = stderr().flush();
        } else {
            eprintln!("  {line}");
        }
    }

    /// It is over.
    pub fn end(&self) {
        if self.is_terminal {
            eprintln!();
        }
        let seconds = self.began.elapsed().as_secs_f64();
        eprintln!(
            "zhoudao: {} applications in {seconds:.1} s, {:.0} a minute",
            self.submitted,
            f64::from(self.submitted) * 60.0 / seconds.max(f64::MIN_POSITIVE)
        );
    }

    fn tenth(&self, now: Moment) -> i64 {
        TENTHS * self.passed(now) / self.whole()
    }

    fn passed(&self, now: Moment) -> i64 {
        (now.0 - self.first.0).max(0)
    }

    fn whole(&self) -> i64 {
        (self.last.0 - self.first.0).max(1)
    }
}
