//! Databases on a PostgreSQL that are made to be measured, and are gone afterwards.

use std::thread;

use anyhow::Context;
use ledger::{Database, PostgresAddress};
use tokio_postgres::{Client, Config, NoTls};

/// A PostgreSQL on which databases can be made: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
#[derive(Clone, Debug)]
pub struct Server {
    /// Everything before the name of a database.
    before: String,
    maintenance: String,
}

impl Server {
    /// The server of that address.
    ///
    /// # Errors
    /// When it is no address of a database.
    pub fn at(address: &str) -> anyhow::Result<Self> {
        let (before, maintenance) = address.rsplit_once('/').context("the address names no database")?;
        Ok(Self {
            before: before.to_owned(),
            maintenance: maintenance.to_owned(),
        })
    }

    /// A new database; with the content of another, if one is given.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn make(&self, name: &str, template: Option<&Made>) -> anyhow::Result<Made> {
        let name = format!("zhoudao_bench_{}_{name}", std::process::id());
        let template = template.map_or(String::new(), |template| {
            format!(" TEMPLATE {} STRATEGY file_copy", template.name)
        });
        self.execute(format!("CREATE DATABASE {name}{template}"))?;
        Ok(Made {
            server: self.clone(),
            name,
        })
    }

    fn address(&self, name: &str) -> String {
        format!("{}/{name}", self.before)
    }

    /// In a thread of its own, so that it can be waited for wherever a database goes out of use.
    fn execute(&self, sql: String) -> anyhow::Result<()> {
        let address = self.address(&self.maintenance);
        let executing = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let config: Config = address.parse()?;
                let (client, connection): (Client, _) = config.connect(NoTls).await?;
                tokio::spawn(connection);
                client.batch_execute(&sql).await?;
                anyhow::Ok(())
            })
        });
        executing
            .join()
            .map_err(|_| anyhow::anyhow!("the PostgreSQL was not asked"))?
    }
}

/// A database that is dropped when this is.
#[derive(Debug)]
pub struct Made {
    server: Server,
    name: String,
}

impl Made {
    /// Its address, with the password.
    pub fn address(&self) -> String {
        self.server.address(&self.name)
    }

    /// As a city is opened.
    ///
    /// # Errors
    /// When the address is none.
    pub fn database(&self) -> anyhow::Result<Database> {
        let address: PostgresAddress = self.address().parse()?;
        Ok(Database::Postgres(address))
    }

    /// As the floor is opened.
    ///
    /// # Errors
    /// When the address is none.
    pub fn config(&self) -> anyhow::Result<Config> {
        Ok(self.address().parse()?)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if let Err(error) = self.server.execute(format!("DROP DATABASE {} WITH (FORCE)", self.name)) {
            eprintln!("the database {} is still there: {error}", self.name);
        }
    }
}
