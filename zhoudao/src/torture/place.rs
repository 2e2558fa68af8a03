//! The scratch city: its folder, and the database of its records if that is not in the folder.

use std::path::Path;

use ledger::{Database, Options};

use crate::bench::databases::{Made, Server};
use crate::bench::region;

/// A city that is gone when this is.
pub struct Place {
    folder: tempfile::TempDir,
    made: Option<Made>,
}

impl Place {
    /// An empty one in that folder; on that PostgreSQL, if one is named.
    pub fn make(folder: &Path, postgres: Option<&str>) -> anyhow::Result<Self> {
        let made = postgres
            .map(|address| Server::at(address)?.make("torture", None))
            .transpose()?;
        Ok(Self {
            folder: tempfile::Builder::new().prefix("zhoudao-torture-").tempdir_in(folder)?,
            made,
        })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where its records lie.
    pub fn database(&self) -> anyhow::Result<Database> {
        self.made.as_ref().map_or(Ok(Database::InFolder), Made::database)
    }

    /// How it is opened.
    pub fn options(&self) -> anyhow::Result<Options> {
        Ok(Options::new(region()?).in_database(self.database()?))
    }

    /// How many servers it has: two where two can be.
    pub fn servers(&self) -> usize {
        if self.made.is_some() { 2 } else { 1 }
    }

    /// What a server of it must be told.
    pub fn arguments(&self) -> Vec<String> {
        let made = self.made.iter();
        made.flat_map(|made| ["--database".to_owned(), made.address()]).collect()
    }
}
