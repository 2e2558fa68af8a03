//! Where the records and attachments of a city lie.

use std::path::{Path, PathBuf};

use clap::Args;
use identity::RegionCode;
use ledger::{Attachments, Database, Ledger, Options, PostgresAddress};

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

    /// The city that is there; none where nothing is yet.
    ///
    /// # Errors
    /// When the database cannot be read, or holds several and none was named.
    pub fn city(&self, folder: &Path) -> anyhow::Result<Option<RegionCode>> {
        match self.city {
            Some(city) => Ok(Some(city)),
            None => Ok(Ledger::city_at(folder, &self.database())?),
        }
    }

    /// How the city that is there is opened, or else the sample city.
    ///
    /// # Errors
    /// As [`Stored::city`] and [`Stored::attachments`].
    pub fn options(&self, folder: &Path) -> anyhow::Result<Options> {
        let city = self.city(folder)?.unwrap_or(SAMPLE);
        Ok(Options::new(city)
            .in_database(self.database())
            .with_attachments(self.attachments()?))
    }
}
