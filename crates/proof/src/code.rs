//! A promise that is short enough for a square code on paper.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::head::{EVENTS_MAX, Origin};
use crate::key::{KeyName, VerifyingKey};
use crate::note::{NotANote, Note, Unsigned};
use crate::promise::Promise;
use crate::suite::{Hash, Suite};

/// The first byte, so that a later form is never taken for this one.
const VERSION: u8 = 1;
/// Version, city, epoch, suite, place, hash, moment, key and signature.
const BYTES: usize = 1 + 4 + 4 + 1 + 8 + 32 + 8 + 4 + 64;

/// A signed promise in 126 bytes, written in 168 letters of Base64 as addresses have them. It holds all that the promise's note says, so that
/// whoever has the public key can check the signature without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseCode {
    promise: Promise,
    note: Note,
    bytes: [u8; BYTES],
}

/// The text is no such code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code of a promise is 168 letters, digits, - and _; this one is not complete")]
pub struct NotACode;

impl PromiseCode {
    /// The code of a signed promise.
    ///
    /// # Errors
    /// The note is no promise, or its log has not signed it.
    pub fn of(note: &Note, log: &VerifyingKey) -> Result<Self, NotANote> {
        let promise: Promise = note.text().parse().map_err(|_| NotANote)?;
        let (id, signature) = note.signature_of(log).ok_or(NotANote)?;
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(VERSION);
        bytes.extend(promise.origin.city().to_be_bytes());
        bytes.extend(promise.origin.epoch().to_be_bytes());
        bytes.push(suite_number(promise.origin.suite()));
        bytes.extend(promise.index.to_be_bytes());
        bytes.extend(promise.leaf.0);
        bytes.extend(promise.at.to_be_bytes());
        bytes.extend(id);
        bytes.extend(signature);
        let bytes = bytes.try_into().map_err(|_| NotANote)?;
        Self::read(bytes).map_err(|_| NotANote)
    }

    /// What was promised; genuine only if [`verify`](Self::verify) says so.
    pub fn promise(&self) -> &Promise {
        &self.promise
    }

    /// The note that was signed.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Checks that this log has signed it.
    ///
    /// # Errors
    /// It has not.
    pub fn verify(&self, log: &VerifyingKey) -> Result<(), Unsigned> {
        self.note.verify(log).map(|_| ())
    }

    fn read(bytes: [u8; BYTES]) -> Result<Self, NotACode> {
        let mut rest = bytes.as_slice();
        let [version] = taken(&mut rest)?;
        let city = u32::from_be_bytes(taken(&mut rest)?);
        let epoch = u32::from_be_bytes(taken(&mut rest)?);
        let [suite] = taken(&mut rest)?;
        let promise = Promise {
            origin: Origin::new(city, epoch, suite_numbered(suite).ok_or(NotACode)?),
            index: u64::from_be_bytes(taken(&mut rest)?),
            leaf: Hash(taken(&mut rest)?),
            at: i64::from_be_bytes(taken(&mut rest)?),
        };
        if version != VERSION || promise.index >= EVENTS_MAX {
            return Err(NotACode);
        }
        let id = taken(&mut rest)?;
        let note = Note::new(promise.to_string()).with_signature(KeyName::of_log(&promise.origin), id, rest.to_vec());
        Ok(Self { promise, note, bytes })
    }
}

fn taken<const COUNT: usize>(rest: &mut &[u8]) -> Result<[u8; COUNT], NotACode> {
    let (taken, after) = rest.split_first_chunk().ok_or(NotACode)?;
    *rest = after;
    Ok(*taken)
}

const fn suite_number(suite: Suite) -> u8 {
    match suite {
        Suite::Sha256 => 1,
        Suite::Sm3 => 2,
    }
}

fn suite_numbered(number: u8) -> Option<Suite> {
    [Suite::Sha256, Suite::Sm3]
        .into_iter()
        .find(|suite| suite_number(*suite) == number)
}

impl fmt::Display for PromiseCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&URL_SAFE_NO_PAD.encode(self.bytes))
    }
}

/// From the code alone, or from an address that ends in `?p=` and the code: what a camera reads.
impl FromStr for PromiseCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let text = text.trim();
        let code = text.rsplit_once("?p=").map_or(text, |(_, code)| code);
        let bytes = URL_SAFE_NO_PAD.decode(code).map_err(|_| NotACode)?;
        Self::read(bytes.try_into().map_err(|_| NotACode)?)
    }
}
