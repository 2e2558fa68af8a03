//! What has happened to an inquiry. What was said is in the vault.

use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};

/// One thing that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum InquiryEvent {
    /// An organ was asked.
    Asked {
        /// The inquiry's number: 督办〔2026〕3号.
        number: String,
        /// The application.
        application: RecordId,
        /// Its number.
        application_number: String,
        /// What it is called.
        title: String,
        /// The step, if it is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        /// Who is asked.
        organ: OrganId,
        /// Where.
        region: RegionCode,
        /// The last day for the answer.
        due: Day,
    },
    /// The organ's head answered.
    Answered {
        /// The day.
        day: Day,
        /// Whether the term was over.
        late: bool,
    },
    /// The organ was reminded.
    Reminded,
    /// The answer did not suffice.
    AskedAgain {
        /// The last day for the next answer.
        due: Day,
    },
    /// Nothing more is asked.
    Closed,
}
