//! What answers call for, on a small pack: items, steps, organs, papers.

mod support;

use std::sync::LazyLock;

use procedure::definition::{MaterialId, Phase, StepKind};
use procedure::plan::{PlanError, PlannedStep};
use procedure::{Answer, Answers, Plan, Release};

use support::{pack_folder, texts};

static RELEASE: LazyLock<Release> = LazyLock::new(|| Release::of(&texts(&pack_folder("whole"))).unwrap());

/// A project in 博兴县 with these answers, written `energy_tce=1000 emits=true eia=report`.
fn plan(answers: &str) -> Plan {
    Plan::of(&RELEASE, &"works".into(), &answered(answers), "371625".parse().unwrap()).unwrap()
}

fn answered(answers: &str) -> Answers {
    let pairs = answers.split_whitespace().map(|pair| pair.split_once('=').unwrap());
    let answers = pairs.map(|(field, value)| {
        let flag = value.parse().map(Answer::Flag).ok();
        let number = value.parse().map(Answer::Number).ok();
        (
            field.into(),
            flag.or(number).unwrap_or_else(|| Answer::Choice(value.to_owned())),
        )
    });
    answers.collect()
}

fn steps(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.step.as_str()).collect()
}

fn step<'a>(plan: &'a Plan, name: &str) -> &'a PlannedStep {
    plan.steps.iter().find(|step| step.step.as_str() == name).unwrap()
}

fn asked(plan: &Plan) -> Vec<&str> {
    plan.materials
        .iter()
        .map(|asked| MaterialId::as_str(&asked.material))
        .collect()
}

#[test]
fn answers_switch_items_and_steps_on() {
    let small = plan("energy_tce=999.999 emits=false eia=none");
    assert_eq!(
        steps(&small),
        [
            "design-review",
            "design.confirm",
            "design.decide",
            "permit-review",
            "permit.decide"
        ]
    );
    let large = plan("energy_tce=1000 emits=true eia=report staff=101");
    assert_eq!(
        steps(&large),
        [
            "quota",
            "energy-review",
            "energy.confirm",
            "energy.decide",
            "design-review",
            "design-notice",
            "design.confirm",
            "design.decide",
            "permit-review",
            "permit.decide"
        ]
    );
}

#[test]
fn a_step_that_does_not_apply_holds_up_nothing() {
    assert!(step(&plan("energy_tce=1000 emits=false"), "energy-review").after.is_empty());
    assert_eq!(
        step(&plan("energy_tce=1000 emits=true"), "energy-review").after,
        ["quota".into()]
    );
    assert_eq!(
        step(&plan("energy_tce=1 emits=false"), "permit.decide").after,
        ["permit-review".into(), "design.decide".into()]
    );
}

#[test]
fn what_was_pre_reviewed_is_confirmed_behind_the_gate_and_then_decided() {
    let plan = plan("energy_tce=1000 emits=false");
    let confirm = step(&plan, "energy.confirm");
    assert_eq!((confirm.kind, confirm.phase), (StepKind::Confirmation, Phase::Formal));
    assert_eq!(confirm.gates, ["land".into()]);
    assert_eq!(confirm.organ, step(&plan, "energy-review").organ);
    assert_eq!(step(&plan, "energy.decide").after, ["energy.confirm".into()]);
    // What is only reviewed behind the gate needs no confirmation.
    assert!(!steps(&plan).contains(&"permit.confirm"));
}

#[test]
fn a_step_goes_to_the_organ_of_its_own_region_else_to_the_nearest_above() {
    let plan = plan("energy_tce=1000 emits=false");
    assert_eq!(step(&plan, "energy-review").organ.as_str(), "fagai-371625");
    assert_eq!(step(&plan, "design-review").organ.as_str(), "ziran-371600");
    assert_eq!(step(&plan, "energy.decide").organ.as_str(), "approval-371625");
}

#[test]
fn a_threshold_hands_a_step_to_the_province() {
    let large = plan("energy_tce=5000 emits=false");
    assert_eq!(step(&large, "energy-review").organ.as_str(), "shengfagai-370000");
    assert_eq!(step(&large, "energy.confirm").organ.as_str(), "shengfagai-370000");
}

#[test]
fn what_the_government_has_or_makes_itself_is_not_asked_for() {
    assert_eq!(asked(&plan("energy_tce=5000 emits=false")), ["land-opinion", "energy-report"]);
    // The contract only comes with the gate: its stand-in is asked for, and the report from its threshold on.
    assert_eq!(asked(&plan("energy_tce=1000 emits=false")), ["land-opinion"]);
}

#[test]
fn for_what_does_not_exist_there_is_no_plan() {
    let nowhere = Plan::of(&RELEASE, &"nothing".into(), &Answers::default(), "371625".parse().unwrap());
    assert!(matches!(nowhere, Err(PlanError::UnknownMatter(_))));
    let elsewhere = Plan::of(&RELEASE, &"works".into(), &Answers::default(), "110000".parse().unwrap());
    assert!(matches!(elsewhere, Err(PlanError::NoOrgan { .. })));
}

#[test]
fn a_plan_survives_its_record() {
    let plan = plan("energy_tce=1000 emits=true eia=report staff=101");
    let recorded = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&recorded).unwrap(), plan);
}
