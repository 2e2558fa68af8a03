-- What an earlier position of the log had: how far each series stood before a command drew from it, and the unique values that commands
-- took or gave back. Kept for a term, so that the log can be put back.
CREATE TABLE draw (
    city INTEGER NOT NULL,
    position INTEGER NOT NULL,
    series TEXT NOT NULL,
    last_before INTEGER NOT NULL,
    PRIMARY KEY (city, position, series)
);
CREATE SEQUENCE claim_change_number;
CREATE TABLE claim_change (
    city INTEGER NOT NULL,
    change INTEGER NOT NULL DEFAULT nextval('claim_change_number'),
    position INTEGER NOT NULL,
    scope TEXT NOT NULL,
    digest BLOB NOT NULL,
    record BLOB NOT NULL,
    is_taken INTEGER NOT NULL,
    PRIMARY KEY (city, change)
);
CREATE INDEX claim_change_at ON claim_change (city, position);
-- From which position on both are known; no row if from the first.
CREATE TABLE known_since (
    city INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
);
INSERT INTO known_since SELECT city, max(position) FROM event GROUP BY city;
ALTER TABLE list_began ADD COLUMN code TEXT;
INSERT INTO list_began (city, position) SELECT city, max(position) FROM event GROUP BY city
    ON CONFLICT (city) DO UPDATE SET position = excluded.position;

-- The list of what was erased: what the city itself erases it notes with a warrant before the value goes, what is deleted behind the
-- program's back is noted without one; no way of deleting a value or a draft passes it by, and every backup takes it along, outside what is put
-- back. The mark is the twelve random bytes with which the deleted value began, so that one given anew under the same path is not taken for it.
CREATE TABLE erased (
    city INTEGER NOT NULL,
    what TEXT NOT NULL,
    record BLOB NOT NULL,
    path TEXT NOT NULL,
    mark BLOB NOT NULL,
    why TEXT NOT NULL,
    purpose TEXT,
    basis TEXT,
    term_days INTEGER,
    warrant TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (city, what, record, path, mark)
);
CREATE FUNCTION milliseconds_now() RETURNS INTEGER LANGUAGE sql AS $$
    SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS INTEGER)
$$;
CREATE FUNCTION value_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO erased (city, what, record, path, mark, why, at)
    SELECT OLD.city, 'value', record.record, OLD.path, substring(OLD.sealed FROM 1 FOR 12), TG_ARGV[0], milliseconds_now()
    FROM record WHERE record.city = OLD.city AND record.origin = OLD.origin
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE FUNCTION draft_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO erased (city, what, record, path, mark, why, at)
    VALUES (OLD.city, 'draft', '', encode(OLD.owner, 'hex') || '/' || encode(OLD.draft, 'hex'),
        substring(OLD.sealed FROM 1 FOR 12), 'draft', milliseconds_now())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER value_erased AFTER DELETE ON vault FOR EACH ROW EXECUTE FUNCTION value_erased('unasked');
CREATE TRIGGER value_replaced AFTER UPDATE OF sealed ON vault FOR EACH ROW WHEN (OLD.sealed <> NEW.sealed)
    EXECUTE FUNCTION value_erased('replaced');
CREATE TRIGGER restricted_erased AFTER DELETE ON restricted FOR EACH ROW EXECUTE FUNCTION value_erased('unasked');
CREATE TRIGGER draft_erased AFTER DELETE ON draft FOR EACH ROW EXECUTE FUNCTION draft_erased();
