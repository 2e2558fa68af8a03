//! The records of the people who act here: accounts, enterprises, authorisations to act for them. Pure.

pub mod account;
pub mod authorisation;
mod checks;
mod email_address;
pub mod enterprise;
pub mod keeping;
mod person_name;
pub mod service;
mod sign_in_name;

pub use account::{Account, AccountRefusal, AccountState};
pub use authorisation::{Authorisation, AuthorisationRefusal, AuthorisationState, Authorised, Basis, Mode};
pub use checks::{IdentityCheck, Present};
pub use email_address::{EMAIL_LENGTH_MAX, EmailAddress, EmailAddressError};
pub use enterprise::{Enterprise, EnterpriseRefusal, EnterpriseState, MandateGiven};
pub use person_name::{NameRefusal, PersonName};
pub use service::{Service, ServiceRefusal, ServiceState};
pub use sign_in_name::{SignInName, SignInNameRefusal};
