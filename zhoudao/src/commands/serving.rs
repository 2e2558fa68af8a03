//! What all commands that serve a city can be told.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use webhook::{Courier, Network, Reach, Trusted};

use crate::server::Doors;
use crate::watch::{Format, Journal};

/// How it is watched, how it stops, and whom it may tell what happens.
#[derive(Debug, Args)]
pub(super) struct Serving {
    /// A loopback port for those who watch (docs/watch.md): /metrics, /healthz, /readyz. Without it nothing is measured aloud.
    #[arg(long)]
    watch_port: Option<u16>,
    /// How long it goes on answering after SIGTERM, while /readyz already says 503: longer than whoever distributes requests
    /// takes to notice.
    #[arg(long, default_value_t = 3)]
    drain_seconds: u64,
    /// How what happens is written to stderr.
    #[arg(long, value_enum, default_value_t)]
    log: Format,
    /// Where traces go: the OpenTelemetry collector at http://HOST:PORT (OTLP over HTTP). Without it there are none.
    #[arg(long)]
    traces: Option<String>,
    /// A network of the own house into which events may be sent (docs/events-out.md), such as 10.20.0.0/16; may be said more than
    /// once. Without it they are sent to public addresses only.
    #[arg(long = "events-to", value_name = "NETWORK")]
    events_to: Vec<Network>,
    /// The file with the certificates (PEM) of a private authority that vouches for receivers of events.
    #[arg(long)]
    events_authority: Option<PathBuf>,
}

impl Serving {
    pub(super) fn journal(&self) -> anyhow::Result<Journal> {
        Journal::begin(self.log, self.traces.as_deref())
    }

    /// What takes events to other systems.
    pub(super) fn courier(&self) -> anyhow::Result<Courier> {
        let authority = self.events_authority.as_deref().map(|file| {
            std::fs::read(file).with_context(|| format!("the receivers' authority cannot be read from {}", file.display()))
        });
        let authority = authority.transpose()?;
        let trusted = authority.as_deref().map_or(Trusted::OfTheMachine, Trusted::AndAuthority);
        Ok(Courier::new(Reach::with(self.events_to.clone()), trusted)?)
    }

    /// The doors, taken before a city is opened or made for them.
    pub(super) fn doors(&self, port: u16) -> anyhow::Result<Doors> {
        Doors::take(port, self.watch_port, Duration::from_secs(self.drain_seconds))
    }
}
