//! One file: what is synced lies in the platform's file, what is written and not synced lies here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::platform::Platter;

/// What a disk writes whole or not at all.
pub(crate) const SECTOR_BYTES: u64 = 512;
/// The head of a write-ahead log, which is synced by itself when the log starts anew.
const LOG_HEAD_BYTES: u64 = 32;
/// The head of each of its frames.
const FRAME_HEAD_BYTES: usize = 24;

/// A sector as programs see it.
type Sector = [u8; SECTOR_BYTES as usize];

/// One file of the disk.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// What was written and not synced.
    unsynced: BTreeMap<u64, Sector>,
    /// The size as programs see it.
    size: u64,
    /// The platform's file holds bytes of the file up to here; what lies behind was cut off and is not synced yet.
    valid: u64,
    /// The last head of a frame that was written.
    frame_head: Option<Range<u64>>,
}

impl Content {
    /// A file as it lies on the platter.
    pub(crate) fn of(size: u64) -> Self {
        Self {
            size,
            valid: size,
            ..Self::default()
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Whether a sync would carry frames of a write-ahead log, which is what a commit does.
    pub(crate) fn holds_frames(&self) -> bool {
        self.frame_head.is_some()
    }

    /// The sectors that are not synced.
    pub(crate) fn unsynced(&self) -> Vec<u64> {
        self.unsynced.keys().copied().collect()
    }

    /// The sectors without which the last frame is none.
    pub(crate) fn last_frame(&self) -> BTreeSet<u64> {
        self.frame_head.iter().flat_map(|head| sectors(head.clone())).collect()
    }

    /// Fills the buffer from there, as far as the file goes; answers how many bytes that is.
    pub(crate) fn read(&self, platter: &mut impl Platter, at: u64, buffer: &mut [u8]) -> Result<usize, i32> {
        buffer.fill(0);
        let there = usize::try_from(self.size.saturating_sub(at))
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let synced = usize::try_from(self.valid.saturating_sub(at))
            .unwrap_or(usize::MAX)
            .min(there);
        platter.read(at, &mut buffer[..synced])?;
        let end = at + there as u64;
        let within = at / SECTOR_BYTES..end.div_ceil(SECTOR_BYTES);
        for (number, sector) in self.unsynced.range(within) {
            let (from, to) = (number * SECTOR_BYTES, (number + 1) * SECTOR_BYTES);
            let (from, to) = (from.max(at), to.min(end));
            if from < to {
                buffer[place(from - at)..place(to - at)]
                    .copy_from_slice(&sector[place(from % SECTOR_BYTES)..][..place(to - from)]);
            }
        }
        Ok(there)
    }

    /// Writes, and forgets it if there is no sync.
    pub(crate) fn write(&mut self, platter: &mut impl Platter, at: u64, bytes: &[u8]) -> Result<(), i32> {
        let end = at + bytes.len() as u64;
        for number in sectors(at..end) {
            let begins = number * SECTOR_BYTES;
            let mut sector = [0; SECTOR_BYTES as usize];
            self.read(platter, begins, &mut sector)?;
            let (from, to) = (begins.max(at), (begins + SECTOR_BYTES).min(end));
            sector[place(from - begins)..place(to - begins)].copy_from_slice(&bytes[place(from - at)..place(to - at)]);
            self.unsynced.insert(number, sector);
        }
        self.size = self.size.max(end);
        if bytes.len() == FRAME_HEAD_BYTES && at >= LOG_HEAD_BYTES {
            self.frame_head = Some(at..end);
        }
        Ok(())
    }

    /// Makes the file that long.
    pub(crate) fn truncate(&mut self, size: u64) {
        self.unsynced.retain(|number, _| number * SECTOR_BYTES < size);
        if let Some(sector) = self.unsynced.get_mut(&(size / SECTOR_BYTES)) {
            sector[place(size % SECTOR_BYTES)..].fill(0);
        }
        self.valid = self.valid.min(size);
        self.size = size;
    }

    /// Lets one sector that is not synced reach the platter.
    pub(crate) fn spill(&self, platter: &mut impl Platter, number: u64) -> Result<(), i32> {
        let Some(sector) = self.unsynced.get(&number) else {
            return Ok(());
        };
        let at = number * SECTOR_BYTES;
        let bytes = SECTOR_BYTES.min(self.size.saturating_sub(at));
        platter.write(at, &sector[..place(bytes)])
    }

    /// Carries everything to the platter, in that order of sectors.
    pub(crate) fn sync(&mut self, platter: &mut impl Platter, order: &[u64]) -> Result<(), i32> {
        if platter.size()? > self.valid {
            platter.truncate(self.valid)?;
        }
        for number in order {
            self.spill(platter, *number)?;
        }
        if platter.size()? != self.size {
            platter.truncate(self.size)?;
        }
        self.unsynced.clear();
        self.valid = self.size;
        self.frame_head = None;
        Ok(())
    }
}

fn sectors(bytes: Range<u64>) -> Range<u64> {
    bytes.start / SECTOR_BYTES..bytes.end.div_ceil(SECTOR_BYTES)
}

/// Offsets within one buffer are small.
fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A platter in memory.
    #[derive(Default)]
    struct Memory(Vec<u8>);

    impl Platter for Memory {
        fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), i32> {
            for (place, byte) in buffer.iter_mut().enumerate() {
                *byte = self.0.get(at as usize + place).copied().unwrap_or(0);
            }
            Ok(())
        }

        fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32> {
            let end = at as usize + bytes.len();
            self.0.resize(self.0.len().max(end), 0);
            self.0[at as usize..end].copy_from_slice(bytes);
            Ok(())
        }

        fn size(&mut self) -> Result<u64, i32> {
            Ok(self.0.len() as u64)
        }

        fn truncate(&mut self, size: u64) -> Result<(), i32> {
            self.0.resize(size as usize, 0);
            Ok(())
        }
    }

    fn all(content: &Content, platter: &mut Memory) -> Vec<u8> {
        let mut bytes = vec![1; content.size() as usize];
        assert_eq!(content.read(platter, 0, &mut bytes), Ok(bytes.len()));
        bytes
    }

    #[test]
    fn programs_see_what_they_wrote_and_the_platter_does_not() {
        let mut platter = Memory(b"what was there".to_vec());
        let mut content = Content::of(14);
        content.write(&mut platter, 5, b"WAS").unwrap();
        content.write(&mut platter, 1_020, b"across two sectors").unwrap();
        assert_eq!(&all(&content, &mut platter)[..14], b"what WAS there");
        assert_eq!(&all(&content, &mut platter)[1_020..], b"across two sectors");
        assert_eq!(platter.0, b"what was there");
        let order = content.unsynced();
        content.sync(&mut platter, &order).unwrap();
        assert_eq!(all(&content, &mut platter), platter.0);
        assert_eq!((platter.0.len(), content.unsynced().len()), (1_038, 0));
    }

    #[test]
    fn what_was_cut_off_does_not_come_back() {
        let mut platter = Memory(vec![7; 2_000]);
        let mut content = Content::of(2_000);
        content.truncate(600);
        content.write(&mut platter, 1_500, b"end").unwrap();
        assert!(all(&content, &mut platter)[600..1_500].iter().all(|byte| *byte == 0));
        let order = content.unsynced();
        content.sync(&mut platter, &order).unwrap();
        assert_eq!(all(&content, &mut platter), platter.0);
        assert_eq!(platter.0.len(), 1_503);
    }

    #[test]
    fn a_spilled_sector_reaches_the_platter_alone() {
        let mut platter = Memory::default();
        let mut content = Content::of(0);
        content.write(&mut platter, 0, &[9; 1_100]).unwrap();
        content.spill(&mut platter, 1).unwrap();
        assert_eq!(platter.0, [vec![0; 512], vec![9; 512]].concat());
        assert_eq!(content.unsynced(), [0, 1, 2]);
    }

    #[test]
    fn a_short_read_says_how_short() {
        let mut platter = Memory(vec![7; 100]);
        let mut buffer = [1; 80];
        assert_eq!(Content::of(100).read(&mut platter, 60, &mut buffer), Ok(40));
        assert!(buffer[..40].iter().all(|byte| *byte == 7) && buffer[40..].iter().all(|byte| *byte == 0));
    }
}
