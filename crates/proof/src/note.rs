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

    /// Checks that this key has signed; for a witness, answers when.
    ///
    /// # Errors
    /// It has not.
    pub fn verify(&self, key: &VerifyingKey) -> Result<Option<u64>, Unsigned> {
        let id = key.id();
        let own = |signature: &&Signature| signature.name == *key.name() && signature.id == id;
        let signature = self.signatures.iter().find(own);
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

/// What a witness signs (C2SP tlog-cosignature).
fn cosigned(at: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {at}\n{text}")
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.text)?;
        for Signature { name, id, bytes } in &self.signatures {
            let signature = [id.as_slice(), bytes].concat();
            writeln!(formatter, "— {name} {}", STANDARD.encode(signature))?;
        }
        Ok(())
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
