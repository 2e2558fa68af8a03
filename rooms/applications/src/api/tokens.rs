//! Papers that wait to be handed in: each known by a token, to its party alone. Programs upload them first; a page keeps those of a
//! form in which something else was wrong.

use authority::Party;
use identity::RecordId;
use ledger::Unavailable;

use super::problem::Wrong;
use crate::drafts::{self, Paper};
use crate::room::ApplicationRoom;

/// What a paper that waits is called among the ledger's drafts.
const KIND: &str = "upload";

/// A paper with its token.
pub(crate) struct Waiting {
    pub(crate) token: RecordId,
    pub(crate) paper: Paper,
}

/// Keeps a paper until it is handed in or its term is over.
pub(crate) async fn keep(room: &ApplicationRoom, party: Party, token: RecordId, paper: &Paper) -> Result<(), Unavailable> {
    drafts::placed(room, token, std::slice::from_ref(paper)).await?;
    let content = serde_json::to_value(paper).map_err(|error| Unavailable(error.to_string()))?;
    room.ledger.drafts().save(drafts::owner(party), token, KIND, &content).await
}

/// The papers of these tokens; what names none, or a material twice, is wrong.
pub(super) async fn papers(
    room: &ApplicationRoom,
    party: Party,
    tokens: &[String],
    wrong: &mut Wrong,
) -> Result<Vec<Waiting>, Unavailable> {
    let mut papers: Vec<Waiting> = Vec::with_capacity(tokens.len());
    for text in tokens {
        match paper(room, party, text).await? {
            Some(found) if papers.iter().any(|other| other.paper.material == found.paper.material) => {
                wrong.add("uploads", "api-upload-doubled");
            }
            Some(found) => papers.push(found),
            None => wrong.add("uploads", "api-upload-unknown"),
        }
    }
    Ok(papers)
}

/// The paper of a token; none where it names none of the party's.
pub(crate) async fn paper(room: &ApplicationRoom, party: Party, text: &str) -> Result<Option<Waiting>, Unavailable> {
    let Ok(token) = text.parse::<RecordId>() else {
        return Ok(None);
    };
    let found = room.ledger.drafts().load(drafts::owner(party), token).await?;
    let paper = found
        .filter(|found| found.heading.kind == KIND)
        .and_then(|found| serde_json::from_value(found.content).ok());
    Ok(paper.map(|paper| Waiting { token, paper }))
}

/// Before papers are handed in: from now on the record of that application decides what becomes of their files.
pub(crate) async fn claim(room: &ApplicationRoom, application: RecordId, papers: &[Waiting]) -> Result<(), Unavailable> {
    drafts::placed(room, application, &bare(papers)).await
}

/// Papers have been handed in; their tokens are void.
pub(crate) async fn handed_in(room: &ApplicationRoom, party: Party, papers: &[Waiting]) {
    let void = async {
        drafts::taken(room, &bare(papers)).await?;
        for waiting in papers {
            room.ledger.drafts().delete(drafts::owner(party), waiting.token).await?;
        }
        Ok::<(), Unavailable>(())
    };
    if let Err(error) = void.await {
        tracing::warn!(%error, "tokens of papers that were handed in stay until their term is over");
    }
}

fn bare(papers: &[Waiting]) -> Vec<Paper> {
    papers.iter().map(|waiting| waiting.paper.clone()).collect()
}
