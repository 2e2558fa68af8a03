//! Who signed in and out, who failed, who was refused: kept half a year (网络安全法 21), outside the proof.
//! No name and no full address: the network is enough to see where an attack comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use identity::RecordId;
use ledger::{Ledger, Statement, Unavailable, values};

use crate::people::People;
use crate::side::minutes;

/// How long an entry is kept.
pub const SECURITY_LOG_DAYS: i64 = 185;

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    SignedIn,
    SignInFailed,
    SignInThrottled,
    SignedOut,
    OtherSessionsEnded,
    CapacityChosen,
    PasswordChanged,
    PasswordChangeFailed,
    Registered,
}

impl Noted {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignInThrottled => "sign_in_throttled",
            Self::SignedOut => "signed_out",
            Self::OtherSessionsEnded => "other_sessions_ended",
            Self::CapacityChosen => "capacity_chosen",
            Self::PasswordChanged => "password_changed",
            Self::PasswordChangeFailed => "password_change_failed",
            Self::Registered => "registered",
        }
    }
}

impl People {
    /// Writes it down. A log that cannot be written does not keep anybody out; the operator hears of it.
    pub(crate) async fn note(&self, what: Noted, account: Option<RecordId>, network: &Network) {
        let mut id = [0; 8];
        let _ = getrandom::fill(&mut id);
        let (city, now) = (self.ledger().city(), self.real_time());
        let oldest = now - minutes(SECURITY_LOG_DAYS * 24 * 60);
        let statements = vec![
            Statement::new(
                "INSERT INTO people_security_log (city, at, id, what, account, network) VALUES ($1, $2, $3, $4, $5, $6)",
                values![city, now, id.as_slice(), what.as_str(), account, network.0.as_str()],
            ),
            Statement::new(
                "DELETE FROM people_security_log WHERE city = $1 AND at < $2",
                values![city, oldest],
            ),
        ];
        if let Err(error) = self.ledger().side(statements).await {
            tracing::error!(%error, "the security log cannot be written");
        }
    }
}

/// An entry about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEntry {
    /// When, in milliseconds since 1970, by the machine's clock.
    pub at: i64,
    /// What happened: `signed_in`, `sign_in_failed`, …
    pub what: String,
    /// The network from which: 24 bits of IPv4, 64 of IPv6.
    pub network: String,
}

/// What the log says of an account, the last first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_account(ledger: &Ledger, account: RecordId, limit: u32) -> Result<Vec<SecurityEntry>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT at, what, network FROM people_security_log WHERE city = $1 AND account = $2 ORDER BY at DESC LIMIT $3",
            values![ledger.city(), account, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SecurityEntry {
                at: row.get(0)?,
                what: row.get(1)?,
                network: row.get(2)?,
            })
        })
        .collect()
}

/// The network somebody comes from: 24 bits of IPv4, 64 of IPv6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Network(pub(crate) String);

impl Network {
    pub(crate) fn of(address: Option<IpAddr>) -> Self {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                Self(format!("{}/24", Ipv4Addr::new(a, b, c, 0)))
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                Self(format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
            }
            None => Self("unknown".to_owned()),
        }
    }
}
