-- The epochs of the log after the first: each begins where the log was put back to an earlier position. The event at that position says
-- why; this repeats where to look.
CREATE TABLE epoch (
    city INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (city, epoch)
) STRICT, WITHOUT ROWID;

-- What an earlier position of the log had: how far each series stood before a command drew from it, and the unique values that commands
-- took or gave back. Kept for a term, so that the log can be put back.
CREATE TABLE draw (
    position INTEGER NOT NULL,
    series TEXT NOT NULL,
    city INTEGER NOT NULL,
    last_before INTEGER NOT NULL,
    PRIMARY KEY (position, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_change (
    change INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    city INTEGER NOT NULL,
    scope TEXT NOT NULL,
    digest BLOB NOT NULL,
    record BLOB NOT NULL,
    is_taken INTEGER NOT NULL
) STRICT;
CREATE TRIGGER claim_taken AFTER INSERT ON claim BEGIN
    INSERT INTO claim_change (position, city, scope, digest, record, is_taken)
    VALUES ((SELECT coalesce(max(position), 0) FROM event), NEW.city, NEW.scope, NEW.digest, NEW.record, 1);
END;
CREATE TRIGGER claim_given_back AFTER DELETE ON claim BEGIN
    INSERT INTO claim_change (position, city, scope, digest, record, is_taken)
    VALUES ((SELECT coalesce(max(position), 0) FROM event), OLD.city, OLD.scope, OLD.digest, OLD.record, 0);
END;
-- From which position on both are known; no row if from the first.
CREATE TABLE known_since (
    city INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;
INSERT INTO known_since SELECT city, (SELECT max(position) FROM event) FROM city WHERE EXISTS (SELECT 1 FROM event);

-- What was erased and is not yet in the list beside the database: no way of deleting a value or a draft passes it by. The mark is the
-- twelve random bytes with which the deleted value began, so that one given anew under the same path is not taken for it.
CREATE TABLE erasure (
    erasure INTEGER PRIMARY KEY,
    city INTEGER NOT NULL,
    what TEXT NOT NULL,
    origin INTEGER NOT NULL,
    path TEXT NOT NULL,
    mark BLOB NOT NULL,
    keeping INTEGER,
    why TEXT NOT NULL,
    UNIQUE (what, origin, path, mark)
) STRICT;
CREATE TRIGGER value_erased AFTER DELETE ON vault BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, keeping, why)
    VALUES (OLD.city, 'value', OLD.origin, OLD.path, substr(OLD.sealed, 1, 12), OLD.keeping, 'asked');
END;
CREATE TRIGGER value_replaced AFTER UPDATE OF sealed ON vault WHEN OLD.sealed <> NEW.sealed BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, keeping, why)
    VALUES (OLD.city, 'value', OLD.origin, OLD.path, substr(OLD.sealed, 1, 12), OLD.keeping, 'replaced');
END;
CREATE TRIGGER draft_erased AFTER DELETE ON draft BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, why)
    VALUES (OLD.city, 'draft', 0, lower(hex(OLD.owner)) || '/' || lower(hex(OLD.draft)), substr(OLD.sealed, 1, 12), 'draft');
END;

-- From which position on whatever is erased is on the list; no row if from the first. A city that was put back may lack values that were
-- replaced since.
CREATE TABLE list_began (
    city INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;
INSERT INTO list_began SELECT city, (SELECT max(position) FROM event) FROM city WHERE EXISTS (SELECT 1 FROM event);

-- When the database was last searched for copies of what was erased.
CREATE TABLE scrubbed (
    city INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;

-- Values whose term is over and which law keeps all the same: they are stored, and nothing else is done with them (PIPL 47).
CREATE TABLE restricted (
    city INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    path TEXT NOT NULL,
    keeping INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (city, origin, path)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER restricted_erased AFTER DELETE ON restricted BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, keeping, why)
    VALUES (OLD.city, 'value', OLD.origin, OLD.path, substr(OLD.sealed, 1, 12), OLD.keeping, 'asked');
END;

-- Kinds of record whose timers are to be worked out from the log anew, because it was put back.
CREATE TABLE put_back_kind (
    city INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (city, kind)
) STRICT, WITHOUT ROWID;
