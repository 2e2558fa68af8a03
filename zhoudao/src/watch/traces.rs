//! Traces of requests and of the commands that they lead to, for a collector that speaks OTLP over HTTP.
//!
//! Only spans go there, with what `requests` and the ledger put into them; what is written to stderr does not.

use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Uri;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Runtime;
use tracing::Level;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::{Layer, Registry};

/// Where a collector takes traces (OTLP 1.x, "OTLP/HTTP Request").
const PATH: &str = "/v1/traces";
/// How long a collector may take; what it does not take is lost, and nothing waits for it.
const TAKING_TIME_MAX: Duration = Duration::from_secs(5);
/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 64 << 10;

/// The way to the collector.
#[derive(Debug)]
pub(super) struct Traces(SdkTracerProvider);

impl Traces {
    /// To the collector at `http://HOST:PORT`.
    pub(super) fn to(collector: &str) -> anyhow::Result<Self> {
        let address: Uri = collector.parse().ok().filter(is_collector).with_context(|| {
            format!("{collector:?} is no collector of traces: http://HOST:PORT; for https, let a collector on this machine pass them on")
        })?;
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{}{PATH}", address.to_string().trim_end_matches('/')))
            .with_timeout(TAKING_TIME_MAX)
            .with_http_client(Carrier::new()?)
            .build()?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("zhoudao").with_attribute(version);
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build());
        Ok(Self(provider.build()))
    }

    /// What takes spans there: those of the program itself, and no events, whose words are for stderr.
    pub(super) fn layer(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        let ours = filter_fn(|metadata| metadata.is_span() && *metadata.level() <= Level::INFO);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("zhoudao"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_filter(ours)
            .boxed()
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown_with_timeout(TAKING_TIME_MAX) {
            eprintln!("zhoudao: the last traces were not taken: {error}");
        }
    }
}

fn is_collector(address: &Uri) -> bool {
    address.scheme_str() == Some("http") && address.host().is_some() && address.query().is_none()
}

/// Carries requests to the collector, from the thread on which batches are made, which is none of the city's.
#[derive(Debug)]
struct Carrier {
    runtime: Runtime,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Carrier {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
            client: Client::builder(TokioExecutor::new()).build_http(),
        })
    }
}

#[async_trait]
impl HttpClient for Carrier {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let sending = async {
            let answer = self.client.request(request.map(Full::new)).await?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await?;
            Ok::<_, HttpError>(Response::from_parts(head, body.to_bytes()))
        };
        self.runtime
            .block_on(async { tokio::time::timeout(TAKING_TIME_MAX, sending).await })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collector_is_an_address_of_http() {
        for (address, is_one) in [
            ("http://collector:4318", true),
            ("http://127.0.0.1:4318/otlp", true),
            ("https://collector:4318", false),
            ("collector:4318", false),
            ("http://collector/?x=1", false),
        ] {
            assert_eq!(
                address.parse().is_ok_and(|address| is_collector(&address)),
                is_one,
                "{address}"
            );
        }
    }
}
