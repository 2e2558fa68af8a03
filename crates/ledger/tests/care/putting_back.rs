//! Putting a city back: to any position, in the next epoch of its log.

use std::collections::BTreeMap;

use calendar::Moment;
use ledger::{CareError, Claim, Database, Ledger, Stage, Statement, ValueFinding, Word};
use proof::{KeyName, Signatory, SigningKey};
use serde_json::json;

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn a_city_is_put_back_to_every_position_as_it_was_there() {
    let house = House::new();
    let city = house.open();
    // What the city was after each command: what is read of it must come back.
    let mut histories: BTreeMap<u64, String> = BTreeMap::new();
    async fn picture(city: &Ledger) -> String {
        let holders = [
            city.find(&Claim::new("society-name", "甲")).await.unwrap(),
            city.find(&Claim::new("society-name", "乙")).await.unwrap(),
            city.find(&Claim::new("society-name", "丙")).await.unwrap(),
        ];
        let series = city
            .query("SELECT name, last FROM series ORDER BY name", Vec::new())
            .await
            .unwrap();
        let timers = city
            .query("SELECT record, name, at FROM timer ORDER BY record", Vec::new())
            .await
            .unwrap();
        let told = [said(city, 1, "opinion").await, said(city, 2, "name").await];
        let states = [state(city, record(1)), state(city, record(2))];
        format!("{holders:?} {series:?} {timers:?} {told:?} {states:?}")
    }
    founded(&city, 1, "甲").await;
    histories.insert(city.position(), picture(&city).await);
    card(&city, 1, "one").await;
    histories.insert(city.position(), picture(&city).await);
    let (from, to) = ("甲".to_owned(), "乙".to_owned());
    asked(&city, 1, Command::Rename { from, to }, "rename").await;
    histories.insert(city.position(), picture(&city).await);
    founded(&city, 2, "甲").await;
    histories.insert(city.position(), picture(&city).await);
    let at = Some(Moment(5_000 * DAY));
    asked(&city, 2, Command::MeetAt { at }, "meet").await;
    histories.insert(city.position(), picture(&city).await);
    // A command of several events is put back whole.
    asked(&city, 1, Command::Join { members: 3 }, "join").await;
    histories.insert(city.position(), picture(&city).await);
    tell(&city, 1, "opinion", "可行").await;
    card(&city, 2, "two").await;
    histories.insert(city.position(), picture(&city).await);
    asked(&city, 2, Command::MeetAt { at: None }, "no meeting").await;
    let (from, to) = ("乙".to_owned(), "丙".to_owned());
    asked(&city, 1, Command::Rename { from, to }, "rename again").await;
    histories.insert(city.position(), picture(&city).await);
    house.back_up();
    let end = city.position();
    city.close().await;
    drop(city);

    for wanted in 1..=end {
        let name = format!("at {wanted}");
        let put = house.put_back(&name, Some(wanted)).unwrap();
        let position = put.put_back.position;
        let (known, as_it_was) = histories.range(..=wanted).next_back().unwrap();
        assert!(position >= *known && position <= wanted, "{position} for {wanted}");
        let again = house.serve(&name);
        is_whole(&again);
        if position == *known {
            let as_it_is = picture(&again).await;
            // A name that was replaced since is in no backup as it was: the city says so, and gives no later one instead.
            assert_eq!(as_it_is, *as_it_was, "at {wanted}");
        }
        again.close().await;
    }
}

#[tokio::test]
async fn a_value_that_was_replaced_since_comes_from_an_earlier_backup_or_is_said_to_be_gone() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    let position = city.position();
    tell(&city, 1, "opinion", "不可行").await;
    house.clock.set(1_001 * DAY);
    house.back_up();
    city.close().await;
    drop(city);
    let put = house.put_back("without", Some(position)).unwrap();
    assert_eq!(put.missing, 1);
    let without = house.serve("without");
    assert_eq!(said(&without, 1, "opinion").await, None, "not the later one");
    let checked = without.check_values().unwrap();
    assert_eq!((checked.gone, checked.findings), (1, vec![]));
    without.close().await;

    let other = House::new();
    let city = other.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    other.back_up();
    card(&city, 1, "one").await;
    let position = city.position();
    tell(&city, 1, "opinion", "不可行").await;
    other.clock.set(1_001 * DAY);
    other.back_up();
    city.close().await;
    drop(city);
    let put = other.put_back("with", Some(position)).unwrap();
    assert_eq!((put.missing, put.put_back.position), (0, position));
    let with = other.serve("with");
    assert_eq!(said(&with, 1, "opinion").await, Some(json!("可行")));
    is_whole(&with);
}

#[tokio::test]
async fn a_value_given_after_the_log_was_put_back_cannot_be_gone_without_a_finding() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    let position = city.position();
    tell(&city, 1, "opinion", "不可行").await;
    house.back_up();
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("again", Some(position)).unwrap().missing, 1);
    let again = house.serve("again");
    tell(&again, 1, "phone", "13800005678").await;
    let unlisted = match house.database("again") {
        Database::InFolder => "DELETE FROM erasure",
        Database::Postgres(_) => "DELETE FROM erased",
    };
    for sql in ["DELETE FROM vault WHERE path IN ('phone', 'name')", unlisted] {
        again.side(vec![Statement::new(sql, Vec::new())]).await.unwrap();
    }
    let checked = again.check_values().unwrap();
    let phone = ValueFinding::Missing {
        record: record(1),
        path: "phone".to_owned(),
    };
    assert_eq!(
        (checked.gone, checked.findings),
        (2, vec![phone]),
        "of what is older nobody knows whether the list would say"
    );
}

#[tokio::test]
async fn a_position_is_put_back_whatever_shared_its_commit() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    founded(&city, 2, "乙").await;
    let commands = (0..40).map(|number| {
        let city = city.clone();
        tokio::spawn(async move { card(&city, 1 + (number % 2) as u8, &format!("card {number}")).await })
    });
    for command in commands.collect::<Vec<_>>() {
        command.await.unwrap();
    }
    house.back_up();
    city.close().await;
    drop(city);
    for position in [2, 3, 17, 41, 42] {
        let name = format!("at {position}");
        house.put_back(&name, Some(position)).unwrap();
        let again = house.serve(&name);
        assert_eq!(count(&again, "SELECT coalesce(max(last), 0) FROM series"), position - 2);
        again.close().await;
    }
}

#[tokio::test]
async fn a_log_that_was_put_back_twice_never_goes_by_one_name_twice() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    card(&city, 1, "one").await;
    card(&city, 1, "two").await;
    house.back_up();
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("second", Some(2)).unwrap().put_back.epoch, 2);
    let second = house.serve("second");
    second.start();
    card(&second, 1, "in the second epoch").await;
    covered(&second).await;
    let of_the_second = second.evidence(4).await.unwrap().unwrap();
    second.close().await;
    drop(second);
    // The second folder burns too; the backup is of the first epoch.
    let refused = house.put_back_in_place_of("second", "third", Some(3), None);
    assert!(
        matches!(&refused, Err(CareError::Other(why)) if why.contains("another event may stand at position 3")),
        "{refused:?}"
    );
    let put = house.put_back_in_place_of("second", "third", None, None).unwrap();
    assert_eq!((put.put_back.epoch, put.put_back.position), (3, 3));
    let third = house.serve("third");
    is_whole(&third);
    assert!(
        matches!(third.keeps_to(&of_the_second).await.unwrap(), Ok(Word::PutBack(epoch)) if epoch.put_back.epoch == 3),
        "what the second epoch held is lost by the third"
    );
}

#[tokio::test]
async fn a_position_that_no_backup_has_or_a_city_that_is_there_is_refused() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    assert!(matches!(house.put_back("again", None), Err(CareError::NoBackup(_))));
    house.back_up();
    card(&city, 1, "one").await;
    assert!(matches!(
        house.put_back("again", Some(2)),
        Err(CareError::NotYet { wanted: 2, last: 1 })
    ));
    assert!(matches!(house.put_back("again", Some(0)), Err(CareError::NothingLeft)));
    assert!(matches!(
        house.put_back("data", None),
        Err(CareError::Occupied(_) | CareError::NotEmpty(_))
    ));
    assert!(!house.path("again").exists());
    city.close().await;
    drop(city);
    let other = House::new();
    other.open();
    std::fs::copy(other.keys(), house.keys()).unwrap();
    let refused = house.put_back("again", None);
    assert!(matches!(refused, Err(CareError::Open(_))), "{refused:?}");
}

#[tokio::test]
async fn an_old_folder_that_is_none_or_is_still_served_is_refused() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    std::fs::create_dir(house.path("elsewhere")).unwrap();
    for mistyped in ["date", "elsewhere"] {
        let refused = house.put_back_in_place_of(mistyped, "again", None, None);
        assert!(
            matches!(&refused, Err(CareError::NoOldFolder(folder)) if *folder == house.path(mistyped)),
            "{refused:?}"
        );
    }
    let refused = house.put_back("again", None);
    assert!(
        matches!(&refused, Err(CareError::StillServed(folder)) if *folder == house.data().display().to_string()),
        "{refused:?}"
    );
    assert!(!house.path("again").exists());
    city.close().await;
    drop(city);
    let nothing_but_its_list = house.path("burnt");
    std::fs::create_dir(&nothing_but_its_list).unwrap();
    std::fs::write(nothing_but_its_list.join("erasures"), "").unwrap();
    let put = house.put_back_in_place_of("burnt", "again", None, None).unwrap();
    assert_eq!(put.lost_of_old, None, "what it had cannot be read any more");
}

#[tokio::test]
async fn a_head_that_is_none_of_this_city_is_refused_before_anything_is_made() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    let refused = house.put_back_in_place_of("data", "again", None, Some("no head at all"));
    assert!(
        matches!(&refused, Err(CareError::Other(why)) if why.contains("--head")),
        "{refused:?}"
    );
    assert!(!house.path("again").exists());
}

#[tokio::test]
async fn a_folder_in_which_something_lies_is_left_as_it_is() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    std::fs::create_dir(house.path("taken")).unwrap();
    std::fs::write(house.path("taken/diary"), "of somebody else").unwrap();
    let refused = house.put_back("taken", None);
    assert!(
        matches!(&refused, Err(CareError::NotEmpty(folder)) if *folder == house.path("taken")),
        "{refused:?}"
    );
    assert_eq!(files_in(&house.path("taken")), [house.path("taken/diary")]);
}

#[tokio::test]
async fn an_old_folder_of_another_city_is_refused() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    drop(in_a_file(&house.path("another")));
    let refused = house.put_back_in_place_of("another", "again", None, None);
    assert!(
        matches!(&refused, Err(CareError::OldOfAnother(folder)) if *folder == house.path("another").display().to_string()),
        "{refused:?}"
    );
    assert!(!house.path("again").exists());
}

#[tokio::test]
async fn what_was_not_put_back_leaves_nothing_behind() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    city.files().store(&b"a paper"[..], 10).await.unwrap();
    house.back_up();
    city.close().await;
    drop(city);
    let sealed = files_in(&house.path("backups/files")).remove(0);
    std::fs::write(&sealed, "rotten").unwrap();
    std::fs::create_dir(house.path("there")).unwrap();
    for to in ["there", "again"] {
        let refused = house.put_back(to, None);
        assert!(
            matches!(&refused, Err(CareError::Damaged(path)) if *path == sealed),
            "{refused:?}"
        );
    }
    assert!(!house.path("again").exists());
    assert_eq!(std::fs::read_dir(house.path("there")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_full_disk_or_a_file_in_the_place_of_a_folder_is_named() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    std::fs::write(house.path("file"), "").unwrap();
    let refused = house.put_back("file", None);
    assert!(
        matches!(&refused, Err(CareError::NotAFolder(file)) if *file == house.path("file")),
        "{refused:?}"
    );
    let database = house.path("full").join("city.db.restoring");
    let refused = house.put_back_told("data", "full", None, None, |stage| {
        if matches!(stage, Stage::Database { .. }) {
            std::os::unix::fs::symlink("/dev/full", &database).unwrap();
        }
    });
    assert!(
        matches!(&refused, Err(CareError::Disk { path, .. }) if *path == database),
        "{refused:?}"
    );
    assert!(!house.path("full").exists(), "nothing half done is left");
}

#[tokio::test]
async fn witnesses_are_shown_the_log_under_its_new_name_and_what_they_countersigned_of_the_lost_part_is_left_out() {
    let house = House::new();
    let city = house.open();
    city.start();
    let archive = SigningKey::new(Signatory::Witness, KeyName::new("archive.example").unwrap(), &[7; 32]);
    let countersigned = async |city: &Ledger, day: i64| {
        covered(city).await;
        let head = city.head().await.unwrap().unwrap();
        let note = head.note.signed(&archive, day as u64 * 86_400);
        city.keep_cosignature(&archive.verifying(), &note).await.unwrap();
    };
    founded(&city, 1, "甲").await;
    countersigned(&city, 1_000).await;
    house.clock.set(1_001 * DAY);
    card(&city, 1, "one").await;
    countersigned(&city, 1_001).await;
    house.back_up();
    city.close().await;
    drop(city);
    house.put_back("again", Some(1)).unwrap();
    let again = house.serve("again");
    assert_eq!(again.broken_cosignatures().await.unwrap(), (1, vec![]));
    let standing = again.witnesses().await.unwrap();
    assert_eq!(standing[0].last.as_ref().unwrap().signed.head.size, 1);
    let shown = again.heads_beyond(0, 10).await.unwrap();
    let named: Vec<_> = shown
        .iter()
        .map(|signed| (signed.head.origin.epoch(), signed.head.size))
        .collect();
    assert_eq!(named, [(2, 2)]);
    countersigned(&again, 1_001).await;
    assert_eq!(again.broken_cosignatures().await.unwrap(), (2, vec![]));
    again.close().await;
}
