//! The values of a form, in the order in which they were posted.

/// What was typed. A name stands for one value, except a name that ends in `[]`, which may stand for many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormData {
    values: Vec<(String, String)>,
}

/// Why a posted form is refused before anybody looks at its values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// One name, two values: which of them counts is a question that attackers answer differently than we do.
    #[error("the form holds {0:?} more than once")]
    Doubled(String),
    /// More fields than any form of ours has.
    #[error("the form holds too many fields")]
    TooManyFields,
    /// Not UTF-8, or with control characters that nobody types.
    #[error("the form holds characters that cannot be typed")]
    Unreadable,
}

impl FormData {
    /// The form that a body or a query of `application/x-www-form-urlencoded` describes.
    pub fn parse(encoded: &[u8]) -> Result<FormData, FormFault> {
        let mut form = FormData::default();
        for (name, value) in form_urlencoded::parse(encoded) {
            form.take_in(name.into_owned(), value.into_owned())?;
        }
        Ok(form)
    }

    /// A form from pairs: parts of a multipart body, tests.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<FormData, FormFault> {
        let mut form = FormData::default();
        for (name, value) in pairs {
            form.take_in(name.into(), value.into())?;
        }
        Ok(form)
    }

    /// One more posted value. Line ends become `\n`, as they were before the browser sent them.
    pub fn take_in(&mut self, name: String, value: String) -> Result<(), FormFault> {
        if self.values.len() >= super::FORM_FIELDS_MAX {
            return Err(FormFault::TooManyFields);
        }
        if !name.ends_with("[]") && self.has(&name) {
            return Err(FormFault::Doubled(name));
        }
        let value = value.replace("\r\n", "\n").replace('\r', "\n");
        if [&name, &value].iter().any(|text| text.chars().any(cannot_be_typed)) {
            return Err(FormFault::Unreadable);
        }
        self.values.push((name, value));
        Ok(())
    }

    /// Whether the form held the name at all; an empty field is there, an unticked box is not.
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(other, _)| other == name)
    }

    /// What was typed, exactly; empty if nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(other, _)| other == name)
            .map_or("", |(_, value)| value)
    }

    /// What was typed without the space around it; `None` if that leaves nothing.
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.value(name).trim()).filter(|value| !value.is_empty())
    }

    /// All values of a name that ends in `[]`.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a choice was made: a radio button or a tick box.
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.values(name).any(|other| other == value)
    }

    /// Put in what is already known, so that the form shows it filled in.
    pub fn fill(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.values.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value,
            None => self.values.push((name.to_owned(), value)),
        }
    }

    /// The same, for building in place.
    #[must_use]
    pub fn filled(mut self, name: &str, value: impl Into<String>) -> FormData {
        self.fill(name, value);
        self
    }

    /// Take values out: secrets that a page must not show again.
    pub fn forget(&mut self, name: &str) {
        self.values.retain(|(other, _)| other != name);
    }

    /// The key under which this act happens once, however often it is sent (`<input name="key">`).
    pub fn key(&self) -> Option<&str> {
        self.given("key").filter(|key| key.len() <= KEY_BYTES_MAX)
    }

    /// Every name and value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Longer keys are none of ours.
const KEY_BYTES_MAX: usize = 64;

fn cannot_be_typed(character: char) -> bool {
    (character.is_control() && character != '\n' && character != '\t') || character == char::REPLACEMENT_CHARACTER
}
