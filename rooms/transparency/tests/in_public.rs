//! What anybody sees of the log, whom it is shown to, and what becomes of an intruder: a real ledger, a real witness over HTTP.
#![allow(missing_docs)]

use std::fmt::Debug;
use std::future::Future;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Ledger, Options};
use people::{HashingCost, People, Posts, Sample, Settings};
use proof::{KeyName, PromiseCode, VerifyingKey};
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt;
use transparency::{Outside, TransparencyRoom};
use witness::{Memory, Trusted, Witness, WitnessAddress, open_key};

/// Between two rounds, and between two looks.
const PACE: Duration = Duration::from_millis(50);
/// How often something is looked at on a busy machine, before it is said not to come about.
const LOOKS_MAX: u32 = 1_200;

/// A city whose people are the sample's, as it is served.
struct City {
    ledger: Ledger,
    room: TransparencyRoom,
    router: Router,
}

impl City {
    async fn open(folder: &Path) -> Self {
        let ledger = Ledger::open(folder, Options::new(RegionCode::fixed(371_600))).unwrap();
        let sample = Arc::new(Sample::parse(include_str!("people.toml")).unwrap());
        let settings = Settings {
            hashing: HashingCost::for_tests(),
            demo: Some(Arc::clone(&sample)),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), Posts::of([]).unwrap(), settings).unwrap();
        ledger.start();
        people.seed(&sample).await.unwrap();
        let room = TransparencyRoom::new(people.clone());
        let house = House {
            dictionary: Arc::new(Dictionary::new(&[people::TEXTS, people::NUMBER_TEXTS, transparency::TEXTS]).unwrap()),
            ..House::sample()
        };
        let router = front::dress(room.routes(), |rooms| people.sessions(rooms), house);
        let city = Self { ledger, room, router };
        eventually("a head covers the log", || async {
            let head = city.ledger.head().await.unwrap()?;
            (head.head.size == city.ledger.position()).then_some(())
        })
        .await;
        city
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn page(&self, path: &str) -> String {
        let (status, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    async fn close(self) {
        self.ledger.close().await;
    }
}

/// A witness that answers until it is dropped.
struct Archive {
    address: WitnessAddress,
    serving: JoinHandle<()>,
}

impl Archive {
    async fn start(folder: &Path, log: VerifyingKey) -> Self {
        let name = KeyName::new("archive.example/witness").unwrap();
        let memory = Memory::open(&folder.join("seen")).unwrap();
        let witness = Witness::new(open_key(&folder.join("key"), Some(&name)).unwrap(), memory, vec![log]).unwrap();
        let key = witness.verifying();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, witness.routes()).await.unwrap() });
        Self {
            address: WitnessAddress::new(&url, key, Trusted::Nobody).unwrap(),
            serving,
        }
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn eventually<T: Debug, Looking: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> Looking) -> T {
    for _ in 0..LOOKS_MAX {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(PACE).await;
    }
    panic!("{what}: it did not come about");
}

fn shown_to(archive: &Archive, publish: Option<PathBuf>) -> Outside {
    Outside {
        witnesses: vec![archive.address.clone()],
        publish,
        pace: PACE,
    }
}

/// Who holds the data folder and its keys writes another history, and lets the city sign it.
fn rewrite(folder: &Path) {
    test_database::alter_leaf(folder, 2, "\"key\":\"", "\"key\":\"x");
    let database = Connection::open(folder.join("city.db")).unwrap();
    let forgotten = "DELETE FROM tile; DELETE FROM head; DELETE FROM cosignature";
    database.execute_batch(forgotten).unwrap();
    std::fs::remove_file(folder.join("head")).unwrap();
}

fn folders() -> (TempDir, PathBuf, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let [data, archive, public] = ["city", "archive", "public"].map(|name| folder.path().join(name));
    std::fs::create_dir(&archive).unwrap();
    (folder, data, archive, public)
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_are_countersigned_published_and_shown_by_day() {
    let (_folder, data, archive, public) = folders();
    let city = City::open(&data).await;
    let page = city.page("/log?lang=en").await;
    assert!(page.contains("No witness has countersigned yet."), "{page}");
    assert!(city.page("/log/heads?lang=en").await.contains("Not witnessed yet"));

    let archive = Archive::start(&archive, city.ledger.log_key()).await;
    let publicity = city.room.go_public(shown_to(&archive, Some(public.clone())));
    let day = eventually("a head is countersigned", || async {
        let days = city
            .ledger
            .day_heads(calendar::Day::MIN..=calendar::Day::MAX, 0, 1)
            .await
            .unwrap();
        days.into_iter().next().filter(|day| !day.witnesses.is_empty())
    })
    .await;
    let note = day.signed.note.to_string();
    assert_eq!(day.signed.note.verify(archive.address.key()).map(|at| at.is_some()), Ok(true));
    let file = public.join(format!("heads/{}.txt", day.day));
    eventually("it is published", || async {
        std::fs::read_to_string(&file).ok().filter(|text| *text == note)
    })
    .await;
    assert_eq!(
        std::fs::read_to_string(public.join("key.txt")).unwrap().trim_end(),
        city.ledger.log_key().to_string()
    );
    drop(publicity);

    let page = city.page("/log?lang=en").await;
    assert!(
        page.contains("archive.example/witness") && page.contains("Last countersigned"),
        "{page}"
    );
    let page = city.page("/log/heads?lang=en").await;
    let download = format!("/log/heads/{}.txt", day.day);
    assert!(page.contains("archive.example/witness") && page.contains(&download), "{page}");
    assert_eq!(city.page(&download).await, note);
    assert!(
        city.page(&format!("/log/heads?lang=en&day={}", day.day))
            .await
            .contains(&download)
    );
    assert!(city.page("/log/heads?lang=en&day=2001-01-01").await.contains("No signature"));
    assert!(
        city.page("/log/heads?lang=en&day=2001-02-30")
            .await
            .contains("Type a day that exists")
    );
    for nowhere in ["/log/heads/2001-01-01.txt", "/log/heads/2001-01-01", "/log/heads/head"] {
        assert_eq!(city.get(nowhere).await.0, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let heads = city.page("/api/v1/log/heads").await;
    assert!(
        heads.contains("\"witnesses\":[\"archive.example/witness\"]") && heads.contains("\"before\":null"),
        "{heads}"
    );
    assert!(
        city.page(&format!("/api/v1/log/heads?before={}", day.day))
            .await
            .contains("\"heads\":[]")
    );
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_that_was_rewritten_is_refused_and_says_so_and_unpublishes_nothing() {
    let (_folder, data, archive, public) = folders();
    let city = City::open(&data).await;
    let archive = Archive::start(&archive, city.ledger.log_key()).await;
    let publicity = city.room.go_public(shown_to(&archive, Some(public.clone())));
    let origin = city.ledger.head().await.unwrap().unwrap().head.origin;
    let seen = eventually("a head is countersigned", || async {
        archive.address.last(&origin).await.unwrap()
    })
    .await;
    let published = eventually("it is published", || async {
        let files = std::fs::read_dir(public.join("heads")).ok()?;
        let mut files = files.map(|file| file.unwrap().path());
        // A file that is being written has another name.
        files.find(|file| {
            file.extension().is_some_and(|kind| kind == "txt")
                && std::fs::read_to_string(file).is_ok_and(|text| text.contains("archive.example"))
        })
    })
    .await;
    let honest = std::fs::read_to_string(&published).unwrap();
    drop(publicity);
    city.close().await;

    rewrite(&data);
    let city = City::open(&data).await;
    let publicity = city.room.go_public(shown_to(&archive, Some(public)));
    eventually("the witness refuses", || async {
        let standings = city.ledger.witnesses().await.unwrap();
        standings.into_iter().find_map(|standing| standing.refusal)
    })
    .await;
    let page = city.page("/log?lang=en").await;
    assert!(
        page.contains("A witness refuses to countersign") && page.contains("the log was rewritten"),
        "{page}"
    );
    assert!(city.page("/api/v1/log").await.contains("\"refuses\":true"));
    assert_eq!(
        archive.address.last(&origin).await,
        Ok(Some(seen)),
        "the witness has seen nothing else"
    );
    drop(publicity);
    assert_eq!(std::fs::read_to_string(&published).unwrap(), honest);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipts_code_is_scanned_and_says_whether_the_log_holds_what_was_promised() {
    let (_folder, data, _, _) = folders();
    let city = City::open(&data).await;
    let evidence = city.ledger.evidence(2).await.unwrap().unwrap();
    let code = PromiseCode::of(&evidence.promise, &evidence.key).unwrap();
    let scanned = scanned(&format!("https://city.example/log/e?p={code}"));
    let path = scanned.strip_prefix("https://city.example").unwrap();
    let read: PromiseCode = scanned.parse().unwrap();
    assert_eq!(
        read.verify(&city.ledger.log_key()),
        Ok(()),
        "without a network, with the public key alone"
    );

    let page = city.page(&format!("{path}&lang=en")).await;
    assert!(page.contains("Genuine: the log has this entry, unchanged"), "{page}");
    let (front, back) = path.split_at(path.len() - 40);
    let other = if back.starts_with('A') { "B" } else { "A" };
    let forged = city.page(&format!("{front}{other}{}&lang=en", &back[1..])).await;
    assert!(
        forged.contains("This code proves nothing") && forged.contains("forged"),
        "{forged}"
    );
    assert!(city.page("/log/e?p=AAAA&lang=en").await.contains("This code is not complete"));
    assert!(city.page("/log/e?lang=en").await.contains("This code is not complete"));

    let elsewhere = tempfile::tempdir().unwrap();
    let stranger = City::open(elsewhere.path()).await;
    let page = stranger.page(&format!("{path}&lang=en")).await;
    assert!(page.contains("This code proves nothing"), "{page}");
    stranger.close().await;

    city.close().await;
    rewrite(&data);
    let city = City::open(&data).await;
    let page = city.page(&format!("{path}&lang=en")).await;
    assert!(page.contains("The log does not hold what this evidence says"), "{page}");
    city.close().await;
}

/// What a camera reads of the code as it is drawn.
fn scanned(text: &str) -> String {
    const SCALE: usize = 4;
    let matrix = document::qr(text).unwrap();
    let side = (matrix.size() + 8) * SCALE;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| (at / SCALE).checked_sub(4);
        matches!((inside(y), inside(x)), (Some(row), Some(column)) if matrix.dark(row, column))
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
    picture.detect_grids()[0].decode().unwrap().1
}
