//! The leaf: the canonical JSON of one event, which is what the city's log proves.
//!
//! `{actor, at, capacity, city, data, key, kind, record, release, sealed, type, v, version}`, without a position. `v` names
//! the format of the leaf, the hash suite and the version of the record's events: `1.sha256.3`.

mod packing;

use std::borrow::Cow;
use std::collections::BTreeMap;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::canonical;
use crate::digest::sha256;
use crate::error::Unavailable;
use crate::receipt::{Entry, Stamp};
use crate::record::Record;

pub(crate) use packing::pack;
pub use packing::unpack;

/// Format 1 of the leaf, with SHA-256.
const SUITE: &str = "1.sha256.";

/// Begins what a personal value is hashed with, so that no other hash can be taken for it.
const FIELD: &[u8] = b"zhoudao-field";

/// The random bytes that keep a personal value from being guessed from its hash.
pub(crate) const SALT_BYTES: usize = 16;

/// The bytes of a leaf beside its data, as a first guess.
const LEAF_BYTES_USUAL: usize = 512;

/// What the events of one command have in common.
pub(crate) struct Heading<'a> {
    pub(crate) city: RegionCode,
    pub(crate) record: RecordId,
    pub(crate) key: &'a str,
}

/// The hash by which an event vouches for a value in the vault.
pub(crate) fn seal_digest(salt: &[u8; SALT_BYTES], canonical_value: &[u8]) -> [u8; 32] {
    sha256(&[FIELD, salt, canonical_value])
}

/// Writes the leaf of an event.
pub(crate) fn write<R: Record>(
    heading: &Heading<'_>,
    event: &R::Event,
    stamp: &Stamp,
    sealed: &BTreeMap<&str, String>,
) -> Result<String, Unwritable> {
    let event = String::from_utf8(canonical::to_vec(event)?).map_err(|_| Unwritable::Shape)?;
    let (data, event_type) = split(&event).ok_or(Unwritable::Shape)?;
    let mut leaf = Vec::with_capacity(data.len() + LEAF_BYTES_USUAL);
    property(&mut leaf, "{\"actor\":", &stamp.actor)?;
    property(&mut leaf, ",\"at\":", &stamp.at)?;
    property(&mut leaf, ",\"capacity\":", &stamp.capacity)?;
    property(&mut leaf, ",\"city\":", &heading.city)?;
    leaf.extend_from_slice(b",\"data\":");
    leaf.extend_from_slice(data.as_bytes());
    property(&mut leaf, ",\"key\":", heading.key)?;
    property(&mut leaf, ",\"kind\":", R::KIND)?;
    property(&mut leaf, ",\"record\":", &heading.record)?;
    property(&mut leaf, ",\"release\":", &stamp.release)?;
    property(&mut leaf, ",\"sealed\":", sealed)?;
    property(&mut leaf, ",\"type\":", event_type)?;
    property(&mut leaf, ",\"v\":", &format!("{SUITE}{}", R::EVENT_VERSION))?;
    property(&mut leaf, ",\"version\":", &stamp.version)?;
    leaf.push(b'}');
    String::from_utf8(leaf).map_err(|_| Unwritable::Shape)
}

/// Why an event cannot become a leaf: a fault of the room that wrote it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    #[error("an event cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("an event is not of the form {{\"type\": …, \"data\": …}}")]
    Shape,
}

fn property(leaf: &mut Vec<u8>, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Unwritable> {
    leaf.extend_from_slice(name.as_bytes());
    Ok(canonical::write(leaf, value)?)
}

/// Data and type of a canonical event, `{"data":…,"type":"…"}` or `{"type":"…"}`. A type is an identifier: the last
/// `"type":"` of the text begins it.
fn split(event: &str) -> Option<(&str, &str)> {
    let inside = event.strip_prefix('{')?.strip_suffix("\"}")?;
    let (data, event_type) = match inside.strip_prefix("\"data\":") {
        Some(rest) => rest.rsplit_once(",\"type\":\"")?,
        None => ("null", inside.strip_prefix("\"type\":\"")?),
    };
    let is_identifier = event_type
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let is_one_value = !cfg!(debug_assertions) || serde_json::from_str::<&RawValue>(data).is_ok();
    (is_identifier && is_one_value).then_some((data, event_type))
}

/// A leaf as it is read.
#[derive(Deserialize)]
pub(crate) struct Leaf<'a> {
    #[serde(borrow)]
    v: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) kind: Cow<'a, str>,
    pub(crate) record: RecordId,
    pub(crate) version: u64,
    #[serde(borrow, rename = "type")]
    pub(crate) event_type: Cow<'a, str>,
    pub(crate) at: Moment,
    pub(crate) actor: String,
    capacity: String,
    release: String,
    pub(crate) key: String,
    #[serde(borrow)]
    data: &'a RawValue,
    pub(crate) sealed: BTreeMap<String, String>,
}

impl<'a> Leaf<'a> {
    /// Reads a leaf.
    pub(crate) fn read(text: &'a str) -> Result<Self, Unavailable> {
        serde_json::from_str(text).map_err(|error| Unavailable(format!("an event of the log cannot be read: {error}")))
    }

    /// The version in which its event is written.
    fn event_version(&self) -> Result<u32, Unavailable> {
        let version = self.v.strip_prefix(SUITE).and_then(|version| version.parse().ok());
        version.ok_or_else(|| Unavailable(format!("an event of the log has the unknown format {:?}", self.v)))
    }

    /// The event, brought to today's version.
    pub(crate) fn event<R: Record>(&self) -> Result<R::Event, Unavailable> {
        let written = self.event_version()?;
        if written > R::EVENT_VERSION {
            return Err(Unavailable(format!("an event of {} was written by a newer program", R::KIND)));
        }
        if written < R::EVENT_VERSION {
            let data = serde_json::from_str(self.data.get()).map_err(|error| unreadable::<R>(&self.event_type, &error))?;
            return today::<R>(written, &self.event_type, &data);
        }
        let event = format!("{{\"data\":{},\"type\":\"{}\"}}", self.data.get(), self.event_type);
        serde_json::from_str(&event).map_err(|error| unreadable::<R>(&self.event_type, &error))
    }

    /// What `apply` and `rows` see beside the event.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            version: self.version,
            at: self.at,
            actor: self.actor.clone(),
            capacity: self.capacity.clone(),
            release: self.release.clone(),
        }
    }

    /// The entry at that position of the log.
    pub(crate) fn into_entry(self, position: u64) -> Result<Entry, Unavailable> {
        let data = serde_json::from_str(self.data.get());
        Ok(Entry {
            position,
            event_version: self.event_version()?,
            data: data.map_err(|error| Unavailable(format!("an event of the log cannot be read: {error}")))?,
            kind: self.kind.into_owned(),
            record: self.record,
            version: self.version,
            event_type: self.event_type.into_owned(),
            at: self.at,
            actor: self.actor,
            capacity: self.capacity,
            release: self.release,
            key: self.key,
            sealed: self.sealed,
        })
    }
}

/// An event as it was read in that version, brought to today's.
pub(crate) fn today<R: Record>(written: u32, event_type: &str, data: &Value) -> Result<R::Event, Unavailable> {
    let event = json!({ "type": event_type, "data": data });
    let event = (written..R::EVENT_VERSION).fold(event, |event, version| R::upcast(version, event));
    serde_json::from_value(event).map_err(|error| unreadable::<R>(event_type, &error))
}

fn unreadable<R: Record>(event_type: &str, error: &serde_json::Error) -> Unavailable {
    Unavailable(format!("an event {event_type} of {} cannot be read: {error}", R::KIND))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn an_event_is_split_into_its_data_and_its_type() {
        for (event, parts) in [
            (r#"{"type":"closed"}"#, Some(("null", "closed"))),
            (r#"{"data":{"n":1},"type":"added"}"#, Some((r#"{"n":1}"#, "added"))),
            (
                r#"{"data":",\"type\":\"no\"","type":"said"}"#,
                Some((r#"",\"type\":\"no\"""#, "said")),
            ),
            (r#"{"data":1,"other":2,"type":"x"}"#, None),
            (r#""closed""#, None),
            (r#"{"closed":1}"#, None),
        ] {
            assert_eq!(split(event), parts, "{event}");
        }
    }
}
