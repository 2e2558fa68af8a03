//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::key::{KeyName, Signatory, SigningKey, VerifyingKey};

/// A text with the signatures under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: KeyName,
    id: [u8; 4],
    bytes: Vec<u8>,
}

/// The text is no signed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no signed note: a text, an empty line, then lines that begin with a dash, a name and a signature")]
pub struct NotANote;

/// That key has not signed the note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsigned {
    /// There is no signature of this key.
    #[error("{0} has not signed this")]
    Missing(KeyName),
    /// There is one, and it is not of this text.
    #[error("the signature of {0} is not of this text")]
    Forged(KeyName),
}

impl Note {
    /// That text, with no signature yet. It gets a line end where it has none.
    pub fn new(text: impl Into<String>) -> Self {
        let mut text = text.into();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Self {
            text,
            signatures: Vec::new(),
        }
    }

    /// The text, with the end of its last line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its signatures.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Signed by a key; a witness also says when, in seconds since 1970.
    pub fn signed(mut self, key: &SigningKey, at: u64) -> Self {
        let verifying = key.verifying();
        let bytes = match key.signatory() {
            Signatory::Log => key.sign(self.text.as_bytes()).to_vec(),
            Signatory::Witness => {
                let signature = key.sign(cosigned(at, &self.text).as_bytes());
                [at.to_be_bytes().as_slice(), &signature].concat()
            }
        };
        let id = verifying.id();
        self.signatures.push(Signature {
            name: verifying.name().clone(),
            id,
            bytes,
        });
        self
    }

    /// With further signatures, as lines of a note: what a witness answers. A line that is there already is not doubled.
    ///
    /// # Errors
    /// One of the lines is no signature.
    pub fn with_signatures(mut self, lines: &str) -> Result<Self, NotANote> {
        for line in lines.lines() {
            let further = signature(line)?;
            if !self.signatures.contains(&further) {
                self.signatures.push(further);
            }
        }
        Ok(self)
    }

    pub(crate) fn with_signature(mut self, name: KeyName, id: [u8; 4], bytes: Vec<u8>) -> Self {
        self.signatures.push(Signature { name, id, bytes });
        self
    }

    /// What says of itself that this key has signed it; not checked.
    pub(crate) fn signature_of(&self, key: &VerifyingKey) -> Option<([u8; 4], &[u8])> {
        let signature = self.signatures.iter().find(|signature| signature.is_of(key))?;
        Some((signature.id, &signature.bytes))
    }

    /// The same text with nothing under it but what these keys have signed.
    pub fn signed_only_by(&self, keys: &[&VerifyingKey]) -> Self {
        let is_theirs = |signature: &&Signature| keys.iter().any(|key| signature.is_of(key));
        Self {
            text: self.text.clone(),
            signatures: self.signatures.iter().filter(is_theirs).cloned().collect(),
        }
    }

    /// Checks that this key has signed; for a witness, answers when.
    ///
    /// # Errors
    /// It has not.
    pub fn verify(&self, key: &VerifyingKey) -> Result<Option<u64>, Unsigned> {
        let signature = self.signatures.iter().find(|signature| signature.is_of(key));
        let Signature { bytes, .. } = signature.ok_or_else(|| Unsigned::Missing(key.name().clone()))?;
        let (is_genuine, at) = match key.signatory() {
            Signatory::Log => (key.has_signed(self.text.as_bytes(), bytes), None),
            Signatory::Witness => match bytes.split_first_chunk::<8>() {
                Some((at, signature)) => {
                    let at = u64::from_be_bytes(*at);
                    (key.has_signed(cosigned(at, &self.text).as_bytes(), signature), Some(at))
                }
                None => (false, None),
            },
        };
        if is_genuine {
            Ok(at)
        } else {
            Err(Unsigned::Forged(key.name().clone()))
        }
    }
}

impl Signature {
    /// Whether it says of itself that this key made it.
    fn is_of(&self, key: &VerifyingKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }
}

/// A line under a note.
impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, id, bytes } = self;
        let signature = [id.as_slice(), bytes].concat();
        writeln!(formatter, "— {name} {}", STANDARD.encode(signature))
    }
}

/// What a witness signs (C2SP tlog-cosignature).
fn cosigned(at: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {at}\n{text}")
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(formatter))
    }
}

impl FromStr for Note {
    type Err = NotANote;

    fn from_str(note: &str) -> Result<Self, NotANote> {
        // The text may have empty lines of its own; the last one divides.
        let divide = note.rfind("\n\n").ok_or(NotANote)?;
        let (text, signatures) = (&note[..=divide], &note[divide + 2..]);
        let signatures = signatures.lines().map(signature).collect::<Result<Vec<_>, _>>()?;
        if signatures.is_empty() {
            return Err(NotANote);
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }
}

fn signature(line: &str) -> Result<Signature, NotANote> {
    let line = line.strip_prefix("— ").ok_or(NotANote)?;
    let (name, signature) = line.split_once(' ').ok_or(NotANote)?;
    let signature = STANDARD.decode(signature).map_err(|_| NotANote)?;
    let (id, bytes) = signature.split_first_chunk::<4>().ok_or(NotANote)?;
    Ok(Signature {
        name: KeyName::new(name).map_err(|_| NotANote)?,
        id: *id,
        bytes: bytes.to_vec(),
    })
}
