//! What a file held on the platter, where it was written to since and not synced.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;

/// What a disk writes whole or not at all.
const SECTOR_BYTES: u64 = 512;

type Sector = [u8; SECTOR_BYTES as usize];

/// One file, from its first write after a sync to the next sync.
#[derive(Debug)]
pub(crate) struct Unsynced {
    /// Its length on the platter.
    length: u64,
    /// Sectors as they are on the platter, where programs see others.
    platter: BTreeMap<u64, Sector>,
}

/// What is left of what was not synced in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Survival {
    /// Nothing.
    Nothing,
    /// Any sectors.
    Torn,
    /// All.
    Everything,
}

impl Survival {
    /// Any of the three.
    pub(crate) fn drawn(chance: &mut ChaCha20Rng) -> Self {
        match chance.next_u32() % 3 {
            0 => Self::Nothing,
            1 => Self::Torn,
            _ => Self::Everything,
        }
    }
}

impl Unsynced {
    /// A file that is as it is on the platter.
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        Ok(Self {
            length: file.metadata()?.len(),
            platter: BTreeMap::new(),
        })
    }

    /// These bytes are about to be written over or cut off.
    pub(crate) fn keep(&mut self, file: &File, bytes: Range<u64>) -> io::Result<()> {
        let there = bytes.start..bytes.end.min(self.length);
        for number in there.start / SECTOR_BYTES..there.end.div_ceil(SECTOR_BYTES) {
            if let std::collections::btree_map::Entry::Vacant(unknown) = self.platter.entry(number) {
                unknown.insert(sector(file, number)?);
            }
        }
        Ok(())
    }

    /// The power is cut.
    pub(crate) fn take_back(self, file: &File, survival: Survival, chance: &mut ChaCha20Rng) -> io::Result<()> {
        let written = file.metadata()?.len();
        let mut survives = || match survival {
            Survival::Nothing => false,
            Survival::Torn => chance.next_u32().is_multiple_of(2),
            Survival::Everything => true,
        };
        let length = if survives() { written } else { self.length };
        // What a file has gained beyond its length on the platter has nothing behind it but zeros.
        let gained = self.length.div_ceil(SECTOR_BYTES)..length.min(written).div_ceil(SECTOR_BYTES);
        let gained = gained.map(|number| (number, [0; SECTOR_BYTES as usize]));
        let lost: Vec<(u64, Sector)> = self
            .platter
            .into_iter()
            .chain(gained)
            // What was cut off and is back has only its old content.
            .filter(|(number, _)| !survives() || number * SECTOR_BYTES >= written)
            .collect();
        file.set_len(length)?;
        for (number, sector) in lost {
            let at = number * SECTOR_BYTES;
            let bytes = SECTOR_BYTES.min(length.saturating_sub(at));
            file.write_all_at(&sector[..usize::try_from(bytes).unwrap_or_default()], at)?;
        }
        Ok(())
    }
}

fn sector(file: &File, number: u64) -> io::Result<Sector> {
    let mut sector = [0; SECTOR_BYTES as usize];
    let mut filled = 0;
    while filled < sector.len() {
        match file.read_at(&mut sector[filled..], number * SECTOR_BYTES + filled as u64)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(sector)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Write { at: u64, length: usize, byte: u8 },
        Truncate { length: u64 },
    }

    fn step() -> impl Strategy<Value = Step> {
        let write = (0..4_000_u64, 1..1_500_usize, any::<u8>());
        prop_oneof![
            4 => write.prop_map(|(at, length, byte)| Step::Write { at, length, byte }),
            1 => (0..4_000_u64).prop_map(|length| Step::Truncate { length }),
        ]
    }

    fn contents(file: &File) -> Vec<u8> {
        let mut bytes = vec![0; usize::try_from(file.metadata().unwrap().len()).unwrap()];
        file.read_exact_at(&mut bytes, 0).unwrap();
        bytes
    }

    /// Does what programs do, and keeps what was there.
    fn take(file: &File, unsynced: &mut Unsynced, step: &Step) {
        match *step {
            Step::Write { at, length, byte } => {
                unsynced.keep(file, at..at + length as u64).unwrap();
                file.write_all_at(&vec![byte; length], at).unwrap();
            }
            Step::Truncate { length } => {
                let end = file.metadata().unwrap().len();
                unsynced.keep(file, length.min(end)..end).unwrap();
                file.set_len(length).unwrap();
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_all_or_sectors_of_it_are_left(
            before in prop::collection::vec(1..255_u8, 0..3_000), steps in prop::collection::vec(step(), 1..12), seed in any::<u64>()
        ) {
            for survival in [Survival::Nothing, Survival::Torn, Survival::Everything] {
                let file = tempfile::tempfile().unwrap();
                file.write_all_at(&before, 0).unwrap();
                let mut unsynced = Unsynced::of(&file).unwrap();
                steps.iter().for_each(|step| take(&file, &mut unsynced, step));
                let after = contents(&file);
                unsynced.take_back(&file, survival, &mut ChaCha20Rng::seed_from_u64(seed)).unwrap();
                let left = contents(&file);
                match survival {
                    Survival::Nothing => prop_assert_eq!(&left, &before),
                    Survival::Everything => prop_assert_eq!(&left, &after),
                    Survival::Torn => {
                        prop_assert!(left.len() == before.len() || left.len() == after.len());
                        let sector = |bytes: &[u8], number: usize, length: usize| {
                            let mut sector = bytes.get(number * 512..).unwrap_or_default().to_vec();
                            sector.resize(length, 0);
                            sector
                        };
                        for (number, of_left) in left.chunks(512).enumerate() {
                            let of = |bytes: &[u8]| sector(bytes, number, of_left.len());
                            prop_assert!(of_left == of(&before) || of_left == of(&after), "sector {number}");
                        }
                    }
                }
            }
        }
    }
}
