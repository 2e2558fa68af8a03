//! An event as it leaves the house: CloudEvents 1.0 in JSON, structured mode.

use serde::Serialize;

/// The media type of a body that holds one event.
pub const MEDIA_TYPE: &str = "application/cloudevents+json; charset=utf-8";

/// One event. With `source` its `id` names it for ever.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CloudEvent {
    /// The version of the format.
    specversion: &'static str,
    /// `371600/1234`: the city and the position in its log.
    pub id: String,
    /// The city that says so.
    pub source: String,
    /// `zhoudao.application.submitted`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The record to which it happened.
    pub subject: String,
    /// When (RFC 3339).
    pub time: String,
    /// What `data` is.
    datacontenttype: &'static str,
    /// The version of the record after the event: those of one subject follow one another (extension "sequence").
    pub sequence: String,
    /// In which version of the record's events `data` is written.
    pub eventversion: u32,
    /// What happened.
    pub data: serde_json::Value,
}

impl CloudEvent {
    /// The event of that identifier and source; the rest is filled in.
    #[must_use]
    pub fn new(id: String, source: String) -> Self {
        Self {
            specversion: "1.0",
            id,
            source,
            event_type: String::new(),
            subject: String::new(),
            time: String::new(),
            datacontenttype: "application/json",
            sequence: String::new(),
            eventversion: 0,
            data: serde_json::Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_has_a_name_that_the_format_allows_and_the_required_ones_are_there() {
        let event = CloudEvent::new("371600/1".to_owned(), "urn:zhoudao:371600".to_owned());
        let written = serde_json::to_value(&event).unwrap();
        let names: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
        for name in &names {
            let is_allowed = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
            assert!(is_allowed && name.len() <= 20, "{name}");
        }
        for required in ["id", "source", "specversion", "type"] {
            assert!(names.contains(&required), "{required}");
        }
        assert_eq!(written["specversion"], "1.0");
    }
}
