//! What the kernel asks of a mounted folder, answered from the folder behind.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt, PermissionsExt, lchown, symlink};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use fuser::{
    BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo, LockOwner, OpenFlags,
    RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen, ReplyStatfs, ReplyWrite,
    Request, TimeOrNow, WriteFlags,
};

use crate::names::Number;
use crate::state::{BLOCK_BYTES, State, attributes, lock};

/// How long the kernel may go by what it was told: nothing changes behind its back.
const TOLD_FOR: Duration = Duration::from_secs(60);

/// What the kernel asks.
pub(crate) struct Folder {
    pub(crate) state: Arc<Mutex<State>>,
}

impl Folder {
    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Makes something at a path, and gives it to whoever asked.
    fn make(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        make: impl FnOnce(&Path) -> io::Result<()>,
    ) -> io::Result<FileAttr> {
        let mut state = self.state();
        let path = state.within(parent, name)?;
        make(&path)?;
        lchown(&path, Some(request.uid()), Some(request.gid()))?;
        state.attributes(&path)
    }

    fn remove(&self, parent: INodeNo, name: &OsStr, remove: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let mut state = self.state();
        let path = state.within(parent, name)?;
        remove(&path)?;
        state.forget(&path);
        Ok(())
    }

    fn sync(&self, number: Number) {
        self.state().unsynced.remove(&number);
    }

    fn write_at(&self, number: Number, handle: FileHandle, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let file = state.opened(handle)?;
        state.unsynced(number, &file)?.keep(&file, at..at + bytes.len() as u64)?;
        file.write_all_at(bytes, at)
    }

    fn list(&self, folder: INodeNo) -> io::Result<FileHandle> {
        let mut state = self.state();
        let path = state.names.path(folder.0)?;
        let mut entries = vec![
            (folder.0, FileType::Directory, OsString::from(".")),
            (folder.0, FileType::Directory, OsString::from("..")),
        ];
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            let metadata = fs::symlink_metadata(entry.path())?;
            let known = attributes(state.names.know(&entry.path(), &metadata), &metadata);
            entries.push((known.ino.0, known.kind, entry.file_name()));
        }
        let handle = state.number();
        state.listed.insert(handle, entries);
        Ok(FileHandle(handle))
    }
}

fn answer_entry(reply: ReplyEntry, made: io::Result<FileAttr>) {
    match made {
        Ok(attributes) => reply.entry(&TOLD_FOR, &attributes, Generation(0)),
        Err(error) => reply.error(error.into()),
    }
}

fn answer_attributes(reply: ReplyAttr, found: io::Result<FileAttr>) {
    match found {
        Ok(attributes) => reply.attr(&TOLD_FOR, &attributes),
        Err(error) => reply.error(error.into()),
    }
}

fn answer_empty(reply: ReplyEmpty, done: io::Result<()>) {
    match done {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error.into()),
    }
}

impl Filesystem for Folder {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let mut state = self.state();
        let found = state.within(parent, name).and_then(|path| state.attributes(&path));
        answer_entry(reply, found);
    }

    fn getattr(&self, _: &Request, number: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        answer_attributes(reply, self.state().attributes_of(number.0));
    }

    fn setattr(
        &self,
        _: &Request,
        number: INodeNo,
        mode: Option<u32>,
        uid: Option<u32>,
        gid: Option<u32>,
        size: Option<u64>,
        _: Option<TimeOrNow>,
        _: Option<TimeOrNow>,
        _: Option<SystemTime>,
        _: Option<FileHandle>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let mut state = self.state();
        let set = |state: &mut State| {
            if let Some(size) = size {
                state.truncate(number.0, size)?;
            }
            if let Some(mode) = mode {
                fs::set_permissions(state.names.path(number.0)?, Permissions::from_mode(mode & 0o7777))?;
            }
            if uid.is_some() || gid.is_some() {
                lchown(state.names.path(number.0)?, uid, gid)?;
            }
            state.attributes_of(number.0)
        };
        answer_attributes(reply, set(&mut state));
    }

    fn readlink(&self, _: &Request, number: INodeNo, reply: ReplyData) {
        match self.state().names.path(number.0).and_then(fs::read_link) {
            Ok(target) => reply.data(target.as_os_str().as_encoded_bytes()),
            Err(error) => reply.error(error.into()),
        }
    }

    fn mkdir(&self, request: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, reply: ReplyEntry) {
        let make = |path: &Path| DirBuilder::new().mode(mode & !umask).create(path);
        answer_entry(reply, self.make(request, parent, name, make));
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        answer_empty(reply, self.remove(parent, name, |path| fs::remove_file(path)));
    }

    fn rmdir(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        answer_empty(reply, self.remove(parent, name, |path| fs::remove_dir(path)));
    }

    fn symlink(&self, request: &Request, parent: INodeNo, name: &OsStr, target: &Path, reply: ReplyEntry) {
        answer_entry(reply, self.make(request, parent, name, |path| symlink(target, path)));
    }

    fn rename(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        new_parent: INodeNo,
        new_name: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        if !flags.is_empty() {
            return reply.error(Errno::EINVAL);
        }
        let mut state = self.state();
        let rename = |state: &mut State| {
            let (from, to) = (state.within(parent, name)?, state.within(new_parent, new_name)?);
            fs::rename(&from, &to)?;
            state.forget(&to);
            state.names.moved(&from, &to);
            Ok(())
        };
        answer_empty(reply, rename(&mut state));
    }

    fn link(&self, _: &Request, number: INodeNo, new_parent: INodeNo, new_name: &OsStr, reply: ReplyEntry) {
        let mut state = self.state();
        let link = |state: &mut State| {
            let (from, to) = (state.names.path(number.0)?, state.within(new_parent, new_name)?);
            fs::hard_link(&from, &to)?;
            state.attributes(&to)
        };
        answer_entry(reply, link(&mut state));
    }

    fn open(&self, _: &Request, number: INodeNo, flags: OpenFlags, reply: ReplyOpen) {
        let mut state = self.state();
        // What is behind a page of the kernel's cache must be read to write a part of it.
        let writes = flags.0 & ACCESS_MODE != READ_ONLY;
        let path = state.names.path(number.0);
        match path.and_then(|path| OpenOptions::new().read(true).write(writes).open(path)) {
            Ok(file) => reply.opened(state.open(number.0, file), FopenFlags::empty()),
            Err(error) => reply.error(error.into()),
        }
    }

    fn create(&self, request: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, _: i32, reply: ReplyCreate) {
        let mut made = None;
        let make = |path: &Path| {
            let mut options = OpenOptions::new();
            options
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(mode & !umask);
            made = Some(options.open(path)?);
            Ok(())
        };
        match (self.make(request, parent, name, make), made) {
            (Ok(attributes), Some(file)) => {
                let handle = self.state().open(attributes.ino.0, file);
                reply.created(&TOLD_FOR, &attributes, Generation(0), handle, FopenFlags::empty());
            }
            (Err(error), _) => reply.error(error.into()),
            (Ok(_), None) => reply.error(Errno::EIO),
        }
    }

    fn read(
        &self,
        _: &Request,
        _: INodeNo,
        handle: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let file = self.state().opened(handle);
        let mut bytes = vec![0; size as usize];
        let filled = file.and_then(|file| {
            let mut filled = 0;
            while filled < bytes.len() {
                match file.read_at(&mut bytes[filled..], offset + filled as u64)? {
                    0 => break,
                    read => filled += read,
                }
            }
            Ok(filled)
        });
        match filled {
            Ok(filled) => reply.data(&bytes[..filled]),
            Err(error) => reply.error(error.into()),
        }
    }

    fn write(
        &self,
        _: &Request,
        number: INodeNo,
        handle: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        match self.write_at(number.0, handle, offset, data) {
            Ok(()) => reply.written(u32::try_from(data.len()).unwrap_or(u32::MAX)),
            Err(error) => reply.error(error.into()),
        }
    }

    /// A file that is closed is not synced.
    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn release(
        &self,
        _: &Request,
        _: INodeNo,
        handle: FileHandle,
        _: OpenFlags,
        _: Option<LockOwner>,
        _: bool,
        reply: ReplyEmpty,
    ) {
        self.state().opened.remove(&handle.0);
        reply.ok();
    }

    fn fsync(&self, _: &Request, number: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        self.sync(number.0);
        reply.ok();
    }

    fn opendir(&self, _: &Request, number: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        match self.list(number) {
            Ok(handle) => reply.opened(handle, FopenFlags::empty()),
            Err(error) => reply.error(error.into()),
        }
    }

    fn readdir(&self, _: &Request, _: INodeNo, handle: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let state = self.state();
        let entries = state.listed.get(&handle.0).into_iter().flatten().enumerate();
        for (place, (number, kind, name)) in entries.skip(usize::try_from(offset).unwrap_or(usize::MAX)) {
            if reply.add(INodeNo(*number), place as u64 + 1, *kind, name) {
                break;
            }
        }
        reply.ok();
    }

    fn releasedir(&self, _: &Request, _: INodeNo, handle: FileHandle, _: OpenFlags, reply: ReplyEmpty) {
        self.state().listed.remove(&handle.0);
        reply.ok();
    }

    /// Names are there at once.
    fn fsyncdir(&self, _: &Request, _: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        reply.ok();
    }

    fn statfs(&self, _: &Request, number: INodeNo, reply: ReplyStatfs) {
        let path = self.state().names.path(number.0);
        match path.and_then(|path| rustix::fs::statvfs(&path).map_err(io::Error::from)) {
            Ok(room) => reply.statfs(
                room.f_blocks,
                room.f_bfree,
                room.f_bavail,
                room.f_files,
                room.f_ffree,
                BLOCK_BYTES,
                u32::try_from(room.f_namemax).unwrap_or(255),
                u32::try_from(room.f_frsize).unwrap_or(BLOCK_BYTES),
            ),
            Err(error) => reply.error(error.into()),
        }
    }
}

/// The bits of a file's flags that say how it is used, and what they are for reading (POSIX, `O_ACCMODE` and `O_RDONLY` on Linux).
const ACCESS_MODE: i32 = 3;
const READ_ONLY: i32 = 0;
