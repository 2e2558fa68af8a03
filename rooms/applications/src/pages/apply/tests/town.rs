//! Binzhou for tests: its pack, its sample people, a ledger in a temporary folder, a clock that can be moved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use calendar::{Day, Moment};
use catalogue::{Catalogue, Portal};
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Attachments, Clock, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Settings};
use procedure::Release;
use projects::record::Project;
use tempfile::TempDir;

use crate::ApplicationRoom;
use test_browser::Browser;

const CITY: RegionCode = RegionCode::fixed(371_600);
pub(super) const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/binzhou");

/// A clock that tests move.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub(super) struct Town {
    pub(super) room: ApplicationRoom,
    pub(super) ledger: Ledger,
    clock: Arc<TestClock>,
    router: Router,
    /// Gone when the town is.
    folder: TempDir,
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub(super) async fn new() -> Self {
        Self::with_attachments(Attachments::InFolder).await
    }

    /// The same, with its attachments elsewhere.
    pub(super) async fn with_attachments(attachments: Attachments) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path()))
                .with_attachments(attachments),
        )
        .unwrap();
        let catalogue = Catalogue::import(&ledger, &catalogue::folder::read(Path::new(PACK)).unwrap())
            .await
            .unwrap();
        let sample = Sample::parse(&std::fs::read_to_string(format!("{PACK}/sample/people.toml")).unwrap()).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            clock: clock.clone(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue.current()), settings).unwrap();
        ledger.register::<Project>().unwrap();
        let room = ApplicationRoom::open(people.clone(), catalogue, "https://www.example.cn").unwrap();
        ledger.start();
        people.seed(&sample).await.unwrap();
        let guides = Portal::new(room.catalogue.clone()).with_card(room.home_card()).routes();
        let rooms = Router::new().merge(people.routes()).merge(room.routes()).merge(guides);
        let router = front::dress(rooms, |rooms| people.sessions(rooms), house());
        Self {
            room,
            ledger,
            clock,
            router,
            folder,
        }
    }

    pub(super) fn pass_days(&self, days: i64) {
        self.clock.0.fetch_add(days * 86_400_000, Ordering::SeqCst);
    }

    /// Somebody of the sample, acting in the capacity whose words contain `as_what`.
    pub(super) async fn browser(&self, name: &str, as_what: &str) -> Browser {
        let mut browser = Browser::new(self.router.clone());
        browser.sign_in_as(name, as_what).await;
        browser
    }

    /// The stored attachments.
    pub(super) fn attachments(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.folder.path().join("files")];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path())
                } else {
                    files.push(entry.path())
                }
            }
        }
        files
    }
}

pub(super) fn house() -> House {
    let texts = [
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        projects::TEXTS,
        crate::TEXTS,
        crate::TEXTS_APPLY,
        crate::TEXTS_PROCEDURES,
        crate::TEXTS_DOCUMENTS,
        crate::TEXTS_WAITING,
        crate::TEXTS_AROUND,
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
