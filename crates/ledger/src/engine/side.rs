//! Writes outside the log: sessions, cursors, read marks, drafts.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::committing::{Asked, Pending, Written};
use super::fault::Fault;
use super::transaction::{Broken, Transaction};
use super::work::{Message, Work};
use crate::error::Unavailable;
use crate::point::Point;
use crate::rows::Statement;
use crate::shared::Shared;

type Answer = Result<Vec<usize>, Unavailable>;

/// Statements that are executed all or none, in the commit of whoever else is writing.
pub(crate) struct Side {
    statements: Arc<[Statement]>,
    /// Where they stand among what is written.
    place: usize,
    reply: oneshot::Sender<Answer>,
}

impl Side {
    pub(crate) fn new(statements: Vec<Statement>) -> (Box<Self>, oneshot::Receiver<Answer>) {
        let (reply, answer) = oneshot::channel();
        (
            Box::new(Self {
                statements: statements.into(),
                place: 0,
                reply,
            }),
            answer,
        )
    }
}

/// Has the writer execute statements all or none; answers how many rows each has changed.
pub(crate) async fn side(writer: &mpsc::Sender<Message>, statements: Vec<Statement>) -> Answer {
    let closed = || Unavailable("the ledger is closed".to_owned());
    let (side, answer) = Side::new(statements);
    writer.send(Message::Together(side)).await.map_err(|_| closed())?;
    answer.await.map_err(|_| closed())?
}

impl Work for Side {
    fn asked(&self) -> Option<Asked> {
        None
    }

    fn perform(&mut self, transaction: &mut Transaction<'_>) -> Result<(), Broken> {
        self.place = transaction.write(Pending::Side(Arc::clone(&self.statements)));
        Point::SideTaken.pass();
        Ok(())
    }

    fn panicked(&mut self, _: &Shared) {}

    fn answer(self: Box<Self>, committed: Result<&Written, &Fault>) {
        let answer = committed
            .map(|written| written.get(&self.place).cloned().unwrap_or_default())
            .map_err(|fault| fault.unavailable().clone());
        // Whoever asked may have left; the write stands.
        let _ = self.reply.send(answer);
    }
}
