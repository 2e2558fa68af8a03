-- A leaf is packed where that makes it smaller (decision 0035); those written before stay as they are, their text in bytes.
ALTER TABLE event ALTER COLUMN leaf TYPE BYTEA USING convert_to(leaf, 'UTF8');
