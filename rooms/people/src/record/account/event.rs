//! What has happened to an account.

use calendar::{Day, Moment};
use identity::{OrganId, PostId, RecordId};
use serde::{Deserialize, Serialize};

use super::closing::IdentityAfterwards;
use super::notices::Notices;
use crate::record::IdentityCheck;

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
    /// A code sent to the phone has proved that the person has it.
    PhoneVerified,
    /// The e-mail address is another; its holder has proved to read it.
    EmailChanged,
    /// There is no e-mail address any more.
    EmailRemoved,
    /// The person wants to be told otherwise.
    NoticesChosen {
        /// The wishes.
        notices: Notices,
    },
    /// A window opened the account for somebody who stood there.
    OpenedAtWindow {
        /// The clerk's post.
        post: PostId,
        /// The organ of the window.
        organ: OrganId,
    },
    /// A window handed a new sign-in secret over.
    SecretHandedOver {
        /// The clerk's post.
        post: PostId,
        /// The organ of the window.
        organ: OrganId,
        /// What showed who stood there.
        checks: Vec<IdentityCheck>,
        /// Until when it signs in.
        until: Moment,
    },
    /// A window changed the phone.
    PhoneChangedAtWindow {
        /// The clerk's post.
        post: PostId,
        /// The organ of the window.
        organ: OrganId,
        /// What showed who stood there.
        checks: Vec<IdentityCheck>,
    },
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
    /// The person is absent in these days.
    AbsenceDeclared {
        /// Counted up for each account, from 1.
        absence: u32,
        /// For which organ.
        organ: OrganId,
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
        /// Who stands in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<RecordId>,
    },
    /// The person is there again, or stays.
    AbsenceEnded {
        /// Which absence.
        absence: u32,
        /// Its last day now; before its first if the person stays.
        last: Day,
    },
    /// Name or number were wrong, and are right now.
    DetailsCorrected,
    /// The account is over, as its person asked.
    Closed {
        /// What became of name and number.
        identity: IdentityAfterwards,
    },
}
