//! What becomes of a certificate afterwards (行政许可法 8, 49, 50, 69, 70): proposed by one, approved by another.

use authority::Duty;
use identity::OrganId;

use super::city::*;
use crate::record::Refusal;
use crate::record::afterwards::{Afterwards, CancellationGround, RevocationGround};
use crate::record::command::*;
use crate::record::document::{DocumentKind, IssuedDocument, Standing};
use crate::record::proposal::{Proposal, ProposedOn};
use crate::record::state::Opinion;

/// A certificate of twelve months, served on 2 November 2026: its last day is 1 November 2027.
pub(super) fn served() -> City {
    let mut city = City::new();
    let mut command = city.submission("sign", &[]);
    for item in &mut command.plan.items {
        item.valid_months = Some(12);
    }
    city.act(&enterprise(), command).unwrap();
    city.accept("sign_acceptance").unwrap();
    city.opine("sign_review", Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    city.serve_papers();
    assert_eq!(certificate(&city).valid_until, Some(day("2027-11-01")));
    city
}

pub(super) fn certificate(city: &City) -> &IssuedDocument {
    city.application.decision_on(&"sign".into()).unwrap()
}

fn propose(city: &mut City, document: u16, what: Afterwards) -> Result<(), Refusal> {
    let organ = certificate(city).organ.clone();
    propose_at(city, &organ, document, what)
}

fn propose_at(city: &mut City, organ: &OrganId, document: u16, what: Afterwards) -> Result<(), Refusal> {
    let propose = Propose {
        on: ProposedOn::Case("sign".into()),
        proposal: Proposal::Afterwards { document, what },
        answers: None,
        reasons: "持证人提出".into(),
    };
    city.act(&staff(organ, Duty::Handle, 1), propose)
}

fn prolong(until: &str, asked: &str) -> Afterwards {
    Afterwards::Prolong {
        until: day(until),
        asked: Some(day(asked)),
    }
}

#[test]
fn a_prolongation_is_measured_from_the_day_on_which_the_holder_asked() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    city.on("2027-11-11");
    assert_eq!(
        propose(&mut city, document, prolong("2028-11-01", "2027-11-02")),
        Err(Refusal::ProlongedTooLate { last: day("2027-11-01") })
    );
    propose(&mut city, document, prolong("2028-11-01", "2027-11-01")).unwrap();
    city.approve(FIRST).unwrap();
    let old = city.application.document(document).unwrap();
    assert!(matches!(old.standing, Standing::Replaced { .. }), "{:?}", old.standing);
    let new = certificate(&city);
    assert_eq!((new.standing, new.valid_until), (Standing::InForce, Some(day("2028-11-01"))));
    let papers: Vec<_> = city.application.documents.iter().map(|document| document.kind).collect();
    assert!(papers.contains(&DocumentKind::ProlongationDecision));
}

#[test]
fn nothing_is_prolonged_beyond_its_own_term_nor_asked_for_tomorrow() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    city.on("2027-09-01");
    for (until, asked, refusal) in [
        (
            "2028-11-02",
            "2027-09-01",
            Refusal::ProlongedTooFar { last: day("2028-11-01") },
        ),
        ("2027-11-01", "2027-09-01", Refusal::NotProlonged { last: day("2027-11-01") }),
        ("2028-11-01", "2027-09-02", Refusal::AskedInTheFuture),
    ] {
        assert_eq!(
            propose(&mut city, document, prolong(until, asked)),
            Err(refusal),
            "{until}, {asked}"
        );
    }
}

#[test]
fn what_has_not_expired_is_not_cancelled_as_expired() {
    let expired = Afterwards::Cancel {
        ground: CancellationGround::Expired,
    };
    let mut city = served();
    let document = certificate(&city).ordinal;
    city.at("2027-11-01 10:00");
    assert_eq!(
        propose(&mut city, document, expired),
        Err(Refusal::NotExpired),
        "its last day"
    );
    city.at("2027-11-02 10:00");
    propose(&mut city, document, expired).unwrap();
    city.approve(FIRST).unwrap();
    let certificate = city.application.document(document).unwrap();
    assert!(matches!(certificate.standing, Standing::Cancelled { .. }));
}

#[test]
fn a_corrected_certificate_takes_the_place_of_the_old_one() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    propose(&mut city, document, Afterwards::Correct).unwrap();
    assert_eq!(
        certificate(&city).ordinal,
        document,
        "nothing has happened before it is signed"
    );
    city.approve(FIRST).unwrap();
    let new = certificate(&city);
    assert_eq!((new.follows, new.valid_until), (Some(document), Some(day("2027-11-01"))));
    assert_eq!(
        propose(&mut city, document, Afterwards::Reissue),
        Err(Refusal::CertificateGone(document)),
        "it stands no more"
    );
}

#[test]
fn a_revoked_certificate_stands_no_more_and_its_holder_may_appeal() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    let ground = RevocationGround::Deceit;
    propose(&mut city, document, Afterwards::Revoke { ground }).unwrap();
    city.approve(FIRST).unwrap();
    city.serve_papers();
    let certificate = city.application.document(document).unwrap();
    assert!(matches!(certificate.standing, Standing::Revoked { .. }));
    let decision = city.application.documents.last().unwrap();
    assert_eq!(decision.kind, DocumentKind::RevocationDecision);
    assert!(decision.appeal(city.calendar()).is_some());
}

#[test]
fn only_the_organ_that_issued_it_proposes() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    let other = OrganId::fixed("water-371625");
    assert_eq!(
        propose_at(&mut city, &other, document, Afterwards::Correct),
        Err(Refusal::NotYourDesk)
    );
}
