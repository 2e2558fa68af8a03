//! What a person types, and what the program answers.

mod care;
mod moving;
mod support;

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use support::*;

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
