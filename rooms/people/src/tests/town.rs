//! A small town for tests: a ledger in a temporary folder, two clocks that can be moved, browsers that keep cookies.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use calendar::{Day, Moment};
use front::{Dictionary, House};
use identity::{CivilDate, FunctionId, OrganId, RecordId, RegionCode, sample};
use ledger::{Clock, Ledger, Options};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::record::SignInName;
use crate::record::account::sign_in_claim;
use crate::{HashingCost, NUMBER_TEXTS, OrganPosts, People, Posts, Sample, Settings, TEXTS};

pub(super) const CITY: RegionCode = RegionCode::fixed(371_600);
pub(super) const BOXING: RegionCode = RegionCode::fixed(371_625);
/// A password that nobody guesses.
pub(super) const PASSWORD: &str = "黄河入海流 2026";

/// A clock that tests move.
#[derive(Debug)]
pub(super) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub(super) struct Town {
    pub(super) people: People,
    pub(super) router: Router,
    pub(super) clock: Arc<TestClock>,
    /// Gone when the town is.
    folder: TempDir,
}

impl Town {
    /// An ordinary city.
    pub(super) fn new() -> Self {
        Self::with(Settings::default())
    }

    /// A demonstration city with the sample people of Binzhou.
    pub(super) async fn demo() -> Self {
        let sample = binzhou();
        let town = Self::with(Settings {
            demo: Some(Arc::new(sample.clone())),
            ..Settings::default()
        });
        town.people.seed(&sample).await.unwrap();
        town
    }

    pub(super) fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
        let https = settings.https;
        let settings = Settings {
            hashing: HashingCost::for_tests(),
            clock: clock.clone(),
            ..settings
        };
        let people = People::open(ledger, posts(), settings).unwrap();
        let house = House {
            dictionary: Arc::new(Dictionary::new(&[TEXTS, NUMBER_TEXTS]).unwrap()),
            https,
            ..House::sample()
        };
        let router = front::dress(people.routes(), |rooms| people.sessions(rooms), house);
        Self {
            people,
            router,
            clock,
            folder,
        }
    }

    pub(super) fn pass_minutes(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
            extra: Vec::new(),
        }
    }

    /// The account of a sign-in name.
    pub(super) async fn account(&self, name: &str) -> RecordId {
        let name: SignInName = name.parse().unwrap();
        self.people.ledger().find(&sign_in_claim(&name)).await.unwrap().unwrap()
    }

    /// Somebody who has registered and is signed in.
    pub(super) async fn registered(&self, person: &Person) -> Browser {
        let mut browser = self.browser();
        browser.get("/register").await;
        let answer = browser.post("/register", &person.form()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

/// The sample people that ship.
pub(super) fn binzhou() -> Sample {
    Sample::parse(include_str!("../../../../packs/binzhou/sample/people.toml")).unwrap()
}

/// The posts of the departments of Binzhou.
pub(super) fn posts() -> Posts {
    let departments = [
        "approval",
        "zhengfa",
        "fagai",
        "gongxin",
        "ziran",
        "shengtai",
        "zhujian",
        "shuiwu",
        "yingji",
        "rendong",
        "shichang",
        "chengguan",
        "xiaofang",
    ]
    .map(|department| {
        [(CITY, "滨州市"), (BOXING, "博兴县"), (RegionCode::fixed(371_621), "惠民县")].map(|(region, name)| {
            let leading = if department == "approval" {
                &OrganPosts::LEADING[..]
            } else {
                &[]
            };
            organ(department, region, name, leading)
        })
    });
    let others = [
        organ("weihua", CITY, "滨州市", &[]),
        organ("shengfagai", RegionCode::fixed(370_000), "山东省", &[]),
    ];
    Posts::of(departments.into_iter().flatten().chain(others)).unwrap()
}

fn organ(department: &str, region: RegionCode, region_name: &str, besides: &[authority::Duty]) -> OrganPosts {
    OrganPosts {
        organ: format!("{department}-{region}").parse::<OrganId>().unwrap(),
        name: format!("{region_name}{department}"),
        region,
        functions: vec![FunctionId::fixed("land.gate")],
        duties: OrganPosts::CHAIN.iter().chain(besides).copied().collect(),
    }
}

/// Somebody who could register.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) sign_in_name: String,
    pub(super) resident_number: String,
    pub(super) phone: String,
    pub(super) password: String,
}

impl Person {
    pub(super) fn new(name: &str, sign_in_name: &str, order: u16) -> Self {
        let born = CivilDate::new(1979, 3, 12).unwrap();
        Self {
            name: name.to_owned(),
            sign_in_name: sign_in_name.to_owned(),
            resident_number: sample::resident_number(RegionCode::fixed(372_301), born, order)
                .clear_text()
                .to_owned(),
            phone: sample::phone(order).clear_text().to_owned(),
            password: PASSWORD.to_owned(),
        }
    }

    pub(super) fn form(&self) -> Vec<(&str, &str)> {
        vec![
            ("name", &self.name),
            ("resident_number", &self.resident_number),
            ("phone", &self.phone),
            ("sign_in_name", &self.sign_in_name),
            ("password", &self.password),
        ]
    }
}

/// What a browser does: keeps cookies, sends the token of the page it last showed.
#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    pub(super) token: String,
    pub(super) key: String,
    pub(super) extra: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) set_cookies: Vec<String>,
    pub(super) body: String,
}

impl Browser {
    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, String::new()).await
    }

    pub(super) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let (token, key) = (self.token.clone(), self.key.clone());
        let pairs = [("form_token", token.as_str()), ("key", key.as_str())]
            .into_iter()
            .chain(form.iter().copied());
        let body = pairs
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send("POST", path, Some("application/x-www-form-urlencoded"), body).await
    }

    pub(super) async fn json(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.send(method, path, Some("application/json"), body.to_owned()).await
    }

    pub(super) async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("name", name), ("password", password)]).await
    }

    /// One of the sample people, in a capacity whose words contain `as_what`.
    pub(super) async fn sign_in_as_sample(&mut self, name: &str, as_what: &str) {
        self.get("/sign-in").await;
        let answer = self.post("/sign-in/sample", &[("sample", name)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        if answer.location.starts_with("/capacity") {
            self.act_as(as_what).await;
        }
        self.get("/account").await;
    }

    async fn send(&mut self, method: &str, path: &str, content_type: Option<&str>, body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        for (name, value) in &self.extra {
            request = request.header(*name, value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let answer = Answer {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(text).unwrap_or_default(),
            set_cookies: parts.headers.get_all(header::SET_COOKIE).iter().map(text).collect(),
            body,
        };
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in &answer.set_cookies {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        if answer.body.contains("name=\"form_token\"") {
            self.token = between(&answer.body, "name=\"form_token\" value=\"", "\"").to_owned();
        }
        if answer.body.contains("name=\"key\"") {
            self.key = between(&answer.body, "name=\"key\" value=\"", "\"").to_owned();
        }
    }
}

pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map_or("", |(found, _)| found)
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

impl Browser {
    /// Changes to the capacity whose words contain `as_what`.
    pub(super) async fn act_as(&mut self, as_what: &str) {
        let page = self.get("/capacity").await.body;
        let row = page
            .split("<label class=\"choice\">")
            .skip(1)
            .find(|row| row.contains(as_what))
            .unwrap();
        let value = between(row, "value=\"", "\"").to_owned();
        assert_eq!(
            self.post("/capacity", &[("capacity", &value)]).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

impl Town {
    /// Every file in the city's folder but its keys.
    pub(super) fn files(&self) -> Vec<std::path::PathBuf> {
        let mut folders = vec![self.folder.path().to_owned()];
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
