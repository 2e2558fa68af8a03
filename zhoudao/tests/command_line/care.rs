//! Backups, putting back, taking out, and what verify finds.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::*;

/// How long a moment may be, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

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
        "UPDATE release SET files = replace(files, '公共场所', '公共厕所')".to_owned(),
        format!(
            "INSERT INTO witness_refusal (city, witness, at, size, reason) VALUES (371600, '{key}', 1793581200000, 9, 'shorter')"
        ),
    ] {
        assert!(test_database::execute(folder.path(), &sql) > 0);
    }
    let beside = zhoudao(&["verify", "--data", data]);
    let text = said(&beside.stdout);
    assert_eq!(beside.status.code(), Some(1), "{text}");
    assert!(text.contains("table release: the rules of release 1 are not those"), "{text}");
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

    assert!(test_database::execute(folder.path(), "DELETE FROM release") > 0);
    let text = said(&zhoudao(&["verify", "--data", data]).stdout);
    assert!(text.contains("are not there, and events were decided by them"), "{text}");
    assert!(text.ends_with("not in order: see above\n"), "{text}");

    test_database::alter_leaf(folder.path(), 2, "\"v\":\"1", "\"v\":\"2");
    let found = zhoudao(&["verify", "--data", data]);
    let text = said(&found.stdout);
    assert_eq!(found.status.code(), Some(1), "{text}");
    assert!(text.contains("position 2: the event was altered"), "{text}");
    assert!(text.contains("index tables are not compared"), "{text}");
}

/// A head is put down beside the database a moment after it was signed.
fn until_a_head_lies_in(data: &Path, position: u64) {
    let began = Instant::now();
    let size = || {
        std::fs::read_to_string(data.join("head"))
            .ok()?
            .lines()
            .nth(1)?
            .parse::<u64>()
            .ok()
    };
    while size().is_none_or(|size| size < position) {
        assert!(
            began.elapsed() < PATIENCE,
            "no head over {position} events lies in the data folder"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
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
    let listed = zhoudao(&["backups", "--from", &backups, "--backup-key", &backup_key, "--read"]);
    let text = said(&listed.stdout);
    assert_eq!(listed.status.code(), Some(0), "{text}");
    assert!(
        text.contains(&format!("position {position}")) && text.contains("read again"),
        "{text}"
    );
    let secrets = [&keys, &backup_key].map(|file| std::fs::read_to_string(file).expect("a key file"));
    for file in files_in(Path::new(&backups)) {
        let bytes = std::fs::read(&file).expect("a file");
        for secret in secrets.iter().filter_map(|text| text.split_whitespace().nth(1)) {
            let holds = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!holds, "no key is in a backup: {}", file.display());
        }
    }
    until_a_head_lies_in(Path::new(&data), position);
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

    let sealed = files_in(Path::new(&backups))
        .into_iter()
        .find(|file| file.ends_with("database"))
        .expect("a database");
    let mut bytes = std::fs::read(&sealed).expect("a sealed database");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&sealed, &bytes).expect("a rotten disk");
    let listed = zhoudao(&["backups", "--from", &backups, "--backup-key", &backup_key, "--read", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(
        (listed.status.code(), &found["backups"][0]["read"]["database"]),
        (Some(1), &false.into()),
        "{found}"
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
