//! What the ledger tells when it is asked. Every name stands in `docs/watch.md`, with what to do when it is bad.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use authority::ActName;
use identity::RecordId;
use ledger::{Distribution, Lag, LateTimers, Ledger, Outcome, ParkedCount, ParkedOutcome, Unavailable};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Unit;
use subscriptions::queue::{Status, Tally, tallies};

use super::readiness::Readiness;

const MICROSECONDS_OF_A_SECOND: f64 = 1_000_000.0;
const MILLISECONDS_OF_A_SECOND: f64 = 1_000.0;

/// What was asked at one moment.
pub(super) struct LedgerMetrics {
    ledger: Ledger,
    is_ready: bool,
    is_draining: bool,
    write_ahead_log_bytes: Option<u64>,
    /// None while the store cannot be read.
    stored: Option<Stored>,
}

/// What only the store knows.
struct Stored {
    lags: Vec<Lag>,
    parked: Vec<ParkedCount>,
    late: Vec<LateTimers>,
    /// How old the last signed head is; none if none was ever signed.
    head_age_seconds: Option<f64>,
    /// Events that no signed head covers.
    unsigned: u64,
    /// Witnesses that refuse to countersign.
    refusing: u64,
    /// Events on their way to other systems.
    deliveries: BTreeMap<RecordId, Tally>,
}

impl LedgerMetrics {
    pub(super) async fn ask(readiness: &Readiness, folder: &Path) -> Self {
        let ledger = readiness.ledger().clone();
        let stored = match Stored::ask(&ledger).await {
            Ok(stored) => Some(stored),
            Err(error) => {
                tracing::error!(%error, "the ledger cannot answer a watcher");
                None
            }
        };
        Self {
            is_ready: readiness.ask().await.is_ok(),
            is_draining: readiness.is_draining(),
            write_ahead_log_bytes: Ledger::write_ahead_log_bytes(folder),
            stored,
            ledger,
        }
    }
}

impl Stored {
    async fn ask(ledger: &Ledger) -> Result<Self, Unavailable> {
        let head = ledger.head().await?.map(|signed| signed.head);
        let covered = head.as_ref().map_or(0, |head| head.size);
        Ok(Self {
            lags: ledger.lags().await?,
            parked: ledger.parked_counts().await?,
            late: ledger.late_timers().await?,
            refusing: ledger.refusing_witnesses().await?,
            deliveries: tallies(ledger).await?,
            head_age_seconds: head.map(|head| seconds(ledger.now().0 - head.at)),
            unsigned: ledger.position().saturating_sub(covered),
        })
    }
}

impl Collector for LedgerMetrics {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut page = Page(encoder);
        page.standing(self)?;
        page.commands(&self.ledger)?;
        page.writer(self)?;
        page.terms(&self.ledger)?;
        if let Some(stored) = &self.stored {
            page.reactions(&self.ledger, stored)?;
            page.timers(&self.ledger, stored)?;
            page.log(&self.ledger, stored)?;
            page.deliveries(&self.ledger, stored)?;
        }
        Ok(())
    }
}

/// What is written, one metric after the other.
struct Page<'a>(DescriptorEncoder<'a>);

impl Page<'_> {
    fn standing(&mut self, asked: &LedgerMetrics) -> fmt::Result {
        self.gauge("ready", "1 when requests may be sent here", None, u64::from(asked.is_ready))?;
        self.gauge("draining", "1 after it was asked to stop", None, u64::from(asked.is_draining))?;
        self.gauge(
            "store_readable",
            "1 when the store answers",
            None,
            u64::from(asked.stored.is_some()),
        )
    }

    fn commands(&mut self, ledger: &Ledger) -> fmt::Result {
        let help = "Commands by act and by what became of them";
        let mut family = self.0.encode_descriptor("commands", help, None, MetricType::Counter)?;
        for act in ActName::ALL {
            for outcome in Outcome::ALL {
                let count = ledger.measures().commands(*act, outcome);
                if count > 0 {
                    let labels = [("act", act.as_str()), ("outcome", outcome.as_str())];
                    ConstCounter::new(count).encode(family.encode_family(&labels)?)?;
                }
            }
        }
        Ok(())
    }

    fn writer(&mut self, asked: &LedgerMetrics) -> fmt::Result {
        let measures = asked.ledger.measures();
        if let Some(queue) = asked.ledger.queue() {
            self.gauge("writer_queue", "What waits for the writer", None, queue.waiting as u64)?;
            self.gauge(
                "writer_queue_most",
                "What may wait before senders wait",
                None,
                queue.most as u64,
            )?;
        }
        let took = measures.commit_microseconds();
        let encoder = self
            .0
            .encode_descriptor("commit", "What commits took", Some(&Unit::Seconds), MetricType::Histogram)?;
        histogram(encoder, &took, MICROSECONDS_OF_A_SECOND)?;
        let help = "Commands and other writes that shared a commit";
        let encoder = self.0.encode_descriptor("commit_writes", help, None, MetricType::Histogram)?;
        histogram(encoder, &measures.commit_writes(), 1.0)?;
        self.counter(
            "commits_failed",
            "Commits that failed, or whose answer did not come; they may have been written",
            measures.commits_failed(),
        )?;
        if let Some(bytes) = asked.write_ahead_log_bytes {
            self.gauge(
                "write_ahead_log",
                "How long the write-ahead log is",
                Some(&Unit::Bytes),
                bytes,
            )?;
        }
        Ok(())
    }

    fn terms(&mut self, ledger: &Ledger) -> fmt::Result {
        let help = "Values past their term that could not be erased when that was last tried";
        self.gauge("terms_failed", help, None, ledger.measures().terms_failed())
    }

    fn reactions(&mut self, ledger: &Ledger, stored: &Stored) -> fmt::Result {
        let help = "Events that a reaction has not finished with";
        let mut family = self
            .0
            .encode_descriptor("reaction_behind_events", help, None, MetricType::Gauge)?;
        for lag in &stored.lags {
            ConstGauge::new(lag.behind).encode(family.encode_family(&[("reaction", lag.reaction)])?)?;
        }
        let help = "What reactions and timers could not do, on somebody's desk";
        let mut family = self.0.encode_descriptor("parked", help, None, MetricType::Gauge)?;
        for parked in &stored.parked {
            let outcome = match parked.outcome {
                ParkedOutcome::Refused => "refused",
                ParkedOutcome::Failed => "failed",
            };
            let labels = [("reaction", parked.reaction.as_str()), ("outcome", outcome)];
            ConstGauge::new(parked.count).encode(family.encode_family(&labels)?)?;
        }
        let ended = ledger.measures().reactions_ended();
        self.counter("reactions_ended", "Reactions that ended though nobody asked them to", ended)
    }

    fn timers(&mut self, ledger: &Ledger, stored: &Stored) -> fmt::Result {
        let help = "Timers whose moment is over";
        let mut family = self.0.encode_descriptor("late_timers", help, None, MetricType::Gauge)?;
        for late in &stored.late {
            ConstGauge::new(late.count).encode(family.encode_family(&[("timer", late.name.as_str())])?)?;
        }
        let help = "How late the latest timer is";
        let unit = Some(&Unit::Seconds);
        let mut family = self
            .0
            .encode_descriptor("late_timers_oldest", help, unit, MetricType::Gauge)?;
        for late in &stored.late {
            let lateness = seconds(ledger.now().0 - late.oldest.0);
            ConstGauge::new(lateness).encode(family.encode_family(&[("timer", late.name.as_str())])?)?;
        }
        Ok(())
    }

    fn log(&mut self, ledger: &Ledger, stored: &Stored) -> fmt::Result {
        self.counter("log_events", "Events of the city's log", ledger.position())?;
        if let Some(age) = stored.head_age_seconds {
            self.gauge("log_head_age", "How old the last signed head is", Some(&Unit::Seconds), age)?;
        }
        self.gauge(
            "log_unsigned_events",
            "Events that no signed head covers yet",
            None,
            stored.unsigned,
        )?;
        let help = "Witnesses that refuse to countersign the log";
        self.gauge("witness_refuses", help, None, stored.refusing)
    }

    fn deliveries(&mut self, ledger: &Ledger, stored: &Stored) -> fmt::Result {
        let help = "Events on their way to other systems";
        let mut family = self.0.encode_descriptor("deliveries", help, None, MetricType::Gauge)?;
        for (subscription, tally) in &stored.deliveries {
            for (status, count) in [(Status::Waiting, tally.waiting), (Status::Parked, tally.parked)] {
                let labels = [
                    ("subscription", subscription.to_string()),
                    ("status", status.as_str().to_owned()),
                ];
                ConstGauge::new(count).encode(family.encode_family(&labels)?)?;
            }
        }
        let help = "How long ago the oldest of them happened";
        let unit = Some(&Unit::Seconds);
        let mut family = self.0.encode_descriptor("deliveries_oldest", help, unit, MetricType::Gauge)?;
        for (subscription, tally) in &stored.deliveries {
            if let Some(oldest) = tally.oldest {
                let labels = [("subscription", subscription.to_string())];
                ConstGauge::new(seconds(ledger.now().0 - oldest.0)).encode(family.encode_family(&labels)?)?;
            }
        }
        Ok(())
    }

    fn gauge<Number>(&mut self, name: &str, help: &str, unit: Option<&Unit>, value: Number) -> fmt::Result
    where
        ConstGauge<Number>: EncodeMetric,
    {
        let encoder = self.0.encode_descriptor(name, help, unit, MetricType::Gauge)?;
        ConstGauge::new(value).encode(encoder)
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let encoder = self.0.encode_descriptor(name, help, None, MetricType::Counter)?;
        ConstCounter::new(value).encode(encoder)
    }
}

fn histogram(mut encoder: MetricEncoder<'_>, sizes: &Distribution, unit: f64) -> fmt::Result {
    let ends = sizes.ends.iter().map(|end| *end as f64 / unit).chain([f64::INFINITY]);
    let ranges: Vec<(f64, u64)> = ends.zip(sizes.counts.iter().copied()).collect();
    encoder.encode_histogram::<NoLabelSet>(sizes.sum as f64 / unit, sizes.count(), &ranges, None)
}

fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / MILLISECONDS_OF_A_SECOND
}

impl fmt::Debug for LedgerMetrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LedgerMetrics")
    }
}
