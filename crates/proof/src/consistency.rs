//! That a log has only grown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::Unproven;
use crate::ranges::{division, hash_of, tiles_of};
use crate::suite::{Hash, Suite};
use crate::tile::Tile;

/// A proof that a log began with all that it held under an earlier head (RFC 9162 §2.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistency {
    /// The hashes, in the order of the standard.
    pub hashes: Vec<Hash>,
}

/// Makes the proof from one size to a later one; `None` where a tile is missing or too short, or the log has shrunk.
///
/// # Errors
/// Those of whoever reads the tiles.
pub fn consistency<E>(
    suite: Suite,
    earlier: u64,
    later: u64,
    mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, E>,
) -> Result<Option<Consistency>, E> {
    if earlier > later {
        return Ok(None);
    }
    let parts = parts(earlier, later);
    let mut hashes = Vec::with_capacity(parts.len());
    for part in parts {
        match hash_of(suite, part, &mut tile)? {
            Some(hash) => hashes.push(hash),
            None => return Ok(None),
        }
    }
    Ok(Some(Consistency { hashes }))
}

/// The tiles from which that proof is made; empty where the log has shrunk.
pub fn tiles_of_consistency(earlier: u64, later: u64) -> BTreeSet<Tile> {
    let grown = earlier <= later;
    let parts = if grown { parts(earlier, later) } else { Vec::new() };
    parts.into_iter().flat_map(tiles_of).collect()
}

/// The parts whose hashes prove it, in the order of the standard.
fn parts(earlier: u64, later: u64) -> Vec<Range<u64>> {
    let mut parts = Vec::new();
    if earlier != 0 {
        shared(earlier, 0..later, Known::ToBoth, &mut parts);
    }
    parts
}

/// Whether whoever checks has the hash of a part already, as the earlier root.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    ToBoth,
    ToUs,
}

/// The parts from which both roots can be worked out: of `part`, the earlier log had the first `earlier` leaves.
fn shared(earlier: u64, part: Range<u64>, known: Known, parts: &mut Vec<Range<u64>>) {
    let leaves = part.end - part.start;
    if earlier == leaves {
        if known == Known::ToUs {
            parts.push(part);
        }
        return;
    }
    let left = division(leaves);
    let middle = part.start + left;
    if earlier <= left {
        shared(earlier, part.start..middle, known, parts);
        parts.push(middle..part.end);
    } else {
        shared(earlier - left, middle..part.end, Known::ToUs, parts);
        parts.push(part.start..middle);
    }
}

impl Consistency {
    /// Checks that the log of the later size and root begins with that of the earlier (RFC 9162 §2.1.4.2).
    ///
    /// # Errors
    /// What is wrong with the proof.
    pub fn verify(&self, suite: Suite, earlier: (u64, Hash), later: (u64, Hash)) -> Result<(), Unproven> {
        let ((earlier, earlier_root), (later, later_root)) = (earlier, later);
        if earlier > later {
            return Err(Unproven::Beyond);
        }
        if earlier == later || earlier == 0 {
            let is_same = if earlier == 0 {
                earlier_root == suite.empty()
            } else {
                earlier_root == later_root
            };
            return match (self.hashes.is_empty(), is_same) {
                (false, _) => Err(Unproven::Length),
                (true, false) => Err(Unproven::Root),
                (true, true) => Ok(()),
            };
        }
        let own = earlier.is_power_of_two().then_some(earlier_root);
        let mut hashes = own.into_iter().chain(self.hashes.iter().copied());
        let first = hashes.next().ok_or(Unproven::Length)?;
        let (mut at, mut last) = (earlier - 1, later - 1);
        while at & 1 == 1 {
            (at, last) = (at >> 1, last >> 1);
        }
        let (mut before, mut after) = (first, first);
        for hash in hashes {
            if last == 0 {
                return Err(Unproven::Length);
            }
            if at & 1 == 1 || at == last {
                (before, after) = (suite.node(hash, before), suite.node(hash, after));
                while at & 1 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            } else {
                after = suite.node(after, hash);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        if last != 0 {
            return Err(Unproven::Length);
        }
        if before == earlier_root && after == later_root {
            Ok(())
        } else {
            Err(Unproven::Root)
        }
    }
}
