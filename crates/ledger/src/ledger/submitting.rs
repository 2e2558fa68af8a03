//! Everything that writes.

use std::future::Future;
use std::sync::Arc;

use authority::{Act, Permit};
use identity::RecordId;
use tokio::sync::oneshot;
use tracing::Instrument;

use super::{Inner, Ledger, closed};
use crate::engine::{Message, Submission, Writer, side};
use crate::erasing::{Erasing, ListPlace, Warrant};
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
        side(&self.inner.sender()?, statements).await
    }

    /// The same for a thread that may wait.
    pub fn side_blocking(&self, statements: Vec<Statement>) -> Result<Vec<usize>, Unavailable> {
        wait(self.side(statements))
    }

    /// Deletes values and salts of a record from the vault, and from every file of the database as soon as no reader needs
    /// it any more: seconds. An attachment that one of the values opens is deleted with it, and all of it is put on the list of erasures, so
    /// that no backup brings it back. A command can do the same together with its event: [`Decision::erasing`](crate::Decision::erasing).
    pub async fn erase(&self, record: RecordId, paths: &[String]) -> Result<(), Unavailable> {
        let files = self.files_opened_by(record, paths).await?;
        // In this order: the log reaches at least as far as what vouches for them.
        let given = self.given(record, paths).await?;
        let Some((origin, through)) = self.reach_of(record).await? else {
            return Ok(());
        };
        // The values go last: without them nobody would know which files they opened.
        self.delete_files(files).await?;
        let mut statements = Vec::new();
        for (path, mark) in given {
            let erasing = Erasing {
                city: self.city(),
                origin,
                path: &path,
                mark: Some(mark),
                why: "asked",
                warrant: &self.warrant(record, &path, through),
            };
            statements.extend(erasing.statements(self.list_place()));
        }
        self.side(statements).await?;
        self.cut_write_ahead_log().await?;
        self.list_erasures().await
    }

    /// Those of the paths that have a value, with the random bytes with which each begins.
    async fn given(&self, record: RecordId, paths: &[String]) -> Result<Vec<(String, Vec<u8>)>, Unavailable> {
        let values = "SELECT vault.path, substr(vault.sealed, 1, 12) FROM vault
             JOIN record ON record.city = vault.city AND record.origin = vault.origin WHERE record.city = $1 AND record.record = $2";
        let mut given = Vec::new();
        for row in self.query(values, values![self.city(), record]).await? {
            let path: String = row.get(0)?;
            if paths.contains(&path) {
                given.push((path, row.get(1)?));
            }
        }
        Ok(given)
    }

    /// Where a record begins and where its last event stands; none if there is no such record.
    pub(crate) async fn reach_of(&self, record: RecordId) -> Result<Option<(u64, u64)>, Unavailable> {
        let reach = "SELECT origin, max(position) FROM event WHERE city = $1
             AND origin = (SELECT origin FROM record WHERE record.city = event.city AND record.record = $2) GROUP BY origin";
        let found = self.query(reach, values![self.city(), record]).await?;
        found.first().map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
    }

    /// The city's warrant for erasing what the log vouches for under a path up to a position.
    pub(crate) fn warrant(&self, record: RecordId, path: &str, through: u64) -> Warrant {
        let shared = self.shared();
        Warrant::signed(
            &shared.keys,
            shared.city,
            (shared.log.epochs().current(), through),
            record,
            path,
        )
    }

    /// Where the list of what was erased is kept.
    pub(crate) fn list_place(&self) -> ListPlace {
        self.inner.list_place
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
