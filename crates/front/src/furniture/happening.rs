//! One line of what happened.

use crate::{Texts, texts::dates};
use calendar::{Day, Moment};

/// Something that happened, as a timeline shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// 今天 09:12
    pub time: String,
    /// The same for machines.
    pub machine_time: String,
    /// What happened, in a sentence.
    pub text: String,
    /// Where it leads; may be empty.
    pub address: String,
    /// Whether it was too late.
    pub late: bool,
}

impl Happening {
    /// Something that happened at `at`, told on `today`.
    pub fn new(texts: &Texts, at: Moment, today: Day, text: impl ToString) -> Happening {
        Happening {
            time: texts.moment_from(&at, &today),
            machine_time: dates::machine_time(&at),
            text: text.to_string(),
            address: String::new(),
            late: false,
        }
    }

    /// With a way to it.
    #[must_use]
    pub fn leading_to(mut self, address: impl Into<String>) -> Happening {
        self.address = address.into();
        self
    }
}
