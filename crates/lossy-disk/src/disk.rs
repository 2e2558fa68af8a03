//! The disk under a folder: its power, its room, what is on it and not synced.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rusqlite::ffi;

use crate::content::{Content, Kind};
use crate::platform::{OpenedFile, Platter};

/// One in so many writes has a sector of what is not synced reach the platter.
const SPILL_ONE_IN: u32 = 4;
/// So many bytes count as one write, however many come at a time.
const BYTES_A_SPILL: usize = 4 << 10;

/// The disks of this process.
static DISKS: Mutex<Vec<Arc<Inner>>> = Mutex::new(Vec::new());

/// The disk under a folder, until this is dropped.
#[derive(Debug)]
pub struct Disk {
    inner: Arc<Inner>,
}

/// When pieces of what is not synced reach the platter by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spill {
    /// At any time, as on a disk that writes when it pleases.
    Always,
    /// When the power is cut only: then what is left depends on nothing but the seed.
    WhenCut,
}

/// What is left, after a cut, of what was written and not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Nothing.
    Nothing,
    /// Some sectors, and never the whole of a commit.
    Torn,
    /// All of it: only the answer is lost.
    Everything,
}

#[derive(Debug)]
pub(crate) struct Inner {
    folder: PathBuf,
    spill: Spill,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    files: HashMap<PathBuf, Content>,
    chance: ChaCha20Rng,
    power: Power,
    is_full: bool,
    commits: u64,
    trap: Option<Trap>,
    told: Told,
}

/// Who is told when the power is cut.
struct Told(Option<Box<dyn Fn() + Send>>);

impl std::fmt::Debug for Told {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Told")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    On,
    Cut,
}

/// Where the power is going to be cut.
#[derive(Clone, Copy, Debug)]
struct Trap {
    commit: u64,
    survival: Survival,
}

impl Disk {
    /// Puts whatever lies under a folder on a lossy disk. To be called after [`install`](crate::install), and before a database
    /// is opened there.
    pub fn under(folder: &Path, seed: u64, spill: Spill) -> std::io::Result<Self> {
        let inner = Arc::new(Inner {
            folder: folder.canonicalize()?,
            spill,
            state: Mutex::new(State {
                files: HashMap::new(),
                chance: ChaCha20Rng::seed_from_u64(seed),
                power: Power::On,
                is_full: false,
                commits: 0,
                trap: None,
                told: Told(None),
            }),
        });
        disks().push(Arc::clone(&inner));
        Ok(Self { inner })
    }

    /// Cuts the power: from now on nothing is read or written, and of what was not synced that much is left.
    pub fn cut(&self, survival: Survival) {
        self.inner.state().cut(survival);
    }

    /// Has the power cut in the middle of the commit that comes after that many others.
    pub fn cut_in_commit(&self, after: u64, survival: Survival) {
        let mut state = self.inner.state();
        let commit = state.commits + after;
        state.trap = Some(Trap { commit, survival });
    }

    /// Takes away what [`cut_in_commit`](Self::cut_in_commit) has laid, if it was not trodden on.
    pub fn disarm(&self) {
        self.inner.state().trap = None;
    }

    /// Has something told when the power is cut; it must not use the disk.
    pub fn when_cut(&self, tell: impl Fn() + Send + 'static) {
        self.inner.state().told = Told(Some(Box::new(tell)));
    }

    /// Whether the power is cut.
    pub fn is_cut(&self) -> bool {
        self.inner.state().power == Power::Cut
    }

    /// The power is back. Every database on the disk must have been closed: what they knew is gone.
    pub fn restore(&self) {
        let mut state = self.inner.state();
        state.files.clear();
        state.power = Power::On;
        state.trap = None;
    }

    /// From now on no file can grow.
    pub fn fill(&self) {
        self.inner.state().is_full = true;
    }

    /// There is room again.
    pub fn make_room(&self) {
        self.inner.state().is_full = false;
    }

    /// How many commits were synced.
    pub fn commits(&self) -> u64 {
        self.inner.state().commits
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        disks().retain(|disk| !Arc::ptr_eq(disk, &self.inner));
    }
}

/// The disk on which a file lies, if it is a lossy one.
pub(crate) fn disk_of(file: &Path) -> Option<Arc<Inner>> {
    disks().iter().find(|disk| file.starts_with(&disk.folder)).cloned()
}

fn disks() -> MutexGuard<'static, Vec<Arc<Inner>>> {
    DISKS.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    /// Somebody opens a file that lies there.
    pub(crate) fn open(&self, file: &Path, platter: &mut impl Platter) -> Result<(), i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_CANTOPEN)?;
        if !state.files.contains_key(file) {
            let content = Content::of(platter.size()?, Kind::of(file));
            state.files.insert(file.to_path_buf(), content);
        }
        Ok(())
    }

    /// Whether a file has a content, if that is known here.
    pub(crate) fn has_content(&self, file: &Path) -> Option<bool> {
        self.state().files.get(file).map(|content| content.size() > 0)
    }

    /// A file is about to be removed.
    pub(crate) fn remove(&self, file: &Path) -> Result<(), i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_DELETE)?;
        state.files.remove(file);
        Ok(())
    }

    pub(crate) fn size(&self, file: &Path) -> Result<u64, i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_FSTAT)?;
        Ok(state.content(file)?.size())
    }

    pub(crate) fn read(&self, file: &Path, platter: &mut impl Platter, at: u64, buffer: &mut [u8]) -> Result<usize, i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_READ)?;
        state.content(file)?.read(platter, at, buffer)
    }

    pub(crate) fn write(&self, file: &Path, platter: &mut impl Platter, at: u64, bytes: &[u8]) -> Result<(), i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_WRITE)?;
        let is_full = state.is_full;
        let content = state.content(file)?;
        if is_full && at + bytes.len() as u64 > content.size() {
            return Err(ffi::SQLITE_FULL);
        }
        content.write(platter, at, bytes)?;
        if self.spill == Spill::Always {
            for _ in 0..bytes.len().div_ceil(BYTES_A_SPILL) {
                state.spill_one(file, platter)?;
            }
        }
        Ok(())
    }

    pub(crate) fn truncate(&self, file: &Path, size: u64) -> Result<(), i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_TRUNCATE)?;
        state.content(file)?.truncate(size);
        Ok(())
    }

    pub(crate) fn sync(&self, file: &Path, platter: &mut impl Platter) -> Result<(), i32> {
        let mut state = self.state();
        state.needs_power(ffi::SQLITE_IOERR_FSYNC)?;
        let is_commit = state.content(file)?.holds_frames();
        let commits = state.commits;
        if is_commit && let Some(trap) = state.trap.take_if(|trap| trap.commit <= commits) {
            state.cut(trap.survival);
            return Err(ffi::SQLITE_IOERR_FSYNC);
        }
        let mut order = state.content(file)?.unsynced();
        state.shuffle(&mut order);
        state.content(file)?.sync(platter, &order)?;
        state.commits += u64::from(is_commit);
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn needs_power(&self, otherwise: i32) -> Result<(), i32> {
        match self.power {
            Power::On => Ok(()),
            Power::Cut => Err(otherwise),
        }
    }

    fn content(&mut self, file: &Path) -> Result<&mut Content, i32> {
        self.files.get_mut(file).ok_or(ffi::SQLITE_IOERR)
    }

    /// What survives reaches the platter; the rest is forgotten with the memory in which it lies.
    fn cut(&mut self, survival: Survival) {
        if self.power == Power::Cut {
            return;
        }
        self.power = Power::Cut;
        if let Told(Some(tell)) = &self.told {
            tell();
        }
        if survival == Survival::Nothing {
            return;
        }
        let mut files: Vec<PathBuf> = self.files.keys().cloned().collect();
        files.sort();
        for file in files {
            self.leave(&file, survival);
        }
    }

    fn leave(&mut self, file: &Path, survival: Survival) {
        let Some(content) = self.files.remove(file) else { return };
        let mut order = content.unsynced();
        self.shuffle(&mut order);
        let end_of_frames = content.end_of_frames();
        let survivors = order.into_iter().filter(|sector| match survival {
            Survival::Nothing => false,
            Survival::Torn => end_of_frames != Some(*sector) && self.chance.next_u32().is_multiple_of(2),
            Survival::Everything => true,
        });
        let survivors: Vec<u64> = survivors.collect();
        // A file that cannot be written is one of which nothing is left.
        if let Ok(mut platter) = OpenedFile::open(file) {
            for sector in survivors {
                let _ = content.spill(&mut platter, sector);
            }
        }
    }

    fn spill_one(&mut self, file: &Path, platter: &mut impl Platter) -> Result<(), i32> {
        let draw = self.chance.next_u32();
        if !draw.is_multiple_of(SPILL_ONE_IN) {
            return Ok(());
        }
        let place = self.chance.next_u32() as usize;
        let content = self.content(file)?;
        let unsynced = content.unsynced();
        match unsynced.get(place % unsynced.len().max(1)) {
            Some(sector) => content.spill(platter, *sector),
            None => Ok(()),
        }
    }

    fn shuffle(&mut self, sectors: &mut [u64]) {
        for place in (1..sectors.len()).rev() {
            let other = self.chance.next_u32() as usize % (place + 1);
            sectors.swap(place, other);
        }
    }
}
