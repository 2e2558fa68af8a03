//! By which door an application came in: it follows from who handed it in, and in which capacity.

use authority::{Actor, Duty};
use identity::{OrganId, PostId};
use serde::{Deserialize, Serialize};

/// A door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "door", rename_all = "snake_case")]
pub enum Entrance {
    /// The applicant, online.
    #[default]
    Online,
    /// A clerk at a window, for whoever stood there.
    Window {
        /// The organ of the window.
        organ: OrganId,
        /// The clerk's post.
        post: PostId,
    },
    /// A helper, with authorisation.
    Helper {
        /// The organ of the helper.
        organ: OrganId,
        /// The helper's post.
        post: PostId,
    },
}

impl Entrance {
    /// The door by which somebody comes in.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let Some(behalf) = actor.behalf() else {
            return Self::Online;
        };
        let (organ, post) = (behalf.post.organ.clone(), behalf.post.id.clone());
        if behalf.post.has_any(&[Duty::Clerk]) {
            Self::Window { organ, post }
        } else {
            Self::Helper { organ, post }
        }
    }

    /// Whether it is the one that events did not name at first.
    #[must_use]
    pub fn is_online(&self) -> bool {
        *self == Self::Online
    }

    /// The organ whose window took it in.
    #[must_use]
    pub fn window(&self) -> Option<&OrganId> {
        match self {
            Self::Window { organ, .. } => Some(organ),
            Self::Online | Self::Helper { .. } => None,
        }
    }

    /// As programs read it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Window { .. } => "window",
            Self::Helper { .. } => "helper",
        }
    }

    /// The key of its name.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Online => "entrance-online",
            Self::Window { .. } => "entrance-window",
            Self::Helper { .. } => "entrance-helper",
        }
    }
}
