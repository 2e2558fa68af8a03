//! Who may do what: one typed policy, default deny.
//!
//! An [`Actor`] is a person (or the system itself) in one [`Capacity`]; what is asked for is an [`Act`] on a
//! [`Subject`]. The whole policy is the table in `policy.rs`: for each act the grants of which any one suffices. From
//! the same table come the [`Permit`] without which the ledger takes no command, the [`Scope`] of every list, and the
//! [`Explanation`] of a yes or no.

mod act;
mod acted;
mod actor;
mod behalf;
mod explanation;
mod grant;
mod permit;
mod policy;
mod scope;
mod subject;

pub use act::{Act, ActName, PublicAct, UnknownAct, acts};
pub use acted::{Acted, HelperBeside, Role};
pub use actor::{Actor, AgentScope, Capacity, Duty, Mandate, Party, Post, UnknownDuty};
pub use behalf::{Behalf, Reach, UnknownReach};
pub use explanation::{Explanation, explain};
pub use grant::Grant;
pub use permit::{Denied, Permit, permit};
pub use policy::grants;
pub use scope::{Scope, scope};
pub use subject::Subject;
