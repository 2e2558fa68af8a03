//! `zhoudao appoint NAME POST`: puts somebody into a post, such as the first administrator of a new city.

use std::path::PathBuf;
use std::process::ExitCode;

use authority::Actor;
use clap::Args;
use identity::PostId;
use ledger::Key;

use crate::city::Foundation;
use crate::gateways::Ways;
use crate::server;
use crate::stored::Stored;

/// Put somebody who has registered into a post; the first administrator appoints all others in the browser.
///
/// A post is named by its organ and its duty: approval-371600-administer. Whoever has registered signs in under NAME. The city must
/// not be served at the same time.
#[derive(Debug, Args)]
pub struct Appoint {
    /// The name under which the person signs in.
    name: String,
    /// The post.
    post: PostId,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
}

impl Appoint {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        server::block_on(async move {
            let options = self.stored.existing(&self.data, self.keys)?;
            let city = Foundation::open(&self.data, options, "http://127.0.0.1", None, &Ways::None).await?;
            // Each call is an act of its own: whoever left a post may come back to it.
            let key = Key::derived(&[
                "appoint",
                &city.ledger.now().0.to_string(),
                &self.name,
                &self.post.to_string(),
            ]);
            let appointed = city.people.appoint(&Actor::seed(), &self.name, &self.post, key).await;
            city.ledger.close().await;
            appointed?;
            println!("{} is in the post {}", self.name, self.post);
            Ok(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
