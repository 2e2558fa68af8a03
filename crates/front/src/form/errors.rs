//! What is wrong with a form, in words, beside the field and listed at the top.

use crate::texts::Message;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The name of the field; the summary links to it.
    pub field: String,
    /// What is wrong and what to do about it.
    pub message: Message,
}

/// Everything that is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormErrors {
    errors: Vec<FieldError>,
}

impl FormErrors {
    /// Say what is wrong with a field. The first word about a field stands; later ones would only confuse.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<Message>) {
        let field = field.into();
        if self.of(&field).is_none() {
            self.errors.push(FieldError {
                field,
                message: message.into(),
            });
        }
    }

    /// One error, for a page that has only one thing to say.
    pub fn one(field: impl Into<String>, message: impl Into<Message>) -> FormErrors {
        FormErrors {
            errors: vec![FieldError {
                field: field.into(),
                message: message.into(),
            }],
        }
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&Message> {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| &error.message)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many things are wrong.
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.errors.iter()
    }

    /// The value, or what is wrong with the field: `errors.take("phone", Phone::parse(form.value("phone")))`.
    pub fn take<T>(&mut self, field: &str, value: Result<T, impl Into<Message>>) -> Option<T> {
        value.map_err(|message| self.add(field, message)).ok()
    }
}
