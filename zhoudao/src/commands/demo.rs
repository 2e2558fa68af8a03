//! `zhoudao demo`: a sample city, made on the spot.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use ledger::{Clock, MovableClock};

use crate::city::{City, Mode};
use crate::gateways::Ways;
use crate::history::{self, Wish};
use crate::stored::Stored;
use crate::{demo, server};

use super::serving::Serving;

/// Create a sample city, load its pack and people, and serve it.
#[derive(Debug, Args)]
pub struct Demo {
    /// The data folder; a new one is made, an existing one is served as it is.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// The loopback port.
    #[arg(long, default_value_t = 8310)]
    port: u16,
    /// How many applications a new city has lived through in the year before it opens; 0 for none.
    #[arg(long, default_value_t = history::APPLICATIONS_DEFAULT)]
    history: u32,
    /// Where the chance of that year begins: the same seed and day, the same city.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    outside: super::outside::OutsideArguments,
    #[command(flatten)]
    pub(super) serving: Serving,
}

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let outside = self.outside.parsed()?;
        server::block_on_serving(async move {
            let doors = self.serving.doors(self.port)?;
            let address = format!("http://127.0.0.1:{}", doors.port());
            std::fs::create_dir_all(&self.data)?;
            // A year is lived through in a folder; a city of which a part lies elsewhere begins today.
            if self.stored.is_all_in_folder() {
                self.live_through_history(&address).await?;
            }
            let clock = Arc::new(MovableClock::open(&self.data)?);
            let mode = Mode::Demo(Arc::clone(&clock));
            let courier = self.serving.courier()?;
            let options = self.stored.options(&self.data)?.with_clock(clock);
            let mut city = City::open(&self.data, options, &address, mode, &Ways::Reference, courier).await?;
            city.publicity = Some(city.transparency.go_public(outside));
            let announce = |city: &City| demo::announce(city, &address);
            server::serve(city, doors, announce).await
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// A new city has a past.
    async fn live_through_history(&self, address: &str) -> anyhow::Result<()> {
        history::take_over(&self.data)?;
        if history::is_city(&self.data) {
            return Ok(());
        }
        if self.history == 0 {
            return history::do_without(&self.data);
        }
        let wish = Wish {
            applications: self.history,
            seed: self.seed,
            days: history::DAYS,
            until: MovableClock::open(&self.data)?.now(),
        };
        history::make(&self.data, address, &wish).await
    }
}
