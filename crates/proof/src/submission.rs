//! What a log says to a witness, and what the witness makes of it (C2SP tlog-witness).

use std::fmt;
use std::str::FromStr;

use crate::consistency::Consistency;
use crate::head::{EVENTS_MAX, Head, number};
use crate::key::VerifyingKey;
use crate::note::{NotANote, Note};

/// A proof between two logs of 2^63 leaves has no more hashes.
const HASHES_MAX: usize = 63;

/// A head that is shown to a witness, with the proof that the log has only grown since the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// How long the log was when this witness last countersigned; 0 if it never did.
    pub earlier: u64,
    /// That the log has only grown since.
    pub grown: Consistency,
    /// The head.
    pub note: Note,
}

/// Why a witness does not countersign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The log's key has not signed it.
    #[error("no key that this witness trusts for the log has signed the head")]
    Unsigned,
    /// What was signed is no head of such a log.
    #[error("what was signed is no head of a log")]
    Unreadable,
    /// It is said to grow from more than it has.
    #[error("the head is over less than the log is said to have grown from")]
    Backward,
    /// The witness has last seen another size.
    #[error("this witness has last seen a log of {0} events")]
    OtherSize(u64),
    /// The log does not go on from what the witness has seen: it was rewritten.
    #[error("the log does not go on from the head that this witness has countersigned")]
    Inconsistent,
}

impl Submission {
    /// Whether a witness that trusts this key of a log, and has last countersigned that head of it, countersigns this one.
    ///
    /// # Errors
    /// Why it does not.
    pub fn judged(&self, trusted: &VerifyingKey, last: Option<&Head>) -> Result<Head, Rejection> {
        self.note.verify(trusted).map_err(|_| Rejection::Unsigned)?;
        let head: Head = self.note.text().parse().map_err(|_| Rejection::Unreadable)?;
        if head.origin.to_string() != trusted.name().as_str() {
            return Err(Rejection::Unreadable);
        }
        if self.earlier > head.size {
            return Err(Rejection::Backward);
        }
        let suite = head.origin.suite();
        let seen = last.map_or((0, suite.empty()), |last| (last.size, last.root));
        if self.earlier != seen.0 {
            return Err(Rejection::OtherSize(seen.0));
        }
        let is_empty = head.size > 0 || head.root == suite.empty();
        let grown = self.grown.verify(suite, seen, (head.size, head.root));
        if is_empty && grown.is_ok() {
            Ok(head)
        } else {
            Err(Rejection::Inconsistent)
        }
    }
}

/// As it is sent.
impl fmt::Display for Submission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "old {}", self.earlier)?;
        self.grown.hashes.iter().try_for_each(|hash| writeln!(formatter, "{hash}"))?;
        write!(formatter, "\n{}", self.note)
    }
}

impl FromStr for Submission {
    type Err = NotANote;

    fn from_str(text: &str) -> Result<Self, NotANote> {
        let (before, note) = text.split_once("\n\n").ok_or(NotANote)?;
        let mut lines = before.split('\n');
        let earlier = lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(NotANote)?;
        let hashes = lines.map(|line| line.parse().map_err(|_| NotANote));
        let submission = Self {
            earlier: number(earlier)?,
            grown: Consistency {
                hashes: hashes.collect::<Result<_, _>>()?,
            },
            note: note.parse()?,
        };
        let is_right = submission.earlier <= EVENTS_MAX && submission.grown.hashes.len() <= HASHES_MAX;
        // A number has one spelling.
        if is_right && submission.earlier.to_string() == earlier {
            Ok(submission)
        } else {
            Err(NotANote)
        }
    }
}
