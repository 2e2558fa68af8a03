//! What witnesses say of the log's heads.

use std::str::FromStr;

use calendar::{Day, Moment};
use proof::VerifyingKey;

use super::SignedHead;

/// A head that a witness has countersigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// The witness.
    pub witness: VerifyingKey,
    /// The head; under its note stand the log's signature and the witness's.
    pub signed: SignedHead,
    /// When the witness signed, by its own clock.
    pub at: Moment,
}

/// The head by which a day is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHead {
    /// The day.
    pub day: Day,
    /// The longest head of the day that a witness has countersigned; the last of the day if none has. Under its note stand the log's
    /// signature and those of all witnesses of this very head.
    pub signed: SignedHead,
    /// Who has countersigned it, and when.
    pub witnesses: Vec<(VerifyingKey, Moment)>,
}

/// How a witness stands to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessStanding {
    /// The witness.
    pub witness: VerifyingKey,
    /// What it countersigned last.
    pub last: Option<Cosigned>,
    /// That it refuses to countersign.
    pub refusal: Option<Refusal>,
}

/// A witness refuses to countersign: the log is not what it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Since when.
    pub at: Moment,
    /// How long the log was that it refused.
    pub size: u64,
    /// Why.
    pub reason: RefusalReason,
}

/// Why a witness refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// The log does not go on from what it has countersigned: somebody has rewritten it.
    Rewritten,
    /// It has countersigned a longer log than this one: events are missing, or an old copy was put back.
    Shorter,
}

impl RefusalReason {
    /// The word for it in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rewritten => "rewritten",
            Self::Shorter => "shorter",
        }
    }
}

impl FromStr for RefusalReason {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Rewritten, Self::Shorter]
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or(())
    }
}
