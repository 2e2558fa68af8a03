//! `zhoudao witness`: what another organ runs.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use proof::{KeyName, VerifyingKey};
use tokio::net::TcpListener;
use witness::{Memory, Witness, open_key};

use crate::server;

/// Witness other cities' logs.
///
/// A witness remembers the last head that it has seen of each log, and countersigns the next one only if it goes on from there. So no city can show
/// two histories. It belongs to another organ than the city's, on another machine. It speaks C2SP tlog-witness (docs/witness.md).
#[derive(Debug, Args)]
pub struct WitnessCommand {
    /// The public key of a log, as /log of its city shows it (zhoudao/CITY/EPOCH/SUITE+ID+KEY). Once for each log.
    #[arg(long, value_name = "KEY", required = true)]
    log: Vec<VerifyingKey>,
    /// The folder of what it has seen. Whoever loses it has a witness that countersigns anything once.
    #[arg(long, default_value = "witness")]
    data: PathBuf,
    /// The file with its own key; without it, the file key in the folder. Readable by its owner alone.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The name by which the witness is known, such as archive.example.cn/witness: needed once, when its key is made.
    #[arg(long, value_parser = KeyName::new)]
    name: Option<KeyName>,
    /// The port.
    #[arg(long, default_value_t = 8320)]
    port: u16,
    /// The address it listens on. It asks nobody to sign in: what it countersigns, the log's own key must have signed.
    #[arg(long, default_value = "127.0.0.1")]
    listen: std::net::IpAddr,
}

impl WitnessCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let memory = Memory::open(&self.data)?;
        let key_file = self.key_file.unwrap_or_else(|| self.data.join("key"));
        let key = open_key(&key_file, self.name.as_ref())?;
        let witness = Witness::new(key, memory, self.log)?;
        let verifying = witness.verifying();
        server::block_on(async move {
            let address = SocketAddr::from((self.listen, self.port));
            let listener = TcpListener::bind(address)
                .await
                .with_context(|| format!("{address} cannot be used; choose another with --port and --listen"))?;
            println!("the public key of this witness: {verifying}");
            println!(
                "a city shows its heads to it with: zhoudao serve --witness http://{} --witness-key {verifying}",
                listener.local_addr()?
            );
            axum::serve(listener, witness.routes())
                .with_graceful_shutdown(server::stop_asked())
                .await?;
            Ok(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
