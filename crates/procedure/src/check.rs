//! The checker: can every promise of a pack be kept?

mod finding;
use crate::Pack;
pub use finding::Finding;
/// checks
pub fn check(_: &Pack) -> Vec<Finding> {
    Vec::new()
}
