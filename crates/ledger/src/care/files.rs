//! Attachments: which the log names, which are there, and which a value of the vault opens.

use std::collections::{BTreeMap, BTreeSet};

use identity::RecordId;

use super::erased::ErasedWhat;
use super::error::CareError;
use crate::error::Unavailable;
use crate::files::{FileError, FileKey, FileName};
use crate::ledger::Ledger;
use crate::values;

/// How an event names a stored file: the member `stored` of its data, wherever it stands.
const STORED: &str = "\"stored\":\"";
/// Hexadecimal digits of a stored file's name.
const NAME_DIGITS: usize = 64;

/// What checking the attachments has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedFiles {
    /// How many are there and are what was stored.
    pub whole: u64,
    /// How many the log names and the list says were erased.
    pub erased: u64,
    /// Those that are damaged or were altered.
    pub damaged: Vec<String>,
    /// Those that the log names, and that are neither there nor on the list of erasures.
    pub missing: Vec<String>,
}

/// The stored files that a leaf names.
pub(crate) fn named_in(leaf: &str) -> impl Iterator<Item = &str> {
    leaf.match_indices(STORED).filter_map(move |(place, _)| {
        let name = leaf.get(place + STORED.len()..place + STORED.len() + NAME_DIGITS)?;
        FileName::try_from(name.to_owned()).is_ok().then_some(name)
    })
}

impl Ledger {
    /// Reads every attachment and compares it with its name, and all of them with what the log names. For a thread that may wait.
    pub fn check_files(&self) -> Result<CheckedFiles, CareError> {
        let mut checked = CheckedFiles::default();
        let named = self.named_files()?;
        let shelf = self.files().shelf();
        // Before the list is read: what is erased in between is on it.
        let stored = shelf.list()?;
        let erased: BTreeSet<String> = self
            .erasures()?
            .into_iter()
            .filter_map(|one| match one.what {
                ErasedWhat::File { name } => Some(name),
                ErasedWhat::Value { .. } | ErasedWhat::Draft { .. } => None,
            })
            .collect();
        let there: BTreeSet<&str> = stored.iter().map(|(name, _)| name.as_str()).collect();
        for name in &named {
            match (there.contains(name.as_str()), erased.contains(name)) {
                (true, _) => {}
                (false, true) => checked.erased += 1,
                (false, false) => checked.missing.push(name.clone()),
            }
        }
        for (name, _) in stored {
            match shelf.is_whole(&FileName::try_from(name.clone())?) {
                Ok(true) => checked.whole += 1,
                Ok(false) => checked.damaged.push(name),
                // It was erased since they were listed.
                Err(FileError::Missing) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(checked)
    }

    fn named_files(&self) -> Result<BTreeSet<String>, Unavailable> {
        let mut named = BTreeSet::new();
        self.read_at_length(|source| {
            source.each("SELECT leaf FROM event WHERE +city = $1", &values![self.city()], &mut |row| {
                named.extend(named_in(&row.leaf(0)?).map(str::to_owned));
                Ok(())
            })
        })?;
        Ok(named)
    }

    /// The stored files that values of a record open: with the value goes the file, which nobody could read any more.
    pub(crate) async fn files_opened_by(&self, record: RecordId, paths: &[String]) -> Result<Vec<FileName>, Unavailable> {
        let values: BTreeMap<String, serde_json::Value> = self.secrets(record, paths).await?;
        let keys: Vec<FileKey> = values
            .values()
            .filter_map(|value| FileKey::try_from(value.get("key")?.as_str()?.to_owned()).ok())
            .collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let leaves =
            "SELECT leaf FROM event WHERE city = $1 AND origin = (SELECT origin FROM record WHERE city = $1 AND record = $2)";
        let mut named = BTreeSet::new();
        for row in self.query(leaves, values![self.city(), record]).await? {
            named.extend(named_in(&row.leaf(0)?).map(str::to_owned));
        }
        let mut opened = Vec::new();
        for name in named {
            let Ok(name) = FileName::try_from(name) else { continue };
            for key in &keys {
                match self.files().opens(&name, key).await {
                    Ok(true) => opened.push(name.clone()),
                    Ok(false) | Err(FileError::Missing) => {}
                    Err(error) => return Err(Unavailable(format!("a stored file could not be read: {error}"))),
                }
            }
        }
        Ok(opened)
    }

    /// Deletes stored files.
    pub(crate) async fn delete_files(&self, files: Vec<FileName>) -> Result<(), Unavailable> {
        for file in files {
            let deleted = self.files().delete(&file).await;
            deleted.map_err(|error| Unavailable(format!("a stored file could not be deleted: {error}")))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn the_files_that_an_event_names_are_found_wherever_they_stand() {
        let (one, two) = ("a".repeat(64), "b".repeat(64));
        let leaf = format!(r#"{{"data":{{"papers":[{{"stored":"{one}"}}],"stored":"{two}"}},"other":"{one}","stored":"short"}}"#);
        assert_eq!(named_in(&leaf).collect::<Vec<_>>(), [one.as_str(), two.as_str()]);
    }
}
