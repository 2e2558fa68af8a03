//! What was in the way of an event.

use std::str::FromStr;

/// What was in the way. The texts hold nothing personal and no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// It took too long.
    #[error("the receiver did not answer in time")]
    Slow,
    /// Nobody knows its name.
    #[error("the receiver's name is not known")]
    NameUnknown,
    /// It is where the operator lets nothing go.
    #[error("the receiver is in a private network that the operator has not allowed (--events-to)")]
    Private,
    /// Nobody answers there.
    #[error("the receiver cannot be reached")]
    Unreachable,
    /// Its certificate, or how it encrypts.
    #[error("the receiver cannot be spoken to by TLS")]
    Untrusted,
    /// It broke off.
    #[error("the connection to the receiver broke")]
    Broken,
    /// It answered with a status that takes nothing.
    #[error("the receiver answered {0}")]
    Answered(u16),
    /// It wants no events any more.
    #[error("the receiver is gone (410)")]
    Gone,
    /// The address cannot stand in a request.
    #[error("the request cannot be written")]
    Unwritable,
}

/// A word that names no obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no obstacle")]
pub struct UnknownObstacle;

impl Obstacle {
    /// All but the answers, which have a status each.
    const NAMED: [Self; 8] = [
        Self::Slow,
        Self::NameUnknown,
        Self::Private,
        Self::Unreachable,
        Self::Untrusted,
        Self::Broken,
        Self::Gone,
        Self::Unwritable,
    ];

    /// As it is written down: `slow`, `answered 503`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Slow => "slow".to_owned(),
            Self::NameUnknown => "name-unknown".to_owned(),
            Self::Private => "private".to_owned(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::Untrusted => "untrusted".to_owned(),
            Self::Broken => "broken".to_owned(),
            Self::Answered(status) => format!("answered {status}"),
            Self::Gone => "gone".to_owned(),
            Self::Unwritable => "unwritable".to_owned(),
        }
    }
}

impl FromStr for Obstacle {
    type Err = UnknownObstacle;

    fn from_str(word: &str) -> Result<Self, UnknownObstacle> {
        if let Some(status) = word.strip_prefix("answered ") {
            return status.parse().map(Self::Answered).map_err(|_| UnknownObstacle);
        }
        Self::NAMED
            .into_iter()
            .find(|obstacle| obstacle.word() == word)
            .ok_or(UnknownObstacle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_again() {
        for obstacle in Obstacle::NAMED.into_iter().chain([Obstacle::Answered(503)]) {
            assert_eq!(obstacle.word().parse(), Ok(obstacle));
        }
        assert_eq!("answered maybe".parse::<Obstacle>(), Err(UnknownObstacle));
        assert_eq!("".parse::<Obstacle>(), Err(UnknownObstacle));
    }
}
