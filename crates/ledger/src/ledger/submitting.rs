//! Everything that writes.

use std::future::Future;
use std::sync::Arc;

use authority::{Act, Permit};
use identity::RecordId;
use tokio::sync::oneshot;
use tracing::Instrument;

use super::{Inner, Ledger, closed};
use crate::engine::{Message, Side, Submission, Writer};
use crate::error::{SubmitError, Unavailable};
use crate::key::Key;
use crate::measures::Outcome;
use crate::receipt::Receipt;
use crate::record::{CommandOf, Record};
use crate::rows::Statement;
use crate::values;
use crate::waiting::wait;

/// What became of a command.
type Submitted<R> = Result<Receipt<<R as Record>::State>, SubmitError<<R as Record>::Refusal>>;

impl Ledger {
    /// Decides a command and answers when what follows from it is on the disk. Whoever leaves before the answer does not
    /// stop it: sending it again under the same key tells what became of it.
    pub fn submit<R: Record, C: CommandOf<R>>(
        &self,
        permit: &Permit<C::Act>,
        record: RecordId,
        command: C,
        key: Key,
    ) -> impl Future<Output = Result<Receipt<R::State>, SubmitError<R::Refusal>>> + Send + use<R, C> {
        let is_permitted = permit.record() == record;
        let inner = Arc::clone(&self.inner);
        let act = <C::Act as Act>::ACT;
        let (submission, answer) = Submission::<R>::new(permit.actor(), act, record, command.into(), key);
        async move {
            let mut counting = inner.shared.measures.command(act);
            let span = tracing::info_span!("command", act = act.as_str(), kind = R::KIND);
            let outcome = inner.submitted(is_permitted, submission, answer).instrument(span).await;
            counting.ends(outcome.as_ref().map_or_else(Outcome::from, |receipt| match receipt.replayed {
                true => Outcome::Replayed,
                false => Outcome::Written,
            }));
            outcome
        }
    }

    /// The same for a thread that may wait.
    pub fn submit_blocking<R: Record, C: CommandOf<R>>(
        &self,
        permit: &Permit<C::Act>,
        record: RecordId,
        command: C,
        key: Key,
    ) -> Result<Receipt<R::State>, SubmitError<R::Refusal>> {
        wait(self.submit::<R, C>(permit, record, command, key))
    }

    /// Writes outside the log (sessions, read marks), all or nothing; answers the number of rows each statement changed.
    pub async fn side(&self, statements: Vec<Statement>) -> Result<Vec<usize>, Unavailable> {
        let (side, answer) = Side::new(statements);
        self.inner.send(Message::Together(side)).await?;
        answer.await.map_err(|_| closed())?
    }

    /// The same for a thread that may wait.
    pub fn side_blocking(&self, statements: Vec<Statement>) -> Result<Vec<usize>, Unavailable> {
        wait(self.side(statements))
    }

    /// Deletes values and salts of a record from the vault, and from every file of the database as soon as no reader needs
    /// it any more: seconds. An attachment that one of the values opens is deleted with it, and all of it is put on the list of erasures, so
    /// that no backup brings it back. A command can do the same together with its event: [`Decision::erasing`](crate::Decision::erasing).
    pub async fn erase(&self, record: RecordId, paths: &[String]) -> Result<(), Unavailable> {
        let delete = "DELETE FROM vault WHERE city = $1 AND origin = (SELECT origin FROM record WHERE city = $2 AND record = $3)
             AND path = $4";
        let files = self.files_opened_by(record, paths).await?;
        let erasures = paths
            .iter()
            .map(|path| Statement::new(delete, values![self.city(), self.city(), record, path]));
        // The values go last: without them nobody would know which files they opened.
        self.delete_files(files).await?;
        self.side(erasures.collect()).await?;
        self.cut_write_ahead_log().await?;
        self.list_erasures().await
    }

    /// Has what was deleted vanish from the write-ahead log too.
    pub(crate) async fn cut_write_ahead_log(&self) -> Result<(), Unavailable> {
        self.alone(|writer| writer.engine.forget_erased()).await
    }

    /// Has the writer do something with the connection for itself.
    pub(crate) async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> T + Send + 'static,
    ) -> Result<T, Unavailable> {
        let (reply, answer) = oneshot::channel();
        let work = move |writer: &mut Writer| {
            // Whoever asked may have left.
            let _ = reply.send(work(writer));
        };
        self.inner.send(Message::Alone(Box::new(work))).await?;
        answer.await.map_err(|_| closed())
    }
}

impl Inner {
    async fn submitted<R: Record>(
        &self,
        is_permitted: bool,
        submission: Box<Submission<R>>,
        answer: oneshot::Receiver<Submitted<R>>,
    ) -> Submitted<R> {
        if !is_permitted {
            return Err(SubmitError::NotPermitted);
        }
        if !self.shared.knows_kind(R::KIND) {
            return Err(SubmitError::Unavailable(format!(
                "the ledger was not told of the kind {}",
                R::KIND
            )));
        }
        self.send(Message::Together(submission)).await?;
        answer.await.map_err(|_| closed())?
    }
}
