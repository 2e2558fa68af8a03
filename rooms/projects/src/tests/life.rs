//! The record alone: who registers a project, what may be changed, what the log says of it.

use authority::{Actor, Mandate, Party};
use calendar::{Day, Moment};
use identity::{RecordId, RegionCode, sample};
use ledger::{Almanac, Context, Decision, Record, Rehearsal, Stamp};
use procedure::definition::FieldId;
use procedure::{Answer, Answers};

use crate::record::{
    ADDRESS, CONTACT, ChangeProject, Contact, OpenProject, Project, ProjectCommand, ProjectEvent, ProjectRefusal, ProjectState,
};

const RECORD: RecordId = RecordId::from_bytes([1; 16]);
const ENTERPRISE: RecordId = RecordId::from_bytes([2; 16]);
const PERSON: RecordId = RecordId::from_bytes([3; 16]);

fn enterprise() -> Actor {
    (*Actor::enterprise(PERSON, ENTERPRISE, Mandate::Representative)).clone()
}

fn opening() -> OpenProject {
    OpenProject {
        code: "2611-371625-04-01-123456".parse().unwrap(),
        owner: Party::Enterprise(ENTERPRISE),
        title: " 年产 2 万吨铝轮毂项目 ".into(),
        region: RegionCode::fixed(371_625),
        address: "经济开发区兴业二路".into(),
        contact: Contact {
            name: "李建国".into(),
            phone: sample::phone(1),
        },
        answers: answers(&[("renovation", Answer::Flag(false))]),
    }
}

fn answers(pairs: &[(&str, Answer)]) -> Answers {
    pairs
        .iter()
        .map(|(field, answer)| (FieldId::from(*field), answer.clone()))
        .collect()
}

fn decide(
    state: &ProjectState,
    actor: &Actor,
    command: impl Into<ProjectCommand>,
) -> Result<Decision<ProjectEvent>, ProjectRefusal> {
    let almanac = Almanac::default();
    let mut draws = Rehearsal::new(1);
    let now = Moment::at(Day::new(2026, 11, 2).unwrap(), 10, 0);
    let mut context = Context::new(RECORD, now, actor, "release", &almanac, &mut draws);
    Project::decide(state, command.into(), &mut context)
}

fn after(state: &ProjectState, events: &[ProjectEvent]) -> ProjectState {
    let mut state = state.clone();
    for (index, event) in events.iter().enumerate() {
        let at = Moment::at(Day::new(2026, 11, 2).unwrap(), 10, index as u32);
        let stamp = Stamp {
            version: index as u64 + 1,
            at,
            actor: String::new(),
            capacity: String::new(),
            release: String::new(),
        };
        Project::apply(&mut state, event, &stamp);
    }
    state
}

fn registered() -> ProjectState {
    let decision = decide(&ProjectState::default(), &enterprise(), opening()).unwrap();
    after(&ProjectState::default(), &decision.events)
}

#[test]
fn an_owner_registers_a_project_once() {
    let project = registered().registration.unwrap();
    assert_eq!(project.title, "年产 2 万吨铝轮毂项目");
    assert_eq!(project.known("renovation"), Some(false.into()));
    assert_eq!(project.known("code"), Some("2611-371625-04-01-123456".into()));
    assert_eq!(project.known("land_area"), None);
    assert!(!project.sample);
    assert_eq!(
        decide(&registered(), &enterprise(), opening()),
        Err(ProjectRefusal::AlreadyOpen)
    );
    let someone_else = (*Actor::person(PERSON)).clone();
    assert_eq!(
        decide(&ProjectState::default(), &someone_else, opening()),
        Err(ProjectRefusal::NotTheOwner)
    );
    let change = ChangeProject::default();
    assert_eq!(
        decide(&ProjectState::default(), &enterprise(), change),
        Err(ProjectRefusal::NotOpen)
    );
}

#[test]
fn address_and_contact_never_reach_the_log() {
    let decision = decide(&ProjectState::default(), &enterprise(), opening()).unwrap();
    let written = serde_json::to_string(&decision.events).unwrap();
    for personal in ["李建国", "兴业二路", sample::phone(1).clear_text()] {
        assert!(!written.contains(personal), "{written}");
    }
    let paths: Vec<_> = decision.secrets.iter().map(|secret| secret.path.as_str()).collect();
    assert_eq!(paths, [ADDRESS, CONTACT]);
    assert_eq!(decision.claims[0].value, "2611-371625-04-01-123456");
}

#[test]
fn a_title_is_public_and_holds_no_number_of_a_person() {
    for (title, refusal) in [
        ("", ProjectRefusal::TitleMissing),
        (" 厂 ", ProjectRefusal::TitleLength),
        (&"厂".repeat(81), ProjectRefusal::TitleLength),
        ("李建国 371625199003070034", ProjectRefusal::TitleHoldsNumber),
        ("厂房，电话13812345678", ProjectRefusal::TitleHoldsNumber),
        ("厂房，电话１３８１２３４５６７８", ProjectRefusal::TitleHoldsNumber),
    ] {
        let command = OpenProject {
            title: title.into(),
            ..opening()
        };
        assert_eq!(
            decide(&ProjectState::default(), &enterprise(), command),
            Err(refusal),
            "{title}"
        );
    }
}

#[test]
fn only_what_is_given_and_new_is_changed() {
    let state = registered();
    let same = ChangeProject {
        title: Some("年产 2 万吨铝轮毂项目".into()),
        answers: Some(answers(&[("renovation", Answer::Flag(false))])),
        ..ChangeProject::default()
    };
    assert!(decide(&state, &enterprise(), same).unwrap().events.is_empty());
    let change = ChangeProject {
        title: Some("铝轮毂二期".into()),
        address: Some("经济开发区兴业三路".into()),
        answers: Some(answers(&[("renovation", Answer::Flag(true))])),
        ..ChangeProject::default()
    };
    let decision = decide(&state, &enterprise(), change).unwrap();
    let changed = after(&state, &decision.events).registration.unwrap();
    assert_eq!(changed.title, "铝轮毂二期");
    assert_eq!(changed.known("renovation"), Some(true.into()));
    assert_eq!(decision.events.last(), Some(&ProjectEvent::AddressChanged));
    let empty = ChangeProject {
        address: Some("  ".into()),
        ..ChangeProject::default()
    };
    assert_eq!(decide(&state, &enterprise(), empty), Err(ProjectRefusal::AddressMissing));
}

#[test]
fn events_are_read_back_as_written() {
    let decision = decide(&ProjectState::default(), &enterprise(), opening()).unwrap();
    let written = serde_json::to_value(&decision.events[0]).unwrap();
    assert_eq!(written["type"], "opened");
    assert_eq!(written["data"]["owner"]["kind"], "enterprise");
    assert_eq!(serde_json::from_value::<ProjectEvent>(written).unwrap(), decision.events[0]);
}
