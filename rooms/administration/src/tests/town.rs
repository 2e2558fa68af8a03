//! The sample city with its administrator at a browser, a program at its API, and a clock that is moved by hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use applications::record::Applications;
use applications::record::command::{Instead, Submit, Upload};
use authority::{Actor, Party, Permit, Subject, acts, permit};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use calendar::{Day, Moment};
use catalogue::{Catalogue, PackTexts, folder};
use front::{Dictionary, House};
use identity::{RecordId, RegionCode};
use ledger::{Clock, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::definition::{FieldId, FileType, MatterId};
use procedure::{Answers, Plan};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::Administration;
use crate::archive::write;

const CITY: RegionCode = RegionCode::fixed(371_600);
const BOUNDARY: &str = "pack-boundary";

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
    pub(super) catalogue: Catalogue,
    seeded: Seeded,
    router: Router,
    clock: Arc<TestClock>,
    _folder: TempDir,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) body: String,
}

pub(super) fn pack() -> PackTexts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/binzhou");
    folder::read(&folder).unwrap()
}

/// The sample pack in which the hygiene permit promises another number of days.
pub(super) fn pack_with_promise(days: u32) -> PackTexts {
    let mut pack = pack();
    let matter = pack.get_mut("matters/public-place-hygiene.toml").unwrap();
    let changed = matter.replace(
        "promise = { limit = { days = 3,",
        &format!("promise = {{ limit = {{ days = {days},"),
    );
    assert_ne!(*matter, changed);
    *matter = changed;
    pack
}

/// The sample pack in which the approval bureaus are other organs.
pub(super) fn pack_with_other_bureaus() -> PackTexts {
    let mut pack = pack();
    let organs = pack.get_mut("organs.toml").unwrap();
    let changed = organs.replace("id = \"approval\"", "id = \"bureau\"");
    assert_ne!(*organs, changed);
    *organs = changed;
    pack
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub(super) async fn new() -> Self {
        Self::in_which(|_| {}).await
    }

    /// The same, in which more follows from events than in the room itself.
    pub(super) async fn in_which(follow: impl FnOnce(&Ledger)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
        let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
        let sample = Sample::parse(&pack()["sample/people.toml"]).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue), settings).unwrap();
        ledger.register::<Applications>().unwrap();
        let administration = Administration::open(people.clone(), catalogue.clone(), Arc::new(|_| {})).unwrap();
        follow(&ledger);
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        let texts = [people::TEXTS, people::NUMBER_TEXTS, crate::TEXTS];
        let house = House {
            dictionary: Arc::new(Dictionary::new(&texts).unwrap()),
            ..House::sample()
        };
        let routes = people.routes().merge(administration.routes());
        let router = front::dress(routes, |rooms| people.sessions(rooms), house);
        Self {
            ledger,
            catalogue,
            seeded,
            router,
            clock,
            _folder: folder,
        }
    }

    pub(super) fn it_is(&self, day: Day) {
        self.clock.0.store(Moment::at(day, 0, 1).0, Ordering::SeqCst);
    }

    /// Somebody of 博兴县 has applied for a hygiene permit.
    pub(super) async fn hygiene_permit_asked(&self) {
        let (account, county) = (self.seeded.accounts["liutingting"], RegionCode::fixed(371_625));
        let answers: Answers = [
            ("place_kind", procedure::Answer::Choice("beauty".into())),
            ("central_air", procedure::Answer::Flag(false)),
        ]
        .into_iter()
        .map(|(field, answer)| (FieldId::from(field), answer))
        .collect();
        let matter = MatterId::from("public-place-hygiene");
        let plan = Plan::of(&self.catalogue.current(), &matter, &answers, county).unwrap();
        let materials = plan.materials.iter().map(|asked| Upload {
            material: asked.material.clone(),
            stored: "0".repeat(64),
            key: "0".repeat(64),
            file_name: "paper.pdf".into(),
            digest: "0".repeat(64),
            bytes: 1,
            file_type: FileType::Pdf,
        });
        let command = Submit {
            applicant: Party::Person(account),
            project: None,
            title: "大娘理发".into(),
            region: county,
            form: BTreeMap::new(),
            materials: materials.collect(),
            answers,
            plan,
            commitment: None,
            signed_letter: None,
            instead: Instead::default(),
        };
        let record = RecordId::from_bytes([9; 16]);
        let subject = Subject::new(record, county).of(Party::Person(account));
        let permit: Permit<acts::Submit> = permit(&Actor::person(account), &subject).unwrap();
        self.ledger
            .submit::<Applications, _>(&permit, record, command, "submit".into())
            .await
            .unwrap();
    }

    pub(super) async fn administrator(&self) -> Browser {
        self.signed_in("approval-371600-administer").await
    }

    pub(super) async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
        };
        browser.get("/sign-in").await;
        let answer = browser.post("/sign-in/sample", &[("sample", name)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    /// A program asks with a token.
    pub(super) async fn program(&self, token: &str, method: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap();
        answer(&self.router, request).await.1
    }
}

fn posts(catalogue: &Catalogue) -> Posts {
    let release = catalogue.current();
    let organs = release.organs().map(|organ| OrganPosts {
        organ: organ.id.clone(),
        name: organ.name.clone(),
        region: organ.region,
        functions: organ.functions.clone(),
        duties: [&OrganPosts::CHAIN[..], &OrganPosts::LEADING[..]].concat(),
    });
    Posts::of(organs).unwrap()
}

/// A browser that keeps cookies and sends the token and key of the page that it was shown.
pub(super) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: String,
    key: String,
}

impl Browser {
    pub(super) async fn get(&mut self, path: &str) -> Answer {
        let request = Request::builder().uri(path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut pairs = vec![("form_token", self.token.clone()), ("key", self.key.clone())];
        pairs.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let body: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    /// Sends JSON, as a page's script does.
    pub(super) async fn json(&mut self, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("x-form-token", &self.token)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Imports a pack on the page of releases.
    pub(super) async fn imports(&mut self, pack: &PackTexts) -> Answer {
        self.get("/desk/administration/releases").await;
        let mut body = Vec::new();
        for (name, value) in [("form_token", &self.token), ("key", &self.key)] {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"pack\"; filename=\"pack.zip\"\r\n\r\n").into_bytes(),
        );
        body.extend(write(pack).unwrap());
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let request = Request::builder()
            .method("POST")
            .uri("/desk/administration/releases")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request
            .headers_mut()
            .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let (given, answer) = answer(&self.router, request).await;
        self.cookies.extend(given);
        if let Some(token) = between(&answer.body, "name=\"form_token\" value=\"") {
            self.token = token;
        }
        if let Some(key) = between(&answer.body, "name=\"key\" value=\"") {
            self.key = key;
        }
        answer
    }
}

async fn answer(router: &Router, request: Request<Body>) -> (Vec<(String, String)>, Answer) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let text = |name: header::HeaderName| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let location = text(header::LOCATION);
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let cookies = cookies.filter_map(|cookie| {
        let (pair, _) = cookie.to_str().ok()?.split_once(';')?;
        let (name, value) = pair.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    let cookies = cookies.collect();
    let bytes = to_bytes(response.into_body(), 32 << 20).await.unwrap();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    (cookies, Answer { status, location, body })
}

pub(super) fn between(text: &str, before: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    text.as_bytes()
        .iter()
        .map(|byte| {
            if plain(byte) {
                char::from(*byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
