//! Statements that are sent one behind the other, and answered in the same order.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};
use tokio_stream::StreamExt;

use super::link::Link;
use crate::engine::Fault;
use crate::point::Point;
use crate::waiting::wait;

type Values<'a> = Vec<&'a (dyn ToSql + Sync)>;

/// Statements on their way, none of which waits for the answer to another.
pub(super) struct Flight<'a> {
    link: &'a Link,
    asked: Vec<(Statement, Values<'a>)>,
}

/// What came back for one of them.
pub(super) struct Landed {
    pub(super) rows: Vec<Row>,
    /// How many rows it has changed.
    pub(super) changed: usize,
}

impl<'a> Flight<'a> {
    pub(super) fn over(link: &'a Link) -> Self {
        Self { link, asked: Vec::new() }
    }

    /// Adds a statement, and answers its place.
    pub(super) fn add(&mut self, sql: &str, values: Values<'a>) -> Result<usize, Fault> {
        let statement = wait(self.link.prepared(sql))?;
        self.asked.push((statement, values));
        Ok(self.asked.len() - 1)
    }

    /// Sends all, and waits for all; the first that fails is the fault.
    pub(super) fn land(self) -> Result<Vec<Landed>, Fault> {
        let link = self.link;
        let answers: Vec<_> = self
            .asked
            .into_iter()
            .map(|(statement, values)| Box::pin(ask(link, statement, values)))
            .collect();
        let landed: Result<Vec<_>, _> = wait(in_order(answers)).into_iter().collect();
        Ok(landed?)
    }
}

async fn ask(link: &Link, statement: Statement, values: Values<'_>) -> Result<Landed, tokio_postgres::Error> {
    let mut found = Box::pin(link.client().query_raw(&statement, values).await?);
    let mut rows = Vec::new();
    while let Some(row) = found.next().await {
        rows.push(row?);
    }
    let changed = found.rows_affected().unwrap_or(0);
    Ok(Landed {
        rows,
        changed: usize::try_from(changed).unwrap_or(usize::MAX),
    })
}

/// The first look at each future sends its statement: they leave in their order.
async fn in_order<F: Future>(futures: Vec<Pin<Box<F>>>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (future, None)).collect();
    poll_fn(|context| {
        let mut are_all_ready = true;
        for (future, output) in &mut waiting {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(ready) => *output = Some(ready),
                    Poll::Pending => are_all_ready = false,
                }
            }
        }
        if are_all_ready {
            return Poll::Ready(());
        }
        Point::PostgresSent.pass();
        Poll::Pending
    })
    .await;
    waiting.into_iter().filter_map(|(_, output)| output).collect()
}
