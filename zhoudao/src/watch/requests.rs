//! What requests take, by route, method and status. A route is its template, `/applications/{application}`: paths name records,
//! codes and tokens, and are written down nowhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use tracing::Instrument;

/// The upper ends of the ranges into which requests are sorted by what they took, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// What no route is written for.
const NO_ROUTE: &str = "none";
/// In place of a status: the client left before the answer.
const LEFT: &str = "left";

/// What a request was, as far as anybody may know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    route: String,
    method: &'static str,
    status: String,
}

/// The requests of this process.
pub(super) struct Requests {
    seconds: Timings,
    in_flight: Gauge,
    numbers: AtomicU64,
}

type Timings = Family<Labels, Histogram, fn() -> Histogram>;

impl Default for Requests {
    fn default() -> Self {
        Self {
            seconds: Timings::new_with_constructor(|| Histogram::new(SECONDS)),
            in_flight: Gauge::default(),
            numbers: AtomicU64::new(0),
        }
    }
}

impl Requests {
    /// Has them told with the other metrics.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register_with_unit(
            "http_request",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            self.seconds.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests whose answer has not begun",
            self.in_flight.clone(),
        );
    }
}

/// Times a request, and names it for everything that is written down while it is answered.
pub(super) async fn measure(State(requests): State<Arc<Requests>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    let method = name_of(request.method());
    let number = requests.numbers.fetch_add(1, Ordering::Relaxed);
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        number,
        http.route = route,
        http.request.method = method,
        http.response.status_code = tracing::field::Empty
    );
    let mut timing = Timing::begin(&requests, route, method);
    let response = next.run(request).instrument(span.clone()).await;
    timing.answered(response.status());
    span.record("http.response.status_code", response.status().as_u16());
    response
}

/// Anybody may send any word as a method: those of HTTP are told apart, and no others.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A request that is being answered. It ends with this, also when the client leaves.
struct Timing<'a> {
    requests: &'a Requests,
    route: String,
    method: &'static str,
    status: Option<StatusCode>,
    began: Instant,
}

impl<'a> Timing<'a> {
    fn begin(requests: &'a Requests, route: String, method: &'static str) -> Self {
        requests.in_flight.inc();
        Self {
            requests,
            route,
            method,
            status: None,
            began: Instant::now(),
        }
    }

    fn answered(&mut self, status: StatusCode) {
        self.status = Some(status);
    }
}

impl Drop for Timing<'_> {
    fn drop(&mut self) {
        self.requests.in_flight.dec();
        let labels = Labels {
            route: std::mem::take(&mut self.route),
            method: self.method,
            status: self
                .status
                .map_or_else(|| LEFT.to_owned(), |status| status.as_str().to_owned()),
        };
        let seconds = self.began.elapsed().as_secs_f64();
        self.requests.seconds.get_or_create(&labels).observe(seconds);
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_request_is_told_by_its_route_and_never_by_its_path() {
        let requests = Arc::new(Requests::default());
        let pages = Router::new()
            .route("/m/{code}", get(async || "found"))
            .layer(from_fn_with_state(Arc::clone(&requests), measure));
        for (method, path) in [
            ("GET", "/m/secret-code?phone=13800001234"),
            ("BREW", "/m/secret-code"),
            ("GET", "/none/of/it"),
        ] {
            let request = Request::builder().method(method).uri(path).body(Body::empty());
            pages.clone().oneshot(request.expect("a request")).await.expect("an answer");
        }
        let mut registry = Registry::default();
        requests.register(&mut registry);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).expect("a text");
        for told in [
            r#"http_request_seconds_count{route="/m/{code}",method="GET",status="200"} 1"#,
            r#"http_request_seconds_count{route="/m/{code}",method="other",status="405"} 1"#,
            r#"http_request_seconds_count{route="none",method="GET",status="404"} 1"#,
            "http_requests_in_flight 0",
        ] {
            assert!(text.contains(told), "{told} is not in\n{text}");
        }
        assert!(!text.contains("secret-code") && !text.contains("1380"), "{text}");
    }
}
