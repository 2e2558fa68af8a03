//! What can go wrong below, and what to tell people.

use crate::error::Unavailable;

/// A fault of the engine, or of what was read from it.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The disk, the machine or the way to the database fails: nothing further can be written now.
    Disk(Unavailable),
    /// The engine refuses this, or what it answered cannot be read.
    Own(Unavailable),
}

impl Fault {
    /// What to tell people.
    pub(crate) fn unavailable(&self) -> &Unavailable {
        match self {
            Self::Disk(unavailable) | Self::Own(unavailable) => unavailable,
        }
    }
}

impl From<Unavailable> for Fault {
    fn from(unavailable: Unavailable) -> Self {
        Self::Own(unavailable)
    }
}

impl From<Fault> for Unavailable {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Disk(unavailable) | Fault::Own(unavailable) => unavailable,
        }
    }
}
