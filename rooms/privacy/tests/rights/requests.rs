//! A request about personal data, from asking to carrying out, by value.

use std::sync::Arc;

use authority::{Actor, Duty, Post};
use calendar::{Day, Moment};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Almanac, Claim, Context, Decision, Record, Rehearsal, Stamp};

use privacy::record::plan::{Plan, Restricted};
use privacy::record::{
    Answer, Ask, CarryOut, Command, Correction, DataRequest, DataRequests, EndGrace, ErasureGround, Escalate, Event, Hinder,
    Hindrance, Judgement, Lift, Open, Outcome, Part, Refusal, Standing, TakeBack, Wish,
};

const CITY: RegionCode = RegionCode::fixed(371_600);

/// A request's life from Monday, 2 November 2026 on.
struct Life {
    request: Option<DataRequest>,
    now: Moment,
    draws: Rehearsal,
    last: Decision<Event>,
}

impl Life {
    fn new() -> Self {
        Self {
            request: None,
            now: Moment::at("2026-11-02".parse().unwrap(), 10, 0),
            draws: Rehearsal::new(7),
            last: Decision::nothing(),
        }
    }

    fn asked(wish: Wish) -> Self {
        let mut life = Self::new();
        life.person(ask(wish, "说明")).unwrap();
        life
    }

    fn on(&mut self, day: &str) {
        self.now = Moment::at(day.parse().unwrap(), 10, 0);
    }

    fn person(&mut self, command: impl Into<Command>) -> Result<(), Refusal> {
        self.does(&Actor::person(person()), command)
    }

    fn officer(&mut self, command: impl Into<Command>) -> Result<(), Refusal> {
        self.does(&officer(RecordId::from_bytes([8; 16])), command)
    }

    fn does(&mut self, actor: &Arc<Actor>, command: impl Into<Command>) -> Result<(), Refusal> {
        let almanac = Almanac::default();
        let mut context = Context::new(RecordId::from_bytes([7; 16]), self.now, actor, "", &almanac, &mut self.draws);
        let decision = DataRequests::decide(&self.request, command.into(), &mut context)?;
        for event in &decision.events {
            let stamp = Stamp {
                version: 1,
                at: self.now,
                actor: actor.label(),
                capacity: actor.capacity_label(),
                release: String::new(),
            };
            DataRequests::apply(&mut self.request, event, &stamp);
        }
        self.last = decision;
        Ok(())
    }

    fn request(&self) -> &DataRequest {
        self.request.as_ref().unwrap()
    }

    fn standing(&self) -> Standing {
        self.request().standing.clone()
    }
}

fn person() -> RecordId {
    RecordId::from_bytes([1; 16])
}

fn application() -> RecordId {
    RecordId::from_bytes([5; 16])
}

fn officer(account: RecordId) -> Arc<Actor> {
    let post = Post {
        id: "approval-371600-protect".parse().unwrap(),
        organ: OrganId::fixed("approval-371600"),
        region: CITY,
        functions: Vec::new(),
        duties: vec![Duty::Protect],
    };
    Actor::post(account, Arc::new(post))
}

fn ask(wish: Wish, words: &str) -> Ask {
    Ask {
        region: CITY,
        wish,
        words: words.to_owned(),
        corrected: None,
    }
}

fn erasure() -> Wish {
    Wish::Erasure {
        ground: ErasureGround::PurposeOver,
        parts: vec![Part::Drafts],
    }
}

fn restriction() -> Wish {
    Wish::Restriction {
        parts: vec![Part::Application(application())],
    }
}

fn restricting() -> Plan {
    Plan {
        restrict: vec![Restricted {
            record: application(),
            until: None,
        }],
        ..Plan::default()
    }
}

fn answer(judgement: Judgement) -> Answer {
    Answer {
        judgement,
        words: "依据第四十七条。".to_owned(),
        expects: Vec::new(),
    }
}

#[test]
fn a_request_has_a_number_and_fifteen_working_days() {
    let life = Life::asked(erasure());
    let request = life.request();
    assert_eq!(request.number, "个信〔2026〕1号");
    let almanac = Almanac::default();
    assert_eq!(
        request.due.day(almanac.calendar(CITY)),
        "2026-11-23".parse::<Day>().unwrap(),
        "three weeks of five days each"
    );
    assert_eq!(life.standing(), Standing::Open);
}

#[test]
fn only_a_person_asks_and_only_for_something() {
    let mut life = Life::new();
    let clerk = officer(person());
    assert_eq!(life.does(&clerk, ask(erasure(), "")), Err(Refusal::NotOneself));
    let nothing = Wish::Restriction { parts: Vec::new() };
    assert_eq!(life.person(ask(nothing, "")), Err(Refusal::NothingChosen));
    assert_eq!(life.person(ask(Wish::Explanation, " ")), Err(Refusal::WordsMissing));
    let wrong = Wish::Correction { of: Correction::Name };
    assert_eq!(life.person(ask(wrong, "")), Err(Refusal::CorrectedMissing));
    let long = "字".repeat(2_001);
    assert_eq!(life.person(ask(erasure(), &long)), Err(Refusal::WordsTooLong));
    assert!(life.request.is_none());
}

#[test]
fn one_request_of_a_kind_is_open_at_a_time() {
    let mut life = Life::asked(erasure());
    let claim = Claim::new("data-request", format!("{}/erasure/", person()));
    assert_eq!(life.last.claims, std::slice::from_ref(&claim));
    life.officer(answer(Judgement::Refused)).unwrap();
    assert_eq!(
        life.last.releases,
        std::slice::from_ref(&claim),
        "the next may be asked after the answer"
    );
    let mut other = Life::asked(erasure());
    other.person(TakeBack).unwrap();
    assert_eq!(other.last.releases, [claim]);
}

#[test]
fn every_answer_has_reasons_and_nobody_answers_the_own() {
    let mut life = Life::asked(erasure());
    let without = Answer {
        words: "  ".to_owned(),
        ..answer(Judgement::Refused)
    };
    assert_eq!(life.officer(without), Err(Refusal::WordsMissing));
    assert_eq!(
        life.does(&officer(person()), answer(Judgement::Refused)),
        Err(Refusal::OwnRequest)
    );
    life.officer(answer(Judgement::Refused)).unwrap();
    assert_eq!(life.standing(), Standing::Done, "nothing is left to do");
    assert_eq!(life.officer(answer(Judgement::Refused)), Err(Refusal::AnsweredBefore));
    assert_eq!(life.person(TakeBack), Err(Refusal::AnsweredBefore));
}

#[test]
fn an_answer_after_its_term_is_late() {
    for (day, late) in [("2026-11-23", false), ("2026-11-24", true)] {
        let mut life = Life::asked(erasure());
        life.on(day);
        life.officer(answer(Judgement::Granted(Plan::default()))).unwrap();
        assert_eq!(life.request().answered.as_ref().unwrap().late, late, "{day}");
    }
}

#[test]
fn whoever_heads_the_organ_is_told_once_the_term_is_over() {
    let mut life = Life::asked(erasure());
    assert_eq!(life.request().escalates_on(), Some("2026-11-24".parse().unwrap()));
    life.on("2026-11-20");
    life.officer(Escalate).unwrap();
    assert_eq!(life.request().escalated_on, None, "the term still runs");
    life.on("2026-11-24");
    life.officer(Escalate).unwrap();
    assert_eq!(life.request().escalated_on, Some("2026-11-24".parse().unwrap()));
    life.officer(Escalate).unwrap();
    assert!(life.last.events.is_empty(), "once");
    let mut answered = Life::asked(erasure());
    answered.officer(answer(Judgement::Refused)).unwrap();
    answered.on("2026-11-24");
    answered.officer(Escalate).unwrap();
    assert!(answered.last.events.is_empty());
}

#[test]
fn what_was_granted_is_carried_out_once() {
    let mut life = Life::asked(erasure());
    assert_eq!(life.officer(CarryOut), Err(Refusal::NothingGranted));
    life.officer(answer(Judgement::Granted(Plan::default()))).unwrap();
    life.officer(CarryOut).unwrap();
    assert_eq!(life.standing(), Standing::Done);
    assert_eq!(life.request().answered.as_ref().unwrap().outcome, Outcome::Granted);
    assert_eq!(life.officer(CarryOut), Err(Refusal::CarriedOutBefore));
}

#[test]
fn what_is_restricted_is_opened_for_a_reason_and_until_the_person_lifts_it() {
    let mut life = Life::asked(restriction());
    let open = Open {
        record: application(),
        words: "复核缴费".to_owned(),
    };
    assert_eq!(life.officer(open.clone()), Err(Refusal::NotRestricted), "not answered yet");
    life.officer(answer(Judgement::Granted(restricting()))).unwrap();
    let silent = Open {
        words: String::new(),
        ..open.clone()
    };
    assert_eq!(life.officer(silent), Err(Refusal::WordsMissing));
    let other = Open {
        record: person(),
        ..open.clone()
    };
    assert_eq!(life.officer(other), Err(Refusal::NotRestricted));
    life.officer(open.clone()).unwrap();
    let opening = &life.request().openings[0];
    assert_eq!(opening.until, "2026-11-02".parse::<Day>().unwrap(), "for the rest of the day");
    assert_eq!(opening.by, Some(RecordId::from_bytes([8; 16])));
    life.person(Lift).unwrap();
    assert_eq!(life.officer(open), Err(Refusal::NotRestricted));
    assert_eq!(life.person(Lift), Err(Refusal::NotRestricted));
}

#[test]
fn a_restriction_in_place_of_erasing_ends_with_its_term_alone() {
    let mut life = Life::asked(erasure());
    life.officer(answer(Judgement::Partly(restricting()))).unwrap();
    assert_eq!(life.person(Lift), Err(Refusal::NotRestricted));
    assert_eq!(life.request().restricts().count(), 1);
}

#[test]
fn an_account_that_is_to_end_restricts_nothing_before_and_may_be_kept_until_then() {
    let mut life = Life::asked(Wish::Closing);
    life.officer(answer(Judgement::Partly(Plan::default()))).unwrap();
    assert_eq!(life.standing(), Standing::Grace);
    assert_eq!(life.officer(CarryOut), Err(Refusal::NothingGranted), "not before its day");
    let mut kept = Life::asked(Wish::Closing);
    kept.officer(answer(Judgement::Partly(restricting()))).unwrap();
    kept.person(TakeBack).unwrap();
    assert_eq!(kept.standing(), Standing::TakenBack);
    assert_eq!(kept.officer(CarryOut), Err(Refusal::TakenBack));
    let end = EndGrace {
        plan: restricting(),
        expects: Vec::new(),
    };
    assert_eq!(kept.officer(end.clone()), Err(Refusal::TakenBack));
    life.officer(end).unwrap();
    assert_eq!(life.person(TakeBack), Err(Refusal::AnsweredBefore), "its day has come");
    assert_eq!(life.request().restricts().count(), 0, "the account has not ended yet");
    life.officer(CarryOut).unwrap();
    assert_eq!(life.request().restricts().count(), 1, "by what was found on its day");
}

#[test]
fn an_account_against_whose_end_something_stands_goes_on_and_its_person_may_ask_again() {
    let mut life = Life::asked(Wish::Closing);
    let by = Hindrance::Running {
        applications: vec![application()],
    };
    let hinder = Hinder { by: by.clone() };
    assert_eq!(life.officer(hinder.clone()), Err(Refusal::NothingGranted));
    life.officer(answer(Judgement::Partly(restricting()))).unwrap();
    life.on("2026-11-09");
    life.officer(hinder.clone()).unwrap();
    let on = "2026-11-09".parse().unwrap();
    assert_eq!(life.standing(), Standing::Hindered { by, on });
    assert_eq!(life.request().restricts().count(), 0);
    assert_eq!(life.officer(CarryOut), Err(Refusal::CarriedOutBefore));
    assert_eq!(life.officer(hinder), Err(Refusal::CarriedOutBefore));
    assert_eq!(life.person(TakeBack), Err(Refusal::AnsweredBefore));
}
