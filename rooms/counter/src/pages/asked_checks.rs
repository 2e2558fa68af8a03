//! What a clerk ticks: how it was made sure who stands there.

use front::furniture::Choice;
use front::{FormData, Texts};
use people::record::IdentityCheck;

/// The name of the boxes.
pub(super) const CHECKS: &str = "checks[]";

/// The boxes.
pub(super) fn check_choices(texts: &Texts, checks: &[IdentityCheck]) -> Vec<Choice> {
    checks
        .iter()
        .map(|check| Choice::new(check.as_str(), texts.say(check.key())))
        .collect()
}

/// What was ticked.
pub(crate) fn checks_of(form: &FormData) -> Vec<IdentityCheck> {
    form.values(CHECKS).filter_map(IdentityCheck::named).collect()
}
