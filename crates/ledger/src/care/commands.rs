//! Whether a command that was done is known again by its key, as its events say.

use std::collections::{BTreeSet, HashMap};

use identity::{RecordId, RegionCode};

use super::error::CareError;
use crate::digest::sha256;
use crate::engine::{Fault, Source};
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::values;

/// What comparing the commands with the log has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedCommands {
    /// How many are what the log says.
    pub known: u64,
    /// The releases of the city's rules under which they were done.
    pub releases: BTreeSet<String>,
    /// What is wrong.
    pub findings: Vec<CommandFinding>,
}

/// Something that is not as the log says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandFinding {
    /// Sent again, the command would be done again.
    #[error(
        "position {position}: the command whose last event this is is not known by its key: sent again, it would be done again"
    )]
    Forgotten {
        /// The position of its last event.
        position: u64,
    },
    /// Something would pass for a command that was done.
    #[error(
        "position {position}: a command is noted there under a key that no event bears: sent, it would pass for one that was done"
    )]
    Invented {
        /// The position under which it is noted.
        position: u64,
    },
}

/// By which a command is known, as a number.
type Fingerprint = u64;

impl Ledger {
    /// Compares every command that is noted as done with the events of the log. For a thread that may wait; it reads the whole log.
    pub fn check_commands(&self) -> Result<CheckedCommands, CareError> {
        Ok(self.read_at_length(|source| compared(source, self.city()))?)
    }
}

fn compared(source: &dyn Source, city: RegionCode) -> Result<CheckedCommands, Fault> {
    let mut checked = CheckedCommands::default();
    let mut noted = noted(source, city, &mut checked)?;
    let mut last: Option<(RecordId, Fingerprint, u64)> = None;
    let mut end = |command: Option<(RecordId, Fingerprint, u64)>| {
        let Some((_, fingerprint, position)) = command else { return };
        match noted.remove(&position) {
            Some(known) if known == fingerprint => checked.known += 1,
            Some(_) | None => checked.findings.push(CommandFinding::Forgotten { position }),
        }
    };
    let mut releases = BTreeSet::new();
    let leaves = "SELECT position, leaf FROM event WHERE +city = $1 ORDER BY position";
    source.each(leaves, &values![city], &mut |row| {
        let text = row.leaf(1)?;
        let leaf = Leaf::read(&text)?;
        let release = leaf.stamp().release;
        if !release.is_empty() && !releases.contains(&release) {
            releases.insert(release);
        }
        let next = (leaf.record, fingerprint(&leaf.actor, &leaf.key), row.get(0)?);
        let is_another = last.is_none_or(|(record, key, _)| (record, key) != (next.0, next.1));
        let before = last.replace(next);
        if is_another {
            end(before);
        }
        Ok(())
    })?;
    end(last);
    checked.releases = releases;
    let mut invented: Vec<u64> = noted.into_keys().collect();
    invented.sort_unstable();
    let invented = invented.into_iter().map(|position| CommandFinding::Invented { position });
    checked.findings.extend(invented);
    Ok(checked)
}

/// The commands that are noted as done, by the position of their last event; of two at one position one is invented.
fn noted(source: &dyn Source, city: RegionCode, checked: &mut CheckedCommands) -> Result<HashMap<u64, Fingerprint>, Fault> {
    let mut noted = HashMap::new();
    let commands = "SELECT position, actor, key FROM command WHERE city = $1";
    source.each(commands, &values![city], &mut |row| {
        let position = row.get(0)?;
        if noted.insert(position, fingerprint(row.text(1)?, row.text(2)?)).is_some() {
            checked.findings.push(CommandFinding::Invented { position });
        }
        Ok(())
    })?;
    Ok(noted)
}

fn fingerprint(actor: &str, key: &str) -> Fingerprint {
    let digest = sha256(&[actor.as_bytes(), &[0], key.as_bytes()]);
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
