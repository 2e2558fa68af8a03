//! What is written to stderr while the program runs, for people or for programs, and the traces of requests.
//!
//! Personal data is not written: no path, query or form, no name, number or text of a record. What stands there are routes,
//! identifiers of records, the names of acts and reactions, and the words of errors.

use std::io::IsTerminal;

use clap::ValueEnum;
use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use super::traces::Traces;

/// What is written if `RUST_LOG` does not say otherwise.
const WRITTEN: &str = "warn,zhoudao=info";

/// How it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for people.
    #[default]
    Text,
    /// A line of JSON for programs.
    Json,
}

/// The journal; it takes the last traces to their collector when it is dropped.
#[derive(Debug)]
pub struct Journal {
    _traces: Option<Traces>,
}

impl Journal {
    /// Begins it, once in a process.
    ///
    /// # Errors
    /// When the address of the traces' collector cannot be used.
    pub fn begin(format: Format, collector: Option<&str>) -> anyhow::Result<Self> {
        let traces = collector.map(Traces::to).transpose()?;
        let spans = traces.as_ref().map(Traces::layer);
        tracing_subscriber::registry().with(spans).with(lines(format, WRITTEN)).init();
        Ok(Self { _traces: traces })
    }

    /// Begins one in which nothing is written unless `RUST_LOG` asks for it.
    ///
    /// # Errors
    /// None: it is begun as the others are.
    pub fn silent() -> anyhow::Result<Self> {
        tracing_subscriber::registry().with(lines(Format::Text, "off")).init();
        Ok(Self { _traces: None })
    }
}

/// Colours are for eyes: in a file they are noise. Whoever wants none sets `NO_COLOR`.
fn is_coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
}

fn lines<S>(format: Format, written: &str) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| written.into());
    let lines = fmt::layer().with_writer(std::io::stderr);
    match format {
        Format::Text => lines.with_ansi(is_coloured()).with_filter(filter).boxed(),
        Format::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    }
}
