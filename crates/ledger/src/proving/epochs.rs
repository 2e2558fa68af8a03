//! Epochs: each time the log is put back to an earlier position it goes on under another name, and its first event there says why.
//!
//! The tree stays one: what stood before that position keeps its place, its proofs and its heads. What stood behind it is gone, and whoever
//! holds evidence of it is told so, with the reason, instead of being told that the log was rewritten.

use calendar::Moment;
use identity::{RecordId, RegionCode};
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::decision::Decision;
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::receipt::Stamp;
use crate::record::Record;
use crate::rows::Rows;
use crate::values;

/// The first epoch: a city that was never put back.
pub(crate) const FIRST_EPOCH: u32 = 1;
/// The kind of the log's own record, which has no rows.
pub const OWN_KIND: &str = "log";
/// The longest reason, in characters: it stands in the log for good.
pub const REASON_CHARACTERS_MAX: usize = 500;

const EPOCHS: &str = "SELECT epoch.epoch, epoch.position, event.leaf FROM epoch
     LEFT JOIN event ON event.city = epoch.city AND event.position = epoch.position WHERE epoch.city = $1 ORDER BY epoch.epoch";

/// That the log was put back: what the first event of an epoch says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutBack {
    /// The epoch that begins with it.
    pub epoch: u32,
    /// The position to which the log was put back: what stood behind it is gone.
    pub position: u64,
    /// The last head that is known of the log as it was before, as it was signed; none if none was.
    pub old_head: Option<String>,
    /// Why.
    pub reason: String,
}

/// An epoch after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The position of its first event.
    pub begins: u64,
    /// When it began.
    pub at: Moment,
    /// What its first event says.
    pub put_back: PutBack,
}

/// The epochs after the first, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Epochs(Vec<Epoch>);

impl Epochs {
    /// Those of a database; a database that knows of none has none.
    pub(crate) fn read(source: &dyn Source, city: RegionCode) -> Result<Self, Fault> {
        if source.columns_of("epoch")?.is_empty() {
            return Ok(Self::default());
        }
        let mut read = Vec::new();
        for row in source.rows(EPOCHS, &values![city])? {
            let (number, begins): (u32, u64) = (row.get(0)?, row.get(1)?);
            let unfounded = || {
                Unavailable(format!(
                    "no event of the log says that its epoch {number} began: run zhoudao verify"
                ))
            };
            let text = row.leaf(2).map_err(|_| unfounded())?;
            let leaf = Leaf::read(&text)?;
            if leaf.kind != Log::KIND {
                return Err(unfounded().into());
            }
            let LogEvent::PutBack(put_back) = leaf.event::<Log>()?;
            if put_back.epoch != number || put_back.position + 1 != begins {
                return Err(unfounded().into());
            }
            let at = leaf.at;
            read.push(Epoch { begins, at, put_back });
        }
        Ok(Self(read))
    }

    /// The epoch in which the log is signed now.
    pub(crate) fn current(&self) -> u32 {
        self.0.last().map_or(FIRST_EPOCH, |last| last.put_back.epoch)
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Epoch] {
        &self.0
    }

    /// Whether the log was ever in an epoch.
    pub(crate) fn knows(&self, epoch: u32) -> bool {
        epoch == FIRST_EPOCH || self.0.iter().any(|known| known.put_back.epoch == epoch)
    }

    /// By which putting back the log lost what stood at a position in an epoch; none if it still stands there.
    pub(crate) fn lost_by(&self, epoch: u32, position: u64) -> Option<&Epoch> {
        let mut later = self.0.iter().filter(|later| later.put_back.epoch > epoch);
        later.find(|later| later.begins <= position)
    }

    /// Whether a log of that length can have been signed in an epoch.
    pub(crate) fn can_be_signed(&self, epoch: u32, size: u64) -> bool {
        let begins = match epoch {
            FIRST_EPOCH => Some(0),
            later => self
                .0
                .iter()
                .find(|known| known.put_back.epoch == later)
                .map(|known| known.begins),
        };
        begins.is_some_and(|begins| size >= begins) && self.lost_by(epoch, size).is_none()
    }
}

/// The log's own record: one for each time that it was put back.
pub(crate) struct Log;

/// What happens to the log itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub(crate) enum LogEvent {
    /// It was put back to an earlier position.
    PutBack(PutBack),
}

/// Nobody may ask the log for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a log is put back by zhoudao restore")]
pub(crate) struct NotAsked;

impl Record for Log {
    const KIND: &'static str = OWN_KIND;
    const EVENT_VERSION: u32 = 1;

    type State = Option<PutBack>;
    type Command = ();
    type Event = LogEvent;
    type Refusal = NotAsked;

    fn decide(_: &Self::State, (): (), _: &mut Context<'_>) -> Result<Decision<LogEvent>, NotAsked> {
        Err(NotAsked)
    }

    fn apply(state: &mut Self::State, LogEvent::PutBack(put_back): &LogEvent, _: &Stamp) {
        *state = Some(put_back.clone());
    }

    fn rows(_: RecordId, _: &Self::State, _: &Self::State, _: &Stamp, _: &mut Rows) {}
}
