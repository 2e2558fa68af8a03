//! Beside other servers of the city: what this one keeps in memory of definitions and days follows what the others bring into
//! force.

use administration::OnEntry;
use administration::record::Releases;
use almanac::AlmanacRoom;
use almanac::record::Days;
use catalogue::{Catalogue, CatalogueError};
use ledger::{Ledger, Record};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;

/// Follows the others until it is dropped.
#[derive(Debug)]
pub struct Abreast(JoinHandle<()>);

impl Drop for Abreast {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Follows what the others commit.
pub fn keep_abreast(ledger: &Ledger, catalogue: Catalogue, almanac: AlmanacRoom, on_entry: OnEntry) -> Abreast {
    let mut news = ledger.watch();
    Abreast(tokio::spawn(async move {
        loop {
            let (definitions, days) = match news.recv().await {
                Ok(committed) => (committed.kind == Releases::KIND, committed.kind == Days::KIND),
                Err(RecvError::Lagged(_)) => (true, true),
                Err(RecvError::Closed) => return,
            };
            if definitions && let Err(error) = renew(&catalogue, &on_entry).await {
                tracing::error!(%error, "a release that another server brought into force cannot be read");
            }
            if days && let Err(error) = almanac.catch_up().await {
                tracing::error!(%error, "days that were declared at another server cannot be read");
            }
        }
    }))
}

async fn renew(catalogue: &Catalogue, on_entry: &OnEntry) -> Result<(), CatalogueError> {
    if let Some(release) = catalogue.catch_up().await? {
        on_entry(&release);
    }
    Ok(())
}
