//! What the ledger asks of the database below, whichever it is, and what it does with it: one writer, many readers.

mod committing;
mod fault;
mod fold;
mod migrations;
mod queue;
mod readers;
mod side;
mod source;
mod submission;
mod transaction;
mod work;
mod writer;
mod writing;

pub(crate) use committing::{Asked, Begun, Committing, Defining, End, Heard, News, Pending, Written};
pub(crate) use fault::Fault;
pub(crate) use fold::{cities, fold, last_event, origin_of};
pub(crate) use migrations::migrate;
pub(crate) use queue::{QUEUE_MAX, Queue};
pub(crate) use readers::{Opening, READERS_MAX, Reader, Readers};
pub(crate) use side::side;
pub(crate) use source::{Source, answer, names};
pub(crate) use submission::Submission;
pub(crate) use transaction::{Earlier, holder};
pub(crate) use work::Message;
pub(crate) use writer::Writer;
pub(crate) use writing::{ClaimDigest, SealedSecret, Writing, keeping_number, number_of};
