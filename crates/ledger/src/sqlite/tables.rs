//! Tables as SQLite keeps them.

use crate::engine::Fault;
use crate::error::Unavailable;

/// The steps of the log itself.
pub(crate) const LOG: &[&str] = &[
    include_str!("migrations/0001_log.sql"),
    include_str!("migrations/0002_proof.sql"),
    include_str!("migrations/0003_witness.sql"),
    include_str!("migrations/0004_care.sql"),
    include_str!("migrations/0005_packed.sql"),
    include_str!("migrations/0006_warrants.sql"),
    include_str!("migrations/0007_columns.sql"),
];

/// The text of a table with its rows in the order of their key, so that finding one is one way down and what belongs together
/// lies together.
pub(crate) fn ordered_by_key(sql: &str) -> Result<String, Fault> {
    let (create, indexes) = sql.split_once(';').unwrap_or((sql, ""));
    if create.contains("PRIMARY KEY") {
        Ok(format!("{create} WITHOUT ROWID;{indexes}"))
    } else {
        Err(Unavailable(format!("an index table has no primary key: {create}")).into())
    }
}
