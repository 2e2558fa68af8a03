//! The JSON Schema of a matter accepts what validation accepts, and validation accepts what the schema accepts.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use identity::{CivilDate, CreditCode, RegionCode, ResidentNumber, sample};
use jsonschema::Validator;
use procedure::definition::{Field, FieldKind, Matter};
use procedure::input::read_json;
use procedure::{Decimal, Release, schema};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use support::{pack_folder, texts};

static WHOLE: LazyLock<Release> = LazyLock::new(|| Release::of(&texts(&pack_folder("whole"))).unwrap());
static BINZHOU: LazyLock<Release> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/binzhou");
    Release::of(&texts(&folder)).unwrap()
});

fn validator(release: &Release, matter: &Matter) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .with_format(schema::FORMAT_CREDIT_CODE, |text: &str| text.parse::<CreditCode>().is_ok())
        .with_format(schema::FORMAT_RESIDENT_NUMBER, |text: &str| {
            text.parse::<ResidentNumber>().is_ok()
        })
        .build(&schema::of(release, matter))
        .unwrap()
}

/// Some value for a field: mostly a right one, else one that is nearly right or of another type.
fn some_value(field: Field) -> BoxedStrategy<Option<Value>> {
    let right = right_value(&field).prop_map(Some);
    let text =
        "\\PC{0,30}|[a-z \n\r\t\u{0}\u{a0}\u{3000}\u{feff}\u{85}\u{200b}一]{0,8}|.{198,202}".prop_map(|text| Some(json!(text)));
    let thousandths = (-70_000i64..1_100_000).prop_map(|number| Some(json!(number as f64 / 1000.0)));
    prop_oneof![
        8 => right,
        1 => Just(None),
        1 => text,
        1 => thousandths,
        1 => any::<f64>().prop_map(|number| Some(json!(number))),
        1 => any::<i64>().prop_map(|number| Some(json!(number))),
        1 => prop::sample::select(vec![
            json!(null), json!(true), json!([]), json!({}), json!(""), json!("2026-02-29"), json!("2024-02-29"), json!("0000-01-01"),
            json!("2200-01-01"), json!("1900-01-01"), json!(1e3), json!(3.0), json!(-0.0), json!(0.0005), json!(1e12), json!(1e15),
            json!("371600"), json!("371625"), json!("99999"), json!("0543-3186001"), json!("138 1234 5678"), json!("110105194912310021"),
        ]).prop_map(Some),
    ]
    .boxed()
}

fn right_value(field: &Field) -> BoxedStrategy<Value> {
    match field.kind {
        FieldKind::Text => "[一-龥a-z]{1,8}".prop_map(Value::from).boxed(),
        FieldKind::Paragraph => "[一-龥\n]{1,8}一".prop_map(Value::from).boxed(),
        FieldKind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        FieldKind::Choice => {
            let values: Vec<Value> = field.choices.iter().map(|choice| json!(choice.value)).collect();
            prop::sample::select(values).boxed()
        }
        FieldKind::Integer | FieldKind::Decimal => {
            let (min, max) = (field.min.unwrap_or(-1e6) as i64, field.max.unwrap_or(1e6) as i64);
            let (whole, step) = if field.kind == FieldKind::Integer {
                (1, 1.0)
            } else {
                (1000, 1000.0)
            };
            let near = [0, 1, 5, 100, 101, 500, 1000, 5000].map(|number| json!(number));
            prop_oneof![
                (min * whole..=max * whole).prop_map(move |number| json!(Decimal::nearest(number as f64 / step))),
                prop::sample::select(near.to_vec()),
            ]
            .boxed()
        }
        FieldKind::Date => (1900u32..2199, 1u32..13, 1u32..29)
            .prop_map(|(year, month, day)| json!(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        FieldKind::Region => prop::sample::select(vec![json!("371625"), json!("371681")]).boxed(),
        FieldKind::CreditCode => {
            let code = |order| Value::from(String::from(sample::credit_code(RegionCode::fixed(371_625), order)));
            (0u32..1_000_000).prop_map(code).boxed()
        }
        FieldKind::ResidentNumber => {
            let born = CivilDate::new(1980, 3, 9).unwrap();
            let number = move |order| Value::from(String::from(sample::resident_number(RegionCode::fixed(372_330), born, order)));
            (0u16..1000).prop_map(number).boxed()
        }
        FieldKind::Phone => (0u16..10_000)
            .prop_map(|order| Value::from(String::from(sample::phone(order))))
            .boxed(),
    }
}

/// An object with some value for most fields of a matter, at times with a member too many.
fn objects(release: &Release, matter: &Matter) -> impl Strategy<Value = Map<String, Value>> + use<> {
    let ids = matter
        .questions
        .iter()
        .chain(matter.parts.iter().flat_map(|part| &part.fields));
    let fields: Vec<Field> = ids.map(|id| release.field(id).unwrap().clone()).collect();
    let right: Vec<_> = fields.iter().map(|field| right_value(field).prop_map(Some).boxed()).collect();
    let names: Vec<String> = fields.iter().map(|field| field.id.to_string()).collect();
    let one_odd = (0..fields.len()).prop_flat_map(move |odd| {
        let mut values = right.clone();
        values[odd] = some_value(fields[odd].clone());
        values
    });
    (one_odd, prop::bool::weighted(0.03)).prop_map(move |(values, stray)| {
        let named = names.iter().cloned().zip(values);
        let mut object: Map<String, Value> = named.filter_map(|(name, value)| Some((name, value?))).collect();
        if stray {
            object.insert("stray".into(), json!(1));
        }
        object
    })
}

/// Both ways for objects generated for a matter; says how many were accepted of how many.
fn agree(release: &Release, matter: &Matter) -> (u32, u32) {
    let validator = validator(release, matter);
    let (accepted, seen) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    TestRunner::default()
        .run(&objects(release, matter), |object| {
            let (answers, form) = read_json(release, matter, &object);
            let read = answers.is_complete() && form.is_complete();
            let whole = Value::Object(object);
            let errors: Vec<String> = validator.iter_errors(&whole).map(|error| error.to_string()).collect();
            seen.set(seen.get() + 1);
            if errors.is_empty() {
                accepted.set(accepted.get() + 1);
                prop_assert!(
                    read,
                    "the schema accepts {whole}, validation says {:?} {:?}",
                    answers.all_errors(),
                    form.all_errors()
                );
            }
            if read {
                // What was understood is written as the schema describes it, whatever way it was typed.
                let mut understood = serde_json::to_value(&answers.values).unwrap();
                let values = serde_json::to_value(&form.values).unwrap();
                understood
                    .as_object_mut()
                    .unwrap()
                    .extend(values.as_object().unwrap().clone());
                let errors: Vec<String> = validator.iter_errors(&understood).map(|error| error.to_string()).collect();
                prop_assert!(errors.is_empty(), "validation accepts {whole}, the schema says {errors:?}");
            }
            Ok(())
        })
        .unwrap();
    (accepted.get(), seen.get())
}

#[test]
fn schema_and_validation_agree() {
    let (accepted, seen) = agree(&WHOLE, WHOLE.matter("works").unwrap());
    assert!(accepted * 5 > seen && accepted < seen, "{accepted} of {seen} accepted");
}

#[test]
fn schema_and_validation_agree_in_the_sample_city() {
    for matter in BINZHOU.matters() {
        agree(&BINZHOU, matter);
    }
}

#[test]
fn a_schema_is_one_by_its_own_rules() {
    for (release, matter) in [(&WHOLE, "works"), (&WHOLE, "hygiene"), (&BINZHOU, "ten-permits")] {
        let schema = schema::of(release, release.matter(matter).unwrap());
        assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
    }
}

#[test]
fn a_member_is_described_under_the_condition_on_which_it_is_asked_for() {
    let validator = validator(&WHOLE, WHOLE.matter("works").unwrap());
    let object = |eia: &str, staff: Value| {
        json!({
            "energy_tce": 1000, "emits": false, "eia": eia, "staff": staff, "company": "滨州渤海机械有限公司",
            "company_code": "91350100M000100Y43", "representative": "11010519491231002X", "phone": "13812345678", "place": "371625",
            "start_day": "2026-03-01", "delivery": "post", "quota": "is not read",
        })
    };
    for (object, accepted) in [
        (object("form", json!(3)), true),
        (object("form", json!(0)), false),
        (object("form", json!("three")), false),
        (object("none", json!("is not read")), true),
    ] {
        assert_eq!(validator.is_valid(&object), accepted, "{object}");
    }
}
