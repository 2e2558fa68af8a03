//! The JSON Schema (draft 2020-12) of what a matter asks for, from the same dictionary as everything else.
//!
//! One flat object: each question and each field of the form is a member under its id. A member that is only asked for
//! with some answers is described under that condition, and ignored without it, as [`crate::input::read_json`] does.

use serde_json::{Map, Value, json};

use crate::condition::{Comparison, Constant, Test};
use crate::decimal::WHOLE_MAX;
use crate::definition::{Field, FieldId, FieldKind, Level, Matter};
use crate::input::YEARS;
use crate::{Condition, Decimal, Release};

/// The format that says that a text is a credit code with a right check character (GB 32100).
pub const FORMAT_CREDIT_CODE: &str = "credit-code";
/// The format that says that a text is a resident identity number with a right check character (GB 11643).
pub const FORMAT_RESIDENT_NUMBER: &str = "resident-number";

/// The schema of a matter's questions and form.
#[must_use]
pub fn of(release: &Release, matter: &Matter) -> Value {
    let ids = matter
        .questions
        .iter()
        .chain(matter.parts.iter().flat_map(|part| &part.fields));
    let fields: Vec<&Field> = ids.filter_map(|id| release.field(id)).collect();
    let conditional: Vec<(&Field, &Condition)> = fields
        .iter()
        .filter_map(|field| Some((*field, field.when.as_ref()?)))
        .collect();
    let is_conditional = |id: &FieldId| conditional.iter().any(|(field, _)| field.id == *id);
    let described = |field: &Field| {
        let described = if field.when.is_some() {
            json!(true)
        } else {
            value(release, field)
        };
        (field.id.to_string(), described)
    };
    let required = fields.iter().filter(|field| field.when.is_none() && !field.optional);
    let asked = conditional
        .iter()
        .map(|(field, when)| (asked_name(&field.id), test(when.test(), &is_conditional)));
    let under_condition = conditional.iter().map(|(field, _)| {
        json!({
            "if": asked_reference(&field.id),
            "then": {
                "properties": { field.id.as_str(): value(release, field) },
                "required": if field.optional { json!([]) } else { json!([field.id]) },
            },
        })
    });
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": matter.name,
        "description": matter.summary,
        "type": "object",
        "properties": fields.iter().map(|field| described(field)).collect::<Map<_, _>>(),
        "required": required.map(|field| field.id.as_str()).collect::<Vec<_>>(),
        "additionalProperties": false,
    });
    if !conditional.is_empty() {
        schema["$defs"] = asked.collect::<Map<_, _>>().into();
        schema["allOf"] = under_condition.collect();
    }
    schema
}

/// The schema of one field's value, with its label.
fn value(release: &Release, field: &Field) -> Value {
    let mut schema = match field.kind {
        FieldKind::Text => text(field, r"^[^\u0000-\u001f\u007f-\u009f]*$"),
        FieldKind::Paragraph => text(field, r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"),
        FieldKind::Integer => number(field, "integer"),
        FieldKind::Decimal => number(field, "number"),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Choice => {
            let choices = field.choices.iter();
            one_of(choices.map(|choice| (choice.value.clone(), choice.label.clone())))
        }
        FieldKind::Date => {
            let (first, last) = (YEARS.start() / 100, YEARS.end() / 100);
            json!({ "type": "string", "format": "date", "pattern": format!("^({first}|20|{last})[0-9]{{2}}-") })
        }
        FieldKind::Region => {
            let counties = release.regions().filter(|region| region.level == Level::County);
            one_of(counties.map(|region| (region.code.to_string(), region.name.clone())))
        }
        FieldKind::CreditCode => json!({
            "type": "string",
            "format": FORMAT_CREDIT_CODE,
            "pattern": "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
        }),
        FieldKind::ResidentNumber => json!({
            "type": "string",
            "format": FORMAT_RESIDENT_NUMBER,
            "pattern": "^[0-9]{17}[0-9X]$",
        }),
        FieldKind::Phone => json!({
            "type": "string",
            "pattern": "^(1[3-9][0-9]{9}|0(10|2[0-9])-[0-9]{7,8}|0[3-9][0-9]{2}-[0-9]{7,8})$",
        }),
    };
    let said = [
        ("title", Some(json!(field.label))),
        ("description", field.hint.as_ref().map(|hint| json!(hint))),
        ("x-unit", field.unit.as_ref().map(|unit| json!(unit))),
        ("x-personal", field.personal.then_some(Value::Bool(true))),
    ];
    for (key, value) in said {
        if let Some(value) = value {
            schema[key] = value;
        }
    }
    schema
}

fn text(field: &Field, printable: &str) -> Value {
    json!({
        "type": "string",
        "minLength": field.length_min(),
        "maxLength": field.length_max(),
        "allOf": [{ "pattern": r"\S" }, { "pattern": printable }],
    })
}

fn number(field: &Field, kind: &str) -> Value {
    let bound = |bound: Option<Decimal>, else_whole: i64| bound.or(Decimal::whole(else_whole));
    let mut schema = json!({
        "type": kind,
        "minimum": bound(field.min_number(), -WHOLE_MAX),
        "maximum": bound(field.max_number(), WHOLE_MAX),
    });
    if field.kind == FieldKind::Decimal {
        schema["multipleOf"] = json!(0.001);
    }
    schema
}

fn one_of(values: impl Iterator<Item = (String, String)>) -> Value {
    let values: Vec<Value> = values
        .map(|(value, label)| json!({ "const": value, "title": label }))
        .collect();
    json!({ "type": "string", "oneOf": values })
}

fn asked_name(field: &FieldId) -> String {
    format!("asked_{field}")
}

fn asked_reference(field: &FieldId) -> Value {
    json!({ "$ref": format!("#/$defs/{}", asked_name(field)) })
}

/// A condition as a schema of the whole object.
fn test(condition: &Test, is_conditional: &dyn Fn(&FieldId) -> bool) -> Value {
    let all = |tests: &[Test]| tests.iter().map(|one| test(one, is_conditional)).collect::<Vec<_>>();
    match condition {
        Test::All(tests) => json!({ "allOf": all(tests) }),
        Test::Any(tests) => json!({ "anyOf": all(tests) }),
        Test::Not(inner) => json!({ "not": test(inner, is_conditional) }),
        Test::Is(field) => answered(field, json!({ "const": true }), is_conditional),
        Test::Compare(field, comparison, constant) => answered(field, compared(*comparison, constant), is_conditional),
        Test::In(field, constants) => {
            let constants: Vec<Value> = constants.iter().map(constant_value).collect();
            let one_of_them = if constants.is_empty() {
                json!(false)
            } else {
                json!({ "enum": constants })
            };
            answered(field, one_of_them, is_conditional)
        }
    }
}

/// A field that is asked for and has such a value; one that is not asked for counts as unanswered.
fn answered(field: &FieldId, value: Value, is_conditional: &dyn Fn(&FieldId) -> bool) -> Value {
    let mut schema = json!({ "properties": { field.as_str(): value }, "required": [field] });
    if is_conditional(field) {
        schema["allOf"] = json!([asked_reference(field)]);
    }
    schema
}

fn compared(comparison: Comparison, constant: &Constant) -> Value {
    let constant = constant_value(constant);
    match comparison {
        Comparison::Equal => json!({ "const": constant }),
        Comparison::NotEqual => json!({ "not": { "const": constant } }),
        Comparison::Less => json!({ "type": "number", "exclusiveMaximum": constant }),
        Comparison::AtMost => json!({ "type": "number", "maximum": constant }),
        Comparison::Greater => json!({ "type": "number", "exclusiveMinimum": constant }),
        Comparison::AtLeast => json!({ "type": "number", "minimum": constant }),
    }
}

fn constant_value(constant: &Constant) -> Value {
    match constant {
        Constant::Flag(flag) => json!(flag),
        Constant::Number(number) => json!(number),
        Constant::Text(text) => json!(text),
    }
}
