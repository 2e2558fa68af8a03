//! Writes outside the log: sessions, cursors, read marks, drafts.

use tokio::sync::oneshot;

use super::binding::execute;
use super::transaction::{Broken, Setback, Transaction};
use super::work::Work;
use crate::error::Unavailable;
use crate::rows::Statement;

type Answer = Result<Vec<usize>, Unavailable>;

/// Statements that are executed all or none, in the commit of whoever else is writing.
pub(crate) struct Side {
    statements: Vec<Statement>,
    outcome: Answer,
    reply: oneshot::Sender<Answer>,
}

impl Side {
    pub(crate) fn new(statements: Vec<Statement>) -> (Box<Self>, oneshot::Receiver<Answer>) {
        let (reply, answer) = oneshot::channel();
        (
            Box::new(Self {
                statements,
                outcome: Ok(Vec::new()),
                reply,
            }),
            answer,
        )
    }
}

impl Work for Side {
    fn perform(&mut self, transaction: &mut Transaction<'_>) -> Result<(), Broken> {
        let statements = std::mem::take(&mut self.statements);
        let done = transaction
            .within_savepoint(|connection| statements.iter().map(|statement| execute(connection, statement)).collect());
        self.outcome = match done {
            Ok(changed) => Ok(changed),
            Err(Setback::Own(unavailable)) => Err(unavailable),
            Err(Setback::Broken(broken)) => return Err(broken),
        };
        Ok(())
    }

    fn panicked(&mut self, _: &Transaction<'_>) {
        self.outcome = Err(Unavailable("writing failed; nothing was written".to_owned()));
    }

    fn answer(self: Box<Self>, committed: Result<(), &Unavailable>) {
        let answer = committed.map_err(Unavailable::clone).and(self.outcome);
        // Whoever asked may have left; the write stands.
        let _ = self.reply.send(answer);
    }
}
