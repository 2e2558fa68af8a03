//! What people type, read against the field dictionary.
//!
//! Nothing is dropped: a reading says what was understood, what is wrong field by field, and what is still missing;
//! the caller keeps the typed text and shows it again beside the errors. Only answers to questions that other answers
//! took away are left out. The same dictionary makes the JSON Schema ([`crate::schema`]).

mod date;
mod error;
mod json;
mod number;
mod reading;
mod text;
mod value;

use std::collections::BTreeMap;

pub(crate) use date::YEARS;
pub use error::{FieldError, InputError};
pub use json::read_json;
pub use reading::{Reading, read_answers, read_form};
pub use value::{FormValue, FormValues};

/// What was typed or posted, by the field's id.
pub type Typed = BTreeMap<String, String>;

/// What every [`InputError`] says, as Fluent: Chinese.
pub const TEXTS_CHINESE: &str = include_str!("../texts/input.zh.ftl");
/// What every [`InputError`] says, as Fluent: English.
pub const TEXTS_ENGLISH: &str = include_str!("../texts/input.en.ftl");
