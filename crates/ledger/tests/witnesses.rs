//! What witnesses say of the log's heads, and how the log is hashed.

mod support;

use std::path::Path;

use calendar::{Day, Moment};
use ledger::{Ledger, OpenError, RefusalReason, SignedHead, Word};
use proof::{Head, KeyName, Note, PromiseCode, Signatory, SigningKey, Suite, Worthless};
use rusqlite::Connection;
use support::*;

const ALL: std::ops::RangeInclusive<Day> = Day::MIN..=Day::MAX;
const DAY: i64 = 86_400_000;
/// 2026-11-02 in the morning, in Shanghai.
const MORNING: i64 = 1_793_581_200_000;

fn witness(name: &str) -> SigningKey {
    SigningKey::new(Signatory::Witness, KeyName::new(name).unwrap(), &[name.len() as u8; 32])
}

/// Commands that run on another thread, so that the heads can be signed meanwhile.
async fn joined(ledger: &Ledger, members: u32, key: &'static str) -> SignedHead {
    let permit = may_administer(&administrator(1), record(1));
    let joined = ledger.submit::<Society, _>(&permit, record(1), Ask(Command::Join { members }), key.into());
    joined.await.unwrap();
    covered(ledger).await
}

async fn founded(ledger: &Ledger) -> SignedHead {
    let permit = may_administer(&administrator(1), record(1));
    let name = "a society".to_owned();
    let found = ledger.submit::<Society, _>(&permit, record(1), Ask(Command::Found { name }), "found".into());
    found.await.unwrap();
    covered(ledger).await
}

async fn covered(ledger: &Ledger) -> SignedHead {
    for _ in 0..500 {
        match ledger.head().await.unwrap() {
            Some(signed) if signed.head.size == ledger.position() => return signed,
            Some(_) | None => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
        }
    }
    panic!("no head was signed within five seconds");
}

/// A city that has lived three days, and a clock that stands on the third.
async fn three_days(folder: &Path) -> (Ledger, Vec<SignedHead>) {
    let clock = SetClock::at(MORNING);
    let ledger = open_with(folder, options().with_clock(clock.clone()));
    ledger.start();
    let mut heads = vec![founded(&ledger).await];
    for (day, key) in [(1, "second"), (2, "third")] {
        clock.set(MORNING + day * DAY);
        heads.push(joined(&ledger, 5, key).await);
    }
    (ledger, heads)
}

#[tokio::test]
async fn every_day_has_its_head_and_those_who_countersigned_it() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    assert_eq!(ledger.heads_beyond(0, 10).await.unwrap(), heads);
    assert_eq!(ledger.heads_beyond(1, 1).await.unwrap(), heads[1..2]);

    let (archive, audit) = (witness("archive.example"), witness("audit.example"));
    let second = &heads[1].note;
    for (key, at) in [(&archive, 1_793_700_000), (&audit, 1_793_700_060)] {
        let countersigned = second.clone().signed(key, at);
        let kept = ledger.keep_cosignature(&key.verifying(), &countersigned).await.unwrap();
        assert_eq!((kept.signed.head.size, kept.at), (6, Moment(at as i64 * 1_000)));
    }
    let days = ledger.day_heads(ALL, 0, 10).await.unwrap();
    let seen: Vec<_> = days.iter().map(|day| (day.signed.head.size, day.witnesses.len())).collect();
    assert_eq!(seen, [(11, 0), (6, 2), (1, 0)], "the newest day first");
    let note = &days[1].signed.note;
    assert_eq!(note.signatures().len(), 3);
    assert_eq!(note.verify(&ledger.log_key()), Ok(None));
    assert_eq!(note.verify(&audit.verifying()), Ok(Some(1_793_700_060)));

    let day = days[1].day;
    assert_eq!(ledger.day_heads(day..=day, 0, 10).await.unwrap(), days[1..2]);
    assert_eq!(ledger.day_heads(ALL, 2, 10).await.unwrap(), days[2..]);
    assert_eq!(ledger.count_day_heads(ALL).await.unwrap(), 3);
    assert_eq!(ledger.broken_cosignatures().await.unwrap(), (2, vec![]));
}

#[tokio::test]
async fn what_a_witness_has_not_signed_is_not_kept_as_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    let (archive, stranger) = (witness("archive.example"), witness("stranger.example"));
    let by_stranger = heads[2].note.clone().signed(&stranger, 7);
    let refused = unavailable(ledger.keep_cosignature(&archive.verifying(), &by_stranger).await);
    assert!(refused.contains("archive.example has not signed"), "{refused}");
    let foreign = Note::new(heads[2].note.text().replacen("371600", "370500", 1)).signed(&archive, 7);
    let refused = unavailable(ledger.keep_cosignature(&archive.verifying(), &foreign).await);
    assert!(refused.contains("not signed by this city"), "{refused}");
    assert_eq!(ledger.witnesses().await.unwrap(), []);
}

#[tokio::test]
async fn a_witness_that_refuses_is_remembered_until_it_countersigns_again() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    let archive = witness("archive.example");
    let key = archive.verifying();
    ledger.keep_refusal(&key, 11, RefusalReason::Rewritten).await.unwrap();
    ledger.keep_refusal(&key, 11, RefusalReason::Shorter).await.unwrap();
    let standing = ledger.witnesses().await.unwrap().remove(0);
    let refusal = standing.refusal.unwrap();
    assert_eq!(
        (refusal.reason, refusal.size),
        (RefusalReason::Rewritten, 11),
        "what was said first stands"
    );
    assert_eq!(standing.last, None);

    let countersigned = heads[2].note.clone().signed(&archive, 1_793_800_000);
    ledger.keep_cosignature(&key, &countersigned).await.unwrap();
    let standing = ledger.witnesses().await.unwrap().remove(0);
    assert_eq!((standing.refusal, standing.last.unwrap().signed.head.size), (None, 11));
}

#[tokio::test]
async fn an_intruder_with_database_and_key_is_convicted_by_a_witnessed_head() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    let key = ledger.log_key();
    let archive = witness("archive.example");
    let witnessed = heads[2].note.clone().signed(&archive, 1_793_800_000);
    ledger.keep_cosignature(&archive.verifying(), &witnessed).await.unwrap();
    let receipt = ledger.evidence(3).await.unwrap().unwrap();
    let code = PromiseCode::of(&receipt.promise, &key).unwrap();
    ledger.close().await;
    drop(ledger);

    test_database::alter_leaf(folder.path(), 3, r#""member":2"#, r#""member":9"#);
    for table in ["tile", "head"] {
        test_database::execute(folder.path(), &format!("DELETE FROM {table}"));
    }
    std::fs::remove_file(folder.path().join("head")).unwrap();
    let ledger = open_with(folder.path(), options().with_clock(SetClock::at(MORNING + 3 * DAY)));
    ledger.start();
    let forged = covered(&ledger).await;
    ledger.close().await;
    drop(ledger);

    let reading = Ledger::open_reading(folder.path(), options_in(folder.path())).unwrap();
    assert_eq!(reading.log_key(), key);
    assert_eq!(
        reading.check_log().unwrap().findings,
        [],
        "the new history is in order in itself"
    );
    assert_eq!(reading.keeps_to_head(&forged.note).await.unwrap(), Ok(Word::Kept));
    assert_eq!(reading.keeps_to_head(&witnessed).await.unwrap(), Ok(Word::Broken));
    assert_eq!(reading.keeps_to(&receipt).await.unwrap(), Ok(Word::Broken));
    assert_eq!(reading.keeps_promise(code.note()).await.unwrap(), Ok(Word::Broken));
    let (count, broken) = reading.broken_cosignatures().await.unwrap();
    assert_eq!((count, broken.len()), (1, 1));
    assert_eq!(broken[0].witness, archive.verifying());
}

#[tokio::test]
async fn what_another_log_has_signed_is_worth_nothing_here() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let (other, foreign) = three_days(elsewhere.path()).await;
    let missing = Ok(Err(Worthless::Unsigned(proof::Unsigned::Missing(
        ledger.log_key().name().clone(),
    ))));
    assert_eq!(ledger.keeps_to_head(&foreign[0].note).await, missing);
    let promise = other.evidence(1).await.unwrap().unwrap().promise;
    assert_eq!(ledger.keeps_promise(&promise).await, missing);
    assert_eq!(ledger.keeps_promise(&heads[0].note).await, Ok(Err(Worthless::Unreadable)));
    let own = ledger.evidence(1).await.unwrap().unwrap().promise;
    assert_eq!(ledger.keeps_to_head(&own).await, Ok(Err(Worthless::Unreadable)));
    assert_eq!(ledger.keeps_promise(&own).await, Ok(Ok(Word::Kept)));
}

#[tokio::test]
async fn a_new_city_may_have_its_log_hashed_with_sm3_and_keeps_it_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open_with(folder.path(), options().with_suite(Suite::Sm3));
    ledger.start();
    founded(&ledger).await;
    let signed = joined(&ledger, 600, "many").await;
    assert_eq!(signed.head.origin.to_string(), "zhoudao/371600/1/sm3");
    let key = ledger.log_key();
    let evidence = ledger.evidence(257).await.unwrap().unwrap();
    assert!(
        matches!(evidence.verify(&key), Ok(proof::Assurance::Included(promise, _)) if promise.leaf == Suite::Sm3.leaf(evidence.leaf.as_bytes()))
    );
    ledger.close().await;
    drop(ledger);

    let refused = Ledger::open(folder.path(), options_in(folder.path()).with_suite(Suite::Sha256)).unwrap_err();
    assert!(
        matches!(
            refused,
            OpenError::OtherSuite {
                found: "sm3",
                expected: "sha256",
                ..
            }
        ),
        "{refused}"
    );
    let ledger = open(folder.path());
    ledger.start();
    assert_eq!(ledger.log_key(), key, "nothing need be said");
    let later = joined(&ledger, 1, "more").await;
    let grown = ledger.consistency(signed.head.size, later.head.size).await.unwrap().unwrap();
    let (earlier, later) = ((signed.head.size, signed.head.root), (later.head.size, later.head.root));
    assert_eq!(grown.verify(Suite::Sm3, earlier, later), Ok(()));
    ledger.close().await;
    let checked = Ledger::open_reading(folder.path(), options_in(folder.path()))
        .unwrap()
        .check_log()
        .unwrap();
    assert_eq!((checked.leaves, checked.covered, checked.findings), (602, 602, vec![]));
    // A key alone reads a city in a folder.
    if !test_database::is_postgres() {
        let alone = Ledger::check_log_in(folder.path(), key).unwrap();
        assert_eq!((alone.leaves, alone.covered, alone.findings), (602, 602, vec![]));
    }
}

#[tokio::test]
async fn a_city_from_before_there_was_a_choice_has_sha256() {
    // No PostgreSQL is from before.
    if test_database::is_postgres() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (ledger, heads) = three_days(folder.path()).await;
    ledger.close().await;
    drop(ledger);
    let before = Connection::open(folder.path().join("city.db")).unwrap();
    before
        .execute_batch(
            "ALTER TABLE city DROP COLUMN suite; DROP TABLE cosignature; DROP TABLE witness_refusal;
             DELETE FROM migration WHERE room = 'ledger' AND number = 3;",
        )
        .unwrap();
    drop(before);
    let reading = Ledger::open_reading(folder.path(), options()).unwrap();
    assert_eq!(reading.check_log().unwrap().findings, []);
    drop(reading);
    let ledger = open(folder.path());
    assert_eq!(ledger.head().await.unwrap().as_ref(), heads.last());
    assert_eq!(ledger.witnesses().await.unwrap(), []);
}

#[test]
fn a_key_of_something_else_is_not_taken_for_that_of_the_log() {
    // A key alone reads a city in a folder.
    if test_database::is_postgres() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let head = Head {
        origin: proof::Origin::new(370_500, 1, Suite::Sha256),
        size: 0,
        root: Suite::Sha256.empty(),
        at: 0,
    };
    let other = SigningKey::new(Signatory::Log, KeyName::of_log(&head.origin), &[1; 32]);
    let refused = Ledger::check_log_in(folder.path(), other.verifying()).unwrap_err();
    assert!(matches!(refused, OpenError::OtherLog { .. }), "{refused}");
}
