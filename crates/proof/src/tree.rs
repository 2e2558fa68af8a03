//! The tree as it grows.

use crate::suite::{Hash, Suite};
use crate::tile::{TILE_LEVELS, TILE_WIDTH, Tile, root_of};

/// A log's tree, of which only the right edge is held in memory: the tiles that are not yet full.
#[derive(Clone, Debug)]
pub struct Tree {
    suite: Suite,
    size: u64,
    edge: Vec<Vec<Hash>>,
}

impl Tree {
    /// A tree without leaves.
    pub fn new(suite: Suite) -> Self {
        Self {
            suite,
            size: 0,
            edge: Vec::new(),
        }
    }

    /// A tree that has come that far, with the tiles of its edge as they were kept; `None` where one is missing or too short.
    ///
    /// # Errors
    /// Those of whoever reads the tiles.
    pub fn resume<E>(suite: Suite, size: u64, mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, E>) -> Result<Option<Self>, E> {
        let mut tree = Self::new(suite);
        tree.size = size;
        for (at, width) in edge(size) {
            let mut hashes = if width == 0 { Vec::new() } else { tile(at)? };
            if hashes.len() < width {
                return Ok(None);
            }
            hashes.truncate(width);
            tree.edge.push(hashes);
        }
        Ok(Some(tree))
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes one more leaf, and says which tiles have become full by it.
    pub fn append(&mut self, leaf: Hash) -> Vec<(Tile, Vec<Hash>)> {
        let mut full = Vec::new();
        let mut hash = leaf;
        for level in 0.. {
            if self.edge.len() == level {
                self.edge.push(Vec::with_capacity(TILE_WIDTH));
            }
            self.edge[level].push(hash);
            if self.edge[level].len() < TILE_WIDTH {
                break;
            }
            let hashes = std::mem::take(&mut self.edge[level]);
            hash = root_of(self.suite, &hashes);
            let index = self.size >> (TILE_LEVELS * (level as u32 + 1));
            full.push((
                Tile {
                    level: level as u8,
                    index,
                },
                hashes,
            ));
        }
        self.size += 1;
        full
    }

    /// The tiles of the edge, which are not full.
    pub fn edge(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        let tiles = edge(self.size).zip(&self.edge);
        tiles
            .map(|((at, _), hashes)| (at, hashes.as_slice()))
            .filter(|(_, hashes)| !hashes.is_empty())
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        let mut right: Option<Hash> = None;
        for hashes in &self.edge {
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                // The last complete subtree among them is as wide as the lowest bit of their number.
                let width = 1 << rest.len().trailing_zeros();
                let (before, last) = rest.split_at(rest.len() - width);
                let left = root_of(self.suite, last);
                right = Some(right.map_or(left, |right| self.suite.node(left, right)));
                rest = before;
            }
        }
        right.unwrap_or_else(|| self.suite.empty())
    }
}

/// The tile at the right edge of each level of a tree of that size, and how many hashes it holds.
fn edge(size: u64) -> impl Iterator<Item = (Tile, usize)> {
    let hashes = move |level: u8| size.checked_shr(TILE_LEVELS * u32::from(level)).unwrap_or(0);
    let levels = (0..).take_while(move |level| hashes(*level) > 0);
    levels.map(move |level| {
        let hashes = hashes(level);
        let index = hashes >> TILE_LEVELS;
        (Tile { level, index }, (hashes % TILE_WIDTH as u64) as usize)
    })
}
