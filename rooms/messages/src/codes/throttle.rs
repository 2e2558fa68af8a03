//! Codes are asked for seldom: by one person, and for one phone or mailbox, so that nobody's phone is made to ring all day.

use ledger::{Statement, Unavailable, values};
use sha2::{Digest, Sha256};

use super::{CodeRefusal, Subject};
use crate::room::MessageRoom;

/// How long what was asked for is remembered, from the first.
const WINDOW_MINUTES: i64 = 60;
/// Codes for one subject in that time.
pub const CODES_PER_SUBJECT_MAX: i64 = 5;
/// Codes that one person asks for in that time, or that are asked for about one application.
pub const CODES_PER_ASKER_MAX: i64 = 10;

/// Codes for one phone or mailbox in that time, whoever asks: many accounts together make nobody's phone ring.
pub const CODES_PER_ADDRESS_MAX: i64 = 10;

const MILLISECONDS_OF_A_MINUTE: i64 = 60_000;

/// Counts one more, and refuses it if there were too many.
pub(super) async fn count(room: &MessageRoom, subject: &Subject, asker: &str, to: &str) -> Result<(), CodeRefusal> {
    let digest = |what: &str, whose: &str| Sha256::digest(format!("{what}:{whose}")).to_vec();
    let counted = [
        (subject.0.clone(), CODES_PER_SUBJECT_MAX),
        (digest("asker", asker), CODES_PER_ASKER_MAX),
        (digest("to", to), CODES_PER_ADDRESS_MAX),
    ];
    let (city, now) = (room.ledger().city(), room.real_time());
    let window_start = now - WINDOW_MINUTES * MILLISECONDS_OF_A_MINUTE;
    let mut statements = vec![Statement::new(
        "DELETE FROM message_throttle WHERE city = $1 AND since <= $2",
        values![city, window_start],
    )];
    statements.extend(counted.iter().map(|(subject, _)| {
        Statement::new(
            "INSERT INTO message_throttle (city, subject, since, attempts) VALUES ($1, $2, $3, 1)
             ON CONFLICT (city, subject) DO UPDATE SET attempts = message_throttle.attempts + 1",
            values![city, subject.clone(), now],
        )
    }));
    room.ledger().side(statements).await?;
    for (subject, attempts_max) in counted {
        if let Some(after_seconds) = too_many(room, subject, attempts_max).await? {
            return Err(CodeRefusal::TooOften { after_seconds });
        }
    }
    Ok(())
}

/// The seconds to wait, if it was asked for too often.
async fn too_many(room: &MessageRoom, subject: Vec<u8>, attempts_max: i64) -> Result<Option<u32>, Unavailable> {
    let asked = "SELECT since, attempts FROM message_throttle WHERE city = $1 AND subject = $2";
    let rows = room.ledger().query(asked, values![room.ledger().city(), subject]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (since, attempts): (i64, i64) = (row.get(0)?, row.get(1)?);
    if attempts <= attempts_max {
        return Ok(None);
    }
    let rest = (since + WINDOW_MINUTES * MILLISECONDS_OF_A_MINUTE - room.real_time()).max(1_000) / 1_000;
    Ok(Some(u32::try_from(rest).unwrap_or(u32::MAX)))
}
