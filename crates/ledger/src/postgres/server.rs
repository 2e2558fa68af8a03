//! The way to a PostgreSQL.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use identity::RegionCode;
use tokio::runtime::Runtime;
use tokio::sync::Notify;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Connection, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;
use trust::Trusted;

use super::PostgresAddress;
use super::fault::root;
use super::link::Link;
use super::reading::PostgresReaders;
use crate::engine::Fault;
use crate::error::Unavailable;
use crate::waiting::wait;

/// A PostgreSQL, and the thread on which its connections are driven: whoever waits for an answer may be of any runtime or none.
pub(crate) struct Postgres {
    address: PostgresAddress,
    tls: MakeRustlsConnect,
    runtime: Option<Runtime>,
    /// Told when this server has committed something.
    pub(super) committed: Arc<Notify>,
}

/// How long connecting to one server of the address may take, where the address says nothing else.
const CONNECTING_TIME_MAX: Duration = Duration::from_secs(5);
/// How long what was sent may stay unconfirmed, likewise.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// What drives a connection, in clear or encrypted as the address says.
pub(super) type Driver = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

/// What a connection is for, as the database's administrator sees it.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Writing,
    Reading,
    Listening,
    Leasing,
}

impl Purpose {
    /// A writer that is stuck must give back the pen; a reader must not keep old rows alive for ever. Whoever writes or listens looks up
    /// a few rows by their keys. What is compiled for a question is not kept for the next: a question of a moment would take a tenth of a second.
    fn settings(self) -> &'static str {
        match self {
            Self::Writing => {
                "-c synchronous_commit=on -c idle_in_transaction_session_timeout=15s -c lock_timeout=30s \
                 -c jit=off -c enable_seqscan=off"
            }
            Self::Listening => "-c statement_timeout=30s -c jit=off -c enable_seqscan=off",
            Self::Reading | Self::Leasing => "-c statement_timeout=30s -c jit=off",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Writing => "zhoudao writing",
            Self::Reading => "zhoudao reading",
            Self::Listening => "zhoudao listening",
            Self::Leasing => "zhoudao leasing",
        }
    }
}

impl Postgres {
    pub(crate) fn new(address: PostgresAddress) -> Result<Self, Fault> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("ledger-postgres")
            .enable_all()
            .build()
            .map_err(|error| Unavailable(format!("no thread for the database's connections: {error}")))?;
        Ok(Self {
            tls: tls(&address)?,
            address,
            runtime: Some(runtime),
            committed: Arc::default(),
        })
    }

    /// A new connection.
    pub(super) fn connect(&self, purpose: Purpose) -> Result<Arc<Link>, Fault> {
        wait(self.connected(purpose))
    }

    /// The same for whoever must not wait in a thread.
    pub(super) async fn connected(&self, purpose: Purpose) -> Result<Arc<Link>, Fault> {
        let reaching = self.reach(purpose);
        let connecting = self.runtime()?.spawn(async move {
            let (client, driver) = reaching.await?;
            tokio::spawn(driver);
            if let Purpose::Reading = purpose {
                // Not when it is reached: among several servers of an address, the one that can be written to is known by this setting.
                client.batch_execute("SET default_transaction_read_only = on").await?;
            }
            Ok::<_, Fault>(client)
        });
        let client = connecting.await.map_err(|_| closed())??;
        Ok(Link::new(client))
    }

    /// A new connection that nobody drives yet.
    pub(super) fn reach(&self, purpose: Purpose) -> impl Future<Output = Result<(Client, Driver), Fault>> + Send + use<> {
        let mut config = self.address.config().clone();
        let options = config.get_options().map_or_else(String::new, |own| format!("{own} "));
        config
            .application_name(purpose.name())
            .options(format!("{options}{}", purpose.settings()));
        // A machine that is gone answers nothing, and without this it would be waited for until the system gives up.
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING_TIME_MAX);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE_MAX);
        }
        let tls = self.tls.clone();
        async move { config.connect(tls).await.map_err(unreached) }
    }

    pub(super) fn runtime(&self) -> Result<&Runtime, Fault> {
        self.runtime.as_ref().ok_or_else(closed)
    }

    /// Opens connections that only read.
    pub(crate) fn readers(self: &Arc<Self>) -> PostgresReaders {
        PostgresReaders::of(Arc::clone(self))
    }

    /// The cities of the database; none while it has no tables.
    pub(crate) fn cities(&self) -> Result<Vec<RegionCode>, Fault> {
        let link = self.connect(Purpose::Reading)?;
        let has_tables = wait(link.rows("SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('city')", &[]))?;
        if has_tables.is_empty() {
            return Ok(Vec::new());
        }
        let rows = wait(link.rows("SELECT city FROM city ORDER BY city", &[]))?;
        let read = rows.iter().map(|row| Ok(row.get(0)?));
        read.collect()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may be dropped on a thread that must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn tls(address: &PostgresAddress) -> Result<MakeRustlsConnect, Fault> {
    let unusable = |reason: String| Unavailable(reason);
    let read = |file: &Path| {
        std::fs::read(file).map_err(|error| unusable(format!("the database's authority {}: {error}", file.display())))
    };
    let authority = address.authority().map(read).transpose()?;
    let trusted = match &authority {
        Some(pem) => Trusted::AuthorityAlone(pem),
        None if address.is_encrypted() => Trusted::OfTheMachine,
        None => Trusted::Nobody,
    };
    let config = trust::speaking(trusted).map_err(|error| unusable(error.to_string()))?;
    Ok(MakeRustlsConnect::new(config))
}

/// A server that is not believed, or cannot be, would not be so in a moment either: what to do is said at once.
fn unreached(error: tokio_postgres::Error) -> Fault {
    let cause = root(&error);
    let remedy = if cause.contains("does not support TLS") {
        "turn TLS on there, or say sslmode=disable if nobody can listen in between"
    } else if cause.contains("invalid peer certificate") {
        "the authority that vouches for the database is named with --database-authority, and its name must be that of the address"
    } else {
        return error.into();
    };
    Fault::Disk(Unavailable(format!("{cause}: {remedy}")))
}

fn closed() -> Fault {
    Fault::Disk(Unavailable("the ledger is closed".to_owned()))
}
