//! The last head, beside the database: who changes the database alone cannot make the city sign another history.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::SignedHead;
use super::tiles::Known;
use crate::error::Unavailable;
use crate::point::Point;

/// The file's name in the data folder.
pub(crate) const HEAD_FILE: &str = "head";

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
            Err(error) => return Err(self.unusable(&error.to_string())),
        };
        let signed = known.head(&note);
        signed
            .map(Some)
            .ok_or_else(|| self.unusable("it holds no head that the key of this log has signed"))
    }

    /// Puts down a head in place of the last one.
    pub(crate) fn put_down(&self, head: &SignedHead) -> Result<(), Unavailable> {
        let written = || -> io::Result<()> {
            let next = self.0.with_extension("new");
            let mut file = File::create(&next)?;
            file.write_all(head.note.to_string().as_bytes())?;
            file.sync_all()?;
            Point::HeadWritten.may_fail()?;
            fs::rename(&next, &self.0)?;
            Point::HeadNamed.may_fail()?;
            Ok(())
        };
        written().map_err(|error| self.unusable(&error.to_string()))
    }

    fn unusable(&self, reason: &str) -> Unavailable {
        Unavailable(format!("the file {} cannot be used: {reason}", self.0.display()))
    }
}
