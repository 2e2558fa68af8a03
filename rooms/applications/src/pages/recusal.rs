//! `/applications/{id}/recusals`: the applicant asks that somebody of an organ does not work on the application, and reads
//! what came of it (行政许可法 48 for hearings; 公务员法 76).

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{OrganId, RecordId};
use ledger::{Key, SubmitError};
use people::RequireSignedIn;

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered, refused, unavailable};
use crate::access::{Seen, see};
use crate::record::command::AskRecusal;
use crate::record::state::{RecusalAsked, RecusalOutcome, Status};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

/// One that was asked for.
struct Asked {
    organ: String,
    day: String,
    whom: String,
    reason: String,
    outcome: &'static str,
    answer: String,
}

#[derive(Template)]
#[template(path = "pages/recusal.html")]
pub(super) struct RecusalPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    organs: Vec<Choice>,
    asked: Vec<Asked>,
    may_ask: bool,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<RecusalPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    page(&room, &seen, &reader, FormData::default(), FormErrors::default())
        .await
        .map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let errors = wrong(&form);
    if !errors.is_empty() {
        let page = page(&room, &seen, &reader, form, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    let organ: OrganId = form.value("organ").parse().map_err(|_| Problem::invalid("form-unreadable"))?;
    let command = AskRecusal {
        organ,
        whom: form.value("whom").to_owned(),
        reason: form.value("reason").to_owned(),
    };
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}/recusals")).into_response()),
        Err(SubmitError::Refused(refusal)) => {
            let is_about_the_organ = matches!(refusal, Refusal::RecusalPending | Refusal::NotYourDesk);
            let field = if is_about_the_organ { "organ" } else { "reason" };
            let page = page(&room, &seen, &reader, form, FormErrors::one(field, refused(&refusal))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(not_done(other)),
    }
}

/// What is not filled in, each with what to do.
fn wrong(form: &FormData) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, key) in [
        ("organ", "recusal-organ-missing"),
        ("whom", "recusal-whom-missing"),
        ("reason", "recusal-reason-missing"),
    ] {
        if form.value(field).trim().is_empty() {
            errors.add(field, Message::new(key));
        }
    }
    errors
}

async fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<RecusalPage, Problem> {
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let organs = seen.application.organs();
    Ok(RecusalPage {
        chrome: reader.portal("recusal", Place::Progress),
        form,
        errors,
        action: format!("/applications/{}/recusals", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, &seen.application),
        organs: organs
            .iter()
            .map(|organ| Choice::new(organ.as_str(), names.organ(organ).plain()))
            .collect(),
        asked: asked(room, seen, reader, &names).await?,
        may_ask: seen.application.status == Status::InProgress,
    })
}

/// What this applicant asked for, the newest first; what officials said of themselves is their organ's affair.
async fn asked(room: &ApplicationRoom, seen: &Seen, reader: &Reader, names: &Names<'_>) -> Result<Vec<Asked>, Problem> {
    let by_applicant = seen
        .application
        .recusals
        .iter()
        .filter(|recusal| recusal.asked == RecusalAsked::ByApplicant);
    let wanted: Vec<String> = by_applicant.clone().flat_map(|recusal| paths(recusal.number)).collect();
    let said = room.ledger.secrets(seen.record, &wanted).await.map_err(unavailable)?;
    let text = |path: &String| said.get(path).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let told = by_applicant.rev().map(|recusal| {
        let [whom, reason, answer] = paths(recusal.number);
        Asked {
            organ: names.organ(&recusal.organ).plain().to_owned(),
            day: reader.texts.day(&recusal.day),
            whom: text(&whom),
            reason: text(&reason),
            outcome: match recusal.outcome {
                RecusalOutcome::Pending => "recusal-pending",
                RecusalOutcome::Recused(_) => "recusal-granted",
                RecusalOutcome::Declined => "recusal-declined",
            },
            answer: text(&answer),
        }
    });
    Ok(told.collect())
}

/// Where the vault keeps whom, why, and the answer.
fn paths(number: u16) -> [String; 3] {
    [
        format!("recusal/{number}/whom"),
        format!("recusal/{number}"),
        format!("recusal_decided/{number}"),
    ]
}
