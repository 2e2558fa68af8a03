//! Backups beside a server at work, putting back, erasing for good, terms, taking out and in again.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use calendar::Moment;
use ledger::{
    Backup, BackupKey, BackupMade, CareError, Claim, Export, Key, Ledger, Listing, Restore, Restored, Scrubbed, TermsKept, ValueFinding, Values,
    Verdict, Word, backup, backups_in, import, restore,
};
use proof::Evidence;
use serde_json::json;
use support::*;

/// A city on a disk of its own, with room for backups beside it.
struct House {
    disk: tempfile::TempDir,
    clock: Arc<SetClock>,
}

const DAY: i64 = 86_400_000;

impl House {
    fn new() -> Self {
        Self {
            disk: tempfile::tempdir().unwrap(),
            clock: SetClock::at(1_000 * DAY),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.disk.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn keys(&self) -> PathBuf {
        self.path("keys")
    }

    /// Serves the city: its keys lie apart from its data.
    fn open(&self) -> Ledger {
        let data = self.data();
        if !self.keys().exists() {
            drop(open_with(&data, options().with_clock(self.clock.clone())));
            std::fs::rename(data.join("keys"), self.keys()).unwrap();
        }
        self.serve("data")
    }

    fn serve(&self, name: &str) -> Ledger {
        open_with(
            &self.path(name),
            options().with_keys(self.keys()).with_clock(self.clock.clone()),
        )
    }

    fn key(&self) -> BackupKey {
        BackupKey::read_or_make(&self.path("backup-key")).unwrap().0
    }

    fn back_up(&self) -> BackupMade {
        self.try_to_back_up(None).unwrap()
    }

    fn try_to_back_up(&self, keep_days: Option<u32>) -> Result<BackupMade, CareError> {
        let asked = Backup {
            data: &self.data(),
            to: &self.path("backups"),
            key: &self.key(),
            keep_days,
            now: calendar::Moment(ledger::Clock::now(&*self.clock).0),
        };
        backup(&asked, |_| {})
    }

    /// Puts the city back into another folder, in place of the one that was served.
    fn put_back(&self, to: &str, position: Option<u64>) -> Result<Restored, CareError> {
        let asked = Restore {
            from: &self.path("backups"),
            to: &self.path(to),
            key: &self.key(),
            keys: &self.keys(),
            position,
            reason: "the disk of the first hall burnt",
            old: Some(&self.data()),
            head: None,
            now: ledger::Clock::now(&*self.clock),
        };
        restore(&asked, |_| {})
    }
}

async fn asked(ledger: &Ledger, record_number: u8, command: Command, key: &str) {
    let id = record(record_number);
    let permit = may_administer(&administrator(1), id);
    ledger
        .submit::<Society, _>(&permit, id, Ask(command), Key::from(key))
        .await
        .unwrap();
}

async fn founded(ledger: &Ledger, number: u8, name: &str) {
    asked(ledger, number, Command::Found { name: name.to_owned() }, &format!("found {number}")).await;
}

async fn tell(ledger: &Ledger, number: u8, path: &str, text: &str) {
    let command = Command::Tell {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    // A key stands in the log: nothing of what is told may be in it.
    static TOLD: AtomicU64 = AtomicU64::new(0);
    let key = format!("tell {}", TOLD.fetch_add(1, Ordering::Relaxed));
    asked(ledger, number, command, &key).await;
}

async fn card(ledger: &Ledger, number: u8, key: &str) {
    let series = "cards".to_owned();
    asked(ledger, number, Command::IssueCard { series }, key).await;
}

async fn covered(ledger: &Ledger) {
    for _ in 0..1_000 {
        let head = ledger.head().await.unwrap();
        if head.is_some_and(|signed| signed.head.size == ledger.position()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no head was signed within ten seconds");
}

async fn said(ledger: &Ledger, number: u8, path: &str) -> Option<serde_json::Value> {
    let mut values = ledger.secrets(record(number), &[path.to_owned()]).await.unwrap();
    values.remove(path)
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
    }
    found
}

fn is_whole(ledger: &Ledger) {
    let checked = ledger.check_log().unwrap();
    assert_eq!(checked.findings, []);
    assert_eq!(checked.leaves, ledger.position());
    assert_eq!(ledger.verify_fold::<Society>().unwrap(), []);
    assert_eq!(ledger.check_values().unwrap().findings, []);
    let files = ledger.check_files().unwrap();
    assert!(files.damaged.is_empty() && files.missing.is_empty(), "{files:?}");
}

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
    let old_head = put.put_back.old_head.clone().unwrap();
    assert!(old_head.starts_with("zhoudao/371600/1/sha256\n3\n"), "the last head of the old folder: {old_head}");

    let again = house.serve("again");
    is_whole(&again);
    assert_eq!(again.log_key().name().as_str(), "zhoudao/371600/2/sha256");
    assert_eq!(again.head().await.unwrap().unwrap().head.origin.epoch(), 2);
    assert_eq!(said(&again, 1, "name").await, Some(json!("渤海商会")));
    let file = again.files().load(&stored.name, &stored.key).await.unwrap();
    assert_eq!(file.whole(1_000).await.unwrap(), b"articles of association");
    assert_eq!(again.keeps_to(&evidence).await.unwrap(), Ok(Word::Kept), "of the first epoch, and still there");
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
    assert!(early.verify(&again.log_key()).is_ok(), "old events are proven under the new name");
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
        assert!(position >= before && position <= city.position(), "a moment while it was made");
        positions.push(position);
    }
    stop.send_replace(true);
    let done = at_work.await.unwrap();
    assert!(done > 0 && city.position() == 1 + 2 * done, "whoever worked was answered all the while");
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
        let series = city.query("SELECT name, last FROM series ORDER BY name", Vec::new()).await.unwrap();
        let timers = city.query("SELECT record, name, at FROM timer ORDER BY record", Vec::new()).await.unwrap();
        let told = [said(city, 1, "opinion").await, said(city, 2, "name").await];
        let states = [state(city, record(1)), state(city, record(2))];
        format!("{holders:?} {series:?} {timers:?} {told:?} {states:?}")
    }
    histories.insert(0, picture(&city).await);
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

    for wanted in 0..=end {
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
    let put = other.put_back("with", Some(position)).unwrap();
    assert_eq!((put.missing, put.put_back.position), (0, position));
    let with = other.serve("with");
    assert_eq!(said(&with, 1, "opinion").await, Some(json!("可行")));
    is_whole(&with);
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
    let asked = Restore {
        from: &house.path("backups"),
        to: &house.path("third"),
        key: &house.key(),
        keys: &house.keys(),
        position: None,
        reason: "the second disk burnt too",
        old: Some(&house.path("second")),
        head: None,
        now: ledger::Clock::now(&*house.clock),
    };
    let put = restore(&asked, |_| {}).unwrap();
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
    assert!(matches!(house.put_back("again", Some(2)), Err(CareError::NotYet { wanted: 2, last: 1 })));
    assert!(matches!(house.put_back("data", None), Err(CareError::Occupied(_))));
    assert!(!house.path("again").join("city.db").exists());
    let other = House::new();
    other.open();
    std::fs::copy(other.keys(), house.keys()).unwrap();
    let refused = house.put_back("again", None);
    assert!(matches!(refused, Err(CareError::Open(_))), "{refused:?}");
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
    assert!(house.data().join("backup-in-work/city.db").exists(), "the copy stays for the next call");
    assert!(matches!(house.put_back("again", None), Err(CareError::NoBackup(_))), "what is not whole is no backup");
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
    let refused = std::fs::remove_file(house.data().join("city.db"));
    assert!(refused.is_ok());
    assert!(house.try_to_back_up(Some(30)).is_err(), "there is no city any more");
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 1);
}

#[tokio::test]
async fn a_backup_that_was_altered_or_has_another_key_is_not_put_back() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let made = house.back_up();
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
    assert!(matches!(house.put_back("again", None), Err(CareError::Damaged(_))), "another key");
    assert!(!house.path("again").join("city.db").exists());
}

#[tokio::test]
async fn a_thousand_erased_values_are_nowhere_and_come_back_with_no_backup() {
    let house = House::new();
    let city = house.open();
    city.start();
    let planted = |number: usize| format!("植入值-{number:04}-{}", "滨州".repeat(3));
    founded(&city, 1, "甲").await;
    let mut paths = Vec::new();
    let mut names = Vec::new();
    for number in 0..600 {
        let path = format!("opinion/{number}");
        tell(&city, 1, &path, &planted(number)).await;
        paths.push(path);
    }
    for number in 600..800 {
        let draft = numbered(number as u64);
        city.drafts().save(record(1), draft, "application", &json!({"text": planted(number)})).await.unwrap();
    }
    for number in 800..1_000 {
        let text = planted(number);
        names.push(city.files().store(text.as_bytes(), 10_000).await.unwrap().name);
    }
    covered(&city).await;
    let rows = city
        .query("SELECT sealed FROM vault WHERE path LIKE 'opinion/%' UNION ALL SELECT sealed FROM draft", Vec::new())
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
    let house = House::new();
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
    let insert = "INSERT INTO draft (city, owner, draft, kind, saved_at, expires_at, sealed) VALUES ($1, $2, $3, 'application', 0, $4, $5)
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
    let is_deleted = |place: &usize| place % 5 != 0;
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
    assert_eq!(city.scrub().await.unwrap(), Scrubbed::WrittenAnew, "there was no copy to be found");
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
    city.drafts().save(record(1), record(9), "application", &json!({"a": 1})).await.unwrap();
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
            needed: 1
        }
    );
    assert_eq!(said(&city, 1, "opinion").await, None);
    assert_eq!(said(&city, 1, "held").await, None, "nothing is done with it any more");
    assert_eq!(said(&city, 1, "in use").await, Some(json!("在用")));
    assert_eq!(count(&city, "SELECT count(*) FROM draft"), 0);
    let checked = city.check_values().unwrap();
    assert_eq!((checked.vouched, checked.restricted, checked.erased, checked.findings), (2, 1, 3, vec![]));
    let files = city.check_files().unwrap();
    assert_eq!((files.whole, files.erased), (0, 1), "with the value goes the file that it opens");
    let list = std::fs::read_to_string(house.data().join("erasures")).unwrap();
    let opinion = list.lines().find(|line| line.contains(r#""path":"opinion""#)).unwrap();
    assert!(opinion.contains(r#""why":"term""#) && opinion.contains("Measures on Societies, art. 9"), "{opinion}");
    assert!(!list.contains("held"), "what is restricted is not erased: {list}");
    is_whole(&city);
}

#[tokio::test]
async fn a_value_that_was_exchanged_put_in_or_taken_away_behind_the_programs_back_is_named() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    founded(&city, 2, "乙").await;
    tell(&city, 1, "opinion", "可行").await;
    let (opinion, name) = ("opinion".to_owned(), "name".to_owned());
    for sql in [
        "UPDATE vault SET sealed = zeroblob(60) WHERE path = 'opinion'",
        "DELETE FROM vault WHERE origin = 2 AND path = 'name'",
        "DELETE FROM erasure",
        "INSERT INTO vault (city, origin, path, keeping, at, sealed) SELECT city, origin, 'nickname', keeping, at, sealed FROM vault
         WHERE origin = 1 AND path = 'name'",
    ] {
        city.side(vec![ledger::Statement::new(sql, Vec::new())]).await.unwrap();
    }
    let found = city.check_values().unwrap();
    let nickname = "nickname".to_owned();
    let (first, second) = (record(1), record(2));
    for finding in [
        ValueFinding::Altered { record: first, path: opinion },
        ValueFinding::Unvouched { origin: 1, path: nickname },
        ValueFinding::Missing { record: second, path: name },
    ] {
        assert!(found.findings.contains(&finding), "{finding:?} in {found:?}");
    }
    assert_eq!(found.findings.len(), 3);
}

#[tokio::test]
async fn everything_is_taken_out_and_comes_in_again_with_the_same_heads() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "渤海商会").await;
    card(&city, 1, "one").await;
    asked(&city, 1, Command::Join { members: 300 }, "join").await;
    covered(&city).await;
    let head = city.head().await.unwrap().unwrap();
    let out = Export {
        tables: &[],
        values: Values::InClear,
        files: Listing::Listed,
    };
    let mut text = Vec::new();
    let exported = tokio::task::spawn_blocking({
        let city = city.clone();
        move || {
            let written = city.export_everything(&out, &mut text).unwrap();
            (written, text)
        }
    });
    let (written, text) = exported.await.unwrap();
    assert_eq!(written, city.position());
    let lines = String::from_utf8(text).unwrap();
    assert!(lines.contains("渤海商会"), "values are in clear when they are asked for");
    assert_eq!(lines.lines().filter(|line| line.starts_with(r#"{"event":"#)).count(), 302);

    let (to, keys) = (house.path("again"), house.keys());
    let read = |text: String| import(&mut text.as_bytes(), &to, &keys, &[], |_| Ok(()));
    let cut = lines.lines().take(200).map(|line| format!("{line}\n")).collect::<String>();
    assert!(read(cut).is_err(), "a file that was cut off is refused");
    let altered = lines.replacen(r#"\"member\":200"#, "", 1).replacen("\"member\":200", "\"member\":201", 1);
    assert!(matches!(read(altered), Err(CareError::Refused(error)) if error.0.contains("signed a head")));
    assert!(!to.exists(), "half a city is none");
    assert_eq!(read(lines).unwrap(), (CITY, 302));

    let again = house.serve("again");
    is_whole(&again);
    assert_eq!(again.head().await.unwrap().unwrap(), head);
    assert_eq!(said(&again, 1, "name").await, Some(json!("渤海商会")));
    assert_eq!(state(&again, record(1)), state(&city, record(1)));
    again.start();
    card(&again, 1, "two").await;
    assert_eq!(state(&again, record(1)).cards, [1, 2], "series go on");
    let replayed = ask_again(&again).await;
    assert!(replayed, "a command sent again is known");
    covered(&again).await;
    again.close().await;
    is_whole(&house.serve("again"));
}

async fn ask_again(city: &Ledger) -> bool {
    let permit = may_administer(&administrator(1), record(1));
    let series = "cards".to_owned();
    let receipt = city.submit::<Society, _>(&permit, record(1), Ask(Command::IssueCard { series }), Key::from("one"));
    receipt.await.unwrap().replayed
}
