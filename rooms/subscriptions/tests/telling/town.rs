//! A small town whose administrator is at a browser, whose people have projects, and whose clock is moved by hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use authority::{Actor, Party, Permit, Subject, acts, permit};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use calendar::{Day, Moment};
use front::{Dictionary, House};
use identity::{OrganId, RecordId, RegionCode, sample};
use ledger::{Attachments, Backup, BackupKey, Clock, Database, Export, Key, Ledger, Listing, Options, Records, Restore, Values};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::Answers;
use projects::record::{ChangeProject, Contact, OpenProject, Project};
use tempfile::TempDir;
use test_database::{database_of, postgres_of};
use tower::ServiceExt;
use webhook::reference::{Arrived, ReferenceReceiver};
use webhook::{Courier, Reach, Secret, Trusted};

use subscriptions::queue::{Status, Tally, listed, tally};
use subscriptions::{Sending, SubscriptionRoom};

pub const CITY: RegionCode = RegionCode::fixed(371_600);
const BOXING: RegionCode = RegionCode::fixed(371_625);
/// Where the console is.
pub const LIST: &str = "/desk/administration/subscriptions";
/// Where a project is, which nobody outside need know.
pub const ADDRESS: &str = "经济开发区兴业二路 7 号";
/// Who lives there: somebody with projects, the administrator, a clerk of a county.
const PEOPLE: [&str; 3] = ["liutingting", "approval-371600-administer", "approval-371625-handle"];
/// How long anything may take that must happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A clock that tests move.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub struct Town {
    pub ledger: Ledger,
    pub room: SubscriptionRoom,
    pub seeded: Seeded,
    router: Router,
    clock: Arc<TestClock>,
    sending: Option<Sending>,
    /// Gone when the last town on it is.
    disk: Arc<TempDir>,
}

impl Town {
    /// Monday, 2 November 2026, half past nine.
    pub async fn new() -> Self {
        let disk = Arc::new(tempfile::tempdir().unwrap());
        let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
        Self::served(disk, clock, "data", database_of).await
    }

    /// Two servers of one city, which only PostgreSQL can have.
    pub async fn of_two_servers() -> [Self; 2] {
        let first = {
            let disk = Arc::new(tempfile::tempdir().unwrap());
            let clock = Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0)));
            Self::served(disk, clock, "data", postgres_of).await
        };
        let second = Self::served(first.disk.clone(), first.clock.clone(), "data", postgres_of).await;
        [first, second]
    }

    async fn served(disk: Arc<TempDir>, clock: Arc<TestClock>, name: &str, database: fn(&Path) -> Database) -> Self {
        let data = disk.path().join(name);
        std::fs::create_dir_all(&data).unwrap();
        let mut options = Options::new(CITY).with_clock(clock.clone()).in_database(database(&data));
        if name != "data" {
            options = options.with_keys(disk.path().join("data/keys"));
        }
        let ledger = tokio::task::block_in_place(|| Ledger::open(&data, options)).unwrap();
        let mut sample = Sample::parse(include_str!("../../../../packs/binzhou/sample/people.toml")).unwrap();
        sample.persons.retain(|person| PEOPLE.contains(&person.sign_in_name.as_str()));
        sample.enterprises.clear();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(), settings).unwrap();
        ledger.register::<Project>().unwrap();
        let room = SubscriptionRoom::open(people.clone(), "https://city.example/").unwrap();
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        let house = House {
            dictionary: Arc::new(Dictionary::new(&[people::TEXTS, people::NUMBER_TEXTS, subscriptions::TEXTS]).unwrap()),
            ..House::sample()
        };
        let routes = people.routes().merge(room.routes());
        let router = front::dress(routes, |rooms| people.sessions(rooms), house);
        let mut town = Self {
            ledger,
            room,
            seeded,
            router,
            clock,
            sending: None,
            disk,
        };
        town.start_sending();
        town
    }

    /// Copies the city as it is now.
    pub fn backed_up(&self) {
        let (key, _) = BackupKey::read_or_make(&self.disk.path().join("backup-key")).unwrap();
        let asked = Backup {
            records: Records::InFolder,
            data: &self.disk.path().join("data"),
            to: &self.disk.path().join("backups"),
            attachments: &Attachments::InFolder,
            key: &key,
            keep_days: None,
            now: self.clock.now(),
        };
        ledger::backup(&asked, |_| {}).unwrap();
    }

    /// The city put back to a position of its log, as `zhoudao restore` does.
    pub async fn put_back(mut self, position: u64) -> Self {
        self.stop_sending();
        self.ledger.close().await;
        let (disk, clock) = (self.disk.clone(), self.clock.clone());
        drop(self);
        let (key, _) = BackupKey::read_or_make(&disk.path().join("backup-key")).unwrap();
        let (data, again) = (disk.path().join("data"), disk.path().join("again"));
        let keys = data.join("keys");
        let asked = Restore {
            from: &disk.path().join("backups"),
            to: &again,
            attachments: &Attachments::InFolder,
            key: &key,
            keys: &keys,
            position: Some(position),
            reason: "the disk of the hall burnt",
            old: Some(&data),
            into: None,
            old_database: None,
            head: None,
            now: clock.now(),
        };
        let restored = ledger::restore(&asked, |_| {}).unwrap();
        let options = Options::new(CITY).with_clock(clock.clone()).with_keys(keys);
        let ledger = Ledger::open(&again, options).unwrap();
        ledger.keep_beside(&subscriptions::BESIDE_THE_LOG).unwrap();
        subscriptions::put_back(&ledger, restored.put_back.position).await.unwrap();
        ledger.close().await;
        drop(ledger);
        Self::served(disk, clock, "again", |_| Database::InFolder).await
    }

    /// The city taken out and brought in elsewhere, as `zhoudao export` and `zhoudao restore --from-export` do.
    pub async fn taken_out_and_in(mut self) -> Self {
        self.stop_sending();
        let asked = Export {
            beside: &[subscriptions::BESIDE_THE_LOG],
            values: Values::InClear,
            files: Listing::LeftOut,
        };
        let mut text = Vec::new();
        tokio::task::block_in_place(|| self.ledger.export_everything(&asked, &mut text)).unwrap();
        self.ledger.close().await;
        let (disk, clock) = (self.disk.clone(), self.clock.clone());
        drop(self);
        let (again, keys) = (disk.path().join("again"), disk.path().join("data/keys"));
        let beside = [subscriptions::BESIDE_THE_LOG];
        tokio::task::block_in_place(|| ledger::import(&mut text.as_slice(), &again, &keys, &beside, None)).unwrap();
        Self::served(disk, clock, "again", |_| Database::InFolder).await
    }

    pub fn start_sending(&mut self) {
        let reach = Reach::with(vec!["127.0.0.0/8".parse().unwrap()]);
        let courier = Courier::new(reach, Trusted::OfTheMachine).unwrap();
        self.sending = Some(self.room.start_sending(courier));
    }

    /// As when the program ends: what is under way is cut off.
    pub fn stop_sending(&mut self) {
        self.sending = None;
    }

    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
        self.room.look();
    }

    pub fn applicant(&self) -> RecordId {
        self.seeded.accounts["liutingting"]
    }

    /// Somebody registers a project.
    pub async fn project(&self, number: u8) -> RecordId {
        let (record, owner) = (RecordId::from_bytes([number; 16]), Party::Person(self.applicant()));
        let opening = OpenProject {
            code: format!("2611-371625-04-01-1234{number:02}").parse().unwrap(),
            owner,
            title: format!("项目 {number}"),
            region: BOXING,
            address: ADDRESS.into(),
            contact: contact(),
            answers: Answers::default(),
        };
        let subject = Subject::new(record, BOXING).of(owner);
        let permit: Permit<acts::OpenProject> = permit(&Actor::person(self.applicant()), &subject).unwrap();
        let key = Key::derived(&["open", &record.to_string()]);
        self.ledger.submit::<Project, _>(&permit, record, opening, key).await.unwrap();
        record
    }

    /// The owner calls it otherwise.
    pub async fn renamed(&self, project: RecordId, title: &str) {
        let change = ChangeProject {
            title: Some(title.to_owned()),
            ..ChangeProject::default()
        };
        let subject = Subject::new(project, BOXING).of(Party::Person(self.applicant()));
        let permit: Permit<acts::ChangeProject> = permit(&Actor::person(self.applicant()), &subject).unwrap();
        let key = Key::derived(&["rename", title]);
        self.ledger.submit::<Project, _>(&permit, project, change, key).await.unwrap();
    }

    /// The administrator opens a subscription for a receiver, who is told the secret.
    pub async fn subscribed(&self, receiver: &ReferenceReceiver, besides: &[(&str, &str)]) -> RecordId {
        let mut administrator = self.administrator().await;
        administrator.get(&format!("{LIST}/new")).await;
        let mut fields = vec![
            ("name", "市不动产登记系统"),
            ("address", receiver.address()),
            ("kinds[]", "project"),
        ];
        fields.extend(besides);
        let answer = administrator.post(LIST, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        receiver.shares(Secret::read(&between(&answer.body, "<code class=\"token\">", "<").unwrap()).unwrap());
        between(&answer.body, &format!("action=\"{LIST}/"), "/pause")
            .unwrap()
            .parse()
            .unwrap()
    }

    /// The page of a subscription, as the administrator sees it.
    pub async fn page(&self, subscription: RecordId) -> String {
        self.administrator().await.get(&format!("{LIST}/{subscription}")).await.body
    }

    /// The same, as soon as it says something.
    pub async fn page_saying(&self, subscription: RecordId, words: &str) -> String {
        let mut administrator = self.administrator().await;
        let look = async {
            loop {
                let page = administrator.get(&format!("{LIST}/{subscription}")).await.body;
                if page.contains(words) {
                    return page;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look)
            .await
            .unwrap_or_else(|_| panic!("the page never says {words}"))
    }

    /// Waits until it is written down that everything on its way was tried so often.
    pub async fn all_tried(&self, subscription: RecordId, times: usize) {
        let look = async {
            loop {
                let mut deliveries = listed(&self.ledger, subscription, Status::Waiting, 100).await.unwrap();
                deliveries.extend(listed(&self.ledger, subscription, Status::Parked, 100).await.unwrap());
                // A later event of a record is not tried before the earlier one.
                deliveries.retain({
                    let mut records = std::collections::BTreeSet::new();
                    move |delivery| records.insert(delivery.record)
                });
                if deliveries.iter().all(|delivery| delivery.attempts as usize >= times) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look)
            .await
            .expect("an attempt is never written down");
    }

    /// Waits until so many attempts are written down, of whichever events.
    pub async fn tried(&self, subscription: RecordId, attempts: usize) {
        let look = async {
            loop {
                let mut written = 0;
                for status in [Status::Waiting, Status::Parked, Status::Delivered] {
                    let deliveries = listed(&self.ledger, subscription, status, 100).await.unwrap();
                    written += deliveries.iter().map(|delivery| delivery.attempts as usize).sum::<usize>();
                }
                if written >= attempts {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look)
            .await
            .expect("an attempt is never written down");
    }

    /// The administrator presses a button of a subscription.
    pub async fn pressed(&self, subscription: RecordId, act: &str) -> Answer {
        let mut administrator = self.administrator().await;
        administrator.get(&format!("{LIST}/{subscription}")).await;
        administrator.post(&format!("{LIST}/{subscription}/{act}"), &[]).await
    }

    pub async fn administrator(&self) -> Browser {
        self.signed_in("approval-371600-administer").await
    }

    pub async fn signed_in(&self, name: &str) -> Browser {
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

    /// What is on its way, as soon as it is so.
    pub async fn on_its_way(&self, subscription: RecordId, is_so: impl Fn(&Tally) -> bool) -> Tally {
        let look = async {
            loop {
                let tally = tally(&self.ledger, subscription).await.unwrap();
                if is_so(&tally) {
                    return tally;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.expect("it is never so")
    }
}

/// What has arrived, as soon as that is so much.
pub async fn taken(receiver: &ReferenceReceiver, count: usize) -> Vec<Arrived> {
    let arrived = tokio::time::timeout(PATIENCE, receiver.has_taken(count)).await;
    arrived.unwrap_or_else(|_| panic!("{count} events do not arrive, but {:?}", receiver.arrived()))
}

/// Waits until a receiver was spoken to so often.
pub async fn spoken_to(receiver: &ReferenceReceiver, times: usize) {
    let spoken = tokio::time::timeout(PATIENCE, receiver.was_spoken_to(times)).await;
    assert!(spoken.is_ok(), "it was spoken to {} times", receiver.attempts());
}

pub fn contact() -> Contact {
    Contact {
        name: "李建国".into(),
        phone: sample::phone(1),
    }
}

/// The bureaus of the city and of a county, with every duty.
fn posts() -> Posts {
    let organs = [(CITY, "滨州市"), (BOXING, "博兴县")].map(|(region, name)| OrganPosts {
        organ: format!("approval-{region}").parse::<OrganId>().unwrap(),
        name: format!("{name}行政审批服务局"),
        region,
        functions: Vec::new(),
        duties: [&OrganPosts::CHAIN[..], &OrganPosts::LEADING[..]].concat(),
    });
    Posts::of(organs).unwrap()
}

/// A browser that keeps cookies and sends the token and key of the page that it was shown.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: String,
    key: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut pairs = vec![("form_token", self.token.clone()), ("key", self.key.clone())];
        pairs.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let body: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    /// Sends a document as a program does.
    pub async fn send_json(&mut self, path: &str, key: &str, document: &serde_json::Value) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-form-token", &self.token)
            .header("idempotency-key", key);
        self.send(request.body(Body::from(document.to_string())).unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request
            .headers_mut()
            .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .and_then(|pair| pair.split_once('='));
            self.cookies
                .extend(pair.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        let bytes = to_bytes(response.into_body(), 32 << 20).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(token) = between(&body, "name=\"form_token\" value=\"", "\"") {
            self.token = token;
        }
        if let Some(key) = between(&body, "name=\"key\" value=\"", "\"") {
            self.key = key;
        }
        Answer { status, body }
    }
}

pub fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(value, _)| value.to_owned())
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
