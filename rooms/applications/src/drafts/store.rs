//! Drafts among the ledger's drafts: listed, begun, changed one after the other, deleted.

use std::sync::Arc;

use authority::{Actor, Party, acts, permit};
use identity::RecordId;
use ledger::{DraftHeading, Unavailable};
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, MutexGuard};

use super::following::follow;
use super::{Draft, Paper, shelf};
use crate::room::ApplicationRoom;

/// What a draft of ours is called among the ledger's drafts.
pub const KIND: &str = "application";
/// Two people who save at once save one after the other; so many drafts share no lock by more than chance.
const LOCKS: usize = 64;

static SAVING: [Mutex<()>; LOCKS] = [const { Mutex::const_new(()) }; LOCKS];

/// The drafts that an actor may work on, as a party or for one, the last saved first.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn list(room: &ApplicationRoom, actor: &Arc<Actor>) -> Result<Vec<(DraftHeading, Draft)>, Unavailable> {
    newest(room, actor, usize::MAX).await
}

/// So many of them at most, the last saved first. Each is opened to find out whether the actor may work on it, and no more than
/// are asked for.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn newest(room: &ApplicationRoom, actor: &Arc<Actor>, most: usize) -> Result<Vec<(DraftHeading, Draft)>, Unavailable> {
    let Some(party) = actor.party() else {
        return Ok(Vec::new());
    };
    let owner = owner(party);
    let mut listed = Vec::new();
    for heading in room.ledger.drafts().list(owner).await? {
        if listed.len() == most {
            break;
        }
        let loaded = load(room, owner, heading.draft).await?;
        listed.extend(
            loaded.filter(|(heading, draft)| permit::<acts::KeepDraft>(actor, &draft.subject(heading.draft, party)).is_ok()),
        );
    }
    Ok(listed)
}

/// A draft of that owner; one that can no longer be read is none.
pub(super) async fn load(
    room: &ApplicationRoom,
    owner: RecordId,
    id: RecordId,
) -> Result<Option<(DraftHeading, Draft)>, Unavailable> {
    let Some(found) = room.ledger.drafts().load(owner, id).await? else {
        return Ok(None);
    };
    if found.heading.kind != KIND {
        return Ok(None);
    }
    match serde_json::from_value(found.content) {
        Ok(draft) => Ok(Some((found.heading, draft))),
        Err(error) => {
            tracing::warn!(%error, "a draft can no longer be read");
            Ok(None)
        }
    }
}

/// Keeps a new draft. One that is there already stays: the same form was sent twice.
pub(crate) async fn create(room: &ApplicationRoom, party: Party, id: RecordId, draft: &Draft) -> Result<(), Unavailable> {
    let _alone = alone(id).await;
    let owner = owner(party);
    if load(room, owner, id).await?.is_none() {
        save(room, owner, id, draft).await?;
    }
    Ok(())
}

/// Changes a draft as it is now, and brings it to the release in force. `edit` answers the papers that are no longer
/// needed; their files are deleted when the draft is saved. None if the draft is not there any more.
pub(crate) async fn change(
    room: &ApplicationRoom,
    party: Party,
    id: RecordId,
    edit: impl FnOnce(&mut Draft) -> Vec<Paper>,
) -> Result<Option<Draft>, Unavailable> {
    let _alone = alone(id).await;
    let owner = owner(party);
    let Some((_, mut draft)) = load(room, owner, id).await? else {
        return Ok(None);
    };
    let mut unneeded = bring_up(room, &mut draft);
    unneeded.extend(edit(&mut draft));
    save(room, owner, id, &draft).await?;
    shelf::discard(room, &unneeded).await;
    Ok(Some(draft))
}

fn bring_up(room: &ApplicationRoom, draft: &mut Draft) -> Vec<Paper> {
    let release = room.catalogue.current();
    let before = room.catalogue.by_digest(&draft.release);
    match release.matter(draft.matter.as_str()) {
        Some(matter) => follow(draft, before.as_deref(), &release, matter).papers,
        None => Vec::new(),
    }
}

async fn save(room: &ApplicationRoom, owner: RecordId, id: RecordId, draft: &Draft) -> Result<(), Unavailable> {
    let content = serde_json::to_value(draft).map_err(|error| Unavailable(format!("a draft cannot be kept: {error}")))?;
    room.ledger.drafts().save(owner, id, KIND, &content).await?;
    room.ledger.side(vec![shelf::kept(room, id)]).await.map(|_| ())
}

/// Deletes a draft with its papers.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn delete(room: &ApplicationRoom, party: Party, id: RecordId) -> Result<(), Unavailable> {
    let _alone = alone(id).await;
    let owner = owner(party);
    let found = load(room, owner, id).await?;
    room.ledger.drafts().delete(owner, id).await?;
    if let Some((_, draft)) = found {
        shelf::discard(room, &draft.papers).await;
    }
    Ok(())
}

/// Nobody else saves this draft meanwhile.
async fn alone(id: RecordId) -> MutexGuard<'static, ()> {
    SAVING[usize::from(id.as_bytes()[0]) % LOCKS].lock().await
}

/// The identifier of what a form or a request begins: of the party, the key and what was said, so that the same sent twice
/// begins one thing, and something else sent under the same key another.
pub(crate) fn id_of_key(what: &str, party: Party, key: &str, said: &[&str]) -> RecordId {
    let mut hash = Sha256::new();
    for part in ["zhoudao", what, &party.to_string(), key].iter().chain(said) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(hash.finalize())
        .for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}

/// A new random identifier.
pub(crate) fn fresh_id() -> Result<RecordId, Unavailable> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Unavailable(error.to_string()))?;
    Ok(RecordId::from_bytes(bytes))
}

/// The record under which a party's drafts are kept.
pub(crate) fn owner(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}
