//! What has happened to an account.

use identity::{OrganId, PostId};
use serde::{Deserialize, Serialize};

/// An outcome. What the person gave is sealed in the event and kept in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum AccountEvent {
    /// Somebody registered.
    Opened {
        /// Whether it belongs to an invented person of a demonstration city.
        sample: bool,
    },
    /// The password is another.
    PasswordChanged,
    /// The phone is another.
    PhoneChanged,
    /// The person holds a post from now on.
    PostTaken {
        /// The post.
        post: PostId,
        /// The organ to which it belonged then.
        organ: OrganId,
    },
    /// The person holds the post no more.
    PostLeft {
        /// The post.
        post: PostId,
    },
}
