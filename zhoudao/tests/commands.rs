//! What a person types, and what the program answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn zhoudao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zhoudao"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/binzhou");

/// Says why it did not do what was asked.
fn refused(arguments: &[&str], expected: &str) {
    let output = zhoudao(arguments);
    let text = said(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert!(text.contains(expected), "{arguments:?}: {text}");
}

/// A sample city that is served until it is dropped.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Serves a data folder and waits until it says that it does.
    fn start(folder: &Path) -> Self {
        let port = free_port();
        let mut process = demo(folder, port).stdout(Stdio::piped()).spawn().expect("the program runs");
        let output = process.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines();
        let ready = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Ctrl-C")));
        assert!(ready.is_some(), "the server has ended before it was ready");
        let server = Self { process, port };
        server.wait_until_it_answers();
        server
    }

    /// It says that it is ready just before it listens.
    fn wait_until_it_answers(&self) {
        let mut attempts = 0;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            attempts += 1;
            assert!(attempts < 10_000, "the server does not listen");
            std::thread::yield_now();
        }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path)
    }

    fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )
        .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        said(&answer)
    }

    /// What it says of its log, as soon as a head covers so many events.
    fn log_signed_over(&self, events: u64) -> serde_json::Value {
        for _ in 0..10_000 {
            let answer = self.get("/api/v1/log");
            let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
            let log: serde_json::Value = serde_json::from_str(body).expect("JSON");
            if log["head"]["size"].as_u64() >= Some(events) {
                return log;
            }
        }
        panic!("no head is signed over {events} events");
    }

    /// As when the machine's power button is held: no signal is heard.
    fn kill(&mut self) {
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it has ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] })
        .collect()
}

fn demo(folder: &Path, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhoudao"));
    command
        .arg("demo")
        .arg("--data")
        .arg(folder)
        .arg("--port")
        .arg(port.to_string())
        .args(["--history", "0"]);
    command
}

/// The position of an event that the same command has followed by another.
fn position_within_a_command(data: &str) -> usize {
    let exported = said(&zhoudao(&["export", "--data", data, "--to", "-"]).stdout);
    let events: Vec<serde_json::Value> = exported
        .lines()
        .filter(|line| line.starts_with("{\"event\":"))
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let command = |event: &serde_json::Value| {
        let event = &event["event"];
        (event["record"].clone(), event["actor"].clone(), event["key"].clone())
    };
    let within = events.windows(2).rposition(|pair| command(&pair[0]) == command(&pair[1]));
    within.expect("a command of several events") + 1
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

#[test]
fn the_sample_citys_promises_are_proven() {
    let output = zhoudao(&["check", PACK]);
    let text = said(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("ten-permits") && text.contains("of 45 days"), "{text}");
}

#[test]
fn a_broken_pack_is_refused_with_file_line_field_and_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pack.toml"), "city = 371600\nname = \"滨州市\"\n").expect("a pack");
    let output = zhoudao(&["check", folder.path().to_str().expect("a path")]);
    let text = said(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("pack.toml:1: city: "), "{text}");
    assert!(text.contains(" — "), "it says what to do: {text}");
}

#[test]
fn a_folder_that_is_not_there_is_unreadable() {
    let output = zhoudao(&["check", "/nowhere/at/all"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output.stderr).contains("/nowhere/at/all"));
}

#[test]
fn nobody_is_appointed_where_there_is_no_city_no_post_or_no_account() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let appoint = |name: &str, post: &str| zhoudao(&["appoint", name, post, "--data", data.to_str().expect("a path")]);
    let nowhere = appoint("wang", "approval-371600-administer");
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        said(&nowhere.stderr).contains("there is no city in"),
        "{}",
        said(&nowhere.stderr)
    );
    assert!(!data.exists(), "nothing was made by a slip of the pen");

    assert!(
        zhoudao(&["import", PACK, "--data", data.to_str().expect("a path")])
            .status
            .success()
    );
    for (post, expected) in [
        ("approval-371600-emperor", "the city has no post"),
        ("approval-371600-administer", "whoever is appointed registers first"),
    ] {
        let refused = appoint("wang", post);
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused.stderr).contains(expected), "{}", said(&refused.stderr));
    }
}

#[test]
fn where_there_is_no_city_nothing_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (data, to) = (path("date"), path("backups"));
    let evidence = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evidence/example.json");
    for arguments in [
        vec!["serve", "--data", &data, "--port", "0"],
        vec!["backup", "--data", &data, "--to", &to],
        vec!["export", "--data", &data, "--to", &to],
        vec!["verify", "--data", &data],
    ] {
        refused(&arguments, &format!("there is no city in {data}: is --data right?"));
    }
    refused(&["verify", "--data", &data, evidence], "is checked without a city by --key");
    let made = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(made, 0, "neither a folder nor a key");
}

#[test]
fn a_city_in_a_database_does_not_seem_to_be_backed_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (data, to) = (path("data"), path("to"));
    for arguments in [
        vec!["backup", "--data", &data, "--to", &to],
        vec!["export", "--data", &data, "--to", &to],
        vec!["restore", "--from", &to, "--to", &data, "--keys", &to, "--reason", "a fire"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhoudao"));
        let output = command
            .args(&arguments)
            .env("DATABASE_URL", "postgres://zhoudao@db.example/city")
            .output()
            .expect("the program runs");
        let text = said(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.contains("PostgreSQL's own means"), "{arguments:?}: {text}");
    }
    refused(
        &[
            "backup",
            "--data",
            &data,
            "--to",
            &to,
            "--database",
            "postgres://zhoudao@db.example/city",
        ],
        "PostgreSQL's own means",
    );
}

#[test]
fn what_was_mistyped_is_said_with_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let file = path("heads");
    std::fs::write(&file, "").expect("a file");
    refused(&["serve", "--publish", &file], &format!("{file} is a file"));
    refused(&["verify", "--key", "badkey"], "such as zhoudao/371600/1/sha256+682be1bf+");
    refused(&["verify", "--data", &path("data"), "--key", "badkey"], "its page /log");
    let key = "zhoudao/371600/1/sha256+682be1bf+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    refused(
        &["verify", "--key", key, "--database", "postgres://zhoudao@db.example/city"],
        "--key alone checks the log of a data folder",
    );
    refused(
        &["verify", "--key", key, "badkey"],
        "badkey is no file, no folder and no text of a receipt's code",
    );
    refused(
        &[
            "restore",
            "--from",
            &file,
            "--to",
            &file,
            "--keys",
            &file,
            "--reason",
            "a fire",
            "--position",
            "abc",
        ],
        "a position is a whole number, such as 123456",
    );
    for number in ["0", "256", "many"] {
        refused(
            &[
                "import",
                PACK,
                "--database",
                "postgres://zhoudao@db.example/city",
                "--partitions",
                number,
            ],
            "tables are divided into 1 to 255 parts",
        );
    }
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs");
    for command in ["check", "import"] {
        refused(&[command, packs], &format!("{packs} is no pack"));
        refused(&[command, packs], &format!("{packs}/binzhou"));
    }
}

#[test]
fn a_file_that_is_something_else_is_said_to_be_so_in_plain_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (binary, export, json) = (path("binary"), path("city.jsonl"), path("json"));
    std::fs::write(&binary, [0x7f, 0xff, 0xfe, 0x00]).expect("a file");
    std::fs::write(&export, "{\"export\":{\"format\":\"zhoudao-export/1\"}}\n").expect("a file");
    std::fs::write(&json, "{}").expect("a file");
    let key = "zhoudao/371600/1/sha256+682be1bf+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    for file in [&binary, &json] {
        refused(
            &["verify", "--key", key, file],
            &format!("{file} is no evidence, no head of a log"),
        );
    }
    refused(&["verify", "--key", key, &export], &format!("{export} is an export"));
    for file in [&binary, &json, &export] {
        refused(
            &["restore", "--from-export", file, "--to", &path("new"), "--keys", &binary],
            "the first line is not that of an export",
        );
    }
    let restore = [
        "restore",
        "--from",
        &path("backups"),
        "--to",
        &path("new"),
        "--reason",
        "a fire",
    ];
    refused(
        &[&restore[..], &["--keys", &binary, "--backup-key", &binary]].concat(),
        "it is not of the form \"zhoudao-backup-key-1 64 hexadecimal digits\"",
    );
    let data = path("data");
    assert!(zhoudao(&["import", PACK, "--data", &data]).status.success());
    std::fs::set_permissions(&binary, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("its rights");
    refused(
        &[
            "verify",
            "--data",
            &data,
            "--files",
            "s3://papers",
            "--files-credentials",
            &binary,
        ],
        "are incomplete: write the lines AWS_ACCESS_KEY_ID=",
    );
    assert!(
        zhoudao(&["backup", "--data", &data, "--to", &path("backups")])
            .status
            .success()
    );
    let keys = path("data/keys");
    let backup_key = path("data/backup-key");
    refused(
        &[
            &restore[..],
            &["--keys", &keys, "--backup-key", &backup_key, "--head", &binary],
        ]
        .concat(),
        "the head that --head names was not signed by this city",
    );
    assert!(!Path::new(&path("new")).exists());
}

#[test]
fn where_backups_cannot_lie_no_key_is_made_for_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (data, file) = (path("data"), path("file"));
    std::fs::write(&file, "").expect("a file");
    assert!(zhoudao(&["import", PACK, "--data", &data]).status.success());
    let backup = ["backup", "--data", &data, "--to"];
    refused(&[&backup[..], &[&file]].concat(), &format!("{file} is a file: name a folder"));
    let within = path("data/backups");
    refused(&[&backup[..], &[&within]].concat(), "lies in the data folder");
    assert!(!Path::new(&path("data/backup-key")).exists());
    assert!(!Path::new(&within).exists());
}

#[test]
fn a_city_that_is_lost_is_not_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    std::fs::write(folder.path().join("head"), "signed over a log that was here").expect("a head");
    for arguments in [
        vec!["serve", "--data", data, "--port", "0"],
        vec!["demo", "--data", data, "--port", "0", "--history", "0"],
        vec!["import", PACK, "--data", data],
        vec!["backup", "--data", data, "--to", "/nowhere"],
        vec!["verify", "--data", data],
    ] {
        refused(&arguments, "holds no city any more");
    }
    assert!(!folder.path().join("keys").exists());
}

#[test]
fn a_port_that_is_taken_is_found_before_a_city_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let output = demo(&data, port).output().expect("the program runs");
    let text = said(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains(&format!("port {port} cannot be used; choose another with --port")),
        "{text}"
    );
    assert!(!data.exists());
}

#[test]
fn any_free_port_is_printed_and_what_is_written_to_a_file_has_no_colours() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    assert!(zhoudao(&["import", PACK, "--data", data]).status.success());
    let process = Command::new(env!("CARGO_BIN_EXE_zhoudao"))
        .args(["serve", "--data", data, "--port", "0"])
        .env("RUST_LOG", "debug")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut process = process.expect("the program runs");
    let mut line = String::new();
    let mut output = BufReader::new(process.stdout.take().expect("its output"));
    output.read_line(&mut line).expect("what it says");
    let port = line
        .split_once("served on 127.0.0.1:")
        .and_then(|(_, rest)| rest.split_once(' '))
        .and_then(|(port, _)| port.parse().ok());
    let mut server = Server {
        process,
        port: port.unwrap_or_else(|| panic!("a port: {line}")),
    };
    assert!(
        line.contains(&format!("reached at http://127.0.0.1:{}", server.port)),
        "{line}"
    );
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    let mut written = String::new();
    let mut stderr = server.process.stderr.take().expect("its journal");
    server.kill();
    stderr.read_to_string(&mut written).expect("its journal");
    assert!(written.contains("DEBUG"), "{written}");
    assert!(!written.contains('\u{1b}'), "{written}");
}

#[test]
fn the_calendar_says_why_a_day_is_worked_or_not() {
    let output = zhoudao(&["calendar", "2026-02-14", "2026-02-15"]);
    let text = said(&output.stdout);
    assert_eq!(text, "2026-02-14 work make-up day for 春节\n2026-02-15 rest 春节\n");
    assert!(said(&zhoudao(&["calendar", "2040-01-02", "2040-01-02"]).stdout).contains("provisional"));
    assert_eq!(zhoudao(&["calendar", "1999-01-01", "1999-01-02"]).status.code(), Some(2));
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let _first = Server::start(folder.path());
    let second = demo(folder.path(), free_port()).output().expect("the program runs");
    assert_eq!(second.status.code(), Some(2));
    let text = said(&second.stderr);
    assert!(
        text.contains(folder.path().to_str().expect("a path")) && text.contains("another server"),
        "{text}"
    );
}

#[test]
fn a_server_killed_without_warning_starts_again_with_its_city() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Server::start(folder.path());
    assert!(first.get("/").starts_with("HTTP/1.1 200"));
    first.kill();
    let second = Server::start(folder.path());
    assert!(second.get("/matters/ten-permits").starts_with("HTTP/1.1 200"));
}

#[test]
fn an_event_that_was_altered_behind_the_programs_back_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let log = server.log_signed_over(1);
    server.kill();
    let data = folder.path().to_str().expect("a path");
    let untouched = zhoudao(&["verify", "--data", data]);
    let text = said(&untouched.stdout);
    assert_eq!(untouched.status.code(), Some(0), "{text}");
    assert!(text.contains("events are as they were signed"), "{text}");
    let keyless = zhoudao(&["verify", "--data", data, "--key", log["key"].as_str().expect("a key")]);
    assert!(text.starts_with(&said(&keyless.stdout)), "{}", said(&keyless.stderr));
    assert!(text.contains("the log vouches for"), "{text}");

    let key = log["key"].as_str().expect("a key");
    for sql in [
        "DELETE FROM people_post_holder".to_owned(),
        format!(
            "INSERT INTO witness_refusal (city, witness, at, size, reason) VALUES (371600, '{key}', 1793581200000, 9, 'shorter')"
        ),
    ] {
        assert!(test_database::execute(folder.path(), &sql) > 0);
    }
    let beside = zhoudao(&["verify", "--data", data]);
    let text = said(&beside.stdout);
    assert_eq!(beside.status.code(), Some(1), "{text}");
    let beside = zhoudao(&["verify", "--data", data, "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&beside.stdout).expect("JSON");
    assert_eq!(beside.status.code(), Some(1), "{found}");
    for part in ["index", "witnesses"] {
        let findings = found[part]["findings"].as_array().expect("findings");
        assert!(!findings.is_empty(), "{part}: {found}");
        for finding in findings.iter().take(100).filter_map(|finding| finding.as_str()) {
            assert!(text.contains(finding), "{finding} is in both forms: {text}");
        }
    }

    test_database::alter_leaf(folder.path(), 2, "\"v\":\"1", "\"v\":\"2");
    let found = zhoudao(&["verify", "--data", data]);
    let text = said(&found.stdout);
    assert_eq!(found.status.code(), Some(1), "{text}");
    assert!(text.contains("position 2: the event was altered"), "{text}");
}

#[test]
fn a_city_is_backed_up_while_it_is_served_and_put_back_taken_out_and_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (data, backups, again) = (path("data"), path("backups"), path("again"));
    let (keys, backup_key) = (path("data/keys"), path("data/backup-key"));
    let server = Server::start(Path::new(&data));
    let made = zhoudao(&["backup", "--data", &data, "--to", &backups, "--json"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made.stderr));
    assert!(
        said(&made.stderr).contains("a new backup key was written to"),
        "{}",
        said(&made.stderr)
    );
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let position = made["manifest"]["position"].as_u64().expect("a position");
    server.log_signed_over(position);
    let secrets = [&keys, &backup_key].map(|file| std::fs::read_to_string(file).expect("a key file"));
    for file in files_in(Path::new(&backups)) {
        let bytes = std::fs::read(&file).expect("a file");
        for secret in secrets.iter().filter_map(|text| text.split_whitespace().nth(1)) {
            let holds = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!holds, "no key is in a backup: {}", file.display());
        }
    }
    drop(server);

    let kept = Path::new(&path("of the first epoch")).join("head.txt");
    std::fs::create_dir(path("of the first epoch")).expect("a folder");
    std::fs::copy(Path::new(&data).join("head"), &kept).expect("the last head");
    let to = (position - 3).to_string();
    let mut restore = vec![
        "restore",
        "--from",
        &backups,
        "--to",
        &again,
        "--keys",
        &keys,
        "--backup-key",
        &backup_key,
    ];
    let unreasoned = zhoudao(&restore);
    assert_eq!(unreasoned.status.code(), Some(2), "a putting back has a reason");
    restore.extend(["--reason", "a fire in the server room", "--position"]);
    refused(&[&restore[..], &["0"]].concat(), "position 0 is before the first event");
    restore.extend([to.as_str(), "--old"]);
    refused(&[&restore[..], &[path("date").as_str()]].concat(), "there is no data folder");
    restore.push(&data);
    let within = position_within_a_command(&data).to_string();
    let rounded = path("rounded");
    let to_within = restore.iter().map(|argument| match *argument {
        folder if folder == again => &rounded,
        position if position == to => &within,
        other => other,
    });
    let put = zhoudao(&to_within.collect::<Vec<_>>());
    assert_eq!(put.status.code(), Some(0), "{}", said(&put.stderr));
    assert!(
        said(&put.stdout).contains(&format!("position {within} lies within a command")),
        "{}",
        said(&put.stdout)
    );
    let put = zhoudao(&restore);
    assert!(!said(&put.stdout).contains("lies within a command"));
    assert_eq!(put.status.code(), Some(0), "{}", said(&put.stderr));
    assert!(
        said(&put.stdout).contains(&format!("later events are in {data}")),
        "{}",
        said(&put.stdout)
    );
    assert!(
        said(&put.stdout).contains("the log goes on in epoch 2"),
        "{}",
        said(&put.stdout)
    );
    let occupied = zhoudao(&restore);
    assert_eq!(occupied.status.code(), Some(2));
    assert!(
        said(&occupied.stderr).contains("already holds a city"),
        "{}",
        said(&occupied.stderr)
    );

    let verified = zhoudao(&["verify", "--data", &again, "--keys", &keys]);
    let text = said(&verified.stdout);
    assert_eq!(verified.status.code(), Some(0), "{text}");
    assert!(text.contains("because: a fire in the server room"), "{text}");
    let held = path("of the first epoch");
    let lost = zhoudao(&["verify", "--data", &again, "--keys", &keys, &held]);
    assert_eq!(lost.status.code(), Some(0), "{}", said(&lost.stdout));
    assert!(
        said(&lost.stdout).contains("it is among what was lost since"),
        "{}",
        said(&lost.stdout)
    );

    let (file, third) = (path("city.jsonl"), path("third"));
    let nowhere = path("nowhere/city.jsonl");
    refused(
        &["export", "--data", &again, "--to", &nowhere, "--keys", &keys],
        &format!("the export to {nowhere} was broken off"),
    );
    let exported = zhoudao(&[
        "export", "--data", &again, "--to", &file, "--keys", &keys, "--values", "--files",
    ]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported.stderr));
    refused(
        &["export", "--data", &again, "--to", &file, "--keys", &keys],
        &format!("{file} is there already, and nothing is written over"),
    );
    let imported = zhoudao(&["restore", "--from-export", &file, "--to", &third, "--keys", &keys]);
    assert_eq!(imported.status.code(), Some(0), "{}", said(&imported.stderr));
    assert!(
        !said(&imported.stdout).contains("did not come in"),
        "{}",
        said(&imported.stdout)
    );
    let verified = zhoudao(&["verify", "--data", &third, "--keys", &keys]);
    let text = said(&verified.stdout);
    assert!(text.contains("kinds of record are what the log says"), "{text}");
    let verified = zhoudao(&["verify", "--data", &third, "--keys", &keys, "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("JSON");
    assert_eq!(verified.status.code(), Some(0), "{found}");
    assert!(found["index"]["kinds"].as_u64() > Some(0), "{found}");
    assert_eq!(found["put_back"][0]["reason"], "a fire in the server room", "{found}");

    let (impersonal, fourth) = (path("impersonal.jsonl"), path("fourth"));
    let exported = zhoudao(&["export", "--data", &again, "--to", &impersonal, "--keys", &keys]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported.stderr));
    let imported = zhoudao(&["restore", "--from-export", &impersonal, "--to", &fourth, "--keys", &keys]);
    assert_eq!(imported.status.code(), Some(0), "{}", said(&imported.stderr));
    assert!(
        said(&imported.stdout).contains("personal values for which the log vouches did not come in"),
        "{}",
        said(&imported.stdout)
    );

    for city in [&again, &third] {
        std::fs::copy(&keys, Path::new(city).join("keys")).expect("the keys");
        let server = Server::start(Path::new(city));
        assert!(server.get("/matters/ten-permits").starts_with("HTTP/1.1 200"));
        let log = server.get("/api/v1/log");
        assert!(
            log.contains("\"epochs\":[{\"epoch\":2,") && log.contains("a fire in the server room"),
            "{log}"
        );
    }
}

#[test]
fn evidence_is_checked_with_nothing_but_a_public_key() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evidence/example.json");
    let text = std::fs::read_to_string(example).expect("the example");
    let evidence: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let key = evidence["key"].as_str().expect("a key");
    let genuine = zhoudao(&["verify", "--key", key, example]);
    assert_eq!(genuine.status.code(), Some(0), "{}", said(&genuine.stderr));
    assert!(said(&genuine.stdout).contains("genuine: event 257 of zhoudao/371600/1/sha256"));

    let folder = tempfile::tempdir().expect("a folder");
    let forged = folder.path().join("forged.json");
    std::fs::write(&forged, text.replace("example", "another")).expect("a file");
    let refused = zhoudao(&["verify", "--key", key, forged.to_str().expect("a path")]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused.stdout).contains("the event is not the one that was promised"));
    std::fs::write(&forged, "{}").expect("a file");
    let unreadable = zhoudao(&["verify", "--key", key, forged.to_str().expect("a path")]);
    assert_eq!(unreadable.status.code(), Some(2));
}

#[test]
fn what_is_not_there_and_what_is_not_ones_own_look_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let answer = server.get("/no/such/page");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("content-security-policy"), "{answer}");
}

#[test]
fn every_described_operation_of_the_api_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let answer = server.get("/api/v1/openapi.json");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    let description: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    for (path, operations) in paths {
        let path = path.replace("{matter}", "ten-permits").replace(['{', '}'], "");
        for method in operations
            .as_object()
            .expect("operations")
            .keys()
            .filter(|key| *key != "parameters")
        {
            let answer = server.ask(&method.to_uppercase(), &path);
            let status = answer.split(' ').nth(1).expect("a status");
            // What the route answers of a record that is not there is a problem of the API; a route that is not there is a page.
            let is_of_the_api = answer.contains("application/problem+json");
            assert!(
                status != "405" && (status != "404" || is_of_the_api),
                "{method} {path}: {answer}"
            );
        }
    }
}
