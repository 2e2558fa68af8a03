//! What lies around the way: objections and their answers, third parties, payments, papers that follow, promises.

use std::sync::Arc;

use authority::{Actor, AgentScope, Behalf, Duty, Reach};
use calendar::Moment;
use identity::{OrganId, Phone, RecordId};
use procedure::Answer;
use procedure::definition::{ItemId, MaterialId};
use proptest::prelude::*;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::document::DocumentKind;
use crate::record::event::Event;
use crate::record::payment::Settled;
use crate::record::state::{CaseStatus, Opinion, StepStatus};

fn visitor() -> Actor {
    Actor::clone(&Actor::visitor())
}

fn phone() -> Phone {
    "13905430001".parse().expect("a phone")
}

fn objection(words: &str) -> Object {
    Object {
        step: id("noise_notice"),
        name: "赵邻居".into(),
        phone: phone(),
        words: words.into(),
    }
}

/// A factory whose noise is being announced: five working days from Thursday, 5 November 2026.
fn announced() -> City {
    let mut city = City::with_factory(&[("noisy", Answer::Flag(true))]);
    city.work(3);
    city.opine("noise", Opinion::Agree).unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Open);
    city
}

fn answer(city: &mut City, objection: u16, upheld: bool) -> Result<(), Refusal> {
    let handler = city.handler("noise_notice");
    city.act(
        &handler,
        AnswerObjection {
            step: id("noise_notice"),
            objection,
            upheld,
            reasons: "厂界距离您家 160 米，噪声预测达标".into(),
        },
    )
}

#[test]
fn anybody_may_object_while_a_notice_runs_and_not_after() {
    let mut city = announced();
    city.act(&visitor(), objection("厂房离我家太近")).unwrap();
    // Until 24:00 of the last day (民法典 203).
    city.work(5);
    city.now = Moment::at(city.now.day(), 23, 59);
    city.act(&visitor(), objection("夜里也会响吗")).unwrap();
    city.now = Moment::at(city.now.day().plus(1), 0, 1);
    assert_eq!(city.act(&visitor(), objection("来晚了")), Err(Refusal::NoticeOver));
}

#[test]
fn an_objection_needs_words_and_somebody_who_says_them() {
    let mut city = announced();
    assert_eq!(city.act(&visitor(), objection("  ")), Err(Refusal::WordsMissing));
    let nameless = Object {
        name: " ".into(),
        ..objection("太近")
    };
    assert_eq!(city.act(&visitor(), nameless), Err(Refusal::NameMissing));
    let nowhere = Object {
        step: id("noise"),
        ..objection("太近")
    };
    assert_eq!(city.act(&visitor(), nowhere), Err(Refusal::UnknownStep(id("noise"))));
}

#[test]
fn what_comes_after_a_notice_waits_for_the_answer_to_every_objection() {
    let mut city = announced();
    city.act(&visitor(), objection("太近")).unwrap();
    city.act(&visitor(), objection("太响")).unwrap();
    answer(&mut city, 1, true).unwrap();
    assert_eq!(answer(&mut city, 1, false), Err(Refusal::ObjectionAnswered));
    city.work(6);
    city.act(&Actor::timer(), EndNotices).unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Open, "one objection is unanswered");
    assert_eq!(city.status("noise.decide"), StepStatus::Waiting);
    answer(&mut city, 2, false).unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Done);
    assert_eq!(city.status("noise.decide"), StepStatus::Open);
    let upheld: Vec<u16> = city
        .application
        .upheld(&ItemId::from("noise"))
        .map(|(place, _)| place)
        .collect();
    assert_eq!(upheld, [1]);
}

#[test]
fn days_of_waiting_for_answers_count_and_are_late() {
    let mut city = announced();
    city.act(&visitor(), objection("太近")).unwrap();
    city.work(6);
    city.act(&Actor::timer(), EndNotices).unwrap();
    city.work(2);
    answer(&mut city, 1, false).unwrap();
    assert_eq!(city.counted_in("noise_notice"), 8, "five days of notice and three of waiting");
    assert!(city.events.iter().any(|event| matches!(
        event,
        Event::NoticeEnded {
            verdict: calendar::Verdict::Late { by: 3 },
            ..
        }
    )));
}

#[test]
fn answered_in_its_term_a_notice_ends_on_its_last_day() {
    let mut city = announced();
    city.act(&visitor(), objection("太近")).unwrap();
    answer(&mut city, 1, false).unwrap();
    city.work(7);
    city.act(&Actor::timer(), EndNotices).unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Done);
    assert_eq!(city.counted_in("noise_notice"), 5);
}

#[test]
fn a_notice_that_runs_over_a_holiday_ends_on_the_working_day_after_it() {
    let mut city = City::new();
    // Spring Festival 2026: 15 to 23 February off, 14 and 28 February worked.
    city.now = Moment::at(day("2026-02-09"), 10, 0);
    city.submit("factory", &[("noisy", Answer::Flag(true))]).unwrap();
    city.now = Moment::at(day("2026-02-12"), 10, 0);
    city.opine("noise", Opinion::Agree).unwrap();
    let due = city.application.step(&id("noise_notice")).and_then(|step| step.due).unwrap();
    // Day 1 is Friday the 13th, day 2 the worked Saturday; then nine days off; day 5 is Thursday.
    assert_eq!(due.deadline.day(city.calendar()), day("2026-02-26"));
    city.now = Moment::at(day("2026-02-20"), 12, 0);
    city.act(&visitor(), objection("过年期间看到的公示")).unwrap();
    city.act(&Actor::timer(), EndNotices).unwrap();
    assert_eq!(city.status("noise_notice"), StepStatus::Open);
}

#[test]
fn a_case_is_not_signed_off_while_somebody_told_may_still_speak() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    accept(&mut city);
    let handler = city.handler("sign_review");
    let tell = TellParty {
        step: id("sign_review"),
        name: "钱店主".into(),
        phone: phone(),
        interest: "招牌挡住隔壁的店面".into(),
    };
    city.act(&handler, tell.clone()).unwrap();
    city.act(&handler, tell.clone()).unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    let until = city.calendar().add(city.now.day(), 5);
    assert_eq!(city.sign_off("sign.decide"), Err(Refusal::PartyNotHeard { until }));
    let speak = |view| StateView { party: 1, view };
    city.act(&visitor(), speak(View::Stated("请把招牌往左移半米".into())))
        .unwrap();
    assert_eq!(city.act(&visitor(), speak(View::Waived)), Err(Refusal::AlreadyHeard));
    assert_eq!(city.sign_off("sign.decide"), Err(Refusal::PartyNotHeard { until }));
    city.act(
        &visitor(),
        StateView {
            party: 2,
            view: View::Waived,
        },
    )
    .unwrap();
    city.sign_off("sign.decide").unwrap();
}

#[test]
fn a_case_is_not_refused_while_somebody_told_may_still_speak() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    accept(&mut city);
    let tell = TellParty {
        step: id("sign_review"),
        name: "钱店主".into(),
        phone: phone(),
        interest: "招牌挡住隔壁的店面".into(),
    };
    city.act(&city.handler("sign_review"), tell).unwrap();
    city.opine("sign_review", Opinion::NotSupported).unwrap();
    let refuse = Refuse {
        step: id("sign.decide"),
        reasons: "挡住了隔壁".into(),
    };
    let until = city.calendar().add(city.now.day(), 5);
    let signer = city.signer("sign.decide");
    assert_eq!(city.act(&signer, refuse.clone()), Err(Refusal::PartyNotHeard { until }));
    city.work(6);
    city.act(&signer, refuse).unwrap();
}

#[test]
fn who_was_silent_past_the_term_holds_up_nothing() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    accept(&mut city);
    let handler = city.handler("sign_review");
    city.act(
        &handler,
        TellParty {
            step: id("sign_review"),
            name: "钱店主".into(),
            phone: phone(),
            interest: "招牌挡住隔壁的店面".into(),
        },
    )
    .unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.work(6);
    let late = StateView {
        party: 1,
        view: View::Stated("太晚了吗".into()),
    };
    assert_eq!(city.act(&visitor(), late), Err(Refusal::ViewTermOver));
    city.sign_off("sign.decide").unwrap();
}

fn accept(city: &mut City) {
    let handler = city.handler("sign_acceptance");
    city.act(&handler, Accept::by(id("sign_acceptance"))).unwrap();
}

/// A pipe across the road, accepted: its fee is to be set.
fn dug() -> City {
    let mut city = City::new();
    city.submit("dig", &[("dug_area", Answer::Number("12.5".parse().unwrap()))])
        .unwrap();
    city
}

fn ask(city: &mut City, amount: Option<&str>) -> Result<(), Refusal> {
    let handler = city.handler("dig_fee");
    city.act(
        &handler,
        AskPayment {
            step: id("dig_fee"),
            amount: amount.map(|amount| amount.parse().unwrap()),
        },
    )
}

#[test]
fn an_amount_that_follows_from_the_answers_is_not_the_organs_to_change() {
    let mut city = dug();
    assert_eq!(ask(&mut city, Some("1")), Err(Refusal::AmountByRule));
    ask(&mut city, None).unwrap();
    let bill = city.application.step(&id("dig_fee")).unwrap().bill.clone().unwrap();
    assert_eq!(bill.amount.grouped(), "3,750.00");
    assert_eq!(bill.invoice, "修费〔2026〕1号");
    assert_eq!(ask(&mut city, None), Err(Refusal::PaymentAsked));
}

#[test]
fn a_payment_that_waits_does_not_consume_its_limit() {
    let mut city = dug();
    city.work(1);
    ask(&mut city, None).unwrap();
    let counted = city.counted();
    city.work(20);
    assert_eq!(city.counted(), counted);
    assert_eq!(city.status("dig_fee"), StepStatus::Paying);
    let (calendar, step) = (city.calendar(), city.application.step(&id("dig_fee")).unwrap());
    assert!(step.bill.as_ref().unwrap().is_overdue(city.now.day(), calendar));
    let paid = ReportPayment {
        step: id("dig_fee"),
        paid_on: city.now.day(),
        receipt: "鲁财 0012345678".into(),
    };
    city.act(&enterprise(), paid).unwrap();
    assert_eq!(city.status("dig_fee"), StepStatus::Open, "the organ looks");
    let handler = city.handler("dig_fee");
    let record = |paid_on| RecordPayment {
        step: id("dig_fee"),
        paid_on,
        payer: String::new(),
        receipt: "鲁财 0012345678".into(),
    };
    let tomorrow = city.now.day().plus(1);
    let asked = city.application.step(&id("dig_fee")).unwrap().bill.clone().unwrap().asked_on;
    assert_eq!(
        city.act(&handler, record(tomorrow)),
        Err(Refusal::PaidOnAnotherDay { from: asked })
    );
    city.act(&handler, record(city.now.day())).unwrap();
    assert_eq!(city.status("dig_fee"), StepStatus::Done);
    assert_eq!(city.status("dig.decide"), StepStatus::Open);
}

#[test]
fn what_was_asked_for_on_a_friday_evening_may_be_paid_that_evening() {
    let mut city = dug();
    city.at("2026-11-06 17:10");
    ask(&mut city, None).unwrap();
    city.at("2026-11-09 10:00");
    let paid = ReportPayment {
        step: id("dig_fee"),
        paid_on: day("2026-11-06"),
        receipt: "鲁财 0012345678".into(),
    };
    city.act(&enterprise(), paid).unwrap();
}

#[test]
fn an_objection_is_answered_in_writing() {
    let mut city = announced();
    city.act(&visitor(), objection("厂房离我家太近")).unwrap();
    answer(&mut city, 1, false).unwrap();
    let written = city.application.documents.last().unwrap();
    assert_eq!(written.kind, DocumentKind::ObjectionAnswer);
    assert_eq!(
        written.organ,
        city.application.step(&id("noise_notice")).unwrap().planned.organ
    );
    assert!(!written.is_for_applicant());
}

#[test]
fn what_was_said_to_be_paid_and_has_not_come_is_asked_for_again() {
    let mut city = dug();
    ask(&mut city, None).unwrap();
    let report = |city: &City| ReportPayment {
        step: id("dig_fee"),
        paid_on: city.now.day(),
        receipt: "1".into(),
    };
    city.work(1);
    let first = report(&city);
    city.act(&enterprise(), first).unwrap();
    city.work(1);
    ask(&mut city, None).unwrap();
    assert_eq!(city.status("dig_fee"), StepStatus::Paying);
    let bill = city.application.step(&id("dig_fee")).unwrap().bill.clone().unwrap();
    assert_eq!(
        (bill.invoice.as_str(), bill.reported_on, bill.asked_on),
        ("修费〔2026〕2号", None, day("2026-11-02")),
        "a new notice; what was paid since the first is paid"
    );
    assert_eq!(ask(&mut city, None), Err(Refusal::PaymentAsked));
    city.work(5);
    assert_eq!(city.counted_in("dig_fee"), 1, "the organ looked for a day");
    let paid = RecordPayment {
        step: id("dig_fee"),
        paid_on: day("2026-11-03"),
        payer: String::new(),
        receipt: "鲁财 0012345678".into(),
    };
    city.act(&city.handler("dig_fee"), paid).unwrap();
    assert_eq!(city.status("dig_fee"), StepStatus::Done);
}

#[test]
fn a_payment_asked_for_too_late_stays_late_however_long_it_waits() {
    let mut city = dug();
    city.work(4);
    ask(&mut city, None).unwrap();
    city.work(10);
    let paid = RecordPayment {
        step: id("dig_fee"),
        paid_on: city.now.day(),
        payer: String::new(),
        receipt: "鲁财 0012345678".into(),
    };
    city.act(&city.handler("dig_fee"), paid).unwrap();
    let step = city.application.step(&id("dig_fee")).unwrap();
    assert_eq!(step.verdict, Some(calendar::Verdict::Late { by: 2 }));
}

#[test]
fn a_payment_is_waived_by_a_rule_that_applies_and_by_no_other() {
    let mut city = dug();
    let handler = city.handler("dig_fee");
    let waive = |rule: &str, reasons: &str| WaivePayment {
        step: id("dig_fee"),
        rule: rule.into(),
        reasons: reasons.into(),
    };
    let refused = city.act(&handler, waive("small", "不到一平方米"));
    assert_eq!(refused, Err(Refusal::WaiverDoesNotApply), "12.5 square metres are not small");
    assert_eq!(city.act(&handler, waive("repairs", "")), Err(Refusal::WordsMissing));
    city.act(&handler, waive("repairs", "已缴存修复保证金")).unwrap();
    let step = city.application.step(&id("dig_fee")).unwrap();
    assert_eq!(step.settled, Some(Settled::Waived("repairs".into())));
}

/// A stall: its plan may follow, its test may be promised.
fn stall(later: &[&str], promised: &[&str], barred_until: Option<&str>) -> (City, Result<(), Refusal>) {
    let mut city = City::new();
    let mut command = city.submission("stall", &[]);
    let left_out = |id: &MaterialId| later.contains(&id.as_str()) || promised.contains(&id.as_str());
    command.materials.retain(|upload| !left_out(&upload.material));
    command.instead = Instead {
        later: later.iter().map(|id| MaterialId::from(*id)).collect(),
        promised: promised.iter().map(|id| MaterialId::from(*id)).collect(),
        barred_until: barred_until.map(day),
    };
    let outcome = city.act(&enterprise(), command);
    (city, outcome)
}

#[test]
fn only_what_its_rule_allows_may_stand_in_place_of_a_paper() {
    assert_eq!(
        stall(&["stall_test"], &[], None).1,
        Err(Refusal::MayNotFollow("stall_test".into()))
    );
    assert_eq!(
        stall(&[], &["stall_plan"], None).1,
        Err(Refusal::NoPromiseInstead("stall_plan".into()))
    );
    assert_eq!(stall(&["stall_plan"], &["stall_test"], None).1, Ok(()));
}

#[test]
fn the_decision_waits_for_a_paper_that_follows() {
    let (mut city, outcome) = stall(&["stall_plan"], &[], None);
    outcome.unwrap();
    city.opine("stall", Opinion::Agree).unwrap();
    assert_eq!(city.status("stall.decide"), StepStatus::Waiting);
    let supply = SupplyOwed {
        materials: vec![paper("stall_plan", "later")],
    };
    city.act(&enterprise(), supply).unwrap();
    assert_eq!(city.status("stall"), StepStatus::Open, "its reviewer had not read it");
    city.opine("stall", Opinion::Agree).unwrap();
    city.sign_off("stall.decide").unwrap();
    assert_eq!(city.case("stall"), CaseStatus::Granted);
}

#[test]
fn a_paper_that_does_not_come_in_time_leaves_the_decision_to_its_signer() {
    let (mut city, outcome) = stall(&["stall_plan"], &[], None);
    outcome.unwrap();
    city.opine("stall", Opinion::Agree).unwrap();
    city.act(&Actor::timer(), LapseOwed).unwrap();
    assert_eq!(city.status("stall.decide"), StepStatus::Waiting, "its term still runs");
    city.work(6);
    city.act(&Actor::timer(), LapseOwed).unwrap();
    assert_eq!(city.status("stall.decide"), StepStatus::Open);
    assert_eq!(city.sign_off("stall.decide"), Err(Refusal::PaperOwed("stall_plan".into())));
    let signer = city.signer("stall.decide");
    city.act(
        &signer,
        Refuse {
            step: id("stall.decide"),
            reasons: "容缺材料到期没有补齐".into(),
        },
    )
    .unwrap();
    assert_eq!(city.case("stall"), CaseStatus::Refused);
}

#[test]
fn a_day_off_within_the_term_of_a_paper_that_follows_moves_its_last_day() {
    let (mut city, outcome) = stall(&["stall_plan"], &[], None);
    outcome.unwrap();
    city.opine("stall", Opinion::Agree).unwrap();
    assert_eq!(city.application.owed[0].due.day, day("2026-11-09"));
    city.day_off(day("2026-11-05"));
    // The timer was set by the calendar before, and fires once.
    city.at("2026-11-10 00:00");
    city.act(&Actor::timer(), LapseOwed).unwrap();
    assert_eq!(city.status("stall.decide"), StepStatus::Waiting, "it may come until Tuesday");
    assert_eq!(city.application.owed[0].due.day, day("2026-11-10"), "the timer is set anew");
    city.at("2026-11-11 00:00");
    city.act(&Actor::timer(), LapseOwed).unwrap();
    assert_eq!(city.status("stall.decide"), StepStatus::Open);
}

/// A clerk at a window, for the applicant.
fn clerk() -> Actor {
    let post = authority::Post {
        id: "water-371625-clerk".parse().unwrap(),
        organ: OrganId::fixed("water-371625"),
        region: COUNTY,
        functions: Vec::new(),
        duties: vec![Duty::Clerk],
    };
    let behalf = Behalf {
        post: Arc::new(post),
        party: party(),
        authorisation: RecordId::from_bytes([7; 16]),
        version: 1,
        may: AgentScope::Handle,
        reach: Reach::All,
    };
    Actor::clone(&Actor::on_behalf(RecordId::from_bytes([6; 16]), Arc::new(behalf)))
}

#[test]
fn a_promise_that_a_clerk_hands_in_is_signed_by_the_applicant() {
    let mut city = City::new();
    let mut command = city.submission("stall", &[]);
    city.act(&clerk(), command.clone()).unwrap();
    let mut city = City::new();
    command.materials.retain(|upload| upload.material.as_str() != "stall_test");
    command.instead.promised = vec!["stall_test".into()];
    assert_eq!(city.act(&clerk(), command.clone()), Err(Refusal::SignedLetterMissing));
    command.signed_letter = Some(paper("signed-letter", "promise"));
    city.act(&clerk(), command).unwrap();
}

/// The stall was granted on a promise.
fn promised() -> City {
    let (mut city, outcome) = stall(&[], &["stall_test"], None);
    outcome.unwrap();
    city.opine("stall", Opinion::Agree).unwrap();
    city.sign_off("stall.decide").unwrap();
    city
}

fn check(city: &mut City, kept: bool, words: &str) -> Result<(), Refusal> {
    let inspector = staff(&OrganId::fixed("water-371625"), Duty::Handle, 1);
    city.act(
        &inspector,
        CheckPromise {
            material: "stall_test".into(),
            kept,
            words: words.into(),
        },
    )
}

#[test]
fn a_promise_is_checked_after_the_decision_by_who_reviewed() {
    let (mut city, outcome) = stall(&[], &["stall_test"], None);
    outcome.unwrap();
    assert_eq!(check(&mut city, true, ""), Err(Refusal::CheckNotDue));
    let mut city = promised();
    let due = city.application.promises[0].check.clone().unwrap().due.day;
    assert_eq!(due, city.calendar().roll(city.now.day().plus(30)), "thirty calendar days");
    check(&mut city, true, "").unwrap();
    assert_eq!(check(&mut city, false, "又查"), Err(Refusal::PromiseChecked));
}

#[test]
fn a_false_promise_needs_words_and_bars_who_made_it() {
    let mut city = promised();
    assert_eq!(check(&mut city, false, ""), Err(Refusal::WordsMissing));
    check(&mut city, false, "现场检测不合格").unwrap();
    let until = city.application.promises[0].barred_until.unwrap();
    assert_eq!(until, city.now.day().plus(365));
    let again = stall(&[], &["stall_test"], Some(&until.to_string())).1;
    assert_eq!(again, Err(Refusal::BarredFromPromises { until }));
    assert_eq!(
        stall(&[], &[], Some(&until.to_string())).1,
        Ok(()),
        "with the paper itself it may apply"
    );
}

#[test]
fn who_hands_the_paper_in_after_all_proves_the_promise() {
    let mut city = promised();
    let supply = SupplyOwed {
        materials: vec![paper("stall_test", "report")],
    };
    city.act(&enterprise(), supply.clone()).unwrap();
    assert_eq!(city.application.promises[0].proven_on, Some(city.now.day()));
    check(&mut city, true, "").unwrap();
    assert_eq!(
        city.act(&enterprise(), supply),
        Err(Refusal::MaterialNotAsked("stall_test".into()))
    );
}

proptest! {
    /// However objections and answers fall, a notice never ends before its term nor with one unanswered, and what comes after it
    /// does not open before.
    #[test]
    fn no_notice_ends_with_an_objection_unanswered(acts in prop::collection::vec((0..4u8, 0..3i32, 1..6u16, any::<bool>()), 1..24)) {
        let mut city = announced();
        let last = city.application.step(&id("noise_notice")).unwrap().due.unwrap().day;
        for (what, days, place, upheld) in acts {
            let _ = match what {
                0 => city.act(&visitor(), objection("异议")),
                1 => answer(&mut city, place, upheld),
                2 => city.act(&Actor::timer(), EndNotices),
                _ => { city.work(days); Ok(()) }
            };
            let step = city.application.step(&id("noise_notice")).unwrap();
            let open = city.application.objections.iter().filter(|objection| objection.answer.is_none()).count();
            prop_assert_eq!(usize::from(step.unanswered), open);
            if step.status == StepStatus::Done {
                prop_assert_eq!(open, 0);
                prop_assert!(city.now.day() > last);
            } else {
                prop_assert_eq!(city.status("noise.decide"), StepStatus::Waiting);
            }
        }
    }

    /// Whatever is paid, reported or waived, in whatever order, the counted days of a payment never fall, never grow while it
    /// waits to be paid, and it ends once.
    #[test]
    fn a_payment_ends_once_and_its_clock_keeps_the_rules(acts in prop::collection::vec((0..5u8, 0..3i32), 1..20)) {
        let mut city = dug();
        let mut before = 0;
        for (what, days) in acts {
            let waits = city.status("dig_fee") == StepStatus::Paying;
            let handler = city.handler("dig_fee");
            let today = city.now.day();
            let _ = match what {
                0 => ask(&mut city, None),
                1 => city.act(&enterprise(), ReportPayment { step: id("dig_fee"), paid_on: today, receipt: "1".into() }),
                2 => city.act(&handler, RecordPayment { step: id("dig_fee"), paid_on: today, payer: String::new(), receipt: "1".into() }),
                3 => city.act(&handler, WaivePayment { step: id("dig_fee"), rule: "repairs".into(), reasons: "已缴存".into() }),
                _ => { city.work(days); Ok(()) }
            };
            let counted = city.counted_in("dig_fee");
            prop_assert!(counted >= before);
            if waits && what == 4 {
                prop_assert_eq!(counted, before);
            }
            before = counted;
        }
        let ended = city.events.iter().filter(|event| matches!(event, Event::Paid { .. } | Event::PaymentWaived { .. })).count();
        prop_assert!(ended <= 1);
    }
}
