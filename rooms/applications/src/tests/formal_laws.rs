//! What must always hold between receipt and decision, over random lives of an eatery: domain rules 4 and 6.

use std::collections::BTreeMap;

use authority::Duty;
use proptest::prelude::*;

use super::city::*;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::proposal::{Proposal, ProposalNumber};
use crate::record::special::SpecialKind;
use crate::record::state::{Application, CaseStatus, Opinion, StepStatus};

const STEPS: [&str; 9] = [
    "food_acceptance",
    "drain_acceptance",
    "front_acceptance",
    "food_review",
    "drain_review",
    "front_review",
    "food.decide",
    "drain.decide",
    "front.decide",
];

/// One thing that somebody tries, sensible or not.
#[derive(Clone, Debug)]
enum Attempt {
    Pass(i32),
    Accept(usize),
    Missing(usize),
    SendNotice,
    Supply,
    Claim(usize),
    Special(usize, usize, u32),
    End(usize, usize),
    Extend(usize, u32),
    NotAccept(usize),
    Approve(u16, u8),
    Decline(u16),
    Tell(usize),
    Ask(usize),
    Announce(usize, i32),
    Record(usize),
    Opine(usize),
    SignOff(usize),
    Refuse(usize),
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let step = 0..STEPS.len();
    prop_oneof![
        5 => (0..4i32).prop_map(Attempt::Pass),
        5 => (0..3usize).prop_map(Attempt::Accept),
        3 => (0..3usize).prop_map(Attempt::Missing),
        1 => Just(Attempt::SendNotice),
        3 => Just(Attempt::Supply),
        6 => (3..6usize).prop_map(Attempt::Claim),
        4 => (step.clone(), 0..8usize, 0..12u32).prop_map(|(step, kind, days)| Attempt::Special(step, kind, days)),
        4 => (step.clone(), 0..8usize).prop_map(|(step, kind)| Attempt::End(step, kind)),
        3 => (step.clone(), 0..17u32).prop_map(|(step, days)| Attempt::Extend(step, days)),
        1 => (0..3usize).prop_map(Attempt::NotAccept),
        6 => (1..6u16, 1..9u8).prop_map(|(number, person)| Attempt::Approve(number, person)),
        1 => (1..6u16).prop_map(Attempt::Decline),
        2 => step.clone().prop_map(Attempt::Tell),
        3 => (0..3usize).prop_map(Attempt::Ask),
        3 => (step.clone(), 0..25i32).prop_map(|(step, days)| Attempt::Announce(step, days)),
        3 => step.clone().prop_map(Attempt::Record),
        4 => (3..6usize).prop_map(Attempt::Opine),
        4 => (6..9usize).prop_map(Attempt::SignOff),
        1 => (6..9usize).prop_map(Attempt::Refuse),
    ]
}

fn try_it(city: &mut City, attempt: Attempt) {
    let item = |position: usize| ["food", "drain", "front"][position % 3];
    let handler = |city: &City, position: usize| city.handler(STEPS[position]);
    // A refusal changes nothing; that is all that is asked of it here.
    let _ = match attempt {
        Attempt::Pass(days) => {
            city.serve_papers();
            city.work(days);
            city.keep_terms();
            return;
        }
        Attempt::Accept(step) => city.accept(STEPS[step]),
        Attempt::Missing(step) => city.act(
            &handler(city, step),
            ContributeSupplement {
                step: id(STEPS[step]),
                request: "缺图".into(),
                materials: vec!["floor_plan".into()],
            },
        ),
        Attempt::SendNotice => city.act(
            &staff(&identity::OrganId::fixed("approval-371625"), Duty::Handle, 1),
            SendSupplement,
        ),
        Attempt::Supply => city.act(
            &enterprise(),
            SupplySupplement {
                note: String::new(),
                materials: vec![paper("floor_plan", "better")],
            },
        ),
        Attempt::Claim(step) => city.act(&handler(city, step), Claim { step: id(STEPS[step]) }),
        Attempt::Special(step, kind, days) => {
            let kind = SpecialKind::ALL[kind];
            city.propose(STEPS[step], Proposal::SpecialProcedure { kind, days })
                .map(|_| ())
        }
        Attempt::End(step, kind) => city.act(
            &handler(city, step),
            EndSpecialProcedure {
                step: id(STEPS[step]),
                kind: SpecialKind::ALL[kind],
                result: "合格".into(),
            },
        ),
        Attempt::Extend(step, days) => city.propose(STEPS[step], extension(days)).map(|_| ()),
        Attempt::NotAccept(step) => city.propose(STEPS[step], Proposal::NotAccept { elsewhere: None }).map(|_| ()),
        Attempt::Approve(number, person) => match city.application.proposal(ProposalNumber(number)) {
            Some(known) => {
                let signatory = staff(&known.proposed.organ.clone(), known.proposed.duty, person);
                city.act(
                    &signatory,
                    Approve {
                        proposal: ProposalNumber(number),
                    },
                )
            }
            None => return,
        },
        Attempt::Decline(number) => match city.application.proposal(ProposalNumber(number)) {
            Some(known) => {
                let signatory = staff(&known.proposed.organ.clone(), known.proposed.duty, 8);
                let reason = "再议".into();
                city.act(
                    &signatory,
                    Decline {
                        proposal: ProposalNumber(number),
                        reason,
                    },
                )
            }
            None => return,
        },
        Attempt::Tell(step) => city.act(
            &handler(city, step),
            TellHearingRight {
                step: id(STEPS[step]),
                reasons: "影响邻居".into(),
            },
        ),
        Attempt::Ask(position) => city.act(
            &enterprise(),
            AskHearing {
                item: item(position).into(),
                words: "要求听证".into(),
            },
        ),
        Attempt::Announce(step, days) => {
            let on = city.calendar().add(city.now.day(), days);
            city.act(
                &handler(city, step),
                AnnounceHearing {
                    step: id(STEPS[step]),
                    on,
                    words: "302 室".into(),
                },
            )
        }
        Attempt::Record(step) => city.act(
            &handler(city, step),
            RecordHearing {
                step: id(STEPS[step]),
                record: "笔录".into(),
            },
        ),
        Attempt::Opine(step) => city.opine(STEPS[step], Opinion::Agree),
        Attempt::SignOff(step) => city.sign_off(STEPS[step]),
        Attempt::Refuse(step) => {
            let signer = city.signer(STEPS[step]);
            city.act(
                &signer,
                Refuse {
                    step: id(STEPS[step]),
                    reasons: "不符合条件".into(),
                },
            )
        }
    };
}

/// From receipt to end a case is on a desk, or waits for a named person or event.
fn nothing_is_stuck(application: &Application) -> bool {
    let open = application.cases.iter().filter(|case| !case.status.has_ended());
    open.into_iter().all(|case| {
        application.steps.iter().any(|step| {
            step.planned.item == case.item
                && matches!(
                    step.status,
                    StepStatus::Open | StepStatus::Supplementing | StepStatus::SpecialProcedure
                )
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, max_shrink_iters: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_random_life_before_and_after_acceptance_breaks_no_rule(attempts in proptest::collection::vec(attempt(), 1..100)) {
        let mut city = City::new();
        city.submit("eatery", &[]).unwrap();
        let mut counted_before: BTreeMap<String, u32> = BTreeMap::new();
        for attempt in attempts {
            let standing: Vec<String> = city.application.cases.iter()
                .filter(|case| case.statutory.as_ref().is_some_and(|timed| timed.clock.is_stopped()))
                .map(|case| case.item.to_string())
                .collect();
            let passing = matches!(attempt, Attempt::Pass(_));
            try_it(&mut city, attempt);
            prop_assert!(nothing_is_stuck(&city.application));

            for case in &city.application.cases {
                let Some(timed) = &case.statutory else {
                    continue;
                };
                prop_assert!(case.accepted_on.is_some(), "no statutory clock before acceptance");
                let counted = timed.counted(city.calendar(), city.now.day());
                let before = counted_before.insert(case.item.to_string(), counted).unwrap_or(0);
                prop_assert!(counted >= before, "counted days of {} fell from {before} to {counted}", case.item);
                if passing && standing.contains(&case.item.to_string()) {
                    prop_assert_eq!(counted, before, "a standing clock does not grow: {}", &case.item);
                }
                let running = city.application.running_specials(&case.item).count() > 0;
                prop_assert_eq!(running, timed.clock.is_stopped(), "it stands exactly while a special procedure runs: {}", &case.item);
                let most = if case.item.as_str() == "drain" { 15 } else { 10 };
                prop_assert!(timed.terms.limit.number <= 20 + most, "no extension beyond the law");
            }
        }
        rules_of_the_log(&city)?;
    }

    #[test]
    fn reading_such_a_life_back_gives_the_same_application(attempts in proptest::collection::vec(attempt(), 1..70)) {
        let mut city = City::new();
        city.submit("eatery", &[]).unwrap();
        for attempt in attempts {
            try_it(&mut city, attempt);
        }
        let mut read_back = Application::default();
        for event in &city.events {
            let recorded = serde_json::to_string(event).unwrap();
            let event: Event = serde_json::from_str(&recorded).unwrap();
            let at = city.application.filing.as_ref().unwrap().at;
            let stamp = ledger::Stamp { version: 0, at, actor: String::new(), capacity: String::new(), release: "release".into() };
            <crate::record::Applications as ledger::Record>::apply(&mut read_back, &event, &stamp);
        }
        prop_assert_eq!(format!("{read_back:?}"), format!("{:?}", city.application));
    }
}

/// A supplement at most once, before acceptance; a decision after it; an extension once; nobody signs the own proposal.
fn rules_of_the_log(city: &City) -> Result<(), TestCaseError> {
    let mut accepted: Vec<String> = Vec::new();
    let (mut asked, mut extended) = (0, BTreeMap::<String, u32>::new());
    for event in &city.events {
        if let Event::SupplementAsked { steps, .. } = event {
            asked += 1;
            for step in steps {
                let item = city.application.step(step).unwrap().planned.item.to_string();
                prop_assert!(!accepted.contains(&item), "a supplement is asked before acceptance: {}", item);
            }
        } else if let Event::CaseAccepted { item, .. } = event {
            accepted.push(item.to_string());
        } else if let Event::CaseGranted { item, .. } | Event::CaseRefused { item, .. } = event {
            prop_assert!(
                accepted.contains(&item.to_string()),
                "nothing is decided before acceptance: {}",
                item
            );
        } else if let Event::SpecialProcedureBegun { item, .. } = event {
            prop_assert!(
                accepted.contains(&item.to_string()),
                "a special procedure comes after acceptance: {}",
                item
            );
        } else if let Event::Extended { item, .. } = event {
            *extended.entry(item.to_string()).or_default() += 1;
        }
    }
    prop_assert!(asked <= 1, "what is missing is asked once");
    prop_assert!(extended.values().all(|times| *times == 1), "a term is extended once");
    for hearing in &city.application.hearings {
        let decided = city.application.case(&hearing.item).unwrap().status == CaseStatus::Granted;
        prop_assert!(
            !decided || hearing.asked.is_none() || hearing.held.is_some(),
            "nobody decides before a hearing is held"
        );
    }
    Ok(())
}
