//! What is known of a committed command.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::Moment;
use identity::RecordId;

use crate::error::Unavailable;
use crate::key::Key;
use crate::leaf;
use crate::record::Record;

/// Where and when an event was written: what `apply` and `rows` see of it beside its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The record's version after the event; the first is 1.
    pub version: u64,
    /// When it was decided.
    pub at: Moment,
    /// Who: an account, `timer`, `reaction:NAME`, `seed`.
    pub actor: String,
    /// In which capacity: `person`, `enterprise:…`, `post:…`.
    pub capacity: String,
    /// The release of the city pack in force.
    pub release: String,
}

/// The answer to a committed command.
#[derive(Clone, Debug)]
pub struct Receipt<S> {
    /// The record.
    pub record: RecordId,
    /// Its version after the command.
    pub version: u64,
    /// When it was decided.
    pub at: Moment,
    /// The position in the log of the command's last event.
    pub position: u64,
    /// The state at that version.
    pub state: Arc<S>,
    /// Whether the command had been committed before under the same key.
    pub replayed: bool,
}

/// A record as last committed.
#[derive(Clone, Debug)]
pub struct Snapshot<S> {
    /// Its version.
    pub version: u64,
    /// Its state.
    pub state: Arc<S>,
}

/// One event of the log, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The position in the city's log.
    pub position: u64,
    /// The kind of record.
    pub kind: String,
    /// The record.
    pub record: RecordId,
    /// The record's version after the event.
    pub version: u64,
    /// What happened: the event's `type`.
    pub event_type: String,
    /// The event's `data`; null when it has none.
    pub data: serde_json::Value,
    /// The version of the record's events in which `data` is written.
    pub event_version: u32,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// In which capacity.
    pub capacity: String,
    /// The release of the city pack in force.
    pub release: String,
    /// The idempotency key of the command.
    pub key: String,
    /// Vault path → hash of salt and value.
    pub sealed: BTreeMap<String, String>,
}

impl Entry {
    /// The event, brought to today's version of its kind; none if it is an event of another kind.
    pub fn event<R: Record>(&self) -> Result<Option<R::Event>, Unavailable> {
        let is_of_kind = self.kind == R::KIND;
        is_of_kind
            .then(|| leaf::today::<R>(self.event_version, &self.event_type, &self.data))
            .transpose()
    }

    /// What `apply` sees beside the event.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            version: self.version,
            at: self.at,
            actor: self.actor.clone(),
            capacity: self.capacity.clone(),
            release: self.release.clone(),
        }
    }

    /// The key under which a reaction of that name issues the command that follows from this event.
    pub fn key(&self, name: &str) -> Key {
        Key::derived(&[name, &self.record.to_string(), &self.version.to_string()])
    }
}

/// Told to whoever watches, after the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The position of the event.
    pub position: u64,
    /// The kind of record.
    pub kind: &'static str,
    /// The record.
    pub record: RecordId,
    /// Its version after the event.
    pub version: u64,
}
