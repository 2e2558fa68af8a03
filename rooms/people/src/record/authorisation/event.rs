//! What has happened to an authorisation.

use authority::{Party, Reach};
use calendar::Day;
use identity::{OrganId, PostId, RecordId};
use serde::{Deserialize, Serialize};

use super::Mode;
use crate::record::{IdentityCheck, Present};

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum AuthorisationEvent {
    /// A party gave it to a helper.
    Given {
        /// For whom the helper may act.
        party: Party,
        /// The helper's account.
        holder: RecordId,
        /// The helper's post.
        post: PostId,
        /// The organ of the post.
        organ: OrganId,
        /// How the helper helps.
        mode: Mode,
        /// How far.
        reach: Reach,
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// Somebody stands at a window, and the clerk acts for them today.
    VisitOpened {
        /// For whom.
        party: Party,
        /// The clerk's account.
        holder: RecordId,
        /// The clerk's post.
        post: PostId,
        /// The organ of the window.
        organ: OrganId,
        /// How far.
        reach: Reach,
        /// The day.
        day: Day,
        /// Who stands there. An agent's name and number are in the vault.
        present: Present,
        /// What was checked.
        checks: Vec<IdentityCheck>,
    },
    /// The party took it back.
    Revoked,
    /// Its holder laid it down.
    LaidDown,
}
