//! What the room keeps outside the log, each with a term: sessions, failed sign-ins, the security log.

use calendar::Moment;
use ledger::{Beside, Clock, Due, Ledger, Statement, SystemClock, Unavailable, Verdict, values};

use crate::record::keeping::FORMER_CONTACT;
use crate::security_log::SECURITY_LOG_DAYS;
use crate::session::SESSION_HOURS_MAX;

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

/// What the room keeps beside the log; sessions and throttles stay where they are.
pub const BESIDE_THE_LOG: Beside = Beside {
    room: "people",
    steps: STEPS,
    taken_out: &["people_security_log", "people_service_use"],
};

/// Ends every session: a city that was put back must not know again who had signed out since.
///
/// # Errors
/// When the ledger cannot write.
pub async fn end_every_session(ledger: &Ledger) -> Result<(), Unavailable> {
    let end = Statement::new("DELETE FROM people_session WHERE city = $1", values![ledger.city()]);
    ledger.side(vec![end]).await.map(|_| ())
}

/// What the room deletes every day, whether anybody signs in or not.
pub(crate) fn expired(ledger: &Ledger, _: Moment) -> Vec<Statement> {
    // Sessions and the security log count the time of the machine, also in a demonstration.
    let now = SystemClock.now();
    let day = 24 * 60;
    let delete = |sql: &'static str, oldest: i64| Statement::new(sql, values![ledger.city(), oldest]);
    vec![
        delete(
            "DELETE FROM people_security_log WHERE city = $1 AND at < $2",
            now.0 - minutes(SECURITY_LOG_DAYS * day),
        ),
        delete(
            "DELETE FROM people_session WHERE city = $1 AND created <= $2",
            now.0 - minutes(SESSION_HOURS_MAX * 60),
        ),
        delete(
            "DELETE FROM people_throttle WHERE city = $1 AND since <= $2",
            now.0 - minutes(day),
        ),
    ]
}

/// An account and an enterprise need their values as long as there are such; what they replaced goes when its term is over.
pub(crate) fn judged(_: &Ledger, due: &Due) -> Result<Verdict, Unavailable> {
    Ok(match due.purpose == FORMER_CONTACT.purpose {
        true => Verdict::Erased,
        false => Verdict::Needed,
    })
}
