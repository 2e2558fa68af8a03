//! Statements that are sent one behind the other, and answered in the same order.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Row, Statement};
use tokio_stream::StreamExt;

use super::link::Link;
use crate::engine::Fault;
use crate::error::Unavailable;
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
        let (wanted, given) = (statement.params().len(), values.len());
        if wanted != given {
            return Err(Unavailable(format!("a statement wants {wanted} values and has {given}: {sql}")).into());
        }
        self.asked.push((statement, values));
        Ok(self.asked.len() - 1)
    }

    /// Sends all, and waits for all; the first that fails is the fault, and what was not sent before it failed never is.
    pub(super) fn land(self) -> Result<Vec<Landed>, Fault> {
        let link = self.link;
        let answers: Vec<_> = self
            .asked
            .into_iter()
            .map(|(statement, values)| Box::pin(ask(link, statement, values)))
            .collect();
        Ok(wait(in_order(answers))?)
    }
}

async fn ask(link: &Link, statement: Statement, values: Values<'_>) -> Result<Landed, Error> {
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

/// The first look at each future sends its statement: they leave in their order. What cannot be put into the server's words does not
/// leave, and must keep back everything behind it: a commit above all. Of statements that fail, the first says why: those behind it only say
/// that the transaction is over.
async fn in_order<F: Future<Output = Result<Landed, Error>>>(futures: Vec<Pin<Box<F>>>) -> Result<Vec<Landed>, Error> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (future, None)).collect();
    poll_fn(|context| {
        let mut are_all_there = true;
        for (future, landed) in &mut waiting {
            if landed.is_none()
                && let Poll::Ready(answer) = future.as_mut().poll(context)
            {
                *landed = Some(answer);
            }
            match landed {
                Some(Ok(_)) => {}
                None => are_all_there = false,
                Some(Err(_)) if are_all_there => return Poll::Ready(()),
                Some(Err(_)) => return Poll::Pending,
            }
        }
        if are_all_there {
            return Poll::Ready(());
        }
        Point::PostgresSent.pass();
        Poll::Pending
    })
    .await;
    waiting.into_iter().map_while(|(_, landed)| landed).collect()
}
