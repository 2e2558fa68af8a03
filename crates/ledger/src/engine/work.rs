//! What the writer is given to do.

use super::committing::{Asked, Written};
use super::fault::Fault;
use super::transaction::{Broken, Transaction};
use super::writer::Writer;
use crate::shared::Shared;

/// A piece of work that shares a commit with others.
pub(crate) trait Work: Send {
    /// By what it is known again, if it is a command.
    fn asked(&self) -> Option<Asked>;

    /// Does it within the open transaction, and can do it again in another. A failure of its own is kept for the answer; an
    /// error means that the transaction cannot go on.
    fn perform(&mut self, transaction: &mut Transaction<'_>) -> Result<(), Broken>;

    /// Told when performing it panicked: nothing of it is written.
    fn panicked(&mut self, shared: &Shared);

    /// Answers whoever waits, once the commit is on the disk or has failed.
    fn answer(self: Box<Self>, committed: Result<&Written, &Fault>);
}

/// A message to the writer.
pub(crate) enum Message {
    /// Shares a commit with the others that wait.
    Together(Box<dyn Work>),
    /// Has the connection for itself.
    Alone(Box<dyn FnOnce(&mut Writer) + Send>),
    /// Nothing more will come.
    Close,
}
