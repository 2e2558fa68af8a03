//! Templates: the words of a document with places for values, read from a city pack. `TEMPLATES.md` beside this crate
//! describes the format for those who write them.

mod blocks;
mod check;
mod fault;
mod fill;
mod read;
mod source;
mod text;

#[cfg(test)]
mod tests;

pub use blocks::KINDS as BLOCK_KINDS;
pub use fault::{Fault, Problem, Unfilled};
pub use fill::Values;

use crate::{Border, Form, Paper};
use blocks::{BlockTemplate, Guarded};
use text::Text;

/// A template larger than this is not one.
pub const TEMPLATE_BYTES_MAX: usize = 256 * 1024;

/// A document with places for values.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file it came from, for messages.
    pub file: String,
    /// Its stable identifier: the name of the file without its ending.
    pub id: String,
    /// What such a document is called.
    pub name: String,
    /// What it is in law.
    pub kind: Kind,
    form: Form,
    paper: Paper,
    border: Border,
    number: Option<Text>,
    date: Text,
    watermark: Option<Guarded<Text>>,
    blocks: Vec<Guarded<BlockTemplate>>,
}

/// What a document is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A licence or certificate that is shown to others.
    Certificate,
    /// A decision or reply of an organ on a formal application.
    Decision,
    /// What a reviewer says before there is an application in law: no permit.
    Opinion,
    /// What an applicant promises.
    Commitment,
    /// That something was received.
    Receipt,
    /// What an organ tells in the course of a procedure.
    Notice,
    /// What is put on record of an act.
    Record,
}

impl Kind {
    /// How packs write the kinds.
    pub(crate) const WORDS: [(&'static str, Kind); 7] = [
        ("certificate", Kind::Certificate),
        ("decision", Kind::Decision),
        ("opinion", Kind::Opinion),
        ("commitment", Kind::Commitment),
        ("receipt", Kind::Receipt),
        ("notice", Kind::Notice),
        ("record", Kind::Record),
    ];
}
