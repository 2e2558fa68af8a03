//! Who is here: accounts, enterprises, mandates, posts; signing in, and acting in one capacity at a time.
//!
//! An account is a person; a person acts for himself or herself, for an enterprise (as legal representative or by a
//! mandate), or in a post of an organ. The chosen capacity belongs to the session, and every form to session *and*
//! capacity, so that a page opened for one enterprise cannot act for another. Other rooms take [`CurrentActor`] or
//! [`RequireSignedIn`] as an argument of their handlers and ask [`views`] for names and holders of posts.
//!
//! ```ignore
//! async fn show(RequireSignedIn(current): RequireSignedIn, …) -> Result<Page<…>, Problem> {
//!     let permit = current.permit::<acts::SeeApplication>(&subject)?; // refused: as if it did not exist
//! ```
//!
//! What the room writes outside the log: sessions, failed sign-ins, the security log; each has a term.

pub mod api;
mod appointing;
mod capacity;
mod closing;
mod current;
mod pages;
pub mod password;
mod people;
mod posts;
pub mod record;
pub mod sample;
pub mod security_log;
mod seed;
mod service_token;
mod session;
mod side;
mod sign_in;
mod unsigned;
pub mod views;
pub mod window;
mod words;

pub use appointing::AppointError;
pub use capacity::{CapacityChoice, CapacityKey, CapacityLabel, actor_named};
pub use current::{CurrentActor, RequireSignedIn};
pub use password::HashingCost;
pub use people::{People, Settings};
pub use posts::{OrganPosts, PostEntry, Posts, duty_key};
pub use record::{Account, AccountState, Authorisation, AuthorisationState, Enterprise, EnterpriseState, Service, ServiceState};
pub use sample::{Roster, Sample, SampleError};
pub use seed::{SeedError, Seeded};
pub use service_token::{NewToken, draw_token, last_use, services};
pub use session::{IDLE_MINUTES_MAX, SESSION_HOURS_MAX};
pub use side::{BESIDE_THE_LOG, end_every_session};
pub use unsigned::Caller;
pub use words::{NUMBER_TEXTS, TEXTS, said};

#[cfg(test)]
mod tests;
