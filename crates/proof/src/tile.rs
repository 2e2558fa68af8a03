//! How the tree is kept: in tiles of 256 hashes, each of one level (C2SP tlog-tiles). Tiles of level 0 hold the hashes of leaves, those of level
//! 1 the roots of whole tiles of level 0. What lies between is worked out again when a proof asks for it.

use crate::suite::{Hash, Suite};

/// How many levels of the tree a tile spans.
pub(crate) const TILE_LEVELS: u32 = 8;
/// How many hashes a full tile holds.
pub const TILE_WIDTH: usize = 1 << TILE_LEVELS;

/// A tile of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// 0 holds hashes of leaves, 1 roots of 256 leaves, 2 roots of 65,536.
    pub level: u8,
    /// Which tile of its level, from 0.
    pub index: u64,
}

impl Tile {
    /// The tile that holds the hash of the leaf at a place, and where in it.
    pub fn of_leaf(index: u64) -> (Self, usize) {
        let width = TILE_WIDTH as u64;
        let tile = Self {
            level: 0,
            index: index / width,
        };
        (tile, (index % width) as usize)
    }
}

/// A complete subtree of 2^level leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) level: u32,
    pub(crate) index: u64,
}

impl Node {
    /// The tile from which its hash is worked out, and the part of it.
    pub(crate) fn in_tile(self) -> (Tile, std::ops::Range<usize>) {
        let above = self.level % TILE_LEVELS;
        let first = self.index << above;
        let tile = Tile {
            level: (self.level / TILE_LEVELS) as u8,
            index: first >> TILE_LEVELS,
        };
        let start = (first % TILE_WIDTH as u64) as usize;
        (tile, start..start + (1 << above))
    }
}

/// The root over hashes whose number is a power of two.
pub(crate) fn root_of(suite: Suite, hashes: &[Hash]) -> Hash {
    match hashes {
        [hash] => *hash,
        hashes => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            suite.node(root_of(suite, left), root_of(suite, right))
        }
    }
}
