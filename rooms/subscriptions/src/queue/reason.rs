//! What was in the way of an event the last time, as it is written down and read again.

use std::fmt;

use webhook::Obstacle;

/// What was in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something between here and the receiver, or what it answered.
    Obstacle(Obstacle),
    /// The log has no such event.
    NoEvent,
    /// Address or secret of the receiver were erased.
    NoReceiver,
}

impl Reason {
    pub(crate) fn word(self) -> String {
        match self {
            Self::Obstacle(obstacle) => obstacle.word(),
            Self::NoEvent => "no-event".to_owned(),
            Self::NoReceiver => "no-receiver".to_owned(),
        }
    }

    /// None where nothing was in the way.
    pub(super) fn read(word: &str) -> Option<Self> {
        match word {
            "no-event" => Some(Self::NoEvent),
            "no-receiver" => Some(Self::NoReceiver),
            word => word.parse().ok().map(Self::Obstacle),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Obstacle(obstacle) => obstacle.fmt(formatter),
            Self::NoEvent => formatter.write_str("the log has no such event"),
            Self::NoReceiver => formatter.write_str("address or secret of the receiver were erased"),
        }
    }
}

impl From<Obstacle> for Reason {
    fn from(obstacle: Obstacle) -> Self {
        Self::Obstacle(obstacle)
    }
}
