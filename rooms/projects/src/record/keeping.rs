//! Why address and contact of a project are kept, on which legal basis, and how long.

use ledger::{Keeping, Secret};
use serde_json::json;

use super::{ADDRESS, CONTACT, Contact};

/// Ten years: the term of administrative-licence files.
const FILE_TERM_DAYS: u32 = 3_650;

/// What the owner declares of its project.
pub const DECLARED: Keeping = Keeping {
    purpose: "deciding what is applied for on this project",
    basis: "PIPL 13(3); 企业投资项目核准和备案管理条例 13",
    term_days: FILE_TERM_DAYS,
};

pub(super) fn address(address: &str) -> Secret {
    Secret::new(ADDRESS, address, DECLARED)
}

pub(super) fn contact(contact: &Contact) -> Secret {
    let value = json!({ "name": contact.name, "phone": contact.phone.clear_text() });
    Secret::new(CONTACT, value, DECLARED)
}
