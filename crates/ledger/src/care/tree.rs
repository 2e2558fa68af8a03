//! The tree over a log that was put back, made anew from its events and held against every head that was signed over them.

use identity::RegionCode;
use proof::{Tile, Tree};
use rusqlite::{Connection, params};

use super::error::CareError;
use crate::error::Unavailable;
use crate::proving::{Known, keep_tile};
use crate::sqlite::{execute, leaf_of};

/// Makes the tiles anew over the whole log.
///
/// # Errors
/// When an event is missing, or the events are not those over which a head was signed.
pub(super) fn made_anew(connection: &Connection, city: RegionCode, known: &Known) -> Result<Tree, CareError> {
    let mut heads = signed(connection, city, known)?;
    connection.execute("DELETE FROM tile WHERE city = $1", params![city.number()])?;
    let suite = known.origin.suite();
    let mut tree = Tree::new(suite);
    let mut events = connection.prepare("SELECT position, leaf FROM event ORDER BY position")?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let position: u64 = row.get(0)?;
        if position != tree.size() + 1 {
            return Err(Unavailable(format!(
                "the log has no event at position {}: choose another backup",
                tree.size() + 1
            ))
            .into());
        }
        for (tile, hashes) in tree.append(suite.leaf(leaf_of(row, 1)?.as_bytes())) {
            execute(connection, &keep_tile(city, tile, &hashes))?;
        }
        while heads.first().is_some_and(|(size, _)| *size == tree.size()) {
            let (size, root) = heads.remove(0);
            if tree.root() != root {
                return Err(Unavailable(format!(
                    "the first {size} events are not those over which the city signed a head: this backup was altered before it was \
                     made. Choose an earlier one, and run zhoudao verify on the city that it was made of"
                ))
                .into());
            }
        }
    }
    if let Some((size, _)) = heads.first() {
        return Err(Unavailable(format!(
            "the log is shorter than the {size} events over which the city signed a head"
        ))
        .into());
    }
    let edge: Vec<(Tile, Vec<_>)> = tree.edge().map(|(tile, hashes)| (tile, hashes.to_vec())).collect();
    for (tile, hashes) in edge {
        execute(connection, &keep_tile(city, tile, &hashes))?;
    }
    Ok(tree)
}

/// The heads that the city has signed over this log: how long it was, and the root.
fn signed(connection: &Connection, city: RegionCode, known: &Known) -> Result<Vec<(u64, proof::Hash)>, CareError> {
    let mut heads = connection.prepare("SELECT note FROM head WHERE city = $1 ORDER BY size")?;
    let notes = heads.query_map(params![city.number()], |row| row.get::<_, String>(0))?;
    let mut signed = Vec::new();
    for note in notes {
        let head = known.head(&note?).ok_or_else(|| {
            Unavailable("a head in the backup was not signed by this city's key: choose an earlier backup".to_owned())
        })?;
        signed.push((head.head.size, head.head.root));
    }
    Ok(signed)
}
