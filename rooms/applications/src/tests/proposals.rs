//! What is proposed by one and signed by another.

use authority::Duty;
use identity::OrganId;

use super::city::*;
use crate::record::Refusal;
use crate::record::command::*;
use crate::record::proposal::{Outcome, Proposal, ProposalNumber, ProposedOn};
use crate::record::state::{CaseStatus, StepStatus};

fn not_accept() -> Propose {
    Propose {
        on: ProposedOn::Step(id("sign_acceptance")),
        proposal: Proposal::NotAccept { elsewhere: None },
        answers: None,
        reasons: "店铺在规划红线内，依法不需要许可".into(),
    }
}

fn proposed() -> City {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    city.act(&city.handler("sign_acceptance"), not_accept()).unwrap();
    city
}

fn outcome(city: &City) -> Option<Outcome> {
    city.application.proposal(FIRST).unwrap().outcome
}

#[test]
fn nobody_signs_what_he_proposed_himself() {
    let mut city = proposed();
    // The handler holds the signing post too, as in small organs.
    let same_person = staff(&OrganId::fixed("approval-371625"), Duty::Sign, 1);
    assert_eq!(city.act(&same_person, Approve { proposal: FIRST }), Err(Refusal::OwnProposal));
}

#[test]
fn only_the_head_of_the_deciding_organ_signs() {
    let mut city = proposed();
    for (organ, duty) in [
        ("approval-371625", Duty::Handle),
        ("approval-371625", Duty::Lead),
        ("water-371625", Duty::Sign),
    ] {
        let other = staff(&OrganId::fixed(organ), duty, 9);
        assert_eq!(
            city.act(&other, Approve { proposal: FIRST }),
            Err(Refusal::NotYourDesk),
            "{organ} {duty}"
        );
    }
}

#[test]
fn what_is_declined_changes_nothing_and_can_be_proposed_again() {
    let mut city = proposed();
    let signer = city.signer("sign_acceptance");
    assert_eq!(
        city.act(&city.handler("sign_acceptance"), not_accept()),
        Err(Refusal::ProposedBefore)
    );
    let silent = Decline {
        proposal: FIRST,
        reason: " ".into(),
    };
    assert_eq!(city.act(&signer, silent), Err(Refusal::WordsMissing));
    city.act(
        &signer,
        Decline {
            proposal: FIRST,
            reason: "需要许可，请受理".into(),
        },
    )
    .unwrap();
    assert_eq!(
        (city.status("sign_acceptance"), city.case("sign"), outcome(&city)),
        (StepStatus::Open, CaseStatus::Received, Some(Outcome::Declined))
    );
    assert_eq!(
        city.act(&signer, Approve { proposal: FIRST }),
        Err(Refusal::ProposalOver(Outcome::Declined))
    );
    city.act(&city.handler("sign_acceptance"), not_accept()).unwrap();
    city.act(
        &signer,
        Approve {
            proposal: ProposalNumber(2),
        },
    )
    .unwrap();
    assert_eq!(city.case("sign"), CaseStatus::NotAccepted);
}

#[test]
fn a_proposal_lapses_when_its_step_goes_on_without_it() {
    let mut city = proposed();
    city.act(&city.handler("sign_acceptance"), Accept::by(id("sign_acceptance")))
        .unwrap();
    assert_eq!(outcome(&city), Some(Outcome::Lapsed));
    assert_eq!(
        city.act(&city.signer("sign_acceptance"), Approve { proposal: FIRST }),
        Err(Refusal::ProposalOver(Outcome::Lapsed))
    );
}

#[test]
fn there_is_no_proposal_where_none_was_made() {
    let mut city = proposed();
    let unknown = ProposalNumber(7);
    assert_eq!(
        city.act(&city.signer("sign_acceptance"), Approve { proposal: unknown }),
        Err(Refusal::UnknownProposal(unknown))
    );
}

#[test]
fn whoever_proposed_and_signs_may_take_it_back_so_that_it_blocks_nobody() {
    let mut city = proposed();
    let same_person = staff(&OrganId::fixed("approval-371625"), Duty::Sign, 1);
    let reason = "再想想".into();
    city.act(&same_person, Decline { proposal: FIRST, reason }).unwrap();
    assert_eq!(outcome(&city), Some(Outcome::Declined));
    let colleague = staff(&OrganId::fixed("approval-371625"), Duty::Handle, 2);
    city.act(&colleague, not_accept()).unwrap();
}

#[test]
fn nobody_says_no_after_the_five_days_for_silence_has_accepted() {
    let mut city = proposed();
    city.at("2026-11-09 17:30");
    let until = day("2026-11-09");
    assert_eq!(city.approve(FIRST), Err(Refusal::SupplementTooLate { until }));
    city.at("2026-11-10 00:00").keep_terms();
    assert_eq!(
        (city.case("sign"), outcome(&city)),
        (CaseStatus::Accepted, Some(Outcome::Lapsed))
    );
}
