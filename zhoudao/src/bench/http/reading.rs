//! What clients read: a desk as JSON, a case and the overview as rendered pages.

use anyhow::Context;

use super::{Client, Server};
use crate::bench::case::Case;
use crate::bench::target::{Detail, Load, TODO_ROWS, Task};

impl Client {
    pub(super) async fn todo(&mut self, department: u8) -> anyhow::Result<Vec<Task>> {
        let handler = &self.handlers[usize::from(department)];
        let reply = handler.read(&mut self.connection, "/api/v1/desk/tasks").await?;
        let list = reply.json()?;
        let tasks = list["tasks"].as_array().context("no tasks")?;
        tasks
            .iter()
            .take(TODO_ROWS as usize)
            .map(|task| {
                let due = task["due"].as_str().map(str::parse::<calendar::Day>).transpose()?;
                Ok(Task {
                    due: due.map_or(i32::MAX, |day| day.0),
                    title: task["title"].as_str().unwrap_or_default().to_owned(),
                })
            })
            .collect()
    }

    pub(super) async fn detail(&mut self, server: &Server, case: &Case) -> anyhow::Result<Detail> {
        let path = format!("/desk/applications/{}", server.record(case)?);
        let page = self.handlers[0].read(&mut self.connection, &path).await?;
        Ok(Detail {
            tasks: 1,
            materials: 1,
            entries: page.body.len(),
            characters: page.body.len(),
        })
    }

    pub(super) async fn dashboard(&mut self) -> anyhow::Result<Vec<Load>> {
        let page = self.handlers[0].read(&mut self.connection, "/desk").await?;
        anyhow::ensure!(page.body.len() > 1_000, "the desk is empty");
        Ok(vec![Load { open: 1, late: 0 }])
    }
}
