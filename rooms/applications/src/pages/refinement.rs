//! `/applications/{id}/refinements/{step}`: the applicant refines what an organ asked for.

use askama::Template;
use authority::acts;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::{MaterialId, StepId};

use super::called::called;
use super::sent_papers::{Again, KeptPaper, SentPapers};
use super::trouble::{hidden, not_done, not_rendered, refused, unavailable};
use crate::access::{Seen, see};
use crate::record::command::SupplyRefinement;
use crate::record::state::StepStatus;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::uploads;

#[derive(Template)]
#[template(path = "pages/refinement.html")]
pub(super) struct RefinementPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    organ: String,
    step: String,
    words: String,
    until: String,
    papers: Vec<PaperBox>,
    kept: Vec<KeptPaper>,
}

/// A box to hand a paper in.
pub(super) struct PaperBox {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub accept: String,
    pub bytes_max: u64,
}

impl PaperBox {
    /// The box of a material.
    pub(super) fn of(names: &Names<'_>, id: &MaterialId) -> Option<Self> {
        let material = names.release.material(id)?;
        let words: Vec<&str> = material.accepts.iter().map(|file_type| uploads::word(*file_type)).collect();
        let endings: Vec<String> = words.iter().map(|word| format!(".{}", word.to_lowercase())).collect();
        let contains = names.hint(material.hint.as_deref());
        let limits = names
            .texts
            .say("paper-limits")
            .with("types", words.join(" / "))
            .with("megabytes", material.max_megabytes);
        Some(Self {
            name: format!("{}{id}", uploads::BOX_PREFIX),
            label: names.material(material).plain().to_owned(),
            hint: format!("{contains} {limits}").trim().to_owned(),
            accept: endings.join(","),
            bytes_max: u64::from(material.max_megabytes) << 20,
        })
    }
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, step)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<RefinementPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let step = StepId::from(step.as_str());
    page(&room, &seen, &step, &reader, Again::default()).await.map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, step)): Path<(RecordId, String)>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let step = StepId::from(step.as_str());
    let mut posted = read_papers(&room, &Names::new(&release, &reader.texts), request).await?;
    let key = Key::new(posted.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let mut errors = wrong_papers(&posted);
    let party = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.applicant;
    let papers = SentPapers::of(&room, party, &mut posted).await?;
    if errors.is_empty() {
        let command = SupplyRefinement {
            step: step.clone(),
            note: posted.form.value("note").to_owned(),
            materials: papers.hand_in(&room, id).await?,
        };
        match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
            Ok(receipt) => {
                papers.handed_in(&room, party, receipt.replayed).await;
                return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
            }
            Err(SubmitError::Refused(Refusal::RefinedMaterialMissing(material))) => {
                errors.add(
                    format!("{}{material}", uploads::BOX_PREFIX),
                    "refusal-refined-material-missing",
                );
            }
            Err(SubmitError::Refused(refusal @ (Refusal::WordsMissing | Refusal::WordsTooLong { .. }))) => {
                errors.add("note", refused(&refusal))
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
    let page = page(&room, &seen, &step, &reader, Again { form, errors, kept }).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// A form with papers, from a page of ours.
pub(super) async fn read_papers(room: &ApplicationRoom, names: &Names<'_>, request: Request) -> Result<uploads::Posted, Problem> {
    let (parts, body) = request.into_parts();
    let proof = parts.clone();
    let multipart = Multipart::from_request(Request::from_parts(parts, body), &())
        .await
        .map_err(|_| Problem::invalid("form-unreadable"))?;
    uploads::read(&room.ledger, names, multipart, |token| {
        front::form::check_token(&proof, token)
    })
    .await
}

/// What was wrong with papers, at their boxes.
pub(super) fn wrong_papers(posted: &uploads::Posted) -> FormErrors {
    let mut errors = FormErrors::default();
    for (material, message) in &posted.wrong {
        errors.add(format!("{}{material}", uploads::BOX_PREFIX), message.clone());
    }
    errors
}

async fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    id: &StepId,
    reader: &Reader,
    again: Again,
) -> Result<RefinementPage, Problem> {
    let application = &seen.application;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let step = application
        .step(id)
        .filter(|step| step.status == StepStatus::Refining)
        .ok_or(Problem::NotFound)?;
    let path = format!("refinement/{id}/{}", step.refinements);
    let words = room
        .ledger
        .secrets(seen.record, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    Ok(RefinementPage {
        chrome: reader.portal("refine", Place::Progress),
        form: again.form,
        errors: again.errors,
        kept: again.kept,
        action: format!("/applications/{}/refinements/{id}", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, application),
        organ: names.organ(&step.planned.organ).plain().to_owned(),
        step: names.planned(&step.planned).plain().to_owned(),
        words: words
            .get(&path)
            .and_then(|words| words.as_str())
            .unwrap_or_default()
            .to_owned(),
        until: application
            .refinement_due(id)
            .map(|due| reader.texts.day(&due))
            .unwrap_or_default(),
        papers: application
            .refinement_materials(id)
            .iter()
            .filter_map(|material| PaperBox::of(&names, material))
            .collect(),
    })
}
