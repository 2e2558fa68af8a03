//! What must always hold (domain.md §15), looked at after every step.
//!
//! It reads the leaves of the log as an outsider would, and beside them the rows and states that the city shows. What needs
//! pages, figures or draws is looked at by other tests: rules 8 to 12, but for what rule 8 says of events.

mod application;
mod numbers;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::{Context, ensure};
use identity::RecordId;
use ledger::Ledger;
use proof::{Hash, Suite, Tree};
use serde_json::Value;

use crate::history::{World, Year};
use crate::kinds;
use application::Witness;
use numbers::Numbers;

/// Everything is compared with a rebuild after so many looks, and after each crash.
const REBUILT_EVERY: u64 = 40;

/// One event of the log.
pub struct Event {
    pub record: RecordId,
    pub event_type: String,
    pub key: String,
    pub data: Value,
}

/// What is known of the log so far.
pub struct Invariants {
    /// The hash of each leaf, by position from 1.
    leaves: Vec<Hash>,
    tree: Tree,
    /// When the last event was.
    at: i64,
    /// The version of each record.
    versions: HashMap<String, u64>,
    /// The actor and key of each command, with its record.
    commands: HashMap<(String, String), String>,
    /// The command of the last event.
    last_command: Option<(String, String)>,
    keys: HashSet<String>,
    /// How many acknowledged commands have been found.
    found: usize,
    numbers: Numbers,
    witnesses: BTreeMap<RecordId, Witness>,
    looks: u64,
    crashes: u64,
}

impl Invariants {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            leaves: Vec::new(),
            tree: Tree::new(Suite::Sha256),
            at: i64::MIN,
            versions: HashMap::new(),
            commands: HashMap::new(),
            last_command: None,
            keys: HashSet::new(),
            found: 0,
            numbers: Numbers::default(),
            witnesses: BTreeMap::new(),
            looks: 0,
            crashes: 0,
        }
    }

    /// The root of a tree over the log's leaves, without what the machine drew.
    pub fn hash(&self) -> Hash {
        self.tree.root()
    }

    /// How many events the log has.
    pub fn events(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// Looks at what has come since it last looked.
    ///
    /// # Errors
    /// Which rule is broken, and by what.
    pub async fn look(&mut self, year: &Year) -> anyhow::Result<()> {
        let world = year.world();
        let ledger = world.ledger();
        self.looks += 1;
        let has_crashed = self.crashes != world.kept.crashes();
        self.crashes = world.kept.crashes();
        if has_crashed {
            self.log_is_what_it_was(&ledger).await?;
        }
        let changed = self.read(world, &ledger).await?;
        self.acknowledged_is_there(world)?;
        for record in changed {
            if let Some(application) = world.application(record).await? {
                let witness = self.witnesses.entry(record).or_default();
                witness.look(&ledger, record, &application).await?;
            }
        }
        if has_crashed || self.looks.is_multiple_of(REBUILT_EVERY) {
            rows_follow_from_the_log(&ledger)?;
        }
        Ok(())
    }

    /// Looks at all that there is.
    ///
    /// # Errors
    /// Which rule is broken, and by what.
    pub async fn look_at_everything(&mut self, year: &Year) -> anyhow::Result<()> {
        let ledger = year.world().ledger();
        self.log_is_what_it_was(&ledger).await?;
        rows_follow_from_the_log(&ledger)?;
        let parked = ledger.parked().await?;
        ensure!(parked.is_empty(), "reactions could not do {parked:?}");
        Ok(())
    }

    /// Rule 1, after a crash: whatever was in the log is in it.
    async fn log_is_what_it_was(&self, ledger: &Ledger) -> anyhow::Result<()> {
        let leaves = leaves_after(ledger, 0).await?;
        ensure!(
            leaves.len() >= self.leaves.len(),
            "rule 1: the log had {} events, and has {}",
            self.leaves.len(),
            leaves.len()
        );
        for ((position, leaf), hash) in leaves.iter().zip(&self.leaves) {
            ensure!(
                Suite::Sha256.leaf(leaf.as_bytes()) == *hash,
                "rule 1: the event at {position} is not what it was"
            );
        }
        Ok(())
    }

    /// Reads what is new, and answers which applications it concerns.
    async fn read(&mut self, world: &World, ledger: &Ledger) -> anyhow::Result<BTreeSet<RecordId>> {
        let mut changed = BTreeSet::new();
        for (position, text) in leaves_after(ledger, self.events()).await? {
            let leaf: Value = serde_json::from_str(&text)?;
            self.take(position, &text, &leaf)
                .with_context(|| format!("the event at {position}: {text}"))?;
            tells_nobodys_phone(world, &text).with_context(|| format!("the event at {position}"))?;
            if leaf["kind"] == "application" {
                let event = Event::of(&leaf)?;
                let application = world
                    .application(event.record)
                    .await?
                    .context("an application without a state")?;
                self.numbers.take(&event, &application)?;
                self.witnesses.entry(event.record).or_default().take(&event, &application)?;
                changed.insert(event.record);
            }
        }
        Ok(changed)
    }

    /// Rules 1 and 7 as far as the log itself goes: no gap, no event twice, commands whole and once, time never back.
    fn take(&mut self, position: u64, text: &str, leaf: &Value) -> anyhow::Result<()> {
        let word = |field: &str| leaf[field].as_str().unwrap_or_default().to_owned();
        ensure!(position == self.events() + 1, "rule 7: it follows {}", self.events());
        let hash = Suite::Sha256.leaf(text.as_bytes());
        self.leaves.push(hash);
        let mut told = leaf.clone();
        forget_what_the_machine_drew(&mut told);
        self.tree.append(Suite::Sha256.leaf(told.to_string().as_bytes()));
        let at = moment_of(leaf)?;
        ensure!(at >= self.at, "time has gone back");
        self.at = at;
        let record = word("record");
        let version = self.versions.entry(record.clone()).or_default();
        *version += 1;
        ensure!(
            leaf["version"] == *version,
            "rule 1: version {version} of its record should follow"
        );
        let command = (word("actor"), word("key"));
        if self.last_command.as_ref() != Some(&command) {
            ensure!(
                self.commands.insert(command.clone(), record.clone()).is_none(),
                "rule 1: its command was there before"
            );
        }
        ensure!(
            self.commands.get(&command) == Some(&record),
            "a command that writes two records"
        );
        self.keys.insert(command.1.clone());
        self.last_command = Some(command);
        Ok(())
    }

    /// Rule 1: what was answered is there.
    fn acknowledged_is_there(&mut self, world: &World) -> anyhow::Result<()> {
        let acknowledged = world.acknowledged();
        for key in &acknowledged[self.found..] {
            ensure!(
                self.keys.contains(key.as_str()),
                "rule 1: {} was acknowledged and is lost",
                key.as_str()
            );
        }
        self.found = acknowledged.len();
        Ok(())
    }
}

impl Event {
    fn of(leaf: &Value) -> anyhow::Result<Self> {
        let word = |field: &str| leaf[field].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            record: word("record")
                .parse()
                .map_err(|_| anyhow::anyhow!("a leaf without its record"))?,
            event_type: word("type"),
            key: word("key"),
            data: leaf["data"].clone(),
        })
    }

    /// A word of its data.
    pub fn word(&self, field: &str) -> Option<&str> {
        self.data[field].as_str()
    }
}

/// Salted hashes of secrets and names of encrypted files still come from the machine in places: they are left out of the hash.
fn forget_what_the_machine_drew(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("stored");
            fields.remove("file");
            if let Some(Value::Object(sealed)) = fields.get_mut("sealed") {
                sealed.values_mut().for_each(|digest| *digest = Value::Null);
            }
            fields.values_mut().for_each(forget_what_the_machine_drew);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_what_the_machine_drew),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// When it was.
fn moment_of(leaf: &Value) -> anyhow::Result<i64> {
    let at = &leaf["at"];
    at.as_i64()
        .or_else(|| at.as_str()?.parse().ok())
        .context("a leaf without its moment")
}

async fn leaves_after(ledger: &Ledger, position: u64) -> anyhow::Result<Vec<(u64, String)>> {
    let asked = "SELECT position, leaf FROM event WHERE position > $1 ORDER BY position";
    let rows = ledger.query(asked, vec![position.into()]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.leaf(1)?.into_owned()))).collect()
}

/// Rule 2.
fn rows_follow_from_the_log(ledger: &Ledger) -> anyhow::Result<()> {
    let differences = kinds::differences(ledger)?;
    ensure!(
        differences.is_empty(),
        "rule 2: rows that do not follow from the log: {differences:?}"
    );
    Ok(())
}

/// Rule 8, of events: numbers of persons stay in the vault.
fn tells_nobodys_phone(world: &World, leaf: &str) -> anyhow::Result<()> {
    let cast = &world.cast;
    let is_told = cast
        .persons
        .iter()
        .chain(&cast.enterprises)
        .any(|applicant| leaf.contains(applicant.phone.clear_text()));
    ensure!(!is_told, "rule 8: an event tells somebody's phone");
    Ok(())
}
