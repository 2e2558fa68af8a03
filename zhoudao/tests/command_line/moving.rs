//! A city that moves into a PostgreSQL, and is cared for there.

use std::path::Path;
use std::process::Command;

use crate::support::*;

fn done(arguments: &[&str]) -> String {
    let output = zhoudao(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output.stderr));
    said(&output.stdout)
}

fn as_json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_city_moves_into_a_database_and_is_backed_up_put_back_taken_out_and_verified_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let database = |name: &str| test_database::postgres_address(&folder.path().join(name));
    let (data, backups, again) = (path("data"), path("backups"), path("again"));
    let (keys, backup_key) = (path("data/keys"), path("data/backup-key"));
    let (first, second, third) = (database("first"), database("second"), database("third"));
    let server = Server::start(Path::new(&data));
    server.log_signed_over(1);
    refused(
        &["move", "--data", &data],
        "name the PostgreSQL into which the city is to move",
    );
    refused(&["move", "--data", &data, "--database", &first], "a server still works on");
    drop(server);
    refused(&["verify", "--data", &data, "--database", &first], "holds a city of its own");

    let told = done(&["move", "--data", &data, "--database", &first]);
    assert!(told.contains("were moved") && told.contains("city.db.moved"), "{told}");
    refused(&["serve", "--data", &data, "--port", "0"], "was moved into a database");
    let verified = as_json(&done(&["verify", "--data", &data, "--database", &first, "--json"]));
    assert!(verified["index"]["kinds"].as_u64() > Some(0), "{verified}");
    assert!(verified["values"]["vouched"].as_u64() > Some(0), "{verified}");

    // The database may be named by the environment, as for the server.
    let mut backup = Command::new(env!("CARGO_BIN_EXE_zhoudao"));
    let made = backup
        .args(["backup", "--data", &data, "--to", &backups, "--json"])
        .env("DATABASE_URL", &first)
        .output()
        .expect("the program runs");
    assert_eq!(made.status.code(), Some(0), "{}", said(&made.stderr));
    let position = as_json(&said(&made.stdout))["manifest"]["position"]
        .as_u64()
        .expect("a position");
    let lines = done(&["export", "--data", &data, "--database", &first, "--to", "-", "--values"]);
    assert_eq!(
        lines.lines().filter(|line| line.starts_with("{\"event\":")).count() as u64,
        position
    );
    assert!(lines.contains("\"table\":\"release\"") && lines.contains("{\"value\":"));

    let to = (position - 3).to_string();
    let restore = [
        "restore",
        "--from",
        &backups,
        "--to",
        &again,
        "--keys",
        &keys,
        "--backup-key",
        &backup_key,
        "--position",
        &to,
        "--reason",
        "a fire in the server room",
    ];
    refused(
        &[&restore[..], &["--database", &first]].concat(),
        "has the city 371600 already",
    );
    assert!(!Path::new(&again).exists(), "nothing was made");
    let told = done(&[&restore[..], &["--old-database", &first, "--database", &second]].concat());
    assert!(told.contains("later events are in the database at"), "{told}");
    let verified = done(&["verify", "--data", &again, "--keys", &keys, "--database", &second]);
    assert!(verified.contains("because: a fire in the server room"), "{verified}");
    assert!(verified.contains("kinds of record are what the log says"), "{verified}");
    assert!(verified.contains("the log vouches for"), "{verified}");

    let (file, fourth) = (path("city.jsonl"), path("fourth"));
    done(&[
        "export",
        "--data",
        &again,
        "--keys",
        &keys,
        "--database",
        &second,
        "--to",
        &file,
        "--values",
    ]);
    done(&[
        "restore",
        "--from-export",
        &file,
        "--to",
        &fourth,
        "--keys",
        &keys,
        "--database",
        &third,
    ]);
    done(&["verify", "--data", &fourth, "--keys", &keys, "--database", &third]);
}
