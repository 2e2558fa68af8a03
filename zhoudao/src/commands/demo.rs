//! `zhoudao demo`: a sample city, made on the spot.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use ledger::MovableClock;

use crate::city::{City, Mode};
use crate::gateways::Ways;
use crate::{demo, server};

/// Create a sample city, load its pack and people, and serve it.
#[derive(Debug, Args)]
pub struct Demo {
    /// The data folder; a new one is made, an existing one is served as it is.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The loopback port.
    #[arg(long, default_value_t = 8310)]
    port: u16,
}

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        server::block_on(async move {
            std::fs::create_dir_all(&self.data)?;
            let clock = Arc::new(MovableClock::open(&self.data)?);
            let address = format!("http://127.0.0.1:{}", self.port);
            let mode = Mode::Demo(Arc::clone(&clock));
            let city = City::open(&self.data, None, clock, &address, mode, &Ways::Reference).await?;
            demo::announce(&city, &address);
            server::serve(city, self.port).await
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
