//! What is to happen at a point, and when.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::Point;
use crate::engine::Fault;
use crate::error::Unavailable;
use crate::shared::locked;

/// How long a process is held up.
const HOLD: Duration = Duration::from_millis(500);

/// What happens at a point when it is passed for that time: written `POINT:PASSING:STRIKE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arming {
    point: Point,
    passing: u32,
    strike: Strike,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// The process ends at once, as by kill -9: nothing is unwound, closed or said.
    End,
    /// The thread stands still for half a second.
    Hold,
    /// What is done there is answered as if the disk or the database had failed.
    Fail,
}

/// Why something cannot be armed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchArming {
    /// It is not written as it must be.
    #[error("write POINT:PASSING:STRIKE, such as commit.done:3:end; the strikes are end, hold and fail")]
    Form,
    /// There is no such point.
    #[error("there is no point {0:?}")]
    Point(String),
    /// Nothing can fail there.
    #[error("nothing can fail at {0}: end or hold it")]
    CannotFail(&'static str),
}

/// The fault that is met where a point was armed to fail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Struck(Point);

struct Watch {
    passed: BTreeMap<Point, u32>,
    armed: Option<Arming>,
}

static IS_WATCHED: AtomicBool = AtomicBool::new(false);
static WATCH: Mutex<Watch> = Mutex::new(Watch {
    passed: BTreeMap::new(),
    armed: None,
});

impl Arming {
    /// That strike at the point's passing of that number, counted from one.
    ///
    /// # Errors
    /// When nothing can fail there, or the number is zero.
    pub fn new(point: Point, passing: u32, strike: Strike) -> Result<Self, NoSuchArming> {
        match strike {
            Strike::Fail if !point.can_fail() => Err(NoSuchArming::CannotFail(point.name())),
            Strike::End | Strike::Hold | Strike::Fail if passing == 0 => Err(NoSuchArming::Form),
            Strike::End | Strike::Hold | Strike::Fail => Ok(Self { point, passing, strike }),
        }
    }

    /// Arms this process, once: what was armed before is not any more.
    pub fn arm(self) {
        locked(&WATCH).armed = Some(self);
        watch();
    }
}

impl fmt::Display for Arming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let strike = match self.strike {
            Strike::End => "end",
            Strike::Hold => "hold",
            Strike::Fail => "fail",
        };
        write!(formatter, "{}:{}:{strike}", self.point.name(), self.passing)
    }
}

impl FromStr for Arming {
    type Err = NoSuchArming;

    fn from_str(text: &str) -> Result<Self, NoSuchArming> {
        let parts: Vec<&str> = text.split(':').collect();
        let [name, passing, strike] = parts[..] else {
            return Err(NoSuchArming::Form);
        };
        let point = Point::ALL.iter().find(|point| point.name() == name);
        let point = point.ok_or_else(|| NoSuchArming::Point(name.to_owned()))?;
        let strike = match strike {
            "end" => Strike::End,
            "hold" => Strike::Hold,
            "fail" => Strike::Fail,
            _ => return Err(NoSuchArming::Form),
        };
        Self::new(*point, passing.parse().map_err(|_| NoSuchArming::Form)?, strike)
    }
}

#[inline]
pub(super) fn is_watched() -> bool {
    IS_WATCHED.load(Ordering::Relaxed)
}

pub(super) fn watch() {
    IS_WATCHED.store(true, Ordering::Relaxed);
}

pub(super) fn passed() -> BTreeMap<Point, u32> {
    locked(&WATCH).passed.clone()
}

#[cold]
pub(super) fn pass(point: Point) -> Result<(), Struck> {
    let struck = {
        let mut watch = locked(&WATCH);
        let passed = watch.passed.entry(point).or_default();
        *passed += 1;
        let passed = *passed;
        watch.armed.take_if(|armed| armed.point == point && armed.passing == passed)
    };
    struck.map_or(Ok(()), strike)
}

fn strike(arming: Arming) -> Result<(), Struck> {
    // To whoever armed the process: one that ends can say it in no other way.
    let _ = writeln!(io::stdout(), "\nstruck {arming}");
    match arming.strike {
        Strike::End => std::process::abort(),
        Strike::Hold => std::thread::sleep(HOLD),
        Strike::Fail => return Err(Struck(arming.point)),
    }
    Ok(())
}

impl fmt::Display for Struck {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the point {} was armed to fail; send it again", self.0.name())
    }
}

impl From<Struck> for Unavailable {
    fn from(struck: Struck) -> Self {
        Self(struck.to_string())
    }
}

impl From<Struck> for Fault {
    fn from(struck: Struck) -> Self {
        Self::Disk(struck.into())
    }
}

impl From<Struck> for io::Error {
    fn from(struck: Struck) -> Self {
        Self::other(struck.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_arming_is_read_as_it_is_written_and_every_name_is_its_points_own() {
        for point in Point::ALL {
            for strike in [Strike::End, Strike::Hold, Strike::Fail] {
                if let Ok(arming) = Arming::new(*point, 3, strike) {
                    assert_eq!(arming.to_string().parse(), Ok(arming));
                }
            }
        }
        assert_eq!("commit.done:0:end".parse::<Arming>(), Err(NoSuchArming::Form));
        assert_eq!(
            "nothing:1:end".parse::<Arming>(),
            Err(NoSuchArming::Point("nothing".to_owned()))
        );
        assert_eq!(
            "batch.taken:1:fail".parse::<Arming>(),
            Err(NoSuchArming::CannotFail("batch.taken"))
        );
    }
}
