//! `zhoudao serve`: the city in a data folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ledger::Arming;
use lossy_disk::{Disk, Spill};

use crate::city::{City, Mode};
use crate::gateways::Ways;
use crate::server;
use crate::stored::Stored;

use super::serving::Serving;

/// Serve the city in a data folder, or beside other servers the city in a database.
#[derive(Debug, Args)]
pub struct Serve {
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// The loopback port; a proxy with TLS stands in front of it. 0 for any that is free, which is printed.
    #[arg(long, default_value_t = 8310)]
    port: u16,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// The address under which people reach the city, printed in QR codes.
    #[arg(long)]
    address: Option<String>,
    /// The SMS gateway (docs/sms-gateway.md): http://HOST:PORT. Without it no SMS is sent.
    #[arg(long, requires = "gateway_keys")]
    sms: Option<String>,
    /// The mail server: smtp://HOST:PORT (STARTTLS), smtps://HOST:PORT (TLS), or smtp+plain://HOST:PORT (in clear). Without it
    /// no e-mail is sent.
    #[arg(long, requires = "gateway_keys")]
    smtp: Option<String>,
    /// The file with the certificates (PEM) of a private authority that vouches for the mail server.
    #[arg(long, requires = "smtp")]
    smtp_authority: Option<PathBuf>,
    /// The file with the secrets of both.
    #[arg(long)]
    gateway_keys: Option<PathBuf>,
    #[command(flatten)]
    outside: super::outside::OutsideArguments,
    #[command(flatten)]
    pub(super) serving: Serving,
    /// Keep the database on a disk that forgets what was not synced, with that seed: only for `zhoudao torture`.
    #[arg(long, hide = true)]
    lossy_disk: Option<u64>,
    /// End, hold up or fail at a named point of the ledger, `POINT:PASSING:STRIKE`: only for `zhoudao torture`.
    #[arg(long, hide = true)]
    armed: Option<Arming>,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let outside = self.outside.parsed()?;
        if let Some(armed) = self.armed {
            armed.arm();
        }
        // The disk lies under the city as long as it is served.
        let _disk = self.lossy_disk.map(|seed| lossy(&self.data, seed)).transpose()?;
        server::block_on_serving(async move {
            let ways = Ways::real(self.sms, self.smtp, self.smtp_authority, self.gateway_keys);
            let courier = self.serving.courier()?;
            let options = self.stored.existing(&self.data, self.keys)?;
            let doors = self.serving.doors(self.port)?;
            let port = doors.port();
            let address = self.address.unwrap_or_else(|| format!("http://127.0.0.1:{port}"));
            let mut city = City::open(&self.data, options, &address, Mode::Real, &ways, courier).await?;
            city.publicity = Some(city.transparency.go_public(outside));
            let announce = |city: &City| {
                let brand = city.catalogue.current().city().brand.clone();
                let (code, place) = (city.ledger.city(), self.stored.place(&self.data));
                let said = format!("{brand} ({code}) in {place}, served on 127.0.0.1:{port} and reached at {address}");
                // Whoever has started it may not listen.
                let _ = writeln!(std::io::stdout(), "{said}");
            };
            server::serve(city, doors, announce).await
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn lossy(data: &Path, seed: u64) -> anyhow::Result<Disk> {
    lossy_disk::install()?;
    Ok(Disk::under(data, seed, Spill::Always)?)
}
