-- What the city itself erases it notes with a warrant before the value goes; what is deleted behind the program's back is noted without one.
ALTER TABLE erasure ADD COLUMN warrant TEXT;
DROP TRIGGER value_erased;
CREATE TRIGGER value_erased AFTER DELETE ON vault BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, keeping, why)
    VALUES (OLD.city, 'value', OLD.origin, OLD.path, substr(OLD.sealed, 1, 12), OLD.keeping, 'unasked');
END;
DROP TRIGGER restricted_erased;
CREATE TRIGGER restricted_erased AFTER DELETE ON restricted BEGIN
    INSERT OR IGNORE INTO erasure (city, what, origin, path, mark, keeping, why)
    VALUES (OLD.city, 'value', OLD.origin, OLD.path, substr(OLD.sealed, 1, 12), OLD.keeping, 'unasked');
END;
-- What was erased before has no warrant. The city signs from which position on there are warrants.
ALTER TABLE list_began ADD COLUMN code TEXT;
INSERT INTO list_began (city, position) SELECT city, (SELECT max(position) FROM event) FROM city WHERE EXISTS (SELECT 1 FROM event)
    ON CONFLICT (city) DO UPDATE SET position = excluded.position;
