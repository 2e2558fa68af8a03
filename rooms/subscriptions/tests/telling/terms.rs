//! What is selected, and what goes along: by value.

use subscriptions::record::{FIELDS_MAX, Kind, Selection, Terms, WrongSelection, WrongTerms};

#[test]
fn a_subscription_wants_all_events_of_a_kind_or_those_that_it_names() {
    let selection = Selection::new([Kind::Application, Kind::Project], ["application.submitted"]).unwrap();
    for (kind, event_type, is_wanted) in [
        ("application", "submitted", true),
        ("application", "withdrawn", false),
        ("project", "renamed", true),
        ("release", "entered", false),
        ("account", "opened", false),
        ("subscription", "opened", false),
    ] {
        assert_eq!(selection.wants(kind, event_type), is_wanted, "{kind}.{event_type}");
    }
    let written = serde_json::to_value(&selection).unwrap();
    assert_eq!(written, serde_json::json!({ "application": ["submitted"], "project": [] }));
    assert_eq!(serde_json::from_value::<Selection>(written).unwrap(), selection);
}

#[test]
fn nothing_is_selected_by_what_names_no_event() {
    assert_eq!(Selection::new([], []), Err(WrongSelection::Nothing));
    for wrong in [
        "submitted",
        "project.renamed",
        "application.",
        "application.Submitted",
        "application.*",
        "message.told",
    ] {
        assert_eq!(
            Selection::new([Kind::Application], [wrong]),
            Err(WrongSelection::Types(vec![wrong.to_owned()])),
            "{wrong}"
        );
    }
    assert_eq!(
        Selection::new([Kind::Days], ["days.declared"; 101]),
        Err(WrongSelection::TooMany)
    );
}

#[test]
fn every_kind_of_which_others_may_be_told_is_followed() {
    assert_eq!(Kind::ALL.map(Kind::as_str), Kind::NAMES);
}

#[test]
fn a_value_goes_along_only_if_its_field_was_stated() {
    let terms = Terms::new("核对申请人身份", "某某条例第十五条", ["form/*", "contact", "party/*"]).unwrap();
    for (path, goes) in [
        ("form/applicant", true),
        ("form/site/address", true),
        ("form", false),
        ("formal/applicant", false),
        ("contact", true),
        ("contact/phone", false),
        ("query_code", false),
        ("party/1", true),
        ("party/1/code", false),
    ] {
        assert_eq!(terms.let_go(path), goes, "{path}");
    }
}

#[test]
fn terms_state_purpose_basis_and_fields() {
    let terms = |purpose, basis, fields: &[&'static str]| Terms::new(purpose, basis, fields.iter().copied()).map(|_| ());
    let (purpose, basis) = ("核对申请人身份", "某某条例第十五条");
    assert_eq!(terms(purpose, basis, &["contact"]), Ok(()));
    assert_eq!(terms("核对", basis, &["contact"]), Err(vec![WrongTerms::Purpose]));
    assert_eq!(terms(purpose, "  法律  ", &["contact"]), Err(vec![WrongTerms::Basis]));
    assert_eq!(terms(purpose, basis, &[]), Err(vec![WrongTerms::Fields]));
    for everything in [
        "*",
        "/*",
        "form/*/name",
        "form//name",
        "",
        "form/ *",
        "query_code",
        "party/1/code",
        "material/*",
        "document/1",
    ] {
        assert_eq!(
            terms(purpose, basis, &[everything]),
            Err(vec![WrongTerms::NoFields(vec![everything.to_owned()])]),
            "{everything}"
        );
    }
    let many: Vec<String> = (0..=FIELDS_MAX).map(|number| format!("field-{number}")).collect();
    assert_eq!(
        Terms::new(purpose, basis, many.iter().map(String::as_str)),
        Err(vec![WrongTerms::Fields])
    );
}
