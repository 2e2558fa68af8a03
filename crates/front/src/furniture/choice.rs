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

/// Answers that belong together, under what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// What they have in common.
    pub label: String,
    /// The answers.
    pub choices: Vec<Choice>,
}

impl ChoiceGroup {
    /// Answers one by one, in groups where those that follow each other have the same label.
    pub fn of(choices: impl IntoIterator<Item = (String, Choice)>) -> Vec<ChoiceGroup> {
        let mut groups: Vec<ChoiceGroup> = Vec::new();
        for (label, choice) in choices {
            match groups.last_mut() {
                Some(group) if group.label == label => group.choices.push(choice),
                Some(_) | None => groups.push(ChoiceGroup {
                    label,
                    choices: vec![choice],
                }),
            }
        }
        groups
    }
}
