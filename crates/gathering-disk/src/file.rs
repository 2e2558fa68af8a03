//! An open write-ahead log: a head of our own, and behind it the file below.

use std::ffi::{c_int, c_void};
use std::ptr::{null, null_mut};
use std::slice::from_raw_parts;

use rusqlite::ffi;

use crate::gathered::Gathered;

/// SQLite's own files take less than 128 KiB at a time.
const PIECE_BYTES: usize = 64 << 10;

/// What SQLite takes for its file: the first field is the one it knows.
#[repr(C)]
pub(crate) struct GatheringFile {
    methods: *const ffi::sqlite3_io_methods,
    gathered: *mut Gathered,
}

/// The bytes before the file below.
pub(crate) fn bytes_of_head() -> c_int {
    size_of::<GatheringFile>() as c_int
}

impl GatheringFile {
    /// Begins a file that is not open yet; answers where the one below is.
    ///
    /// # Safety
    /// The space must be as large as the file system said.
    pub(crate) unsafe fn begin(file: *mut Self) -> *mut ffi::sqlite3_file {
        // SAFETY: the caller vouches for the space; SQLite closes a file only if it has methods.
        unsafe {
            (*file).methods = null();
            (*file).gathered = null_mut();
            let below = file.add(1).cast::<ffi::sqlite3_file>();
            (*below).pMethods = null();
            below
        }
    }

    /// The file below is open: from now on SQLite speaks to this one.
    ///
    /// # Safety
    /// The file must have begun.
    pub(crate) unsafe fn opened(file: *mut Self) {
        // SAFETY: as the caller says; what is leaked here is taken back when the file is closed.
        unsafe {
            (*file).gathered = Box::into_raw(Box::default());
            (*file).methods = &raw const METHODS;
        }
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    // A log has neither shared memory nor a map of its own: its database has.
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// The file below.
struct Below(*mut ffi::sqlite3_file);

impl Below {
    /// Has it do something, or says that it cannot.
    fn call(&self, otherwise: c_int, call: impl FnOnce(&ffi::sqlite3_io_methods) -> Option<c_int>) -> c_int {
        // SAFETY: the file below is open for as long as ours is.
        unsafe { (*self.0).pMethods.as_ref() }.and_then(call).unwrap_or(otherwise)
    }
}

impl Below {
    /// Whether a write that is cut off by the loss of power changes nothing beside it. On a disk of which that is not known, SQLite fills the
    /// last sector of a commit up and writes some of it after the sync: there nothing can be gathered.
    fn leaves_neighbours_alone(&self) -> bool {
        // SAFETY: the file below is open for as long as ours is.
        let said = self.call(0, |methods| methods.xDeviceCharacteristics.map(|of| unsafe { of(self.0) }));
        said & ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE != 0
    }
}

/// The parts of a file that SQLite hands us.
///
/// # Safety
/// The file must be one that [`GatheringFile::opened`] has made, and not closed; nobody else may use it meanwhile.
unsafe fn parts<'a>(file: *mut ffi::sqlite3_file) -> (&'a mut Gathered, Below) {
    // SAFETY: as the caller says, what is gathered is ours and alive, and the file below stands behind the head.
    unsafe {
        let file = file.cast::<GatheringFile>();
        (&mut *(*file).gathered, Below(file.add(1).cast()))
    }
}

/// Writes what was gathered. What the disk does not take stays here.
fn settle(gathered: &mut Gathered, below: &Below) -> c_int {
    let Some((at, bytes)) = gathered.pending() else {
        return ffi::SQLITE_OK;
    };
    for (number, piece) in (0..).zip(bytes.chunks(PIECE_BYTES)) {
        let at = at.cast_signed() + number * PIECE_BYTES as i64;
        let written = below.call(ffi::SQLITE_IOERR_WRITE, |methods| {
            // SAFETY: there are that many bytes.
            methods
                .xWrite
                .map(|write| unsafe { write(below.0, piece.as_ptr().cast(), piece.len() as c_int, at) })
        });
        if written != ffi::SQLITE_OK {
            return written;
        }
    }
    gathered.written();
    ffi::SQLITE_OK
}

/// What was not synced was not committed, and goes.
unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes an open file once, and does not use it again.
    unsafe {
        let (_, below) = parts(file);
        let file = file.cast::<GatheringFile>();
        drop(Box::from_raw((*file).gathered));
        (*file).methods = null();
        below.call(ffi::SQLITE_OK, |methods| methods.xClose.map(|close| close(below.0)))
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, buffer: *mut c_void, bytes: c_int, at: i64) -> c_int {
    // SAFETY: SQLite passes an open file and a buffer of that many bytes.
    unsafe {
        let (gathered, below) = parts(file);
        // A transaction reads back what had no room in memory: seldom, and then all of it may as well be written.
        if at.unsigned_abs() + u64::from(bytes.unsigned_abs()) > gathered.pending().map_or(u64::MAX, |(from, _)| from) {
            let written = settle(gathered, &below);
            if written != ffi::SQLITE_OK {
                return written;
            }
        }
        below.call(ffi::SQLITE_IOERR_READ, |methods| {
            methods.xRead.map(|read| read(below.0, buffer, bytes, at))
        })
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, count: c_int, at: i64) -> c_int {
    // SAFETY: SQLite passes an open file and that many bytes.
    let ((gathered, below), bytes) = unsafe { (parts(file), from_raw_parts(bytes.cast::<u8>(), count.unsigned_abs() as usize)) };
    let at = at.unsigned_abs();
    if !gathered.take(at, bytes) {
        match settle(gathered, &below) {
            ffi::SQLITE_OK if gathered.take(at, bytes) => {}
            ffi::SQLITE_OK => return ffi::SQLITE_IOERR_WRITE,
            code => return code,
        }
    }
    match below.leaves_neighbours_alone() {
        true => ffi::SQLITE_OK,
        false => settle(gathered, &below),
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (gathered, below) = parts(file);
        gathered.cut(size.unsigned_abs());
        below.call(ffi::SQLITE_IOERR_TRUNCATE, |methods| {
            methods.xTruncate.map(|truncate| truncate(below.0, size))
        })
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (gathered, below) = parts(file);
        match settle(gathered, &below) {
            ffi::SQLITE_OK => below.call(ffi::SQLITE_IOERR_FSYNC, |methods| {
                methods.xSync.map(|sync| sync(below.0, flags))
            }),
            code => {
                // SQLite rolls back what it cannot have synced: on a disk that is full it must not stand in the way of what is smaller.
                gathered.written();
                code
            }
        }
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite passes an open file and where it wants the answer.
    unsafe {
        let (gathered, below) = parts(file);
        let answered = below.call(ffi::SQLITE_IOERR_FSTAT, |methods| {
            methods.xFileSize.map(|file_size| file_size(below.0, size))
        });
        if answered == ffi::SQLITE_OK {
            *size = (*size).max(gathered.end().cast_signed());
        }
        answered
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_IOERR_LOCK, |methods| {
            methods.xLock.map(|lock| lock(below.0, level))
        })
    }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_IOERR_UNLOCK, |methods| {
            methods.xUnlock.map(|unlock| unlock(below.0, level))
        })
    }
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, answer: *mut c_int) -> c_int {
    // SAFETY: SQLite passes an open file; where it wants the answer is passed on.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_IOERR_CHECKRESERVEDLOCK, |methods| {
            methods.xCheckReservedLock.map(|check| check(below.0, answer))
        })
    }
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    // SAFETY: SQLite passes an open file; the argument is passed on as it came.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_NOTFOUND, |methods| {
            methods.xFileControl.map(|control| control(below.0, operation, argument))
        })
    }
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(0, |methods| methods.xSectorSize.map(|sector_size| sector_size(below.0)))
    }
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(0, |methods| methods.xDeviceCharacteristics.map(|of| of(below.0)))
    }
}
