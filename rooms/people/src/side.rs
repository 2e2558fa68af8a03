//! What the room keeps outside the log, each with a term: sessions, failed sign-ins, the security log.

/// The tables, step by step; a released step never changes.
pub(crate) const STEPS: &[&str] = &[
    "
    CREATE TABLE people_session (
        city BIGINT NOT NULL,
        digest BYTEA NOT NULL,
        carrier TEXT NOT NULL,
        account BYTEA NOT NULL,
        capacity TEXT NOT NULL,
        created BIGINT NOT NULL,
        seen BIGINT NOT NULL,
        PRIMARY KEY (city, digest)
    );
    CREATE INDEX people_session_account ON people_session (city, account);
    CREATE INDEX people_session_seen ON people_session (city, seen);
    CREATE TABLE people_throttle (
        city BIGINT NOT NULL,
        subject BYTEA NOT NULL,
        since BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        PRIMARY KEY (city, subject)
    );
    CREATE INDEX people_throttle_since ON people_throttle (city, since);
    CREATE TABLE people_security_log (
        city BIGINT NOT NULL,
        at BIGINT NOT NULL,
        id BYTEA NOT NULL,
        what TEXT NOT NULL,
        account BYTEA,
        network TEXT NOT NULL,
        PRIMARY KEY (city, at, id)
    );
    CREATE INDEX people_security_log_account ON people_security_log (city, account, at);",
    "
    CREATE TABLE people_service_use (
        city BIGINT NOT NULL,
        service BYTEA NOT NULL,
        used BIGINT NOT NULL,
        PRIMARY KEY (city, service)
    );",
    "ALTER TABLE people_session ADD COLUMN beside BYTEA;",
];

const MILLISECONDS_OF_A_MINUTE: i64 = 60_000;

/// Minutes as the tables count time.
pub(crate) const fn minutes(count: i64) -> i64 {
    count * MILLISECONDS_OF_A_MINUTE
}
