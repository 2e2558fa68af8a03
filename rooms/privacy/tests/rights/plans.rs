//! What may go at once, what law keeps, what is still needed: by value.

use calendar::{Day, Moment};
use identity::RecordId;
use ledger::Held;
use people::record::account::IdentityAfterwards;

use privacy::record::Part;
use privacy::record::plan::{Fate, Holding, Need, Phase, closing, erasing, fate, restricting};

const FILED: &str = "deciding the application";
const SAID: &str = "reasons of the decision";
const QUERY: &str = "looking up the state without signing in";
const SENT: &str = "to answer what was sent to whom";
const IDENTITY: &str = "to know who acts in a procedure";
const CONTACT: &str = "to notify the person of the procedure";
const SPEAKER: &str = "hearing and answering somebody who is not the applicant";

fn held(path: &str, purpose: &str, term_days: u32) -> Held {
    Held {
        path: path.to_owned(),
        value: serde_json::json!("x"),
        purpose: purpose.to_owned(),
        basis: String::new(),
        at: Moment::at(day("2026-11-02"), 9, 0),
        term_days,
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn application(phase: Phase, values: Vec<Held>) -> Holding {
    Holding {
        part: Part::Application(RecordId::from_bytes([5; 16])),
        record: RecordId::from_bytes([5; 16]),
        phase,
        values,
        files: vec!["f1".to_owned()],
    }
}

fn account(values: Vec<Held>) -> Holding {
    Holding {
        part: Part::Account,
        record: RecordId::from_bytes([1; 16]),
        phase: Phase::AccountOpen,
        values,
        files: Vec::new(),
    }
}

#[test]
fn the_fate_of_a_value_follows_from_its_purpose_and_where_its_record_stands() {
    let today = day("2026-11-10");
    let until = Fate::Kept {
        until: day("2026-11-12"),
    };
    for (path, purpose, phase, expected) in [
        ("form/shop", FILED, Phase::Running, Fate::Needed(Need::Procedure)),
        ("form/shop", FILED, Phase::Archived, until),
        ("form/shop", FILED, Phase::NeverAccepted, Fate::Erased),
        ("opinion/x/1", SAID, Phase::NeverAccepted, until),
        ("rating", SAID, Phase::Archived, Fate::Erased),
        ("query_code", QUERY, Phase::Archived, Fate::Erased),
        ("query_code", QUERY, Phase::Running, Fate::Needed(Need::Procedure)),
        ("to/0", SENT, Phase::Convenience, until),
        ("email", CONTACT, Phase::Convenience, Fate::Erased),
        ("phone", CONTACT, Phase::AccountOpen, Fate::Needed(Need::Account)),
        ("phone", CONTACT, Phase::AccountNamedInFiles, Fate::Erased),
        ("name", IDENTITY, Phase::AccountNamedInFiles, until),
        ("name", IDENTITY, Phase::AccountNamedNowhere, Fate::Erased),
    ] {
        assert_eq!(fate(&held(path, purpose, 10), phase, today), expected, "{path} {phase:?}");
    }
}

#[test]
fn what_law_kept_goes_when_its_term_is_over() {
    let value = held("form/shop", FILED, 10);
    let archived = |today: &str| fate(&value, Phase::Archived, day(today));
    assert!(matches!(archived("2026-11-12"), Fate::Kept { .. }), "the last day counts");
    assert_eq!(archived("2026-11-13"), Fate::Erased);
}

#[test]
fn files_go_with_their_keys_and_a_file_that_is_kept_restricts_its_record() {
    let papers = vec![held("form/shop", FILED, 10), held("material/plan/1", FILED, 10)];
    let gone = erasing(&[application(Phase::NeverAccepted, papers.clone())], &[], day("2026-11-03"));
    assert!(gone.is_whole());
    assert_eq!(gone.plan.erase[0].paths, ["form/shop", "material/plan/1"]);
    assert_eq!(gone.plan.erase[0].files, ["f1"]);
    assert!(gone.plan.restrict.is_empty());

    let mut all = papers;
    all.push(held("query_code", QUERY, 10));
    let kept = erasing(&[application(Phase::Archived, all)], &[], day("2026-11-03"));
    assert!(!kept.is_whole() && kept.does_something());
    assert_eq!(kept.plan.erase[0].paths, ["query_code"]);
    assert!(kept.plan.erase[0].files.is_empty(), "papers whose keys are kept stay");
    assert_eq!(kept.plan.restrict[0].until, Some(day("2026-11-12")));
}

#[test]
fn what_is_about_somebody_else_is_neither_erased_nor_counted() {
    let values = vec![
        held("objection/1/objector", SPEAKER, 10),
        held("objection/1/code", QUERY, 10),
        held("form/shop", FILED, 10),
    ];
    let proposal = erasing(&[application(Phase::NeverAccepted, values)], &[], day("2026-11-03"));
    assert_eq!(proposal.lines.len(), 1);
    assert_eq!(proposal.plan.erase[0].paths, ["form/shop"]);
}

#[test]
fn name_and_number_stay_with_an_ended_account_only_while_a_kept_file_names_them() {
    let own = || {
        account(vec![
            held("name", IDENTITY, 10),
            held("password", "to let the person in, and nobody else", 10),
        ])
    };
    let nowhere = closing(&[own()], &[], day("2026-11-03"));
    assert_eq!(nowhere.plan.identity, Some(IdentityAfterwards::Erased));
    assert!(nowhere.is_whole());

    let file = application(Phase::Archived, vec![held("form/shop", FILED, 10)]);
    let named = closing(&[own(), file], &[], day("2026-11-03"));
    assert_eq!(named.plan.identity, Some(IdentityAfterwards::Kept));
    assert_eq!(named.plan.erase[0].paths, ["password"]);
    assert_eq!(named.plan.restrict.len(), 1);
}

#[test]
fn a_running_procedure_is_not_restricted() {
    let running = application(Phase::Running, vec![held("form/shop", FILED, 10)]);
    assert!(!restricting(&[running]).does_something());
    let ended = application(Phase::Archived, vec![held("form/shop", FILED, 10)]);
    assert_eq!(restricting(&[ended]).plan.restrict.len(), 1);
}
