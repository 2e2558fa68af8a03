//! Coming into force: at the beginning of its day a release becomes the one by which new applications are filed.

use calendar::Moment;
use catalogue::CatalogueError;
use identity::RecordId;
use ledger::{ReactionError, timer_key};

use crate::record::{ENTRY_TIMER, Enter, Releases, Standing};
use crate::room::{Administration, timer_permit};

/// Has each release come into force on its day, also when the program did not run at midnight.
pub(crate) fn on_its_day(room: &Administration) {
    let entering = room.clone();
    room.ledger().on_timer(ENTRY_TIMER, move |record, at| {
        let room = entering.clone();
        async move { enter(&room, record, at).await }
    });
}

async fn enter(room: &Administration, record: RecordId, at: Moment) -> Result<(), ReactionError> {
    let Some(snapshot) = room.ledger().state::<Releases>(record).await? else {
        return Ok(());
    };
    let (Some(digest), Standing::Scheduled { .. }) = (&snapshot.state.digest, snapshot.state.standing) else {
        return Ok(());
    };
    let left_behind = room.left_behind(digest).await?;
    if !left_behind.is_empty() {
        let organs = left_behind.join("、");
        return Err(ReactionError::Failed(format!(
            "release {digest} has no posts for {organs}, where something lies on the desk"
        )));
    }
    let missing = || ReactionError::Failed(format!("the texts of release {digest} are not there"));
    let texts = room.catalogue.texts_of(digest).await?.ok_or_else(missing)?;
    let release = room.catalogue.renew(&texts).await.map_err(not_renewed)?;
    (room.on_entry)(&release);
    let entries = room.catalogue.releases();
    let number = entries
        .iter()
        .rfind(|entry| entry.digest == *digest)
        .map(|entry| entry.number);
    let permit = timer_permit(room, record).map_err(|denied| ReactionError::Failed(denied.to_string()))?;
    let enter = Enter {
        number: number.ok_or_else(missing)?,
    };
    let key = timer_key(record, ENTRY_TIMER, at);
    room.ledger().submit::<Releases, _>(&permit, record, enter, key).await?;
    Ok(())
}

fn not_renewed(error: CatalogueError) -> ReactionError {
    match error {
        CatalogueError::Unavailable(unavailable) => ReactionError::Unavailable(unavailable.0),
        CatalogueError::Empty
        | CatalogueError::Findings(_)
        | CatalogueError::Unreadable { .. }
        | CatalogueError::Altered { .. } => ReactionError::Failed(error.to_string()),
    }
}
