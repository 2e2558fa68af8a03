//! The last head, beside the database: who changes the database alone cannot make the city sign another history.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::SignedHead;
use super::tiles::Known;
use crate::disk::{Legible, put_down};
use crate::error::Unavailable;
use crate::point::Point;

/// The file's name in the data folder.
pub(crate) const HEAD_FILE: &str = "head";

const NO_HEAD: &str = "it holds no head that the key of this log has signed";

/// The file.
#[derive(Clone, Debug)]
pub(crate) struct Anchor(PathBuf);

impl Anchor {
    /// That of a data folder.
    pub(crate) fn of(folder: &Path) -> Self {
        Self(folder.join(HEAD_FILE))
    }

    /// The head that was put down last; none if there is no file.
    pub(crate) fn read(&self, known: &Known) -> Result<Option<SignedHead>, Unavailable> {
        let note = match fs::read_to_string(&self.0) {
            Ok(note) => note,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(self.unusable(NO_HEAD)),
            Err(error) => return Err(self.unusable(&error.to_string())),
        };
        let signed = known.head(&note);
        signed.map(Some).ok_or_else(|| self.unusable(NO_HEAD))
    }

    /// Puts down a head in place of the last one.
    pub(crate) fn put_down(&self, head: &SignedHead) -> Result<(), Unavailable> {
        let note = head.note.to_string();
        let written = put_down(&self.0, Legible::ToOthers, |file| {
            file.write_all(note.as_bytes())?;
            Ok(Point::HeadWritten.may_fail()?)
        });
        let named = written.and_then(|()| Ok(Point::HeadNamed.may_fail()?));
        named.map_err(|error: io::Error| self.unusable(&error.to_string()))
    }

    fn unusable(&self, reason: &str) -> Unavailable {
        Unavailable(format!("the file {} cannot be used: {reason}", self.0.display()))
    }
}
