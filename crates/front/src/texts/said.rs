//! A text on its way to the page: key and arguments, put together when it is shown.

use super::{Argument, Texts};
use askama::filters::{Escaper, HtmlSafe};
use fluent_bundle::{FluentArgs, FluentValue};
use std::fmt;

/// Plain text; templates escape it.
#[derive(Debug)]
pub struct Said<'a> {
    texts: &'a Texts,
    key: &'a str,
    arguments: FluentArgs<'static>,
}

impl<'a> Said<'a> {
    pub(super) fn new(texts: &'a Texts, key: &'a str) -> Said<'a> {
        Said {
            texts,
            key,
            arguments: FluentArgs::new(),
        }
    }

    /// With a value for the placeable `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Argument) -> Said<'a> {
        self.arguments.set(name.to_owned(), value.value().spoken(self.texts));
        self
    }
}

impl fmt::Display for Said<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.texts.dictionary.look_up(self.texts.language, self.key, &self.arguments) {
            Some((_, text)) => formatter.write_str(&text),
            None => missing(self.key, formatter),
        }
    }
}

// Furniture asks whether a hint or a source was given: `{% if hint != "" %}`.
impl PartialEq<&str> for Said<'_> {
    fn eq(&self, other: &&str) -> bool {
        let said = self.to_string();
        said == *other
    }
}

impl PartialEq<&str> for Rich<'_> {
    fn eq(&self, other: &&str) -> bool {
        let said = self.to_string();
        said == *other
    }
}

/// Text whose message is markup of ours and whose arguments are escaped.
#[derive(Debug)]
pub struct Rich<'a> {
    texts: &'a Texts,
    key: &'a str,
    arguments: FluentArgs<'static>,
}

impl<'a> Rich<'a> {
    pub(super) fn new(texts: &'a Texts, key: &'a str) -> Rich<'a> {
        Rich {
            texts,
            key,
            arguments: FluentArgs::new(),
        }
    }

    /// With a value for the placeable `{ $name }`; words are escaped here, once.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Argument) -> Rich<'a> {
        let value = match value.value().spoken(self.texts) {
            FluentValue::String(text) => FluentValue::from(escaped(&text)),
            number @ (FluentValue::Number(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error) => number,
        };
        self.arguments.set(name.to_owned(), value);
        self
    }
}

impl fmt::Display for Rich<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.texts.dictionary.look_up(self.texts.language, self.key, &self.arguments) {
            Some((language, text)) if language == self.texts.language => formatter.write_str(&text),
            Some((language, text)) => write!(formatter, "<span lang=\"{}\">{text}</span>", language.tag()),
            None => missing(self.key, formatter),
        }
    }
}

impl HtmlSafe for Rich<'_> {}

/// A missing key is seen, by people and by tests.
fn missing(key: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    tracing::error!(key, "no text has this key");
    write!(formatter, "⟦{}⟧", escaped(key))
}

/// HTML-escaped text.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = askama::filters::Html.write_escaped_str(&mut html, text);
    html
}
