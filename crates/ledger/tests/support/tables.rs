//! The index tables of societies.

use ledger::{Sums, Table};

pub const SOCIETY: Table = Table {
    name: "society",
    version: 1,
    create: "CREATE TABLE society (
                city INTEGER NOT NULL, record BLOB NOT NULL, members INTEGER NOT NULL, meets_at INTEGER, changed INTEGER NOT NULL,
                PRIMARY KEY (city, record)
             );
             CREATE INDEX society_by_members ON society (city, members);",
};

pub const CARD: Table = Table {
    name: "card",
    version: 1,
    create: "CREATE TABLE card (city INTEGER NOT NULL, record BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (city, record, number));",
};

/// How many societies have so many members; no row where none has.
pub const SIZE: Table = Table {
    name: "size",
    version: 1,
    create: "CREATE TABLE size (city INTEGER NOT NULL, members INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (city, members));",
};

/// How many had so many once.
pub const OUTGROWN: Table = Table {
    name: "outgrown",
    version: 1,
    create: "CREATE TABLE outgrown (city INTEGER NOT NULL, members INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (city, members));",
};

pub const SIZES: Sums = Sums {
    add: "INSERT INTO size (city, members, n) VALUES ($1, $2, $3) ON CONFLICT (city, members) DO UPDATE SET n = size.n + excluded.n",
    clear: Some("DELETE FROM size WHERE city = $1 AND members = $2 AND n = 0"),
};

pub const LEAVINGS: Sums = Sums {
    add: "INSERT INTO outgrown (city, members, n) VALUES ($1, $2, $3)
          ON CONFLICT (city, members) DO UPDATE SET n = outgrown.n + excluded.n",
    clear: None,
};
