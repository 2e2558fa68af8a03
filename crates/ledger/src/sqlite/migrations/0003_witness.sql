-- How the log is hashed: a city chooses once. Those from before there was a choice have SHA-256.
ALTER TABLE city ADD COLUMN suite TEXT NOT NULL DEFAULT 'sha256';

-- Heads that witnesses have countersigned: of each witness the last of each day, with the log's signature and the witness's under it.
-- Day is that of the head; at is when the witness signed, in milliseconds since 1970.
CREATE TABLE cosignature (
    city INTEGER NOT NULL,
    witness TEXT NOT NULL,
    day INTEGER NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (city, witness, day)
) STRICT, WITHOUT ROWID;

-- Witnesses that do not countersign what the log is now, since when, and why.
CREATE TABLE witness_refusal (
    city INTEGER NOT NULL,
    witness TEXT NOT NULL,
    at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (city, witness)
) STRICT, WITHOUT ROWID;
