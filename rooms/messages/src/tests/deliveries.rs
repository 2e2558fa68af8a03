//! The life of one text, by value: whatever a gateway answers, in whatever order, it ends once.

use std::sync::Arc;

use authority::{Actor, Party};
use calendar::{Day, Moment};
use identity::{RecordId, RegionCode};
use ledger::{Almanac, Context, Record, Rehearsal, Stamp};
use message_gateway::Standing;
use proptest::prelude::*;

use crate::record::{
    ATTEMPTS_MAX, Audience, Channel, Command, DeliveryStatus, Fact, FactKind, HandOver, Hold, Message, Messages, Outcome,
    Planned, Postpone, Settle, Skip, SkipReason, Tell, retry_after_minutes,
};

const CITY: RegionCode = RegionCode::fixed(371_600);

/// One message with one text, at a clock that goes on a minute with each command.
struct Life {
    message: Message,
    now: Moment,
    version: u64,
}

impl Life {
    fn told() -> Self {
        let now = Moment::at(Day::new(2026, 11, 2).unwrap(), 10, 0);
        let mut life = Self {
            message: Message::default(),
            now,
            version: 0,
        };
        life.ask(tell(now));
        life
    }

    fn ask(&mut self, command: impl Into<Command>) -> usize {
        let (actor, almanac) = (Actor::reaction("messages"), Almanac::default());
        let mut draws = Rehearsal::new(1);
        let record = RecordId::from_bytes([1; 16]);
        let mut context = Context::new(record, self.now, &actor, "", &almanac, &mut draws);
        let decision = Messages::decide(&self.message, command.into(), &mut context).unwrap();
        for event in &decision.events {
            self.version += 1;
            let stamp = Stamp {
                version: self.version,
                at: self.now,
                actor: actor.label(),
                capacity: actor.capacity_label(),
                release: String::new(),
            };
            Messages::apply(&mut self.message, event, &stamp);
        }
        self.now = self.now.plus(60_000);
        decision.events.len()
    }

    fn status(&self) -> DeliveryStatus {
        self.message.deliveries[0].status
    }
}

fn tell(due: Moment) -> Tell {
    let account = RecordId::from_bytes([7; 16]);
    Tell {
        fact: Fact::of(FactKind::Submitted),
        audience: Audience::Party(Party::Person(account)),
        region: CITY,
        deliveries: vec![Planned {
            account,
            channel: Channel::Sms,
            due,
        }],
        to: None,
    }
}

fn hand_over(standing: Standing) -> HandOver {
    HandOver {
        delivery: 0,
        to: "13800001234".into(),
        standing,
    }
}

fn settle(outcome: Outcome) -> Settle {
    Settle { delivery: 0, outcome }
}

fn failed() -> Outcome {
    Outcome::Failed {
        reason: "13800001234 switched off".into(),
    }
}

fn postpone(attempt: u32) -> Postpone {
    Postpone {
        delivery: 0,
        attempt,
        reason: "the gateway is busy (503)".into(),
    }
}

#[test]
fn a_fact_is_told_once() {
    let mut life = Life::told();
    assert_eq!(life.ask(tell(life.now)), 0);
    assert_eq!(life.message.deliveries.len(), 1);
}

#[test]
fn a_gateway_that_answers_twice_changes_nothing() {
    let mut life = Life::told();
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 1);
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 0);
    assert_eq!(life.ask(settle(Outcome::Delivered)), 1);
    for command in [settle(Outcome::Delivered), settle(failed())] {
        assert_eq!(life.ask(command), 0);
    }
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 0);
    assert_eq!(life.status(), DeliveryStatus::Delivered);
}

#[test]
fn a_receipt_may_come_before_the_answer() {
    let mut life = Life::told();
    life.ask(settle(Outcome::Delivered));
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 0);
    assert_eq!(life.status(), DeliveryStatus::Delivered);
}

#[test]
fn what_a_gateway_says_of_a_failure_is_kept_without_the_number() {
    let mut life = Life::told();
    life.ask(hand_over(Standing::Accepted));
    life.ask(settle(failed()));
    assert_eq!(life.status(), DeliveryStatus::Failed);
    assert_eq!(life.message.deliveries[0].reason.as_deref(), Some("########### switched off"));
}

#[test]
fn a_gateway_that_is_down_is_tried_again_with_growing_pauses_and_given_up_at_last() {
    let mut life = Life::told();
    for attempt in 1..ATTEMPTS_MAX {
        let tried = life.now;
        assert_eq!(life.ask(postpone(attempt)), 1);
        assert_eq!(life.ask(postpone(attempt)), 0, "the same answer, late");
        let pause = life.message.deliveries[0].due.0 - tried.0;
        assert_eq!(pause / 60_000, retry_after_minutes(attempt).unwrap());
        assert_eq!(life.status(), DeliveryStatus::Queued);
    }
    life.ask(postpone(ATTEMPTS_MAX));
    assert_eq!(life.status(), DeliveryStatus::GivenUp);
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 0);
}

#[test]
fn what_waits_for_the_morning_uses_up_no_attempt() {
    let mut life = Life::told();
    let until = life.now.plus(3_600_000);
    assert_eq!(life.ask(Hold { delivery: 0, until }), 1);
    assert_eq!(life.ask(Hold { delivery: 0, until }), 0);
    assert_eq!(
        (life.message.deliveries[0].due, life.message.deliveries[0].attempts),
        (until, 0)
    );
}

#[test]
fn whoever_lost_the_mandate_is_not_written_to() {
    let mut life = Life::told();
    let reason = SkipReason::NoLongerActs;
    life.ask(Skip { delivery: 0, reason });
    assert_eq!(life.status(), DeliveryStatus::Skipped);
    assert_eq!(life.ask(hand_over(Standing::Accepted)), 0);
}

#[test]
fn there_is_no_delivery_that_was_not_planned() {
    let life = Life::told();
    let (actor, almanac) = (Actor::reaction("messages"), Arc::new(Almanac::default()));
    let mut draws = Rehearsal::new(1);
    let mut context = Context::new(RecordId::from_bytes([1; 16]), life.now, &actor, "", &almanac, &mut draws);
    let beyond = Settle {
        delivery: 1,
        outcome: Outcome::Delivered,
    };
    assert!(Messages::decide(&life.message, beyond.into(), &mut context).is_err());
}

/// What gateways, clocks and people may say of one text, in any order.
fn commands() -> impl Strategy<Value = Vec<Command>> {
    let command = prop_oneof![
        Just(Command::from(hand_over(Standing::Accepted))),
        Just(Command::from(hand_over(Standing::Delivered))),
        Just(Command::from(settle(Outcome::Delivered))),
        Just(Command::from(settle(failed()))),
        (1..=ATTEMPTS_MAX).prop_map(|attempt| Command::from(postpone(attempt))),
        Just(Command::from(Skip {
            delivery: 0,
            reason: SkipReason::NotWanted
        })),
    ];
    proptest::collection::vec(command, 0..30)
}

proptest! {
    #[test]
    fn whatever_is_said_a_text_ends_once(commands in commands()) {
        let mut life = Life::told();
        let mut end = None;
        for command in commands {
            life.ask(command);
            if let Some(end) = end {
                prop_assert_eq!(life.status(), end);
            } else if life.status().has_ended() {
                end = Some(life.status());
            }
        }
    }
}
