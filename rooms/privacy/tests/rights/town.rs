//! Binzhou for tests: its pack, its sample people and projects, all rooms, a clock that can be moved.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use applications::ApplicationRoom;
use axum::Router;
use calendar::{Day, Moment};
use catalogue::Catalogue;
use counter::CounterRoom;
use front::live::{Closer, Closing};
use front::{Dictionary, House};
use identity::{RecordId, RegionCode};
use ledger::{Clock, Ledger, Options};
use messages::{Gateways, MessageRoom};
use oversight::OversightRoom;
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::Release;
use projects::ProjectRoom;
use review::Desks;
use tempfile::TempDir;

use privacy::PrivacyRoom;
use test_browser::Browser;

const CITY: RegionCode = RegionCode::fixed(371_600);
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/binzhou");

/// A clock that tests move.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub(super) struct Town {
    pub(super) ledger: Ledger,
    pub(super) seeded: Seeded,
    clock: Arc<TestClock>,
    router: Router,
    _closer: Closer,
    /// Gone when the town is.
    folder: TempDir,
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        let ledger = Ledger::open(folder.path(), Options::new(CITY).with_clock(clock.clone())).unwrap();
        let catalogue = Catalogue::import(&ledger, &catalogue::folder::read(Path::new(PACK)).unwrap())
            .await
            .unwrap();
        let sample = Sample::parse(&std::fs::read_to_string(format!("{PACK}/sample/people.toml")).unwrap()).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue.current()), settings).unwrap();
        let (closer, closing) = Closing::new();
        let projects = ProjectRoom::open(catalogue.clone()).unwrap();
        let applications = ApplicationRoom::open(people.clone(), catalogue.clone(), "https://www.example.cn").unwrap();
        let projects = projects.with_applications(applications.on_projects());
        let dictionary = Arc::new(Dictionary::new(&texts()).unwrap());
        let messages = MessageRoom::open(
            people.clone(),
            catalogue.clone(),
            dictionary,
            "https://www.example.cn",
            Gateways::default(),
        )
        .unwrap();
        OversightRoom::open(&people, catalogue.clone()).unwrap();
        let desks = Desks::open(people.clone(), catalogue.clone(), closing).unwrap();
        let counter = CounterRoom::open(people.clone(), catalogue.clone()).unwrap();
        let room = PrivacyRoom::open(
            people.clone(),
            catalogue,
            applications.clone(),
            messages.clone(),
            counter.looks().clone(),
        )
        .unwrap();
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        let own = std::fs::read_to_string(format!("{PACK}/sample/projects.toml")).unwrap();
        projects
            .seed(&projects::sample::parse(&own).unwrap(), &sample, &seeded)
            .await
            .unwrap();
        let rooms = Router::new()
            .merge(people.routes())
            .merge(projects.routes())
            .merge(applications.routes())
            .merge(desks.routes())
            .merge(counter.routes())
            .merge(messages.routes())
            .merge(room.routes());
        let router = front::dress(
            rooms,
            |rooms| people.sessions(room.guarding(counter.noting_looks(messages.counting(rooms)))),
            house(),
        );
        Self {
            ledger,
            seeded,
            clock,
            router,
            _closer: closer,
            folder,
        }
    }

    /// Lets hours pass in the city.
    pub(super) fn pass_hours(&self, hours: i64) {
        self.clock.0.fetch_add(hours * 3_600_000, Ordering::SeqCst);
    }

    /// Somebody of the sample, acting in the capacity whose words contain `as_what`.
    pub(super) async fn browser(&self, name: &str, as_what: &str) -> Browser {
        let mut browser = Browser::new(self.router.clone());
        browser.sign_in_as(name, as_what).await;
        browser
    }

    /// Somebody who has not signed in.
    pub(super) fn stranger(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Whoever answers for personal data in the city's bureau.
    pub(super) async fn protector(&self) -> Browser {
        self.browser("approval-371600-protect", "个人信息保护负责人").await
    }

    /// The handler of the county's bureau.
    pub(super) async fn handler(&self) -> Browser {
        self.browser("approval-371625-handle", "承办").await
    }

    /// Whether some file of the city holds these bytes.
    pub(super) fn holds(&self, wanted: &[u8]) -> bool {
        files(self.folder.path()).iter().any(|file| {
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(wanted.len()).any(|part| part == wanted)
        })
    }

    /// What lies in the vault, encrypted, of a record.
    pub(super) async fn sealed(&self, record: RecordId) -> Vec<(String, Vec<u8>)> {
        let sql = "SELECT path, sealed FROM vault WHERE city = $1
                   AND origin = (SELECT origin FROM record WHERE city = $1 AND record = $2)";
        let rows = self.ledger.query(sql, ledger::values![CITY, record]).await.unwrap();
        rows.iter().map(|row| (row.get(0).unwrap(), row.get(1).unwrap())).collect()
    }

    /// The names of the stored attachments.
    pub(super) fn attachments(&self) -> Vec<String> {
        let files = files(&self.folder.path().join("files"));
        files
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    /// Waits until something holds that a reaction or a timer brings about.
    pub(super) async fn until<Holds: Future<Output = bool>>(&self, what: &str, holds: impl Fn() -> Holds) {
        for _ in 0..1_000 {
            if holds().await {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{what} did not come about");
    }

    /// The account of a sample person.
    pub(super) fn account(&self, name: &str) -> RecordId {
        self.seeded.accounts[name]
    }

    /// What the log says of a record: type and capacity of each event.
    pub(super) async fn said(&self, record: RecordId) -> Vec<(String, String)> {
        let history = self.ledger.history(record).await.unwrap();
        history.into_iter().map(|entry| (entry.event_type, entry.capacity)).collect()
    }
}

fn house() -> House {
    House {
        dictionary: Arc::new(Dictionary::new(&texts()).unwrap()),
        ..House::sample()
    }
}

fn texts() -> Vec<front::texts::Source> {
    vec![
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        projects::TEXTS,
        applications::TEXTS,
        applications::TEXTS_APPLY,
        applications::TEXTS_PROCEDURES,
        applications::TEXTS_DOCUMENTS,
        applications::TEXTS_WAITING,
        applications::TEXTS_AROUND,
        review::TEXTS,
        review::TEXTS_ORGAN,
        review::TEXTS_PROCEDURES,
        review::TEXTS_AROUND,
        counter::TEXTS,
        counter::TEXTS_PORTAL,
        messages::TEXTS,
        messages::TEXTS_DESK,
        privacy::TEXTS,
        privacy::TEXTS_DESK,
    ]
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn posts(release: &Release) -> Posts {
    let organs = release.organs().map(|organ| {
        let mut duties = OrganPosts::CHAIN.to_vec();
        if organ.id.as_str().starts_with("approval-") {
            duties.extend(OrganPosts::LEADING);
        }
        OrganPosts {
            organ: organ.id.clone(),
            name: organ.name.clone(),
            region: organ.region,
            functions: organ.functions.clone(),
            duties,
        }
    });
    Posts::of(organs).unwrap()
}
