//! What is known of a mounted folder: names, open files, and what they held before they were written to.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use fuser::{FileAttr, FileHandle, FileType, INodeNo};
use rustix::io::Errno as Refusal;

use crate::names::{Names, Number};
use crate::unsynced::Unsynced;

pub(crate) const BLOCK_BYTES: u32 = 4_096;

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) names: Names,
    pub(crate) opened: HashMap<u64, (Number, Arc<File>)>,
    pub(crate) listed: HashMap<u64, Vec<(Number, FileType, OsString)>>,
    pub(crate) unsynced: HashMap<Number, Unsynced>,
    next: u64,
}

pub(crate) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    pub(crate) fn of(behind: &Path) -> io::Result<Self> {
        Ok(Self {
            names: Names::of(behind)?,
            opened: HashMap::new(),
            listed: HashMap::new(),
            unsynced: HashMap::new(),
            next: 0,
        })
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn within(&self, parent: INodeNo, name: &OsStr) -> io::Result<PathBuf> {
        Ok(self.names.path(parent.0)?.join(name))
    }

    pub(crate) fn attributes(&mut self, path: &Path) -> io::Result<FileAttr> {
        let metadata = fs::symlink_metadata(path)?;
        Ok(attributes(self.names.know(path, &metadata), &metadata))
    }

    pub(crate) fn opened(&self, handle: FileHandle) -> io::Result<Arc<File>> {
        let file = self.opened.get(&handle.0).map(|(_, file)| Arc::clone(file));
        file.ok_or_else(|| Refusal::BADF.into())
    }

    pub(crate) fn open(&mut self, number: Number, file: File) -> FileHandle {
        let handle = self.number();
        self.opened.insert(handle, (number, Arc::new(file)));
        FileHandle(handle)
    }

    /// A file that has lost its last name is still what it is to whoever has it open.
    pub(crate) fn without_a_name(&self, number: Number) -> Option<Arc<File>> {
        let mut opened = self.opened.values();
        opened.find(|(other, _)| *other == number).map(|(_, file)| Arc::clone(file))
    }

    pub(crate) fn attributes_of(&mut self, number: Number) -> io::Result<FileAttr> {
        match (self.names.path(number), self.without_a_name(number)) {
            (Ok(path), _) => self.attributes(&path),
            (Err(_), Some(file)) => Ok(attributes(number, &file.metadata()?)),
            (Err(unknown), None) => Err(unknown),
        }
    }

    /// What is about to be changed in a file is kept.
    pub(crate) fn unsynced(&mut self, number: Number, file: &File) -> io::Result<&mut Unsynced> {
        Ok(match self.unsynced.entry(number) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(unknown) => unknown.insert(Unsynced::of(file)?),
        })
    }

    pub(crate) fn forget(&mut self, path: &Path) {
        if let Some(number) = self.names.removed(path) {
            self.unsynced.remove(&number);
        }
    }

    pub(crate) fn truncate(&mut self, number: Number, length: u64) -> io::Result<()> {
        let file = match (self.names.path(number), self.without_a_name(number)) {
            (Ok(path), _) => Arc::new(OpenOptions::new().read(true).write(true).open(path)?),
            (Err(_), Some(file)) => file,
            (Err(unknown), None) => return Err(unknown),
        };
        let end = file.metadata()?.len();
        self.unsynced(number, &file)?.keep(&file, length.min(end)..end)?;
        file.set_len(length)
    }
}

pub(crate) fn attributes(number: Number, metadata: &Metadata) -> FileAttr {
    let time = |seconds: i64, nanoseconds: i64| {
        let since = Duration::new(seconds.unsigned_abs(), u32::try_from(nanoseconds).unwrap_or_default());
        SystemTime::UNIX_EPOCH + since
    };
    FileAttr {
        ino: INodeNo(number),
        size: metadata.len(),
        blocks: metadata.blocks(),
        atime: time(metadata.atime(), metadata.atime_nsec()),
        mtime: time(metadata.mtime(), metadata.mtime_nsec()),
        ctime: time(metadata.ctime(), metadata.ctime_nsec()),
        crtime: SystemTime::UNIX_EPOCH,
        kind: FileType::from_std(metadata.file_type()).unwrap_or(FileType::RegularFile),
        perm: u16::try_from(metadata.mode() & 0o7777).unwrap_or_default(),
        nlink: u32::try_from(metadata.nlink()).unwrap_or(1),
        uid: metadata.uid(),
        gid: metadata.gid(),
        rdev: 0,
        blksize: BLOCK_BYTES,
        flags: 0,
    }
}
