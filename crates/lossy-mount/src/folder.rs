//! The mounted folder: everything goes to the folder behind, and what it held before is kept until a sync.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt, lchown, symlink};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use fuser::{
    BackgroundSession, BsdFileFlags, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo,
    LockOwner, MountOption, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry,
    ReplyOpen, ReplyStatfs, ReplyWrite, Request, SessionACL, TimeOrNow, WriteFlags,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rustix::io::Errno as Refusal;
use rustix::mount::{UnmountFlags, unmount};

use crate::names::{Names, Number};
use crate::unsynced::{Survival, Unsynced};

/// How long the kernel may go by what it was told: nothing changes behind its back.
const TOLD_FOR: Duration = Duration::from_secs(60);
const BLOCK_BYTES: u32 = 4_096;
/// How long whoever has used the folder may take to let go of it.
const LETTING_GO_TIME_MAX: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(20);

/// A folder that is mounted until its power is cut.
#[derive(Debug)]
pub struct Mounted {
    front: PathBuf,
    session: BackgroundSession,
    state: Arc<Mutex<State>>,
}

/// Mounts `front` before `behind`; both are there and `front` is empty.
///
/// # Errors
/// When one of them cannot be used, or nothing can be mounted here.
pub fn mount(behind: &Path, front: &Path) -> io::Result<Mounted> {
    let behind = behind.canonicalize()?;
    let state = Arc::new(Mutex::new(State {
        names: Names::of(&behind)?,
        opened: HashMap::new(),
        listed: HashMap::new(),
        unsynced: HashMap::new(),
        next: 0,
    }));
    let mut options = Config::default();
    options.mount_options = vec![MountOption::FSName("lossy".to_owned()), MountOption::DefaultPermissions];
    options.acl = SessionACL::All;
    let session = fuser::spawn_mount(
        Folder {
            state: Arc::clone(&state),
        },
        front,
        &options,
    )?;
    Ok(Mounted {
        front: front.to_path_buf(),
        session,
        state,
    })
}

impl Mounted {
    /// Cuts the power: what was not synced is lost, or left whole, or torn, for each file as the seed has it. Whoever has used
    /// the folder must have ended; then it can be mounted again.
    ///
    /// # Errors
    /// When somebody still uses it, or the folder behind cannot be written.
    pub fn cut(self, seed: u64) -> io::Result<()> {
        // The kernel lets go of what programs have mapped into their memory; that is not synced either.
        let began = Instant::now();
        while let Err(refusal) = unmount(&self.front, UnmountFlags::empty()) {
            // A process that has ended lets go of its folder a moment later.
            if refusal != Refusal::BUSY || began.elapsed() > LETTING_GO_TIME_MAX {
                return Err(refusal.into());
            }
            thread::sleep(LOOK);
        }
        self.session.join()?;
        let mut state = lock(&self.state);
        let mut chance = ChaCha20Rng::seed_from_u64(seed);
        let mut unsynced: Vec<(Number, Unsynced)> = state.unsynced.drain().collect();
        unsynced.sort_by_key(|(number, _)| *number);
        for (number, unsynced) in unsynced {
            // What has no name any more is gone anyway.
            if let Ok(path) = state.names.path(number) {
                let survival = Survival::drawn(&mut chance);
                let file = OpenOptions::new().read(true).write(true).open(path)?;
                unsynced.take_back(&file, survival, &mut chance)?;
            }
        }
        Ok(())
    }
}

#[derive(Debug)]
struct State {
    names: Names,
    opened: HashMap<u64, (Number, Arc<File>)>,
    listed: HashMap<u64, Vec<(Number, FileType, OsString)>>,
    unsynced: HashMap<Number, Unsynced>,
    next: u64,
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn within(&self, parent: INodeNo, name: &OsStr) -> io::Result<PathBuf> {
        Ok(self.names.path(parent.0)?.join(name))
    }

    fn attributes(&mut self, path: &Path) -> io::Result<FileAttr> {
        let metadata = fs::symlink_metadata(path)?;
        Ok(attributes(self.names.know(path, &metadata), &metadata))
    }

    fn opened(&self, handle: FileHandle) -> io::Result<Arc<File>> {
        let file = self.opened.get(&handle.0).map(|(_, file)| Arc::clone(file));
        file.ok_or_else(|| Refusal::BADF.into())
    }

    fn open(&mut self, number: Number, file: File) -> FileHandle {
        let handle = self.number();
        self.opened.insert(handle, (number, Arc::new(file)));
        FileHandle(handle)
    }

    /// A file that has lost its last name is still what it is to whoever has it open.
    fn without_a_name(&self, number: Number) -> Option<Arc<File>> {
        let mut opened = self.opened.values();
        opened.find(|(other, _)| *other == number).map(|(_, file)| Arc::clone(file))
    }

    fn attributes_of(&mut self, number: Number) -> io::Result<FileAttr> {
        match (self.names.path(number), self.without_a_name(number)) {
            (Ok(path), _) => self.attributes(&path),
            (Err(_), Some(file)) => Ok(attributes(number, &file.metadata()?)),
            (Err(unknown), None) => Err(unknown),
        }
    }

    /// What is about to be changed in a file is kept.
    fn unsynced(&mut self, number: Number, file: &File) -> io::Result<&mut Unsynced> {
        Ok(match self.unsynced.entry(number) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(unknown) => unknown.insert(Unsynced::of(file)?),
        })
    }

    fn forget(&mut self, path: &Path) {
        if let Some(number) = self.names.removed(path) {
            self.unsynced.remove(&number);
        }
    }

    fn truncate(&mut self, number: Number, length: u64) -> io::Result<()> {
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

fn attributes(number: Number, metadata: &Metadata) -> FileAttr {
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

/// What the kernel asks.
struct Folder {
    state: Arc<Mutex<State>>,
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
