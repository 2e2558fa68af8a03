//! Attachments: streamed, encrypted, whole or refused; in a folder, and in an object store where `ZHOUDAO_TEST_FILES` says `store`.

mod support;

use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use ledger::{FileError, FileName, Files, Ledger, Stored};
use support::*;
use test_object_store::ObjectStore;
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};
use tokio_stream::StreamExt;

const SEGMENT: usize = 128 << 10;
const LONGEST: u64 = 4 << 20;

/// Where the city of a test lies.
struct Place {
    folder: tempfile::TempDir,
    store: Option<ObjectStore>,
}

fn city() -> (Place, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let store = ObjectStore::if_wanted();
    let place = Place { folder, store };
    let ledger = place.open();
    (place, ledger)
}

impl Place {
    fn open(&self) -> Ledger {
        let attachments = self.store.as_ref().map(ObjectStore::attachments);
        open_with(
            self.folder.path(),
            options().with_attachments(attachments.unwrap_or_default()),
        )
    }

    /// Where a stored file lies.
    fn path(&self, name: &FileName) -> PathBuf {
        let name = name.as_str();
        match &self.store {
            Some(store) => store.file(name),
            None => self.folder.path().join("files").join(&name[..2]).join(name),
        }
    }

    /// How many files are on their way in.
    fn incoming(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("files/incoming")).unwrap().count()
    }
}

fn content(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|index| (index * 7 + index / 251) as u8).collect()
}

async fn store(files: &Files, content: &[u8]) -> Stored {
    files.store(content, LONGEST).await.unwrap()
}

async fn load(files: &Files, stored: &Stored) -> Result<Vec<u8>, FileError> {
    files.load(&stored.name, &stored.key).await?.whole(LONGEST).await
}

#[tokio::test]
async fn a_file_is_read_back_whatever_its_length() {
    let (_place, ledger) = city();
    for bytes in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 17] {
        let content = content(bytes);
        let stored = store(ledger.files(), &content).await;
        assert_eq!(stored.bytes, bytes as u64);
        assert_eq!(load(ledger.files(), &stored).await.unwrap(), content, "{bytes} bytes");
    }
}

#[tokio::test]
async fn it_is_named_by_what_is_stored_and_shown_by_what_came() {
    let (place, ledger) = city();
    let content = content(SEGMENT * 2 + 5);
    let stored = store(ledger.files(), &content).await;
    let on_disk = std::fs::read(place.path(&stored.name)).unwrap();
    assert_eq!(stored.name.as_str(), digest(&on_disk));
    assert_eq!(stored.sha256, digest(&content));
    assert!(
        !on_disk.windows(32).any(|window| window == &content[..32]),
        "nothing of it lies in clear"
    );
    let again = store(ledger.files(), &content).await;
    assert_ne!(again.name, stored.name, "each has a key of its own");
}

fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn it_streams() {
    let (_place, ledger) = city();
    let content = content(SEGMENT * 5 + 5);
    let stored = store(ledger.files(), &content).await;
    let mut stream = ledger.files().load(&stored.name, &stored.key).await.unwrap().stream();
    let mut streamed = Vec::new();
    while let Some(segment) = stream.next().await {
        streamed.extend_from_slice(&segment.unwrap());
    }
    assert_eq!(streamed, content);
}

/// Gives zeros and counts them.
struct Endless {
    given: u64,
}

impl AsyncRead for Endless {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let wanted = buffer.remaining();
        buffer.initialize_unfilled_to(wanted).fill(0);
        buffer.advance(wanted);
        self.given += wanted as u64;
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_file_that_is_too_long_is_refused_without_being_read() {
    let (place, ledger) = city();
    let mut endless = Endless { given: 0 };
    let two_gigabytes = (&mut endless).take(2 << 30);
    let refused = ledger.files().store(two_gigabytes, LONGEST).await;
    assert!(matches!(refused, Err(FileError::TooLong { bytes_max: LONGEST })));
    assert!(
        endless.given <= LONGEST + 3 * SEGMENT as u64,
        "{} bytes were read",
        endless.given
    );
    assert_eq!(place.incoming(), 0, "nothing of it is left");
}

#[tokio::test]
async fn a_sender_that_leaves_leaves_nothing_behind() {
    let (place, ledger) = city();
    let content = content(SEGMENT);
    let broken = (&content[..]).chain(leaving());
    assert!(matches!(
        ledger.files().store(broken, LONGEST).await,
        Err(FileError::Broken(_))
    ));
    assert_eq!(place.incoming(), 0);
    std::fs::write(place.folder.path().join("files/incoming/left"), "by a server that was killed").unwrap();
    drop(ledger);
    drop(place.open());
    assert_eq!(place.incoming(), 0);
}

#[tokio::test]
async fn a_file_in_anothers_folder_is_none_of_the_city() {
    let (place, ledger) = city();
    let stored = store(ledger.files(), b"one").await;
    let (right, name) = (place.path(&stored.name), stored.name.as_str());
    let files = right.parent().unwrap().parent().unwrap();
    for astray in ["another/city", "zz"] {
        std::fs::create_dir_all(files.join(astray)).unwrap();
        std::fs::copy(&right, files.join(astray).join(name)).unwrap();
    }
    assert_eq!(ledger.check_files().unwrap().whole, 1);
    std::fs::remove_file(&right).unwrap();
    assert_eq!(ledger.check_files().unwrap().whole, 0);
}

#[tokio::test]
async fn a_city_whose_attachments_are_gone_says_so_whenever_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    let said = |ledger: &Ledger| ledger.notices().iter().any(|notice| notice.contains("none lies in"));
    found(&ledger, record(1));
    let paper = store(ledger.files(), b"one").await;
    let (stored, key) = (paper.name.into(), paper.key.into());
    ask(&ledger, record(1), Command::HandIn { stored, key }, "hand in").unwrap();
    drop(ledger);
    assert!(!said(&open(folder.path())));
    let files = folder.path().join("files");
    std::fs::rename(&files, folder.path().join("elsewhere")).unwrap();
    assert!(said(&open(folder.path())));
    assert!(said(&open(folder.path())), "also when the folder was made anew");
    std::fs::remove_dir_all(&files).unwrap();
    std::fs::rename(folder.path().join("elsewhere"), &files).unwrap();
    assert!(!said(&open(folder.path())));
}

fn leaving() -> impl AsyncRead + Unpin {
    struct Broken;
    impl AsyncRead for Broken {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Err(std::io::Error::other("the sender has left")))
        }
    }
    Broken
}

#[tokio::test]
async fn a_file_that_was_cut_or_altered_is_not_taken_for_whole() {
    let (place, ledger) = city();
    let stored = store(ledger.files(), &content(SEGMENT * 3)).await;
    let path = place.path(&stored.name);
    let whole = std::fs::read(&path).unwrap();
    let sealed = SEGMENT + 16;
    let mut altered = whole.clone();
    altered[4 + sealed + 9] ^= 1;
    let mut exchanged = whole[..4].to_vec();
    exchanged.extend_from_slice(&whole[4 + sealed..4 + 2 * sealed]);
    exchanged.extend_from_slice(&whole[4..4 + sealed]);
    exchanged.extend_from_slice(&whole[4 + 2 * sealed..]);
    let longer = [whole.clone(), whole[4..4 + sealed].to_vec()].concat();
    for damaged in [
        &whole[..whole.len() - 1],
        &whole[..4 + 2 * sealed],
        &whole[..4],
        &whole[..2],
        &altered,
        &exchanged,
        &longer,
    ] {
        std::fs::write(&path, damaged).unwrap();
        assert!(
            matches!(load(ledger.files(), &stored).await, Err(FileError::Damaged)),
            "{} bytes",
            damaged.len()
        );
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(load(ledger.files(), &stored).await.unwrap().len(), SEGMENT * 3);
}

#[tokio::test]
async fn a_file_is_read_with_its_own_key_only() {
    let (_place, ledger) = city();
    let one = store(ledger.files(), b"one").await;
    let other = store(ledger.files(), b"other").await;
    let exchanged = Stored {
        key: other.key.clone(),
        ..one.clone()
    };
    assert!(matches!(load(ledger.files(), &exchanged).await, Err(FileError::Damaged)));
    let kept = serde_json::to_value(&one.key).unwrap();
    let restored = Stored {
        key: serde_json::from_value(kept).unwrap(),
        ..one
    };
    assert_eq!(load(ledger.files(), &restored).await.unwrap(), b"one");
}

#[tokio::test]
async fn a_deleted_file_is_missing() {
    let (place, ledger) = city();
    let stored = store(ledger.files(), b"one").await;
    ledger.files().delete(&stored.name).await.unwrap();
    ledger.files().delete(&stored.name).await.unwrap();
    assert!(matches!(load(ledger.files(), &stored).await, Err(FileError::Missing)));
    assert!(!place.path(&stored.name).exists());
}

#[test]
fn a_name_is_a_digest_and_no_path() {
    for text in ["", "..", "../../keys", &"AB".repeat(32), &"g".repeat(64)] {
        assert!(FileName::try_from(text.to_owned()).is_err(), "{text}");
    }
}
