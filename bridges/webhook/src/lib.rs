//! Events on their way to other systems: CloudEvents 1.0 by webhook, signed as Standard Webhooks asks (`docs/events-out.md`).
//!
//! [`Courier`] is what the city speaks; [`reference`](mod@reference) is the other side: a real server on loopback for tests and
//! demonstrations, which checks signatures and is down, slow or gone when told to. The city connects only to public addresses and
//! to [`Network`]s that its operator allows, follows no redirect, and believes no name that leads elsewhere in the meantime: an
//! address is vetted when it is connected to.

pub mod address;
mod courier;
mod event;
mod obstacle;
pub mod reference;
mod signature;

pub use address::{Address, Network, Reach, WrongAddress};
pub use courier::{ANSWER_TIME_MAX, Courier, NotTaken};
pub use event::{CloudEvent, MEDIA_TYPE};
pub use obstacle::{Obstacle, UnknownObstacle};
pub use signature::{ID_HEADER, SIGNATURE_HEADER, SIGNATURE_SECONDS_MAX, Secret, TIMESTAMP_HEADER, Wrong, check};
pub use trust::{Trusted, Untrusted};
