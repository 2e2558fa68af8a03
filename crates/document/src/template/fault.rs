use std::fmt;

/// Something wrong in a template file, with the place where to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {field}: {problem}")]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The field, such as `block 3 facts 2 value`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong in a template file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read at all.
    NotToml(String),
    /// It has more bytes than a template may.
    TooLarge,
    /// A field that is needed is not there.
    Absent,
    /// A field that no template has.
    UnknownField,
    /// A field that holds something else.
    NotA(&'static str),
    /// A word where only certain words may stand.
    NotOneOf(Vec<&'static str>),
    /// A block is none of the kinds of blocks, or two at once.
    NotOneKind,
    /// A placeholder that is not closed or not written as a name with filters.
    Placeholder(String),
    /// A placeholder names a value that nothing supplies.
    UnknownName(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NotToml(message) => write!(out, "not readable as TOML: {message}"),
            Problem::TooLarge => write!(out, "larger than {} bytes", super::TEMPLATE_BYTES_MAX),
            Problem::Absent => write!(out, "is needed"),
            Problem::UnknownField => write!(out, "no such field"),
            Problem::NotA(kind) => write!(out, "must be {kind}"),
            Problem::NotOneOf(words) => write!(out, "must be one of {}", words.join(", ")),
            Problem::NotOneKind => write!(out, "must be exactly one of {}", super::blocks::KINDS.join(", ")),
            Problem::Placeholder(text) => write!(out, "`{text}` is not a placeholder like {{{{ project.name }}}}"),
            Problem::UnknownName(name) => write!(out, "nothing supplies `{name}`"),
        }
    }
}

/// A template that could not be filled with the values given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfilled {
    /// A value is missing or empty.
    #[error("{file}:{line}: {field}: no value for `{name}`")]
    Missing {
        /// The template's file.
        file: String,
        /// The line in it.
        line: usize,
        /// The field.
        field: String,
        /// The value's name.
        name: String,
    },
    /// A value that should be a date is none.
    #[error("{file}:{line}: {field}: the value `{value}` is not a date like 2026-11-30")]
    NotADate {
        /// The template's file.
        file: String,
        /// The line in it.
        line: usize,
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// The text of a code is longer than a code can hold.
    #[error("{file}:{line}: {field}: the text is too long for a code")]
    CodeTooLong {
        /// The template's file.
        file: String,
        /// The line in it.
        line: usize,
        /// The field.
        field: String,
    },
}
