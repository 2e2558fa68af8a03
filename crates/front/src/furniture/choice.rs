//! One of the answers that a question offers.

/// An answer: what is posted and what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form posts.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A word of explanation; may be empty.
    pub hint: String,
}

impl Choice {
    /// An answer that explains itself.
    pub fn new(value: impl Into<String>, label: impl ToString) -> Choice {
        Choice {
            value: value.into(),
            label: label.to_string(),
            hint: String::new(),
        }
    }

    /// With a word of explanation.
    #[must_use]
    pub fn explained(mut self, hint: impl ToString) -> Choice {
        self.hint = hint.to_string();
        self
    }
}
