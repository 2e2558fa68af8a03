//! What must always hold, over random lives: domain rules 3, 4, 5 and 6.

use authority::{Actor, Duty};
use identity::OrganId;
use procedure::Answer;
use procedure::definition::StepId;
use proptest::prelude::*;

use super::city::*;
use crate::record::command::*;
use crate::record::event::Event;
use crate::record::state::{Application, CaseStatus, Grade, Opinion, Status, StepStatus};

/// One thing that somebody tries, sensible or not.
#[derive(Clone, Debug)]
enum Attempt {
    Pass(i32),
    Claim(usize, u8),
    Opine(usize, Opinion),
    PassStage(usize),
    Refine(usize),
    Supply(usize),
    OpenGate,
    FailGate,
    SignOff(usize),
    SendBack(usize),
    Refuse(usize),
    Change(bool, bool),
    LeaveOut(usize),
    EndNotices,
    React,
    Withdraw,
    Rate,
    DayOff(i32),
    Refresh,
    Escalate,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let opinion = prop_oneof![4 => Just(Opinion::Agree), 1 => Just(Opinion::Conditional), 1 => Just(Opinion::NotSupported)];
    prop_oneof![
        4 => (0..4i32).prop_map(Attempt::Pass),
        6 => (0..12usize, 1..3u8).prop_map(|(step, person)| Attempt::Claim(step, person)),
        10 => (0..12usize, opinion).prop_map(|(step, opinion)| Attempt::Opine(step, opinion)),
        5 => (0..12usize).prop_map(Attempt::PassStage),
        2 => (0..12usize).prop_map(Attempt::Refine),
        3 => (0..12usize).prop_map(Attempt::Supply),
        2 => Just(Attempt::OpenGate),
        1 => Just(Attempt::FailGate),
        6 => (0..12usize).prop_map(Attempt::SignOff),
        1 => (0..12usize).prop_map(Attempt::SendBack),
        1 => (0..12usize).prop_map(Attempt::Refuse),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(water, noise)| Attempt::Change(water, noise)),
        1 => (0..4usize).prop_map(Attempt::LeaveOut),
        2 => Just(Attempt::EndNotices),
        5 => Just(Attempt::React),
        1 => Just(Attempt::Withdraw),
        1 => Just(Attempt::Rate),
        2 => (1..20i32).prop_map(Attempt::DayOff),
        3 => Just(Attempt::Refresh),
        3 => Just(Attempt::Escalate),
    ]
}

fn try_it(city: &mut City, attempt: Attempt) {
    let step = |city: &City, position: usize| city.application.steps.get(position).map(|step| step.planned.step.clone());
    let outcome = match attempt {
        Attempt::Pass(days) => {
            city.work(days);
            return;
        }
        Attempt::Claim(position, person) => step(city, position).map(|step| {
            let organ = city.application.step(&step).unwrap().planned.organ.clone();
            city.act(&staff(&organ, Duty::Handle, person), Claim { step })
        }),
        Attempt::Opine(position, opinion) => step(city, position).map(|step| city.opine(step.as_str(), opinion)),
        Attempt::PassStage(position) => step(city, position).map(|step| {
            let state = city.application.step(&step).unwrap();
            let actor = staff(&state.planned.organ.clone(), state.duty(), 2);
            city.act(&actor, PassStage { step })
        }),
        Attempt::Refine(position) => step(city, position).map(|step| {
            let handler = city.handler(step.as_str());
            city.act(
                &handler,
                AskRefinement {
                    step,
                    request: "请修改".into(),
                    materials: vec![],
                },
            )
        }),
        Attempt::Supply(position) => step(city, position).map(|step| {
            city.act(
                &enterprise(),
                SupplyRefinement {
                    step,
                    note: "已改".into(),
                    materials: vec![],
                },
            )
        }),
        Attempt::OpenGate => Some(city.open_gate()),
        Attempt::FailGate => {
            let recorder = staff(&OrganId::fixed("land-371625"), Duty::Handle, 1);
            Some(city.act(
                &recorder,
                FailGate {
                    gate: "land_right".into(),
                    reason: "未竞得".into(),
                },
            ))
        }
        Attempt::SignOff(position) => step(city, position).map(|step| city.sign_off(step.as_str())),
        Attempt::SendBack(position) => step(city, position).map(|step| {
            let signer = city.signer(step.as_str());
            city.act(
                &signer,
                SendBack {
                    step,
                    reason: "再议".into(),
                },
            )
        }),
        Attempt::Refuse(position) => step(city, position).map(|step| {
            let signer = city.signer(step.as_str());
            city.act(
                &signer,
                Refuse {
                    step,
                    reasons: "不符合条件".into(),
                },
            )
        }),
        Attempt::Change(water, noise) => {
            let command = city.submission(
                "factory",
                &[("takes_water", Answer::Flag(water)), ("noisy", Answer::Flag(noise))],
            );
            let change = ChangePlan {
                answers: command.answers,
                plan: command.plan,
                form: None,
                materials: vec![],
                note: String::new(),
            };
            Some(city.act(&enterprise(), change))
        }
        Attempt::LeaveOut(position) => city
            .application
            .cases
            .get(position)
            .map(|case| case.item.clone())
            .map(|item| city.act(&enterprise(), LeaveOut { item })),
        Attempt::EndNotices => Some(city.act(&Actor::clone(&Actor::timer()), EndNotices)),
        Attempt::React => {
            react(city);
            return;
        }
        Attempt::DayOff(later) => {
            city.day_off(city.now.day().plus(later));
            return;
        }
        Attempt::Refresh => Some(city.act(&reaction(), RefreshDues)),
        Attempt::Escalate => Some(city.act(&Actor::clone(&Actor::timer()), Escalate)),
        Attempt::Withdraw => Some(city.act(&enterprise(), Withdraw { reason: String::new() })),
        Attempt::Rate => Some(city.act(
            &enterprise(),
            Rate {
                grade: Grade::Satisfied,
                words: String::new(),
            },
        )),
    };
    // A refusal changes nothing; that is all that is asked of it here.
    drop(outcome);
}

/// What the reactions do, all at once.
fn react(city: &mut City) {
    let _ = city.act(&reaction(), Issue);
    let unmade: Vec<u16> = city
        .application
        .documents
        .iter()
        .filter(|document| document.file.is_none())
        .map(|document| document.ordinal)
        .collect();
    for document in unmade {
        let _ = city.make_document(document);
    }
    let documents = city.application.to_serve();
    let _ = city.act(&reaction(), Serve { documents });
}

/// Every case that has not ended can go on: something is on a desk, or waits for a named person or event.
fn nothing_is_stuck(application: &Application) -> bool {
    if application.status != Status::InProgress {
        return application
            .cases
            .iter()
            .all(|case| !case.is_open() || case.status == CaseStatus::Granted);
    }
    let moving = application
        .steps
        .iter()
        .any(|step| matches!(step.status, StepStatus::Open | StepStatus::Refining | StepStatus::Unsupported));
    let gate = application
        .gates
        .iter()
        .any(|gate| gate.opened_on.is_none() && gate.failed_on.is_none());
    let reaction = application.group_ready().is_some() || application.cases.iter().any(|case| case.status == CaseStatus::Granted);
    moving || gate || reaction
}

/// The steps that an event puts on a desk, for the first time or again.
fn put_on_a_desk(event: &Event) -> Vec<&StepId> {
    let opened = if let Event::StepsOpened { steps, .. } = event {
        steps
    } else if let Event::RefinementSupplied { reopened, .. } = event {
        reopened
    } else if let Event::PlanChanged(changed) = event {
        &changed.reopened
    } else if let Event::SentBack { to, .. } = event {
        return vec![to];
    } else {
        return Vec::new();
    };
    opened.iter().map(|opened| &opened.step).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_random_life_breaks_no_rule(attempts in proptest::collection::vec(attempt(), 1..90)) {
        let mut city = City::with_factory(&[("takes_water", Answer::Flag(true)), ("noisy", Answer::Flag(true))]);
        let mut verdicts = std::collections::BTreeMap::new();
        let mut counted_before = std::collections::BTreeMap::new();
        for attempt in attempts {
            let planned_before = city.application.plan_version;
            let stood: Vec<_> = city.application.steps.iter().filter(|step| step.status != StepStatus::Open).map(|step| step.planned.step.clone()).collect();
            let passing = matches!(attempt, Attempt::Pass(_));
            try_it(&mut city, attempt);
            prop_assert!(nothing_is_stuck(&city.application));

            for step in &city.application.steps {
                let counted = step.counted(city.calendar(), city.now.day());
                let before = counted_before.insert(step.planned.step.clone(), counted).unwrap_or(0);
                prop_assert!(counted >= before, "counted days of {} fell from {before} to {counted}", step.planned.step);
                if passing && stood.contains(&step.planned.step) {
                    prop_assert_eq!(counted, before, "a standing clock does not grow: {}", &step.planned.step);
                }
                if step.status == StepStatus::Done
                    && let Some(verdict) = step.verdict
                {
                        let fixed = *verdicts.entry((step.planned.step.clone(), step.rounds)).or_insert(verdict);
                        prop_assert_eq!(fixed, verdict, "a verdict at completion never changes");
                }
            }
            for case in &city.application.cases {
                if case.status == CaseStatus::Granted {
                    prop_assert!(case.accepted_on.is_some(), "nothing is granted before acceptance");
                    let group = city.application.planned_item(&case.item).and_then(|item| item.group.as_ref());
                    prop_assert!(group.is_none() || city.application.gates.iter().any(|gate| gate.opened_on.is_some()), "nothing of the group before its gate");
                }
                if case.document.is_some() {
                    prop_assert_eq!(case.status, CaseStatus::Granted, "no licence without a decision");
                }
            }
            prop_assert!(city.application.plan_version >= planned_before);
        }
        let mut told = std::collections::BTreeSet::new();
        let mut rounds = std::collections::BTreeMap::new();
        for event in &city.events {
            for step in put_on_a_desk(event) {
                *rounds.entry(step.clone()).or_insert(0) += 1;
            }
            if let Event::Escalated { step, level, .. } = event {
                let round = rounds.get(step).copied().unwrap_or(0);
                prop_assert!(told.insert((step.clone(), round, *level)), "told once a level and round");
            }
        }
        let granted_together: Vec<usize> = city.events.iter().enumerate()
            .filter(|(_, event)| matches!(event, Event::CaseGranted { item, .. } if item.as_str() != "noise"))
            .map(|(position, _)| position).collect();
        if let (Some(first), Some(last)) = (granted_together.first(), granted_together.last()) {
            let between = &city.events[*first..=*last];
            prop_assert!(between.iter().all(|event| matches!(event, Event::CaseGranted { .. } | Event::CaseAccepted { .. })), "together means next to each other");
        }
    }

    #[test]
    fn reading_the_events_back_gives_the_same_application(attempts in proptest::collection::vec(attempt(), 1..60)) {
        let mut city = City::with_factory(&[("takes_water", Answer::Flag(true)), ("noisy", Answer::Flag(false))]);
        for attempt in attempts {
            try_it(&mut city, attempt);
        }
        let mut read_back = Application::default();
        for event in &city.events {
            let recorded = serde_json::to_string(event).unwrap();
            let event: Event = serde_json::from_str(&recorded).unwrap();
            let stamp = ledger::Stamp { version: 0, at: city.application.filing.as_ref().unwrap().at, actor: String::new(), capacity: String::new(), release: "release".into() };
            <crate::record::Applications as ledger::Record>::apply(&mut read_back, &event, &stamp);
        }
        prop_assert_eq!(format!("{read_back:?}"), format!("{:?}", city.application));
    }
}
