//! A city, a witness run by another organ, and an intruder: real processes that speak over HTTP.

use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long something may take to come about on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);

/// A process that is ended when it is dropped.
struct Running {
    process: Child,
    port: u16,
    /// What it said before it was ready.
    said: String,
}

impl Running {
    /// Starts it, and waits until it says a word and answers.
    fn start(arguments: &[&str], port: u16, ready: &str) -> Self {
        Self::start_with_journal(arguments, port, ready, Stdio::inherit())
    }

    /// The same, with what it writes to stderr.
    fn start_with_journal(arguments: &[&str], port: u16, ready: &str, journal: Stdio) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhoudao"));
        command
            .args(arguments)
            .args(["--port", &port.to_string()])
            .stdout(Stdio::piped())
            .stderr(journal);
        let mut process = command.spawn().expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut said = String::new();
        while !said.contains(ready) {
            let line = lines.next().expect("it ended before it was ready").expect("a line");
            said.push_str(&line);
            said.push('\n');
        }
        let running = Self { process, port, said };
        eventually("it listens", || TcpStream::connect(("127.0.0.1", port)).ok());
        running
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("a text")
    }

    fn log(&self) -> Value {
        let answer = self.get("/api/v1/log");
        serde_json::from_str(answer.split_once("\r\n\r\n").expect("a body").1).expect("JSON")
    }

    /// Ends it as an operator does.
    fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").arg(&id).status().expect("kill runs").success());
        assert!(self.process.wait().expect("it has ended").success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn eventually<T: Debug>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(LOOK);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn zhoudao(arguments: &[&str]) -> (Option<i32>, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_zhoudao"))
        .args(arguments)
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("a text"))
}

fn city(data: &Path, further: &[&str]) -> Running {
    let mut arguments = vec!["demo", "--history", "0", "--data", text(data)];
    arguments.extend(further);
    Running::start(&arguments, free_port(), "Ctrl-C")
}

fn witness(folder: &Path, log: &str, port: u16) -> Running {
    let arguments = [
        "witness",
        "--log",
        log,
        "--data",
        text(folder),
        "--name",
        "archive.example/witness",
    ];
    Running::start(&arguments, port, "--witness-key")
}

/// The public key that a witness says.
fn key_of(witness: &Running) -> String {
    let line = witness.said.lines().next().expect("a first line");
    line.rsplit(' ').next().expect("a key").to_owned()
}

/// What the witness that has countersigned last says of the city, as soon as it covers the whole log.
fn countersigned(city: &Running) -> Value {
    eventually("a head is countersigned", || {
        let log = city.log();
        let witness = log["witnesses"][0].clone();
        let is_all = witness["head"]["size"].is_u64() && witness["head"]["size"] == log["head"]["size"];
        is_all.then_some(witness)
    })
}

#[test]
fn an_intruder_with_database_and_key_is_refused_by_the_witness_and_convicted_by_what_others_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, seen, public) = (
        folder.path().join("city"),
        folder.path().join("seen"),
        folder.path().join("public"),
    );
    let first = city(&data, &[]);
    let key = first.log()["key"].as_str().expect("a key").to_owned();
    eventually("a head is signed", || first.log()["head"]["size"].as_u64());
    first.stop();

    // Another organ's witness; the city shows its heads to it, and publishes them.
    let port = free_port();
    let archive = witness(&seen, &key, port);
    let (url, witness_key) = (format!("http://127.0.0.1:{port}"), key_of(&archive));
    let shown = [
        "--witness",
        &url,
        "--witness-key",
        &witness_key,
        "--publish",
        text(&public),
        "--publish-every",
        "1",
    ];
    let honest = city(&data, &shown);
    let standing = countersigned(&honest);
    assert_eq!(
        (&standing["refuses"], standing["key"].as_str()),
        (&Value::Bool(false), Some(witness_key.as_str()))
    );
    let note = standing["head"]["note"].as_str().expect("a note").to_owned();
    assert!(note.contains("— archive.example/witness "), "{note}");
    assert!(honest.get("/log?lang=en").contains("Last countersigned"));
    let heads = honest.get("/log/heads?lang=en");
    assert!(heads.contains("archive.example/witness"), "{heads}");
    let published = eventually("the witnessed head is published", || {
        let files = std::fs::read_dir(public.join("heads")).ok()?;
        let mut files = files.map(|file| file.expect("a file").path());
        // A file that is being written has another name.
        files.find(|file| {
            file.extension().is_some_and(|kind| kind == "txt") && std::fs::read_to_string(file).is_ok_and(|text| text == note)
        })
    });
    let day = published.file_stem().expect("a name").to_str().expect("a day");
    let download = honest.get(&format!("/log/heads/{day}.txt"));
    assert!(download.ends_with(&note), "{download}");
    assert!(
        honest
            .get(&format!("/log/heads?lang=en&day={day}"))
            .contains(&format!("/log/heads/{day}.txt"))
    );
    let api = honest.get("/api/v1/log/heads");
    assert!(api.contains("\"witnesses\":[\"archive.example/witness\"]"), "{api}");
    honest.stop();
    let asked = [
        "verify",
        "--data",
        text(&data),
        "--witness",
        &url,
        "--witness-key",
        &witness_key,
    ];
    let (code, said) = zhoudao(&asked);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("that witnesses have countersigned"), "{said}");
    assert!(said.contains("the log holds the head over"), "{said}");
    assert!(said.contains("kinds of record are what the log says"), "{said}");
    assert_eq!(zhoudao(&["verify", "--data", text(&data), text(&public)]).0, Some(0));
    assert_eq!(zhoudao(&["verify", "--key", &key, text(&public)]).0, Some(0));

    // The witness restarts, and remembers.
    archive.stop();
    let archive = witness(&seen, &key, port);
    assert_eq!(key_of(&archive), witness_key);

    // The intruder holds the data folder with its keys: one event is another now, and the city itself signs the whole anew.
    test_database::alter_leaf(&data, 2, "\"key\":\"", "\"key\":\"x");
    let database = rusqlite::Connection::open(data.join("city.db")).expect("the database");
    let forgotten = "DELETE FROM tile; DELETE FROM head; DELETE FROM cosignature";
    database.execute_batch(forgotten).expect("the intruder may do everything");
    drop(database);
    std::fs::remove_file(data.join("head")).expect("the head beside the database");
    let forged = city(&data, &shown);
    eventually("the witness refuses", || {
        (forged.log()["witnesses"][0]["refuses"] == true).then_some(())
    });
    let page = forged.get("/log?lang=en");
    assert!(
        page.contains("A witness refuses to countersign") && page.contains("the log was rewritten"),
        "{page}"
    );
    assert_eq!(
        std::fs::read_to_string(&published).expect("the published head"),
        note,
        "what was published is not replaced by what it contradicts"
    );
    forged.stop();
    let (code, said) = zhoudao(&asked);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("events are as they were signed"),
        "in itself it is in order: {said}"
    );
    assert!(said.contains("it refuses the log of"), "{said}");
    assert!(said.contains("this log does not hold: the log was rewritten"), "{said}");
    let (code, said) = zhoudao(&["verify", "--data", text(&data), text(&public)]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("the log does not hold it any more: it was rewritten"), "{said}");
    archive.stop();
}

#[test]
fn what_was_published_of_a_log_that_was_put_back_is_left_as_it_is_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (data, again, backups, public) = (path("city"), path("again"), path("backups"), path("public"));
    let (keys, backup_key, journal) = (data.join("keys"), data.join("backup-key"), path("journal"));
    let published = ["--publish", text(&public), "--publish-every", "1"];
    let first = city(&data, &published);
    let (file, size) = eventually("the whole log is published", || {
        let log = first.log();
        let size = log["head"]["size"].as_u64()?;
        let files = std::fs::read_dir(public.join("heads")).ok()?;
        let mut files = files.map(|file| file.expect("a file").path());
        let note = log["head"]["note"].as_str()?;
        // A file that is being written has another name.
        let file = files.find(|file| {
            file.extension().is_some_and(|kind| kind == "txt") && std::fs::read_to_string(file).is_ok_and(|text| text == note)
        })?;
        Some((file, size))
    });
    first.stop();
    let note = std::fs::read_to_string(&file).expect("the published head");
    assert_eq!(zhoudao(&["backup", "--data", text(&data), "--to", text(&backups)]).0, Some(0));
    let position = (size - 3).to_string();
    let (code, said) = zhoudao(&[
        "restore",
        "--from",
        text(&backups),
        "--to",
        text(&again),
        "--old",
        text(&data),
        "--keys",
        text(&keys),
        "--backup-key",
        text(&backup_key),
        "--position",
        &position,
        "--reason",
        "a rehearsal",
    ]);
    assert_eq!(code, Some(0), "{said}");
    std::fs::copy(&keys, again.join("keys")).expect("the keys");
    let mut arguments = vec!["demo", "--history", "0", "--data", text(&again)];
    arguments.extend(published);
    let written = std::fs::File::create(&journal).expect("a journal");
    let second = Running::start_with_journal(&arguments, free_port(), "Ctrl-C", written.into());
    eventually("it says why it does not publish", || {
        let journal = std::fs::read_to_string(&journal).expect("the journal");
        (journal.contains("a head of what was lost when the log was put back") && journal.contains("a rehearsal")).then_some(())
    });
    second.stop();
    assert_eq!(std::fs::read_to_string(&file).expect("the published head"), note);
}

#[test]
fn a_row_that_was_altered_behind_the_programs_back_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("city");
    let city = city(&data, &[]);
    eventually("a head is signed", || city.log()["head"]["size"].as_u64());
    city.stop();
    let verify = ["verify", "--data", text(&data)];
    let (code, said) = zhoudao(&verify);
    assert_eq!(code, Some(0), "{said}");
    let database = rusqlite::Connection::open(data.join("city.db")).expect("the database");
    let first = "(SELECT post FROM people_post_holder ORDER BY post LIMIT 1)";
    let promoted = format!("UPDATE people_post_holder SET post = post || '-head' WHERE post = {first}");
    let promoted = database.execute(&promoted, []).expect("the intruder may do everything");
    assert_ne!(promoted, 0);
    let (code, said) = zhoudao(&verify);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("events are as they were signed"), "{said}");
    assert!(
        said.contains("table people_post_holder: the row (371600, \"approval-371600\""),
        "{said}"
    );
    assert!(
        said.contains("no event accounts for it") && said.contains("the log accounts for it"),
        "{said}"
    );
}

#[test]
fn a_city_may_be_founded_with_sm3() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("city");
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/binzhou");
    let (code, said) = zhoudao(&["import", pack, "--data", text(&data), "--suite", "sm3"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = zhoudao(&["import", pack, "--data", text(&data), "--suite", "sha256"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("hashed with sm3 since it was founded"), "{said}");
    assert_eq!(zhoudao(&["import", pack, "--data", text(&data), "--suite", "md5"]).0, Some(2));
    let city = Running::start(&["serve", "--data", text(&data)], free_port(), "served on");
    assert!(
        city.said.contains("(371600) in "),
        "it says which city, and where: {}",
        city.said
    );
    // Nothing has happened in it yet: it has a key and no head.
    let key = city.log()["key"].as_str().expect("a key").to_owned();
    assert!(key.starts_with("zhoudao/371600/1/sm3+"), "{key}");
    city.stop();
    let (code, said) = zhoudao(&["verify", "--data", text(&data), "--key", &key]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_witness_says_what_it_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, said) = zhoudao(&["witness", "--data", text(folder.path())]);
    assert_eq!(code, Some(2));
    assert!(said.contains("--log"), "{said}");
    let log = "zhoudao/371600/1/sha256+682be1bf+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    let (code, said) = zhoudao(&["witness", "--data", text(folder.path()), "--log", log]);
    assert_eq!(code, Some(2));
    assert!(said.contains("say by which name the witness is to be known"), "{said}");
    let (code, said) = zhoudao(&["serve", "--witness", "http://127.0.0.1:1", "--witness-key", log]);
    assert_eq!(code, Some(2));
    assert!(said.contains("is the key of a log, not of a witness"), "{said}");
}
