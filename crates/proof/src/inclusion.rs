//! That a leaf is in the log.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::Unproven;
use crate::ranges::{division, hash_of, tiles_of};
use crate::suite::{Hash, Suite};
use crate::tile::Tile;

/// A proof that the log of a head has a certain leaf at a certain place (RFC 9162 §2.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// The leaf's place, from 0.
    pub index: u64,
    /// The hashes beside its way to the root, from the leaf upward.
    pub hashes: Vec<Hash>,
}

/// Makes the proof for the leaf at that place in the log of that size; `None` where a tile is missing or too short.
///
/// # Errors
/// Those of whoever reads the tiles.
pub fn inclusion<E>(
    suite: Suite,
    index: u64,
    size: u64,
    mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, E>,
) -> Result<Option<Inclusion>, E> {
    if index >= size {
        return Ok(None);
    }
    let parts = parts(index, size);
    let mut hashes = Vec::with_capacity(parts.len());
    for part in parts {
        match hash_of(suite, part, &mut tile)? {
            Some(hash) => hashes.push(hash),
            None => return Ok(None),
        }
    }
    Ok(Some(Inclusion { index, hashes }))
}

/// The tiles from which that proof is made: whoever reads them from afar asks for all of them at once. Empty where there is no such leaf.
pub fn tiles_of_inclusion(index: u64, size: u64) -> BTreeSet<Tile> {
    let parts = if index < size { parts(index, size) } else { Vec::new() };
    parts.into_iter().flat_map(tiles_of).collect()
}

/// The parts whose hashes prove it, from the leaf upward.
fn parts(index: u64, size: u64) -> Vec<Range<u64>> {
    let mut parts = Vec::new();
    beside(index, 0..size, &mut parts);
    parts
}

/// What lies beside the way from a leaf to the root of a part, from the leaf upward.
fn beside(index: u64, part: Range<u64>, parts: &mut Vec<Range<u64>>) {
    let leaves = part.end - part.start;
    if leaves == 1 {
        return;
    }
    let middle = part.start + division(leaves);
    if index < middle {
        beside(index, part.start..middle, parts);
        parts.push(middle..part.end);
    } else {
        beside(index, middle..part.end, parts);
        parts.push(part.start..middle);
    }
}

impl Inclusion {
    /// Checks that the log of that size and root has the leaf of that hash (RFC 9162 §2.1.3.2).
    ///
    /// # Errors
    /// What is wrong with the proof.
    pub fn verify(&self, suite: Suite, leaf: Hash, size: u64, root: Hash) -> Result<(), Unproven> {
        if self.index >= size {
            return Err(Unproven::Beyond);
        }
        let (mut at, mut last) = (self.index, size - 1);
        let mut hash = leaf;
        for beside in &self.hashes {
            if last == 0 {
                return Err(Unproven::Length);
            }
            if at & 1 == 1 || at == last {
                hash = suite.node(*beside, hash);
                while at & 1 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            } else {
                hash = suite.node(hash, *beside);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        if last != 0 {
            return Err(Unproven::Length);
        }
        if hash == root { Ok(()) } else { Err(Unproven::Root) }
    }
}
