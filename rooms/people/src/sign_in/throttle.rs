//! Guessing is slow: attempts are counted by account (or unknown name) and by address, before anything is checked,
//! so that guesses sent at the same time count too. What succeeds is forgiven.

use std::net::IpAddr;

use identity::RecordId;
use ledger::{Statement, Unavailable, values};
use sha2::{Digest, Sha256};

use super::SignInRefusal;
use crate::people::People;
use crate::security_log::Network;
use crate::side::minutes;

/// How long attempts are remembered, from the first.
pub const ATTEMPTS_WINDOW_MINUTES: i64 = 15;
/// Attempts on one account or name in that time.
pub const ATTEMPTS_PER_NAME_MAX: i64 = 10;
/// Attempts from one network in that time; a hall is one network.
pub const ATTEMPTS_PER_NETWORK_MAX: i64 = 200;

/// Attempts to register from one network in that time.
pub const REGISTRATIONS_PER_NETWORK_MAX: i64 = 60;
/// Objections, views and looks at their answers from one network in that time: nobody signs in for them.
pub const UNSIGNED_PER_NETWORK_MAX: i64 = 40;
/// Attempts of one person to find somebody by name and number in that time.
pub const SEARCHES_PER_PERSON_MAX: i64 = 20;

/// Too many attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts; the next in {after_seconds} seconds")]
pub(crate) struct Throttled {
    /// When the next is counted from anew.
    pub(crate) after_seconds: u32,
}

/// By what an attempt is counted, and how often each may occur.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// Forgotten when the attempt succeeds.
    own: Option<Counted>,
    /// Taken back by one when it succeeds.
    shared: Option<Counted>,
}

#[derive(Debug)]
struct Counted {
    subject: Vec<u8>,
    attempts_max: i64,
}

impl Attempt {
    /// To sign in.
    pub(crate) fn new(account: Option<RecordId>, name: &str, address: Option<IpAddr>) -> Self {
        let name = account.map_or_else(
            || format!("name:{}", name.trim().to_lowercase()),
            |account| format!("account:{account}"),
        );
        Self {
            own: Some(Counted::new(&name, ATTEMPTS_PER_NAME_MAX)),
            shared: Some(Counted::new(
                &format!("network:{}", Network::of(address).0),
                ATTEMPTS_PER_NETWORK_MAX,
            )),
        }
    }

    /// To register; never forgiven, for each tells whether a number is taken.
    pub(crate) fn to_register(address: Option<IpAddr>) -> Self {
        let subject = format!("register:{}", Network::of(address).0);
        Self {
            own: None,
            shared: Some(Counted::new(&subject, REGISTRATIONS_PER_NETWORK_MAX)),
        }
    }

    /// To find somebody by name and number; never forgiven.
    pub(crate) fn to_find_somebody(asking: Option<RecordId>) -> Self {
        let asking = asking.map(|account| account.to_string()).unwrap_or_default();
        Self {
            own: None,
            shared: Some(Counted::new(&format!("find:{asking}"), SEARCHES_PER_PERSON_MAX)),
        }
    }

    /// To say or ask something without signing in; never forgiven, for codes can be guessed.
    pub(crate) fn without_signing_in(address: Option<IpAddr>) -> Self {
        let subject = format!("unsigned:{}", Network::of(address).0);
        Self {
            own: None,
            shared: Some(Counted::new(&subject, UNSIGNED_PER_NETWORK_MAX)),
        }
    }

    fn counted(&self) -> impl Iterator<Item = &Counted> {
        self.own.iter().chain(&self.shared)
    }
}

impl Counted {
    fn new(subject: &str, attempts_max: i64) -> Self {
        Self {
            subject: digest(subject),
            attempts_max,
        }
    }
}

/// Unknown names are texts of persons too: only their digest is kept.
fn digest(subject: &str) -> Vec<u8> {
    Sha256::digest(subject.as_bytes()).to_vec()
}

impl People {
    /// Counts an attempt, and refuses it if there were too many.
    pub(crate) async fn count(&self, attempt: &Attempt) -> Result<(), SignInRefusal> {
        let window_start = self.real_time() - minutes(ATTEMPTS_WINDOW_MINUTES);
        let mut statements = vec![Statement::new(
            "DELETE FROM people_throttle WHERE city = $1 AND since <= $2",
            values![self.ledger().city(), window_start],
        )];
        statements.extend(attempt.counted().map(|counted| self.one_more(&counted.subject)));
        self.ledger().side(statements).await?;
        let mut longest = None;
        for counted in attempt.counted() {
            longest = longest.max(self.throttled(counted).await?);
        }
        match longest {
            Some(after_seconds) => Err(Throttled { after_seconds }.into()),
            None => Ok(()),
        }
    }

    /// Takes back what a successful attempt was counted.
    pub(crate) async fn forgive(&self, attempt: &Attempt) -> Result<(), Unavailable> {
        let city = self.ledger().city();
        let forgotten = attempt.own.iter().map(|own| {
            Statement::new(
                "DELETE FROM people_throttle WHERE city = $1 AND subject = $2",
                values![city, own.subject.clone()],
            )
        });
        let lessened = attempt.shared.iter().map(|shared| {
            let sql = "UPDATE people_throttle SET attempts = attempts - 1 WHERE city = $1 AND subject = $2";
            Statement::new(sql, values![city, shared.subject.clone()])
        });
        self.ledger().side(forgotten.chain(lessened).collect()).await.map(|_| ())
    }

    fn one_more(&self, subject: &[u8]) -> Statement {
        Statement::new(
            "INSERT INTO people_throttle (city, subject, since, attempts) VALUES ($1, $2, $3, 1)
             ON CONFLICT (city, subject) DO UPDATE SET attempts = people_throttle.attempts + 1",
            values![self.ledger().city(), subject, self.real_time()],
        )
    }

    /// The seconds to wait, if it was tried too often.
    async fn throttled(&self, counted: &Counted) -> Result<Option<u32>, Unavailable> {
        let sql = "SELECT since, attempts FROM people_throttle WHERE city = $1 AND subject = $2";
        let rows = self
            .ledger()
            .query(sql, values![self.ledger().city(), counted.subject.clone()])
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (since, attempts): (i64, i64) = (row.get(0)?, row.get(1)?);
        if attempts <= counted.attempts_max {
            return Ok(None);
        }
        let rest = (since + minutes(ATTEMPTS_WINDOW_MINUTES) - self.real_time()).max(1000) / 1000;
        Ok(Some(u32::try_from(rest).unwrap_or(u32::MAX)))
    }
}
