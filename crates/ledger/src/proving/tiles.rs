//! Tiles and heads as they are kept.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use identity::RegionCode;
use proof::{Hash, Head, KeyName, Note, Origin, Suite, Tile, Tree, VerifyingKey};

use super::{Epochs, SignedHead};
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::values;

/// By which everything that a log has signed is known.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) origin: Origin,
    pub(crate) key: VerifyingKey,
    pub(crate) epochs: Epochs,
}

impl Known {
    /// The log of a city with these epochs, by the key of any of them, whose name is the log's; none if it is the key of something else.
    pub(crate) fn of(city: RegionCode, key: &VerifyingKey, epochs: Epochs) -> Option<Self> {
        let named: Origin = key.name().as_str().parse().ok()?;
        let origin = Origin::new(city.number(), epochs.current(), named.suite());
        let key = key.named(KeyName::of_log(&origin));
        (named.city() == city.number()).then_some(Self { origin, key, epochs })
    }

    /// The key under the name that it has in the epoch of an origin; none if that is another log's, or of an epoch to come.
    pub(crate) fn key_of(&self, origin: &Origin) -> Option<VerifyingKey> {
        let is_ours = origin.in_epoch(self.origin.epoch()) == self.origin && origin.epoch() <= self.origin.epoch();
        is_ours.then(|| self.key.named(KeyName::of_log(origin)))
    }

    /// The head that a note of this log is; none if it is another's, or no head.
    pub(crate) fn head(&self, note: &str) -> Option<SignedHead> {
        let note: Note = note.parse().ok()?;
        let head: Head = note.text().parse().ok()?;
        let is_ours = note.verify(&self.key_of(&head.origin)?).is_ok();
        let still_stands = self.epochs.can_be_signed(head.origin.epoch(), head.size);
        (is_ours && still_stands).then_some(SignedHead { head, note })
    }
}

/// A head as it is kept: what the database says of it, and what was signed, if it was.
pub(super) struct KeptHead {
    pub(super) day: calendar::Day,
    pub(super) size: u64,
    pub(super) signed: Option<SignedHead>,
}

/// A tile as it is kept; empty if it is not there.
pub(super) fn tile(source: &dyn Source, city: RegionCode, tile: Tile) -> Result<Vec<Hash>, Fault> {
    let kept = "SELECT hashes FROM tile WHERE city = $1 AND level = $2 AND number = $3";
    let Some(row) = source.row(kept, &values![city, tile.level, tile.index])? else {
        return Ok(Vec::new());
    };
    Ok(hashes(row.bytes(0)?))
}

/// Reads the tiles of one proof, all in one question: each would be a way to the database and back. What is not there is empty.
pub(super) fn together(
    source: &dyn Source,
    city: RegionCode,
    wanted: &BTreeSet<Tile>,
) -> Result<impl FnMut(Tile) -> Result<Vec<Hash>, Fault> + use<>, Fault> {
    let mut found = BTreeMap::new();
    if !wanted.is_empty() {
        let mut values = values![city];
        let mut each = Vec::with_capacity(wanted.len());
        for tile in wanted {
            values.extend(values![tile.level, tile.index]);
            let (level, number) = (values.len() - 1, values.len());
            each.push(format!(
                "SELECT level, number, hashes FROM tile WHERE city = $1 AND level = ${level} AND number = ${number}"
            ));
        }
        for row in source.rows(&each.join(" UNION ALL "), &values)? {
            let (level, index) = (row.get(0)?, row.get(1)?);
            found.insert(Tile { level, index }, hashes(row.bytes(2)?));
        }
    }
    Ok(move |at| Ok(found.get(&at).cloned().unwrap_or_default()))
}

/// Tiles of leaves that stand beside each other, from the first through the last; those that are there.
pub(super) fn of_leaves(source: &dyn Source, city: RegionCode, first: u64, last: u64) -> Result<BTreeMap<u64, Vec<Hash>>, Fault> {
    let kept = "SELECT number, hashes FROM tile WHERE city = $1 AND level = 0 AND number >= $2 AND number <= $3";
    let rows = source.rows(kept, &values![city, first, last])?;
    rows.iter().map(|row| Ok((row.get(0)?, hashes(row.bytes(1)?)))).collect()
}

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes.as_chunks::<32>().0.iter().copied().map(Hash).collect()
}

/// The hash that was kept of the leaf at a place; none if there is none.
pub(super) fn leaf(source: &dyn Source, city: RegionCode, index: u64) -> Result<Option<Hash>, Fault> {
    let (at, place) = Tile::of_leaf(index);
    Ok(tile(source, city, at)?.get(place).copied())
}

/// Writes a tile in place of what was there.
pub(crate) fn keep_tile(city: RegionCode, tile: Tile, hashes: &[Hash]) -> Statement {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
    Statement::new(
        "INSERT INTO tile (city, level, number, hashes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, level, number) DO UPDATE SET hashes = excluded.hashes
         WHERE length(tile.hashes) <= length(excluded.hashes)",
        values![city, tile.level, tile.index, bytes],
    )
}

/// The heads that are kept, the shortest log first.
pub(super) fn heads(source: &dyn Source, city: RegionCode, known: &Known) -> Result<Vec<KeptHead>, Fault> {
    let kept = source.rows(
        "SELECT day, size, note FROM head WHERE city = $1 ORDER BY size",
        &values![city],
    )?;
    let read = kept.iter().map(|row| {
        Ok(KeptHead {
            day: row.get(0)?,
            size: row.get(1)?,
            signed: row.text(2).ok().and_then(|note| known.head(note)),
        })
    });
    read.collect()
}

/// The head of the longest log that was signed; none until something has happened.
pub(super) fn last_head(source: &dyn Source, city: RegionCode, known: &Known) -> Result<Option<SignedHead>, Fault> {
    let last = "SELECT note FROM head WHERE city = $1 ORDER BY size DESC LIMIT 1";
    let Some(row) = source.row(last, &values![city])? else {
        return Ok(None);
    };
    let signed = known.head(row.text(0)?);
    Ok(Some(signed.ok_or_else(|| {
        Unavailable("the last head was not signed by this city: run zhoudao verify".to_owned())
    })?))
}

/// Writes a head in place of an earlier one of its day.
pub(crate) fn keep_head(city: RegionCode, head: &SignedHead) -> Statement {
    Statement::new(
        "INSERT INTO head (city, day, size, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, day) DO UPDATE SET size = excluded.size, note = excluded.note
         WHERE head.size <= excluded.size",
        values![city, Moment(head.head.at).day(), head.head.size, head.note.to_string()],
    )
}

/// The tree as a head left it.
pub(super) fn tree(source: &dyn Source, city: RegionCode, suite: Suite, last: Option<&SignedHead>) -> Result<Tree, Fault> {
    let Some(last) = last else {
        return Ok(Tree::new(suite));
    };
    let tree = resumed(source, city, suite, last.head.size)?;
    tree.filter(|tree| tree.root() == last.head.root)
        .ok_or_else(|| Unavailable("the tree over the log is not that of its last head: run zhoudao verify".to_owned()).into())
}

/// The tree when it had that size; none where a tile is missing.
pub(super) fn resumed(source: &dyn Source, city: RegionCode, suite: Suite, size: u64) -> Result<Option<Tree>, Fault> {
    Tree::resume(suite, size, |at| tile(source, city, at))
}
