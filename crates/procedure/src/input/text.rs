//! Texts: one line or several, none longer or shorter than the field takes.

use super::InputError;
use crate::definition::{Field, FieldKind};

/// Whether a character is white space to people and to JSON Schema (ECMA-262 `\s`) alike.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// The text that was typed, without blanks around it, or everything that is wrong with it.
pub(super) fn read(field: &Field, typed: &str) -> Result<String, Vec<InputError>> {
    // Browsers send a new line as two characters, which people count as one.
    let text = typed.trim_matches(is_blank).replace("\r\n", "\n").replace('\r', "\n");
    let mut errors = Vec::new();
    let shown = |character: char| match character {
        '\n' | '\t' => field.kind == FieldKind::Paragraph,
        other => !other.is_control(),
    };
    if let Some(index) = text.chars().position(|character| !shown(character)) {
        errors.push(InputError::Unprintable { place: index + 1 });
    }
    let (length, maximum) = (text.chars().count(), field.length_max());
    let minimum = field.length_min();
    if length < minimum {
        errors.push(InputError::TooShort { minimum });
    }
    if length > maximum {
        errors.push(InputError::TooLong { length, maximum });
    }
    if errors.is_empty() { Ok(text) } else { Err(errors) }
}
