//! Somebody watches over a city: whether it lives, what it measures, what it writes down, where its traces go.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::{Answer, Connection, Server};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;

/// How long spans may take until their batch is sent (OTel's default is five seconds).
const BATCH_TIME_MAX: Duration = Duration::from_secs(60);

/// How long the first head may take: about a second, on a machine that has nothing else to do.
const HEAD_TIME_MAX: Duration = Duration::from_secs(60);

/// A collector that speaks OTLP over HTTP, with what it was sent.
struct Collector {
    address: String,
    spans: Receiver<Span>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let (told, spans) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = BufReader::new(stream);
                while let Some(request) = taken(&mut stream) {
                    let spans = request
                        .resource_spans
                        .into_iter()
                        .flat_map(|of_resource| of_resource.scope_spans)
                        .flat_map(|of_scope| of_scope.spans);
                    for span in spans {
                        // The test may have seen enough.
                        let _ = told.send(span);
                    }
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
                    if stream.get_mut().write_all(answer).is_err() {
                        break;
                    }
                }
            }
        });
        Self { address, spans }
    }

    /// Waits for a span, and answers it with all that came before.
    fn until(&self, wanted: impl Fn(&Span) -> bool) -> Vec<Span> {
        let mut seen = Vec::new();
        loop {
            let span = self.spans.recv_timeout(BATCH_TIME_MAX);
            let span = span.unwrap_or_else(|_| panic!("the span did not come; these did: {seen:#?}"));
            let is_wanted = wanted(&span);
            seen.push(span);
            if is_wanted {
                return seen;
            }
        }
    }
}

/// One export; none when the program hangs up.
fn taken(stream: &mut impl BufRead) -> Option<ExportTraceServiceRequest> {
    let (mut line, mut length, mut is_traces) = (String::new(), 0, false);
    while line != "\r\n" {
        line.clear();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        is_traces |= line.starts_with("POST /v1/traces ");
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().expect("a length");
        }
    }
    assert!(is_traces, "traces are sent where OTLP says");
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(ExportTraceServiceRequest::decode(&*body).expect("OTLP"))
}

#[test]
fn a_city_is_watched_and_tells_nothing_personal() {
    let (folder, collector) = (tempfile::tempdir().expect("a folder"), Collector::start());
    let mut server = Server::start(
        folder.path(),
        &["--log", "json", "--traces", &collector.address, "--drain-seconds", "0"],
    );
    it_says_whether_it_lives_and_is_ready(&server);
    let personal = somebody_uses_it(&server);
    what_it_measures_is_told_to_watchers_only(&server);
    let spans = collector.until(|span| span.name == "POST /register");
    requests_and_commands_are_traced(&spans);

    server.terminate();
    assert_eq!(server.ended().code(), Some(0));
    let written = server.written();
    let objects: Vec<serde_json::Value> = written
        .lines()
        .filter(|line| !line.starts_with("zhoudao: "))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect();
    assert!(objects.iter().any(|object| object["level"] == "DEBUG"), "{written}");
    assert!(
        objects
            .iter()
            .all(|object| object["timestamp"].is_string() && object["target"].is_string()),
        "{written}"
    );
    let told = format!("{written}{spans:?}");
    for value in personal {
        assert!(!told.contains(value), "{value} was written down");
    }
}

fn it_says_whether_it_lives_and_is_ready(server: &Server) {
    for port in [server.port, server.watch_port] {
        for (path, said) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
            let answer = server.ask(port, path);
            assert_eq!((answer.status, answer.body.as_str()), (200, said), "{path}");
            assert!(answer.head.contains("cache-control: no-store"), "{}", answer.head);
        }
    }
}

/// Registers, fails to sign in, and looks at pages whose addresses hold what nobody else may know.
fn somebody_uses_it(server: &Server) -> [&'static str; 6] {
    let personal = [
        "欧阳测试",
        "372323199003072331",
        "13900007788",
        "never-a-secret-9",
        "watched-name",
        "ZD-QUERY-CODE-77",
    ];
    let [name, number, phone, password, sign_in, code] = personal;
    let mut connection = Connection::to(server.port).expect("a connection");
    let page = connection.ask("GET", "/register", "").expect("a form");
    let form: Vec<String> = [
        ("name", name),
        ("resident_number", number),
        ("phone", phone),
        ("sign_in_name", sign_in),
        ("password", password),
    ]
    .into_iter()
    .map(|(field, value)| (field, value.to_owned()))
    .chain(["form_token", "key"].map(|field| (field, page.hidden(field))))
    .map(|(field, value)| format!("{field}={}", encoded(&value)))
    .collect();
    let registered = connection
        .submit("/register", &page.cookies(), &form.join("&"))
        .expect("an answer");
    assert_eq!(registered.status, 303, "{registered:?}");
    let session = serde_json::json!({ "name": sign_in, "password": format!("{password}-wrong") });
    let refused = connection
        .ask("POST", "/api/v1/sessions", &session.to_string())
        .expect("an answer");
    assert!((400..500).contains(&refused.status), "{refused:?}");
    for path in [
        format!("/verify?code={code}&phone={phone}"),
        format!("/m/{code}"),
        format!("/nowhere/{phone}"),
    ] {
        connection.ask("GET", &path, "").expect("an answer");
    }
    personal
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What is told after the first head: it is signed a moment after the first event.
fn once_a_head_is_signed(server: &Server) -> Answer {
    let until = Instant::now() + HEAD_TIME_MAX;
    loop {
        let told = server.ask(server.watch_port, "/metrics");
        if told.body.contains("zhoudao_log_head_age_seconds ") {
            return told;
        }
        assert!(Instant::now() < until, "no head was signed:\n{}", told.body);
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn what_it_measures_is_told_to_watchers_only(server: &Server) {
    assert_eq!(server.ask(server.port, "/metrics").status, 404);
    let told = once_a_head_is_signed(server);
    assert!(told.head.contains("application/openmetrics-text"), "{}", told.head);
    for line in [
        "zhoudao_ready 1\n",
        "zhoudao_draining 0\n",
        "zhoudao_store_readable 1\n",
        r#"zhoudao_http_request_seconds_count{route="/api/v1/sessions",method="POST",status="422"} 1"#,
        r#"zhoudao_http_request_seconds_count{route="none",method="GET",status="404"} "#,
        r#"zhoudao_commands_total{act="open-account",outcome="written"} "#,
        r#"zhoudao_commit_seconds_bucket{le="+Inf"} "#,
        "zhoudao_commit_writes_sum ",
        "zhoudao_commits_failed_total 0\n",
        "zhoudao_writer_queue 0\n",
        "zhoudao_write_ahead_log_bytes ",
        r#"zhoudao_reaction_behind_events{reaction="events-out"} "#,
        "zhoudao_reactions_ended_total 0\n",
        "zhoudao_terms_failed 0\n",
        "# TYPE zhoudao_parked gauge",
        "# TYPE zhoudao_late_timers gauge",
        "zhoudao_log_events_total ",
        "zhoudao_log_head_age_seconds ",
        "zhoudao_log_unsigned_events ",
        "zhoudao_witness_refuses 0\n",
    ] {
        assert!(told.body.contains(line), "{line} is not in\n{}", told.body);
    }
    assert!(told.body.ends_with("# EOF\n"), "{}", told.body);
    the_table_has_every_metric_and_no_other(&told.body);
}

/// Whoever is woken at night finds the name in the docs.
fn the_table_has_every_metric_and_no_other(told: &str) {
    let table = include_str!("../../../docs/watch.md");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named = rows.map(|(name, _)| name).filter(|name| name.starts_with("zhoudao_"));
    let types = told
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    assert_eq!(types.collect::<BTreeSet<&str>>(), named.collect());
    // And no alert waits for something that is never told.
    let alerts = include_str!("../../../docs/watch/alerts.yml");
    let ours = alerts.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    for metric in ours.filter(|word| word.starts_with("zhoudao_")) {
        let name = ["_total", "_count", "_bucket"]
            .iter()
            .fold(metric, |name, end| name.strip_suffix(end).unwrap_or(name));
        assert!(told.contains(&format!("# TYPE {name} ")), "{metric} is not told");
    }
}

fn requests_and_commands_are_traced(spans: &[Span]) {
    let request = spans.iter().find(|span| span.name == "POST /register").expect("a request");
    let command = spans
        .iter()
        .find(|span| span.name == "command" && span.parent_span_id == request.span_id);
    let command = command.unwrap_or_else(|| panic!("no command of the request: {spans:#?}"));
    assert_eq!(command.trace_id, request.trace_id);
    let attribute = |span: &Span, key: &str| {
        let found = span.attributes.iter().find(|attribute| attribute.key == key).cloned();
        format!("{:?}", found.and_then(|attribute| attribute.value))
    };
    assert!(attribute(command, "act").contains("open-account"), "{command:?}");
    assert!(attribute(request, "http.route").contains("/register"), "{request:?}");
}
