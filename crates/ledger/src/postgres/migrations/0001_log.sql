-- In the types that all tables are written in; see the module dialect. Every key begins with the city.

-- The city whose records these are, and a check of its keys.
CREATE TABLE city (
    city INTEGER PRIMARY KEY,
    keys TEXT NOT NULL,
    suite TEXT NOT NULL
);

-- A record by its identifier. Its origin is the position of its first event: identifiers are random, so that tables which
-- are written all the time are ordered by origin; what is worked on today then lies together.
CREATE TABLE record (
    city INTEGER NOT NULL,
    record BLOB NOT NULL,
    origin INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (city, record)
);
CREATE UNIQUE INDEX record_of_origin ON record (city, origin);

-- The log. The leaf is the canonical JSON that is proven; the other columns repeat of it what is searched.
CREATE TABLE event (
    city INTEGER NOT NULL,
    position INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    leaf TEXT NOT NULL,
    PRIMARY KEY (city, position)
);
CREATE UNIQUE INDEX event_of_record ON event (city, origin, version);

-- A command is known again by its actor's key; position is its last event. The key comes first: those of forms begin with
-- the time, so that commands of the same hour lie together, whoever sent them.
CREATE TABLE command (
    city INTEGER NOT NULL,
    key TEXT NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (city, key, actor)
);

-- A unique value, as an HMAC under the lookup key.
CREATE TABLE claim (
    city INTEGER NOT NULL,
    scope TEXT NOT NULL,
    digest BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (city, scope, digest)
);

-- The last number drawn from a series.
CREATE TABLE series (
    city INTEGER NOT NULL,
    name TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (city, name)
);

-- Why personal values are kept, and how long.
CREATE TABLE keeping (
    city INTEGER NOT NULL,
    keeping INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL,
    term_days INTEGER NOT NULL,
    PRIMARY KEY (city, keeping)
);

-- Personal values with their salt, encrypted.
CREATE TABLE vault (
    city INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    path TEXT NOT NULL,
    keeping INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (city, origin, path)
);

-- Forms that are being filled in: no part of the log.
CREATE TABLE draft (
    city INTEGER NOT NULL,
    owner BLOB NOT NULL,
    draft BLOB NOT NULL,
    kind TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (city, owner, draft)
);
CREATE INDEX draft_expiring ON draft (city, expires_at);

-- How far each reaction has read the log.
CREATE TABLE cursor (
    city INTEGER NOT NULL,
    reaction TEXT NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (city, reaction)
);

-- What a reaction or a timer could not do: mark is the event's position, or the timer's moment.
CREATE TABLE parked (
    city INTEGER NOT NULL,
    reaction TEXT NOT NULL,
    record BLOB NOT NULL,
    mark INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('refused', 'failed')),
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (city, reaction, record, mark)
);

-- Moments at which something happens to a record by itself. A timer that has fired stays until it is set anew.
CREATE TABLE timer (
    city INTEGER NOT NULL,
    record BLOB NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    fired INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (city, record, name)
);
CREATE INDEX timer_due ON timer (city, at) WHERE fired = 0;

-- Which index tables stand, of which version and text.
CREATE TABLE index_table (
    city INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (city, kind, place)
);
-- The tree over the log, in tiles of up to 256 hashes of one level: full tiles never change, those at the right edge grow.
CREATE TABLE tile (
    city INTEGER NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (city, level, number)
);

-- Signed heads: the last of each day. Day and at are of the moment at which a head was made.
CREATE TABLE head (
    city INTEGER NOT NULL,
    day INTEGER NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (city, day)
);

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
);

-- Witnesses that do not countersign what the log is now, since when, and why.
CREATE TABLE witness_refusal (
    city INTEGER NOT NULL,
    witness TEXT NOT NULL,
    at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (city, witness)
);

-- The epochs of the log after the first: each begins where the log was put back to an earlier position. The event at that position says
-- why; this repeats where to look.
CREATE TABLE epoch (
    city INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (city, epoch)
);

-- From which position on whatever is erased is on the list; no row if from the first. A city that was put back may lack values that were
-- replaced since.
CREATE TABLE list_began (
    city INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
);

-- When the database was last searched for copies of what was erased.
CREATE TABLE scrubbed (
    city INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
);

-- Values whose term is over and which law keeps all the same: they are stored, and nothing else is done with them (PIPL 47).
CREATE TABLE restricted (
    city INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    path TEXT NOT NULL,
    keeping INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (city, origin, path)
);

-- Kinds of record whose timers are to be worked out from the log anew, because it was put back.
CREATE TABLE put_back_kind (
    city INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (city, kind)
);

-- What one server of a city does, until when by the database's clock; another takes it when that is over.
CREATE TABLE lease (
    city INTEGER NOT NULL,
    name TEXT NOT NULL,
    holder TEXT NOT NULL,
    until TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (city, name)
);
