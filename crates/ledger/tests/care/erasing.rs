//! What is erased is gone from every file, and comes back with no backup; what is past its term goes by itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ledger::{Scrubbed, TermsKept, Verdict};
use serde_json::json;
use tokio::task::JoinSet;

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn a_thousand_erased_values_are_nowhere_and_come_back_with_no_backup() {
    let house = House::new();
    let city = house.open();
    city.start();
    let planted = |number: usize| format!("植入值-{number:04}-{}", "滨州".repeat(3));
    founded(&city, 1, "甲").await;
    let mut paths = Vec::new();
    let mut names = Vec::new();
    // Many at a time, so that they share commits.
    let mut telling = JoinSet::new();
    for number in 0..600 {
        let (city, path, text) = (city.clone(), format!("opinion/{number}"), planted(number));
        paths.push(path.clone());
        telling.spawn(async move { tell(&city, 1, &path, &text).await });
    }
    telling.join_all().await;
    for number in 600..800 {
        let draft = numbered(number as u64);
        city.drafts()
            .save(record(1), draft, "application", &json!({"text": planted(number)}))
            .await
            .unwrap();
    }
    for number in 800..1_000 {
        let text = planted(number);
        names.push(city.files().store(text.as_bytes(), 10_000).await.unwrap().name);
    }
    covered(&city).await;
    let rows = city
        .query(
            "SELECT sealed FROM vault WHERE path LIKE 'opinion/%' UNION ALL SELECT sealed FROM draft",
            Vec::new(),
        )
        .await
        .unwrap();
    let mut wanted: Vec<Vec<u8>> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    for name in &names {
        wanted.push(std::fs::read(house.data().join("files").join(&name.as_str()[..2]).join(name.as_str())).unwrap());
    }
    wanted.extend((0..1_000).map(|number| planted(number).into_bytes()));
    let made = house.back_up();
    assert_eq!(made.manifest.files, 200);

    city.erase(record(1), &paths).await.unwrap();
    for number in 600..800 {
        city.drafts().delete(record(1), numbered(number as u64)).await.unwrap();
    }
    for name in &names {
        city.files().delete(name).await.unwrap();
    }
    // Whether rows were moved, so that there are copies, depends on random identifiers.
    city.scrub().await.unwrap();
    assert_eq!(city.scrub().await.unwrap(), Scrubbed::Clean);
    city.close().await;
    drop(city);
    assert_found_nowhere(&house.data(), &wanted);
    let kept = house.serve("data");
    is_whole(&kept);
    assert_eq!(kept.check_values().unwrap().erased, 600);
    kept.close().await;
    drop(kept);

    let put = house.put_back("again", None).unwrap();
    assert_eq!((put.erased, put.files), (800, 0));
    assert_found_nowhere(&house.path("again"), &wanted);
    let again = house.serve("again");
    is_whole(&again);
    assert_eq!(said(&again, 1, "name").await, Some(json!("甲")), "nothing else was erased");
    again.close().await;
    drop(again);
    assert_found_nowhere(&house.path("again"), &wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_many_erase_at_once_is_all_on_the_list() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    for number in 0..400 {
        let text = json!({"text": number});
        let draft = numbered(number);
        city.drafts().save(record(1), draft, "application", &text).await.unwrap();
    }
    house.back_up();
    let mut erasing = JoinSet::new();
    for one in 0..8 {
        let city = city.clone();
        erasing.spawn(async move {
            for number in (0..400).filter(|number| number % 8 == one) {
                city.drafts().delete(record(1), numbered(number)).await.unwrap();
                city.list_erasures().await.unwrap();
            }
        });
    }
    erasing.join_all().await;
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("again", None).unwrap().erased, 400);
}

/// Neither as they were given nor as they were stored.
fn assert_found_nowhere(folder: &Path, wanted: &[Vec<u8>]) {
    // Every part of sixteen bytes of what is on the disk, by its first bytes: a thousand searches in one pass.
    let mut beginnings: BTreeMap<[u8; 12], &[u8]> = BTreeMap::new();
    for wanted in wanted {
        beginnings.insert(*wanted.first_chunk().unwrap(), wanted);
    }
    let first: std::collections::BTreeSet<u8> = beginnings.keys().map(|beginning| beginning[0]).collect();
    for file in files_in(folder) {
        let bytes = std::fs::read(&file).unwrap();
        for (place, window) in bytes.windows(12).enumerate() {
            if first.contains(&window[0])
                && let Some(wanted) = beginnings.get(window)
            {
                // A mark on the list of erasures is the beginning of what was erased, and says nothing of it.
                assert!(!bytes[place..].starts_with(wanted), "found in {} at {place}", file.display());
            }
        }
    }
}

/// The engine overwrites what it deletes, and not the copies that it made when it moved rows from page to page before.
#[tokio::test]
async fn a_copy_that_the_engine_left_between_rows_is_found_and_the_database_is_written_anew() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let mut last = 88_172_645_463_325_252_u64;
    let mut random = move |bytes: usize| -> Vec<u8> {
        let mut drawn = || {
            last ^= last << 13;
            last ^= last >> 7;
            last ^= last << 17;
            last.to_be_bytes()[3]
        };
        (0..bytes).map(|_| drawn()).collect()
    };
    let insert =
        "INSERT INTO draft (city, owner, draft, kind, saved_at, expires_at, sealed) VALUES ($1, $2, $3, 'application', 0, $4, $5)
         ON CONFLICT (city, owner, draft) DO UPDATE SET sealed = excluded.sealed";
    let identifiers: Vec<Vec<u8>> = (0..3_000).map(|_| random(16)).collect();
    let mut last_saved: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let mut save = |identifier: &[u8]| {
        let bytes = 60 + usize::from(random(1)[0]);
        let sealed = random(bytes);
        last_saved.insert(identifier.to_vec(), sealed.clone());
        let values = ledger::values![CITY, vec![1_u8; 16], identifier, i64::MAX, sealed];
        ledger::Statement::new(insert, values)
    };
    let mut statements: Vec<_> = identifiers.iter().map(|identifier| save(identifier)).collect();
    statements.extend(identifiers.iter().step_by(4).map(|identifier| save(identifier)));
    let delete = |identifier: &Vec<u8>| {
        ledger::Statement::new(
            "DELETE FROM draft WHERE city = $1 AND draft = $2",
            ledger::values![CITY, identifier.as_slice()],
        )
    };
    // Some stay: their neighbours move.
    let is_deleted = |place: &usize| !place.is_multiple_of(5);
    let deleted: Vec<&Vec<u8>> = (0..3_000).filter(is_deleted).map(|place| &identifiers[place]).collect();
    statements.extend(deleted.iter().copied().map(delete));
    let erased: Vec<Vec<u8>> = deleted.iter().map(|identifier| last_saved[*identifier].clone()).collect();
    for together in statements.chunks(50) {
        city.side(together.to_vec()).await.unwrap();
    }
    city.list_erasures().await.unwrap();
    let copies = |house: &House| {
        let database = std::fs::read(house.data().join("city.db")).unwrap();
        let marks: std::collections::BTreeSet<&[u8]> = erased.iter().map(|sealed| &sealed[..12]).collect();
        database.windows(12).filter(|window| marks.contains(window)).count()
    };
    assert_eq!(
        city.scrub().await.unwrap(),
        Scrubbed::WrittenAnew,
        "there was no copy to be found"
    );
    assert_eq!(copies(&house), 0);
    assert_eq!(city.scrub().await.unwrap(), Scrubbed::Clean);
    card(&city, 1, "the city goes on").await;
    is_whole(&city);
}

#[tokio::test]
async fn a_value_given_anew_after_it_was_erased_is_not_erased_again() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "phone", "13800005678").await;
    let path = "phone".to_owned();
    asked(&city, 1, Command::Forget { path }, "forget").await;
    tell(&city, 1, "phone", "13900001234").await;
    city.list_erasures().await.unwrap();
    house.back_up();
    city.close().await;
    drop(city);
    let put = house.put_back("again", None).unwrap();
    assert_eq!(put.erased, 0);
    assert_eq!(said(&house.serve("again"), 1, "phone").await, Some(json!("13900001234")));
}

#[tokio::test]
async fn what_is_past_its_term_is_erased_by_itself_restricted_or_kept_as_the_room_says() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let stored = city.files().store(&b"a paper"[..], 100).await.unwrap();
    let (name, key) = (stored.name.as_str().to_owned(), String::from(stored.key.clone()));
    asked(&city, 1, Command::HandIn { stored: name, key }, "hand in").await;
    tell(&city, 1, "opinion", "可行").await;
    tell(&city, 1, "held", "争议中").await;
    tell(&city, 1, "in use", "在用").await;
    city.drafts()
        .save(record(1), record(9), "application", &json!({"a": 1}))
        .await
        .unwrap();
    assert_eq!(city.keep_terms().await.unwrap(), TermsKept::default());
    city.judge_terms("society", |_, due| {
        Ok(match due.path.as_str() {
            "held" => Verdict::Restricted,
            "in use" => Verdict::Needed,
            _ => Verdict::Erased,
        })
    });
    house.clock.set(1_366 * DAY);
    assert_eq!(
        city.keep_terms().await.unwrap(),
        TermsKept {
            erased: 3,
            restricted: 1,
            needed: 1,
            failed: 0
        }
    );
    assert_eq!(said(&city, 1, "opinion").await, None);
    assert_eq!(said(&city, 1, "held").await, None, "nothing is done with it any more");
    assert_eq!(said(&city, 1, "in use").await, Some(json!("在用")));
    assert_eq!(count(&city, "SELECT count(*) FROM draft"), 0);
    let checked = city.check_values().unwrap();
    assert_eq!(
        (checked.vouched, checked.restricted, checked.erased, checked.findings),
        (2, 1, 3, vec![])
    );
    let files = city.check_files().unwrap();
    assert_eq!(
        (files.whole, files.erased),
        (0, 1),
        "with the value goes the file that it opens"
    );
    let list = house.listed();
    let opinion = list.lines().find(|line| line.contains(r#""path":"opinion""#)).unwrap();
    assert!(
        opinion.contains(r#""why":"term""#) && opinion.contains("Measures on Societies, art. 9"),
        "{opinion}"
    );
    assert!(!list.contains("held"), "what is restricted is not erased: {list}");
    is_whole(&city);
}

#[tokio::test]
async fn what_is_damaged_and_past_its_term_holds_up_nothing_else_that_is() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "damaged", "可行").await;
    tell(&city, 1, "unjudged", "争议中").await;
    let stored = city.files().store(&b"a paper"[..], 100).await.unwrap();
    let (name, key) = (stored.name.as_str().to_owned(), String::from(stored.key.clone()));
    std::fs::write(house.data().join("files").join(&name[..2]).join(&name), "damaged").unwrap();
    founded(&city, 2, "乙").await;
    asked(&city, 2, Command::HandIn { stored: name, key }, "hand in").await;
    tell(&city, 2, "opinion", "不可行").await;
    city.drafts()
        .save(record(1), record(9), "application", &json!({"a": 1}))
        .await
        .unwrap();
    house.behind_its_back("UPDATE vault SET sealed = zeroblob(64) WHERE path = 'damaged'");
    city.judge_terms("society", |_, due| match due.path.as_str() {
        "unjudged" => Err(ledger::Unavailable("nobody knows".to_owned())),
        _ => Ok(Verdict::Erased),
    });
    house.clock.set(1_366 * DAY);
    assert_eq!(
        city.keep_terms().await.unwrap(),
        TermsKept {
            erased: 3,
            failed: 3,
            ..TermsKept::default()
        }
    );
    assert_eq!(city.measures().terms_failed(), 3);
    assert_eq!(said(&city, 2, "opinion").await, None, "the last of them is gone");
    assert_eq!(said(&city, 1, "unjudged").await, Some(json!("争议中")));
    assert_eq!(
        count(&city, "SELECT count(*) FROM draft"),
        0,
        "and so is what is beside the log"
    );
    let searched = u64::from(!test_database::is_postgres());
    assert_eq!(
        count(&city, "SELECT count(*) FROM scrubbed"),
        searched,
        "copies were looked for where there may be some"
    );
    city.judge_terms("society", |_, _| Ok(Verdict::Needed));
    assert_eq!(city.keep_terms().await.unwrap().needed, 3);
    assert_eq!(city.measures().terms_failed(), 0, "tried again, they are none any more");
}

#[tokio::test]
async fn a_copy_that_a_broken_off_backup_has_left_goes_when_no_backup_would_go_on_with_it() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    city.files().store(&b"a paper"[..], 10).await.unwrap();
    std::fs::create_dir_all(house.path("backups")).unwrap();
    std::fs::write(house.path("backups/files"), "in the way").unwrap();
    assert!(house.try_to_back_up(None).is_err());
    let copy = house.data().join("backup-in-work");
    city.keep_terms().await.unwrap();
    assert!(copy.join("city.db").exists(), "a backup may still go on with it");
    let written = SystemTime::now() - Duration::from_secs(25 * 60 * 60);
    for file in files_in(&copy) {
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(written).unwrap();
    }
    city.keep_terms().await.unwrap();
    assert!(!copy.exists());
}

/// On PostgreSQL all events of a batch are written before anything else of it.
#[tokio::test]
async fn what_commands_erase_that_share_a_commit_with_others_of_the_record_is_gone() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let paths: Vec<String> = (0..40).map(|number| format!("note/{number}")).collect();
    for path in &paths {
        tell(&city, 1, path, "不留").await;
    }
    let mut asking = JoinSet::new();
    for (number, path) in paths.into_iter().enumerate() {
        let forgetting = city.clone();
        asking.spawn(async move { asked(&forgetting, 1, Command::Forget { path }, &format!("forget {number}")).await });
        let greeting = city.clone();
        asking.spawn(async move { asked(&greeting, 1, Command::Greet, &format!("greet {number}")).await });
    }
    asking.join_all().await;
    assert_eq!(count(&city, "SELECT count(*) FROM vault WHERE path LIKE 'note/%'"), 0);
    let checked = city.check_values().unwrap();
    assert_eq!((checked.erased, checked.findings), (40, vec![]));
}

#[tokio::test]
async fn what_was_replaced_and_came_back_with_a_backup_is_erased_like_anything_else() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    let position = city.position();
    house.back_up();
    tell(&city, 1, "opinion", "不可行").await;
    house.back_up();
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("again", Some(position)).unwrap().missing, 0);
    let again = house.serve("again");
    assert_eq!(said(&again, 1, "opinion").await, Some(json!("可行")));
    again.erase(record(1), &["opinion".to_owned()]).await.unwrap();
    let checked = again.check_values().unwrap();
    assert_eq!((checked.erased, checked.findings), (1, vec![]));
    again.close().await;
}

/// The backup knows nothing of the epoch in which the value was erased.
#[tokio::test]
async fn what_was_erased_in_an_epoch_that_is_lost_stays_erased_by_the_city() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    covered(&city).await;
    house.back_up();
    city.close().await;
    drop(city);
    house.put_back("second", None).unwrap();
    let second = house.serve("second");
    second.start();
    second.erase(record(1), &["opinion".to_owned()]).await.unwrap();
    covered(&second).await;
    second.close().await;
    drop(second);
    let put = house.put_back_in_place_of("second", "third", None, None).unwrap();
    assert_eq!((put.put_back.epoch, put.erased), (3, 1));
    let third = house.serve("third");
    let checked = third.check_values().unwrap();
    assert_eq!((checked.erased, checked.findings), (1, vec![]));
    third.close().await;
}

#[tokio::test]
async fn what_is_restricted_stays_so_however_often_it_is_asked_for() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    let opinion = ["opinion".to_owned()];
    city.restrict(record(1), &opinion).await.unwrap();
    city.restrict(record(1), &opinion).await.unwrap();
    let checked = city.check_values().unwrap();
    assert_eq!((checked.vouched, checked.restricted, checked.findings), (2, 1, vec![]));
    tell(&city, 1, "opinion", "不可行").await;
    let checked = city.check_values().unwrap();
    assert_eq!(
        (checked.vouched, checked.restricted, checked.findings),
        (2, 0, vec![]),
        "both stand there"
    );
    city.restrict(record(1), &opinion).await.unwrap();
    let checked = city.check_values().unwrap();
    assert_eq!(
        (checked.vouched, checked.restricted, checked.findings),
        (2, 1, vec![]),
        "a later value takes its place"
    );
}
