//! Backups beside a server at work: one moment, verified, gone on with, aging out.

use std::path::Path;
use std::sync::Arc;

use ledger::{BackupMade, CareError, Database, Word, backups_in};
use proof::Evidence;
use serde_json::json;

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn a_city_is_backed_up_while_it_is_served_and_put_back_as_it_was() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "渤海商会").await;
    card(&city, 1, "first card").await;
    let stored = city.files().store(&b"articles of association"[..], 1_000).await.unwrap();
    covered(&city).await;
    let evidence = city.evidence(1).await.unwrap().unwrap();

    let made = house.back_up();
    assert_eq!((made.manifest.position, made.manifest.files, made.new_files), (2, 1, 1));
    card(&city, 1, "after the backup").await;
    covered(&city).await;
    let lost: Evidence = city.evidence(3).await.unwrap().unwrap();
    city.close().await;
    drop(city);

    let put = house.put_back("again", None).unwrap();
    assert_eq!((put.put_back.epoch, put.put_back.position, put.lost), (2, 2, 0));
    assert_eq!(put.lost_of_old, Some(1), "the card after the backup");
    let old_head = put.put_back.old_head.clone().unwrap();
    assert!(
        old_head.starts_with("zhoudao/371600/1/sha256\n3\n"),
        "the last head of the old folder: {old_head}"
    );

    let again = house.serve("again");
    is_whole(&again);
    assert_eq!(again.log_key().name().as_str(), "zhoudao/371600/2/sha256");
    assert_eq!(again.head().await.unwrap().unwrap().head.origin.epoch(), 2);
    assert_eq!(said(&again, 1, "name").await, Some(json!("渤海商会")));
    let file = again.files().load(&stored.name, &stored.key).await.unwrap();
    assert_eq!(file.whole(1_000).await.unwrap(), b"articles of association");
    assert_eq!(
        again.keeps_to(&evidence).await.unwrap(),
        Ok(Word::Kept),
        "of the first epoch, and still there"
    );
    match again.keeps_to(&lost).await.unwrap() {
        Ok(Word::PutBack(epoch)) => {
            assert_eq!((epoch.begins, epoch.put_back.position), (3, 2));
            assert_eq!(epoch.put_back.reason, "the disk of the first hall burnt");
        }
        other => panic!("what was lost is said to be lost: {other:?}"),
    }

    // The city goes on: the lost card's number is drawn again, and its evidence is of the new epoch.
    again.start();
    card(&again, 1, "instead").await;
    assert_eq!(state(&again, record(1)).cards, [1, 2]);
    covered(&again).await;
    let new = again.evidence(4).await.unwrap().unwrap();
    assert!(new.verify(&again.log_key()).is_ok());
    assert_eq!(again.keeps_to(&new).await.unwrap(), Ok(Word::Kept));
    let early = again.evidence(1).await.unwrap().unwrap();
    assert!(
        early.verify(&again.log_key()).is_ok(),
        "old events are proven under the new name"
    );
    again.close().await;
    is_whole(&house.serve("again"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_in_the_middle_of_work_is_one_moment_and_holds_nobody_up() {
    let house = Arc::new(House::new());
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let at_work = tokio::spawn({
        let city = city.clone();
        async move {
            let mut done = 0_u64;
            while !*stopped.borrow_and_update() {
                done += 1;
                card(&city, 1, &format!("card {done}")).await;
                tell(&city, 1, &format!("opinion/{done}"), "可行").await;
            }
            done
        }
    });
    let mut positions = Vec::new();
    for minute in 1..=3 {
        house.clock.set(1_000 * DAY + minute * 60_000);
        let before = city.position();
        let made = tokio::task::spawn_blocking({
            let house = Arc::clone(&house);
            move || house.back_up()
        });
        let position = made.await.unwrap().manifest.position;
        assert!(
            position >= before && position <= city.position(),
            "a moment while it was made"
        );
        positions.push(position);
    }
    stop.send_replace(true);
    let done = at_work.await.unwrap();
    assert!(
        done > 0 && city.position() == 1 + 2 * done,
        "whoever worked was answered all the while"
    );
    city.close().await;
    drop(city);
    for (number, position) in positions.into_iter().enumerate() {
        let name = format!("moment {number}");
        let put = house.put_back(&name, Some(position)).unwrap();
        let again = house.serve(&name);
        is_whole(&again);
        let cards = state(&again, record(1)).cards.len() as u64;
        assert_eq!(put.put_back.position, position);
        assert_eq!(cards, position / 2, "every other event is a card");
        again.close().await;
    }
}

#[tokio::test]
async fn a_backup_that_was_broken_off_goes_on_with_the_same_copy_and_copies_no_attachment_twice() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    for number in 0_u8..5 {
        city.files().store(&[number; 1_000][..], 10_000).await.unwrap();
    }
    // A file in the place of the folder of attachments: the disk refuses in the middle.
    let backups = house.path("backups");
    std::fs::create_dir_all(&backups).unwrap();
    std::fs::write(backups.join("files"), "in the way").unwrap();
    assert!(matches!(house.try_to_back_up(None), Err(CareError::Disk { .. })));
    assert!(
        house.data().join("backup-in-work/city.db").exists(),
        "the copy stays for the next call"
    );
    assert!(
        matches!(house.put_back("again", None), Err(CareError::NoBackup(_))),
        "what is not whole is no backup"
    );
    std::fs::remove_file(backups.join("files")).unwrap();
    card(&city, 1, "meanwhile").await;
    let made = house.back_up();
    assert_eq!(made.manifest.position, 1, "it is the copy of the first call");
    assert_eq!(made.new_files, 5);
    assert!(!house.data().join("backup-in-work").exists());
    let next = house.back_up();
    assert_eq!((next.manifest.position, next.manifest.files, next.new_files), (2, 5, 0));
}

#[tokio::test]
async fn backups_age_out_with_their_attachments_and_the_last_one_never_does() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let old = city.files().store(&b"old"[..], 10).await.unwrap();
    house.back_up();
    city.files().delete(&old.name).await.unwrap();
    city.files().store(&b"new"[..], 10).await.unwrap();
    house.clock.set(1_031 * DAY);
    card(&city, 1, "later").await;
    let made = house.try_to_back_up(Some(30)).unwrap();
    assert_eq!(made.aged_out.len(), 1);
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 1);
    assert_eq!(files_in(&house.path("backups").join("files")).len(), 1);
    house.clock.set(1_500 * DAY);
    city.close().await;
    drop(city);
    match house.database("data") {
        Database::InFolder => std::fs::remove_file(house.data().join("city.db")).unwrap(),
        Database::Postgres(_) => assert_eq!(test_database::execute(&house.data(), "DELETE FROM city"), 1),
    }
    assert!(house.try_to_back_up(Some(30)).is_err(), "there is no city any more");
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 1);
}

/// A backup that cannot be put back would push out those that can.
#[tokio::test]
async fn a_log_from_which_events_were_deleted_is_not_backed_up_and_no_backup_ages_out() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    card(&city, 1, "first").await;
    house.back_up();
    card(&city, 1, "second").await;
    city.close().await;
    drop(city);
    assert_eq!(
        test_database::execute(&house.data(), "DELETE FROM event WHERE position = 2"),
        1
    );
    house.clock.set(1_500 * DAY);
    let refused = house.try_to_back_up(Some(30)).unwrap_err();
    assert!(
        matches!(refused, CareError::Incomplete { position: 3, events: 2 }),
        "{refused}"
    );
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 1);
    house.put_back("again", None).unwrap();
}

/// Without the last events there is no gap; but a head was signed over them.
#[tokio::test]
async fn a_log_that_is_shorter_than_its_head_is_not_backed_up() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    card(&city, 1, "first").await;
    covered(&city).await;
    city.close().await;
    drop(city);
    house.back_up();
    let deleted = test_database::execute(&house.data(), "DELETE FROM event WHERE position = 2");
    assert_eq!(deleted, 1);
    let refused = house.try_to_back_up(Some(0)).unwrap_err();
    assert!(
        matches!(refused, CareError::Incomplete { position: 2, events: 1 }),
        "{refused}"
    );
}

#[tokio::test]
async fn a_paper_that_is_not_there_is_named_by_the_backup_and_no_earlier_one_ages_out() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let stored = city.files().store(&b"a paper"[..], 100).await.unwrap();
    let (name, key) = (stored.name.as_str().to_owned(), String::from(stored.key.clone()));
    let command = Command::HandIn {
        stored: name.clone(),
        key,
    };
    asked(&city, 1, command, "hand in").await;
    house.back_up();
    let file = house.data().join("files").join(&name[..2]).join(&name);
    let away = house.path("away");
    std::fs::rename(&file, &away).unwrap();
    house.clock.set(1_500 * DAY);
    let made = house.try_to_back_up(Some(30)).unwrap();
    assert_eq!((made.manifest.damaged, made.aged_out), (vec![name], vec![]));
    std::fs::rename(&away, &file).unwrap();
    let made = house.try_to_back_up(Some(30)).unwrap();
    assert_eq!(
        (made.manifest.damaged, made.aged_out.len()),
        (vec![], 1),
        "now the first one's time is over"
    );
}

#[tokio::test]
async fn a_backup_that_was_altered_or_has_another_key_is_not_put_back() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let made = house.back_up();
    city.close().await;
    drop(city);
    let database = made.folder.join("database");
    let mut sealed = std::fs::read(&database).unwrap();
    let middle = sealed.len() / 2;
    sealed[middle] ^= 1;
    std::fs::write(&database, &sealed).unwrap();
    assert!(matches!(house.put_back("again", None), Err(CareError::Damaged(path)) if path == database));
    sealed[middle] ^= 1;
    std::fs::write(&database, &sealed).unwrap();
    let manifest = made.folder.join("manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("\"position\": 1", "\"position\": 9")).unwrap();
    assert!(matches!(house.put_back("again", None), Err(CareError::Damaged(path)) if path == manifest));
    std::fs::write(&manifest, text).unwrap();
    std::fs::remove_file(house.path("backup-key")).unwrap();
    assert!(
        matches!(house.put_back("again", None), Err(CareError::Damaged(_))),
        "another key"
    );
    assert!(!house.path("again").join("city.db").exists());
}

#[tokio::test]
async fn a_backup_whose_manifest_cannot_be_read_is_passed_over_and_the_others_are_put_back() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let spoilt = house.back_up().folder;
    card(&city, 1, "one").await;
    house.back_up();
    city.close().await;
    drop(city);
    std::fs::write(spoilt.join("manifest.json"), "{").unwrap();
    let put = house.put_back("again", None).unwrap();
    assert_eq!((put.put_back.position, put.passed_over), (2, vec![spoilt.clone()]));
    assert!(
        matches!(backups_in(&house.path("backups"), &house.key()), Err(CareError::Damaged(file)) if file == spoilt.join("manifest.json")),
        "nothing ages out as long as it is not known what it needs"
    );
}

#[tokio::test]
async fn a_finished_backup_is_not_taken_for_one_that_was_broken_off() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "渤海商会").await;
    let broken_off = BrokenOff::of(&house);
    let made = broken_off.goes_on();
    // What a call leaves that was cut off when its backup had its name, and before it had cleared up.
    copied(&broken_off.copy, &house.data().join("backup-in-work"));
    let again = house.back_up();
    assert_ne!(again.folder, made.folder, "the name of the same minute and position is taken");
    assert!(!house.data().join("backup-in-work").exists());
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 2);
}

#[tokio::test]
async fn a_backup_into_another_folder_is_of_now_whatever_was_broken_off_elsewhere() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    BrokenOff::of(&house);
    card(&city, 1, "meanwhile").await;
    let made = house.try_to_back_up_to("elsewhere", None).unwrap();
    assert_eq!(made.manifest.position, 2);
}

#[tokio::test]
async fn a_backup_that_was_broken_off_when_the_folder_held_another_city_is_not_gone_on_with() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let broken_off = BrokenOff::of(&house);
    city.close().await;
    drop(city);
    let other = House::new();
    let another = other.open();
    founded(&another, 1, "乙").await;
    card(&another, 1, "one").await;
    let copy = other.data().join("backup-in-work");
    copied(&broken_off.copy, &copy);
    copied(&house.path("backups"), &other.path("backups"));
    assert_eq!(other.back_up().manifest.position, 2);
}

/// A backup that a file in the way of its attachments has broken off.
struct BrokenOff<'a> {
    house: &'a House,
    /// What it has left in the data folder, kept apart.
    copy: std::path::PathBuf,
}

impl<'a> BrokenOff<'a> {
    fn of(house: &'a House) -> Self {
        let files = files_in(&house.data());
        let paper = "0".repeat(64);
        let stored = house.data().join("files/00").join(&paper);
        assert!(!files.contains(&stored));
        std::fs::create_dir_all(stored.parent().unwrap()).unwrap();
        std::fs::write(&stored, "").unwrap();
        std::fs::create_dir_all(house.path("backups")).unwrap();
        std::fs::write(house.path("backups/files"), "in the way").unwrap();
        assert!(matches!(house.try_to_back_up(None), Err(CareError::Disk { .. })));
        std::fs::remove_file(house.path("backups/files")).unwrap();
        std::fs::remove_file(&stored).unwrap();
        let copy = house.path("copy");
        copied(&house.data().join("backup-in-work"), &copy);
        Self { house, copy }
    }

    fn goes_on(&self) -> BackupMade {
        self.house.back_up()
    }
}

fn copied(from: &Path, to: &Path) {
    for file in files_in(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(file, copy).unwrap();
    }
}

#[tokio::test]
async fn what_lies_among_the_backups_is_read_again_before_it_is_believed() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let paper = city.files().store(&b"a paper"[..], 10).await.unwrap();
    let made = house.back_up();
    assert_eq!((made.new_files, made.renewed_files), (1, 0));
    let sealed = files_in(&house.path("backups/files")).remove(0);
    std::fs::write(&sealed, "rotten").unwrap();
    let made = house.back_up();
    assert_eq!((made.manifest.files, made.new_files, made.renewed_files), (1, 0, 1));
    city.close().await;
    drop(city);
    house.put_back("again", None).unwrap();
    let again = house.serve("again");
    let file = again.files().load(&paper.name, &paper.key).await.unwrap();
    assert_eq!(file.whole(10).await.unwrap(), b"a paper");
}

#[tokio::test]
async fn an_attachment_that_is_damaged_is_named_by_the_backup_and_by_what_is_made_of_it() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let paper = city.files().store(&b"a paper"[..], 10).await.unwrap();
    let name = paper.name.as_str().to_owned();
    std::fs::write(house.data().join("files").join(&name[..2]).join(&name), "damaged").unwrap();
    let made = house.back_up();
    assert_eq!((made.manifest.files, &made.manifest.damaged), (0, &vec![name.clone()]));
    assert_eq!(files_in(&house.path("backups/files")), Vec::<std::path::PathBuf>::new());
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("again", None).unwrap().damaged, [name]);
}

#[tokio::test]
async fn an_attachment_that_does_not_come_back_as_it_was_sealed_gets_no_name() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let paper = city.files().store(&[7; 5 << 20][..], 6 << 20).await.unwrap();
    let name = paper.name.as_str().to_owned();
    // A disk that lost its power has kept less of an earlier call than it said.
    let part = house.path("backups/files").join(&name[..2]).join(format!("{name}.part"));
    std::fs::create_dir_all(part.parent().unwrap()).unwrap();
    std::fs::write(&part, vec![0; 4 << 20]).unwrap();
    let made = house.back_up();
    assert_eq!((made.manifest.files, &made.manifest.damaged), (0, &vec![name]));
    assert_eq!(files_in(&house.path("backups/files")), Vec::<std::path::PathBuf>::new());
    let next = house.back_up();
    assert_eq!((next.manifest.files, next.new_files, next.manifest.damaged), (1, 1, vec![]));
}
