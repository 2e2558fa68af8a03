//! On which terms personal data goes along: for a stated purpose, on a legal basis, and these fields alone (PIPL 6, 13, 23;
//! 网络数据安全管理条例 12).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The longest purpose or basis, in characters.
pub const WORDS_LENGTH_MAX: usize = 200;
/// The shortest: less says nothing.
const WORDS_LENGTH_MIN: usize = 6;
/// The most fields that one subscription names.
pub const FIELDS_MAX: usize = 50;
/// The longest path of a field.
const FIELD_LENGTH_MAX: usize = 120;
/// What may stand at the end of a path, for everything below it.
const BELOW: &str = "/*";
/// Fields whose values open something else: codes by which anybody is let in, and keys of files. They go to nobody, whatever is stated.
const OPENING_PARTS: [&str; 3] = ["code", "key", "query_code"];
/// The same, by where they lie.
const OPENING_PLACES: [&str; 3] = ["document", "material", "signed_letter"];

/// The terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What the receiver needs it for.
    pub purpose: String,
    /// The legal basis, with its article.
    pub basis: String,
    /// Paths of the vault: `form/applicant`, `form/*`.
    fields: BTreeSet<String>,
}

/// Why nothing personal goes along so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongTerms {
    /// No purpose.
    #[error("a purpose has {WORDS_LENGTH_MIN} to {WORDS_LENGTH_MAX} characters")]
    Purpose,
    /// No basis.
    #[error("a legal basis has {WORDS_LENGTH_MIN} to {WORDS_LENGTH_MAX} characters")]
    Basis,
    /// No field, or too many.
    #[error("personal data goes along by its fields, 1 to {FIELDS_MAX}")]
    Fields,
    /// They are no paths of fields; everything at once is none.
    #[error("{0:?} are no fields: form/applicant, form/*")]
    NoFields(Vec<String>),
}

impl Terms {
    /// Those terms.
    ///
    /// # Errors
    /// When purpose, basis or fields are not stated: everything that is wrong.
    pub fn new<'a>(purpose: &str, basis: &str, fields: impl IntoIterator<Item = &'a str>) -> Result<Self, Vec<WrongTerms>> {
        let (purpose, basis) = (purpose.trim(), basis.trim());
        let (fields, none): (BTreeSet<&str>, BTreeSet<&str>) = fields.into_iter().partition(|field| is_field(field));
        let mut wrong = Vec::new();
        if !is_stated(purpose) {
            wrong.push(WrongTerms::Purpose);
        }
        if !is_stated(basis) {
            wrong.push(WrongTerms::Basis);
        }
        if !none.is_empty() {
            wrong.push(WrongTerms::NoFields(none.into_iter().map(str::to_owned).collect()));
        } else if fields.is_empty() || fields.len() > FIELDS_MAX {
            wrong.push(WrongTerms::Fields);
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Self {
            purpose: purpose.to_owned(),
            basis: basis.to_owned(),
            fields: fields.into_iter().map(str::to_owned).collect(),
        })
    }

    /// Whether a value of the vault goes along.
    #[must_use]
    pub fn let_go(&self, path: &str) -> bool {
        !opens_something(path)
            && self.fields.iter().any(|field| match field.strip_suffix(BELOW) {
                Some(above) => path.strip_prefix(above).is_some_and(|below| below.starts_with('/')),
                None => field == path,
            })
    }

    /// The fields, as they were stated.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }
}

fn is_stated(text: &str) -> bool {
    (WORDS_LENGTH_MIN..=WORDS_LENGTH_MAX).contains(&text.chars().count())
}

/// Named parts with strokes between; only the last may stand for all.
fn is_field(text: &str) -> bool {
    let named = text.strip_suffix(BELOW).unwrap_or(text);
    let is_part = |part: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        !part.is_empty() && part.bytes().all(is_letter)
    };
    text.len() <= FIELD_LENGTH_MAX && named.split('/').all(is_part) && !opens_something(named)
}

fn opens_something(path: &str) -> bool {
    let place = path.split('/').next().unwrap_or_default();
    OPENING_PLACES.contains(&place) || path.split('/').any(|part| OPENING_PARTS.contains(&part))
}
