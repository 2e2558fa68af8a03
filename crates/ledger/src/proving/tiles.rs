//! Tiles and heads as they are kept.

use identity::RegionCode;
use proof::{Hash, Note, Tile, Tree};
use rusqlite::{Connection, OptionalExtension, params};

use super::{SUITE, SignedHead};
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::sqlite::Fault;
use crate::values;

/// A tile as it is kept; empty if it is not there.
pub(super) fn tile(connection: &Connection, city: RegionCode, tile: Tile) -> Result<Vec<Hash>, Fault> {
    let mut kept = connection.prepare_cached("SELECT hashes FROM tile WHERE city = $1 AND level = $2 AND number = $3")?;
    let hashes = kept.query_row(params![city.number(), tile.level, tile.index], |row| {
        let bytes = row.get_ref(0)?.as_blob()?;
        Ok(bytes.as_chunks::<32>().0.iter().copied().map(Hash).collect())
    });
    Ok(hashes.optional()?.unwrap_or_default())
}

/// Writes a tile in place of what was there.
pub(super) fn keep_tile(city: RegionCode, tile: Tile, hashes: &[Hash]) -> Statement {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
    Statement::new(
        "INSERT INTO tile (city, level, number, hashes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, level, number) DO UPDATE SET hashes = excluded.hashes",
        values![city, tile.level, tile.index, bytes],
    )
}

/// The heads that were signed, the latest first.
pub(super) fn heads(connection: &Connection, city: RegionCode, limit: u32) -> Result<Vec<SignedHead>, Fault> {
    let mut kept = connection.prepare_cached("SELECT note FROM head WHERE city = $1 ORDER BY day DESC LIMIT $2")?;
    let mut rows = kept.query(params![city.number(), limit])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        heads.push(read_head(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
    }
    Ok(heads)
}

fn read_head(note: &str) -> Result<SignedHead, Unavailable> {
    let unreadable = |_| Unavailable("a signed head of the log cannot be read".to_owned());
    let note: Note = note.parse().map_err(unreadable)?;
    let head = note.text().parse().map_err(unreadable)?;
    Ok(SignedHead { head, note })
}

/// Writes a head in place of an earlier one of its day.
pub(super) fn keep_head(city: RegionCode, day: calendar::Day, head: &SignedHead) -> Statement {
    Statement::new(
        "INSERT INTO head (city, day, size, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, day) DO UPDATE SET size = excluded.size, note = excluded.note",
        values![city, day, head.head.size, head.note.to_string()],
    )
}

/// The tree as the last head left it.
pub(super) fn tree(connection: &Connection, city: RegionCode) -> Result<Tree, Fault> {
    let Some(last) = heads(connection, city, 1)?.pop() else {
        return Ok(Tree::new(SUITE));
    };
    let tree = Tree::resume(SUITE, last.head.size, |at| tile(connection, city, at))?;
    tree.filter(|tree| tree.root() == last.head.root)
        .ok_or_else(|| Unavailable("the tree over the log is not that of its last head: run zhoudao verify".to_owned()).into())
}
