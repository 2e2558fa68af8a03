//! Where a PostgreSQL is.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use super::fault::root;

/// A PostgreSQL database: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. Shown without the password.
///
/// What leaves this machine is encrypted, and the server's certificate and name are checked, unless the address says
/// `?sslmode=disable`; to a socket or to this machine itself it goes in clear unless the address says `?sslmode=require`.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress {
    config: Box<Config>,
    authority: Option<PathBuf>,
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

    /// With a private authority, which alone vouches for the server: the file of its certificates (PEM).
    #[must_use]
    pub fn with_authority(mut self, file: impl Into<PathBuf>) -> Self {
        self.authority = Some(file.into());
        self
    }

    pub(super) fn authority(&self) -> Option<&Path> {
        self.authority.as_deref()
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.config.get_ssl_mode() == SslMode::Require
    }
}

/// Nobody listens between this machine and itself. Where addresses are given beside names, it is they that are reached.
fn stays_on_this_machine(config: &Config) -> bool {
    let addresses = config.get_hostaddrs();
    if !addresses.is_empty() {
        return addresses.iter().all(IpAddr::is_loopback);
    }
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

impl FromStr for PostgresAddress {
    type Err = NoPostgresAddress;

    fn from_str(text: &str) -> Result<Self, NoPostgresAddress> {
        // The driver knows no certificates, and so no word for checking them; ours are checked always.
        let mut config: Config = text
            .replace("sslmode=verify-full", "sslmode=require")
            .parse()
            .map_err(|error: tokio_postgres::Error| NoPostgresAddress(root(&error)))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(NoPostgresAddress("it names no host".to_owned()));
        }
        if config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(match stays_on_this_machine(&config) {
                true => SslMode::Disable,
                false => SslMode::Require,
            });
        }
        Ok(Self {
            config: Box::new(config),
            authority: None,
        })
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.config.get_hosts().first();
        match host {
            Some(Host::Tcp(name)) => formatter.write_str(name)?,
            #[cfg(unix)]
            Some(Host::Unix(path)) => write!(formatter, "{}", path.display())?,
            None => match self.config.get_hostaddrs().first() {
                Some(address) => write!(formatter, "{address}")?,
                None => formatter.write_str("?")?,
            },
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
    fn what_leaves_this_machine_is_encrypted_unless_the_address_says_otherwise() {
        for (address, is_encrypted) in [
            ("postgres://city@db.example/binzhou", true),
            ("postgres://city@db.example/binzhou?sslmode=prefer", true),
            ("postgres://city@db.example/binzhou?sslmode=require", true),
            ("host=db.example dbname=binzhou sslmode=verify-full", true),
            ("postgres://city@10.0.0.7,127.0.0.1/binzhou", true),
            ("postgres://city@db.example/binzhou?sslmode=disable", false),
            ("postgres://city@localhost/binzhou", false),
            ("postgres://city@127.0.0.1/binzhou", false),
            ("host=db.example hostaddr=127.0.0.1 dbname=binzhou", false),
            ("host=localhost hostaddr=10.0.0.7 dbname=binzhou", true),
            ("hostaddr=::1 dbname=binzhou", false),
            ("hostaddr=10.0.0.7,127.0.0.1 dbname=binzhou", true),
            ("postgres://city@%2Frun%2Fpostgresql/binzhou", false),
            ("postgres://city@127.0.0.1/binzhou?sslmode=verify-full", true),
        ] {
            let read: PostgresAddress = address.parse().unwrap();
            assert_eq!(read.is_encrypted(), is_encrypted, "{address}");
        }
    }

    #[test]
    fn what_is_no_address_says_how_to_write_one() {
        let error = "sqlite:city.db".parse::<PostgresAddress>().unwrap_err().to_string();
        assert!(error.contains("postgres://USER:PASSWORD@HOST:PORT/DATABASE"), "{error}");
        let error = "host=db.example port=many"
            .parse::<PostgresAddress>()
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("invalid value for option `port`"),
            "the driver's own words: {error}"
        );
    }
}
