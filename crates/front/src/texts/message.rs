//! Something to say later, in whatever language its reader turns out to have: a key with its arguments.

use super::{Argument, Texts, Value};
use std::borrow::Cow;

/// A text that does not know its reader yet. Refusals, errors and conflicts become messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    key: Cow<'static, str>,
    arguments: Vec<(Cow<'static, str>, Value)>,
}

impl Message {
    /// The message of a key.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Message {
        Message {
            key: key.into(),
            arguments: Vec::new(),
        }
    }

    /// With a value for the placeable `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Argument) -> Message {
        self.arguments.push((name.into(), value.value()));
        self
    }

    /// Its key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Message {
        Message::new(key)
    }
}

impl Texts {
    /// A message in this language.
    pub fn tell(&self, message: &Message) -> String {
        let said = self.say(&message.key);
        message
            .arguments
            .iter()
            .fold(said, |said, (name, value)| said.with(name, value))
            .to_string()
    }
}
