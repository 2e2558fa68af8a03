//! One file: what is synced lies in the platform's file, what is written and not synced lies here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::platform::Platter;

/// What a disk writes whole or not at all.
pub(crate) const SECTOR_BYTES: u64 = 512;
/// The head of a write-ahead log, which is synced by itself when the log starts anew.
const LOG_HEAD_BYTES: u64 = 32;
/// How SQLite calls it, behind its database's name.
const LOG_SUFFIX: &str = "-wal";

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
    kind: Kind,
    /// Where the last frames end that were written to a log.
    frames_end: Option<u64>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A write-ahead log: whatever is written behind its head are frames.
    Log,
    #[default]
    Other,
}

impl Kind {
    /// That of a file of this name.
    pub(crate) fn of(file: &Path) -> Self {
        match file.to_str().is_some_and(|name| name.ends_with(LOG_SUFFIX)) {
            true => Self::Log,
            false => Self::Other,
        }
    }
}

impl Content {
    /// A file as it lies on the platter.
    pub(crate) fn of(size: u64, kind: Kind) -> Self {
        Self {
            size,
            valid: size,
            kind,
            ..Self::default()
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Whether a sync would carry frames of a write-ahead log, which is what a commit does.
    pub(crate) fn holds_frames(&self) -> bool {
        self.frames_end.is_some()
    }

    /// The sectors that are not synced.
    pub(crate) fn unsynced(&self) -> Vec<u64> {
        self.unsynced.keys().copied().collect()
    }

    /// The sector without which the last frame is none: its end.
    pub(crate) fn end_of_frames(&self) -> Option<u64> {
        self.frames_end.map(|end| (end - 1) / SECTOR_BYTES)
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
        if self.kind == Kind::Log && end > LOG_HEAD_BYTES {
            self.frames_end = Some(end);
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
        self.frames_end = None;
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
        let mut content = Content::of(14, Kind::Other);
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
        let mut content = Content::of(2_000, Kind::Other);
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
        let mut content = Content::of(0, Kind::Other);
        content.write(&mut platter, 0, &[9; 1_100]).unwrap();
        content.spill(&mut platter, 1).unwrap();
        assert_eq!(platter.0, [vec![0; 512], vec![9; 512]].concat());
        assert_eq!(content.unsynced(), [0, 1, 2]);
    }

    #[test]
    fn frames_are_what_is_written_behind_the_head_of_a_log_however_much_at_a_time() {
        let mut platter = Memory::default();
        let mut log = Content::of(0, Kind::of(Path::new("/srv/city.db-wal")));
        log.write(&mut platter, 0, &[1; 32]).unwrap();
        assert!(!log.holds_frames());
        log.write(&mut platter, 32, &[2; 2 * 4_120]).unwrap();
        assert_eq!(
            (log.holds_frames(), log.end_of_frames()),
            (true, Some((32 + 2 * 4_120 - 1) / SECTOR_BYTES))
        );
        let order = log.unsynced();
        log.sync(&mut platter, &order).unwrap();
        assert!(!log.holds_frames());
        let mut database = Content::of(0, Kind::of(Path::new("/srv/city.db")));
        database.write(&mut platter, 4_096, &[3; 4_096]).unwrap();
        assert!(!database.holds_frames());
    }

    #[test]
    fn a_short_read_says_how_short() {
        let mut platter = Memory(vec![7; 100]);
        let mut buffer = [1; 80];
        assert_eq!(Content::of(100, Kind::Other).read(&mut platter, 60, &mut buffer), Ok(40));
        assert!(buffer[..40].iter().all(|byte| *byte == 7) && buffer[40..].iter().all(|byte| *byte == 0));
    }
}
