//! An open file of the disk: a head of our own, and behind it the platform's file, which keeps locks and shared memory.

use std::ffi::{c_int, c_void};
use std::path::PathBuf;
use std::ptr::null;
use std::slice::{from_raw_parts, from_raw_parts_mut};
use std::sync::Arc;

use rusqlite::ffi;

use crate::disk::Inner;
use crate::platform::Platter;

/// What SQLite takes for its file: the first field is the one it knows.
#[repr(C)]
pub(crate) struct LossyFile {
    methods: *const ffi::sqlite3_io_methods,
    place: *mut Place,
}

/// Which file on which disk.
struct Place {
    disk: Arc<Inner>,
    path: PathBuf,
}

/// The bytes before the platform's file.
pub(crate) fn bytes_of_head() -> c_int {
    size_of::<LossyFile>() as c_int
}

/// What the platform does for us.
struct Below(*mut ffi::sqlite3_file);

impl LossyFile {
    /// Begins a file that is not open yet; answers where the platform's is.
    ///
    /// # Safety
    /// The space must be as large as the file system said.
    pub(crate) unsafe fn begin(file: *mut Self) -> *mut ffi::sqlite3_file {
        // SAFETY: the caller vouches for the space; SQLite closes a file only if it has methods.
        unsafe {
            (*file).methods = null();
            (*file).place = std::ptr::null_mut();
            let inner = file.add(1).cast::<ffi::sqlite3_file>();
            (*inner).pMethods = null();
            inner
        }
    }
}

/// The platform has opened its file: from now on SQLite speaks to ours.
///
/// # Safety
/// The file must have begun, and its inner file must be open.
pub(crate) unsafe fn opened(file: *mut LossyFile, disk: Arc<Inner>, path: PathBuf) -> c_int {
    // SAFETY: the inner file stands behind the head.
    let mut below = unsafe { Below(file.add(1).cast()) };
    match disk.open(&path, &mut below) {
        Ok(()) => {
            // SAFETY: the caller vouches for the file; what is leaked here is taken back when it is closed.
            unsafe {
                (*file).place = Box::into_raw(Box::new(Place { disk, path }));
                (*file).methods = &raw const METHODS;
            }
            ffi::SQLITE_OK
        }
        Err(code) => {
            below.close();
            code
        }
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    // The second version has shared memory; the third would map the file itself, past us.
    iVersion: 2,
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
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The parts of a file that SQLite hands us.
///
/// # Safety
/// The file must be one that [`opened`] has made, and not closed.
unsafe fn parts<'a>(file: *mut ffi::sqlite3_file) -> (&'a Place, Below) {
    // SAFETY: as the caller says, the place is ours and alive, and the inner file stands behind the head.
    unsafe {
        let file = file.cast::<LossyFile>();
        (&*(*file).place, Below(file.add(1).cast()))
    }
}

fn code(done: Result<(), c_int>) -> c_int {
    done.err().unwrap_or(ffi::SQLITE_OK)
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes an open file once, and does not use it again.
    unsafe {
        let lossy = file.cast::<LossyFile>();
        drop(Box::from_raw((*lossy).place));
        (*lossy).methods = null();
        Below(lossy.add(1).cast()).close()
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, buffer: *mut c_void, bytes: c_int, at: i64) -> c_int {
    // SAFETY: SQLite passes an open file and a buffer of that many bytes.
    let ((place, mut below), buffer) = unsafe {
        (
            parts(file),
            from_raw_parts_mut(buffer.cast::<u8>(), bytes.unsigned_abs() as usize),
        )
    };
    match place.disk.read(&place.path, &mut below, at.unsigned_abs(), buffer) {
        Ok(read) if read == buffer.len() => ffi::SQLITE_OK,
        Ok(_) => ffi::SQLITE_IOERR_SHORT_READ,
        Err(code) => code,
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, count: c_int, at: i64) -> c_int {
    // SAFETY: SQLite passes an open file and that many bytes.
    let ((place, mut below), bytes) = unsafe { (parts(file), from_raw_parts(bytes.cast::<u8>(), count.unsigned_abs() as usize)) };
    code(place.disk.write(&place.path, &mut below, at.unsigned_abs(), bytes))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite passes an open file.
    let (place, _) = unsafe { parts(file) };
    code(place.disk.truncate(&place.path, size.unsigned_abs()))
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    let (place, mut below) = unsafe { parts(file) };
    code(place.disk.sync(&place.path, &mut below))
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite passes an open file.
    let (place, _) = unsafe { parts(file) };
    match place.disk.size(&place.path) {
        Ok(bytes) => {
            // SAFETY: SQLite passes where it wants the answer.
            unsafe { *size = bytes.cast_signed() };
            ffi::SQLITE_OK
        }
        Err(code) => code,
    }
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    crate::content::SECTOR_BYTES as c_int
}

/// As the platform says of every disk: what is not written over is not changed by a power cut.
unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    // Both would have the platform lengthen its file, of which it holds only what is synced.
    if matches!(operation, ffi::SQLITE_FCNTL_SIZE_HINT | ffi::SQLITE_FCNTL_CHUNK_SIZE) {
        return ffi::SQLITE_OK;
    }
    // SAFETY: SQLite passes an open file; the argument is passed on as it came.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_NOTFOUND, |methods| {
            methods.xFileControl.map(|control| control(below.0, operation, argument))
        })
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

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    page_bytes: c_int,
    extend: c_int,
    memory: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite passes an open file; the rest is passed on as it came.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_IOERR_SHMMAP, |methods| {
            methods.xShmMap.map(|map| map(below.0, page, page_bytes, extend, memory))
        })
    }
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_IOERR_SHMLOCK, |methods| {
            methods.xShmLock.map(|lock| lock(below.0, offset, count, flags))
        })
    }
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        if let Some(barrier) = below.methods().and_then(|methods| methods.xShmBarrier) {
            barrier(below.0);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    unsafe {
        let (_, below) = parts(file);
        below.call(ffi::SQLITE_OK, |methods| {
            methods.xShmUnmap.map(|unmap| unmap(below.0, delete))
        })
    }
}

impl Below {
    fn methods(&self) -> Option<&ffi::sqlite3_io_methods> {
        // SAFETY: the platform's file is open, or has no methods.
        unsafe { (*self.0).pMethods.as_ref() }
    }

    /// Has the platform do something, or says that it cannot.
    fn call(&self, otherwise: c_int, call: impl FnOnce(&ffi::sqlite3_io_methods) -> Option<c_int>) -> c_int {
        self.methods().and_then(call).unwrap_or(otherwise)
    }

    fn close(&self) -> c_int {
        // SAFETY: whoever closes does so once.
        self.call(ffi::SQLITE_OK, |methods| methods.xClose.map(|close| unsafe { close(self.0) }))
    }

    fn done(&self, otherwise: c_int, call: impl FnOnce(&ffi::sqlite3_io_methods) -> Option<c_int>) -> Result<(), c_int> {
        match self.call(otherwise, call) {
            ffi::SQLITE_OK => Ok(()),
            code => Err(code),
        }
    }
}

impl Platter for Below {
    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), i32> {
        if buffer.is_empty() {
            return Ok(());
        }
        let read = self.done(ffi::SQLITE_IOERR_READ, |methods| {
            // SAFETY: the buffer has that many bytes.
            methods
                .xRead
                .map(|read| unsafe { read(self.0, buffer.as_mut_ptr().cast(), buffer.len() as c_int, at.cast_signed()) })
        });
        match read {
            // The platform has filled the rest with zeros.
            Err(ffi::SQLITE_IOERR_SHORT_READ) => Ok(()),
            read => read,
        }
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32> {
        self.done(ffi::SQLITE_IOERR_WRITE, |methods| {
            // SAFETY: there are that many bytes.
            methods
                .xWrite
                .map(|write| unsafe { write(self.0, bytes.as_ptr().cast(), bytes.len() as c_int, at.cast_signed()) })
        })
    }

    fn size(&mut self) -> Result<u64, i32> {
        let mut size = 0;
        self.done(ffi::SQLITE_IOERR_FSTAT, |methods| {
            // SAFETY: the answer goes to a local variable.
            methods.xFileSize.map(|of| unsafe { of(self.0, &raw mut size) })
        })?;
        Ok(size.unsigned_abs())
    }

    fn truncate(&mut self, size: u64) -> Result<(), i32> {
        self.done(ffi::SQLITE_IOERR_TRUNCATE, |methods| {
            // SAFETY: the file is open.
            methods.xTruncate.map(|to| unsafe { to(self.0, size.cast_signed()) })
        })
    }
}
