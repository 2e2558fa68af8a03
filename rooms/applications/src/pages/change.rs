//! `/applications/{id}/change`: better papers and changed answers, after a negative opinion or before the gate.

use askama::Template;
use authority::acts;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use catalogue::questions::{self, QuestionPanel};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::Plan;
use procedure::definition::MaterialId;

use super::called::called;
use super::refinement::{PaperBox, read_papers, wrong_papers};
use super::sent_papers::{Again, KeptPaper, SentPapers};
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::Applications;
use crate::record::command::ChangePlan;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/change.html")]
pub(super) struct ChangePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    questions: Option<QuestionPanel>,
    papers: Vec<PaperBox>,
    kept: Vec<KeptPaper>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<ChangePage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let form = questions::filled(FormData::default(), &seen.application.answers);
    let again = Again {
        form,
        ..Again::default()
    };
    page(&room, &seen, &reader, again).map(Page)
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
    let known = seen.application.plan.as_ref().ok_or(Problem::NotFound)?;
    let matter = release.matter(known.matter.as_str()).ok_or(Problem::NotFound)?;
    let mut posted = read_papers(&room, &Names::new(&release, &reader.texts), request).await?;
    let key = Key::new(posted.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let mut errors = wrong_papers(&posted);
    let party = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.applicant;
    let papers = SentPapers::of(&room, party, &mut posted).await?;
    let answers = match gate_recorded(&seen) {
        true => seen.application.answers.clone(),
        false => {
            let asked = questions::of_matter(&release, matter);
            let (answers, wrong) = questions::read(&release, &[matter], &posted.form);
            for error in wrong.iter() {
                errors.add(error.field.clone(), error.message.clone());
            }
            for open in questions::open(&asked, &answers) {
                errors.add(open.id.as_str(), "answer-missing");
            }
            answers
        }
    };
    if errors.is_empty() {
        match Plan::of(&release, &known.matter, &answers, known.region) {
            Ok(plan) => {
                let note = posted.form.value("note").to_owned();
                let command = ChangePlan {
                    answers,
                    plan,
                    form: None,
                    materials: papers.hand_in(&room, id).await?,
                    note,
                };
                match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
                    Ok(receipt) => {
                        papers.handed_in(&room, party, receipt.replayed).await;
                        return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
                    }
                    Err(SubmitError::Refused(refusal)) => errors.add("note", refused(&refusal)),
                    Err(other) => {
                        papers.discard(&room).await;
                        return Err(not_done(other));
                    }
                }
            }
            Err(error) => {
                tracing::info!(%error, "a changed plan cannot be made");
                errors.add("note", "nothing-applies");
            }
        }
    }
    let kept = papers
        .keep(&room, party, &current, &Names::new(&release, &reader.texts))
        .await?;
    let form = posted.form;
    let page = page(&room, &seen, &reader, Again { form, errors, kept })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// Once a gate is recorded the answers stand; papers can still be replaced.
fn gate_recorded(seen: &Seen) -> bool {
    seen.application
        .gates
        .iter()
        .any(|gate| gate.opened_on.is_some() || gate.failed_on.is_some())
}

fn page(room: &ApplicationRoom, seen: &Seen, reader: &Reader, again: Again) -> Result<ChangePage, Problem> {
    let Again { form, errors, kept } = again;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let plan = seen.application.plan.as_ref().ok_or(Problem::NotFound)?;
    let matter = release.matter(plan.matter.as_str()).ok_or(Problem::NotFound)?;
    let fields = questions::of_matter(&release, matter);
    let (answers, _) = questions::read(&release, &[matter], &form);
    let panel = || QuestionPanel::new(&release, &reader.texts, &fields, &answers, (&form, &errors), &|_| None);
    let names = Names::new(&release, &reader.texts);
    let asked: Vec<&MaterialId> = plan.materials.iter().map(|asked| &asked.material).collect();
    Ok(ChangePage {
        chrome: reader.portal("change-plan", Place::Progress),
        questions: (!gate_recorded(seen) && !fields.is_empty()).then(panel),
        papers: asked
            .into_iter()
            .filter_map(|material| PaperBox::of(&names, material))
            .collect(),
        action: format!("/applications/{}/change", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, &seen.application),
        form,
        errors,
        kept,
    })
}
