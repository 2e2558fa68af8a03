//! The scratch city: its folder, and the database of its records if that is not in the folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use ledger::{Database, Options};

use super::Plan;
use crate::bench::databases::{Made, Server};
use crate::bench::region;

/// A city that is gone when this is.
pub struct Place {
    folder: tempfile::TempDir,
    made: Option<Made>,
    power_cut: Option<PathBuf>,
}

impl Place {
    /// An empty one, in the plan's folder or on its PostgreSQL.
    pub fn make(plan: &Plan) -> anyhow::Result<Self> {
        let postgres = plan.postgres.as_deref();
        let made = postgres
            .map(|address| Server::at(address)?.make("torture", None))
            .transpose()?;
        Ok(Self {
            folder: tempfile::Builder::new().prefix("zhoudao-torture-").tempdir_in(&plan.folder)?,
            made,
            power_cut: plan.power_cut.clone(),
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

    /// What a power cut hits.
    pub fn power(&self) -> Power {
        match (&self.power_cut, &self.made) {
            (None, _) => Power::InProcess,
            (Some(program), None) => Power::BelowFolder(program.clone()),
            (Some(program), Some(_)) => Power::BelowDatabase(program.clone()),
        }
    }

    /// What a server of it must be told.
    pub fn arguments(&self) -> Vec<String> {
        let made = self.made.iter();
        made.flat_map(|made| ["--database".to_owned(), made.address()]).collect()
    }
}

/// What a power cut hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Power {
    /// The lossy disk in the server's process, below its database.
    InProcess,
    /// The disk below the server's folder: the program cuts it when nobody uses it any more.
    BelowFolder(PathBuf),
    /// The machine of the database: the program cuts it while the servers go on.
    BelowDatabase(PathBuf),
}

/// Has a program cut the power, and waits until it is back.
pub fn cut(program: &Path) -> anyhow::Result<()> {
    let ended = Command::new(program).status();
    let ended = ended.with_context(|| format!("{} cannot be run", program.display()))?;
    ensure!(ended.success(), "{}: {ended}", program.display());
    Ok(())
}
