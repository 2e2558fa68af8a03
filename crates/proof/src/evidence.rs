//! Evidence: what somebody holds of one event, and can check without asking anybody.

use serde::{Deserialize, Serialize};

use crate::Unproven;
use crate::head::Head;
use crate::inclusion::Inclusion;
use crate::key::VerifyingKey;
use crate::note::{Note, Unsigned};
use crate::promise::Promise;
use crate::suite::Hash;

/// An event as it stands in the log, the promise that it does, and the proof as soon as a head covers it. Written as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Evidence {
    /// The key that signed; whoever checks compares it with the one that the city has published.
    pub key: VerifyingKey,
    /// The event's leaf: its canonical JSON. Names, numbers, addresses and words of persons are in it as hashes only.
    pub leaf: String,
    /// The promise.
    pub promise: Note,
    /// The proof, if there is one yet.
    pub proven: Option<Proven>,
}

/// That a head covers a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The signed head.
    pub head: Note,
    /// The hashes beside the leaf's way to its root.
    pub hashes: Vec<Hash>,
}

/// What evidence is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// The city has promised that the event stands in its log.
    Promised(Promise),
    /// It does, in the log of that head.
    Included(Promise, Head),
}

/// Why evidence is worth nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Worthless {
    /// It was signed by another key than the one that whoever checks trusts.
    #[error("this was signed by the key {found}, not by {expected}")]
    OtherKey {
        /// The key that it names.
        found: Box<VerifyingKey>,
        /// The key that is trusted.
        expected: Box<VerifyingKey>,
    },
    /// A signature is missing or false.
    #[error(transparent)]
    Unsigned(#[from] Unsigned),
    /// What was signed is neither a promise nor a head.
    #[error("what was signed is not a promise of a log and its head")]
    Unreadable,
    /// The promise is of another event.
    #[error("the event is not the one that was promised")]
    OtherLeaf,
    /// The head is of another log.
    #[error("promise and head are of two different logs")]
    OtherLog,
    /// The proof proves nothing.
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

impl Evidence {
    /// Checks everything with nothing but a key that is trusted.
    ///
    /// # Errors
    /// Why it is worth nothing.
    pub fn verify(&self, trusted: &VerifyingKey) -> Result<Assurance, Worthless> {
        if self.key != *trusted {
            return Err(Worthless::OtherKey {
                found: Box::new(self.key.clone()),
                expected: Box::new(trusted.clone()),
            });
        }
        self.promise.verify(trusted)?;
        let promise: Promise = self.promise.text().parse().map_err(|_| Worthless::Unreadable)?;
        let suite = promise.origin.suite();
        if suite.leaf(self.leaf.as_bytes()) != promise.leaf {
            return Err(Worthless::OtherLeaf);
        }
        let Some(Proven { head: note, hashes }) = &self.proven else {
            return Ok(Assurance::Promised(promise));
        };
        note.verify(trusted)?;
        let head: Head = note.text().parse().map_err(|_| Worthless::Unreadable)?;
        if head.origin != promise.origin {
            return Err(Worthless::OtherLog);
        }
        let inclusion = Inclusion {
            index: promise.index,
            hashes: hashes.clone(),
        };
        inclusion.verify(suite, promise.leaf, head.size, head.root)?;
        Ok(Assurance::Included(promise, head))
    }
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    format: String,
    key: String,
    leaf: String,
    promise: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<String>,
}

/// What a file of evidence begins with.
const FORMAT: &str = "zhoudao-evidence/1";

impl From<Evidence> for Written {
    fn from(evidence: Evidence) -> Self {
        let (head, hashes) = match evidence.proven {
            Some(Proven { head, hashes }) => (Some(head.to_string()), hashes.iter().map(Hash::to_string).collect()),
            None => (None, Vec::new()),
        };
        Self {
            format: FORMAT.to_owned(),
            key: evidence.key.to_string(),
            leaf: evidence.leaf,
            promise: evidence.promise.to_string(),
            head,
            hashes,
        }
    }
}

impl TryFrom<Written> for Evidence {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        if written.format != FORMAT {
            return Err("the format is not zhoudao-evidence/1");
        }
        let note = |text: String| text.parse::<Note>().map_err(|_| "a signed note cannot be read");
        let hashes = written.hashes.iter().map(|hash| hash.parse::<Hash>());
        let hashes = hashes.collect::<Result<Vec<_>, _>>().map_err(|_| "a hash cannot be read")?;
        let proven = written.head.map(|head| {
            Ok(Proven {
                head: note(head)?,
                hashes,
            })
        });
        Ok(Self {
            key: written.key.parse().map_err(|_| "the key cannot be read")?,
            leaf: written.leaf,
            promise: note(written.promise)?,
            proven: proven.transpose()?,
        })
    }
}
