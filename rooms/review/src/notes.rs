//! Internal notes (内部备注): what staff write to each other on an application or a step. Never the applicant's.
//!
//! They lie in a record of their own, beside the application and not in it: nothing that an applicant can look at, count
//! or follow (version, history, live stream) moves when one is written. Words are in the vault.

mod reading;
pub(crate) mod record;

pub(crate) use reading::{Mention, NoteLine, mentions_of, notebook_of, notes, permit_on};
pub(crate) use record::{Audience, Notebooks, ReadMentions, WriteNote};
