//! A finding: what is wrong, where it stands, and what to do.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Mistake;

/// Something that keeps a pack from becoming a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path relative to the pack's folder.
    pub file: String,
    /// The line, from 1, where it can be told.
    pub line: Option<usize>,
    /// The key that leads to it, such as `item[0].step[1].after`.
    pub field: String,
    /// What is wrong. It tells what to do, too.
    pub mistake: Box<Mistake>,
}

impl Finding {
    /// A finding about a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, mistake: Mistake) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            field: String::new(),
            mistake: Box::new(mistake),
        }
    }
}

/// For programs: the mistake with what it speaks of, and the same in words.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_struct("Finding", 6)?;
        finding.serialize_field("file", &self.file)?;
        finding.serialize_field("line", &self.line)?;
        finding.serialize_field("field", &self.field)?;
        finding.serialize_field("what", &self.mistake)?;
        finding.serialize_field("message", &self.mistake.message())?;
        finding.serialize_field("remedy", &self.mistake.remedy())?;
        finding.end()
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
        write!(f, "{} — {}", self.mistake.message(), self.mistake.remedy())
    }
}
