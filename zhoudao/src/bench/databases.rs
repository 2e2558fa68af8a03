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

    /// How many bytes a database takes.
    fn bytes_of(&self, name: &str) -> anyhow::Result<u64> {
        let sql = format!("SELECT pg_database_size('{name}')");
        let bytes = self.asked(async move |client| Ok(client.query_one(&sql, &[]).await?.get::<_, i64>(0)))?;
        Ok(bytes.try_into()?)
    }

    fn address(&self, name: &str) -> String {
        format!("{}/{name}", self.before)
    }

    fn execute(&self, sql: String) -> anyhow::Result<()> {
        self.asked(async move |client| Ok(client.batch_execute(&sql).await?))
    }

    /// In a thread of its own, so that it can be waited for wherever a database goes out of use.
    fn asked<T: Send + 'static>(&self, ask: impl AsyncFnOnce(Client) -> anyhow::Result<T> + Send + 'static) -> anyhow::Result<T> {
        let address = self.address(&self.maintenance);
        let asking = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let config: Config = address.parse()?;
                let (client, connection): (Client, _) = config.connect(NoTls).await?;
                tokio::spawn(connection);
                ask(client).await
            })
        });
        asking.join().map_err(|_| anyhow::anyhow!("the PostgreSQL was not asked"))?
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

    /// How many bytes it takes.
    ///
    /// # Errors
    /// When the server does not say.
    pub fn bytes(&self) -> anyhow::Result<u64> {
        self.server.bytes_of(&self.name)
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
