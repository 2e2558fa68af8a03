//! One-time codes: proofs that somebody has a phone or reads a mailbox. Random, brief, kept as a digest only, few guesses.
//!
//! A code never signs anybody in, so that SMS is no factor at all for staff, let alone the only one.

mod sending;
mod throttle;

use getrandom::fill;
use ledger::{Statement, Unavailable, values};
use sha2::{Digest, Sha256};

use crate::room::MessageRoom;

pub(crate) use sending::{phone_changed, send_by_mail, send_by_sms};

/// How long a code counts (ASVS 6.5.5).
pub const CODE_MINUTES: i64 = 10;
/// How often one may guess at it.
pub const GUESSES_MAX: i64 = 5;
/// The digits of a code.
const DIGITS: u32 = 6;

const MILLISECONDS_OF_A_MINUTE: i64 = 60_000;

/// What a code is about: whose phone or mailbox it proves, and for what. Only a digest of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject(Vec<u8>);

/// Why there is no code, or why it does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CodeRefusal {
    /// Too many were asked for.
    #[error("too many codes; the next in {after_seconds} seconds")]
    TooOften {
        /// When the next may be asked for.
        after_seconds: u32,
    },
    /// It is wrong, too old, or guessed at too often. Nothing tells which.
    #[error("the code does not count")]
    Wrong,
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Subject {
    /// Made of what the code binds together.
    pub(crate) fn of(parts: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update([0]);
            hasher.update(part.as_bytes());
        }
        Self(hasher.finalize().to_vec())
    }
}

/// Draws a code for an address and keeps its digest; an earlier one of the same subject no longer counts.
pub(crate) async fn draw(room: &MessageRoom, subject: &Subject, asker: &str, to: &str) -> Result<String, CodeRefusal> {
    throttle::count(room, subject, asker, to).await?;
    let code = random().map_err(|_| Unavailable("no random bytes for a code".to_owned()))?;
    let (city, now) = (room.ledger().city(), room.real_time());
    let expires = now + CODE_MINUTES * MILLISECONDS_OF_A_MINUTE;
    let keep = Statement::new(
        "INSERT INTO message_code (city, subject, digest, expires, guesses) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT (city, subject) DO UPDATE SET digest = excluded.digest, expires = excluded.expires, guesses = 0",
        values![city, subject.0.clone(), digest(room, subject, &code), expires],
    );
    let forget = Statement::new(
        "DELETE FROM message_code WHERE city = $1 AND expires <= $2",
        values![city, now],
    );
    room.ledger().side(vec![forget, keep]).await?;
    Ok(code)
}

/// Takes a code as proof, once. Each guess is counted before it is looked at.
pub(crate) async fn take(room: &MessageRoom, subject: &Subject, code: &str) -> Result<(), CodeRefusal> {
    let (city, now) = (room.ledger().city(), room.real_time());
    let guess = Statement::new(
        "UPDATE message_code SET guesses = guesses + 1 WHERE city = $1 AND subject = $2",
        values![city, subject.0.clone()],
    );
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    let used = Statement::new(
        "DELETE FROM message_code WHERE city = $1 AND subject = $2 AND digest = $3 AND expires > $4 AND guesses <= $5",
        values![city, subject.0.clone(), digest(room, subject, &typed), now, GUESSES_MAX],
    );
    let changed = room.ledger().side(vec![guess, used]).await?;
    if changed.get(1) == Some(&1) {
        Ok(())
    } else {
        Err(CodeRefusal::Wrong)
    }
}

/// Six digits, each as likely as any other: draws beyond the last whole million are drawn again.
fn random() -> Result<String, getrandom::Error> {
    let count = 10_u32.pow(DIGITS);
    let fair = u32::MAX - u32::MAX % count;
    loop {
        let mut bytes = [0; 4];
        fill(&mut bytes)?;
        let number = u32::from_be_bytes(bytes);
        if number < fair {
            return Ok(format!("{:06}", number % count));
        }
    }
}

/// With the room's own random bytes, which are in memory only: from the database alone nobody finds six digits again.
fn digest(room: &MessageRoom, subject: &Subject, code: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(room.pepper());
    hasher.update(&subject.0);
    hasher.update(code.as_bytes());
    hasher.finalize().to_vec()
}
