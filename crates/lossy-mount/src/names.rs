//! Which number the kernel knows a file by, and where it lies in the folder behind.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno as Refusal;

/// What the kernel calls a file.
pub(crate) type Number = u64;

/// The number of the folder itself, by the kernel's convention.
const ROOT: Number = 1;

/// All names that were looked up.
#[derive(Debug)]
pub(crate) struct Names {
    files: HashMap<Number, Known>,
    by_path: HashMap<PathBuf, Number>,
    by_inode: HashMap<u64, Number>,
    next: Number,
}

#[derive(Debug)]
struct Known {
    /// What the folder behind calls it; given to another file when this one is gone.
    inode: u64,
    paths: Vec<PathBuf>,
}

impl Names {
    pub(crate) fn of(root: &Path) -> io::Result<Self> {
        let mut names = Self {
            files: HashMap::new(),
            by_path: HashMap::new(),
            by_inode: HashMap::new(),
            next: ROOT,
        };
        names.know(root, &fs::symlink_metadata(root)?);
        Ok(names)
    }

    /// The number of what lies at a path.
    pub(crate) fn know(&mut self, path: &Path, metadata: &Metadata) -> Number {
        if let Some(number) = self.by_path.get(path) {
            return *number;
        }
        let number = *self.by_inode.entry(metadata.ino()).or_insert(self.next);
        if number == self.next {
            self.next += 1;
        }
        let known = self.files.entry(number).or_insert_with(|| Known {
            inode: metadata.ino(),
            paths: Vec::new(),
        });
        known.paths.push(path.to_path_buf());
        self.by_path.insert(path.to_path_buf(), number);
        number
    }

    /// Where it lies.
    pub(crate) fn path(&self, number: Number) -> io::Result<PathBuf> {
        let path = self.files.get(&number).and_then(|known| known.paths.first());
        path.cloned().ok_or_else(|| Refusal::NOENT.into())
    }

    /// A name was removed; the number of its file, if that was its last.
    pub(crate) fn removed(&mut self, path: &Path) -> Option<Number> {
        let number = self.by_path.remove(path)?;
        let known = self.files.get_mut(&number)?;
        known.paths.retain(|other| other != path);
        if !known.paths.is_empty() {
            return None;
        }
        let inode = known.inode;
        self.files.remove(&number);
        self.by_inode.remove(&inode);
        Some(number)
    }

    /// Something lies elsewhere now, with all that is in it.
    pub(crate) fn moved(&mut self, from: &Path, to: &Path) {
        let moved: Vec<PathBuf> = self.by_path.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for old in moved {
            let Ok(rest) = old.strip_prefix(from) else { continue };
            let new = if rest.as_os_str().is_empty() {
                to.to_path_buf()
            } else {
                to.join(rest)
            };
            let Some(number) = self.by_path.remove(&old) else { continue };
            if let Some(known) = self.files.get_mut(&number)
                && let Some(path) = known.paths.iter_mut().find(|path| **path == old)
            {
                path.clone_from(&new);
            }
            self.by_path.insert(new, number);
        }
    }
}
