//! Where a PostgreSQL is.

use std::fmt;
use std::str::FromStr;

use tokio_postgres::Config;

/// A PostgreSQL database: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. Shown without the password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress {
    config: Box<Config>,
}

/// The text is no address of a PostgreSQL.
#[derive(Debug, thiserror::Error)]
#[error("this is no address of a PostgreSQL ({0}): write postgres://USER:PASSWORD@HOST:PORT/DATABASE")]
pub struct NoPostgresAddress(String);

impl PostgresAddress {
    /// What the driver must know.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }
}

impl FromStr for PostgresAddress {
    type Err = NoPostgresAddress;

    fn from_str(text: &str) -> Result<Self, NoPostgresAddress> {
        let config: Config = text
            .parse()
            .map_err(|error: tokio_postgres::Error| NoPostgresAddress(error.to_string()))?;
        if config.get_hosts().is_empty() {
            return Err(NoPostgresAddress("it names no host".to_owned()));
        }
        Ok(Self {
            config: Box::new(config),
        })
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.config.get_hosts().first();
        match host {
            Some(tokio_postgres::config::Host::Tcp(name)) => formatter.write_str(name)?,
            #[cfg(unix)]
            Some(tokio_postgres::config::Host::Unix(path)) => write!(formatter, "{}", path.display())?,
            None => formatter.write_str("?")?,
        }
        if let Some(port) = self.config.get_ports().first() {
            write!(formatter, ":{port}")?;
        }
        write!(formatter, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PostgresAddress({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let address: PostgresAddress = "postgres://city:secret@db.example:5433/binzhou".parse().unwrap();
        assert_eq!(address.to_string(), "db.example:5433/binzhou");
        assert!(!format!("{address:?}").contains("secret"));
    }

    #[test]
    fn what_is_no_address_says_how_to_write_one() {
        let error = "sqlite:city.db".parse::<PostgresAddress>().unwrap_err().to_string();
        assert!(error.contains("postgres://USER:PASSWORD@HOST:PORT/DATABASE"), "{error}");
    }
}
