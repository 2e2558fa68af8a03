//! What an applicant may ask of an application, each as a resource of it.

use authority::{Permit, acts};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use front::{IdempotencyKey, OptionalBody, Problem, Reader};
use identity::RecordId;
use ledger::{CommandOf, Key};
use procedure::Plan;
use procedure::definition::{ItemId, StepId};
use procedure::input::{InputError, read_json};
use procedure::plan::PlanError;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::document::ApplicationDocument;
use super::party::Applicant;
use super::problem::{Wrong, unreadable};
use super::tokens::{self, Waiting};
use crate::access::{Seen, see};
use crate::drafts::form_by_part;
use crate::pages::{hidden, not_done, not_rendered, unavailable};
use crate::record::Applications;
use crate::record::command::{AskHearing, ChangePlan, LeaveOut, Rate, SupplyRefinement, SupplySupplement, Withdraw};
use crate::record::state::Grade;
use crate::room::ApplicationRoom;

/// An answer to what an organ asked to be refined.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refinement {
    /// The step that asked.
    step: String,
    /// What was changed, in words.
    #[serde(default)]
    note: String,
    /// The tokens of the new papers.
    #[serde(default)]
    uploads: Vec<String>,
}

/// What was found missing before acceptance, all of it at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Supplying {
    /// Anything to say about it.
    #[serde(default)]
    note: String,
    /// The tokens of the papers.
    #[serde(default)]
    uploads: Vec<String>,
}

/// Asking to be heard before a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HearingAsk {
    /// Of which item.
    item: String,
    /// What is to be heard.
    words: String,
}

/// Other answers, another form, better papers; what is not given stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// All answers as they are to be.
    #[schema(value_type = Option<Object>)]
    answers: Option<Map<String, Value>>,
    /// The whole form as it is to be; it goes with the answers.
    #[schema(value_type = Option<Object>)]
    form: Option<Map<String, Value>>,
    /// The tokens of the new papers.
    #[serde(default)]
    uploads: Vec<String>,
    /// What was changed and why, in words.
    #[serde(default)]
    note: String,
}

/// Going on without an item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Omission {
    /// Which.
    item: String,
}

/// Taking the application back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdrawal {
    /// Why, if one says so.
    #[serde(default)]
    reason: String,
}

/// What one thinks of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rating {
    /// `very_satisfied`, `satisfied`, `fairly_satisfied`, `dissatisfied`, `very_dissatisfied`.
    #[schema(value_type = String)]
    grade: Grade,
    /// In words, if any.
    #[serde(default)]
    words: String,
}

/// Answers what an organ asked to be refined.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/refinements", tag = "applications", request_body = Refinement,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn refine(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    reader: Reader,
    refinement: Result<Json<Refinement>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(refinement) = refinement.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let mut wrong = Wrong::default();
    let papers = tokens::papers(&room, applicant.party, &refinement.uploads, &mut wrong)
        .await
        .map_err(unavailable)?;
    if !wrong.is_empty() {
        return Ok(wrong.answer(&reader.texts));
    }
    let command = SupplyRefinement {
        step: StepId::from(refinement.step.as_str()),
        note: refinement.note,
        materials: papers.iter().map(|waiting| waiting.paper.upload()).collect(),
    };
    done(&room, &applicant, &seen, &permit, command, &key, &papers).await
}

/// Supplies everything that was found missing before acceptance.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/supplements", tag = "applications", request_body = Supplying,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Something is missing, the term is over, or nothing is asked for"),
    )
)]
pub(crate) async fn supply(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    reader: Reader,
    supplied: Result<Json<Supplying>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(supplied) = supplied.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let mut wrong = Wrong::default();
    let papers = tokens::papers(&room, applicant.party, &supplied.uploads, &mut wrong)
        .await
        .map_err(unavailable)?;
    if !wrong.is_empty() {
        return Ok(wrong.answer(&reader.texts));
    }
    let command = SupplySupplement {
        note: supplied.note,
        materials: papers.iter().map(|waiting| waiting.paper.upload()).collect(),
    };
    done(&room, &applicant, &seen, &permit, command, &key, &papers).await
}

/// Asks for a hearing.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/hearings", tag = "applications", request_body = HearingAsk,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "No right was told, the term is over, or words are missing"),
    )
)]
pub(crate) async fn ask_hearing(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    asked: Result<Json<HearingAsk>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = asked.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let command = AskHearing {
        item: ItemId::from(asked.item.as_str()),
        words: asked.words,
    };
    done(&room, &applicant, &seen, &permit, command, &key, &[]).await
}

/// Changes answers, form or papers.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/changes", tag = "applications", request_body = Change,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Something is wrong, or refused with the reason", body = super::problem::WrongDocument),
    )
)]
pub(crate) async fn change(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    reader: Reader,
    change: Result<Json<Change>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(change) = change.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let mut wrong = Wrong::default();
    let papers = tokens::papers(&room, applicant.party, &change.uploads, &mut wrong)
        .await
        .map_err(unavailable)?;
    let command = changed(&room, &seen, change, &papers, &mut wrong)?;
    match command.filter(|_| wrong.is_empty()) {
        Some(command) => done(&room, &applicant, &seen, &permit, command, &key, &papers).await,
        None => Ok(wrong.answer(&reader.texts)),
    }
}

/// The changed plan, as far as what was sent is right.
fn changed(
    room: &ApplicationRoom,
    seen: &Seen,
    change: Change,
    papers: &[Waiting],
    wrong: &mut Wrong,
) -> Result<Option<ChangePlan>, Problem> {
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let known = seen.application.plan.as_ref().ok_or(Problem::NotFound)?;
    let matter = release.matter(known.matter.as_str()).ok_or(Problem::NotFound)?;
    let (mut answers, mut form) = (seen.application.answers.clone(), None);
    if let Some(given) = change.answers {
        let has_form = change.form.is_some();
        let mut fields = given;
        fields.extend(change.form.unwrap_or_default());
        let (read, values) = read_json(&release, matter, &fields);
        wrong.add_all(&read.all_errors());
        let unknown: Vec<_> = values
            .errors
            .iter()
            .filter(|error| error.error == InputError::UnknownField)
            .cloned()
            .collect();
        wrong.add_all(&if has_form { values.all_errors() } else { unknown });
        answers = read.values;
        form = has_form.then(|| form_by_part(matter, &values.values));
    } else if change.form.is_some() {
        wrong.add("form", "api-form-without-answers");
    }
    match Plan::of(&release, &known.matter, &answers, known.region) {
        Ok(plan) => Ok(Some(ChangePlan {
            answers,
            plan,
            form,
            materials: papers.iter().map(|waiting| waiting.paper.upload()).collect(),
            note: change.note,
        })),
        Err(PlanError::NothingApplies) => {
            wrong.add("answers", "apply-nothing-applies");
            Ok(None)
        }
        Err(error @ (PlanError::UnknownMatter(_) | PlanError::NoOrgan { .. })) => {
            tracing::error!(%error, "a changed plan cannot be made");
            Err(Problem::Broken)
        }
    }
}

/// Goes on without an item.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/omissions", tag = "applications", request_body = Omission,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn leave_out(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    omission: Result<Json<Omission>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(omission) = omission.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let command = LeaveOut {
        item: ItemId::from(omission.item.as_str()),
    };
    done(&room, &applicant, &seen, &permit, command, &key, &[]).await
}

/// Takes the application back.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/withdrawal", tag = "applications", request_body = Option<Withdrawal>,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn withdraw(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    OptionalBody(withdrawal): OptionalBody<Withdrawal>,
) -> Result<Response, Problem> {
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let command = Withdraw {
        reason: withdrawal.reason,
    };
    done(&room, &applicant, &seen, &permit, command, &key, &[]).await
}

/// Rates the application, once, at its end.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/rating", tag = "applications", request_body = Rating,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn rate(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    rating: Result<Json<Rating>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(rating) = rating.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let command = Rate {
        grade: rating.grade,
        words: rating.words,
    };
    done(&room, &applicant, &seen, &permit, command, &key, &[]).await
}

/// An application of the applicant for whom one acts, with the permit to ask something of it.
pub(super) async fn of_applicant(
    room: &ApplicationRoom,
    applicant: &Applicant,
    id: &str,
) -> Result<(Seen, Permit<acts::ActAsApplicant>), Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let seen = see(&room.ledger, &applicant.current.actor, id).await.map_err(hidden)?;
    let permit = seen
        .permit::<acts::ActAsApplicant>(&applicant.current.actor)
        .map_err(hidden)?;
    Ok((seen, permit))
}

/// Has the record do it, and answers how the application stands afterwards.
pub(super) async fn done<C>(
    room: &ApplicationRoom,
    applicant: &Applicant,
    seen: &Seen,
    permit: &Permit<acts::ActAsApplicant>,
    command: C,
    key: &IdempotencyKey,
    papers: &[Waiting],
) -> Result<Response, Problem>
where
    C: CommandOf<Applications, Act = acts::ActAsApplicant>,
{
    tokens::claim(room, seen.record, papers).await.map_err(unavailable)?;
    room.ledger
        .submit::<Applications, _>(permit, seen.record, command, Key::new(key.as_str()))
        .await
        .map_err(not_done)?;
    tokens::handed_in(room, applicant.party, papers).await;
    let seen = see(&room.ledger, &applicant.current.actor, seen.record)
        .await
        .map_err(hidden)?;
    Ok((StatusCode::OK, Json(ApplicationDocument::of(room, &seen).await?)).into_response())
}
