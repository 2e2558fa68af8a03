//! Where the records and attachments of a city lie.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::ensure;
use clap::Args;
use identity::RegionCode;
use ledger::{Attachments, Database, Ledger, OpenError, Options, PostgresAddress};

use crate::attachments::AttachmentArguments;

/// The sample city's region.
const SAMPLE: RegionCode = RegionCode::fixed(371_600);

/// Where the records of the city lie: in the data folder, unless a database is named.
#[derive(Clone, Debug, Default, Args)]
pub struct Stored {
    /// A PostgreSQL that many servers share: postgres://USER:PASSWORD@HOST:PORT/DATABASE. Without it the records lie in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<PostgresAddress>,
    /// The file with the certificates (PEM) of a private authority that vouches for the database. What leaves this machine is
    /// encrypted, and certificate and name are checked, unless the address ends in ?sslmode=disable.
    #[arg(long, requires = "database", value_name = "FILE")]
    database_authority: Option<PathBuf>,
    /// The region code of the city, where the database holds several.
    #[arg(long, requires = "database", value_name = "CODE")]
    city: Option<RegionCode>,
    #[command(flatten)]
    attachments: AttachmentArguments,
}

impl Stored {
    /// The database.
    pub fn database(&self) -> Database {
        let Some(address) = self.database.clone() else {
            return Database::InFolder;
        };
        Database::Postgres(match &self.database_authority {
            Some(file) => address.with_authority(file),
            None => address,
        })
    }

    /// Where the attachments lie.
    ///
    /// # Errors
    /// When the object store's credentials are missing or unreadable.
    pub fn attachments(&self) -> anyhow::Result<Attachments> {
        self.attachments.place()
    }

    /// Whether the records are a file in the data folder.
    pub fn is_in_folder(&self) -> bool {
        self.database.is_none()
    }

    /// Whether all of the city lies in the data folder.
    pub fn is_all_in_folder(&self) -> bool {
        self.is_in_folder() && self.attachments.is_in_folder()
    }

    /// How the city that is there is opened, with its keys in that file or else in the data folder.
    ///
    /// # Errors
    /// When there is none, the database cannot be read, it holds several and none was named, or the object store's
    /// credentials are missing.
    pub fn existing(&self, folder: &Path, keys: Option<PathBuf>) -> anyhow::Result<Options> {
        let database = self.database();
        let city = Ledger::city_at(folder, &database, self.city)?;
        let city = city.ok_or_else(|| match &database {
            Database::InFolder => OpenError::Empty(folder.to_path_buf()),
            Database::Postgres(address) => OpenError::EmptyDatabase(address.clone()),
        })?;
        let mut options = Options::new(city).in_database(database).with_attachments(self.attachments()?);
        options.keys = keys;
        Ok(options)
    }

    /// How the city that is there is opened, or else a sample city.
    ///
    /// # Errors
    /// When the database cannot be read, or holds several and none was named; as [`Stored::attachments`].
    pub fn options(&self, folder: &Path) -> anyhow::Result<Options> {
        let database = self.database();
        let found = Ledger::city_at(folder, &database, self.city)?;
        Ok(Options::new(found.or(self.city).unwrap_or(SAMPLE))
            .in_database(database)
            .with_attachments(self.attachments()?))
    }

    /// In words.
    pub fn place(&self, folder: &Path) -> String {
        match &self.database {
            None => folder.display().to_string(),
            Some(address) => format!("the database at {address}"),
        }
    }
}

/// For commands that know a city in a data folder alone: a database that is named all the same is refused, or the city in it would seem
/// to be backed up.
#[derive(Clone, Debug, Args)]
pub struct InFolder {
    #[arg(long, env = "DATABASE_URL", hide = true, hide_env_values = true)]
    database: Option<OsString>,
}

impl InFolder {
    /// Refuses a database.
    ///
    /// # Errors
    /// When one is named.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.database.is_none(),
            "this command knows a city in a data folder alone. A city on PostgreSQL is backed up and put back by PostgreSQL's own means, \
             together with the folder files (docs/operation.md). For a city in a data folder, leave --database out and unset DATABASE_URL"
        );
        Ok(())
    }

    /// The city that is in a data folder.
    ///
    /// # Errors
    /// When a database is named, or there is none.
    pub fn city(&self, folder: &Path) -> anyhow::Result<RegionCode> {
        self.check()?;
        let city = Ledger::city_in(folder)?;
        Ok(city.ok_or_else(|| OpenError::Empty(folder.to_path_buf()))?)
    }
}
