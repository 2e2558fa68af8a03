//! What was written to a file and is not in it yet.

/// More than this is written before anybody asks, so that a rebuild of millions of rows is not held in memory.
const GATHERED_BYTES_MAX: usize = 4 << 20;

/// A stretch of the file, in memory.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    at: u64,
    bytes: Vec<u8>,
}

impl Gathered {
    /// Takes what is written at a place; false where it does not touch what is here already, or that has become too much: then that must be
    /// [written](Self::written) first.
    pub(crate) fn take(&mut self, at: u64, bytes: &[u8]) -> bool {
        if self.bytes.is_empty() {
            self.at = at;
        }
        let place = at.checked_sub(self.at).and_then(|place| usize::try_from(place).ok());
        let Some(place) = place.filter(|place| *place <= self.bytes.len() && self.bytes.len() < GATHERED_BYTES_MAX) else {
            return false;
        };
        let over = bytes.len().min(self.bytes.len() - place);
        self.bytes[place..place + over].copy_from_slice(&bytes[..over]);
        self.bytes.extend_from_slice(&bytes[over..]);
        true
    }

    /// What is to be written, and where; none if nothing is.
    pub(crate) fn pending(&self) -> Option<(u64, &[u8])> {
        (!self.bytes.is_empty()).then_some((self.at, &self.bytes[..]))
    }

    /// It is in the file now.
    pub(crate) fn written(&mut self) {
        self.bytes.clear();
    }

    /// The file ends there from now on.
    pub(crate) fn cut(&mut self, size: u64) {
        let left = usize::try_from(size.saturating_sub(self.at)).unwrap_or(usize::MAX);
        self.bytes.truncate(left);
    }

    /// Where the file ends at least.
    pub(crate) fn end(&self) -> u64 {
        match self.bytes.len() {
            0 => 0,
            bytes => self.at + bytes as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Gathered;

    #[derive(Clone, Debug)]
    enum Step {
        Write(u64, Vec<u8>),
        Cut(u64),
        Sync,
    }

    fn step() -> impl Strategy<Value = Step> {
        let bytes = prop::collection::vec(1..=u8::MAX, 1..40);
        prop_oneof![
            6 => (0..120_u64, bytes).prop_map(|(at, bytes)| Step::Write(at, bytes)),
            1 => (0..120_u64).prop_map(Step::Cut),
            1 => Just(Step::Sync),
        ]
    }

    fn write(file: &mut Vec<u8>, at: u64, bytes: &[u8]) {
        let at = usize::try_from(at).unwrap();
        file.resize(file.len().max(at + bytes.len()), 0);
        file[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn settle(gathered: &mut Gathered, file: &mut Vec<u8>) {
        if let Some((at, bytes)) = gathered.pending() {
            write(file, at, bytes);
        }
        gathered.written();
    }

    proptest! {
        /// A file is what it would be if each piece were written at once.
        #[test]
        fn a_file_holds_after_a_sync_what_was_written_to_it(steps in prop::collection::vec(step(), 1..60)) {
            let (mut gathered, mut file, mut plain) = (Gathered::default(), Vec::new(), Vec::new());
            for step in steps.into_iter().chain([Step::Sync]) {
                match step {
                    Step::Write(at, bytes) => {
                        if !gathered.take(at, &bytes) {
                            settle(&mut gathered, &mut file);
                            prop_assert!(gathered.take(at, &bytes));
                        }
                        write(&mut plain, at, &bytes);
                    }
                    Step::Cut(size) => {
                        gathered.cut(size);
                        let size = usize::try_from(size).unwrap();
                        file.resize(size, 0);
                        plain.resize(size, 0);
                    }
                    Step::Sync => {
                        settle(&mut gathered, &mut file);
                        prop_assert_eq!(&file, &plain);
                    }
                }
                prop_assert_eq!(gathered.end().max(file.len() as u64), plain.len() as u64);
            }
        }
    }
}
