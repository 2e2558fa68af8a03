//! Reading the log that a dead server has left, beside nobody, and comparing it with what was acknowledged.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context;
use identity::ApplicationNumber;
use ledger::{Ledger, Options};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::act::Stage;
use super::client::{Acknowledged, Client};
use super::tally::{Harm, Tally};
use crate::kinds;

/// Keys of ours begin so.
const KEYS: &str = "torture-";
/// What happens once to an application of the simple matter.
const ONCE: [&str; 4] = ["submitted", "case_accepted", "opinion_given", "case_granted"];

/// How many events are read at a time.
const READ_AT_A_TIME: u64 = 10_000;

/// What is known of the log of a city that is opened so.
pub struct Audit {
    options: Options,
    /// How far it has been read.
    position: u64,
    /// The hash of each leaf, by position from 1.
    leaves: Vec<[u8; 32]>,
    /// The events of each key of ours.
    runs: BTreeMap<String, Run>,
    /// How many events an act leads to.
    events_of: BTreeMap<Stage, u64>,
    /// How often something happened to a record.
    happened: HashMap<(String, String), u64>,
    /// Numbers of applications, by series.
    numbers: BTreeMap<String, Vec<u64>>,
}

/// The events of one command: they stand next to each other.
struct Run {
    record: String,
    last: u64,
    version: u64,
    events: u64,
    types: Vec<String>,
}

/// One event of the log.
struct Event {
    position: u64,
    hash: [u8; 32],
    leaf: Value,
}

impl Audit {
    /// Nothing yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            position: 0,
            leaves: Vec::new(),
            runs: BTreeMap::new(),
            events_of: BTreeMap::new(),
            happened: HashMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// Reads what has come since it last looked, and looks for what was acknowledged since.
    pub fn look(&mut self, folder: &Path, clients: &mut [Client], tally: &mut Tally) -> anyhow::Result<()> {
        let ledger = self.open(folder)?;
        each_event(&ledger, self.position, |event| self.take(event, tally))?;
        for client in clients.iter_mut() {
            tally.unknown(client.take_unanswered());
            for promise in client.take_broken_promises() {
                tally.harm(Harm::Lost, &promise);
            }
            let acknowledged = client.take_acknowledged();
            tally.acknowledged(acknowledged.len() as u64);
            for Acknowledged { act, .. } in &acknowledged {
                self.find(&act.key, act.stage, tally);
            }
        }
        tally.still_unanswered(clients.iter().filter(|client| client.is_unknown()).count() as u64);
        Ok(())
    }

    /// Reads the whole log again: it is what it was, it is what was signed, and the index rows follow from it.
    pub fn look_at_everything(&mut self, folder: &Path, tally: &mut Tally) -> anyhow::Result<()> {
        let ledger = self.open(folder)?;
        let mut events = 0;
        each_event(&ledger, 0, |event| {
            events += 1;
            if self.leaves.get(event.position as usize - 1) != Some(&event.hash) {
                tally.harm(Harm::Lost, &format!("the event at {} is not what it was", event.position));
            }
        })?;
        if events < self.leaves.len() {
            tally.harm(
                Harm::Lost,
                &format!("the log has {events} events, and had {}", self.leaves.len()),
            );
        }
        for finding in ledger.check_log()?.findings {
            tally.harm(Harm::HalfDone, &format!("the log is not what was signed: {finding:?}"));
        }
        for difference in kinds::differences(&ledger)? {
            tally.harm(
                Harm::HalfDone,
                &format!("an index row does not follow from the log: {difference:?}"),
            );
        }
        for finding in ledger.check_values()?.findings {
            tally.harm(Harm::Lost, &format!("a value is not what the log vouches for: {finding:?}"));
        }
        let files = ledger.check_files()?;
        for name in files.missing.iter().chain(&files.damaged) {
            tally.harm(Harm::Lost, &format!("the attachment {name} is not what was stored"));
        }
        for (series, numbers) in &self.numbers {
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            for (number, expected) in sorted.iter().zip(1..) {
                if *number != expected {
                    let harm = if *number < expected { Harm::Doubled } else { Harm::Lost };
                    tally.harm(harm, &format!("{series} has {number} where {expected} follows"));
                    break;
                }
            }
        }
        Ok(())
    }

    fn open(&self, folder: &Path) -> anyhow::Result<Ledger> {
        Ok(Ledger::open_reading(folder, self.options.clone())?)
    }

    fn take(&mut self, event: Event, tally: &mut Tally) {
        let Event { position, hash, leaf } = event;
        if position != self.position + 1 {
            tally.harm(Harm::Lost, &format!("{position} follows {} in the log", self.position));
        }
        self.position = position;
        self.leaves.push(hash);
        let text = |field: &str| leaf[field].as_str().unwrap_or_default().to_owned();
        let (key, record, event_type) = (text("key"), text("record"), text("type"));
        let version = leaf["version"].as_u64().unwrap_or_default();
        if let Some((series, number)) = numbered(&leaf) {
            self.numbers.entry(series).or_default().push(number);
        }
        if text("kind") == "application" {
            let times = self.happened.entry((record.clone(), event_type.clone())).or_default();
            *times += 1;
            if *times > 1 && ONCE.contains(&event_type.as_str()) {
                tally.harm(Harm::Doubled, &format!("{event_type} happened {times} times to {record}"));
            }
        }
        if !key.starts_with(KEYS) {
            return;
        }
        let run = self.runs.entry(key.clone()).or_insert_with(|| Run {
            record: record.clone(),
            last: position - 1,
            version: version.saturating_sub(1),
            events: 0,
            types: Vec::new(),
        });
        if run.last + 1 != position || run.record != record || run.version + 1 != version {
            tally.harm(
                Harm::Doubled,
                &format!("{key} has events apart from each other, the last at {position}"),
            );
        }
        (run.last, run.version) = (position, version);
        run.events += 1;
        run.types.push(event_type);
    }

    /// What was acknowledged is there, whole.
    fn find(&mut self, key: &str, stage: Stage, tally: &mut Tally) {
        // An act at a desk has the key of the request and its own name.
        let own = format!("{key}:");
        let run = self.runs.get(key).or_else(|| {
            let mut from_there = self.runs.range(own.clone()..);
            from_there
                .next()
                .filter(|(known, _)| known.starts_with(&own))
                .map(|(_, run)| run)
        });
        let Some(run) = run else {
            tally.harm(
                Harm::Lost,
                &format!("{key} ({stage:?}) was acknowledged and is not in the log"),
            );
            return;
        };
        let usual = *self.events_of.entry(stage).or_insert(run.events);
        if usual != run.events || !run.types.iter().any(|event| event == stage.event()) {
            let what = format!("{key} ({stage:?}) has the events {:?}, others have {usual}", run.types);
            tally.harm(Harm::HalfDone, &what);
        }
    }
}

/// Tells the events of the log one after the other.
fn each_event(ledger: &Ledger, after: u64, mut tell: impl FnMut(Event)) -> anyhow::Result<()> {
    let asked = "SELECT position, leaf FROM event WHERE position > $1 ORDER BY position LIMIT $2";
    let mut read = after;
    loop {
        let rows = ledger.query_blocking(asked, vec![read.into(), READ_AT_A_TIME.into()])?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let leaf = row.leaf(1)?;
            read = row.get(0)?;
            tell(Event {
                position: read,
                hash: Sha256::digest(leaf.as_bytes()).into(),
                leaf: serde_json::from_str(&leaf).context("a leaf that is no JSON")?,
            });
        }
    }
}

/// The number that an event draws, and from which series.
fn numbered(leaf: &Value) -> Option<(String, u64)> {
    if leaf["type"] != "submitted" {
        return None;
    }
    let number: ApplicationNumber = leaf["data"]["number"].as_str()?.parse().ok()?;
    Some((format!("{} {}", number.region(), number.day()), u64::from(number.sequence())))
}
