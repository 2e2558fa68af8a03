//! Attachments in an object store: a server that dies, is gone, or lets nobody in; many servers that share it; backups.

mod support;

use std::path::Path;
use std::time::Duration;

use ledger::{Attachments, Backup, BackupKey, FileError, Files, Ledger, OpenError, Records, Restore, Stored, backup, restore};
use support::*;
use test_object_store::ObjectStore;

const LONGEST: u64 = 256 << 20;
/// How long a person may wait for the answer that a paper was not kept.
const PATIENCE: Duration = Duration::from_secs(30);

fn open_at(folder: &Path, attachments: Attachments) -> Ledger {
    let ledger = Ledger::open(folder, options().with_attachments(attachments)).unwrap();
    ledger.register::<Society>().unwrap();
    ledger
}

async fn load(files: &Files, stored: &Stored) -> Result<Vec<u8>, FileError> {
    files.load(&stored.name, &stored.key).await?.whole(LONGEST).await
}

/// No two parts of it are the same.
fn long(bytes: usize) -> Vec<u8> {
    let piece: Vec<u8> = (0..99_991_u32).map(|index| (index * 7 + index / 251) as u8).collect();
    piece.into_iter().cycle().take(bytes).collect()
}

fn incoming(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("files/incoming")).unwrap().count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_goes_in_parts_is_read_back() {
    let (folder, store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let ledger = open_at(folder.path(), store.attachments());
    for bytes in [8 << 20, (16 << 20) + 17] {
        let content = long(bytes);
        let stored = ledger.files().store(&content[..], LONGEST).await.unwrap();
        assert!(load(ledger.files(), &stored).await.unwrap() == content, "{bytes} bytes");
        assert!(store.file(stored.name.as_str()).exists());
    }
    assert_eq!(incoming(folder.path()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_dies_while_a_paper_comes_in_has_none_of_it_and_takes_it_when_it_is_back() {
    let (folder, mut store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let ledger = open_at(folder.path(), store.attachments());
    let content = long(20 << 20);
    let before = store.count();
    let sending = tokio::spawn({
        let (ledger, content) = (ledger.clone(), content.clone());
        async move { ledger.files().store(&content[..], LONGEST).await }
    });
    while store.count() == before {
        tokio::task::yield_now().await;
    }
    store.kill();
    let answer = tokio::time::timeout(PATIENCE, sending).await.unwrap().unwrap();
    assert!(matches!(answer, Err(FileError::Store(_))), "{answer:?}");
    assert_eq!(incoming(folder.path()), 0);
    store.go_on();
    assert_eq!(ledger.check_files().unwrap().whole, 0);
    let stored = ledger.files().store(&content[..], LONGEST).await.unwrap();
    assert!(load(ledger.files(), &stored).await.unwrap() == content);
    let checked = ledger.check_files().unwrap();
    assert_eq!((checked.whole, checked.damaged.len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_whose_store_is_out_of_reach_is_opened_and_says_so() {
    let (folder, mut store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let attachments = store.attachments();
    store.kill();
    let ledger = open_at(folder.path(), attachments);
    let notices = ledger.notices().join("\n");
    assert!(notices.contains("cannot be reached now"), "{notices}");
    let answer = tokio::time::timeout(PATIENCE, ledger.files().store(&b"one"[..], LONGEST))
        .await
        .unwrap();
    assert!(matches!(answer, Err(FileError::Store(_))), "{answer:?}");
    store.go_on();
    let stored = ledger.files().store(&b"one"[..], LONGEST).await.unwrap();
    assert_eq!(load(ledger.files(), &stored).await.unwrap(), b"one");
    store.kill();
    let unread = load(ledger.files(), &stored).await;
    assert!(matches!(unread, Err(FileError::Store(_))), "{unread:?}");
    let kept = ledger.files().delete(&stored.name).await;
    assert!(matches!(kept, Err(FileError::Store(_))), "{kept:?}");
}

#[test]
fn whoever_does_not_know_the_secret_opens_no_city() {
    let (folder, store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let refused = Ledger::open(folder.path(), options().with_attachments(store.attachments_of_a_stranger())).unwrap_err();
    assert!(matches!(refused, OpenError::Attachments { .. }), "{refused}");
    assert!(refused.to_string().contains("SignatureDoesNotMatch"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_one_server_has_taken_in_is_shown_by_the_other() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = ObjectStore::start();
    let shared = options()
        .in_database(test_database::postgres_of(one.path()))
        .with_attachments(store.attachments());
    let (keys, first) = (one.path().join("keys"), Ledger::open(one.path(), shared.clone()).unwrap());
    let second = Ledger::open(other.path(), shared.with_keys(keys)).unwrap();
    let content = long(300_000);
    let stored = first.files().store(&content[..], LONGEST).await.unwrap();
    assert!(load(second.files(), &stored).await.unwrap() == content);
    assert!(!other.path().join("files").join(&stored.name.as_str()[..2]).exists());
    second.files().delete(&stored.name).await.unwrap();
    assert!(matches!(load(first.files(), &stored).await, Err(FileError::Missing)));
}

#[test]
fn a_server_clears_what_had_not_come_in_unless_others_take_in_papers_in_the_same_folder() {
    let (folder, store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let shared = options().in_database(test_database::postgres_of(folder.path()));
    drop(Ledger::open(folder.path(), shared.clone()).unwrap());
    std::fs::write(folder.path().join("files/incoming/half"), "of a paper").unwrap();
    drop(Ledger::open(folder.path(), shared.clone()).unwrap());
    assert_eq!(incoming(folder.path()), 1, "it may be on its way to another server");
    drop(Ledger::open(folder.path(), shared.with_attachments(store.attachments())).unwrap());
    assert_eq!(incoming(folder.path()), 0);
}

/// A city with two papers in a store, and a backup of it.
struct BackedUp {
    disk: tempfile::TempDir,
    store: ObjectStore,
    stored: Vec<Stored>,
    key: BackupKey,
}

async fn backed_up() -> BackedUp {
    let (disk, store) = (tempfile::tempdir().unwrap(), ObjectStore::start());
    let data = disk.path().join("data");
    let ledger = open_at(&data, store.attachments());
    found(&ledger, numbered(1));
    let mut stored = Vec::new();
    for content in [&long(9 << 20)[..], b"short"] {
        stored.push(ledger.files().store(content, LONGEST).await.unwrap());
    }
    ledger.close().await;
    let (key, _) = BackupKey::read_or_make(&disk.path().join("backup-key")).unwrap();
    let asked = Backup {
        records: Records::InFolder,
        data: &data,
        attachments: &store.attachments(),
        to: &disk.path().join("backups"),
        key: &key,
        keep_days: None,
        now: calendar::Moment(1_000),
    };
    let made = backup(&asked, |_| {}).unwrap();
    assert_eq!((made.new_files, made.manifest.damaged.len()), (2, 0));
    BackedUp {
        disk,
        store,
        stored,
        key,
    }
}

impl BackedUp {
    fn restored_to(&self, to: &str, attachments: Attachments) -> Ledger {
        let (folder, keys) = (self.disk.path().join(to), self.disk.path().join("data/keys"));
        let asked = Restore {
            from: &self.disk.path().join("backups"),
            to: &folder,
            attachments: &attachments,
            key: &self.key,
            keys: &keys,
            position: None,
            reason: "the disk failed",
            old: None,
            into: None,
            old_database: None,
            head: None,
            now: calendar::Moment(2_000),
        };
        assert_eq!(restore(&asked, |_| {}).unwrap().files, 2);
        assert!(!folder.join("attachment.restoring").exists());
        Ledger::open(&folder, options().with_keys(keys).with_attachments(attachments)).unwrap()
    }

    async fn has_both(&self, ledger: &Ledger) {
        assert_eq!(ledger.check_files().unwrap().whole, 2);
        assert!(load(ledger.files(), &self.stored[0]).await.unwrap() == long(9 << 20));
        assert_eq!(load(ledger.files(), &self.stored[1]).await.unwrap(), b"short");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_city_in_a_store_is_put_back_into_a_folder() {
    let city = backed_up().await;
    let ledger = city.restored_to("in-folder", Attachments::InFolder);
    city.has_both(&ledger).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_put_back_into_another_store_and_completes_the_one_that_is_left() {
    let city = backed_up().await;
    let another = ObjectStore::start();
    city.has_both(&city.restored_to("elsewhere", another.attachments())).await;
    std::fs::remove_file(city.store.file(city.stored[0].name.as_str())).unwrap();
    city.has_both(&city.restored_to("again", city.store.attachments())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_was_altered_in_the_store_is_found() {
    let city = backed_up().await;
    let name = city.stored[1].name.as_str();
    std::fs::write(city.store.file(name), b"something else").unwrap();
    let ledger = open_at(&city.disk.path().join("data"), city.store.attachments());
    assert_eq!(ledger.check_files().unwrap().damaged, [name]);
    let read = load(ledger.files(), &city.stored[1]).await;
    assert!(matches!(read, Err(FileError::Damaged)), "{read:?}");
}
