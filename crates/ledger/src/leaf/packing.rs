//! A leaf as the database holds it: packed with the words that leaves have in common, a third to a quarter of its text. What is proven
//! and hashed is the text.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::get_frame_content_size;

use crate::error::Unavailable;

/// What leaves have in common, in the format of Zstandard's dictionaries (RFC 8878 §5). Never changed: it opens what was packed with
/// it. `script/words-of-leaves` has made it.
const WORDS: &[u8] = include_bytes!("words.zstd");
/// Higher levels take half as long again and gain a fortieth.
const LEVEL: i32 = 1;
/// What a frame that was tampered with may make the program reserve.
const TEXT_BYTES_MAX: usize = 64 << 20;
/// Begins the text of every leaf, and no packed one.
const BEGINS_TEXT: u8 = b'{';

static PACKING: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(WORDS, LEVEL));
static UNPACKING: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(WORDS));

thread_local! {
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// A leaf as it is written into a table. One that cannot be packed or gets no smaller stays as it is.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let packed = match text.len() {
        0..=TEXT_BYTES_MAX => packed(text).ok().filter(|packed| packed.len() < text.len()),
        _ => None,
    };
    packed.unwrap_or_else(|| text.as_bytes().to_vec())
}

/// The text of a leaf, from what a table holds of it.
///
/// # Errors
/// When it is neither a text nor packed with the words that this program knows.
pub fn unpack(written: &[u8]) -> Result<Cow<'_, str>, Unavailable> {
    if written.first() == Some(&BEGINS_TEXT) {
        return Ok(Cow::Borrowed(std::str::from_utf8(written).map_err(unreadable)?));
    }
    let text = unpacked(written).map_err(unreadable)?;
    Ok(Cow::Owned(String::from_utf8(text).map_err(unreadable)?))
}

fn packed(text: &str) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| match kept {
        Some(compressor) => compressor.compress(text.as_bytes()),
        None => kept
            .insert(Compressor::with_prepared_dictionary(&PACKING)?)
            .compress(text.as_bytes()),
    })
}

fn unpacked(written: &[u8]) -> io::Result<Vec<u8>> {
    let refused = || io::Error::other("it is no packed leaf");
    let length = get_frame_content_size(written).ok().flatten().ok_or_else(refused)?;
    let length = usize::try_from(length).ok().filter(|length| *length <= TEXT_BYTES_MAX);
    let length = length.ok_or_else(refused)?;
    DECOMPRESSOR.with_borrow_mut(|kept| match kept {
        Some(decompressor) => decompressor.decompress(written, length),
        None => kept
            .insert(Decompressor::with_prepared_dictionary(&UNPACKING)?)
            .decompress(written, length),
    })
}

fn unreadable(error: impl std::fmt::Display) -> Unavailable {
    Unavailable(format!("an event of the log cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEAF: &str = r#"{"actor":"timer","at":1793800000000,"capacity":"timer","city":371600,"data":{"step":"fire"},"key":"k","kind":"application","record":"0198c0de0198c0de0198c0de0198c0de","release":"r","sealed":{},"type":"step_opened","v":"1.sha256.1","version":7}"#;

    proptest! {
        #[test]
        fn whatever_is_packed_is_unpacked(text in "\\{.{0,2000}") {
            let packed = pack(&text);
            prop_assert_eq!(unpack(&packed).unwrap(), text);
        }

        #[test]
        fn what_somebody_wrote_there_is_refused_or_is_a_text(written: Vec<u8>) {
            let _ = unpack(&written);
        }

        #[test]
        fn a_packed_leaf_of_which_something_was_changed_is_refused_or_is_another_text(place: prop::sample::Index, bit in 0..8_u8) {
            let mut written = pack(LEAF);
            let place = place.index(written.len());
            written[place] ^= 1 << bit;
            // The hash tells what was changed; unpacking only must not break.
            let _ = unpack(&written);
        }
    }

    #[test]
    fn a_leaf_takes_less_than_half_of_its_text() {
        let packed = pack(LEAF);
        assert!(2 * packed.len() < LEAF.len(), "{} of {} bytes", packed.len(), LEAF.len());
    }

    #[test]
    fn a_text_that_is_not_packed_is_read_too() {
        assert_eq!(unpack(LEAF.as_bytes()).unwrap(), LEAF);
    }

    #[test]
    fn a_frame_that_claims_to_be_endless_is_refused() {
        let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0b1100_0000];
        frame.extend([0; 1]);
        frame.extend(u64::MAX.to_le_bytes());
        assert!(unpack(&frame).is_err());
    }
}
