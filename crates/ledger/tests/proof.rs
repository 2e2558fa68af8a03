//! What the log proves, and what becomes of somebody who changes it behind the program's back.

mod support;

use std::path::Path;

use ledger::{Checked, Finding, Ledger, Word};
use proof::{Assurance, Evidence, Worthless};
use support::*;

/// A city with a society of that many members, each an event of its own.
async fn city(folder: &Path, members: u32) -> Ledger {
    let ledger = open(folder);
    ledger.start();
    let founded = may_administer(&administrator(1), record(1));
    let name = "a society".to_owned();
    let found = ledger.submit::<Society, _>(&founded, record(1), Ask(Command::Found { name }), "found".into());
    found.await.unwrap();
    if members > 0 {
        let join = ledger.submit::<Society, _>(&founded, record(1), Ask(Command::Join { members }), "join".into());
        join.await.unwrap();
    }
    covered(&ledger).await;
    ledger
}

/// Waits until a head covers the whole log.
async fn covered(ledger: &Ledger) {
    for _ in 0..500 {
        if ledger
            .head()
            .await
            .unwrap()
            .is_some_and(|signed| signed.head.size == ledger.position())
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no head was signed within five seconds");
}

fn checked(folder: &Path) -> Checked {
    Ledger::open_reading(folder, options_in(folder)).unwrap().check_log().unwrap()
}

/// Somebody at the database, while no server runs.
fn behind_the_back(folder: &Path, sql: &str) {
    let changed = test_database::execute(folder, sql);
    assert_ne!(changed, 0, "nothing was changed by {sql}");
}

#[tokio::test]
async fn a_log_as_it_was_written_is_in_order() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 600).await.close().await;
    let found = checked(folder.path());
    assert_eq!(
        (found.leaves, found.covered, found.heads, found.findings),
        (601, 601, 1, vec![])
    );
}

#[tokio::test]
async fn an_event_is_promised_at_once_and_proven_a_moment_later() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    tokio::task::spawn_blocking({
        let ledger = ledger.clone();
        move || found(&ledger, record(1))
    })
    .await
    .unwrap();
    // Nothing is signed yet: the tree grows once the ledger has been started.
    let promised = ledger.evidence(1).await.unwrap().unwrap();
    assert!(matches!(promised.verify(&ledger.log_key()), Ok(Assurance::Promised(_))));
    ledger.start();
    covered(&ledger).await;
    let proven = ledger.evidence(1).await.unwrap().unwrap();
    assert!(matches!(proven.verify(&ledger.log_key()), Ok(Assurance::Included(_, head)) if head.size == 1));
    assert_eq!(proven.promise, promised.promise);
    assert_eq!(ledger.evidence(2).await.unwrap(), None);
}

#[tokio::test]
async fn evidence_is_checked_by_whoever_holds_it_and_a_forged_one_is_worth_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 300).await;
    let key = ledger.log_key();
    let evidence = ledger.evidence(257).await.unwrap().unwrap();
    let file = serde_json::to_string(&evidence).unwrap();
    let read: Evidence = serde_json::from_str(&file).unwrap();
    assert!(matches!(read.verify(&key), Ok(Assurance::Included(..))));

    let mut other = read.clone();
    other.leaf = other.leaf.replace("joined", "expelled");
    assert_eq!(other.verify(&key), Err(Worthless::OtherLeaf));
    let beside = ledger.evidence(256).await.unwrap().unwrap();
    let mut mixed = read.clone();
    mixed.proven = beside.proven;
    assert!(matches!(mixed.verify(&key), Err(Worthless::Unproven(_))));

    let elsewhere = tempfile::tempdir().unwrap();
    let stranger = city(elsewhere.path(), 300).await;
    let foreign = stranger.evidence(257).await.unwrap().unwrap();
    assert!(matches!(foreign.verify(&key), Err(Worthless::OtherKey { .. })));
}

#[tokio::test]
async fn heads_are_consistent_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 300).await;
    let earlier = ledger.head().await.unwrap().unwrap().head;
    ledger.close().await;
    drop(ledger);
    let ledger = open(folder.path());
    ledger.start();
    let permit = may_administer(&administrator(1), record(1));
    let join = Ask(Command::Join { members: 300 });
    ledger
        .submit::<Society, _>(&permit, record(1), join, "more".into())
        .await
        .unwrap();
    covered(&ledger).await;
    let later = ledger.head().await.unwrap().unwrap().head;
    let grown = ledger.consistency(earlier.size, later.size).await.unwrap().unwrap();
    let suite = later.origin.suite();
    assert_eq!(
        grown.verify(suite, (earlier.size, earlier.root), (later.size, later.root)),
        Ok(())
    );
    assert_eq!(ledger.consistency(earlier.size, later.size + 1).await.unwrap(), None);
}

#[tokio::test]
async fn an_event_that_cannot_be_unpacked_is_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 600).await.close().await;
    behind_the_back(folder.path(), "UPDATE event SET leaf = zeroblob(32) WHERE position = 300");
    let altered = Finding::Altered {
        position: 300,
        record: None,
    };
    let found = checked(folder.path()).findings;
    assert!(found.contains(&altered), "{found:?}");
}

#[tokio::test]
async fn an_altered_event_is_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 600).await.close().await;
    test_database::alter_leaf(folder.path(), 300, r#""member":299"#, r#""member":999"#);
    let altered = Finding::Altered {
        position: 300,
        record: Some(record(1)),
    };
    assert_eq!(checked(folder.path()).findings, [altered]);
}

#[tokio::test]
async fn deleted_events_are_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 600).await.close().await;
    behind_the_back(folder.path(), "DELETE FROM event WHERE position IN (300, 601)");
    let missing = [300, 601].map(|position| Finding::Missing {
        first: position,
        last: position,
    });
    assert_eq!(checked(folder.path()).findings, missing);
}

#[tokio::test]
async fn exchanged_events_are_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    for (from, to) in [(9, -9), (10, 9), (-9, 10)] {
        behind_the_back(
            folder.path(),
            &format!("UPDATE event SET position = {to} WHERE position = {from}"),
        );
    }
    let found = checked(folder.path()).findings;
    let altered = |position| Finding::Altered {
        position,
        record: Some(record(1)),
    };
    assert_eq!(found, [9, 10].map(altered));
}

#[tokio::test]
async fn an_altered_column_is_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    behind_the_back(folder.path(), "UPDATE event SET kind = 'something else' WHERE position = 7");
    assert_eq!(checked(folder.path()).findings, [Finding::Columns { position: 7 }]);
}

#[tokio::test]
async fn a_damaged_tree_is_told_from_an_altered_event() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 600).await.close().await;
    behind_the_back(
        folder.path(),
        "UPDATE tile SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 0 AND number = 1",
    );
    behind_the_back(folder.path(), "UPDATE tile SET hashes = zeroblob(64) WHERE level = 1");
    let tile = |level, number| Finding::Tile { level, number };
    assert_eq!(checked(folder.path()).findings, [tile(0, 1), tile(1, 0)]);
}

/// Longer than a page of what is compared at a time, and with a full tile of the second storey.
#[tokio::test]
async fn a_long_log_is_compared_page_by_page_up_to_the_storeys_above() {
    const MEMBERS: u32 = 66_000;
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), MEMBERS).await.close().await;
    let whole = checked(folder.path());
    assert_eq!((whole.findings.as_slice(), whole.leaves), (&[][..], u64::from(MEMBERS) + 1));
    behind_the_back(folder.path(), "DELETE FROM event WHERE position BETWEEN 16380 AND 16390");
    behind_the_back(
        folder.path(),
        "UPDATE tile SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 1 AND number = 0",
    );
    let missing = Finding::Missing {
        first: 16_380,
        last: 16_390,
    };
    let tile = Finding::Tile { level: 1, number: 0 };
    assert_eq!(checked(folder.path()).findings, [missing, tile]);
}

#[tokio::test]
async fn a_head_that_was_not_signed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    behind_the_back(
        folder.path(),
        "UPDATE head SET note = replace(note, char(10) || '21' || char(10), char(10) || '20' || char(10))",
    );
    let found = checked(folder.path()).findings;
    assert!(
        matches!(
            found.as_slice(),
            [Finding::Head { size: 21, .. }, Finding::Beside { size: 21 }]
        ),
        "{found:?}"
    );
}

#[tokio::test]
async fn an_event_that_was_put_in_is_named() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    behind_the_back(
        folder.path(),
        "INSERT INTO event (position, city, origin, version, kind, at, leaf)
         SELECT 0, city, origin, 22, kind, at, leaf FROM event WHERE position = 21",
    );
    assert_eq!(checked(folder.path()).findings, [Finding::Inserted { position: 0 }]);
}

#[tokio::test]
async fn an_event_that_is_counted_to_another_record_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 20).await;
    let permit = may_administer(&administrator(1), record(2));
    let other = Ask(Command::Found { name: "another".into() });
    ledger
        .submit::<Society, _>(&permit, record(2), other, "another".into())
        .await
        .unwrap();
    ledger.close().await;
    behind_the_back(folder.path(), "UPDATE event SET origin = 22 WHERE position = 21");
    behind_the_back(folder.path(), "UPDATE record SET origin = origin + 1000");
    behind_the_back(folder.path(), "UPDATE record SET origin = 1023 - origin");
    let found = checked(folder.path()).findings;
    assert!(found.contains(&Finding::Columns { position: 21 }), "{found:?}");
    for exchanged in [record(1), record(2)] {
        assert!(found.contains(&Finding::Record { record: exchanged }), "{found:?}");
    }
    let reading = Ledger::open_reading(folder.path(), options_in(folder.path())).unwrap();
    assert!(unavailable(reading.evidence_of(record(1)).await).contains("its own event"));
}

#[tokio::test]
async fn what_was_altered_where_the_heads_are_gone_is_named_too() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    test_database::alter_leaf(folder.path(), 9, r#""member":8"#, r#""member":9"#);
    behind_the_back(folder.path(), "DELETE FROM head");
    let found = checked(folder.path());
    let altered = Finding::Altered {
        position: 9,
        record: Some(record(1)),
    };
    assert_eq!(found.findings, [altered, Finding::Beside { size: 21 }]);
    std::fs::remove_file(folder.path().join("head")).unwrap();
    let found = checked(folder.path());
    let altered = Finding::Altered {
        position: 9,
        record: Some(record(1)),
    };
    assert_eq!((found.covered, found.findings), (0, vec![altered]));
}

#[tokio::test]
async fn nothing_is_signed_over_what_a_head_contradicts() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 20).await;
    test_database::alter_leaf(folder.path(), 9, r#""member":8"#, r#""member":9"#);
    assert!(unavailable(ledger.evidence(9).await).contains("position 9"));
    assert!(ledger.evidence(10).await.unwrap().is_some());
    ledger.close().await;
}

/// Who changes the database alone cannot have the city sign it: the last head lies beside it, and a head that the city has not signed
/// is no head.
#[tokio::test]
async fn a_rewritten_database_is_not_signed() {
    for rewriting in [
        "DELETE FROM head",
        "UPDATE head SET note = replace(note, char(10) || '21' || char(10), char(10) || '20' || char(10))",
        "DELETE FROM event WHERE position > 15",
    ] {
        let folder = tempfile::tempdir().unwrap();
        city(folder.path(), 20).await.close().await;
        behind_the_back(folder.path(), rewriting);
        let beside = std::fs::read_to_string(folder.path().join("head")).unwrap();
        let ledger = open(folder.path());
        ledger.start();
        let permit = may_administer(&administrator(1), record(1));
        let join = Ask(Command::Join { members: 30 });
        ledger
            .submit::<Society, _>(&permit, record(1), join, "more".into())
            .await
            .unwrap();
        // Closing signs what is left to be signed.
        ledger.close().await;
        assert_eq!(
            std::fs::read_to_string(folder.path().join("head")).unwrap(),
            beside,
            "{rewriting}"
        );
        assert!(!checked(folder.path()).findings.is_empty(), "{rewriting}");
    }
}

/// Who holds everything, the key too, can write another history that is in order in itself. What somebody was given before convicts it.
#[tokio::test]
async fn an_intruder_with_the_key_is_convicted_by_a_receipt_that_somebody_holds() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 20).await;
    let held = ledger.evidence(9).await.unwrap().unwrap();
    let key = ledger.log_key();
    ledger.close().await;
    drop(ledger);
    test_database::alter_leaf(folder.path(), 9, r#""member":8"#, r#""member":9"#);
    behind_the_back(folder.path(), "DELETE FROM tile");
    behind_the_back(folder.path(), "DELETE FROM head");
    std::fs::remove_file(folder.path().join("head")).unwrap();
    let ledger = open(folder.path());
    ledger.start();
    covered(&ledger).await;
    ledger.close().await;
    assert_eq!(checked(folder.path()).findings, [], "the new history is in order in itself");
    assert!(held.verify(&key).is_ok(), "and signed by the same key is what was held");
    let reading = Ledger::open_reading(folder.path(), options_in(folder.path())).unwrap();
    assert_eq!(reading.keeps_to(&held).await.unwrap(), Ok(Word::Broken));
    let honest = reading.evidence(10).await.unwrap().unwrap();
    assert_eq!(reading.keeps_to(&honest).await.unwrap(), Ok(Word::Kept));
}

#[tokio::test]
async fn a_file_beside_the_database_that_is_no_head_is_named_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 20).await.close().await;
    std::fs::write(folder.path().join("head"), "junk").unwrap();
    let found = checked(folder.path());
    assert!(
        matches!(found.findings.as_slice(), [Finding::NoHeadBeside { reason }] if reason.contains("/head cannot be used")),
        "{found:?}"
    );
    assert_eq!((found.leaves, found.heads), (21, 1));
}

#[tokio::test]
async fn an_ordinary_stop_leaves_nothing_unsigned() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = city(folder.path(), 20).await;
    let permit = may_administer(&administrator(1), record(1));
    let join = Ask(Command::Join { members: 5 });
    ledger
        .submit::<Society, _>(&permit, record(1), join, "more".into())
        .await
        .unwrap();
    ledger.close().await;
    let found = checked(folder.path());
    assert_eq!((found.leaves, found.covered, found.findings), (26, 26, vec![]));
}
