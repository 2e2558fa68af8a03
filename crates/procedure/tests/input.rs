//! What people type into questions and forms, and what they are told.

mod support;

use std::sync::LazyLock;

use identity::{CreditCodeError, PhoneError, RegionCode};
use procedure::definition::Matter;
use procedure::input::{FieldError, FormValue, InputError, TEXTS_CHINESE, TEXTS_ENGLISH, Typed, read_answers, read_form};
use procedure::{Answer, Answers, Decimal, Release};

use support::{pack_folder, texts};

static RELEASE: LazyLock<Release> = LazyLock::new(|| Release::of(&texts(&pack_folder("whole"))).unwrap());

fn works() -> &'static Matter {
    RELEASE.matter("works").unwrap()
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs
        .iter()
        .map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned()))
        .collect()
}

/// A form filled in rightly.
fn filled_in() -> Typed {
    typed(&[
        ("company", "滨州渤海机械有限公司"),
        ("company_code", "91350100m000100y43"),
        ("representative", "11010519491231002x"),
        ("phone", "138 1234 5678"),
        ("place", "371625"),
        ("start_day", "2026/3/1"),
        ("quota", "0.125"),
        ("delivery", "post"),
    ])
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The errors of one field when only it is filled in differently.
fn errors(field: &str, text: &str) -> Vec<InputError> {
    let mut typed = filled_in();
    typed.insert(field.to_owned(), text.to_owned());
    let emits = [("emits".into(), Answer::Flag(true))].into_iter().collect();
    let reading = read_form(&RELEASE, works(), &emits, &typed);
    assert!(
        reading.errors.iter().all(|error| error.field.as_str() == field),
        "{:?}",
        reading.errors
    );
    reading.all_errors().into_iter().map(|error| error.error).collect()
}

#[test]
fn answers_are_read_in_the_order_of_asking() {
    let reading = read_answers(
        &RELEASE,
        works(),
        &typed(&[
            ("energy_tce", "１,200.5"),
            ("emits", "yes"),
            ("eia", "report"),
            ("staff", "101"),
        ]),
    );
    assert!(reading.is_complete());
    let expected: Answers = [
        ("energy_tce".into(), Answer::Number(decimal("1200.5"))),
        ("emits".into(), Answer::Flag(true)),
        ("eia".into(), Answer::Choice("report".into())),
        ("staff".into(), Answer::Number(decimal("101"))),
    ]
    .into_iter()
    .collect();
    assert_eq!(reading.values, expected);
}

#[test]
fn a_question_that_another_answer_took_away_is_not_asked_and_its_stale_answer_is_dropped() {
    let stale = typed(&[
        ("energy_tce", "0"),
        ("emits", "no"),
        ("eia", "none"),
        ("staff", "nobody knows"),
    ]);
    let reading = read_answers(&RELEASE, works(), &stale);
    assert!(reading.is_complete());
    assert_eq!(reading.asked, ["energy_tce".into(), "emits".into(), "eia".into()]);
    assert_eq!(reading.values.get("staff"), None);
}

#[test]
fn for_a_preview_it_is_said_what_is_still_missing_without_calling_it_wrong() {
    let reading = read_answers(&RELEASE, works(), &typed(&[("eia", "form"), ("emits", " ")]));
    assert_eq!(reading.missing, ["energy_tce".into(), "emits".into(), "staff".into()]);
    assert!(reading.errors.is_empty() && !reading.is_complete());
    let all = reading.all_errors();
    assert!(all.iter().all(|error| error.error == InputError::Missing));
    assert_eq!(all.len(), 3);
}

#[test]
fn everything_wrong_is_said_at_once_in_the_order_of_asking() {
    let reading = read_answers(&RELEASE, works(), &typed(&[("energy_tce", "many"), ("eia", "maybe")]));
    let said: Vec<(&str, InputError)> = reading
        .all_errors()
        .into_iter()
        .map(|FieldError { field, error }| (leak(field.as_str()), error))
        .collect();
    assert_eq!(
        said,
        [
            ("energy_tce", InputError::NotANumber),
            ("emits", InputError::Missing),
            ("eia", InputError::NotAChoice)
        ]
    );
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[test]
fn a_form_is_read_into_values_as_the_vault_keeps_them() {
    let emits = [("emits".into(), Answer::Flag(true))].into_iter().collect();
    let reading = read_form(&RELEASE, works(), &emits, &filled_in());
    assert!(reading.is_complete(), "{:?}", reading.all_errors());
    let json = serde_json::to_value(&reading.values).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "company": "滨州渤海机械有限公司",
            "company_code": "91350100M000100Y43",
            "representative": "11010519491231002X",
            "phone": "13812345678",
            "place": "371625",
            "start_day": "2026-03-01",
            "quota": 0.125,
            "delivery": "post",
        })
    );
    let kept: procedure::input::FormValues = serde_json::from_value(json).unwrap();
    assert_eq!(kept, reading.values);
}

#[test]
fn a_field_of_the_form_is_asked_for_by_the_answers() {
    let quiet = [("emits".into(), Answer::Flag(false))].into_iter().collect();
    let reading = read_form(&RELEASE, works(), &quiet, &filled_in());
    assert!(reading.is_complete());
    assert!(!reading.asked.contains(&"quota".into()) && !reading.values.contains_key("quota"));
}

#[test]
fn each_mistake_has_its_own_words() {
    let unit = String::new;
    let (minimum, maximum) = (decimal("0.001"), decimal("100"));
    for (field, text, expected) in [
        ("quota", "a lot", vec![InputError::NotANumber]),
        ("quota", "1,5", vec![InputError::NotANumber]),
        ("quota", "0.0001", vec![InputError::TooFine]),
        ("quota", "0", vec![InputError::BelowMinimum { minimum, unit: unit() }]),
        ("quota", "100.001", vec![InputError::AboveMaximum { maximum, unit: unit() }]),
        (
            "quota",
            "99999999999999",
            vec![InputError::AboveMaximum { maximum, unit: unit() }],
        ),
        (
            "quota",
            "-99999999999999",
            vec![InputError::BelowMinimum { minimum, unit: unit() }],
        ),
        ("floors", "2.5", vec![InputError::NotWhole]),
        ("floors", "2.50001", vec![InputError::NotWhole]),
        (
            "floors",
            "60.5",
            vec![
                InputError::NotWhole,
                InputError::AboveMaximum {
                    maximum: decimal("60"),
                    unit: unit(),
                },
            ],
        ),
        ("company", "  ", vec![InputError::Missing]),
        (
            "company",
            &"滨".repeat(21),
            vec![InputError::TooLong { length: 21, maximum: 20 }],
        ),
        ("company", "滨州\n渤海", vec![InputError::Unprintable { place: 3 }]),
        ("company", "滨\u{7}", vec![InputError::Unprintable { place: 2 }]),
        ("notes", "一\r\n二\u{0}", vec![InputError::Unprintable { place: 4 }]),
        ("delivery", "pigeon", vec![InputError::NotAChoice]),
        ("fenced", "perhaps", vec![InputError::NotYesOrNo]),
        ("start_day", "2026-02-30", vec![InputError::NotADate]),
        ("start_day", "20260230", vec![InputError::NotADate]),
        ("start_day", "0026-02-03", vec![InputError::NotADate]),
        ("start_day", "tomorrow", vec![InputError::NotADate]),
        ("place", "371626", vec![InputError::RegionUnknown]),
        ("place", "博兴", vec![InputError::RegionUnknown]),
        ("place", "371600", vec![InputError::RegionNotACounty]),
        ("place", "371625100", vec![InputError::RegionNotACounty]),
        (
            "company_code",
            "91350100M000100Y44",
            vec![InputError::CreditCode(CreditCodeError::Check)],
        ),
        (
            "phone",
            "123",
            vec![InputError::Phone(PhoneError::MobileLength { length: 3 })],
        ),
    ] {
        assert_eq!(errors(field, text), expected, "{field}: {text}");
    }
    assert!(matches!(
        errors("representative", "110105194912310021").as_slice(),
        [InputError::ResidentNumber(_)]
    ));
}

#[test]
fn what_people_write_by_habit_is_understood() {
    for (field, text, kept) in [
        ("start_day", "2026年3月1日", serde_json::json!("2026-03-01")),
        ("start_day", "20260301", serde_json::json!("2026-03-01")),
        ("start_day", "２０２６-０３-０１", serde_json::json!("2026-03-01")),
        ("quota", " ５０．５ ", serde_json::json!(50.5)),
        ("floors", "－3", serde_json::json!(-3)),
        ("floors", "60.0", serde_json::json!(60)),
        ("notes", "一\r\n二 ", serde_json::json!("一\n二")),
        ("fenced", "on", serde_json::json!(true)),
        ("fenced", "no", serde_json::json!(false)),
    ] {
        let mut typed = filled_in();
        typed.insert(field.to_owned(), text.to_owned());
        let emits = [("emits".into(), Answer::Flag(true))].into_iter().collect();
        let reading = read_form(&RELEASE, works(), &emits, &typed);
        assert_eq!(reading.errors, [], "{field}: {text}");
        assert_eq!(serde_json::to_value(&reading.values[field]).unwrap(), kept, "{field}: {text}");
    }
}

#[test]
fn a_place_must_lie_in_the_region_of_the_application_where_the_matter_says_so() {
    let county = |code| RegionCode::fixed(code);
    let bound = Matter {
        place: Some("place".into()),
        ..works().clone()
    };
    for (matter, region, elsewhere) in [
        (&bound, county(371_625), false),
        (&bound, county(371_600), false),
        (&bound, county(371_602), true),
        (works(), county(371_602), false),
    ] {
        let reading = read_form(&RELEASE, matter, &Answers::default(), &filled_in()).within(&RELEASE, matter, region);
        let wrong = FieldError {
            field: "place".into(),
            error: InputError::RegionElsewhere,
        };
        assert_eq!(reading.errors.contains(&wrong), elsewhere, "{region}");
        assert_eq!(reading.values.contains_key("place"), !elsewhere, "{region}");
    }
}

#[test]
fn nothing_personal_gets_into_a_log_by_way_of_a_reading() {
    let reading = read_form(&RELEASE, works(), &Answers::default(), &filled_in());
    let logged = format!("{reading:?}");
    assert!(
        !logged.contains("渤海") && !logged.contains("1381234") && !logged.contains("19491231"),
        "{logged}"
    );
    assert_eq!(format!("{:?}", FormValue::Text("张三".into())), "Text(2 characters)");
}

#[test]
fn every_error_has_words_in_both_languages() {
    let decimal = Decimal::default();
    for error in [
        InputError::Missing,
        InputError::NotANumber,
        InputError::TooFine,
        InputError::NotWhole,
        InputError::BelowMinimum {
            minimum: decimal,
            unit: String::new(),
        },
        InputError::AboveMaximum {
            maximum: decimal,
            unit: String::new(),
        },
        InputError::TooShort { minimum: 5 },
        InputError::TooLong { length: 2, maximum: 1 },
        InputError::Unprintable { place: 1 },
        InputError::NotAChoice,
        InputError::NotYesOrNo,
        InputError::NotADate,
        InputError::RegionUnknown,
        InputError::RegionNotACounty,
        InputError::RegionElsewhere,
        InputError::WrongType,
        InputError::UnknownField,
    ] {
        for texts in [TEXTS_CHINESE, TEXTS_ENGLISH] {
            let line = texts.lines().find(|line| line.split(" = ").next() == Some(error.key()));
            let line = line.unwrap_or_else(|| panic!("no words for {}", error.key()));
            for (name, _) in error.args() {
                assert!(line.contains(&format!("{{ ${name} }}")), "{line} does not speak of {name}");
            }
        }
    }
}
