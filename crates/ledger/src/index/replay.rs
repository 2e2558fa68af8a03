//! The log told again, command by command.

use identity::{RecordId, RegionCode};

use crate::engine::{Fault, Source};
use crate::leaf::Leaf;
use crate::receipt::Stamp;
use crate::record::Record;
use crate::values;

/// One command as it is told again: all its events are in.
pub(crate) struct Command<R: Record> {
    pub(crate) record: RecordId,
    pub(crate) origin: u64,
    actor: String,
    key: String,
    pub(crate) before: R::State,
    pub(crate) after: R::State,
    pub(crate) stamp: Stamp,
}

/// Without the index, SQLite would sort the whole log.
const EVENTS: &str =
    "SELECT leaf, origin FROM event INDEXED BY event_of_record WHERE city = $1 AND kind = $2 ORDER BY origin, version";

/// Tells every command of a kind again: records one after the other, each from its first event, so that only one state is
/// in memory. Events belong to one command when they follow each other under one actor's key.
pub(crate) fn replay<R: Record>(
    log: &dyn Source,
    city: RegionCode,
    mut tell: impl FnMut(&Command<R>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut current: Option<Command<R>> = None;
    log.each(EVENTS, &values![city, R::KIND], &mut |row| {
        let text = row.leaf(0)?;
        let leaf = Leaf::read(&text)?;
        let event = leaf.event::<R>()?;
        let mut command = match current.take() {
            Some(command) if command.is_of(&leaf) => command,
            finished => {
                if let Some(finished) = &finished {
                    tell(finished)?;
                }
                Command::begin(finished, &leaf, row.get(1)?)
            }
        };
        command.stamp = leaf.stamp();
        R::apply(&mut command.after, &event, &command.stamp);
        current = Some(command);
        Ok(())
    })?;
    current.map_or(Ok(()), |last| tell(&last))
}

impl<R: Record> Command<R> {
    fn begin(finished: Option<Self>, leaf: &Leaf<'_>, origin: u64) -> Self {
        let before = finished
            .filter(|finished| finished.record == leaf.record)
            .map(|finished| finished.after);
        let before = before.unwrap_or_default();
        Self {
            record: leaf.record,
            origin,
            actor: leaf.actor.clone(),
            key: leaf.key.clone(),
            after: before.clone(),
            before,
            stamp: leaf.stamp(),
        }
    }

    fn is_of(&self, leaf: &Leaf<'_>) -> bool {
        self.record == leaf.record && self.actor == leaf.actor && self.key == leaf.key
    }
}
