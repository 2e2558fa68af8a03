//! `/drafts/{draft}/signed-letter`: the commitment letter, or the promises instead of proof, that the applicant signed on paper, scanned by whoever hands in.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::{FormData, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;

use super::commitment::{gives_word, page};
use super::draft::the_draft;
use crate::drafts::{self, Draft, Paper};
use crate::pages::refinement::{read_papers, wrong_papers};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

/// The box on the page.
pub(super) const SIGNED_LETTER_BOX: &str = "material-signed-letter";

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let account = current.account().ok_or(Problem::SignedOut)?;
    if !gives_word(&open, &open.readiness()) {
        return Err(Problem::NotFound);
    }
    let posted = read_papers(&room, &Names::new(&open.release, &reader.texts), request).await?;
    let mut errors = wrong_papers(&posted);
    let now = room.ledger.now();
    let papers: Vec<Paper> = posted
        .uploads
        .into_iter()
        .map(|upload| Paper::uploaded(upload, account, now))
        .collect();
    if papers.is_empty() && errors.is_empty() {
        errors.add(SIGNED_LETTER_BOX, "signed-letter-missing");
    }
    drafts::placed(&room, id, &papers).await.map_err(unavailable)?;
    let (letters, stray): (Vec<Paper>, Vec<Paper>) = papers.into_iter().partition(Paper::is_signed_letter);
    let put = |draft: &mut Draft| {
        letters
            .into_iter()
            .filter_map(|paper| draft.put(paper))
            .chain(stray)
            .collect()
    };
    let kept = drafts::change(&room, open.party, id, put).await.map_err(unavailable)?;
    kept.ok_or(Problem::NotFound)?;
    if errors.is_empty() {
        return Ok(Redirect::to(&format!("/drafts/{id}/commitment#letter-title")).into_response());
    }
    let open = the_draft(&room, &current, id).await?;
    let page = page(&room, &open, &current, &reader, FormData::default(), errors)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
