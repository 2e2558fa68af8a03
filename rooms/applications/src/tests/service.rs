//! Papers: which an act calls for, how they are numbered and made, and how each reaches the applicant.

use authority::{AgentScope, Duty};
use identity::{OrganId, RecordId};
use people::record::enterprise::EnterpriseEvent;
use procedure::Answer;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::document::{Delivery, DeliveryWays, DocumentKind, Proof, Receiver, Standing, Way};
use crate::record::event::Event;
use crate::record::state::{CaseStatus, Opinion, Status};

const CONSENT: Way = Way::Electronic;

/// The certificate of a small application, made but not served.
fn granted(way: Way) -> City {
    let mut city = submitted("sign", way);
    let handler = city.handler("sign_acceptance");
    city.act(&handler, Accept::by(id("sign_acceptance"))).unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    city.make("sign").unwrap();
    city
}

/// An application whose applicant wants papers in that way.
fn submitted(matter: &str, way: Way) -> City {
    let mut city = City::new();
    let mut command = city.submission(matter, &[]);
    command
        .form
        .insert("company".to_owned(), serde_json::json!({ "delivery": way.as_str() }));
    city.act(&enterprise(), command).unwrap();
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
fn whoever_was_not_asked_has_not_consented() {
    let mut city = City::new();
    let mut command = city.submission("sign", &[]);
    command.plan.delivery = None;
    city.act(&enterprise(), command).unwrap();
    assert_eq!(city.application.delivery, DeliveryWays::all(Way::Window));
}

#[test]
fn nobody_hands_over_or_posts_what_goes_into_the_account() {
    let mut city = granted(CONSENT);
    let certificate = certificate(&city);
    let receiver = receiver(&city, "2026-12-31").unwrap();
    let command = hand_over(&city, receiver);
    assert_eq!(city.act(&clerk(), command), Err(Refusal::IntoTheAccount(certificate)));
    assert_eq!(
        city.act(&clerk(), by_post(&[certificate])),
        Err(Refusal::IntoTheAccount(certificate))
    );
}

#[test]
fn a_paper_that_is_named_twice_is_posted_once() {
    let mut city = granted(Way::Post);
    let certificate = certificate(&city);
    city.act(&clerk(), by_post(&[certificate, certificate])).unwrap();
    let delivery = city.application.document(certificate).unwrap().delivery;
    assert!(matches!(delivery, Delivery::Posted { times: 1, .. }), "{delivery:?}");
}

#[test]
fn what_is_with_the_post_stays_there_until_it_arrives_or_comes_back() {
    let mut city = granted(Way::Post);
    let certificate = certificate(&city);
    city.act(&clerk(), by_post(&[certificate])).unwrap();
    city.act(&enterprise(), ChooseDelivery { way: CONSENT }).unwrap();
    assert!(city.application.to_serve().is_empty(), "it is on its way");
    let document = city.application.document(certificate).unwrap();
    assert!(city.application.waits_for_hand(document), "its arrival can be recorded");
    let receiver = receiver(&city, "2026-12-31").unwrap();
    let command = hand_over(&city, receiver);
    assert_eq!(city.act(&clerk(), command), Err(Refusal::WithThePost(certificate)));
    let back = ReturnPost {
        documents: vec![certificate],
        reason: "地址查无此人".into(),
    };
    city.act(&clerk(), back).unwrap();
    assert_eq!(
        city.application.to_serve(),
        [certificate],
        "the applicant chose the account meanwhile"
    );
    city.serve_papers();
    assert_eq!(city.application.status, Status::Finished);
}

#[test]
fn what_was_posted_on_a_friday_evening_may_arrive_on_saturday() {
    let mut city = granted(Way::Post);
    let certificate = certificate(&city);
    city.at("2026-11-06 17:30");
    city.act(&clerk(), by_post(&[certificate])).unwrap();
    city.at("2026-11-09 10:00");
    city.act(&clerk(), arrived(certificate, "2026-11-07")).unwrap();
    let delivery = city.application.document(certificate).unwrap().delivery;
    assert_eq!(delivery.served_on(), Some(day("2026-11-07")), "appeal runs from the true day");
}

#[test]
fn a_delivery_record_is_numbered_in_the_year_in_which_it_is_made() {
    let mut city = granted(Way::Post);
    let certificate = certificate(&city);
    city.at("2026-12-29 10:00");
    city.act(&clerk(), by_post(&[certificate])).unwrap();
    city.at("2027-01-05 10:00");
    city.act(&clerk(), arrived(certificate, "2026-12-31")).unwrap();
    let record = city.application.documents.last().unwrap();
    assert_eq!((record.kind, record.day), (DocumentKind::DeliveryRecord, day("2027-01-05")));
    assert_eq!(record.number, "送达〔2027〕1号");
}

#[test]
fn the_term_to_supplement_runs_from_the_service_of_the_notice() {
    let mut city = submitted("eatery", Way::Window);
    let missing = ContributeSupplement {
        step: id("drain_acceptance"),
        request: "图上没有标注尺寸".into(),
        materials: vec!["drain_plan".into()],
    };
    city.act(&city.handler("drain_acceptance"), missing).unwrap();
    city.accept("food_acceptance").unwrap();
    city.accept("front_acceptance").unwrap();
    city.serve_papers();
    city.at("2026-12-01 10:00").keep_terms();
    assert_eq!(
        city.case("drain"),
        CaseStatus::Received,
        "nobody was told, so no term has run"
    );
    let notices = city.application.documents.iter();
    let notice = notices.rev().find(|document| document.kind == DocumentKind::SupplementNotice);
    let command = HandOver {
        documents: vec![notice.unwrap().ordinal],
        receiver: receiver(&city, "2026-12-31").unwrap(),
        proof: Proof::SignedOnPaper,
        remark: String::new(),
    };
    city.act(&clerk(), command).unwrap();
    assert_eq!(
        city.application.supplement.due.unwrap().day,
        day("2026-12-15"),
        "ten days from there"
    );
    city.at("2026-12-15 23:59").keep_terms();
    assert_eq!(city.case("drain"), CaseStatus::Received);
    city.at("2026-12-16 00:00").keep_terms();
    assert_eq!(city.case("drain"), CaseStatus::Withdrawn);
}

#[test]
fn a_hearing_is_asked_for_within_five_days_of_the_service_of_the_notice() {
    let mut city = submitted("eatery", Way::Window);
    city.accept("drain_acceptance").unwrap();
    city.claim("drain_review");
    let tell = TellHearingRight {
        step: id("drain_review"),
        reasons: "排水口紧邻三户居民".into(),
    };
    city.act(&city.handler("drain_review"), tell).unwrap();
    city.serve_papers();
    city.at("2026-11-20 10:00");
    let opinion = GiveOpinion {
        step: id("drain_review"),
        opinion: Opinion::Agree,
        text: String::new(),
        points: vec![0],
    };
    let handler = city.handler("drain_review");
    assert_eq!(
        city.act(&handler, opinion.clone()),
        Err(Refusal::HearingPending),
        "nobody was told"
    );
    let notices = city.application.documents.iter();
    let notice = notices.rev().find(|document| document.kind == DocumentKind::HearingNotice);
    let command = HandOver {
        documents: vec![notice.unwrap().ordinal],
        receiver: receiver(&city, "2026-12-31").unwrap(),
        proof: Proof::SignedOnPaper,
        remark: String::new(),
    };
    city.act(&clerk(), command).unwrap();
    let hearing = city.application.hearing(&"drain".into()).unwrap();
    assert_eq!(hearing.ask_by.day, day("2026-11-27"));
    city.at("2026-11-27 23:59");
    assert_eq!(city.act(&handler, opinion.clone()), Err(Refusal::HearingPending));
    city.at("2026-11-28 00:00");
    city.act(&handler, opinion).unwrap();
}

#[test]
fn the_notice_of_a_silent_acceptance_is_of_the_day_on_which_it_is_made() {
    let mut city = City::new();
    city.at("2026-12-28 10:00");
    city.submit("sign", &[]).unwrap();
    city.at("2027-01-08 09:00").keep_terms();
    let case = city.application.case(&"sign".into()).unwrap();
    assert_eq!((case.accepted_on, case.by_silence), (Some(day("2026-12-28")), true));
    let notice = city.application.documents.last().unwrap();
    assert_eq!(notice.kind, DocumentKind::AcceptanceNotice);
    assert_eq!((notice.day.year(), notice.number.as_str()), (2027, "受理〔2027〕1号"));
}

/// A party to the sign's matter was told, and the notice has been made.
fn told_party() -> (City, u16) {
    let mut city = submitted("sign", CONSENT);
    city.accept("sign_acceptance").unwrap();
    let tell = TellParty {
        step: id("sign_review"),
        name: "钱店主".into(),
        phone: "13905430001".parse().unwrap(),
        interest: "招牌挡住隔壁的店面".into(),
    };
    city.act(&city.handler("sign_review"), tell).unwrap();
    city.serve_papers();
    let notice = city.application.documents.last().unwrap();
    assert_eq!(notice.kind, DocumentKind::ThirdPartyNotice);
    let ordinal = notice.ordinal;
    (city, ordinal)
}

#[test]
fn whoever_else_is_told_has_it_in_writing_and_the_applicant_does_not_read_it() {
    let (mut city, notice) = told_party();
    let document = city.application.document(notice).unwrap();
    assert_eq!(
        document.organ,
        city.application.step(&id("sign_review")).unwrap().planned.organ
    );
    assert_eq!(document.delivery, Delivery::Waiting, "it is not the applicant's to consent");
    assert_eq!(city.application.way_of(document), Way::Post);
    let receiver = receiver(&city, "2026-12-31").unwrap();
    let to_the_applicant = HandOver {
        documents: vec![notice],
        receiver,
        proof: Proof::SignedOnPaper,
        remark: String::new(),
    };
    assert_eq!(city.act(&clerk(), to_the_applicant), Err(Refusal::ForSomebodyElse(notice)));
    city.act(&clerk(), by_post(&[notice])).unwrap();
    city.work(2);
    city.act(&clerk(), arrived(notice, "2026-11-04")).unwrap();
    city.serve_papers();
    let document = city.application.document(notice).unwrap();
    assert_eq!(document.delivery.served_on(), Some(day("2026-11-04")));
    let record = city.application.documents.last().unwrap();
    assert_eq!(record.kind, DocumentKind::DeliveryRecord);
    for other in [document, record] {
        assert!(!other.is_open_to_applicant(), "{:?}", other.kind);
    }
}

#[test]
fn what_is_for_others_is_posted_by_itself() {
    let (mut city, notice) = told_party();
    city.act(&enterprise(), ChooseDelivery { way: Way::Post }).unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.work(6);
    city.sign_off("sign.decide").unwrap();
    city.serve_papers();
    let both = [certificate(&city), notice];
    assert_eq!(city.act(&clerk(), by_post(&both)), Err(Refusal::ForSomebodyElse(notice)));
}

fn by_post(documents: &[u16]) -> SendByPost {
    SendByPost {
        documents: documents.to_vec(),
        carrier: "EMS".into(),
        tracking: "EX123456789CN".into(),
    }
}

fn arrived(document: u16, on: &str) -> ArriveByPost {
    ArriveByPost {
        documents: vec![document],
        day: day(on),
        signed_by: String::new(),
    }
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
    city.act(&handler, Accept::by(id("sign_acceptance"))).unwrap();
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
