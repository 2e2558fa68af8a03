//! A small county: a pack of three items, people at their desks, browsers that keep cookies, a clock that is moved by hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use applications::ApplicationRoom;
use applications::record::command::{Instead, Submit, Upload};
use applications::record::state::StepStatus;
use applications::record::{Application, Applications};
use authority::{Actor, Mandate, Party, Permit, Subject, permit};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use calendar::{Day, Moment};
use catalogue::Catalogue;
use front::live::{Closer, Closing};
use front::{Dictionary, House};
use identity::{RecordId, RegionCode};
use ledger::{Clock, CommandOf, Key, Ledger, Options};
use people::{HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::definition::{FieldId, FileType, MatterId, StepId};
use procedure::{Answer, Answers, Plan};
use tempfile::TempDir;
use tower::ServiceExt;

use super::pack::pack;
use crate::Desks;

const CITY: RegionCode = RegionCode::fixed(371_600);
const BOXING: RegionCode = RegionCode::fixed(371_625);

/// A clock that tests move.
#[derive(Debug)]
pub(super) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub(super) struct Town {
    pub(super) ledger: Ledger,
    pub(super) catalogue: Catalogue,
    pub(super) router: Router,
    pub(super) seeded: Seeded,
    desks: Desks,
    clock: Arc<TestClock>,
    sessions: Arc<TestClock>,
    _closer: Closer,
    _folder: TempDir,
}

impl Town {
    /// Monday, 2 November 2026, half past nine; nothing has been submitted.
    pub(super) async fn new() -> Self {
        Self::open(false).await
    }

    /// The same with everything that applicants reach beside the desks.
    pub(super) async fn with_portal() -> Self {
        Self::open(true).await
    }

    async fn open(with_portal: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [clock, sessions] =
            [(); 2].map(|()| Arc::new(TestClock(AtomicI64::new(Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 30).0))));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
        let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
        let sample = Sample::parse(include_str!("pack/people.toml")).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            clock: sessions.clone(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue), settings).unwrap();
        let portal = if with_portal {
            Some(ApplicationRoom::open(people.clone(), catalogue.clone(), "http://localhost").unwrap())
        } else {
            ledger.register::<Applications>().unwrap();
            applications::reactions::react(&ledger);
            None
        };
        let oversight = oversight::OversightRoom::open(&people, catalogue.clone()).unwrap();
        let almanac = almanac::AlmanacRoom::open(&people, catalogue.clone()).unwrap();
        let (closer, closing) = Closing::new();
        let desks = Desks::open(people.clone(), catalogue.clone(), closing).unwrap();
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        let house = House {
            dictionary: Arc::new(dictionary()),
            ..House::sample()
        };
        let mut routes = people
            .routes()
            .merge(desks.routes())
            .merge(oversight.routes())
            .merge(almanac.routes());
        if let Some(portal) = portal {
            routes = routes.merge(portal.routes());
        }
        let router = front::dress(routes, |rooms| people.sessions(rooms), house);
        Self {
            ledger,
            catalogue,
            router,
            seeded,
            desks,
            clock,
            sessions,
            _closer: closer,
            _folder: folder,
        }
    }

    /// How often the desks have asked the ledger so far.
    pub(super) fn asked(&self) -> usize {
        self.desks.asked.load(Ordering::Relaxed)
    }

    /// Lets that many working days pass; sessions go on.
    pub(super) fn work(&self, days: i32) {
        let (almanac, today) = (self.ledger.almanac(), self.ledger.now().day());
        let later = Moment::at(almanac.calendar(BOXING).add(today, days), 9, 30);
        self.clock.0.store(later.0, Ordering::SeqCst);
    }

    /// A minute passes.
    pub(super) fn minute(&self) {
        self.clock.0.fetch_add(60_000, Ordering::SeqCst);
    }

    /// Lets nobody do anything for so long.
    pub(super) fn idle_minutes(&self, minutes: i64) {
        self.sessions.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Somebody signed in under that name, at the desk if there is one.
    pub(super) async fn at_desk(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        let post = self.seeded.accounts[name];
        let answer = browser.post("/sign-in/sample", &[("sample", name)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name} {post}: {}", answer.body);
        browser
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
            headers: Vec::new(),
        }
    }

    /// A factory's application: 取水 and 工程规划, behind one gate, issued together.
    pub(super) async fn factory(&self) -> Filed<'_> {
        let answers = [("takes_water", Answer::Flag(true))];
        self.submit("factory", &answers, "铝轮毂项目").await
    }

    /// A works that takes no water: one review, 工程规划, which no silence ends.
    pub(super) async fn works(&self, title: &str) -> Filed<'_> {
        self.submit("factory", &[("takes_water", Answer::Flag(false))], title).await
    }

    /// A shop's sign: formal from the start.
    pub(super) async fn shop(&self) -> Filed<'_> {
        self.submit("shop", &[], "老街面馆").await
    }

    pub(super) async fn submit(&self, matter: &str, answers: &[(&str, Answer)], title: &str) -> Filed<'_> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).unwrap();
        let record = RecordId::from_bytes(bytes);
        let answers: Answers = answers
            .iter()
            .map(|(field, answer)| (FieldId::from(*field), answer.clone()))
            .collect();
        let plan = Plan::of(&self.catalogue.current(), &MatterId::from(matter), &answers, BOXING).unwrap();
        let mut materials = Vec::new();
        for asked in &plan.materials {
            materials.push(self.upload(asked.material.as_str(), b"%PDF-1.4 first").await);
        }
        let command = Submit {
            applicant: self.party(),
            project: None,
            title: title.into(),
            region: BOXING,
            form: BTreeMap::from([
                (
                    "company".to_owned(),
                    serde_json::json!({"contact": "李建国", "contact_phone": "13905430001"}),
                ),
                ("land".to_owned(), serde_json::json!({"area": "3.2"})),
                ("service".to_owned(), serde_json::json!({"delivery": "electronic"})),
            ]),
            answers,
            plan,
            materials,
            signed_letter: None,
            commitment: None,
            instead: Instead::default(),
        };
        let filed = Filed { town: self, record };
        filed.as_applicant(command).await;
        filed
    }

    /// A paper that was uploaded and stored.
    pub(super) async fn upload(&self, material: &str, content: &[u8]) -> Upload {
        let stored = self.ledger.files().store(content, 1 << 20).await.unwrap();
        Upload {
            material: material.into(),
            stored: stored.name.as_str().to_owned(),
            key: stored.key.into(),
            file_name: format!("{material}.pdf"),
            digest: stored.sha256,
            bytes: stored.bytes,
            file_type: FileType::Pdf,
        }
    }

    /// Somebody leaves a post, without a handover.
    pub(super) async fn leaves(&self, name: &str, post: &str) {
        use people::record::account::LeavePost;
        let account = self.seeded.accounts[name];
        let permit = permit(&Actor::seed(), &Subject::new(account, BOXING)).unwrap();
        let leaving = LeavePost {
            post: post.parse().unwrap(),
        };
        self.ledger
            .submit::<people::Account, _>(&permit, account, leaving, Key::new(unique()))
            .await
            .unwrap();
    }

    /// Somebody takes a post beside those held.
    pub(super) async fn takes(&self, name: &str, post: &str) {
        use people::record::account::TakePost;
        let account = self.seeded.accounts[name];
        let permit = permit(&Actor::seed(), &Subject::new(account, BOXING)).unwrap();
        let taking = TakePost {
            post: post.parse().unwrap(),
            organ: post.rsplit_once('-').unwrap().0.parse().unwrap(),
        };
        self.ledger
            .submit::<people::Account, _>(&permit, account, taking, Key::new(unique()))
            .await
            .unwrap();
    }

    /// So many other enterprises are registered, each called something with 有限公司.
    pub(super) async fn other_enterprises(&self, count: u32) {
        use people::record::enterprise::OpenEnterprise;
        let representative = self.seeded.accounts["lijianguo"];
        for number in 0..count {
            let mut bytes = [0; 16];
            bytes[12..].copy_from_slice(&number.to_be_bytes());
            let enterprise = RecordId::from_bytes(bytes);
            let subject = Subject::new(enterprise, BOXING).of(Party::Person(representative));
            let permit = permit(&Actor::seed(), &subject).unwrap();
            let opening = OpenEnterprise {
                name: format!("第 {number} 有限公司"),
                credit_code: identity::sample::credit_code(BOXING, 10_000 + number),
                representative,
            };
            self.ledger
                .submit::<people::Enterprise, _>(&permit, enterprise, opening, Key::new(unique()))
                .await
                .unwrap();
        }
    }

    /// A release comes into force in which these words stand for those.
    pub(super) async fn renew(&self, those: &str, these: &str) {
        let mut texts = pack();
        for text in texts.values_mut() {
            *text = text.replace(those, these);
        }
        self.catalogue.renew(&texts).await.unwrap();
    }

    /// The page once it says that; the city has gone on by then.
    pub(super) async fn until(&self, browser: &mut Browser, path: &str, words: &str) -> String {
        let mut committed = self.ledger.watch();
        loop {
            let page = browser.get(path).await.body;
            if page.contains(words) {
                return page;
            }
            tokio::time::timeout(std::time::Duration::from_secs(20), committed.recv())
                .await
                .expect(words)
                .unwrap();
        }
    }

    /// Whether the holder of some post may act on an open step.
    pub(super) async fn somebody_may_act(&self, record: RecordId, step: &applications::record::state::StepState) -> bool {
        let snapshot = self.ledger.state::<Applications>(record).await.unwrap().unwrap();
        let subject = snapshot.state.step_subject(record, step).unwrap();
        let holders = people::views::holders_in(&self.ledger, &step.planned.organ).await.unwrap();
        holders.iter().any(|holder| {
            let post = self.desks.post(&holder.post).unwrap().clone();
            let actor = Actor::post(holder.account, post);
            let is_free = step.stage > 0 || step.holder.is_none() || step.holder == Some(holder.account);
            let drafted = step.stage > 0 && step.drafters.contains(&holder.account);
            is_free && !drafted && permit::<authority::acts::WorkOnStep>(&actor, &subject).is_ok()
        })
    }

    pub(super) fn party(&self) -> Party {
        Party::Enterprise(self.seeded.enterprises["lvye"])
    }

    fn applicant(&self) -> Arc<Actor> {
        let Party::Enterprise(enterprise) = self.party() else {
            unreachable!()
        };
        Actor::enterprise(self.seeded.accounts["lijianguo"], enterprise, Mandate::Representative)
    }
}

/// An application that was submitted.
#[derive(Clone, Copy)]
pub(super) struct Filed<'a> {
    pub(super) town: &'a Town,
    pub(super) record: RecordId,
}

impl Filed<'_> {
    /// The applicant asks something of it.
    pub(super) async fn as_applicant<C: CommandOf<Applications>>(&self, command: C) {
        let subject = Subject::new(self.record, BOXING).of(self.town.party());
        let permit: Permit<C::Act> = permit(&self.town.applicant(), &subject).unwrap();
        self.town
            .ledger
            .submit::<Applications, C>(&permit, self.record, command, Key::new(unique()))
            .await
            .unwrap();
    }

    pub(super) async fn state(&self) -> Arc<Application> {
        self.town
            .ledger
            .state::<Applications>(self.record)
            .await
            .unwrap()
            .unwrap()
            .state
    }

    /// Its version.
    pub(super) async fn version(&self) -> u64 {
        let snapshot = self.town.ledger.state::<Applications>(self.record).await.unwrap();
        snapshot.unwrap().version
    }

    /// The page of one of its steps.
    pub(super) fn step(&self, step: &str) -> String {
        format!("/desk/{}/{step}", self.record)
    }

    pub(super) fn gate(&self) -> String {
        format!("/desk/{}/gates/land_right", self.record)
    }

    /// Waits until reactions and timers have brought it to something.
    pub(super) async fn until(&self, what: &str, holds: impl Fn(&Application) -> bool) -> Arc<Application> {
        for _ in 0..100 {
            let state = self.state().await;
            if holds(&state) {
                return state;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{what}: it did not come to that within five seconds");
    }

    /// Waits until a step is open.
    pub(super) async fn until_open(&self, step: &str) {
        let open = |state: &Application| {
            let step = state.step(&StepId::from(step));
            step.is_some_and(|step| step.status == StepStatus::Open)
        };
        self.until(step, open).await;
    }

    pub(super) async fn status(&self, step: &str) -> StepStatus {
        self.state().await.step(&StepId::from(step)).unwrap().status
    }

    /// 取水 and 工程规划 are supported, the gate is open, what was reviewed is confirmed: two decisions wait.
    pub(super) async fn until_decisions(&self) {
        let town = self.town;
        let (mut li, mut zhao, mut sun) = (
            town.at_desk("ligong").await,
            town.at_desk("zhaoke").await,
            town.at_desk("sunhua").await,
        );
        li.opine(&self.step("water"), "agree", "").await;
        zhao.get(&self.step("water")).await;
        zhao.post_to(&format!("{}/passes", self.step("water")), &[]).await;
        sun.opine(&self.step("building"), "agree", "").await;
        sun.get(&self.gate()).await;
        sun.post_to(
            &format!("{}/openings", self.gate()),
            &[("contract", "HT-2026-1"), ("contract_day", "2026-11-02")],
        )
        .await;
        li.opine(&self.step("water.confirm"), "agree", "").await;
        sun.opine(&self.step("building.confirm"), "agree", "").await;
    }
}

/// What a browser does: keeps cookies, sends token and key of the page it last showed.
#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    pub(super) token: String,
    pub(super) key: String,
    pub(super) headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Browser {
    pub(super) async fn get(&mut self, path: &str) -> Response {
        self.send("GET", path, "", String::new()).await
    }

    /// A form of the page last shown.
    pub(super) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Response {
        let own = [("form_token", self.token.as_str()), ("key", self.key.as_str())];
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(own.into_iter().chain(form.iter().copied()))
            .finish();
        self.send("POST", path, "application/x-www-form-urlencoded", body).await
    }

    /// The same, which must lead on; the page it leads to.
    pub(super) async fn post_to(&mut self, path: &str, form: &[(&str, &str)]) -> Response {
        let answer = self.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        self.get(&answer.location).await
    }

    pub(super) async fn json(&mut self, method: &str, path: &str, body: &str) -> Response {
        self.send(method, path, "application/json", body.to_owned()).await
    }

    /// Claims the step and gives an opinion.
    pub(super) async fn opine(&mut self, step: &str, opinion: &str, text: &str) -> Response {
        self.get(step).await;
        self.post_to(&format!("{step}/claims"), &[]).await;
        self.post_to(
            &format!("{step}/opinions"),
            &[("opinion", opinion), ("text", text), ("unticked", "yes")],
        )
        .await
    }

    async fn send(&mut self, method: &str, path: &str, content_type: &str, body: String) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, 1 << 22).await.unwrap()).into_owned();
        let location = parts
            .headers
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let answer = Response {
            status: parts.status,
            location,
            headers: parts.headers,
            body,
        };
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Response) {
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        for (name, kept) in [("form_token", &mut self.token), ("key", &mut self.key)] {
            let found = between(&answer.body, &format!("name=\"{name}\" value=\""), "\"");
            if !found.is_empty() {
                *kept = found.to_owned();
            }
        }
    }
}

pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.map_or("", |(found, _)| found)
}

/// All that pages of these rooms say.
pub(super) fn dictionary() -> Dictionary {
    Dictionary::new(&[
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        applications::TEXTS,
        applications::TEXTS_APPLY,
        applications::TEXTS_DOCUMENTS,
        applications::TEXTS_WAITING,
        applications::TEXTS_PROCEDURES,
        oversight::TEXTS,
        almanac::TEXTS,
        crate::TEXTS,
        applications::TEXTS_AROUND,
        crate::TEXTS_AROUND,
        crate::TEXTS_ORGAN,
        crate::TEXTS_PROCEDURES,
    ])
    .unwrap()
}

fn posts(catalogue: &Catalogue) -> Posts {
    let release = catalogue.current();
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

fn unique() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
