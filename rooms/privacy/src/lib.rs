//! A person's rights over the own data (个人信息权益, PIPL 44–50): seeing and taking out all that the city holds; having it
//! corrected, erased, restricted or explained, with a reasoned answer; ending the account.
//!
//! [`holdings`] is what the city holds of a person, read from the vault as it is. [`record`] is one request, from asking to
//! carrying out; its `plan` says of every value what may go at once, what law keeps and until when. `carrying_out` does what
//! was answered. `restriction` stands around all rooms: what is restricted is shown to staff only for a reason that is kept.

mod answering;
pub mod api;
mod asking;
mod carrying_out;
pub mod holdings;
mod pages;
pub mod record;
mod restriction;
mod room;
mod views;
mod words;

pub use room::PrivacyRoom;
pub use words::{TEXTS, TEXTS_DESK};
