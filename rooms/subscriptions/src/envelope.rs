//! An event of the log as it leaves the house.
//!
//! What goes: the event's data, which holds nothing personal, with every account in it under a pseudonym of this subscription's own,
//! so that two receivers cannot put together what they know of a person. What stays: who acted, in which capacity, under which key,
//! and the digests of the vault. Personal values go only by the terms of the subscription.

use std::collections::{BTreeMap, BTreeSet};

use identity::RecordId;
use ledger::{Entry, Ledger, Unavailable};
use people::Account;
use serde_json::{Map, Value, json};
use webhook::CloudEvent;

use crate::record::{Subscription, Terms};

/// What the type of every event begins with.
const TYPE_PREFIX: &str = "zhoudao";
/// The digits of an identifier.
const IDENTIFIER_DIGITS: usize = 32;
/// What pseudonyms are made for.
const PSEUDONYM: &str = "subscription-pseudonym";

/// What goes along of the vault.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Personal {
    pub(crate) fields: BTreeMap<String, Value>,
    pub(crate) purpose: String,
    pub(crate) basis: String,
}

/// The identifier of a delivery: the same at every attempt, of every receiver.
pub(crate) fn delivery_id(ledger: &Ledger, position: u64) -> String {
    identifier(ledger, position, '-')
}

/// The identifier of an event, which names it for ever: where the log was put back, other events stand at positions of which something
/// was told before, and the epoch tells them apart.
fn identifier(ledger: &Ledger, position: u64, between: char) -> String {
    let city = ledger.city();
    let begun = ledger.epochs().iter().rev().find(|epoch| epoch.begins <= position);
    match begun {
        Some(epoch) => format!("{city}{between}{}{between}{position}", epoch.put_back.epoch),
        None => format!("{city}{between}{position}"),
    }
}

/// The personal values of an event that the terms of a subscription let go; none where there are none.
pub(crate) async fn personal(
    ledger: &Ledger,
    subscription: &Subscription,
    entry: &Entry,
) -> Result<Option<Personal>, Unavailable> {
    let Some(terms) = &subscription.terms else {
        return Ok(None);
    };
    let paths: Vec<String> = entry.sealed.keys().filter(|path| terms.let_go(path)).cloned().collect();
    if paths.is_empty() {
        return Ok(None);
    }
    let fields = ledger.secrets(entry.record, &paths).await?;
    let Terms { purpose, basis, .. } = terms;
    // What was erased in the meantime does not go.
    Ok((!fields.is_empty()).then(|| Personal {
        fields,
        purpose: purpose.clone(),
        basis: basis.clone(),
    }))
}

/// The event for one receiver.
pub(crate) async fn envelope(
    ledger: &Ledger,
    source: &str,
    subscription: RecordId,
    entry: &Entry,
    personal: Option<&Personal>,
) -> Result<CloudEvent, Unavailable> {
    let pseudonyms = pseudonyms(ledger, subscription, entry).await?;
    let mut data = Map::new();
    data.insert("event".to_owned(), under_pseudonyms(&entry.data, &pseudonyms));
    if let Some(personal) = personal {
        let said = json!({ "purpose": personal.purpose, "basis": personal.basis, "fields": personal.fields });
        data.insert("personal".to_owned(), said);
    }
    let mut event = CloudEvent::new(identifier(ledger, entry.position, '/'), source.to_owned());
    event.event_type = format!("{TYPE_PREFIX}.{}.{}", entry.kind, entry.event_type);
    event.subject = entry.record.to_string();
    event.time = entry.at.to_string();
    event.sequence = entry.version.to_string();
    event.eventversion = entry.event_version;
    event.data = Value::Object(data);
    Ok(event)
}

/// For every account that the event names, what this receiver calls it.
async fn pseudonyms(ledger: &Ledger, subscription: RecordId, entry: &Entry) -> Result<BTreeMap<String, String>, Unavailable> {
    let mut named = BTreeSet::new();
    identifiers_in(&entry.data, &mut named);
    let mut pseudonyms = BTreeMap::new();
    for id in named {
        if ledger.state::<Account>(id).await?.is_some() {
            let code = ledger.code(PSEUDONYM, &format!("{subscription}/{id}"));
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&code[..16]);
            pseudonyms.insert(id.to_string(), RecordId::from_bytes(bytes).to_string());
        }
    }
    Ok(pseudonyms)
}

fn identifiers_in(value: &Value, named: &mut BTreeSet<RecordId>) {
    let mut add = |text: &str| named.extend(pieces(text).filter_map(|piece| piece.parse::<RecordId>().ok()));
    match value {
        Value::String(text) => add(text),
        Value::Array(values) => values.iter().for_each(|value| identifiers_in(value, named)),
        Value::Object(values) => {
            values.keys().for_each(|name| add(name));
            values.values().for_each(|value| identifiers_in(value, named));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn under_pseudonyms(value: &Value, pseudonyms: &BTreeMap<String, String>) -> Value {
    let text = |text: &str| replaced(text, pseudonyms);
    match value {
        Value::String(value) => Value::String(text(value)),
        Value::Array(values) => values.iter().map(|value| under_pseudonyms(value, pseudonyms)).collect(),
        Value::Object(values) => values
            .iter()
            .map(|(name, value)| (text(name), under_pseudonyms(value, pseudonyms)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Identifiers stand alone, or behind a word: `person:0f…`.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_hexdigit())
        .filter(|piece| piece.len() == IDENTIFIER_DIGITS)
}

fn replaced(text: &str, pseudonyms: &BTreeMap<String, String>) -> String {
    let mut told = text.to_owned();
    for piece in pieces(text) {
        if let Some(pseudonym) = pseudonyms.get(piece) {
            told = told.replace(piece, pseudonym);
        }
    }
    told
}
