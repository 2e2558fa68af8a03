//! What somebody changes who holds the database and not the city's keys is named.

use ledger::{CommandFinding, Database, ValueFinding};

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn a_value_that_was_exchanged_put_in_or_taken_away_behind_the_programs_back_is_named() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    founded(&city, 2, "乙").await;
    tell(&city, 1, "opinion", "可行").await;
    tell(&city, 1, "phone", "13800005678").await;
    let (opinion, name) = ("opinion".to_owned(), "name".to_owned());
    let unlisted = match test_database::is_postgres() {
        true => "DELETE FROM erased",
        false => "DELETE FROM erasure",
    };
    for sql in [
        "UPDATE vault SET sealed = zeroblob(64) WHERE path = 'opinion'",
        "DELETE FROM vault WHERE origin = 2 AND path = 'name'",
        unlisted,
        "INSERT INTO vault (city, origin, path, keeping, at, sealed) SELECT city, origin, 'nickname', keeping, at, sealed FROM vault
         WHERE origin = 1 AND path = 'name'",
        "DELETE FROM vault WHERE path = 'phone'",
    ] {
        house.behind_its_back(sql);
    }
    let found = city.check_values().unwrap();
    let nickname = "nickname".to_owned();
    let (first, second) = (record(1), record(2));
    for finding in [
        ValueFinding::Altered {
            record: first,
            path: opinion,
        },
        ValueFinding::Unvouched {
            origin: 1,
            path: nickname,
        },
        ValueFinding::Missing {
            record: second,
            path: name,
        },
        ValueFinding::Unasked {
            record: first,
            path: "phone".to_owned(),
        },
    ] {
        assert!(found.findings.contains(&finding), "{finding:?} in {found:?}");
    }
    assert_eq!((found.findings.len(), found.erased), (4, 0));
}

/// Who holds the database and not the city's keys cannot have a value pass for one that the city erased.
#[tokio::test]
async fn a_warrant_is_for_what_was_there_and_for_nothing_that_came_after_it() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    city.erase(record(1), &["opinion".to_owned()]).await.unwrap();
    let checked = city.check_values().unwrap();
    assert_eq!((checked.erased, checked.findings), (1, vec![]));
    tell(&city, 1, "opinion", "不可行").await;
    tell(&city, 1, "note", "甲").await;
    asked(&city, 1, Command::Forget { path: "note".to_owned() }, "forget").await;
    house.behind_its_back("DELETE FROM vault WHERE path = 'opinion'");
    city.list_erasures().await.unwrap();
    let opinion = ValueFinding::Unasked {
        record: record(1),
        path: "opinion".to_owned(),
    };
    let checked = city.check_values().unwrap();
    assert_eq!(
        (checked.erased, checked.findings),
        (1, vec![opinion.clone()]),
        "the note is erased, the opinion is not"
    );
    // A warrant needs the city's keys.
    house.behind_its_back(
        match house.database("data") {
            Database::InFolder => {
                "INSERT INTO erasure (city, what, origin, path, mark, why, warrant)
                 VALUES (371600, 'value', 1, 'opinion', x'00', 'asked', '1/1000000/00112233445566778899aabbccddeeff')"
            }
            Database::Postgres(_) => {
                "INSERT INTO erased (city, what, record, path, mark, why, warrant, at)
                 SELECT city, 'value', record, 'opinion', decode('00', 'hex'), 'asked', '1/1000000/00112233445566778899aabbccddeeff', 0
                 FROM record WHERE origin = 1"
            }
        },
    );
    assert_eq!(city.check_values().unwrap().findings, std::slice::from_ref(&opinion));
    // Nor by saying that nobody can know any more.
    house.behind_its_back("INSERT INTO list_began (city, position, code) VALUES (371600, 1000000, '00')");
    assert_eq!(city.check_values().unwrap().findings, [opinion]);
    city.close().await;
    drop(city);

    // What the city erased is erased from every backup, what somebody else deleted is not.
    let backed_up = house.listed();
    assert!(
        backed_up.contains(r#""why":"unasked""#) && backed_up.contains(r#""warrant":"1/"#),
        "{backed_up}"
    );
}

#[tokio::test]
async fn a_command_that_is_forgotten_or_invented_is_named() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    asked(&city, 1, Command::Join { members: 3 }, "join").await;
    card(&city, 1, "one").await;
    assert_eq!(city.check_commands().unwrap().findings, []);
    for sql in [
        "DELETE FROM command WHERE position = 4",
        "UPDATE command SET key = 'two' WHERE position = 5",
        "INSERT INTO command (city, key, actor, act, position) VALUES (371600, 'never', 'nobody', 'nothing', 3)",
    ] {
        house.behind_its_back(sql);
    }
    let checked = city.check_commands().unwrap();
    assert_eq!(
        checked.findings,
        [
            CommandFinding::Forgotten { position: 4 },
            CommandFinding::Forgotten { position: 5 },
            CommandFinding::Invented { position: 3 },
        ]
    );
    assert_eq!(checked.known, 1, "the founding");
}

#[tokio::test]
async fn a_term_that_was_altered_is_named() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    house.behind_its_back("UPDATE vault SET at = 0 WHERE path = 'opinion'");
    let path = "opinion".to_owned();
    let record = record(1);
    assert_eq!(city.check_values().unwrap().findings, [ValueFinding::Term { record, path }]);
    house.behind_its_back("UPDATE keeping SET term_days = 36500");
    let findings = city.check_values().unwrap().findings;
    assert!(
        findings.iter().any(|finding| matches!(finding, ValueFinding::Keeping { .. })),
        "{findings:?}"
    );
    house.behind_its_back("DELETE FROM keeping");
    assert_eq!(
        city.check_values().unwrap().findings.len(),
        2,
        "of neither value is known how long it is kept"
    );
}

/// A position that somebody has put there is signed at the next start, and no further than the log has come.
#[tokio::test]
async fn what_is_given_after_a_start_cannot_be_said_to_be_older_than_warrants() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    house.behind_its_back("INSERT INTO list_began (city, position) VALUES (371600, 1000000)");
    city.close().await;
    drop(city);
    let city = house.serve("data");
    tell(&city, 1, "phone", "13800005678").await;
    house.behind_its_back("DELETE FROM vault WHERE path IN ('phone', 'opinion')");
    let unasked = |path: &str| ValueFinding::Unasked {
        record: record(1),
        path: path.to_owned(),
    };
    let checked = city.check_values().unwrap();
    assert_eq!(
        checked.findings,
        [unasked("opinion"), unasked("phone")],
        "the database says itself that nobody had asked"
    );
    assert_eq!(checked.warranted_from, 3);
    let (notes, list) = match house.database("data") {
        Database::InFolder => ("DELETE FROM erasure", house.data().join("erasures")),
        Database::Postgres(_) => ("DELETE FROM erased", house.path("none")),
    };
    city.list_erasures().await.unwrap();
    test_database::execute(&house.data(), notes);
    if list.exists() {
        std::fs::write(list, "").unwrap();
    }
    let checked = city.check_values().unwrap();
    let phone = ValueFinding::Missing {
        record: record(1),
        path: "phone".to_owned(),
    };
    assert_eq!(
        (checked.gone, checked.findings),
        (1, vec![phone]),
        "of what is older nobody knows"
    );
}
