//! The file system: the one below, with another write-ahead log.

use std::ffi::{CStr, CString, c_int};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, PoisonError};

use rusqlite::ffi;

use crate::file::{GatheringFile, bytes_of_head};

/// Begins its name; the name of the file system below follows.
const NAME: &str = "gathering-";

/// The file system cannot be put in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SQLite does not take the file system that gathers what is written to its log (code {0})")]
pub struct NotRegistered(c_int);

/// One at a time looks whether it is there already.
static REGISTERING: Mutex<()> = Mutex::new(());

/// Has it there over the file system that this process uses by default, and answers its name: that of a connection which has every commit
/// synced, and of no other.
///
/// # Errors
/// When SQLite refuses it.
pub fn over_the_default() -> Result<String, NotRegistered> {
    let _alone = REGISTERING.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: initialising SQLite twice does nothing; a null name asks for the default file system, which is never freed.
    let below = unsafe {
        let code = ffi::sqlite3_initialize();
        if code != ffi::SQLITE_OK {
            return Err(NotRegistered(code));
        }
        let below = ffi::sqlite3_vfs_find(null());
        below.as_ref().ok_or(NotRegistered(ffi::SQLITE_NOTFOUND))?
    };
    // SAFETY: a registered file system has a name that ends with a zero.
    let below_name = unsafe { CStr::from_ptr(below.zName) }.to_string_lossy();
    let name = format!("{NAME}{below_name}");
    let c_name = CString::new(name.as_str()).map_err(|_| NotRegistered(ffi::SQLITE_MISUSE))?;
    // SAFETY: the name ends with a zero.
    if !unsafe { ffi::sqlite3_vfs_find(c_name.as_ptr()) }.is_null() {
        return Ok(name);
    }
    let file_system = Box::new(ffi::sqlite3_vfs {
        szOsFile: bytes_of_head() + below.szOsFile,
        pNext: null_mut(),
        zName: c_name.into_raw(),
        xOpen: Some(open),
        ..*below
    });
    // SAFETY: the structure and its name are leaked, so they live as long as SQLite may use them; what is not replaced belongs to the
    // file system below, which asks nothing of the structure that it is called with but what was copied.
    match unsafe { ffi::sqlite3_vfs_register(Box::leak(file_system), 0) } {
        ffi::SQLITE_OK => Ok(name),
        code => Err(NotRegistered(code)),
    }
}

unsafe extern "C" fn open(
    file_system: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes the structure that was registered, whose name is the one below's behind ours.
    let below = unsafe { ffi::sqlite3_vfs_find((*file_system).zName.add(NAME.len())) };
    // SAFETY: a file system is never freed.
    let Some(below_open) = (unsafe { below.as_ref() }).and_then(|below| below.xOpen) else {
        return ffi::SQLITE_CANTOPEN;
    };
    if flags & ffi::SQLITE_OPEN_WAL == 0 {
        // SAFETY: the space is larger than the file below needs; the file becomes that altogether.
        return unsafe { below_open(below, name, file, flags, flags_out) };
    }
    // SAFETY: SQLite reserved `szOsFile` bytes, which is the head and the file below behind it.
    unsafe {
        let file = file.cast::<GatheringFile>();
        let code = below_open(below, name, GatheringFile::begin(file), flags, flags_out);
        if code == ffi::SQLITE_OK {
            GatheringFile::opened(file);
        }
        code
    }
}
