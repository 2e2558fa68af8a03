//! A small city whose applications live in memory: a pack of four items, a hand-moved clock, people at their desks.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{Actor, Duty, Mandate, Party, Post};
use calendar::{Calendar, Day, Moment, RegionalDayOff};
use identity::{OrganId, PostId, RecordId, RegionCode};
use ledger::{Almanac, Context, Record, Rehearsal, Stamp};
use procedure::definition::{FieldId, FileType, GateId, ItemId, MatterId, StepId};
use procedure::{Answer, Answers, Plan, Release};

use crate::record::command::*;
use crate::record::event::Event;
use crate::record::proposal::{Proposal, ProposalNumber, ProposedOn};
use crate::record::state::{CaseStatus, Document, Opinion, StepStatus};
use crate::record::{Application, Applications, Refusal};

/// The first proposal of an application.
pub const FIRST: ProposalNumber = ProposalNumber(1);

pub const COUNTY: RegionCode = RegionCode::fixed(371_625);

/// The definitions of the small city.
pub fn release() -> Release {
    let texts = [
        ("pack.toml", include_str!("pack/pack.toml")),
        ("regions.toml", include_str!("pack/regions.toml")),
        ("organs.toml", include_str!("pack/organs.toml")),
        ("fields/questions.toml", include_str!("pack/fields.toml")),
        ("materials/materials.toml", include_str!("pack/materials.toml")),
        ("items/items.toml", include_str!("pack/items.toml")),
        ("matters/factory.toml", include_str!("pack/factory.toml")),
        ("matters/sign.toml", include_str!("pack/sign.toml")),
        ("matters/eatery.toml", include_str!("pack/eatery.toml")),
        ("matters/dig.toml", include_str!("pack/dig.toml")),
        ("matters/stall.toml", include_str!("pack/stall.toml")),
        ("templates/permit.toml", ""),
    ];
    let texts = texts
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .chain(templates())
        .collect();
    match Release::of(&texts) {
        Ok(release) => release,
        Err(findings) => panic!(
            "the small city's pack: {}",
            findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        ),
    }
}

/// The papers of the small city: those of the benchmark's pack, and the sample city's permit.
fn templates() -> impl Iterator<Item = (String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/bench/templates");
    let files = std::fs::read_dir(folder).expect("the benchmark's templates");
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        let file = file.expect("a template");
        let text = std::fs::read_to_string(file.path()).expect("a template");
        (format!("templates/{}", file.file_name().to_string_lossy()), text)
    };
    let permit = include_str!("../../../../packs/binzhou/templates/permit.toml").to_owned();
    files.map(read).chain([("templates/permit.toml".to_owned(), permit)])
}

/// One application and everybody around it.
pub struct City {
    pub release: Release,
    pub application: Application,
    pub events: Vec<Event>,
    pub now: Moment,
    pub almanac: Almanac,
    pub draws: Rehearsal,
    pub record: RecordId,
    pub version: u64,
}

impl City {
    /// Monday, 2 November 2026, ten in the morning; nothing has been submitted.
    pub fn new() -> Self {
        Self {
            release: release(),
            application: Application::default(),
            events: Vec::new(),
            now: Moment::at(day("2026-11-02"), 10, 0),
            almanac: Almanac::default(),
            draws: Rehearsal::new(7),
            record: RecordId::from_bytes([9; 16]),
            version: 0,
        }
    }

    /// A factory's application with these answers has been submitted.
    pub fn with_factory(answers: &[(&str, Answer)]) -> Self {
        let mut city = Self::new();
        city.submit("factory", answers).expect("a complete application");
        city
    }

    pub fn submit(&mut self, matter: &str, answers: &[(&str, Answer)]) -> Result<(), Refusal> {
        let command = self.submission(matter, answers);
        self.act(&enterprise(), command)
    }

    pub fn submission(&self, matter: &str, answers: &[(&str, Answer)]) -> Submit {
        let answers: Answers = answers
            .iter()
            .map(|(field, answer)| (FieldId::from(*field), answer.clone()))
            .collect();
        let plan = Plan::of(&self.release, &MatterId::from(matter), &answers, COUNTY).expect("a plan");
        Submit {
            applicant: party(),
            project: None,
            title: "铝轮毂项目".into(),
            region: COUNTY,
            materials: plan
                .materials
                .iter()
                .map(|asked| paper(asked.material.as_str(), "first"))
                .collect(),
            answers,
            plan,
            form: BTreeMap::from([(
                "company".to_owned(),
                serde_json::json!({"contact": "李建国", "delivery": "electronic"}),
            )]),
            signed_letter: None,
            commitment: None,
            instead: Instead::default(),
        }
    }

    /// Somebody asks something of the application.
    pub fn act(&mut self, actor: &Actor, command: impl Into<Command>) -> Result<(), Refusal> {
        let mut context = Context::new(self.record, self.now, actor, "release", &self.almanac, &mut self.draws);
        let decision = Applications::decide(&self.application, command.into(), &mut context)?;
        for event in decision.events {
            self.version += 1;
            let stamp = Stamp {
                version: self.version,
                at: self.now,
                actor: actor.label(),
                capacity: actor.capacity_label(),
                release: "release".into(),
            };
            Applications::apply(&mut self.application, &event, &stamp);
            self.events.push(event);
        }
        Ok(())
    }

    /// The handler of the step's organ claims it and gives an opinion.
    pub fn opine(&mut self, step: &str, opinion: Opinion) -> Result<(), Refusal> {
        let handler = self.handler(step);
        self.act(&handler, Claim { step: id(step) })?;
        self.act(
            &handler,
            GiveOpinion {
                step: id(step),
                opinion,
                text: "理由".into(),
                points: vec![0],
            },
        )
    }

    pub fn handler(&self, step: &str) -> Actor {
        staff(&self.organ_of(step), Duty::Handle, 1)
    }

    pub fn signer(&self, step: &str) -> Actor {
        staff(&self.organ_of(step), Duty::Sign, 3)
    }

    fn organ_of(&self, step: &str) -> OrganId {
        self.application
            .step(&id(step))
            .unwrap_or_else(|| panic!("no step {step}"))
            .planned
            .organ
            .clone()
    }

    pub fn sign_off(&mut self, step: &str) -> Result<(), Refusal> {
        self.act(&self.signer(step), SignOff::by(id(step)))
    }

    /// The reaction makes the decision on an item.
    pub fn make(&mut self, item: &str) -> Result<(), Refusal> {
        let decision = self.application.decision_on(&ItemId::from(item));
        let document = decision.unwrap_or_else(|| panic!("no decision on {item}")).ordinal;
        self.make_document(document)
    }

    /// The reaction makes a paper.
    pub fn make_document(&mut self, document: u16) -> Result<(), Refusal> {
        let file = Document {
            digest: format!("digest-{document}"),
            stored: format!("stored-{document}"),
        };
        let key = "00".into();
        self.act(&reaction(), RecordDocument { document, file, key })
    }

    /// The reactions make every paper, and serve into the account what goes there.
    pub fn serve_papers(&mut self) {
        let unmade = self.application.documents.iter().filter(|document| document.file.is_none());
        let unmade: Vec<u16> = unmade.map(|document| document.ordinal).collect();
        for document in unmade {
            self.make_document(document).expect("a paper");
        }
        let documents = self.application.to_serve();
        if !documents.is_empty() {
            self.act(&reaction(), Serve { documents }).expect("papers to serve");
        }
    }

    pub fn open_gate(&mut self) -> Result<(), Refusal> {
        let recorder = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
        let facts = BTreeMap::from([(FieldId::from("contract"), "HT-2026-1".to_owned())]);
        self.act(
            &recorder,
            OpenGate {
                gate: GateId::from("land_right"),
                facts,
            },
        )
    }

    /// The county has that day off.
    pub fn day_off(&mut self, day: Day) {
        let off = RegionalDayOff {
            day,
            reason: "台风".into(),
            work: false,
        };
        let calendar = self.calendar().with_days_off(&[off]);
        self.almanac.regional.insert(COUNTY, calendar);
    }

    /// It is ten in the morning of that day.
    pub fn on(&mut self, text: &str) {
        self.now = Moment::at(day(text), 10, 0);
    }

    /// At that moment: `2026-11-30 16:59`.
    pub fn at(&mut self, moment: &str) -> &mut Self {
        self.now = self::moment(moment);
        self
    }

    /// The timer of terms before acceptance, if its moment has come by now.
    pub fn keep_terms(&mut self) {
        while let Some(due) = self.application.next_term().filter(|due| *due <= self.now) {
            let later = std::mem::replace(&mut self.now, due);
            self.act(&Actor::clone(&Actor::timer()), KeepTerms).expect("terms are kept");
            self.now = later;
        }
    }

    /// Somebody accepts at the step's desk.
    pub fn accept(&mut self, step: &str) -> Result<(), Refusal> {
        self.act(&self.handler(step), Accept::by(id(step)))
    }

    /// The handler claims a step.
    pub fn claim(&mut self, step: &str) {
        self.act(&self.handler(step), Claim { step: id(step) }).expect("a free step");
    }

    /// Somebody proposes what the organ's signer approves.
    pub fn propose(&mut self, step: &str, proposal: Proposal) -> Result<ProposalNumber, Refusal> {
        let propose = Propose {
            on: ProposedOn::Step(id(step)),
            proposal,
            answers: None,
            reasons: "理由".into(),
        };
        self.act(&self.handler(step), propose)?;
        Ok(self.application.proposals.last().expect("a proposal").proposed.number)
    }

    /// Whoever may sign approves a proposal.
    pub fn approve(&mut self, number: ProposalNumber) -> Result<(), Refusal> {
        let proposed = &self.application.proposal(number).expect("a proposal").proposed;
        let signatory = staff(&proposed.organ.clone(), proposed.duty, 8);
        self.act(&signatory, Approve { proposal: number })
    }

    /// Lets that many working days pass.
    pub fn work(&mut self, days: i32) {
        let today = self.calendar().add(self.now.day(), days);
        self.now = Moment::at(today, 10, 0);
    }

    pub fn calendar(&self) -> &Calendar {
        self.almanac.calendar(COUNTY)
    }

    pub fn status(&self, step: &str) -> StepStatus {
        self.application
            .step(&id(step))
            .unwrap_or_else(|| panic!("no step {step}"))
            .status
    }

    pub fn case(&self, item: &str) -> CaseStatus {
        self.application
            .case(&ItemId::from(item))
            .unwrap_or_else(|| panic!("no case {item}"))
            .status
    }

    /// The government days of the application so far.
    pub fn counted(&self) -> u32 {
        self.application.counted(self.calendar(), self.now.day())
    }

    /// The government days of one step so far.
    pub fn counted_in(&self, step: &str) -> u32 {
        self.application
            .step(&id(step))
            .map_or(0, |step| step.counted(self.calendar(), self.now.day()))
    }
}

/// An extension by so many days, with the number of the government's approval for where that is needed.
pub fn extension(days: u32) -> Proposal {
    Proposal::Extend {
        days,
        approval: Some("博政字〔2026〕12号".into()),
    }
}

pub fn id(step: &str) -> StepId {
    StepId::from(step)
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// `2026-11-30 16:59`, in Shanghai.
pub fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').expect("a day and a time");
    let (hour, minute) = time.split_once(':').expect("hours and minutes");
    Moment::at(day(date), hour.parse().expect("an hour"), minute.parse().expect("a minute"))
}

pub fn party() -> Party {
    Party::Enterprise(RecordId::from_bytes([2; 16]))
}

pub fn enterprise() -> Actor {
    Actor::clone(&Actor::enterprise(
        RecordId::from_bytes([1; 16]),
        RecordId::from_bytes([2; 16]),
        Mandate::Representative,
    ))
}

/// The holder of a post; the same number is the same person.
pub fn staff(organ: &OrganId, duty: Duty, person: u8) -> Actor {
    let post = Post {
        id: format!("{organ}-{duty}").parse::<PostId>().expect("a post id"),
        organ: organ.clone(),
        region: COUNTY,
        functions: Vec::new(),
        duties: vec![duty],
    };
    Actor::clone(&Actor::post(RecordId::from_bytes([person; 16]), Arc::new(post)))
}

pub fn reaction() -> Actor {
    Actor::clone(&Actor::reaction("test"))
}

pub fn paper(material: &str, content: &str) -> Upload {
    Upload {
        material: material.into(),
        stored: format!("{material}-{content}"),
        key: "00".into(),
        file_name: format!("{material}.pdf"),
        digest: "00".into(),
        bytes: 12,
        file_type: FileType::Pdf,
    }
}
