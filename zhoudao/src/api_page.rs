//! `/api`: the description of the API as a page that people read, made from the description itself.

use askama::Template;
use axum::Router;
use axum::routing::get;
use front::texts::Source;
use front::{Chrome, Page, Place, Reader};
use serde_json::Value;

use crate::openapi;

/// What the page says around the description.
pub const TEXTS: Source = Source {
    room: "api",
    chinese: include_str!("../texts/api.zh.ftl"),
    english: include_str!("../texts/api.en.ftl"),
};

/// The methods in the order in which people look for them.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
const REFERENCE: &str = "#/components/schemas/";

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    chrome: Chrome,
    groups: Vec<Group>,
    schemas: Vec<Schema>,
}

/// The operations of one part of the service.
struct Group {
    tag: String,
    operations: Vec<Operation>,
}

/// What can be asked at one address by one method.
struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<Parameter>,
    body: Option<Shape>,
    responses: Vec<Answer>,
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    description: String,
}

struct Answer {
    status: String,
    description: String,
    shape: Option<Shape>,
}

/// What a value looks like: in words, and the schema that says more.
#[derive(Clone)]
struct Shape {
    words: String,
    schema: Option<String>,
}

struct Schema {
    name: String,
    description: String,
    fields: Vec<FieldLine>,
    values: Vec<String>,
}

struct FieldLine {
    name: String,
    shape: Shape,
    required: bool,
    description: String,
}

/// The route that shows it.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/api", get(show))
}

async fn show(reader: Reader) -> Page<ApiPage> {
    let description = serde_json::to_value(openapi::description()).unwrap_or_default();
    Page(ApiPage {
        chrome: reader.portal("api-title", Place::Nowhere),
        groups: groups(&description),
        schemas: schemas(&description),
    })
}

fn groups(description: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (path, methods) in members(&description["paths"]) {
        for method in METHODS {
            let Some(operation) = methods.get(method) else { continue };
            let tag = operation["tags"][0].as_str().unwrap_or("other").to_owned();
            let operation = read_operation(method, path, operation);
            match groups.iter_mut().find(|group| group.tag == tag) {
                Some(group) => group.operations.push(operation),
                None => groups.push(Group {
                    tag,
                    operations: vec![operation],
                }),
            }
        }
    }
    groups
}

fn read_operation(method: &str, path: &str, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let responses = members(&operation["responses"]);
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        parameters: parameters
            .map(|parameter| Parameter {
                name: text(&parameter["name"]),
                place: text(&parameter["in"]),
                required: parameter["required"].as_bool().unwrap_or_default(),
                description: text(&parameter["description"]),
            })
            .collect(),
        body: content(&operation["requestBody"]),
        responses: responses
            .map(|(status, answer)| Answer {
                status: status.clone(),
                description: text(&answer["description"]),
                shape: content(answer),
            })
            .collect(),
    }
}

/// The shape of a body; of one that is no JSON, its media type.
fn content(of: &Value) -> Option<Shape> {
    let (media, body) = members(&of["content"]).next()?;
    match media.as_str() {
        "application/json" => Some(shape(&body["schema"])),
        other => Some(Shape {
            words: other.to_owned(),
            schema: None,
        }),
    }
}

fn shape(schema: &Value) -> Shape {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix(REFERENCE)) {
        return Shape {
            words: name.to_owned(),
            schema: Some(name.to_owned()),
        };
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        let options = schema[several].as_array().into_iter().flatten().map(shape);
        if let Some(named) = options.reduce(|one, other| if one.words == "null" { other } else { one }) {
            return named;
        }
    }
    let kind = if let Value::Array(kinds) = &schema["type"] {
        kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null")
    } else {
        schema["type"].as_str()
    };
    match kind {
        Some("array") => {
            let inner = shape(&schema["items"]);
            Shape {
                words: format!("[{}]", inner.words),
                schema: inner.schema,
            }
        }
        Some(kind) => Shape {
            words: kind.to_owned(),
            schema: None,
        },
        None => Shape {
            words: "any".to_owned(),
            schema: None,
        },
    }
}

fn schemas(description: &Value) -> Vec<Schema> {
    members(&description["components"]["schemas"])
        .map(|(name, schema)| {
            let required: Vec<&str> = strings(&schema["required"]).collect();
            Schema {
                name: name.clone(),
                description: text(&schema["description"]),
                fields: members(&schema["properties"])
                    .map(|(field, property)| FieldLine {
                        required: required.contains(&field.as_str()),
                        shape: shape(property),
                        description: text(&property["description"]),
                        name: field.clone(),
                    })
                    .collect(),
                values: strings(&schema["enum"]).map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_description_is_on_the_page() {
        let description = serde_json::to_value(openapi::description()).expect("a description");
        let described: usize = members(&description["paths"])
            .map(|(_, methods)| members(methods).filter(|(name, _)| METHODS.contains(&name.as_str())).count())
            .sum();
        let shown: usize = groups(&description).iter().map(|group| group.operations.len()).sum();
        assert_eq!(shown, described);
        assert!(shown > 20, "{shown}");
    }

    #[test]
    fn every_schema_that_an_operation_names_is_explained() {
        let description = serde_json::to_value(openapi::description()).expect("a description");
        let explained: Vec<String> = schemas(&description).into_iter().map(|schema| schema.name).collect();
        for group in groups(&description) {
            for operation in group.operations {
                let named = operation.responses.into_iter().filter_map(|answer| answer.shape?.schema);
                for name in named.chain(operation.body.and_then(|body| body.schema)) {
                    assert!(explained.contains(&name), "{} {}: {name}", operation.method, operation.path);
                }
            }
        }
    }
}
