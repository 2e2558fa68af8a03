//! Everything that is measured, in the text that Prometheus reads (OpenMetrics 1.0).

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::ledger_metrics::LedgerMetrics;
use super::readiness::Readiness;
use super::requests::Requests;

/// What the text is.
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// What every metric of ours begins with.
const PREFIX: &str = "zhoudao";

/// What is told.
pub(super) struct Exposition {
    folder: PathBuf,
    readiness: Readiness,
    /// What is counted by itself.
    counted: Registry,
}

impl Exposition {
    pub(super) fn new(folder: &Path, readiness: Readiness, requests: &Arc<Requests>) -> Self {
        let mut counted = Registry::with_prefix(PREFIX);
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        counted.register("build", "The program", Info::new(version));
        requests.register(&mut counted);
        Self {
            folder: folder.to_owned(),
            readiness,
            counted,
        }
    }

    /// What was counted, and what the ledger answers now.
    pub(super) async fn write(&self) -> Result<String, fmt::Error> {
        let mut asked = Registry::with_prefix(PREFIX);
        asked.register_collector(Box::new(LedgerMetrics::ask(&self.readiness, &self.folder).await));
        let mut text = String::new();
        encode_registry(&mut text, &self.counted)?;
        encode_registry(&mut text, &asked)?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}
