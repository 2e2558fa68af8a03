//! `/applications/{id}/supplement`: the applicant supplies everything that was found missing before acceptance.

use askama::Template;
use authority::acts;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;

use super::called::called;
use super::procedures::{Part, parts};
use super::refinement::{PaperBox, read_papers, wrong_papers};
use super::sent_papers::{Again, KeptPaper, SentPapers};
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::command::SupplySupplement;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::uploads;

#[derive(Template)]
#[template(path = "pages/supplement.html")]
pub(super) struct SupplementPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    until: String,
    /// What follows when nothing is supplied; the key of its sentence, empty where there is no term.
    unsupplied: &'static str,
    parts: Vec<Part>,
    papers: Vec<PaperBox>,
    kept: Vec<KeptPaper>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<SupplementPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    page(&room, &seen, &reader, Again::default()).await.map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let mut posted = read_papers(&room, &Names::new(&release, &reader.texts), request).await?;
    let key = Key::new(posted.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let mut errors = wrong_papers(&posted);
    let party = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.applicant;
    let papers = SentPapers::of(&room, party, &mut posted).await?;
    if errors.is_empty() {
        let command = SupplySupplement {
            note: posted.form.value("note").to_owned(),
            materials: papers.hand_in(&room, id).await?,
        };
        match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
            Ok(receipt) => {
                papers.handed_in(&room, party, receipt.replayed).await;
                return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
            }
            Err(SubmitError::Refused(refusal)) => {
                if let Refusal::SupplementMissing(material) = &refusal {
                    errors.add(format!("{}{material}", uploads::BOX_PREFIX), refused(&refusal));
                } else if let Refusal::WordsTooLong { .. } = &refusal {
                    errors.add("note", refused(&refusal));
                } else {
                    papers.discard(&room).await;
                    return Err(not_done(SubmitError::Refused(refusal)));
                }
            }
            Err(other) => {
                papers.discard(&room).await;
                return Err(not_done(other));
            }
        }
    }
    let kept = papers
        .keep(&room, party, &current, &Names::new(&release, &reader.texts))
        .await?;
    let form = posted.form;
    let page = page(&room, &seen, &reader, Again { form, errors, kept }).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn page(room: &ApplicationRoom, seen: &Seen, reader: &Reader, again: Again) -> Result<SupplementPage, Problem> {
    let application = &seen.application;
    if application.supplementing().next().is_none() {
        return Err(Problem::NotFound);
    }
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let (filing, plan) = application
        .filing
        .as_ref()
        .zip(application.plan.as_ref())
        .ok_or(Problem::NotFound)?;
    let calendar = room.calendar(filing.region);
    let term = application.supplement_until().zip(plan.supplement.as_ref());
    Ok(SupplementPage {
        chrome: reader.portal("supplement", Place::Progress),
        form: again.form,
        errors: again.errors,
        kept: again.kept,
        action: format!("/applications/{}/supplement", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, application),
        until: term
            .map(|(due, _)| reader.texts.day(&due.deadline.day(&calendar)))
            .unwrap_or_default(),
        unsupplied: term.map_or("", |(_, rule)| match rule.unsupplied {
            procedure::plan::Unsupplied::Withdrawn => "supplement-else-withdrawn",
            procedure::plan::Unsupplied::Terminated => "supplement-else-terminated",
        }),
        parts: parts(room, seen, &names).await?,
        papers: application
            .supplement_materials()
            .iter()
            .filter_map(|material| PaperBox::of(&names, material))
            .collect(),
    })
}
