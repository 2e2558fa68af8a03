//! Mounting a folder, and cutting its power.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use fuser::{BackgroundSession, Config, MountOption, SessionACL};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rustix::io::Errno as Refusal;
use rustix::mount::{UnmountFlags, unmount};

use crate::kernel::Folder;
use crate::names::Number;
use crate::state::{State, lock};
use crate::unsynced::{Survival, Unsynced};

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
    let state = Arc::new(Mutex::new(State::of(&behind)?));
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
