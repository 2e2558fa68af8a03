//! Where the records of a city lie.

use std::path::Path;

use clap::Args;
use identity::RegionCode;
use ledger::{Database, Ledger, Options, PostgresAddress};

/// The sample city's region.
const SAMPLE: RegionCode = RegionCode::fixed(371_600);

/// Where the records of the city lie: in the data folder, unless a database is named.
#[derive(Clone, Debug, Default, Args)]
pub struct Stored {
    /// A PostgreSQL that many servers share: postgres://USER:PASSWORD@HOST:PORT/DATABASE. Without it the records lie in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<PostgresAddress>,
    /// The region code of the city, where the database holds several.
    #[arg(long, requires = "database", value_name = "CODE")]
    city: Option<RegionCode>,
}

impl Stored {
    /// The database.
    pub fn database(&self) -> Database {
        self.database.clone().map_or(Database::InFolder, Database::Postgres)
    }

    /// Whether it is a file in the data folder.
    pub fn is_in_folder(&self) -> bool {
        self.database.is_none()
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
    /// As [`Stored::city`].
    pub fn options(&self, folder: &Path) -> anyhow::Result<Options> {
        let city = self.city(folder)?.unwrap_or(SAMPLE);
        Ok(Options::new(city).in_database(self.database()))
    }
}
