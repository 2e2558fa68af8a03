//! What law offers between receipt and decision, for programs: supplement, special procedure, hearing.

use applications::record::command::{
    AnnounceHearing, ContributeSupplement, EndSpecialProcedure, RecordHearing, RecordHearingAsked, SendSupplement,
    TellHearingRight,
};
use axum::Json;
use front::{Message, Problem};
use procedure::definition::MaterialId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::proposals::special_kind;
use super::steps::{Asked, Created, act};

/// What is missing before acceptance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Missing {
    /// Everything that is missing, in words.
    request: String,
    /// Papers that are missing or to be handed in anew.
    #[serde(default)]
    materials: Vec<String>,
}

/// The result of a special procedure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpecialResult {
    /// `tender`, `auction`, `inspection`, `test`, `quarantine`, `appraisal`, `expert-review`.
    kind: String,
    /// Who did it, and what came of it.
    result: String,
}

/// Words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spoken {
    /// The words.
    words: String,
}

/// A hearing that somebody else who was told has asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HearingAsked {
    /// The day on which it came: `2026-11-30`; today where none is said.
    received: Option<String>,
    /// Who asked, and what is to be heard.
    words: String,
}

/// When and where a hearing is held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HearingAnnounced {
    /// The day: `2026-11-30`.
    on: String,
    /// Hour, place, and who presides.
    words: String,
}

/// Says what is missing before acceptance: the organ's part of the one notice.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/supplements", tag = "desk", request_body = Missing,
    responses((status = 201, description = "Contributed", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn supplement(asked: Asked, Json(said): Json<Missing>) -> Created {
    act(asked, "supplements", |step| ContributeSupplement {
        step,
        request: said.request,
        materials: said.materials.iter().map(|id| MaterialId::from(id.as_str())).collect(),
    })
    .await
}

/// Sends the notice of what is missing without waiting for the other organs: the organ that leads the matter may.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/supplement-notices", tag = "desk",
    responses((status = 201, description = "Sent", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn send(asked: Asked) -> Created {
    act(asked, "supplement-notices", |_| SendSupplement).await
}

/// Records the result of a special procedure: the clocks go on.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/special-results", tag = "desk", request_body = SpecialResult,
    responses((status = 201, description = "Recorded", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn end_special(asked: Asked, Json(said): Json<SpecialResult>) -> Created {
    let kind = special_kind(&said.kind)?;
    act(asked, "special-results", |step| EndSpecialProcedure {
        step,
        kind,
        result: said.result,
    })
    .await
}

/// Tells of the right to a hearing.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/hearing-rights", tag = "desk", request_body = Spoken,
    responses((status = 201, description = "Told", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn tell_hearing(asked: Asked, Json(said): Json<Spoken>) -> Created {
    act(asked, "hearing-rights", |step| TellHearingRight {
        step,
        reasons: said.words,
    })
    .await
}

/// Records that somebody else who was told has asked for a hearing.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/hearing-asks", tag = "desk", request_body = HearingAsked,
    responses((status = 201, description = "Recorded", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn hearing_asked(asked: Asked, Json(said): Json<HearingAsked>) -> Created {
    let received = said.received.map(|day| day.parse()).transpose();
    let received = received.map_err(|_| Problem::Invalid(Message::new("desk-hearing-received-wrong")))?;
    act(asked, "hearing-asks", |step| RecordHearingAsked {
        step,
        received,
        words: said.words,
    })
    .await
}

/// Announces when and where a hearing is held.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/hearing-announcements", tag = "desk", request_body = HearingAnnounced,
    responses((status = 201, description = "Announced", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn announce_hearing(asked: Asked, Json(said): Json<HearingAnnounced>) -> Created {
    let on = said
        .on
        .parse()
        .map_err(|_| Problem::Invalid(Message::new("desk-hearing-day-missing")))?;
    act(asked, "hearing-announcements", |step| AnnounceHearing {
        step,
        on,
        words: said.words,
    })
    .await
}

/// Keeps the record of a hearing: the clocks go on.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/hearing-records", tag = "desk", request_body = Spoken,
    responses((status = 201, description = "Kept", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on, or it was done before"), (status = 422, description = "Words are missing, or not possible here"))
)]
pub(crate) async fn record_hearing(asked: Asked, Json(said): Json<Spoken>) -> Created {
    act(asked, "hearing-records", |step| RecordHearing {
        step,
        record: said.words,
    })
    .await
}
