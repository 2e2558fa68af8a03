//! Everything pages say, by key: one Fluent bundle a language, filled by front and by every room at start.

mod argument;
mod check;
pub mod dates;
mod message;
mod said;

use crate::Language;
pub use argument::{Argument, Value};
pub use check::{Findings, check};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};
pub use message::Message;
pub(crate) use said::escaped;
pub use said::{Rich, Said};
use std::{borrow::Cow, sync::Arc};
use unic_langid::LanguageIdentifier;

/// The `.ftl` files of one room, taken in with `include_str!`.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The room whose texts these are, for messages about them.
    pub room: &'static str,
    /// Chinese: complete.
    pub chinese: &'static str,
    /// English: what it lacks is said in Chinese.
    pub english: &'static str,
}

/// Front's own texts.
pub const OWN: Source = Source {
    room: "front",
    chinese: include_str!("../../texts/zh/front.ftl"),
    english: include_str!("../../texts/en/front.ftl"),
};

/// All texts of the house in both languages.
pub struct Dictionary {
    chinese: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

/// Why the texts cannot be used. Found at start, never while serving.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file is not Fluent.
    #[error("texts of {room} ({language:?}) are not Fluent: {reason}")]
    Unreadable {
        /// The room.
        room: &'static str,
        /// The language.
        language: Language,
        /// What the parser says.
        reason: String,
    },
    /// Two rooms use one key.
    #[error("texts of {room} ({language:?}): {reason}")]
    Doubled {
        /// The room whose key was there already.
        room: &'static str,
        /// The language.
        language: Language,
        /// Which key.
        reason: String,
    },
}

impl Dictionary {
    /// Front's texts and those of `rooms`.
    pub fn new(rooms: &[Source]) -> Result<Dictionary, DictionaryError> {
        let mut dictionary = Dictionary {
            chinese: bundle(Language::Chinese),
            english: bundle(Language::English),
        };
        for source in std::iter::once(&OWN).chain(rooms) {
            dictionary.add(source)?;
        }
        Ok(dictionary)
    }

    fn add(&mut self, source: &Source) -> Result<(), DictionaryError> {
        for (language, text) in [(Language::Chinese, source.chinese), (Language::English, source.english)] {
            let room = source.room;
            let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| DictionaryError::Unreadable {
                room,
                language,
                reason: format!("{errors:?}"),
            })?;
            let bundle = match language {
                Language::Chinese => &mut self.chinese,
                Language::English => &mut self.english,
            };
            bundle.add_resource(resource).map_err(|errors| DictionaryError::Doubled {
                room,
                language,
                reason: format!("{errors:?}"),
            })?;
        }
        Ok(())
    }

    /// The text for a key and the language it is in; `None` if no language has it.
    fn look_up(&self, language: Language, key: &str, arguments: &FluentArgs) -> Option<(Language, String)> {
        let own = match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        };
        formatted(own, key, arguments)
            .map(|text| (language, text))
            .or_else(|| formatted(&self.chinese, key, arguments).map(|text| (Language::Chinese, text)))
    }

    /// Whether the language itself has the key.
    pub fn has(&self, language: Language, key: &str) -> bool {
        let (name, attribute) = split(key);
        let bundle = match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        };
        bundle.get_message(name).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Dictionary")
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks (U+2068, U+2069) would end up in messages, tables and JSON (fluent-rs#172).
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(argument::grouped(number.value)),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }));
    bundle
}

/// `key` or `key.attribute`.
fn split(key: &str) -> (&str, Option<&str>) {
    key.split_once('.')
        .map_or((key, None), |(name, attribute)| (name, Some(attribute)))
}

fn formatted(bundle: &FluentBundle<FluentResource>, key: &str, arguments: &FluentArgs) -> Option<String> {
    let (name, attribute) = split(key);
    let message = bundle.get_message(name)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut errors: Vec<FluentError> = Vec::new();
    let text: Cow<'_, str> = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    if !errors.is_empty() {
        tracing::warn!(key, ?errors, "a text lacks what it refers to");
    }
    Some(text.into_owned())
}

/// A reader's language with all texts: what a page speaks through.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The reader's language.
    pub language: Language,
    dictionary: Arc<Dictionary>,
}

impl Texts {
    /// The texts as `language` says them.
    pub fn new(language: Language, dictionary: Arc<Dictionary>) -> Texts {
        Texts { language, dictionary }
    }

    /// Plain text: `{{ t.say("materials-wanted").with("count", 2) }}`. Safe in elements and attributes.
    pub fn say<'a>(&'a self, key: &'a str) -> Said<'a> {
        Said::new(self, key)
    }

    /// Text whose message may hold `<b>` and the like; its arguments are escaped. Only for elements, never in attributes.
    /// What is missing in English comes marked as Chinese.
    pub fn rich<'a>(&'a self, key: &'a str) -> Rich<'a> {
        Rich::new(self, key)
    }

    /// Whether any language has the key.
    pub fn knows(&self, key: &str) -> bool {
        self.dictionary.has(self.language, key) || self.dictionary.has(Language::Chinese, key)
    }
}
