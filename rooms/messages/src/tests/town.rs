//! A small county with a reference gateway on loopback: one shop's sign, an enterprise of two people, a clock moved by hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use applications::record::Applications;
use applications::record::command::{Instead, KeepTerms, Submit, Upload, Withdraw};
use authority::{Actor, Mandate, Party, Permit, Subject, acts, permit};
use calendar::{Day, Moment};
use catalogue::Catalogue;
use front::Dictionary;
use identity::{RecordId, RegionCode};
use ledger::{Clock, CommandOf, Key, Ledger, Options};
use message_gateway::reference::{ReferenceGateway, demonstration_keys};
use message_gateway::{MailGateway, SmsGateway, Trusted};
use people::record::account::{ChooseNotices, NoticeKind, Notices};
use people::{Account, HashingCost, OrganPosts, People, Posts, Sample, Seeded, Settings};
use procedure::definition::{FileType, MaterialId, MatterId};
use procedure::{Answers, Plan};
use tempfile::TempDir;

use super::pack::pack;
use crate::record::{Audience, Fact, Messages};
use crate::views::{InboxFilter, messages};
use crate::{Gateways, MessageRoom, Sending};

pub(super) const CITY: RegionCode = RegionCode::fixed(371_600);
const BOXING: RegionCode = RegionCode::fixed(371_625);

/// A clock that tests move.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

pub(super) struct Town {
    pub(super) room: MessageRoom,
    pub(super) gateway: ReferenceGateway,
    pub(super) seeded: Seeded,
    catalogue: Catalogue,
    clock: Arc<TestClock>,
    _sending: Sending,
    _folder: TempDir,
}

impl Town {
    /// Monday, 2 November 2026, at that hour.
    pub(super) async fn at(hour: u32) -> Self {
        Self::with_pack(hour, &pack()).await
    }

    /// The same, where a shop's sign comes with an awning.
    pub(super) async fn with_awnings(hour: u32) -> Self {
        let mut texts = pack();
        let items = texts.get_mut("items/items.toml").unwrap();
        let sign = items[items.find("[[item]]\nid = \"sign\"").unwrap()..].to_owned();
        items.push_str(&format!("\n{}", sign.replace("sign", "awning")));
        let shop = texts.get_mut("matters/shop.toml").unwrap();
        *shop = shop.replace("items = [\"sign\"]", "items = [\"sign\", \"awning\"]");
        Self::with_pack(hour, &texts).await
    }

    async fn with_pack(hour: u32, texts: &BTreeMap<String, String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = Moment::at(Day::new(2026, 11, 2).unwrap(), hour, 0);
        let clock = Arc::new(TestClock(AtomicI64::new(start.0)));
        let ledger = Ledger::open(
            folder.path(),
            Options::new(CITY)
                .with_clock(clock.clone())
                .in_database(test_database::database_of(folder.path())),
        )
        .unwrap();
        let catalogue = Catalogue::import(&ledger, texts).await.unwrap();
        let sample = Sample::parse(include_str!("../../../review/src/tests/pack/people.toml")).unwrap();
        let settings = Settings {
            demo: Some(Arc::new(sample.clone())),
            hashing: HashingCost::for_tests(),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&catalogue), settings).unwrap();
        ledger.register::<Applications>().unwrap();
        let (sms, smtp) = demonstration_keys("滨周到").unwrap();
        let gateway = ReferenceGateway::start(&sms).await.unwrap();
        let patience = Duration::from_millis(500);
        let gateways = Gateways {
            sms: Some(SmsGateway::new(&gateway.sms_address(), &sms).unwrap().with_patience(patience)),
            mail: Some(
                MailGateway::new(&gateway.smtp_address(), &smtp, Trusted::OfTheMachine)
                    .unwrap()
                    .with_patience(patience),
            ),
        };
        let texts = [catalogue::TEXTS, people::TEXTS, crate::TEXTS, crate::TEXTS_DESK];
        let dictionary = Arc::new(Dictionary::new(&texts).unwrap());
        let room = MessageRoom::open(
            people.clone(),
            catalogue.clone(),
            dictionary,
            "https://city.example",
            gateways,
        )
        .unwrap();
        ledger.start();
        let seeded = people.seed(&sample).await.unwrap();
        Self {
            _sending: room.start_sending(),
            room,
            gateway,
            seeded,
            catalogue,
            clock,
            _folder: folder,
        }
    }

    pub(super) fn set(&self, day: u32, hour: u32) {
        let moment = Moment::at(Day::new(2026, 11, day).unwrap(), hour, 0);
        self.clock.0.store(moment.0, Ordering::SeqCst);
    }

    /// The representative wants every kind of message by SMS.
    pub(super) async fn wants_everything_by_sms(&self) {
        let account = self.seeded.accounts["lijianguo"];
        let notices = Notices {
            sms: NoticeKind::ALL.into(),
            ..Notices::default()
        };
        let permit = permit(&Actor::person(account), &Subject::new(account, CITY)).unwrap();
        self.room
            .ledger()
            .submit::<Account, _>(&permit, account, ChooseNotices { notices }, "wishes".into())
            .await
            .unwrap();
    }

    /// A shop's sign is submitted.
    pub(super) async fn submitted(&self) -> RecordId {
        let record = RecordId::from_bytes([9; 16]);
        let answers = Answers::default();
        let plan = Plan::of(&self.catalogue.current(), &MatterId::from("shop"), &answers, BOXING).unwrap();
        let materials = plan.materials.iter().map(|asked| paper(&asked.material)).collect();
        let command = Submit {
            applicant: self.party(),
            project: None,
            title: "老街面馆".into(),
            region: BOXING,
            form: BTreeMap::new(),
            answers,
            plan,
            materials,
            commitment: None,
            signed_letter: None,
            instead: Instead::default(),
        };
        self.ask(record, command).await;
        record
    }

    /// Nobody says what is missing within the law's term.
    pub(super) async fn silent(&self, record: RecordId) {
        self.set(16, 10);
        let permit: Permit<acts::EndStep> = permit(&Actor::timer(), &Subject::new(record, BOXING)).unwrap();
        self.room
            .ledger()
            .submit::<Applications, _>(&permit, record, KeepTerms, "silence".into())
            .await
            .unwrap();
    }

    pub(super) async fn withdrawn(&self, record: RecordId) {
        let command = Withdraw { reason: String::new() };
        self.ask(record, command).await;
    }

    async fn ask<C: CommandOf<Applications>>(&self, record: RecordId, command: C) {
        let Party::Enterprise(enterprise) = self.party() else {
            unreachable!()
        };
        let actor = Actor::enterprise(self.seeded.accounts["lijianguo"], enterprise, Mandate::Representative);
        let permit: Permit<C::Act> = permit(&actor, &Subject::new(record, BOXING).of(self.party())).unwrap();
        let key = Key::new(format!("{:?}", std::time::Instant::now()));
        self.room
            .ledger()
            .submit::<Applications, C>(&permit, record, command, key)
            .await
            .unwrap();
    }

    pub(super) fn party(&self) -> Party {
        Party::Enterprise(self.seeded.enterprises["lvye"])
    }

    /// How many messages the enterprise has.
    pub(super) async fn inbox(&self) -> usize {
        self.inbox_of(self.party()).await
    }

    /// How many messages somebody has.
    pub(super) async fn inbox_of(&self, party: Party) -> usize {
        self.told_to(party).await.len()
    }

    /// What somebody was told.
    pub(super) async fn told_to(&self, party: Party) -> Vec<Fact> {
        let reader = self.seeded.accounts["lijianguo"];
        let audience = Audience::Party(party);
        let all = messages(self.room.ledger(), &audience, reader, InboxFilter::default(), (0, 100));
        let mut told = Vec::new();
        for row in all.await.unwrap() {
            let message = self.room.ledger().state::<Messages>(row.message).await.unwrap().unwrap();
            told.extend(message.state.told.as_ref().map(|told| told.fact.clone()));
        }
        told
    }
}

/// A paper as it was stored; nobody reads it here.
fn paper(material: &MaterialId) -> Upload {
    Upload {
        material: material.clone(),
        stored: "0".repeat(64),
        key: "0".repeat(64),
        file_name: "paper.pdf".into(),
        digest: "0".repeat(64),
        bytes: 1,
        file_type: FileType::Pdf,
    }
}

fn posts(catalogue: &Catalogue) -> Posts {
    let release = catalogue.current();
    let organs = release.organs().map(|organ| OrganPosts {
        organ: organ.id.clone(),
        name: organ.name.clone(),
        region: organ.region,
        functions: organ.functions.clone(),
        duties: OrganPosts::CHAIN.into_iter().chain(OrganPosts::LEADING).collect(),
    });
    Posts::of(organs).unwrap()
}
