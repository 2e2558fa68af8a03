//! Parts of the log as complete subtrees, and their hashes.

use std::ops::Range;

use crate::suite::{Hash, Suite};
use crate::tile::{Node, Tile, root_of};

/// The largest power of two that is smaller than a number above 1: where RFC 9162 divides that many leaves.
pub(crate) fn division(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The complete subtrees that such a part consists of, from left to right. A part begins where a subtree of at least its size may begin.
fn subtrees(mut part: Range<u64>) -> Vec<Node> {
    let mut nodes = Vec::new();
    while part.start < part.end {
        let level = (part.end - part.start).ilog2();
        nodes.push(Node {
            level,
            index: part.start >> level,
        });
        part.start += 1 << level;
    }
    nodes
}

/// The tiles from which the hash of a part is worked out.
pub(crate) fn tiles_of(part: Range<u64>) -> impl Iterator<Item = Tile> {
    subtrees(part).into_iter().map(|node| node.in_tile().0)
}

/// The hash of a part, from tiles.
pub(crate) fn hash_of<E>(
    suite: Suite,
    part: Range<u64>,
    tile: &mut impl FnMut(Tile) -> Result<Vec<Hash>, E>,
) -> Result<Option<Hash>, E> {
    let mut right: Option<Hash> = None;
    for node in subtrees(part).into_iter().rev() {
        let (at, within) = node.in_tile();
        let hashes = tile(at)?;
        let Some(hashes) = hashes.get(within) else { return Ok(None) };
        let left = root_of(suite, hashes);
        right = Some(right.map_or(left, |right| suite.node(left, right)));
    }
    Ok(right)
}
