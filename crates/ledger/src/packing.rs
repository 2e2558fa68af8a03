//! Short texts, packed with words that they have in common (decision 0035): each for itself, in a frame of the Zstandard format (RFC 8878)
//! made with a dictionary that the program carries.

use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::get_frame_content_size;

/// What a frame that was tampered with may make the program reserve.
const TEXT_BYTES_MAX: usize = 64 << 20;

/// The words that texts of one sort have in common, as a dictionary (RFC 8878 §5). Never changed: it opens what was packed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// Those of leaves; `script/words-of-leaves` has made them.
    Leaves,
    /// Those of values in the vault; `script/words-of-values` has made them.
    Values,
}

struct Dictionary {
    packing: EncoderDictionary<'static>,
    unpacking: DecoderDictionary<'static>,
}

impl Dictionary {
    fn of(words: &'static [u8], level: i32) -> Self {
        Self {
            packing: EncoderDictionary::copy(words, level),
            unpacking: DecoderDictionary::copy(words),
        }
    }
}

// Higher levels take half as long again and gain a fortieth.
static LEAVES: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::of(include_bytes!("leaf/words.zstd"), 1));
// Lower levels leave a fifth more, higher ones take twice as long and gain a twentieth.
static VALUES: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::of(include_bytes!("vault/words.zstd"), 3));

/// What a thread keeps to pack and unpack with.
#[derive(Default)]
struct Tools {
    packing: Option<Compressor<'static>>,
    unpacking: Option<Decompressor<'static>>,
}

thread_local! {
    static FOR_LEAVES: RefCell<Tools> = RefCell::default();
    static FOR_VALUES: RefCell<Tools> = RefCell::default();
}

impl Words {
    /// A text, packed; none where that would not make it smaller.
    pub(crate) fn pack(self, text: &[u8]) -> Option<Vec<u8>> {
        if text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let pack = |tools: &mut Tools| match &mut tools.packing {
            Some(packing) => packing.compress(text),
            kept => kept
                .insert(Compressor::with_prepared_dictionary(&self.dictionary().packing)?)
                .compress(text),
        };
        let packed = self.with_tools(pack).ok()?;
        (packed.len() < text.len()).then_some(packed)
    }

    /// The text of a frame.
    ///
    /// # Errors
    /// When it is none, or was made with other words.
    pub(crate) fn unpack(self, packed: &[u8]) -> io::Result<Vec<u8>> {
        let refused = || io::Error::other("it is not packed with the words that this program knows");
        let length = get_frame_content_size(packed).ok().flatten().ok_or_else(refused)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= TEXT_BYTES_MAX);
        let length = length.ok_or_else(refused)?;
        self.with_tools(|tools| match &mut tools.unpacking {
            Some(unpacking) => unpacking.decompress(packed, length),
            kept => kept
                .insert(Decompressor::with_prepared_dictionary(&self.dictionary().unpacking)?)
                .decompress(packed, length),
        })
    }

    fn dictionary(self) -> &'static Dictionary {
        match self {
            Self::Leaves => &LEAVES,
            Self::Values => &VALUES,
        }
    }

    fn with_tools<T>(self, work: impl FnOnce(&mut Tools) -> T) -> T {
        match self {
            Self::Leaves => FOR_LEAVES.with_borrow_mut(work),
            Self::Values => FOR_VALUES.with_borrow_mut(work),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_frame_that_claims_to_be_endless_is_refused() {
        let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0b1100_0000, 0];
        frame.extend(u64::MAX.to_le_bytes());
        assert!(Words::Leaves.unpack(&frame).is_err());
    }

    #[test]
    fn what_is_packed_with_some_words_is_not_unpacked_with_others() {
        let text = "经审查，申请人提交的全部材料齐全，符合法定形式。".repeat(3);
        let packed = Words::Values.pack(text.as_bytes()).unwrap();
        assert_eq!(Words::Values.unpack(&packed).unwrap(), text.as_bytes());
        assert!(Words::Leaves.unpack(&packed).is_err());
    }
}
