//! From which position on whatever the city erases has a warrant.
//!
//! Of what is older nobody can say any more who deleted it. So the position is the city's to name: it signs it, and one that somebody else has put there counts
//! as none.

use identity::RegionCode;

use crate::engine::{Fault, Source, last_event};
use crate::erasing::code;
use crate::rows::Statement;
use crate::values;
use crate::vault::Keys;

/// The position, or 0 if everything has a warrant. A putting back signs it anew, under its own epoch: an earlier one counts as none.
pub(crate) fn began(source: &dyn Source, keys: &Keys, city: RegionCode, epoch: u32) -> Result<u64, Fault> {
    let row = source.row("SELECT position, code FROM list_began WHERE city = $1", &values![city])?;
    let Some(row) = row else { return Ok(0) };
    let (position, signed): (u64, Option<String>) = (row.get(0)?, row.get(1)?);
    let is_ours = signed == Some(code_of(keys, city, epoch, position));
    Ok(if is_ours { position } else { 0 })
}

/// Has everything up to a position count as older.
pub(crate) fn beginning(keys: &Keys, city: RegionCode, epoch: u32, position: u64) -> Statement {
    let begin = "INSERT INTO list_began (city, position, code) VALUES ($1, $2, $3)
         ON CONFLICT (city) DO UPDATE SET position = excluded.position, code = excluded.code";
    Statement::new(begin, values![city, position, code_of(keys, city, epoch, position)])
}

/// The position that a new version of the tables has set, if it is to be signed yet; never one that the log has not reached.
pub(crate) fn unsigned(source: &dyn Source, city: RegionCode) -> Result<Option<u64>, Fault> {
    let unsigned = source.row(
        "SELECT position FROM list_began WHERE city = $1 AND code IS NULL",
        &values![city],
    )?;
    let Some(row) = unsigned else { return Ok(None) };
    let end = last_event(source, city)?.map_or(0, |end| end.position);
    Ok(Some(end.min(row.get(0)?)))
}

fn code_of(keys: &Keys, city: RegionCode, epoch: u32, position: u64) -> String {
    code(keys, city, &format!("began/{epoch}/{position}"))
}
