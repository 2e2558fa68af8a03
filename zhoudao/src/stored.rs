//! Where the records and attachments of a city lie.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use clap::Args;
use identity::RegionCode;
use ledger::{Attachments, Database, Ledger, OpenError, Options, PostgresAddress};

use crate::attachments::AttachmentArguments;

/// The sample city's region.
const SAMPLE: RegionCode = RegionCode::fixed(371_600);

/// The database of a city, if its records do not lie in the data folder.
#[derive(Clone, Debug, Default, Args)]
pub struct DatabaseArguments {
    /// A PostgreSQL that many servers share: postgres://USER:PASSWORD@HOST:PORT/DATABASE. Without it the records lie in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<PostgresAddress>,
    /// The file with the certificates (PEM) of a private authority that vouches for the database. What leaves this machine is
    /// encrypted, and certificate and name are checked, unless the address ends in ?sslmode=disable.
    #[arg(long, requires = "database", value_name = "FILE")]
    database_authority: Option<PathBuf>,
}

impl DatabaseArguments {
    /// Its address; none where the records lie in the data folder.
    pub fn address(&self) -> Option<PostgresAddress> {
        Some(self.trusted(self.database.clone()?))
    }

    /// An address, believed as this one is.
    pub fn trusted(&self, address: PostgresAddress) -> PostgresAddress {
        match &self.database_authority {
            Some(file) => address.with_authority(file),
            None => address,
        }
    }
}

/// Where the records of the city lie: in the data folder, unless a database is named.
#[derive(Clone, Debug, Default, Args)]
pub struct Stored {
    #[command(flatten)]
    database: DatabaseArguments,
    /// The region code of the city, where the database holds several.
    #[arg(long, requires = "database", value_name = "CODE")]
    city: Option<RegionCode>,
    #[command(flatten)]
    attachments: AttachmentArguments,
}

impl Stored {
    /// In that database, with attachments that are not looked for.
    pub fn of(database: DatabaseArguments, city: Option<RegionCode>) -> Self {
        Self {
            database,
            city,
            attachments: AttachmentArguments::default(),
        }
    }

    /// The database.
    pub fn database(&self) -> Database {
        self.database.address().map_or(Database::InFolder, Database::Postgres)
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
        self.database.database.is_none()
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
        let city = self.city(folder)?;
        let mut options = Options::new(city)
            .in_database(self.database())
            .with_attachments(self.attachments()?);
        options.keys = keys;
        Ok(options)
    }

    /// Refuses a database beside a folder that holds a city of its own: one of the two is meant, and the other would seem to be cared for.
    ///
    /// # Errors
    /// When there are both.
    pub fn check(&self, folder: &Path) -> anyhow::Result<()> {
        ensure!(
            self.is_in_folder() || Ledger::city_in(folder).ok().flatten().is_none(),
            "{} holds a city of its own, and a database is named besides (--database, or DATABASE_URL). If the folder is meant, leave --database out and \
             unset DATABASE_URL; if the database, name another folder with --data; zhoudao move brings the one into the other",
            folder.display()
        );
        Ok(())
    }

    /// The city that is there.
    ///
    /// # Errors
    /// When there is none, the database cannot be read, or it holds several and none was named.
    pub fn city(&self, folder: &Path) -> anyhow::Result<RegionCode> {
        self.check(folder)?;
        let database = self.database();
        let city = Ledger::city_at(folder, &database, self.city)?;
        Ok(city.ok_or_else(|| match database {
            Database::InFolder => OpenError::Empty(folder.to_path_buf()),
            Database::Postgres(address) => OpenError::EmptyDatabase(address),
        })?)
    }

    /// How the city that is there is opened, or else a sample city.
    ///
    /// # Errors
    /// When the database cannot be read, or holds several and none was named; as [`Stored::attachments`].
    pub fn options(&self, folder: &Path) -> anyhow::Result<Options> {
        self.check(folder)?;
        let database = self.database();
        let found = Ledger::city_at(folder, &database, self.city)?;
        Ok(Options::new(found.or(self.city).unwrap_or(SAMPLE))
            .in_database(database)
            .with_attachments(self.attachments()?))
    }

    /// In words.
    pub fn place(&self, folder: &Path) -> String {
        match &self.database.database {
            None => folder.display().to_string(),
            Some(address) => format!("the database at {address}"),
        }
    }
}
