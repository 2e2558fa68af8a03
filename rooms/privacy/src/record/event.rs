//! What has happened to a request.

use calendar::{Day, Deadline};
use identity::{RecordId, RegionCode};
use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::{Hindrance, Wish};

/// An outcome; the words are sealed in it and kept in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// A person uses a right.
    Asked {
        /// The number of the request.
        number: String,
        /// Whose data.
        account: RecordId,
        /// Whose bureau answers.
        region: RegionCode,
        /// What is asked for.
        wish: Wish,
        /// The day on which it counts as asked.
        day: Day,
        /// Until when it is answered.
        due: Deadline,
        /// The last day of that, as the calendar stood; requests of earlier programs do not say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<Day>,
    },
    /// The calendar was revised, and the term ends on another day.
    TermMoved {
        /// The last day.
        last_day: Day,
    },
    /// The term is over and nobody has answered: whoever heads the answering organ is told.
    Escalated {
        /// The day.
        day: Day,
    },
    /// The person took it back.
    TakenBack {
        /// The day.
        day: Day,
    },
    /// It was answered, with reasons.
    Answered {
        /// What was decided.
        outcome: Outcome,
        /// What is to be done.
        plan: Plan,
        /// The day.
        day: Day,
        /// Whether the term was over.
        late: bool,
    },
    /// The days of grace of an account that is to end are over.
    GraceEnded {
        /// What is to be done, as things were then.
        plan: Plan,
        /// The day.
        day: Day,
    },
    /// They are over, and the account does not end.
    Hindered {
        /// What stands against it.
        by: Hindrance,
        /// The day.
        day: Day,
    },
    /// What was answered has been done.
    CarriedOut {
        /// The day.
        day: Day,
    },
    /// Somebody of the staff was shown something restricted, and said why.
    Opened {
        /// What.
        record: RecordId,
        /// Counted up, from 1.
        opening: u32,
        /// The last day on which it is shown.
        until: Day,
    },
    /// The person ended the restriction.
    Lifted {
        /// The day.
        day: Day,
    },
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As asked.
    Granted,
    /// As far as law lets.
    Partly,
    /// Not.
    Refused,
}

impl Outcome {
    /// As programs read it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Partly => "partly",
            Self::Refused => "refused",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "data-outcome-granted",
            Self::Partly => "data-outcome-partly",
            Self::Refused => "data-outcome-refused",
        }
    }
}
