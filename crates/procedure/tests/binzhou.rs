//! The sample city: its pack is sound, and whatever is answered anywhere leads to a plan that keeps the promise.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use procedure::check::{Certainty, Proof, summary};
use procedure::definition::{Level, Matter};
use procedure::plan::{PlanError, longest_chain};
use procedure::{Answers, Plan, Release};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use support::{answering, texts};

static RELEASE: LazyLock<Release> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/binzhou");
    Release::of(&texts(&folder)).unwrap_or_else(|findings| {
        let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", findings.join("\n"))
    })
});

#[test]
fn every_matter_keeps_its_promise() {
    for proof in summary(&RELEASE) {
        assert!(proof.days <= proof.promise, "{proof:?}");
    }
}

#[test]
fn where_the_longest_chain_is_reached_the_plan_counts_it() {
    for proof in summary(&RELEASE) {
        let Certainty::Reached(answers) = &proof.certainty else {
            continue;
        };
        for county in counties() {
            let plan = Plan::of(&RELEASE, &proof.matter, answers, county).unwrap();
            assert_eq!(longest_chain(&plan, |step| plan.steps[step].limit.number).days, proof.days);
        }
    }
}

#[test]
fn any_answers_in_any_county_lead_to_a_plan() {
    for matter in RELEASE.matters() {
        let proof = summary(&RELEASE).into_iter().find(|proof| proof.matter == matter.id).unwrap();
        let mut runner = TestRunner::default();
        runner
            .run(&answering::answers(&RELEASE, matter), |answers| {
                for county in counties() {
                    keeps_its_word(matter, &proof, &answers, county)?;
                }
                Ok(())
            })
            .unwrap();
    }
}

fn counties() -> Vec<identity::RegionCode> {
    let city = RELEASE.city().city;
    let below = RELEASE.regions_below(city).filter(|region| region.level == Level::County);
    let counties: Vec<_> = below.map(|region| region.code).collect();
    assert_eq!(counties.len(), 10);
    counties
}

fn keeps_its_word(matter: &Matter, proof: &Proof, answers: &Answers, county: identity::RegionCode) -> Result<(), TestCaseError> {
    let plan = match Plan::of(&RELEASE, &matter.id, answers, county) {
        Ok(plan) => plan,
        Err(PlanError::NothingApplies) => return Ok(()),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    for (position, step) in plan.steps.iter().enumerate() {
        let earlier: Vec<_> = plan.steps[..position].iter().map(|earlier| &earlier.step).collect();
        prop_assert!(step.after.iter().all(|before| earlier.contains(&before)), "{}", step.step);
        prop_assert!(RELEASE.organ(&step.organ).is_some());
    }
    let chain = longest_chain(&plan, |step| plan.steps[step].limit.number);
    prop_assert!(chain.days <= proof.days && proof.days <= plan.promise.number);
    for material in &plan.materials {
        prop_assert!(RELEASE.material(&material.material).is_some());
    }
    Ok(())
}
