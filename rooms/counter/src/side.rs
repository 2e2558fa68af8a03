//! What the room keeps outside the log, with a term: the looks of staff at personal data.

/// The tables, step by step; a released step never changes. One row for each hour in which somebody looked at one thing:
/// how often, first and last. No row holds a name.
pub(crate) const STEPS: &[&str] = &["
    CREATE TABLE counter_look (
        city BIGINT NOT NULL,
        party BYTEA NOT NULL,
        hour BIGINT NOT NULL,
        account BYTEA NOT NULL,
        application BYTEA NOT NULL,
        what TEXT NOT NULL,
        post TEXT NOT NULL,
        occasion TEXT NOT NULL,
        first BIGINT NOT NULL,
        last BIGINT NOT NULL,
        times BIGINT NOT NULL,
        PRIMARY KEY (city, party, hour, account, application, what, post)
    );
    CREATE INDEX counter_look_hour ON counter_look (city, hour);"];

/// What the room keeps beside the log.
pub const BESIDE_THE_LOG: ledger::Beside = ledger::Beside {
    room: "counter",
    steps: STEPS,
    taken_out: &["counter_look"],
};

const MILLISECONDS_OF_AN_HOUR: i64 = 3_600_000;

/// The hour of a moment, counted since 1970.
pub(crate) fn hour_of(moment: calendar::Moment) -> i64 {
    moment.0.div_euclid(MILLISECONDS_OF_AN_HOUR)
}
