//! How what stands against a draft becomes a problem of a page.

use front::Problem;

use crate::drafts::OpenError;
use crate::pages::trouble::unavailable;

pub(super) fn not_open(error: OpenError) -> Problem {
    match error {
        OpenError::Hidden => Problem::NotFound,
        OpenError::MatterGone => Problem::Refused("draft-matter-gone".into()),
        OpenError::Unavailable(error) => unavailable(error),
    }
}
