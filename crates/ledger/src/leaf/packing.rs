//! A leaf as the database holds it: packed with the words that leaves have in common, a third to a quarter of its text. What is proven
//! and hashed is the text.

use std::borrow::Cow;

use crate::error::Unavailable;
use crate::packing::Words;

/// Begins the text of every leaf, and no packed one.
const BEGINS_TEXT: u8 = b'{';

/// A leaf as it is written into a table. One that cannot be packed or gets no smaller stays as it is.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let text = text.as_bytes();
    Words::Leaves.pack(text).unwrap_or_else(|| text.to_vec())
}

/// The text of a leaf, from what a table holds of it.
///
/// # Errors
/// When it is neither a text nor packed with the words that this program knows.
pub fn unpack(written: &[u8]) -> Result<Cow<'_, str>, Unavailable> {
    if written.first() == Some(&BEGINS_TEXT) {
        return Ok(Cow::Borrowed(std::str::from_utf8(written).map_err(unreadable)?));
    }
    let text = Words::Leaves.unpack(written).map_err(unreadable)?;
    Ok(Cow::Owned(String::from_utf8(text).map_err(unreadable)?))
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
}
