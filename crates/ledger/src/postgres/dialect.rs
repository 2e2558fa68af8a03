//! Texts are written for SQLite and PostgreSQL alike; what only one of the two understands is put right here.

use std::borrow::Cow;

/// What PostgreSQL is asked in place of a text. What tells SQLite which way to take is left out.
pub(super) fn spoken(sql: &str) -> Cow<'_, str> {
    let mut spoken = Cow::Borrowed(sql);
    for (written, said) in [("+city", "city"), (" INDEXED BY event_of_record", "")] {
        if spoken.contains(written) {
            spoken = spoken.replace(written, said).into();
        }
    }
    spoken
}

/// The definition of a table in PostgreSQL's types: SQLite's integers have eight bytes.
pub(super) fn defined(sql: &str) -> String {
    let mut defined = String::with_capacity(sql.len());
    let mut word = String::new();
    for character in sql.chars().chain(std::iter::once(' ')) {
        if character.is_ascii_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        defined.push_str(match word.as_str() {
            "INTEGER" => "BIGINT",
            "BLOB" => "BYTEA",
            "REAL" => "DOUBLE PRECISION",
            // Byte order, as in SQLite; and equality without asking the locale.
            "TEXT" => "TEXT COLLATE \"C\"",
            other => other,
        });
        word.clear();
        defined.push(character);
    }
    for table_option in [" STRICT, WITHOUT ROWID", " WITHOUT ROWID", " STRICT"] {
        defined = defined.replace(table_option, "");
    }
    defined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_for_sqlite_is_not_said() {
        assert_eq!(
            spoken("SELECT 1 FROM event WHERE +city = $1"),
            "SELECT 1 FROM event WHERE city = $1"
        );
        assert!(matches!(spoken("SELECT 1"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_table_gets_types_that_hold_as_much() {
        assert_eq!(
            defined("CREATE TABLE t (city INTEGER NOT NULL, digest BLOB, PRIMARY KEY (city)) STRICT, WITHOUT ROWID;").trim_end(),
            "CREATE TABLE t (city BIGINT NOT NULL, digest BYTEA, PRIMARY KEY (city));"
        );
    }
}
