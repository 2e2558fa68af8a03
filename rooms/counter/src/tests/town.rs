//! Binzhou for tests: its pack, its sample people and projects, all rooms, a clock that can be moved.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use applications::ApplicationRoom;
use axum::Router;
use calendar::{Day, Moment};
use catalogue::Catalogue;
use front::live::{Closer, Closing};
use front::{Dictionary, House};
use identity::{RecordId, RegionCode};
use ledger::{Clock, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::Release;
use projects::ProjectRoom;
use review::Desks;
use tempfile::TempDir;

use crate::CounterRoom;
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
    _folder: TempDir,
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
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
        let oversight = oversight::OversightRoom::open(&people, catalogue.clone()).unwrap();
        let desks = Desks::open(people.clone(), catalogue.clone(), closing).unwrap();
        let room = CounterRoom::open(people.clone(), catalogue).unwrap();
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
            .merge(oversight.routes())
            .merge(room.routes());
        let router = front::dress(rooms, |rooms| people.sessions(room.noting_looks(rooms)), house());
        Self {
            ledger,
            seeded,
            clock,
            router,
            _closer: closer,
            _folder: folder,
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

    /// The clerk of the county's hall.
    pub(super) async fn clerk(&self) -> Browser {
        self.browser("approval-371625-clerk", "综合窗口").await
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
    let texts = [
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        projects::TEXTS,
        applications::TEXTS,
        applications::TEXTS_APPLY,
        review::TEXTS,
        oversight::TEXTS,
        review::TEXTS_ORGAN,
        review::TEXTS_PROCEDURES,
        review::TEXTS_AROUND,
        applications::TEXTS_PROCEDURES,
        applications::TEXTS_DOCUMENTS,
        applications::TEXTS_WAITING,
        applications::TEXTS_AROUND,
        crate::TEXTS,
        crate::TEXTS_PORTAL,
    ];
    House {
        dictionary: Arc::new(Dictionary::new(&texts).unwrap()),
        ..House::sample()
    }
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
