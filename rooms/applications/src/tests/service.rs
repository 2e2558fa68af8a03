//! Papers: which an act calls for, how they are numbered and made, and how each reaches the applicant.

use authority::{AgentScope, Duty};
use identity::{OrganId, RecordId};
use people::record::enterprise::EnterpriseEvent;
use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::document::{Delivery, DocumentKind, Proof, Receiver, Standing, Way};
use crate::record::event::Event;
use crate::record::state::{Opinion, Status};

const CONSENT: Way = Way::Electronic;

/// The certificate of a small application, made but not served.
fn granted(way: Way) -> City {
    let mut city = City::new();
    let mut command = city.submission("sign", &[]);
    command.plan.delivery = Some(procedure::definition::DeliveryRule {
        way: "way".into(),
        consent: None,
        address: None,
    });
    command
        .form
        .insert("delivery".to_owned(), serde_json::json!({ "way": way.as_str() }));
    city.act(&enterprise(), command).unwrap();
    let handler = city.handler("sign_acceptance");
    city.act(
        &handler,
        Accept {
            step: id("sign_acceptance"),
        },
    )
    .unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    city.make("sign").unwrap();
    city
}

fn kinds(city: &City) -> Vec<DocumentKind> {
    city.application.documents.iter().map(|document| document.kind).collect()
}

fn certificate(city: &City) -> u16 {
    city.application.decision_on(&"sign".into()).unwrap().ordinal
}

fn clerk() -> authority::Actor {
    staff(&OrganId::fixed("approval-371625"), Duty::Clerk, 4)
}

/// The applicant's enterprise as its record has it: a representative, and an agent whose mandate runs through a day.
fn enterprise_until(last: &str) -> people::EnterpriseState {
    use ledger::Record;
    let mut state = people::EnterpriseState::default();
    let stamp = ledger::Stamp {
        version: 1,
        at: calendar::Moment::at(day("2026-11-01"), 9, 0),
        actor: String::new(),
        capacity: String::new(),
        release: String::new(),
    };
    let opened = EnterpriseEvent::Opened {
        name: "渤海铝业有限公司".into(),
        credit_code: identity::sample::credit_code(COUNTY, 1),
        representative: RecordId::from_bytes([1; 16]),
        sample: true,
    };
    let given = EnterpriseEvent::MandateGiven {
        mandate: RecordId::from_bytes([7; 16]),
        agent: agent(),
        scope: AgentScope::Handle,
        from: day("2026-11-01"),
        until: day(last),
    };
    for event in [opened, given] {
        people::Enterprise::apply(&mut state, &event, &stamp);
    }
    state
}

fn agent() -> RecordId {
    RecordId::from_bytes([5; 16])
}

fn receiver(city: &City, last: &str) -> Result<Receiver, Refusal> {
    let as_read = (RecordId::from_bytes([2; 16]), 2);
    Receiver::for_enterprise(as_read, &enterprise_until(last), agent(), city.now.day())
}

fn hand_over(city: &City, receiver: Receiver) -> HandOver {
    HandOver {
        documents: vec![certificate(city)],
        receiver,
        proof: Proof::SignedOnPaper,
        remark: String::new(),
    }
}

#[test]
fn an_accepted_and_granted_application_has_its_notice_and_its_certificate() {
    let city = granted(CONSENT);
    assert_eq!(kinds(&city), [DocumentKind::AcceptanceNotice, DocumentKind::Decision]);
    let numbers: Vec<_> = city
        .application
        .documents
        .iter()
        .map(|document| document.number.as_str())
        .collect();
    assert_eq!(numbers, ["受理〔2026〕1号", "许决〔2026〕1号"]);
}

#[test]
fn a_pre_reviewed_item_has_its_opinion_in_writing_and_a_later_one_takes_its_place() {
    let mut city = City::with_factory(&[("takes_water", Answer::Flag(false)), ("noisy", Answer::Flag(true))]);
    city.opine("noise", Opinion::NotSupported).unwrap();
    let change = city.submission(
        "factory",
        &[("takes_water", Answer::Flag(false)), ("noisy", Answer::Flag(true))],
    );
    let change = ChangePlan {
        answers: change.answers,
        plan: change.plan,
        form: Some(change.form),
        materials: vec![],
        note: "降噪".into(),
    };
    city.act(&enterprise(), change).unwrap();
    let handler = city.handler("noise");
    let again = GiveOpinion {
        step: id("noise"),
        opinion: Opinion::Agree,
        text: String::new(),
        points: vec![],
    };
    city.act(&handler, again).unwrap();
    let opinions: Vec<_> = city
        .application
        .documents
        .iter()
        .filter(|document| document.kind == DocumentKind::PreReviewOpinion)
        .collect();
    assert_eq!(opinions.len(), 2);
    assert!(matches!(opinions[0].standing, Standing::Replaced { .. }));
    assert_eq!(opinions[1].standing, Standing::InForce);
    assert!(
        opinions[1].appeal(city.calendar()).is_none(),
        "a pre-review opinion is no decision"
    );
}

#[test]
fn nothing_is_served_electronically_without_consent() {
    let mut city = granted(Way::Window);
    assert!(city.application.to_serve().is_empty());
    let documents = vec![certificate(&city)];
    assert_eq!(city.act(&reaction(), Serve { documents }), Err(Refusal::NoConsent));
    assert_eq!(city.application.status, Status::InProgress, "it waits to be handed over");
    city.act(&enterprise(), ChooseDelivery { way: CONSENT }).unwrap();
    assert_eq!(city.application.to_serve(), [certificate(&city)]);
}

#[test]
fn an_agent_with_a_mandate_today_receives_the_certificate_and_signs_for_it() {
    let mut city = granted(Way::Window);
    let receiver = receiver(&city, "2026-12-31").unwrap();
    let command = hand_over(&city, receiver);
    city.act(&clerk(), command).unwrap();
    let served = city.application.document(certificate(&city)).unwrap().delivery;
    let Delivery::Served { on, way, record, .. } = served else {
        panic!("{served:?}");
    };
    assert_eq!((on, way), (day("2026-11-02"), Way::Window));
    let record = city.application.document(record.unwrap()).unwrap();
    assert_eq!(record.kind, DocumentKind::DeliveryRecord);
    assert_eq!(record.delivery, Delivery::Kept);
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn an_agent_whose_mandate_has_ended_receives_nothing() {
    let city = granted(Way::Window);
    assert_eq!(receiver(&city, "2026-11-01"), Err(Refusal::NoMandateToday));
    let stranger = Receiver::for_enterprise(
        (RecordId::from_bytes([2; 16]), 2),
        &enterprise_until("2026-12-31"),
        RecordId::from_bytes([6; 16]),
        city.now.day(),
    );
    assert_eq!(stranger, Err(Refusal::NoMandateToday));
}

#[test]
fn a_person_who_is_not_the_applicant_receives_nothing() {
    let mut city = granted(Way::Window);
    let command = hand_over(&city, Receiver::person(RecordId::from_bytes([1; 16])));
    assert_eq!(city.act(&clerk(), command), Err(Refusal::NoMandateToday));
}

#[test]
fn what_the_post_brings_back_is_served_in_another_way() {
    let mut city = granted(Way::Post);
    let documents = vec![certificate(&city)];
    let send = |tracking: &str| SendByPost {
        documents: documents.clone(),
        carrier: "EMS".into(),
        tracking: tracking.into(),
    };
    assert_eq!(city.act(&clerk(), send("12")), Err(Refusal::NotATrackingNumber));
    city.act(&clerk(), send("EX123456789CN")).unwrap();
    assert_eq!(
        city.act(&clerk(), send("EX123456789CN")),
        Err(Refusal::WithThePost(documents[0]))
    );
    city.work(3);
    let tomorrow = ArriveByPost {
        documents: documents.clone(),
        day: city.now.day().next(),
        signed_by: String::new(),
    };
    assert!(matches!(city.act(&clerk(), tomorrow), Err(Refusal::NotADayOfPost { .. })));
    let back = ReturnPost {
        documents: documents.clone(),
        reason: "地址查无此人".into(),
    };
    city.act(&clerk(), back).unwrap();
    let receiver = receiver(&city, "2026-12-31").unwrap();
    let command = hand_over(&city, receiver);
    city.act(&clerk(), command).unwrap();
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn whoever_is_recused_serves_no_papers() {
    use crate::record::state::{Recusal, RecusalAsked, RecusalOutcome};
    let mut city = granted(Way::Post);
    let documents = vec![certificate(&city)];
    let organ = city.application.document(documents[0]).unwrap().organ.clone();
    let recused = clerk();
    city.application.recusals.push(Recusal {
        number: 1,
        organ,
        asked: RecusalAsked::ByOneself,
        day: city.now.day(),
        outcome: RecusalOutcome::Recused(recused.account.unwrap()),
    });
    let send = SendByPost {
        documents,
        carrier: "EMS".into(),
        tracking: "EX123456789CN".into(),
    };
    assert_eq!(city.act(&recused, send), Err(Refusal::Recused));
}

#[test]
fn the_terms_of_appeal_run_from_service() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    let handler = city.handler("sign_acceptance");
    city.act(
        &handler,
        Accept {
            step: id("sign_acceptance"),
        },
    )
    .unwrap();
    city.opine("sign_review", Opinion::NotSupported).unwrap();
    let signer = city.signer("sign.decide");
    let refuse = Refuse {
        step: id("sign.decide"),
        reasons: "不符合条件".into(),
    };
    city.act(&signer, refuse).unwrap();
    let refusal = city
        .application
        .documents
        .iter()
        .rfind(|document| document.kind == DocumentKind::RefusalDecision);
    let refusal = refusal.unwrap().ordinal;
    assert!(
        city.application.document(refusal).unwrap().appeal(city.calendar()).is_none(),
        "not before its service"
    );
    city.make_document(refusal).unwrap();
    city.act(
        &reaction(),
        Serve {
            documents: vec![refusal],
        },
    )
    .unwrap();
    let appeal = city.application.document(refusal).unwrap().appeal(city.calendar()).unwrap();
    // Served on Monday, 2 November 2026: sixty days end on 1 January, a day of rest, and move to the next working day.
    assert_eq!(appeal.reconsideration, city.calendar().roll(day("2027-01-01")));
    assert!(appeal.reconsideration > day("2027-01-01"));
    // Six months end on Sunday, 2 May 2027, within the rest days of labour day.
    assert_eq!(appeal.suit, city.calendar().roll(day("2027-05-02")));
}

#[test]
fn a_log_of_before_papers_were_counted_reads_as_it_did() {
    let mut city = granted(CONSENT);
    let old: Vec<Event> = city
        .events
        .iter()
        .filter(|event| !matches!(event, Event::DocumentIssued { .. } | Event::DocumentMade { .. }))
        .cloned()
        .collect();
    let rendered = r#"{"type":"document_rendered","data":{"item":"sign","document":{"digest":"d","stored":"s"}}}"#;
    let served = r#"{"type":"served","data":{"items":["sign"],"day":"2026-11-02"}}"#;
    city.application = crate::record::Application::default();
    let stamp = ledger::Stamp {
        version: 0,
        at: city.now,
        actor: String::new(),
        capacity: String::new(),
        release: "release".into(),
    };
    let events = old
        .into_iter()
        .chain([rendered, served].map(|event| serde_json::from_str(event).unwrap()));
    for event in events {
        <crate::record::Applications as ledger::Record>::apply(&mut city.application, &event, &stamp);
    }
    let decision = city.application.decision_on(&"sign".into()).unwrap();
    assert_eq!(decision.file.as_ref().unwrap().digest, "d");
    assert_eq!(decision.key, "document/sign", "its key is where the vault keeps it");
    assert_eq!(decision.delivery.served_on(), Some(day("2026-11-02")));
    assert_eq!(city.application.status, Status::Finished);
}
