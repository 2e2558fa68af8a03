//! The log, as JSON Lines.

use std::io::{BufWriter, Write};

use identity::RegionCode;

use crate::engine::{Fault, Readers, Source};
use crate::error::Unavailable;
use crate::values;

/// Leaves read at a time: short snapshots, as the log only grows.
const PAGE: u32 = 4_096;

/// Writes one leaf a line, in the order of the log, through that position; answers how many.
pub(crate) fn export(readers: &Readers, city: RegionCode, through: u64, to: &mut dyn Write) -> Result<u64, Unavailable> {
    let failed = |error: std::io::Error| Unavailable(format!("the export could not be written: {error}"));
    let mut to = BufWriter::new(to);
    let mut after = 0;
    let mut count = 0;
    loop {
        let leaves = readers.read_blocking(|source| page(source, city, after, through))?;
        let Some((last, _)) = leaves.last() else { break };
        after = *last;
        for (_, leaf) in &leaves {
            writeln!(to, "{leaf}").map_err(failed)?;
            count += 1;
        }
    }
    to.flush().map_err(failed)?;
    Ok(count)
}

/// By position, and not by the index that begins with the city.
const LEAVES: &str =
    "SELECT position, leaf FROM event WHERE position > $1 AND position <= $2 AND +city = $3 ORDER BY position LIMIT $4";

fn page(source: &dyn Source, city: RegionCode, after: i64, through: u64) -> Result<Vec<(i64, String)>, Fault> {
    let leaves = source.rows(LEAVES, &values![after, through, city, PAGE])?;
    let read = leaves.iter().map(|row| Ok((row.get(0)?, row.leaf(1)?.into_owned())));
    read.collect()
}
