//! A log that grows, and what can be proven of it.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

use proof::{
    Consistency, Hash, Inclusion, Suite, TILE_WIDTH, Tile, Tree, Unproven, consistency, inclusion, tiles_of_consistency,
    tiles_of_inclusion,
};
use proptest::prelude::*;

/// A log whose tiles are kept as a city keeps them: full ones once, the edge again and again.
struct Log {
    suite: Suite,
    tree: Tree,
    tiles: HashMap<Tile, Vec<Hash>>,
    leaves: Vec<Hash>,
    roots: Vec<Hash>,
}

impl Log {
    fn of(suite: Suite, leaves: u64) -> Self {
        let tree = Tree::new(suite);
        let roots = vec![tree.root()];
        let mut log = Self {
            suite,
            tree,
            tiles: HashMap::new(),
            leaves: Vec::new(),
            roots,
        };
        for number in 0..leaves {
            let leaf = suite.leaf(format!("leaf {number}").as_bytes());
            log.tiles.extend(log.tree.append(leaf));
            log.leaves.push(leaf);
            log.roots.push(log.tree.root());
        }
        log.tiles
            .extend(log.tree.edge().map(|(tile, hashes)| (tile, hashes.to_vec())));
        log
    }

    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, Infallible> {
        Ok(self.tiles.get(&tile).cloned().unwrap_or_default())
    }

    fn inclusion(&self, index: u64, size: u64) -> Inclusion {
        let mut asked = BTreeSet::new();
        let Ok(proof) = inclusion(self.suite, index, size, |tile| {
            asked.insert(tile);
            self.tile(tile)
        });
        assert_eq!(asked, tiles_of_inclusion(index, size), "what is asked for is what was named");
        proof.expect("the tiles are there")
    }

    fn consistency(&self, earlier: u64, later: u64) -> Consistency {
        let mut asked = BTreeSet::new();
        let Ok(proof) = consistency(self.suite, earlier, later, |tile| {
            asked.insert(tile);
            self.tile(tile)
        });
        assert_eq!(
            asked,
            tiles_of_consistency(earlier, later),
            "what is asked for is what was named"
        );
        proof.expect("the tiles are there")
    }

    fn head(&self, size: u64) -> (u64, Hash) {
        (size, self.roots[size as usize])
    }
}

/// The root as RFC 9162 §2.1.1 defines it, by recursion over all leaves.
fn defined(suite: Suite, leaves: &[Hash]) -> Hash {
    match leaves {
        [] => suite.empty(),
        [leaf] => *leaf,
        leaves => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            suite.node(defined(suite, left), defined(suite, right))
        }
    }
}

fn suites() -> impl Strategy<Value = Suite> {
    prop_oneof![Just(Suite::Sha256), Just(Suite::Sm3)]
}

#[test]
fn the_roots_are_those_that_other_logs_of_this_shape_compute() {
    // The leaves with which Certificate Transparency's implementations have been compared since 2013.
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let mut tree = Tree::new(Suite::Sha256);
    let mut roots = vec![hex(tree.root())];
    for leaf in leaves {
        tree.append(Suite::Sha256.leaf(leaf));
        roots.push(hex(tree.root()));
    }
    assert_eq!(roots[0], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(roots[1], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_eq!(roots[2], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assert_eq!(roots[3], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    assert_eq!(roots[8], "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

fn hex(hash: Hash) -> String {
    hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

proptest! {
    #[test]
    fn a_root_is_what_the_standard_defines(suite in suites(), size in 0u64..1_200) {
        let log = Log::of(suite, size);
        prop_assert_eq!(log.tree.root(), defined(suite, &log.leaves));
    }

    #[test]
    fn every_leaf_is_proven_under_every_later_head(suite in suites(), size in 1u64..1_200, at in 0.0..1.0, later in 0.0..=1.0) {
        let log = Log::of(suite, size);
        let index = (at * size as f64) as u64;
        let size = index + 1 + (later * (size - index - 1) as f64) as u64;
        let leaf = log.leaves[index as usize];
        prop_assert_eq!(log.inclusion(index, size).verify(suite, leaf, size, log.head(size).1), Ok(()));
    }

    #[test]
    fn a_log_is_proven_to_have_only_grown(suite in suites(), later in 0u64..1_200, part in 0.0..=1.0) {
        let log = Log::of(suite, later);
        let earlier = (part * later as f64) as u64;
        prop_assert_eq!(log.consistency(earlier, later).verify(suite, log.head(earlier), log.head(later)), Ok(()));
    }

    #[test]
    fn a_log_goes_on_from_its_tiles(size in 0u64..1_200, more in 0u64..600) {
        let log = Log::of(Suite::Sha256, size);
        let Ok(resumed) = Tree::resume(Suite::Sha256, size, |tile| log.tile(tile));
        let mut resumed = resumed.expect("the tiles are there");
        let whole = Log::of(Suite::Sha256, size + more);
        for leaf in &whole.leaves[size as usize..] {
            resumed.append(*leaf);
        }
        prop_assert_eq!(resumed.root(), whole.tree.root());
    }
}

#[test]
fn a_log_of_three_storeys_of_tiles_is_proven() {
    let size = (TILE_WIDTH * TILE_WIDTH) as u64 + 300;
    let suite = Suite::Sha256;
    let mut tree = Tree::new(suite);
    let mut tiles = HashMap::new();
    let mut earlier = None;
    for number in 0..size {
        tiles.extend(tree.append(suite.leaf(&number.to_be_bytes())));
        if number + 1 == 65_000 {
            earlier = Some((tree.size(), tree.root()));
        }
    }
    tiles.extend(tree.edge().map(|(tile, hashes)| (tile, hashes.to_vec())));
    let tile = |tile: Tile| Ok::<_, Infallible>(tiles.get(&tile).cloned().unwrap_or_default());
    for index in [0, 255, 256, 65_535, 65_536, size - 1] {
        let Ok(Some(proof)) = inclusion(suite, index, size, tile) else {
            panic!("no proof of {index}")
        };
        let leaf = suite.leaf(&index.to_be_bytes());
        assert_eq!(proof.verify(suite, leaf, size, tree.root()), Ok(()), "{index}");
    }
    let Ok(Some(grown)) = consistency(suite, 65_000, size, tile) else {
        panic!("no proof")
    };
    assert_eq!(grown.verify(suite, earlier.unwrap(), (size, tree.root())), Ok(()));
}

#[test]
fn a_missing_tile_is_noticed() {
    let log = Log::of(Suite::Sha256, 600);
    let nothing = |_| Ok::<_, Infallible>(Vec::new());
    assert_eq!(inclusion(Suite::Sha256, 5, 600, nothing), Ok(None));
    assert_eq!(consistency(Suite::Sha256, 5, 600, nothing), Ok(None));
    let Ok(resumed) = Tree::resume(Suite::Sha256, 600, nothing);
    assert!(resumed.is_none());
    let Ok(shrunk) = consistency(Suite::Sha256, 600, 5, |tile| log.tile(tile));
    assert_eq!(shrunk, None);
}

#[test]
fn a_hundred_thousand_forged_proofs_are_refused() {
    let log = Log::of(Suite::Sha256, 300);
    let mut random = TestRandom(0x5eed);
    let mut forged = 0;
    while forged < 100_000 {
        let later = 2 + random.below(299);
        let earlier = 1 + random.below(later - 1);
        let refused = if random.below(2) == 0 {
            forged_inclusion(&log, earlier, later, &mut random)
        } else {
            forged_consistency(&log, earlier, later, &mut random)
        };
        assert!(refused.is_err(), "a forged proof was believed");
        forged += 1;
    }
}

/// One thing of a genuine proof is changed: the place, the leaf, the size, the root, or a hash.
fn forged_inclusion(log: &Log, index: u64, size: u64, random: &mut TestRandom) -> Result<(), Unproven> {
    let mut proof = log.inclusion(index, size);
    let (mut leaf, (mut claimed, mut root)) = (log.leaves[index as usize], log.head(size));
    match random.below(6) {
        0 => proof.index = (index + 1 + random.below(size - 1)) % size,
        1 => leaf = flipped(leaf, random),
        2 => root = flipped(root, random),
        3 => tear(&mut proof.hashes, random),
        4 => {
            // Another size whose proofs of this leaf are as long proves the same hashes; it is the head's own root that differs.
            claimed = size + 1 + random.below(300 - size + 1);
            root = flipped(root, random);
        }
        _ => spoil(&mut proof.hashes, random),
    }
    proof.verify(log.suite, leaf, claimed, root)
}

fn forged_consistency(log: &Log, earlier: u64, later: u64, random: &mut TestRandom) -> Result<(), Unproven> {
    let mut proof = log.consistency(earlier, later);
    let (mut before, mut after) = (log.head(earlier), log.head(later));
    match random.below(4) {
        0 => before.1 = flipped(before.1, random),
        1 => after.1 = flipped(after.1, random),
        2 => tear(&mut proof.hashes, random),
        _ => spoil(&mut proof.hashes, random),
    }
    proof.verify(log.suite, before, after)
}

fn tear(hashes: &mut Vec<Hash>, random: &mut TestRandom) {
    if random.below(2) == 0 {
        hashes.pop();
    } else {
        hashes.push(Suite::Sha256.leaf(&random.next().to_be_bytes()));
    }
}

fn spoil(hashes: &mut [Hash], random: &mut TestRandom) {
    let place = random.below(hashes.len() as u64) as usize;
    hashes[place] = flipped(hashes[place], random);
}

fn flipped(mut hash: Hash, random: &mut TestRandom) -> Hash {
    hash.0[random.below(32) as usize] ^= 1 << random.below(8);
    hash
}

/// The same numbers each time (xorshift64).
struct TestRandom(u64);

impl TestRandom {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
