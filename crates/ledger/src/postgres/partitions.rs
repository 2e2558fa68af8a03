//! The cities of a province spread over partitions, each of which may lie on a server of its own.

use std::num::NonZeroU8;

use super::link::Link;
use crate::engine::Fault;
use crate::error::Unavailable;
use crate::values;
use crate::waiting::wait;

/// Into how many parts each table of a database is divided by the city, if at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partitions(Option<NonZeroU8>);

/// None while there is no log yet; one row for each part of it.
const LOG_AS_IT_STANDS: &str =
    "SELECT relkind = 'p', (SELECT count(*) FROM pg_catalog.pg_inherits WHERE inhparent = pg_class.oid)
     FROM pg_catalog.pg_class WHERE oid = to_regclass('event')";

impl Partitions {
    /// Those of the database; of a new one, as many as are wanted.
    pub(super) fn of(link: &Link, wanted: Option<NonZeroU8>) -> Result<Self, Fault> {
        let found = wait(link.rows(LOG_AS_IT_STANDS, &values![]))?;
        let Some(log) = found.first() else { return Ok(Self(wanted)) };
        let standing = if log.get(0)? {
            let parts: u64 = log.get(1)?;
            u8::try_from(parts).ok().and_then(NonZeroU8::new)
        } else {
            None
        };
        match wanted {
            Some(wanted) if standing != Some(wanted) => Err(Unavailable(format!(
                "the tables of this database are divided into {} since they were made: only a new database is divided into {wanted}",
                standing.map_or(1, NonZeroU8::get)
            ))
            .into()),
            _ => Ok(Self(standing)),
        }
    }

    /// The same definitions with every table that has a city divided by it. PostgreSQL's own hash decides which part that is, as it does for
    /// whoever asks.
    pub(super) fn divide(self, definitions: String) -> String {
        let Some(parts) = self.0 else { return definitions };
        let mut divided = String::with_capacity(2 * definitions.len());
        for definition in definitions.split_inclusive(';') {
            match definition.split_once("CREATE TABLE ").map(|(_, table)| table) {
                Some(table) if table.contains("city BIGINT") => {
                    let name: String = table.chars().take_while(|letter| !letter.is_whitespace()).collect();
                    divided.push_str(definition.trim_end_matches(';'));
                    divided.push_str(" PARTITION BY HASH (city);");
                    for part in 0..parts.get() {
                        divided.push_str(&format!(
                            "\nCREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH (MODULUS {parts}, REMAINDER {part});"
                        ));
                    }
                }
                _ => divided.push_str(definition),
            }
        }
        divided
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_city_is_divided_and_nothing_else() {
        let definitions = "CREATE TABLE card (city BIGINT NOT NULL, PRIMARY KEY (city)); CREATE INDEX card_i ON card (city);
             CREATE TABLE migration (room TEXT);";
        assert_eq!(
            Partitions(NonZeroU8::new(2)).divide(definitions.to_owned()),
            "CREATE TABLE card (city BIGINT NOT NULL, PRIMARY KEY (city)) PARTITION BY HASH (city);
CREATE TABLE card_0 PARTITION OF card FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE card_1 PARTITION OF card FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE INDEX card_i ON card (city);
             CREATE TABLE migration (room TEXT);"
        );
        assert_eq!(Partitions(None).divide(definitions.to_owned()), definitions);
    }
}
