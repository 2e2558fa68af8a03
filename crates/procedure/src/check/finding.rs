//! A finding: what is wrong, where it stands, and what to do.

use std::fmt;

use serde::Serialize;

/// Something that keeps a pack from becoming a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Path relative to the pack's folder.
    pub file: String,
    /// The line, from 1, where it can be told.
    pub line: Option<usize>,
    /// The key that leads to it, such as `item[0].step[1].after`.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// A finding about a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            field: String::new(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: ", self.file)?,
            None => write!(f, "{}: ", self.file)?,
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        write!(f, "{} — {}", self.message, self.remedy)
    }
}
