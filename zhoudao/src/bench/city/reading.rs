//! What clients read of the city: the queries of its desks and case pages.

use applications::access::see;
use applications::record::Application;
use applications::views::{self, TaskFilter};
use serde_json::Value;

use super::{Inner, applicant};
use crate::bench::case::Case;
use crate::bench::target::{Detail, Load, TODO_ROWS, Task};

impl Inner {
    pub(super) async fn todo(&self, department: u8) -> anyhow::Result<Vec<Task>> {
        let organ = &self.desks.of_department(department).organ;
        let rows = views::tasks(&self.ledger, organ, &TaskFilter::default(), TODO_ROWS).await?;
        let task = |row: views::TaskRow| Task {
            due: row.due.map_or(i32::MAX, |due| due.0),
            title: row.title,
        };
        Ok(rows.into_iter().map(task).collect())
    }

    pub(super) async fn detail(&self, case: &Case) -> anyhow::Result<Detail> {
        let seen = see(&self.ledger, &applicant(case), case.record).await?;
        let history = self.ledger.history(case.record).await?;
        let words = self.ledger.secrets(case.record, &paths(&seen.application)).await?;
        Ok(Detail {
            tasks: seen.application.steps.len(),
            materials: seen.application.materials.len(),
            entries: history.len(),
            characters: words.values().map(length).sum(),
        })
    }

    pub(super) async fn dashboard(&self) -> anyhow::Result<Vec<Load>> {
        let loads = views::desk_loads(&self.ledger, self.ledger.now().day()).await?;
        Ok(loads
            .iter()
            .map(|load| Load {
                open: load.to_do.open,
                late: load.to_do.late,
            })
            .collect())
    }
}

/// Everything that is said on the case's page: the form, the papers' names, opinions, what was asked and answered.
fn paths(application: &Application) -> Vec<String> {
    let mut paths = vec!["form/project".to_owned()];
    paths.extend(
        application
            .materials
            .iter()
            .map(|paper| format!("material/{}/{}", paper.material, paper.version)),
    );
    for step in &application.steps {
        let id = &step.planned.step;
        if step.opinion.is_some() {
            paths.push(format!("opinion/{id}/{}", step.rounds));
        }
        for round in 1..=step.refinements {
            paths.extend([format!("refinement/{id}/{round}"), format!("refined/{id}/{round}")]);
        }
    }
    paths
}

fn length(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(length).sum(),
        Value::Object(fields) => fields.values().map(length).sum(),
    }
}
