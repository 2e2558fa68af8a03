//! The hash functions of a log.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;

/// The hash function that a log is built with; each head names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suite {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SM3 (GB/T 32905-2016).
    Sm3,
}

/// A hash of 32 bytes; written in Base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

/// The text is not 32 bytes in Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is written as 44 characters of Base64")]
pub struct NotAHash;

impl Suite {
    /// Its name in a head's origin.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// The hash of a leaf (RFC 9162 §2.1.1).
    pub fn leaf(self, leaf: &[u8]) -> Hash {
        self.hash(&[&[0], leaf])
    }

    /// The hash of two subtrees (RFC 9162 §2.1.1).
    pub fn node(self, left: Hash, right: Hash) -> Hash {
        self.hash(&[&[1], &left.0, &right.0])
    }

    /// The root of a log without leaves.
    pub fn empty(self) -> Hash {
        self.hash(&[])
    }

    fn hash(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => hashed(sha2::Sha256::new(), parts),
            Self::Sm3 => hashed(sm3::Sm3::new(), parts),
        }
    }
}

fn hashed<D: Digest<OutputSize = sha2::digest::consts::U32>>(mut digest: D, parts: &[&[u8]]) -> Hash {
    for part in parts {
        digest.update(part);
    }
    Hash(digest.finalize().into())
}

impl FromStr for Suite {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Sha256, Self::Sm3]
            .into_iter()
            .find(|suite| suite.as_str() == text)
            .ok_or(())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let bytes = STANDARD.decode(text).map_err(|_| NotAHash)?;
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: Hash) -> String {
        hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_hash_functions_are_those_of_their_standards() {
        // FIPS 180-4 and GB/T 32905-2016, annex A.1: the message "abc".
        let abc: &[&[u8]] = &[b"abc"];
        assert_eq!(
            hex(Suite::Sha256.hash(abc)),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(Suite::Sm3.hash(abc)),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }

    #[test]
    fn a_leaf_is_never_taken_for_a_node() {
        let (left, right) = (Suite::Sha256.leaf(b"a"), Suite::Sha256.leaf(b"b"));
        let both = [left.0, right.0].concat();
        assert_ne!(Suite::Sha256.node(left, right), Suite::Sha256.leaf(&both));
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Suite::Sm3.leaf(b"a");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("AAAA".parse::<Hash>(), Err(NotAHash));
    }
}
