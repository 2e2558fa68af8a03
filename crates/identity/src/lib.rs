//! The identifiers and numbers by which people, enterprises, places, records and cases are named.
//!
//! Everything here is pure: text in, a checked value or a reason in words out. A value of one of these types has
//! passed every check that can be made without asking a register. Numbers of persons never show themselves: their
//! `Debug` is masked and they have no `Display`; whoever needs the clear text asks for it by name.

mod application_number;
mod civil_date;
mod credit_code;
mod luhn;
mod mask;
mod names;
mod phone;
mod query_code;
mod record_id;
mod region;
mod resident_number;
pub mod sample;
mod slip_number;
mod typed;

pub use application_number::{ApplicationNumber, CASES_MAX, CaseNumber, NumberError, SEQUENCE_MAX};
pub use civil_date::CivilDate;
pub use credit_code::{CreditCode, CreditCodeError};
pub use mask::{mask_name, mask_phone, mask_resident_number};
pub use names::{FunctionId, NAME_LENGTH_MAX, NameError, OrganId, PostId};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use query_code::{QUERY_CODE_LENGTH, QueryCode, QueryCodeError};
pub use record_id::{RecordId, RecordIdError};
pub use region::{RegionCode, RegionCodeError};
pub use resident_number::{DocumentKind, ResidentNumber, ResidentNumberError};
pub use slip_number::{SLIPS_MAX, SlipKind, SlipNumber, SlipNumberError};
