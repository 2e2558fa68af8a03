//! Attachments: encrypted, each under a key of its own, named by the digest of what is stored.
//!
//! They lie on a shelf, which is the folder `files` of the data folder or a bucket of an object store. What comes in is written
//! beside this server's database first, in `files/incoming`: its name is known when its last byte has come, and what is cut off before
//! has never been on the shelf.
//!
//! `ab/abcdef…`: four bytes of format, then segments of [`SEGMENT_BYTES`] each sealed with AES-256-GCM. A segment's
//! nonce is its number and whether it is the last, so that segments can be neither exchanged nor cut off. What goes through
//! needs the memory of two segments, however long it is.

mod bucket;
mod error;
mod folder;
mod loading;
mod sealing;
mod shelf;
mod store;
mod storing;

use std::io;
use std::path::{Path, PathBuf};

use identity::RegionCode;
use tokio::io::AsyncRead;
use tokio::sync::mpsc;

pub use bucket::{Bucket, BucketAddress, CredentialsError, StoreCredentials, StoreEndpoint, WrongBucket, WrongEndpoint};
pub use error::FileError;
pub use loading::Loading;
pub use sealing::FileKey;
pub(crate) use shelf::Shelf;
pub use storing::Stored;

use crate::care::{named_in, note_file, note_file_in_database};
use crate::chance::{Chance, RandomBytes, Stream};
use crate::digest::hex;
use crate::engine::{Message, Readers, side};
use crate::error::{OpenError, Unavailable};
use crate::options::{Attachments, Database, Options};
use crate::point::Point;
use crate::values;
use crate::vault::FileKeys;

/// The folder of attachments in the data folder.
pub(crate) const FOLDER: &str = "files";
/// Where attachments lie while they come in.
const INCOMING: &str = "incoming";
/// The first bytes of every stored file: name and version of its format.
const FORMAT: &[u8; 4] = b"zdf1";
/// Plain bytes of a segment.
const SEGMENT_BYTES: usize = 128 << 10;

/// Where a stored file is looked for that the log names: a city that takes in papers has one among them, and a log that is long is not read
/// whole whenever a server starts.
const LAST_LEAVES: &str = "SELECT leaf FROM event WHERE +city = $1 ORDER BY position DESC LIMIT 10000";

/// The attachments of a city.
#[derive(Clone)]
pub struct Files {
    data: PathBuf,
    shelf: Shelf,
    keys: FileKeys,
    random: RandomBytes,
    city: RegionCode,
    noting: Noting,
}

/// Where it is noted that an attachment was erased.
#[derive(Clone)]
pub(crate) enum Noting {
    /// In the list beside the database.
    BesideTheDatabase,
    /// In the database that many servers share, by the writer.
    InTheDatabase(mpsc::Sender<Message>),
}

/// The name of a stored file: the SHA-256 of its encrypted bytes, in lowercase hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl Files {
    /// Makes room for attachments, and removes what had not come in whole when the server last ended. Says what the operator should know.
    pub(crate) fn open(
        data: &Path,
        keys: FileKeys,
        options: &Options,
        noting: Noting,
    ) -> Result<(Self, Option<String>), OpenError> {
        let files = Self {
            noting,
            random: RandomBytes::of(options.chance, Stream::Files),
            ..Self::reading(data, keys, options)?
        };
        let room = || -> io::Result<()> {
            let incoming = files.incoming();
            // What nobody finished sending.
            if incoming.exists() && !is_shared(options) {
                std::fs::remove_dir_all(&incoming)?;
            }
            std::fs::create_dir_all(&incoming)?;
            crate::disk::sync_folder(data)
        };
        room().map_err(|error| OpenError::Disk {
            folder: data.to_path_buf(),
            error,
        })?;
        let notice = files.shelf.look()?;
        Ok((files, notice))
    }

    /// What the operator should know where the log names attachments and their folder has never held one.
    pub(crate) fn gone(&self, readers: &Readers, city: RegionCode) -> Result<Option<String>, Unavailable> {
        if !self.shelf.is_bare() {
            return Ok(None);
        }
        let last = readers.read_at_length(|source| source.rows(LAST_LEAVES, &values![city]))?;
        let mut are_named = false;
        for row in last {
            are_named |= named_in(&row.leaf(0)?).next().is_some();
        }
        let folder = self.data.join(FOLDER);
        Ok(are_named.then(|| {
            format!(
                "the log names attachments, and none lies in {}: is its disk mounted? Otherwise bring them back from a backup",
                folder.display()
            )
        }))
    }

    pub(crate) fn reading(data: &Path, keys: FileKeys, options: &Options) -> Result<Self, OpenError> {
        Ok(Self {
            data: data.to_path_buf(),
            shelf: Shelf::of(data, &options.attachments, options.syncing)?,
            keys,
            random: RandomBytes::of(Chance::Machine, Stream::Files),
            city: options.city,
            noting: Noting::BesideTheDatabase,
        })
    }

    /// Stores what a reader gives, up to that many bytes. It is kept for good when this answers, as the options say; the key belongs into the vault.
    pub async fn store(&self, reader: impl AsyncRead + Unpin, bytes_max: u64) -> Result<Stored, FileError> {
        storing::store(self, reader, bytes_max).await
    }

    /// Reads a stored file.
    pub async fn load(&self, name: &FileName, key: &FileKey) -> Result<Loading, FileError> {
        loading::load(self, name, key).await
    }

    /// Whether that key opens a stored file.
    pub(crate) async fn opens(&self, name: &FileName, key: &FileKey) -> Result<bool, FileError> {
        let mut loading = loading::load(self, name, key).await?;
        match loading.segment().await {
            Ok(_) => Ok(true),
            Err(FileError::Damaged) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Deletes a stored file, also from every backup that is put back later; that it is not there is no error. It goes on the list of what
    /// was erased first: cut off in between, it is listed and still there, and goes when it is deleted again.
    pub async fn delete(&self, name: &FileName) -> Result<(), FileError> {
        if !self.shelf.holds(name).await? {
            return Ok(());
        }
        self.note_erased(name).await?;
        Point::FileListed.pass();
        self.shelf.remove(name).await?;
        Point::FileDeleted.pass();
        Ok(())
    }

    async fn note_erased(&self, name: &FileName) -> Result<(), FileError> {
        match &self.noting {
            Noting::BesideTheDatabase => {
                let (data, name) = (self.data.clone(), name.clone());
                blocking(move || note_file(&data, name.as_str())).await
            }
            Noting::InTheDatabase(writer) => {
                let noted = note_file_in_database(self.city, name.as_str());
                side(writer, vec![noted]).await.map(drop).map_err(FileError::List)
            }
        }
    }

    /// The data folder of this server.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Where they lie.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    fn incoming(&self) -> PathBuf {
        self.data.join(FOLDER).join(INCOMING)
    }
}

impl FileName {
    fn of(digest: &[u8; 32]) -> Self {
        Self(hex(digest))
    }

    /// Names are many: they are kept apart by how they begin.
    fn initial(&self) -> &str {
        &self.0[..2]
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileName {
    type Error = FileError;

    fn try_from(text: String) -> Result<Self, FileError> {
        crate::digest::unhex::<32>(&text).map(|_| Self(text)).ok_or(FileError::Name)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Files({})", self.data.display())
    }
}

/// Whether other servers take in papers in the same folder: what lies there may be on its way to them.
fn is_shared(options: &Options) -> bool {
    options.database != Database::InFolder && options.attachments == Attachments::InFolder
}

/// The names and lengths of the files that are stored in a folder of attachments.
pub(crate) fn stored_in(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut stored = Vec::new();
    let own = match std::fs::read_dir(folder) {
        Ok(own) => own,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(stored),
        Err(error) => return Err(error),
    };
    for own in own {
        let own = own?.path();
        if !own.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&own)? {
            let file = file?;
            let name = FileName::try_from(file.file_name().to_string_lossy().into_owned());
            // In another folder nobody would find it.
            if let Ok(name) = name
                && own.ends_with(name.initial())
            {
                stored.push((name.into(), file.metadata()?.len()));
            }
        }
    }
    stored.sort();
    Ok(stored)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, FileError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| io::Error::other("writing failed unexpectedly"))??)
}
