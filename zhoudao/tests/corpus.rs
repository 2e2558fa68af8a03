//! What every release has written is read for good: its events, its heads, its database.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::read::GzDecoder;
use ledger::Record;
use serde_json::{Value, json};

/// What no city of the corpus has done, kind by kind. A release whose city does more makes it shorter.
const NEVER_HAPPENED: &[(&str, &[&str])] = &[
    (
        "account",
        &[
            "phone_changed",
            "email_changed",
            "email_removed",
            "phone_changed_at_window",
            "absence_declared",
            "absence_ended",
            "details_corrected",
            "closed",
        ],
    ),
    ("enterprise", &["mandate_revoked"]),
    ("project", &["renamed", "address_changed", "contact_changed"]),
    (
        "application",
        &[
            "query_code_renewed",
            "form_corrected",
            "released",
            "reassigned",
            "conflict_declared",
            "recusal_asked",
            "recusal_decided",
            "refinement_asked",
            "refinement_supplied",
            "stage_returned",
            "objection_raised",
            "answers_awaited",
            "objection_answered",
            "party_told",
            "view_stated",
            "view_waived",
            "payment_reported",
            "owed_papers_lapsed",
            "plan_changed",
            "left_out",
            "case_not_accepted",
            "proposal_declined",
            "requested",
            "request_withdrawn",
            "request_granted",
            "request_refused",
            "prolongation_deemed",
            "supplement_taken_back",
            "supplement_lapsed",
            "hearing_right_told",
            "hearing_asked",
            "hearing_announced",
            "hearing_held",
            "sent_back",
            "document_rendered",
            "terms_begun",
            "posted",
            "post_returned",
            "delivery_chosen",
            "dues_moved",
        ],
    ),
    ("days", &["declared", "taken_back"]),
    ("message", &["postponed", "held", "failed", "given_up"]),
    ("inquiry", &["answered", "reminded", "asked_again", "closed"]),
    ("release", &["unscheduled", "discarded"]),
    (
        "data_request",
        &[
            "taken_back",
            "carried_out",
            "opened",
            "lifted",
            "escalated",
            "grace_ended",
            "hindered",
            "term_moved",
        ],
    ),
    (
        "subscription",
        &[
            "secret_renewed",
            "paused",
            "lapsed",
            "resumed",
            "ended",
            "replayed",
            "dismissed",
        ],
    ),
    ("disclosure", &["disclosed"]),
];

/// The folders of all releases.
fn releases() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let folders = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let mut releases: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    releases.sort();
    assert!(!releases.is_empty());
    releases
}

fn unpacked(file: &Path) -> Vec<u8> {
    let mut content = Vec::new();
    GzDecoder::new(File::open(file).unwrap()).read_to_end(&mut content).unwrap();
    content
}

fn zhoudao(arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_zhoudao")).args(arguments).output();
    program.expect("the program runs")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Serves the city once, so that its database and index tables become those of this program.
fn serve_once(data: &Path, keys: &Path) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut server = Command::new(env!("CARGO_BIN_EXE_zhoudao"))
        .args([
            "serve",
            "--drain-seconds",
            "0",
            "--data",
            text(data),
            "--keys",
            text(keys),
            "--port",
            &port.to_string(),
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if server.try_wait().unwrap().is_some() {
            let said: Vec<String> = BufReader::new(server.stderr.take().unwrap())
                .lines()
                .map(Result::unwrap)
                .collect();
            panic!("the city is not served: {}", said.join("\n"));
        }
        std::thread::yield_now();
    }
    let stopped = Command::new("kill").arg(server.id().to_string()).status().unwrap();
    assert!(stopped.success() && server.wait().unwrap().success());
}

/// The lines of an export that hold what a release has signed: events and heads.
fn signed(export: &str) -> (Vec<&str>, BTreeSet<&str>) {
    let events = export.lines().filter(|line| line.starts_with(r#"{"event":"#)).collect();
    let heads = export
        .lines()
        .filter(|line| line.starts_with(r#"{"row":{"table":"head""#))
        .collect();
    (events, heads)
}

#[test]
fn the_city_of_every_release_is_put_back_with_the_same_events_heads_values_and_lists() {
    for release in releases() {
        let work = tempfile::tempdir().unwrap();
        let (export, data, again) = (
            work.path().join("city.jsonl"),
            work.path().join("data"),
            work.path().join("again.jsonl"),
        );
        let keys = release.join("keys");
        let written = String::from_utf8(unpacked(&release.join("city.jsonl.gz"))).unwrap();
        std::fs::write(&export, &written).unwrap();
        let put_back = zhoudao(&[
            "restore",
            "--from-export",
            text(&export),
            "--to",
            text(&data),
            "--keys",
            text(&keys),
        ]);
        assert!(put_back.status.success(), "{}: {put_back:?}", release.display());
        let taken_out = ["export", "--data", text(&data), "--keys", text(&keys), "--to", text(&again)];
        assert!(zhoudao(&taken_out).status.success());
        let read = std::fs::read_to_string(&again).unwrap();
        assert_eq!(signed(&read), signed(&written), "{}", release.display());

        serve_once(&data, &keys);
        let verify = ["verify", "--data", text(&data), "--keys", text(&keys)];
        let said = String::from_utf8(zhoudao(&verify).stdout).unwrap();
        assert!(said.contains("events are as they were signed under"), "{said}");
        assert!(said.contains("the log vouches for"), "{said}");
        assert!(said.contains("kinds of record are what the log says"), "{said}");
        let checked: Value = serde_json::from_slice(&zhoudao(&[&verify[..], &["--json"]].concat()).stdout).unwrap();
        assert_eq!(checked["log"]["findings"], json!([]));
        assert_eq!(checked["values"]["findings"], json!([]));
        // An export names attachments and holds none.
        assert_eq!(checked["files"]["damaged"], json!([]));
    }
}

#[test]
fn the_database_of_every_release_becomes_that_of_this_program() {
    for release in releases() {
        let work = tempfile::tempdir().unwrap();
        let data = work.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(data.join("city.db"), unpacked(&release.join("city.db.gz"))).unwrap();
        serve_once(&data, &release.join("keys"));
        let verified = zhoudao(&["verify", "--data", text(&data), "--keys", text(&release.join("keys"))]);
        assert!(verified.status.success(), "{}: {verified:?}", release.display());
    }
}

#[test]
fn the_corpus_lacks_no_other_events_than_those_that_are_named() {
    let mut happened: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for release in releases() {
        let written = String::from_utf8(unpacked(&release.join("city.jsonl.gz"))).unwrap();
        for line in signed(&written).0 {
            let line: Value = serde_json::from_str(line).unwrap();
            let said = |member: &str| line["event"][member].as_str().unwrap().to_owned();
            happened.entry(said("kind")).or_default().insert(said("type"));
        }
    }
    let mut never = BTreeMap::new();
    for (kind, types) in known() {
        let happened = happened.remove(kind).unwrap_or_default();
        let lacking: BTreeSet<String> = types.difference(&happened).cloned().collect();
        if !lacking.is_empty() {
            never.insert(kind.to_owned(), lacking);
        }
    }
    let named = NEVER_HAPPENED.iter().map(|(kind, types)| {
        let types = types.iter().map(|name| (*name).to_owned()).collect();
        ((*kind).to_owned(), types)
    });
    assert_eq!(never, named.collect());
}

/// The events of every kind of record that rooms show to others.
fn known() -> Vec<(&'static str, BTreeSet<String>)> {
    vec![
        events_of::<people::Account>(),
        events_of::<people::Enterprise>(),
        events_of::<people::Authorisation>(),
        events_of::<people::Service>(),
        events_of::<projects::record::Project>(),
        events_of::<applications::record::Applications>(),
        events_of::<almanac::record::Days>(),
        events_of::<messages::record::Messages>(),
        events_of::<oversight::record::Inquiries>(),
        events_of::<oversight::record::ExportRecord>(),
        events_of::<administration::record::Releases>(),
        events_of::<privacy::record::DataRequests>(),
        events_of::<subscriptions::record::Subscriptions>(),
        events_of::<subscriptions::record::Disclosures>(),
    ]
}

/// A reader that is given an event it does not know says which ones it knows.
fn events_of<R: Record>() -> (&'static str, BTreeSet<String>) {
    let Err(refused) = serde_json::from_value::<R::Event>(json!({ "type": "?" })) else {
        panic!("{} knows the event ?", R::KIND);
    };
    let refused = refused.to_string();
    let quoted = refused.split('`').skip(1).step_by(2).skip(1);
    let known: BTreeSet<String> = quoted.map(str::to_owned).collect();
    assert!(!known.is_empty(), "{refused}");
    (R::KIND, known)
}
