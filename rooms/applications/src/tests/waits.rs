//! What an application is said to wait for.

use procedure::Answer;

use super::city::*;
use crate::record::command::*;
use crate::record::proposal::Proposal;
use crate::record::special::SpecialKind;
use crate::waiting::{Reason, wait};

/// Of whom or what, since when.
fn waits_for(city: &City) -> (String, String) {
    let wait = wait(&city.application).expect("it waits for something");
    let reason = match wait.reason {
        Reason::Organ(step) => format!("organ: {}", step.planned.step),
        Reason::Applicant(step) => format!("applicant: {}", step.planned.step),
        Reason::Special(step, special) => format!("{}: {}", special.kind.as_str(), step.planned.step),
        Reason::Notice(step) => format!("notice: {}", step.planned.step),
        Reason::Gate(gate) => format!("gate: {}", gate.gate),
    };
    (reason, wait.since.to_string())
}

#[test]
fn it_waits_for_the_applicant_who_is_to_pay() {
    let mut city = City::new();
    city.submit("dig", &[("dug_area", Answer::Number("12.5".parse().unwrap()))])
        .unwrap();
    city.work(1);
    let ask = AskPayment {
        step: id("dig_fee"),
        amount: None,
    };
    city.act(&city.handler("dig_fee"), ask).unwrap();
    city.work(3);
    assert_eq!(waits_for(&city), ("applicant: dig_fee".into(), "2026-11-03".into()));
}

#[test]
fn it_waits_for_a_special_procedure_that_stops_the_clock() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    city.accept("sign_acceptance").unwrap();
    city.claim("sign_review");
    city.work(1);
    let inspection = Proposal::SpecialProcedure {
        kind: SpecialKind::Inspection,
        days: 5,
    };
    let number = city.propose("sign_review", inspection).unwrap();
    city.approve(number).unwrap();
    city.work(2);
    assert_eq!(waits_for(&city), ("inspection: sign_review".into(), "2026-11-03".into()));
}

#[test]
fn it_waits_for_the_organ_that_owes_answers_to_objections() {
    let mut city = City::with_factory(&[("noisy", Answer::Flag(true))]);
    city.opine("noise", crate::record::state::Opinion::Agree).unwrap();
    city.opine("check", crate::record::state::Opinion::Agree).unwrap();
    city.opine("building", crate::record::state::Opinion::Agree).unwrap();
    assert_eq!(waits_for(&city).0, "notice: noise_notice");
    let objection = Object {
        step: id("noise_notice"),
        name: "赵邻居".into(),
        phone: "13905430001".parse().unwrap(),
        words: "太近".into(),
    };
    city.act(&authority::Actor::visitor(), objection).unwrap();
    city.work(6);
    city.act(&authority::Actor::timer(), EndNotices).unwrap();
    assert_eq!(waits_for(&city), ("organ: noise_notice".into(), "2026-11-02".into()));
}
