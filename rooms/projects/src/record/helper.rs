//! The helper (帮办代办员) whom the bureau gives to a project, for the whole way.

use authority::acts;
use identity::{PostId, RecordId};
use ledger::{CommandOf, Decision};
use serde::{Deserialize, Serialize};

use super::{Project, ProjectCommand, ProjectEvent, Registration};

/// Who helps, in which post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperOf {
    /// The helper's account.
    pub account: RecordId,
    /// The helper's post.
    pub post: PostId,
}

/// Gives the project its helper; the one before helps no more.
#[derive(Clone, Debug)]
pub struct AssignHelper(pub HelperOf);

impl From<AssignHelper> for ProjectCommand {
    fn from(command: AssignHelper) -> Self {
        Self::AssignHelper(command)
    }
}

impl CommandOf<Project> for AssignHelper {
    type Act = acts::AssignHelper;
}

/// The same helper again changes nothing.
pub(super) fn assign(registration: &Registration, AssignHelper(helper): AssignHelper) -> Decision<ProjectEvent> {
    if registration.helper.as_ref() == Some(&helper) {
        Decision::nothing()
    } else {
        ProjectEvent::HelperAssigned { helper }.into()
    }
}
