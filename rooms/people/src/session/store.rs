//! Sessions as they are kept: a digest, an account, a capacity, two moments of the machine's clock.

use identity::RecordId;
use ledger::{Row, Statement, Unavailable, values};

use super::{IDLE_MINUTES_MAX, SESSION_HOURS_MAX, SessionId};
use crate::capacity::CapacityKey;
use crate::people::People;
use crate::side::minutes;

/// A session in use is written down again after so long, not at every click.
const SEEN_MINUTES: i64 = 1;
/// The most sessions of one account; the oldest makes room.
const SESSIONS_MAX: i64 = 20;

/// Who carries the secret: a browser in a cookie, a program in a header. Neither is taken for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Browser,
    Program,
}

impl Carrier {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Program => "program",
        }
    }
}

/// A session in force.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) account: RecordId,
    pub(crate) capacity: CapacityKey,
    pub(crate) carrier: Carrier,
    /// By which authorisation a helper sits beside.
    pub(crate) beside: Option<RecordId>,
    seen: i64,
}

impl People {
    /// Opens a session under a new name.
    pub(crate) async fn open_session(
        &self,
        account: RecordId,
        capacity: &CapacityKey,
        carrier: Carrier,
    ) -> Result<SessionId, Unavailable> {
        let id = SessionId::draw()?;
        let (city, now) = (self.ledger().city(), self.real_time());
        let statements = vec![
            Statement::new(
                "DELETE FROM people_session WHERE city = $1 AND (seen <= $2 OR created <= $3)",
                values![city, now - minutes(IDLE_MINUTES_MAX), now - minutes(SESSION_HOURS_MAX * 60)],
            ),
            Statement::new(
                "DELETE FROM people_session WHERE city = $1 AND digest IN (
                     SELECT digest FROM people_session WHERE city = $1 AND account = $2 ORDER BY created DESC LIMIT 1000 OFFSET $3)",
                values![city, account, SESSIONS_MAX - 1],
            ),
            Statement::new(
                "INSERT INTO people_session (city, digest, carrier, account, capacity, created, seen) VALUES ($1, $2, $3, $4, $5, $6, $6)",
                values![city, id.digest(), carrier.as_str(), account, capacity.to_string(), now],
            ),
        ];
        self.ledger().side(statements).await?;
        Ok(id)
    }

    /// The session of that name, if it is in force.
    pub(crate) async fn session(&self, id: SessionId, carrier: Carrier) -> Result<Option<Session>, Unavailable> {
        let now = self.real_time();
        let rows = self
            .ledger()
            .look_up(
                "SELECT account, capacity, seen, beside FROM people_session
                 WHERE city = $1 AND digest = $2 AND carrier = $3 AND seen > $4 AND created > $5",
                values![
                    self.ledger().city(),
                    id.digest(),
                    carrier.as_str(),
                    now - minutes(IDLE_MINUTES_MAX),
                    now - minutes(SESSION_HOURS_MAX * 60)
                ],
            )
            .await?;
        rows.first().map(|row| read(row, id, carrier)).transpose()
    }

    /// Somebody is there.
    pub(crate) async fn see(&self, session: &Session) -> Result<(), Unavailable> {
        let now = self.real_time();
        if now - session.seen < minutes(SEEN_MINUTES) {
            return Ok(());
        }
        let sql = "UPDATE people_session SET seen = $1 WHERE city = $2 AND digest = $3";
        self.change_session(sql, values![now, self.ledger().city(), session.id.digest()])
            .await
    }

    /// From now on the session acts in another capacity; nobody sits beside there yet.
    pub(crate) async fn choose_capacity(&self, session: &Session, capacity: &CapacityKey) -> Result<(), Unavailable> {
        let sql = "UPDATE people_session SET capacity = $1, beside = NULL WHERE city = $2 AND digest = $3";
        self.change_session(sql, values![capacity.to_string(), self.ledger().city(), session.id.digest()])
            .await
    }

    /// From now on a helper sits beside, or nobody.
    pub(crate) async fn change_beside(&self, session: &Session, beside: Option<RecordId>) -> Result<(), Unavailable> {
        let sql = "UPDATE people_session SET beside = $1 WHERE city = $2 AND digest = $3";
        self.change_session(sql, values![beside, self.ledger().city(), session.id.digest()])
            .await
    }

    /// Ends every session of an account: somebody else may have had its secret.
    pub(crate) async fn end_all_sessions(&self, account: RecordId) -> Result<(), Unavailable> {
        let sql = "DELETE FROM people_session WHERE city = $1 AND account = $2";
        self.change_session(sql, values![self.ledger().city(), account]).await
    }

    /// Ends the session.
    pub(crate) async fn end_session(&self, session: &Session) -> Result<(), Unavailable> {
        let sql = "DELETE FROM people_session WHERE city = $1 AND digest = $2";
        self.change_session(sql, values![self.ledger().city(), session.id.digest()])
            .await
    }

    /// Ends all other sessions of the account (ASVS 7.4.3, 7.5.2).
    pub(crate) async fn end_other_sessions(&self, session: &Session) -> Result<(), Unavailable> {
        let sql = "DELETE FROM people_session WHERE city = $1 AND account = $2 AND digest <> $3";
        self.change_session(sql, values![self.ledger().city(), session.account, session.id.digest()])
            .await
    }

    /// How many sessions of the account are in force.
    pub(crate) async fn count_sessions(&self, account: RecordId) -> Result<usize, Unavailable> {
        let now = self.real_time();
        let rows = self
            .ledger()
            .query(
                "SELECT COUNT(*) FROM people_session WHERE city = $1 AND account = $2 AND seen > $3 AND created > $4",
                values![
                    self.ledger().city(),
                    account,
                    now - minutes(IDLE_MINUTES_MAX),
                    now - minutes(SESSION_HOURS_MAX * 60)
                ],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn change_session(&self, sql: &'static str, values: Vec<ledger::Value>) -> Result<(), Unavailable> {
        self.ledger().side(vec![Statement::new(sql, values)]).await.map(|_| ())
    }
}

fn read(row: &Row, id: SessionId, carrier: Carrier) -> Result<Session, Unavailable> {
    let capacity: String = row.get(1)?;
    let capacity = capacity.parse().unwrap_or(CapacityKey::Person);
    Ok(Session {
        id,
        account: row.get(0)?,
        capacity,
        carrier,
        seen: row.get(2)?,
        beside: row.get(3)?,
    })
}
