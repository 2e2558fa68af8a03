//! What people type: read carefully, shown again whole when something in it is wrong.

mod data;
mod errors;
mod file;
mod read;

pub use data::{FormData, FormFault};
pub use errors::{FieldError, FormErrors};
pub use file::posted_with_file;
pub use read::{Asked, FORM_BYTES_MAX, FORM_FIELDS_MAX, FORM_TOKEN, check_token};
