//! What the holder of a certificate asks for (行政许可法 49, 50): answered by its organ, or by the organ's silence.

use authority::{Actor, Duty};
use identity::OrganId;

use super::afterwards::{certificate, served};
use super::city::*;
use crate::record::Refusal;
use crate::record::afterwards::{Afterwards, CancellationGround, RevocationGround};
use crate::record::command::*;
use crate::record::document::{DocumentKind, IssuedDocument, Standing};
use crate::record::proposal::{Outcome, Proposal, ProposalNumber, ProposedOn};
use crate::record::request::{PROOF, REQUESTS_MAX, RequestKind, RequestNumber, RequestOutcome};

const ASKED: RequestNumber = RequestNumber(1);

fn ask(city: &mut City, kind: RequestKind) -> Result<(), Refusal> {
    ask_in_words(city, kind, "名称由“老街面馆”改为“新街面馆”")
}

fn ask_in_words(city: &mut City, kind: RequestKind, words: &str) -> Result<(), Refusal> {
    let document = certificate(city).ordinal;
    let words = words.to_owned();
    let proof = None;
    city.act(
        &enterprise(),
        MakeRequest {
            document,
            kind,
            words,
            proof,
        },
    )
}

/// The handler proposes to do what was asked.
fn grant(city: &mut City) -> Result<(), Refusal> {
    let request = city.application.request(ASKED).expect("a request");
    let proposal = Proposal::Afterwards {
        document: request.document,
        what: request.granting(&city.application, None).expect("an act"),
    };
    answer(city, proposal)
}

fn refuse(city: &mut City) -> Result<(), Refusal> {
    answer(city, Proposal::RefuseRequest { request: ASKED })
}

/// As it is proposed on the request's own page.
fn answer(city: &mut City, proposal: Proposal) -> Result<(), Refusal> {
    let organ = certificate(city).organ.clone();
    propose_at(city, &organ, proposal, Some(ASKED))
}

/// As the organ proposes it of its own accord.
fn propose(city: &mut City, proposal: Proposal) -> Result<(), Refusal> {
    let organ = certificate(city).organ.clone();
    propose_at(city, &organ, proposal, None)
}

fn propose_at(city: &mut City, organ: &OrganId, proposal: Proposal, answers: Option<RequestNumber>) -> Result<(), Refusal> {
    let propose = Propose {
        on: ProposedOn::Case("sign".into()),
        proposal,
        answers,
        reasons: "材料齐全，符合条件".into(),
    };
    city.act(&staff(organ, Duty::Handle, 1), propose)
}

fn outcome(city: &City) -> Option<RequestOutcome> {
    city.application.request(ASKED).expect("a request").outcome
}

/// The one paper that prolongs.
fn prolongation(city: &City) -> &IssuedDocument {
    let mut papers = city.application.documents.iter();
    let paper = papers.find(|paper| paper.kind == DocumentKind::ProlongationDecision);
    assert!(papers.all(|paper| paper.kind != DocumentKind::ProlongationDecision));
    paper.expect("a decision to prolong")
}

/// The timer of silence, if its moment has come by now.
fn keep_silence(city: &mut City) {
    if city.application.silence_grants_at().is_some_and(|at| at <= city.now) {
        city.act(&Actor::clone(&Actor::timer()), DeemProlonged)
            .expect("what silence grants");
    }
}

#[test]
fn what_is_asked_lies_on_the_organs_desk_until_an_answer_is_proposed_and_approving_does_it() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    ask(&mut city, RequestKind::Change).unwrap();
    assert!(city.application.awaits_answer(ASKED));
    grant(&mut city).unwrap();
    assert!(!city.application.awaits_answer(ASKED), "its signer has it now");
    assert_eq!(outcome(&city), None, "nothing is decided before it is signed");
    city.approve(FIRST).unwrap();
    assert_eq!(outcome(&city), Some(RequestOutcome::Granted(day("2026-11-02"))));
    assert_eq!(certificate(&city).follows, Some(document));
    let papers: Vec<_> = city.application.documents.iter().map(|document| document.kind).collect();
    assert!(papers.contains(&DocumentKind::ChangeDecision));
}

#[test]
fn what_the_head_declines_is_on_the_desk_again() {
    let mut city = served();
    ask(&mut city, RequestKind::Reissue).unwrap();
    grant(&mut city).unwrap();
    let organ = certificate(&city).organ.clone();
    let reason = "先核实遗失声明".into();
    city.act(&staff(&organ, Duty::Sign, 8), Decline { proposal: FIRST, reason })
        .unwrap();
    assert!(city.application.awaits_answer(ASKED));
}

#[test]
fn it_is_refused_in_writing_and_its_holder_may_appeal() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    ask(&mut city, RequestKind::Change).unwrap();
    refuse(&mut city).unwrap();
    city.approve(FIRST).unwrap();
    city.serve_papers();
    let Some(RequestOutcome::Refused { document: paper, .. }) = outcome(&city) else {
        panic!("{:?}", outcome(&city));
    };
    let paper = city.application.document(paper).unwrap();
    assert_eq!((paper.kind, paper.follows), (DocumentKind::RequestRefusal, Some(document)));
    assert!(paper.appeal(city.calendar()).is_some());
    assert_eq!(certificate(&city).standing, Standing::InForce, "the licence stands as it did");
    ask(&mut city, RequestKind::Change).expect("it can be asked again");
}

#[test]
fn a_request_has_one_answer_at_a_time() {
    let mut city = served();
    ask(&mut city, RequestKind::Change).unwrap();
    grant(&mut city).unwrap();
    assert_eq!(refuse(&mut city), Err(Refusal::ProposedBefore));
    assert_eq!(grant(&mut city), Err(Refusal::ProposedBefore));
}

#[test]
fn silence_prolongs_what_was_asked_for_in_time() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    city.on("2027-10-02");
    ask_in_words(&mut city, RequestKind::Prolong, "").unwrap();
    let requested = &city.application.request(ASKED).unwrap().requested;
    assert_eq!(
        (requested.due.day, requested.silence_grants_after),
        (day("2027-11-01"), Some(day("2027-11-01")))
    );
    city.at("2027-11-01 23:59");
    keep_silence(&mut city);
    assert_eq!(outcome(&city), None, "its last day is not over");
    city.at("2027-11-02 00:00");
    keep_silence(&mut city);
    assert_eq!(outcome(&city), Some(RequestOutcome::Deemed(day("2027-11-02"))));
    let old = city.application.document(document).unwrap();
    assert!(matches!(old.standing, Standing::Replaced { .. }), "{:?}", old.standing);
    assert_eq!(certificate(&city).valid_until, Some(day("2028-11-01")));
    let paper = prolongation(&city);
    assert!(
        city.application.is_granted_by_silence(paper),
        "it does not say that it was examined"
    );
    assert_eq!(city.application.silence_grants_at(), None);
}

#[test]
fn a_proposal_that_nobody_has_signed_is_silence_too() {
    let mut city = served();
    city.on("2027-09-01");
    ask(&mut city, RequestKind::Prolong).unwrap();
    refuse(&mut city).unwrap();
    city.at("2027-11-02 00:00");
    assert_eq!(
        city.approve(FIRST),
        Err(Refusal::RequestOver),
        "nobody refuses what silence has granted"
    );
    keep_silence(&mut city);
    assert!(matches!(outcome(&city), Some(RequestOutcome::Deemed(_))));
    assert_eq!(city.application.proposal(FIRST).unwrap().outcome, Some(Outcome::Lapsed));
}

/// The organ proposes a prolongation of its own accord, before anybody asks.
fn propose_prolongation(city: &mut City) {
    let document = certificate(city).ordinal;
    let what = Afterwards::Prolong {
        until: day("2028-11-01"),
        asked: None,
    };
    propose(city, Proposal::Afterwards { document, what }).unwrap();
}

#[test]
fn what_was_proposed_before_it_was_asked_prolongs_once() {
    let mut city = served();
    city.on("2027-09-01");
    propose_prolongation(&mut city);
    ask(&mut city, RequestKind::Prolong).unwrap();
    city.approve(FIRST).unwrap();
    assert_eq!(outcome(&city), Some(RequestOutcome::Granted(day("2027-09-01"))));
    city.at("2027-11-02 00:00");
    keep_silence(&mut city);
    assert_eq!(certificate(&city).valid_until, Some(day("2028-11-01")));
    assert!(!city.application.is_granted_by_silence(prolongation(&city)));
}

#[test]
fn what_was_proposed_before_it_was_asked_comes_too_late_after_silence() {
    let mut city = served();
    city.on("2027-09-01");
    propose_prolongation(&mut city);
    ask(&mut city, RequestKind::Prolong).unwrap();
    city.at("2027-11-02 00:00");
    assert_eq!(city.approve(FIRST), Err(Refusal::RequestOver));
    keep_silence(&mut city);
    assert_eq!(certificate(&city).valid_until, Some(day("2028-11-01")));
    assert_eq!(city.application.proposal(FIRST).unwrap().outcome, Some(Outcome::Lapsed));
}

#[test]
fn from_that_midnight_nobody_takes_back_nor_ends_what_silence_has_granted() {
    let mut city = served();
    city.on("2027-09-01");
    ask(&mut city, RequestKind::Prolong).unwrap();
    let document = certificate(&city).ordinal;
    let what = Afterwards::Cancel {
        ground: CancellationGround::Dissolved,
    };
    propose(&mut city, Proposal::Afterwards { document, what }).unwrap();
    city.at("2027-11-02 00:00");
    assert_eq!(
        city.act(&enterprise(), WithdrawRequest { request: ASKED }),
        Err(Refusal::RequestOver)
    );
    assert_eq!(city.approve(FIRST), Err(Refusal::ProlongedBySilence));
    let what = Afterwards::Revoke {
        ground: RevocationGround::Deceit,
    };
    assert_eq!(
        propose(&mut city, Proposal::Afterwards { document, what }),
        Err(Refusal::ProlongedBySilence)
    );
    keep_silence(&mut city);
    city.serve_papers();
    let document = certificate(&city).ordinal;
    propose(&mut city, Proposal::Afterwards { document, what }).expect("the new version can be revoked");
}

#[test]
fn who_asks_later_than_thirty_days_before_may_be_granted_it_but_gains_nothing_from_silence() {
    let mut city = served();
    city.on("2027-10-03");
    ask(&mut city, RequestKind::Prolong).unwrap();
    assert_eq!(city.application.request(ASKED).unwrap().requested.silence_grants_after, None);
    city.at("2027-11-02 00:00");
    keep_silence(&mut city);
    assert_eq!(outcome(&city), None);
    city.on("2027-11-03");
    grant(&mut city).expect("it was asked for before the end");
    city.approve(FIRST).unwrap();
    assert_eq!(certificate(&city).valid_until, Some(day("2028-11-01")));
}

#[test]
fn whatever_day_the_desk_names_the_day_of_the_request_counts() {
    let mut city = served();
    city.on("2027-10-29");
    ask(&mut city, RequestKind::Prolong).unwrap();
    city.on("2027-11-03");
    let document = certificate(&city).ordinal;
    let what = Afterwards::Prolong {
        until: day("2028-11-01"),
        asked: None,
    };
    propose(&mut city, Proposal::Afterwards { document, what }).unwrap();
    let proposed = &city.application.proposal(FIRST).unwrap().proposed;
    assert_eq!(proposed.answers, Some(ASKED));
    let Proposal::Afterwards {
        what: Afterwards::Prolong { asked, .. },
        ..
    } = &proposed.proposal
    else {
        panic!("{proposed:?}");
    };
    assert_eq!(*asked, Some(day("2027-10-29")));
}

#[test]
fn who_takes_a_request_back_wants_nothing_done_any_more() {
    let mut city = served();
    ask(&mut city, RequestKind::Cancel).unwrap();
    grant(&mut city).unwrap();
    city.act(&enterprise(), WithdrawRequest { request: ASKED }).unwrap();
    assert_eq!(city.approve(FIRST), Err(Refusal::ProposalOver(Outcome::Lapsed)));
    assert_eq!(certificate(&city).standing, Standing::InForce);
    assert_eq!(
        city.act(&enterprise(), WithdrawRequest { request: ASKED }),
        Err(Refusal::RequestOver)
    );
}

#[test]
fn a_request_goes_on_with_the_certificate_that_took_the_others_place() {
    let mut city = served();
    city.on("2027-09-01");
    ask(&mut city, RequestKind::Prolong).unwrap();
    let document = certificate(&city).ordinal;
    propose(
        &mut city,
        Proposal::Afterwards {
            document,
            what: Afterwards::Correct,
        },
    )
    .unwrap();
    city.approve(FIRST).unwrap();
    let corrected = certificate(&city).ordinal;
    assert_eq!(city.application.request(ASKED).unwrap().document, corrected);
    city.at("2027-11-02 00:00");
    keep_silence(&mut city);
    assert_eq!(certificate(&city).follows, Some(corrected));
    assert_eq!(certificate(&city).valid_until, Some(day("2028-11-01")));
}

#[test]
fn what_the_organ_corrects_of_its_own_accord_answers_nobody() {
    let mut city = served();
    ask(&mut city, RequestKind::Correct).unwrap();
    let document = certificate(&city).ordinal;
    let correct = |document: u16| Proposal::Afterwards {
        document,
        what: Afterwards::Correct,
    };
    propose(&mut city, correct(document)).unwrap();
    city.approve(FIRST).unwrap();
    assert_eq!(outcome(&city), None, "another slip of the pen than the holder's");
    city.serve_papers();
    let change = Proposal::Afterwards {
        document: certificate(&city).ordinal,
        what: Afterwards::Change,
    };
    assert_eq!(answer(&mut city, change), Err(Refusal::WrongKind));
    assert_eq!(answer(&mut city, correct(document)), Err(Refusal::WrongKind));
    grant(&mut city).unwrap();
    city.approve(ProposalNumber(2)).unwrap();
    assert!(matches!(outcome(&city), Some(RequestOutcome::Granted(_))));
}

#[test]
fn a_request_ends_with_a_certificate_that_stands_no_more() {
    let mut city = served();
    ask(&mut city, RequestKind::Change).unwrap();
    let document = certificate(&city).ordinal;
    let what = Afterwards::Cancel {
        ground: CancellationGround::Dissolved,
    };
    propose(&mut city, Proposal::Afterwards { document, what }).unwrap();
    city.approve(FIRST).unwrap();
    assert_eq!(outcome(&city), Some(RequestOutcome::Lapsed));
}

#[test]
fn nothing_is_asked_twice_nor_without_words_nor_about_what_does_not_stand() {
    let mut city = served();
    let document = certificate(&city).ordinal;
    assert_eq!(
        ask_in_words(&mut city, RequestKind::Change, " \n"),
        Err(Refusal::WordsMissing)
    );
    let long = "长".repeat(4001);
    assert_eq!(
        ask_in_words(&mut city, RequestKind::Change, &long),
        Err(Refusal::WordsTooLong { max: 4000 })
    );
    ask(&mut city, RequestKind::Change).unwrap();
    assert_eq!(ask(&mut city, RequestKind::Change), Err(Refusal::RequestedBefore));
    ask(&mut city, RequestKind::Prolong).expect("something else may be asked beside it");
    let unknown = MakeRequest {
        document: 99,
        kind: RequestKind::Change,
        words: "改名".into(),
        proof: None,
    };
    assert_eq!(city.act(&enterprise(), unknown), Err(Refusal::UnknownDocument(99)));
    let nobody_asked = WithdrawRequest {
        request: RequestNumber(9),
    };
    assert_eq!(
        city.act(&enterprise(), nobody_asked),
        Err(Refusal::UnknownRequest(RequestNumber(9)))
    );
    city.at("2027-11-02 09:00");
    assert_eq!(
        ask(&mut city, RequestKind::Reissue),
        Err(Refusal::CertificateExpired { last: day("2027-11-01") })
    );
    assert_eq!(city.application.may_be_asked(document, city.now.day()), []);
}

#[test]
fn a_holder_asks_so_often_in_a_year() {
    let mut city = served();
    for number in 1..=REQUESTS_MAX {
        ask(&mut city, RequestKind::Change).unwrap();
        let request = RequestNumber(u16::try_from(number).unwrap());
        city.act(&enterprise(), WithdrawRequest { request }).unwrap();
    }
    assert_eq!(
        ask(&mut city, RequestKind::Change),
        Err(Refusal::TooManyRequests { max: REQUESTS_MAX })
    );
    let document = certificate(&city).ordinal;
    let what = Afterwards::Prolong {
        until: day("2028-11-01"),
        asked: None,
    };
    propose(&mut city, Proposal::Afterwards { document, what }).unwrap();
    city.approve(FIRST).unwrap();
    city.serve_papers();
    assert_eq!(
        ask(&mut city, RequestKind::Change),
        Err(Refusal::TooManyRequests { max: REQUESTS_MAX }),
        "its new version counts on"
    );
    city.on("2027-11-02");
    ask(&mut city, RequestKind::Change).expect("a year is over");
}

#[test]
fn what_does_not_end_by_itself_is_not_prolonged() {
    let mut city = City::new();
    city.submit("sign", &[]).unwrap();
    city.accept("sign_acceptance").unwrap();
    city.opine("sign_review", crate::record::state::Opinion::Agree).unwrap();
    city.sign_off("sign.decide").unwrap();
    assert_eq!(
        ask(&mut city, RequestKind::Change),
        Err(Refusal::CertificateGone(certificate(&city).ordinal)),
        "it has not reached its holder"
    );
    city.serve_papers();
    assert_eq!(ask(&mut city, RequestKind::Prolong), Err(Refusal::NothingToProlong));
    let kinds = city.application.may_be_asked(certificate(&city).ordinal, city.now.day());
    assert!(
        !kinds.contains(&RequestKind::Prolong) && kinds.contains(&RequestKind::Change),
        "{kinds:?}"
    );
}

#[test]
fn each_request_has_a_proof_of_its_own_and_no_other_paper_proves_it() {
    let mut city = served();
    let with = |city: &City, kind: RequestKind, material: &str| MakeRequest {
        document: certificate(city).ordinal,
        kind,
        words: "改名".into(),
        proof: Some(paper(material, "notice")),
    };
    let wrong = with(&city, RequestKind::Change, "opinion");
    assert_eq!(
        city.act(&enterprise(), wrong),
        Err(Refusal::MaterialNotAsked("opinion".into()))
    );
    for kind in [RequestKind::Change, RequestKind::Correct] {
        let made = with(&city, kind, PROOF);
        city.act(&enterprise(), made).unwrap();
    }
    let versions: Vec<u32> = city.application.request_proofs().map(|proof| proof.version).collect();
    assert_eq!(versions, [1, 2]);
    assert!(
        city.application.material(&PROOF.into()).is_none(),
        "it is no paper of the application"
    );
}

#[test]
fn only_the_organ_that_issued_it_answers() {
    let mut city = served();
    ask(&mut city, RequestKind::Change).unwrap();
    let other = OrganId::fixed("water-371625");
    let refusal = Proposal::RefuseRequest { request: ASKED };
    assert_eq!(propose_at(&mut city, &other, refusal, Some(ASKED)), Err(Refusal::NotYourDesk));
    refuse(&mut city).unwrap();
    assert_eq!(city.application.answer_to(ASKED).unwrap().number, ProposalNumber(1));
}

#[test]
fn the_organ_has_twenty_working_days_and_one_more_where_the_county_has_a_day_off() {
    let mut city = served();
    ask(&mut city, RequestKind::Change).unwrap();
    let due = |city: &City| city.application.request(ASKED).unwrap().due.day;
    assert_eq!(due(&city), day("2026-11-30"));
    city.day_off(day("2026-11-10"));
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(due(&city), day("2026-12-01"));
}

#[test]
fn no_day_off_moves_the_last_day_of_a_certificate() {
    let mut city = served();
    city.on("2027-10-02");
    ask(&mut city, RequestKind::Prolong).unwrap();
    let events = city.events.len();
    city.day_off(day("2027-10-12"));
    city.act(&reaction(), RefreshDues).unwrap();
    assert_eq!(city.application.request(ASKED).unwrap().due.day, day("2027-11-01"));
    assert_eq!(city.events.len(), events, "nothing has moved");
}
