//! Asking an organ, its answer, asking again, closing.

use std::sync::Arc;

use authority::{Actor, Duty, Post};
use calendar::{Day, Moment};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Almanac, Context, Record, Rehearsal, Stamp};

use crate::record::{
    Answer, Ask, AskAgain, Close, Inquiries, Inquiry, InquiryCommand, InquiryRefusal, Remind, SaidKind, Standing,
};

const BOXING: RegionCode = RegionCode::fixed(371_625);

/// An inquiry's life from Monday, 2 November 2026 on.
struct Asking {
    inquiry: Option<Inquiry>,
    now: Moment,
    draws: Rehearsal,
}

impl Asking {
    fn new() -> Self {
        Self {
            inquiry: None,
            now: Moment::at("2026-11-02".parse().unwrap(), 10, 0),
            draws: Rehearsal::new(3),
        }
    }

    fn on(&mut self, day: &str) {
        self.now = Moment::at(day.parse().unwrap(), 10, 0);
    }

    fn does(&mut self, command: impl Into<InquiryCommand>) -> Result<(), InquiryRefusal> {
        let post = Post {
            id: "approval-371600-supervise".parse().unwrap(),
            organ: OrganId::fixed("approval-371600"),
            region: BOXING,
            functions: Vec::new(),
            duties: vec![Duty::Supervise],
        };
        let actor = Actor::post(RecordId::from_bytes([1; 16]), Arc::new(post));
        let almanac = Almanac::default();
        let mut context = Context::new(RecordId::from_bytes([7; 16]), self.now, &actor, "", &almanac, &mut self.draws);
        let decision = Inquiries::decide(&self.inquiry, command.into(), &mut context)?;
        for event in decision.events {
            let stamp = Stamp {
                version: 1,
                at: self.now,
                actor: actor.label(),
                capacity: String::new(),
                release: String::new(),
            };
            Inquiries::apply(&mut self.inquiry, &event, &stamp);
        }
        Ok(())
    }

    fn asked(days: u32) -> Self {
        let mut asking = Self::new();
        asking.does(question(days, "为什么停了五天？")).unwrap();
        asking
    }

    fn inquiry(&self) -> &Inquiry {
        self.inquiry.as_ref().unwrap()
    }
}

fn question(term_days: u32, words: &str) -> Ask {
    Ask {
        application: RecordId::from_bytes([9; 16]),
        application_number: "371625-20261102-000001-4".into(),
        title: "铝轮毂项目".into(),
        step: None,
        organ: OrganId::fixed("water-371625"),
        region: BOXING,
        term_days,
        words: words.into(),
    }
}

fn words(text: &str) -> String {
    text.to_owned()
}

#[test]
fn an_organ_is_asked_with_a_term_in_working_days_and_a_number() {
    let asking = Asking::asked(5);
    let inquiry = asking.inquiry();
    assert_eq!(inquiry.number, "督办〔2026〕1号");
    assert_eq!(
        inquiry.due,
        "2026-11-09".parse::<Day>().unwrap(),
        "the weekend does not count"
    );
    assert_eq!(inquiry.standing, Standing::Open);
}

#[test]
fn answered_late_is_remembered_after_another_answer_in_time() {
    let mut asking = Asking::asked(1);
    asking.on("2026-11-05");
    asking
        .does(Answer {
            words: words("人手不足"),
        })
        .unwrap();
    assert!(asking.inquiry().late && asking.inquiry().standing == Standing::Answered);
    asking
        .does(AskAgain {
            term_days: 2,
            words: words("哪天办完？"),
        })
        .unwrap();
    asking.does(Answer { words: words("明天") }).unwrap();
    asking.does(Close { words: String::new() }).unwrap();
    assert!(asking.inquiry().late && asking.inquiry().standing == Standing::Closed);
    let kinds: Vec<SaidKind> = asking.inquiry().said.iter().map(|said| said.kind).collect();
    assert_eq!(
        kinds,
        [
            SaidKind::Asked,
            SaidKind::Answered,
            SaidKind::AskedAgain,
            SaidKind::Answered,
            SaidKind::Closed
        ]
    );
}

#[test]
fn an_organ_is_reminded_once_a_day() {
    let mut asking = Asking::asked(3);
    asking.does(Remind { words: String::new() }).unwrap();
    assert_eq!(
        asking.does(Remind { words: String::new() }),
        Err(InquiryRefusal::RemindedToday)
    );
    asking.on("2026-11-03");
    asking.does(Remind { words: String::new() }).unwrap();
    assert_eq!(asking.inquiry().reminders, 2);
}

#[test]
fn what_cannot_be_done_is_told_why() {
    assert_eq!(Asking::new().does(question(0, "?")), Err(InquiryRefusal::NoTerm { max: 30 }));
    assert_eq!(Asking::new().does(question(31, "?")), Err(InquiryRefusal::NoTerm { max: 30 }));
    assert_eq!(Asking::new().does(question(3, "  ")), Err(InquiryRefusal::WordsMissing));
    assert_eq!(
        Asking::new().does(question(3, &"长".repeat(2_001))),
        Err(InquiryRefusal::WordsTooLong { max: 2_000 })
    );
    assert_eq!(
        Asking::new().does(Answer { words: words("?") }),
        Err(InquiryRefusal::NotAsked)
    );
    let mut asking = Asking::asked(3);
    assert_eq!(asking.does(question(3, "又问")), Err(InquiryRefusal::AskedBefore));
    let again = AskAgain {
        term_days: 3,
        words: words("又问"),
    };
    assert_eq!(asking.does(again), Err(InquiryRefusal::NotAnswered));
    asking.does(Answer { words: words("答") }).unwrap();
    assert_eq!(
        asking.does(Answer { words: words("再答") }),
        Err(InquiryRefusal::AnsweredBefore)
    );
    asking.does(Close { words: String::new() }).unwrap();
    assert_eq!(asking.does(Close { words: String::new() }), Err(InquiryRefusal::Closed));
}
