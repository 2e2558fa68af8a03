//! Applications that are being filled in: kept for the party 90 days, following the newest release.

use authority::Party;
use identity::{RecordId, RegionCode};
use ledger::{DraftHeading, Unavailable};
use procedure::Release;
use procedure::definition::MatterId;
use serde::{Deserialize, Serialize};

use crate::room::ApplicationRoom;

/// What a draft of ours is called among the ledger's drafts.
pub const KIND: &str = "application";

/// An application that is being filled in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// What is applied for.
    pub matter: MatterId,
    /// Where.
    pub region: RegionCode,
    /// The project on which it hangs.
    pub project: Option<RecordId>,
    /// What the project was called when it was last saved.
    pub project_title: Option<String>,
}

impl Draft {
    /// What it is called in lists; never a person's name.
    #[must_use]
    pub fn title(&self, release: &Release) -> String {
        let matter = release.matter(self.matter.as_str()).map_or(self.matter.as_str(), |matter| matter.name.as_str());
        match (&self.project_title, release.region(self.region)) {
            (Some(project), _) => project.clone(),
            (None, Some(region)) => format!("{matter} · {}", region.name),
            (None, None) => matter.to_owned(),
        }
    }
}

/// The drafts of a party, the last saved first.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn list(room: &ApplicationRoom, party: Party) -> Result<Vec<(DraftHeading, Draft)>, Unavailable> {
    let drafts = room.ledger.drafts();
    let owner = owner(party);
    let mut listed = Vec::new();
    for heading in drafts.list(owner).await?.into_iter().filter(|heading| heading.kind == KIND) {
        let Some(found) = drafts.load(owner, heading.draft).await? else { continue };
        match serde_json::from_value(found.content) {
            Ok(draft) => listed.push((heading, draft)),
            Err(error) => tracing::warn!(%error, "a draft can no longer be read"),
        }
    }
    Ok(listed)
}

fn owner(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}
