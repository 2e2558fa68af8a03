//! A public key as it is typed.

use proof::{NotAKey, VerifyingKey};

/// The public key of a log or a witness; otherwise what one looks like, and where it is found.
pub(super) fn public_key(text: &str) -> Result<VerifyingKey, String> {
    text.parse().map_err(|error: NotAKey| {
        format!(
            "{error}, such as zhoudao/371600/1/sha256+682be1bf+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs. Copy the whole of it: a \
             city's from its page /log or from key.txt beside its published heads, a witness's from what zhoudao witness prints"
        )
    })
}
