//! Which stored files wait for a submission, and until when: so that none outlives its draft.
//!
//! A row names a stored file and the application it may become part of. The files of drafts that were never submitted
//! are deleted when their term is over; those of a submitted application are the application's own.

use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::RecordId;
use ledger::{DRAFT_DAYS, FileName, Statement, Unavailable, values};

use super::Paper;
use crate::record::Applications;
use crate::room::ApplicationRoom;

/// The table, step by step; a released step never changes.
pub(super) const STEPS: &[&str] = &["
    CREATE TABLE application_waiting_file (
        city BIGINT NOT NULL,
        stored TEXT NOT NULL,
        application BYTEA NOT NULL,
        expires_at BIGINT NOT NULL,
        PRIMARY KEY (city, stored)
    );
    CREATE INDEX application_waiting_file_application ON application_waiting_file (city, application);
    CREATE INDEX application_waiting_file_expires ON application_waiting_file (city, expires_at);"];

/// As many files whose term is over are deleted in passing.
const SWEPT_AT_ONCE_MAX: u32 = 20;

/// Notes files that have just come in, or that are about to become part of an application: its record then decides what
/// becomes of them.
pub(crate) async fn placed(room: &ApplicationRoom, application: RecordId, papers: &[Paper]) -> Result<(), Unavailable> {
    let until = expiry(room);
    let notes = papers.iter().map(|paper| {
        Statement::new(
            "INSERT INTO application_waiting_file (city, stored, application, expires_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (city, stored) DO UPDATE SET application = excluded.application, expires_at = excluded.expires_at",
            values![room.ledger.city(), &paper.stored, application, until],
        )
    });
    room.ledger.side(notes.collect()).await.map(|_| ())
}

/// The statement that keeps the files of an application as long as its draft, which has just been saved.
pub(super) fn kept(room: &ApplicationRoom, application: RecordId) -> Statement {
    Statement::new(
        "UPDATE application_waiting_file SET expires_at = $1 WHERE city = $2 AND application = $3",
        values![expiry(room), room.ledger.city(), application],
    )
}

/// Files have become part of an application.
pub(crate) async fn taken(room: &ApplicationRoom, papers: &[Paper]) -> Result<(), Unavailable> {
    room.ledger
        .side(papers.iter().map(|paper| forget(room, &paper.stored)).collect())
        .await
        .map(|_| ())
}

/// Deletes files that nobody needs any more. What cannot be deleted now is deleted when its term is over.
pub(crate) async fn discard(room: &ApplicationRoom, papers: &[Paper]) {
    for paper in papers {
        if let Err(error) = delete(room, &paper.stored).await {
            tracing::warn!(%error, "a paper that was taken out could not be deleted");
        }
    }
}

/// Deletes files whose term is over; called whenever one comes in.
pub(crate) async fn sweep(room: &ApplicationRoom) -> Result<(), Unavailable> {
    let sql = format!(
        "SELECT stored, application FROM application_waiting_file WHERE city = $1 AND expires_at <= $2 ORDER BY expires_at LIMIT {SWEPT_AT_ONCE_MAX}"
    );
    for row in room.ledger.query(sql, values![room.ledger.city(), room.ledger.now()]).await? {
        let (stored, application): (String, RecordId) = (row.get(0)?, row.get(1)?);
        if belongs_to(room, application, &stored).await? {
            room.ledger.side(vec![forget(room, &stored)]).await?;
        } else {
            delete(room, &stored).await?;
        }
    }
    Ok(())
}

async fn belongs_to(room: &ApplicationRoom, application: RecordId, stored: &str) -> Result<bool, Unavailable> {
    let snapshot = room.ledger.state::<Applications>(application).await?;
    Ok(snapshot.is_some_and(|snapshot| {
        let letter = snapshot
            .state
            .filing
            .as_ref()
            .and_then(|filing| filing.signed_letter.as_ref());
        letter.is_some_and(|letter| letter.stored == stored)
            || snapshot.state.materials.iter().any(|paper| paper.stored == stored)
            || snapshot.state.request_proofs().any(|paper| paper.stored == stored)
    }))
}

async fn delete(room: &ApplicationRoom, stored: &str) -> Result<(), Unavailable> {
    let unavailable = |error: ledger::FileError| Unavailable(error.to_string());
    let name = FileName::try_from(stored.to_owned()).map_err(unavailable)?;
    room.ledger.files().delete(&name).await.map_err(unavailable)?;
    room.ledger.side(vec![forget(room, stored)]).await.map(|_| ())
}

fn forget(room: &ApplicationRoom, stored: &str) -> Statement {
    let delete = "DELETE FROM application_waiting_file WHERE city = $1 AND stored = $2";
    Statement::new(delete, values![room.ledger.city(), stored])
}

fn expiry(room: &ApplicationRoom) -> Moment {
    room.ledger.now().plus(DRAFT_DAYS * MILLISECONDS_OF_DAY)
}
