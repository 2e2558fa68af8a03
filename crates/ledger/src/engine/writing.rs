//! What one command writes, worked out in full before anything is written.

use identity::{RecordId, RegionCode};

use crate::cache::Progress;
use crate::decision::Keeping;
use crate::digest::sha256;
use crate::erasing::{Erasing, ListPlace, Warrant};
use crate::receipt::Stamp;
use crate::rows::{Rows, Statement};

/// Everything that one command writes.
pub(crate) struct Writing {
    pub(crate) record: RecordId,
    pub(crate) kind: &'static str,
    pub(crate) act: &'static str,
    pub(crate) key: String,
    /// How far the record had come.
    pub(crate) before: Progress,
    /// How far it comes.
    pub(crate) after: Progress,
    /// The stamp of the last event.
    pub(crate) stamp: Stamp,
    pub(crate) leaves: Vec<String>,
    pub(crate) new_keepings: Vec<Keeping>,
    pub(crate) secrets: Vec<SealedSecret>,
    /// Paths of values that go, and the city's warrant for each.
    pub(crate) erasures: Vec<(String, Warrant)>,
    pub(crate) releases: Vec<ClaimDigest>,
    pub(crate) claims: Vec<ClaimDigest>,
    /// The series drawn from, and how far each stood before.
    pub(crate) drawn: Vec<(String, u64)>,
    pub(crate) rows: Rows,
}

impl Writing {
    /// Its leaves with their positions and versions.
    pub(crate) fn events(&self) -> impl Iterator<Item = (u64, u64, &str)> {
        let first = self.after.position + 1 - self.leaves.len() as u64;
        let places = (first..).zip(self.before.version + 1..);
        places
            .zip(&self.leaves)
            .map(|((position, version), leaf)| (position, version, leaf.as_str()))
    }

    /// What erases values, each noted before it goes.
    pub(crate) fn erasing(&self, city: RegionCode, place: ListPlace) -> impl Iterator<Item = Statement> {
        self.erasures.iter().flat_map(move |(path, warrant)| {
            let erasing = Erasing {
                city,
                origin: self.after.origin,
                path,
                mark: None,
                why: "asked",
                warrant,
            };
            erasing.statements(place)
        })
    }

    /// Whether the record did not exist before.
    pub(crate) fn founds_a_record(&self) -> bool {
        self.before.version == 0
    }
}

/// A value on its way into the vault.
pub(crate) struct SealedSecret {
    pub(crate) path: String,
    pub(crate) keeping: Keeping,
    pub(crate) sealed: Vec<u8>,
}

/// A unique value as the database knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ClaimDigest {
    pub(crate) scope: &'static str,
    pub(crate) digest: [u8; 32],
}

/// The number of a keeping.
pub(crate) fn number_of(keeping: &Keeping) -> i64 {
    keeping_number(keeping.purpose, keeping.basis, keeping.term_days)
}

/// A keeping is known by what it says.
pub(crate) fn keeping_number(purpose: &str, basis: &str, term_days: u32) -> i64 {
    let digest = sha256(&[purpose.as_bytes(), &[0], basis.as_bytes(), &[0], &term_days.to_be_bytes()]);
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(number)
}
