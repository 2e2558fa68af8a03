-- The tree over the log, in tiles of up to 256 hashes of one level: full tiles never change, those at the right edge grow.
CREATE TABLE tile (
    city INTEGER NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (city, level, number)
) STRICT;

-- Signed heads: the last of each day. Day and at are of the moment at which a head was made.
CREATE TABLE head (
    city INTEGER NOT NULL,
    day INTEGER NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (city, day)
) STRICT, WITHOUT ROWID;
