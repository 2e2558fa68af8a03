//! The sample city with its people and projects, and a browser that speaks as programs do.
#![allow(missing_docs, dead_code)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use calendar::{Day, Moment};
use catalogue::{Catalogue, Portal};
use front::furniture::{Lamp, Shape};
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Clock, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::Release;
use projects::{ProjectApplication, ProjectRoom};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/binzhou");
const CITY: RegionCode = RegionCode::fixed(371_600);

#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub struct Town {
    pub ledger: Ledger,
    pub room: ProjectRoom,
    pub sample: Sample,
    pub seeded: Seeded,
    clock: Arc<TestClock>,
    router: Router,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// Somebody in one capacity.
pub struct Visitor<'a> {
    town: &'a Town,
    token: Option<String>,
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(TestClock(AtomicI64::new(
            Moment::at(Day::new(2026, 11, 2).expect("a day"), 9, 30).0,
        )));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .expect("a new city");
        let catalogue = Catalogue::import(&ledger, &catalogue::folder::read(Path::new(PACK)).expect("the pack"))
            .await
            .expect("it keeps its promises");
        let sample = std::fs::read_to_string(format!("{PACK}/sample/people.toml")).expect("the sample people");
        let sample = Sample::parse(&sample).expect("people");
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost {
                memory_kib: 8,
                passes: 1,
                at_once: 2,
            },
            clock: clock.clone(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue.current()), settings).expect("people");
        let room = ProjectRoom::open(catalogue.clone())
            .expect("projects")
            .with_applications(Arc::new(|_, _, _| {
                Box::pin(async {
                    Ok(vec![ProjectApplication {
                        title: "十证联发".to_owned(),
                        number: "371625-20261102-000001-8".to_owned(),
                        address: "/applications/1".to_owned(),
                        lamp: Lamp::new(Shape::Green, "按期"),
                    }])
                })
            }));
        ledger.start();
        let seeded = people.seed(&sample).await.expect("the sample people enter");
        let rooms = Router::new()
            .merge(people.routes())
            .merge(Portal::new(catalogue).with_card(room.home_card()).routes())
            .merge(room.routes());
        let texts = [
            people::TEXTS,
            people::NUMBER_TEXTS,
            catalogue::TEXTS,
            catalogue::INPUT_TEXTS,
            projects::TEXTS,
        ];
        let mut house = House::sample();
        house.dictionary = Arc::new(Dictionary::new(&texts).expect("texts"));
        let router = front::dress(rooms, |rooms| people.sessions(rooms), house);
        Self {
            ledger,
            room,
            sample,
            seeded,
            clock,
            router,
            _folder: folder,
        }
    }

    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    pub fn nobody(&self) -> Visitor<'_> {
        Visitor { town: self, token: None }
    }

    /// Somebody of the sample, acting for that enterprise of the sample.
    pub async fn somebody_for(&self, name: &str, enterprise: &str) -> Visitor<'_> {
        let enterprise = self.seeded.enterprises[enterprise];
        self.somebody(name, Some(format!("enterprise:{enterprise}"))).await
    }

    pub async fn somebody(&self, name: &str, capacity: Option<String>) -> Visitor<'_> {
        let mut visitor = self.nobody();
        let opened = visitor
            .send(
                Method::POST,
                "/api/v1/sessions",
                &json!({"name": name, "password": self.sample.password}),
            )
            .await;
        assert_eq!(opened.status, StatusCode::CREATED, "{name}: {}", opened.body);
        visitor.token = opened.json()["token"].as_str().map(str::to_owned);
        if let Some(capacity) = capacity {
            let chosen = visitor
                .send(Method::PUT, "/api/v1/me/capacity", &json!({"capacity": capacity}))
                .await;
            assert_eq!(chosen.status, StatusCode::OK, "{name} as {capacity}: {}", chosen.body);
        }
        visitor
    }
}

impl Visitor<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).expect("a request");
        self.ask(request).await
    }

    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.send_with(method, path, body, None).await
    }

    pub async fn send_with(&self, method: Method, path: &str, body: &Value, key: Option<&str>) -> Answer {
        let mut request = self.request(method, path).header("content-type", "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.ask(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// Fills in the form of a page and sends it to an address.
    pub async fn fill(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.get(page).await;
        assert_eq!(form.status, StatusCode::OK, "{page}: {}", form.body);
        let mut pairs = vec![("form_token", form.hidden("form_token")), ("key", form.hidden("key"))];
        pairs.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        self.post(action, &pairs).await
    }

    pub async fn post(&self, action: &str, pairs: &[(&str, String)]) -> Answer {
        let body: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let request = self
            .request(Method::POST, action)
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.join("&"))).expect("a request")).await
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header("accept-language", "zh-CN");
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.town.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4_000_000).await.expect("a whole answer");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("text"),
        }
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn location(&self) -> &str {
        self.headers
            .get("location")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The value of the first hidden field of that name behind the header's own forms.
    fn hidden(&self, name: &str) -> String {
        let main = self.body.split_once("<main").map_or("", |(_, main)| main);
        let field = main
            .split_once(&format!("name=\"{name}\" value=\""))
            .map_or("", |(_, rest)| rest);
        field.split('"').next().unwrap_or_default().to_owned()
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
    Posts::of(organs).expect("posts")
}

pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded + &char::from(byte).to_string(),
        _ => encoded + &format!("%{byte:02X}"),
    })
}
