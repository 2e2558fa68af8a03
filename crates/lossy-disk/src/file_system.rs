//! The disk as SQLite's file system: the platform's, with other files.

use std::ffi::{CStr, OsStr, c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::ptr::null_mut;
use std::sync::OnceLock;

use rusqlite::ffi;

use crate::disk::disk_of;
use crate::file::{LossyFile, bytes_of_head, opened};

/// What SQLite calls it.
const NAME: &CStr = c"lossy-disk";

/// The file system cannot be put in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SQLite does not take the lossy disk as its file system (code {0})")]
pub struct NotInstalled(c_int);

/// The platform's file system, below this one.
struct Platform(*mut ffi::sqlite3_vfs);

// SAFETY: SQLite's file systems are used from all threads; the structure is never changed and never freed.
unsafe impl Send for Platform {}
// SAFETY: as above.
unsafe impl Sync for Platform {}

static PLATFORM: OnceLock<Platform> = OnceLock::new();
static INSTALLED: OnceLock<Result<(), NotInstalled>> = OnceLock::new();

/// Makes it the file system of every database that this process opens from now on, once.
///
/// # Errors
/// When SQLite refuses it.
pub fn install() -> Result<(), NotInstalled> {
    *INSTALLED.get_or_init(register)
}

fn register() -> Result<(), NotInstalled> {
    // SAFETY: initialising SQLite twice does nothing; a null name asks for the default file system.
    let platform = unsafe {
        let code = ffi::sqlite3_initialize();
        if code != ffi::SQLITE_OK {
            return Err(NotInstalled(code));
        }
        ffi::sqlite3_vfs_find(null_mut())
    };
    if platform.is_null() {
        return Err(NotInstalled(ffi::SQLITE_NOTFOUND));
    }
    PLATFORM.get_or_init(|| Platform(platform));
    // SAFETY: the platform's structure was just found and is never freed.
    let below = unsafe { *platform };
    let file_system = Box::new(ffi::sqlite3_vfs {
        szOsFile: bytes_of_head() + below.szOsFile,
        pNext: null_mut(),
        zName: NAME.as_ptr(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        ..below
    });
    // SAFETY: the structure is leaked, so it lives as long as SQLite may use it; all that is not replaced is the platform's.
    match unsafe { ffi::sqlite3_vfs_register(Box::leak(file_system), 1) } {
        ffi::SQLITE_OK => Ok(()),
        code => Err(NotInstalled(code)),
    }
}

/// The platform's file system. Nobody calls before it is registered.
fn platform() -> *mut ffi::sqlite3_vfs {
    PLATFORM.get().map_or(null_mut(), |platform| platform.0)
}

/// The path that SQLite names; none for a file without a name.
///
/// # Safety
/// The name must be null or end with a zero, as SQLite's do.
unsafe fn path_of(name: *const c_char) -> Option<PathBuf> {
    // SAFETY: as the caller says.
    let name = (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) })?;
    Some(Path::new(OsStr::from_bytes(name.to_bytes())).to_path_buf())
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    let below = platform();
    // SAFETY: SQLite passes a name of its own, and the platform's file system is the one that was found.
    let (path, below_open) = unsafe { (path_of(name), (*below).xOpen) };
    let Some(below_open) = below_open else {
        return ffi::SQLITE_CANTOPEN;
    };
    let is_kept = flags & (ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_WAL) != 0;
    let disk = path.as_deref().filter(|_| is_kept).and_then(disk_of);
    let (Some(path), Some(disk)) = (path, disk) else {
        // SAFETY: the space is larger than the platform needs; the file becomes the platform's altogether.
        return unsafe { below_open(below, name, file, flags, flags_out) };
    };
    // SAFETY: SQLite reserved `szOsFile` bytes, which is the head and the platform's file behind it.
    unsafe {
        let lossy = file.cast::<LossyFile>();
        let inner = LossyFile::begin(lossy);
        let code = below_open(below, name, inner, flags, flags_out);
        if code != ffi::SQLITE_OK {
            return code;
        }
        opened(lossy, disk, path)
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let below = platform();
    // SAFETY: SQLite passes a name of its own, and the platform's file system is the one that was found.
    let (path, below_delete) = unsafe { (path_of(name), (*below).xDelete) };
    if let Some(path) = path
        && let Some(disk) = disk_of(&path)
        && let Err(code) = disk.remove(&path)
    {
        return code;
    }
    match below_delete {
        // SAFETY: the arguments are passed on as they came.
        Some(below_delete) => unsafe { below_delete(below, name, sync_folder) },
        None => ffi::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(_: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, answer: *mut c_int) -> c_int {
    let below = platform();
    // SAFETY: SQLite passes a name of its own, and the platform's file system is the one that was found.
    let (path, below_access) = unsafe { (path_of(name), (*below).xAccess) };
    let known = path
        .filter(|_| flags == ffi::SQLITE_ACCESS_EXISTS)
        .and_then(|path| disk_of(&path)?.has_content(&path));
    match (known, below_access) {
        (Some(is_there), _) => {
            // SAFETY: SQLite passes where it wants the answer.
            unsafe { *answer = c_int::from(is_there) };
            ffi::SQLITE_OK
        }
        // SAFETY: the arguments are passed on as they came.
        (None, Some(below_access)) => unsafe { below_access(below, name, flags, answer) },
        (None, None) => ffi::SQLITE_IOERR_ACCESS,
    }
}
