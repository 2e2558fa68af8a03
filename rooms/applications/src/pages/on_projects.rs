//! The applications on a project's page, as far as its reader may see them.

use std::sync::Arc;

use authority::{ActName, scope};
use front::furniture::{Lamp, Shape};
use projects::{ApplicationsOf, ProjectApplication};

use crate::record::state::Status;
use crate::room::ApplicationRoom;
use crate::views::of_project;

impl ApplicationRoom {
    /// Tells a project's page which applications hang on it.
    #[must_use]
    pub fn on_projects(&self) -> ApplicationsOf {
        let ledger = self.ledger.clone();
        Arc::new(move |actor, project, texts| {
            let ledger = ledger.clone();
            Box::pin(async move {
                let rows = of_project(&ledger, project, &scope(&actor, ActName::SeeApplication)).await?;
                let line = |row: crate::views::ApplicationRow| {
                    let (shape, key) = match row.status {
                        Status::InProgress => (Shape::Green, "status-in-progress"),
                        Status::Finished => (Shape::Done, "status-finished"),
                        Status::Withdrawn => (Shape::Open, "status-withdrawn"),
                        Status::Terminated | Status::Unfiled => (Shape::Open, "status-terminated"),
                    };
                    ProjectApplication {
                        address: format!("/applications/{}", row.record),
                        lamp: Lamp::new(shape, texts.say(key)),
                        title: row.title,
                        number: row.number,
                    }
                };
                Ok(rows.into_iter().map(line).collect())
            })
        })
    }
}
