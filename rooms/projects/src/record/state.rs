//! What a project is now.

use authority::{Party, Subject};
use calendar::Moment;
use identity::{OrganId, RecordId, RegionCode};
use ledger::Stamp;
use procedure::{Answer, Answers};
use serde_json::Value;

use super::{HelperOf, ProjectEvent};
use crate::project_code::ProjectCode;

/// A project as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectState {
    /// What it is; none before it was registered.
    pub registration: Option<Registration>,
}

/// A registered project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its national code.
    pub code: ProjectCode,
    /// Whose it is.
    pub owner: Party,
    /// What it is called, in public.
    pub title: String,
    /// The county in which it is.
    pub region: RegionCode,
    /// What is known of its situation.
    pub answers: Answers,
    /// Who helps, if the bureau has said so.
    pub helper: Option<HelperOf>,
    /// Whether it is an invented one of a demonstration city.
    pub sample: bool,
    /// When it was registered.
    pub opened: Moment,
    /// When it was last changed.
    pub changed: Moment,
}

impl ProjectState {
    pub(super) fn apply(&mut self, event: &ProjectEvent, stamp: &Stamp) {
        match (event, &mut self.registration) {
            (
                ProjectEvent::Opened {
                    code,
                    owner,
                    title,
                    region,
                    answers,
                    sample,
                },
                registration,
            ) => {
                *registration = Some(Registration {
                    code: code.clone(),
                    owner: *owner,
                    title: title.clone(),
                    region: *region,
                    answers: answers.clone(),
                    helper: None,
                    sample: *sample,
                    opened: stamp.at,
                    changed: stamp.at,
                });
            }
            (event, Some(registration)) => registration.apply(event, stamp),
            (event, None) => debug_assert!(false, "{event:?} before the project was registered"),
        }
    }
}

impl Registration {
    fn apply(&mut self, event: &ProjectEvent, stamp: &Stamp) {
        match event {
            ProjectEvent::Renamed { title } => self.title.clone_from(title),
            ProjectEvent::Answered { answers } => self.answers.clone_from(answers),
            ProjectEvent::HelperAssigned { helper } => self.helper = Some(helper.clone()),
            ProjectEvent::Opened { .. } | ProjectEvent::AddressChanged | ProjectEvent::ContactChanged => {}
        }
        self.changed = stamp.at;
    }

    /// The facts on which rights to it depend. Which organs take part in its applications, the caller knows.
    pub fn subject(&self, record: RecordId, taking_part: impl IntoIterator<Item = OrganId>) -> Subject {
        Subject::new(record, self.region)
            .of(self.owner)
            .on_project(Some(record))
            .helped_by(self.helper.as_ref().map(|helper| helper.account))
            .shared_with(taking_part)
    }

    /// What forms ask and the project already says: the part of `known_from` behind `project.`. Its address is in the vault.
    #[must_use]
    pub fn known(&self, fact: &str) -> Option<Value> {
        match fact {
            "code" => Some(self.code.as_str().into()),
            "title" => Some(self.title.as_str().into()),
            "region" => Some(self.region.to_string().into()),
            question => self.answers.get(question).and_then(|answer| match answer {
                Answer::Flag(flag) => Some((*flag).into()),
                Answer::Number(number) => serde_json::to_value(number).ok(),
                Answer::Choice(value) => Some(value.as_str().into()),
            }),
        }
    }
}
