//! A running city with the sample pack and its sample people: what applicants, neighbours and strangers see of an application.

mod asking;
mod browser;
mod certificates;
mod objecting;
mod privacy;
mod requests;
mod serving;
mod texts;
mod words;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use authority::{Actor, Duty, Mandate, Subject, acts, permit};
use axum::Router;
use calendar::{Day, Moment};
use catalogue::Catalogue;
use front::{Dictionary, House};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Clock, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::definition::{FileType, MaterialId, MatterId};
use procedure::{Answers, Plan, Release};
use tempfile::TempDir;

use crate::ApplicationRoom;
use crate::record::command::{Instead, Submit, Upload};
use crate::record::{Application, Applications};
use browser::Browser;

const CITY: RegionCode = RegionCode::fixed(371_600);
const COUNTY: RegionCode = RegionCode::fixed(371_625);

/// A wheel factory: a report form, waste water into the sewer, drawings reviewed.
const FACTORY: &str = r#"{
    "renovation": false, "land_area": "4.2", "earthwork": "26000", "energy_tce": "1800", "electricity": "600", "eia": "form",
    "emits": true, "wastewater": "sewer", "takes_water": true, "river_site": "none", "assessed_zone": true, "major_project": false,
    "works_class": "ordinary", "civil_buildings": true, "risk_class": "none", "site_touches": "none", "earth_off_site": true
}"#;

/// A clock that tests move.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// The city. It begins on Monday, 2 November 2026, ten in the morning.
struct Town {
    room: ApplicationRoom,
    router: Router,
    clock: Arc<TestClock>,
    seeded: Seeded,
    _folder: TempDir,
}

impl Town {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 10, 0).0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
        let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/binzhou");
        let texts = catalogue::folder::read(pack.as_ref()).unwrap();
        let texts = texts.into_iter().filter(|(path, _)| path.ends_with(".toml")).collect();
        let catalogue = Catalogue::import(&ledger, &texts).await.unwrap();
        let sample = Sample::parse(include_str!("../../../../packs/binzhou/sample/people.toml")).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue.current()), settings).unwrap();
        let room = ApplicationRoom::open(people.clone(), catalogue, "https://zhoudao.example").unwrap();
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        let dictionary = Dictionary::new(&[
            people::TEXTS,
            people::NUMBER_TEXTS,
            catalogue::TEXTS,
            catalogue::INPUT_TEXTS,
            crate::TEXTS,
            crate::TEXTS_APPLY,
            crate::TEXTS_PROCEDURES,
            crate::TEXTS_DOCUMENTS,
            crate::TEXTS_WAITING,
            crate::TEXTS_AROUND,
        ]);
        let house = House {
            dictionary: Arc::new(dictionary.unwrap()),
            ..House::sample()
        };
        let router = front::dress(room.routes().merge(people.routes()), |rooms| people.sessions(rooms), house);
        Self {
            room,
            router,
            clock,
            seeded,
            _folder: folder,
        }
    }

    fn ledger(&self) -> &Ledger {
        &self.room.ledger
    }

    /// Lets that many working days pass.
    fn pass_working_days(&self, days: i32) {
        let day = self.room.calendar(COUNTY).add(self.ledger().now().day(), days);
        self.clock.0.store(Moment::at(day, 10, 0).0, Ordering::SeqCst);
    }

    fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The agent of 渤海铝业 who files what this city's tests are about.
    fn applicant(&self) -> Arc<Actor> {
        let enterprise = self.seeded.enterprises["bohai-lvye"];
        Actor::enterprise(self.seeded.accounts["wanghaibo"], enterprise, Mandate::Representative)
    }

    /// The applicant's browser, signed in.
    async fn applicants_browser(&self) -> Browser {
        let mut browser = self.browser();
        browser.sign_in_as_sample("wanghaibo", "渤海铝业").await;
        browser
    }

    /// The application of a factory for ten permits.
    async fn with_factory(&self) -> RecordId {
        self.submitted("ten-permits", FACTORY, "年产 2 万吨铝轮毂项目").await
    }

    /// The application of an enterprise for a hygiene permit.
    async fn with_salon(&self) -> RecordId {
        let answers = r#"{"place_kind": "beauty", "central_air": false}"#;
        self.submitted("public-place-hygiene", answers, "公共场所卫生许可").await
    }

    async fn submitted(&self, matter: &str, answers: &str, title: &str) -> RecordId {
        let release = self.room.catalogue.current();
        let answers: Answers = serde_json::from_str(answers).unwrap();
        let plan = Plan::of(&release, &MatterId::from(matter), &answers, COUNTY).unwrap();
        let mut materials = Vec::new();
        for asked in &plan.materials {
            materials.push(self.paper(&asked.material).await);
        }
        let actor = self.applicant();
        let applicant = actor.party().unwrap();
        let record = RecordId::from_bytes([materials.len() as u8; 16]);
        let form = serde_json::json!({
            "enterprise_name": "渤海铝业有限公司", "enterprise_code": "91371625MA3C000015", "representative_name": "王海波",
            "contact_name": "李建国", "contact_phone": "13905430001", "project_name": title, "place_name": "渤海铝业职工理发店",
            "place_owner": "王海波", "place_region": "371625", "place_licence_code": "91371625MA3C000015", "project_address": "博兴县兴福镇富贵路 16 号", "place_address": "博兴县兴福镇富贵路 16 号",
            // Without consent nothing is served into the account.
            "place_delivery": "electronic", "delivery_way": "electronic", "electronic_service": true, "build_nature": "new",
        });
        let command = Submit {
            applicant,
            project: None,
            title: title.into(),
            region: COUNTY,
            answers,
            plan,
            form: BTreeMap::from([("applicant".to_owned(), form)]),
            materials,
            signed_letter: None,
            commitment: None,
            instead: Instead::default(),
        };
        let permit = permit::<acts::Submit>(&actor, &Subject::new(record, COUNTY).of(applicant)).unwrap();
        self.ledger()
            .submit::<Applications, _>(&permit, record, command, work::fresh())
            .await
            .unwrap();
        record
    }

    /// A paper in the store.
    async fn paper(&self, material: &MaterialId) -> Upload {
        let content = format!("%PDF-1.7 {material}");
        let stored = self.ledger().files().store(content.as_bytes(), 1 << 20).await.unwrap();
        Upload {
            material: material.clone(),
            stored: stored.name.as_str().to_owned(),
            key: stored.key.into(),
            file_name: format!("王海波的{material}.pdf"),
            digest: stored.sha256,
            bytes: stored.bytes,
            file_type: FileType::Pdf,
        }
    }

    async fn application(&self, record: RecordId) -> Arc<Application> {
        self.ledger().state::<Applications>(record).await.unwrap().unwrap().state
    }
}

/// Somebody in a post of an organ; each duty is another person.
fn staff(release: &Release, organ: &OrganId, duty: Duty) -> Arc<Actor> {
    let organ = release.organ(organ).unwrap();
    let post = authority::Post {
        id: format!("{}-{duty}", organ.id).parse().unwrap(),
        organ: organ.id.clone(),
        region: organ.region,
        functions: organ.functions.clone(),
        duties: vec![duty],
    };
    Actor::post(RecordId::from_bytes([duty as u8 + 1; 16]), Arc::new(post))
}

fn posts(release: &Release) -> Posts {
    let organs = release.organs().map(|organ| {
        let leading = organ
            .id
            .as_str()
            .starts_with("approval-")
            .then_some(OrganPosts::LEADING)
            .into_iter()
            .flatten();
        OrganPosts {
            organ: organ.id.clone(),
            name: organ.name.clone(),
            region: organ.region,
            functions: organ.functions.clone(),
            duties: OrganPosts::CHAIN.into_iter().chain(leading).collect(),
        }
    });
    Posts::of(organs).unwrap()
}
