//! `/api/v1/applications/{application}/…`: answers to objections, third parties, payments and checks of promises.

use applications::record::Applications;
use applications::record::command::{AnswerObjection, AskPayment, CheckPromise, RecordPayment, TellParty, WaivePayment};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use calendar::Day;
use front::{IdempotencyKey, Message, Problem};
use identity::Phone;
use procedure::Money;
use procedure::definition::{MaterialId, WaiverId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{StepDocument, act_key, problem};
use super::steps::{Asked, Created, act};
use crate::acts::{Obstacle, permit_on_check};
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::seeing;

/// The answer to an objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectionAnswer {
    /// Its place among the application's objections, from 1.
    objection: u16,
    /// Whether it is upheld.
    upheld: bool,
    /// Why.
    reasons: String,
}

/// Somebody whose interests the case touches.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThirdParty {
    /// Who.
    name: String,
    /// Where they are reached.
    phone: String,
    /// Which interest is touched.
    interest: String,
}

/// What is to be paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invoice {
    /// Yuan with two decimals; none where it follows from the answers.
    amount: Option<String>,
}

/// A payment that came in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentRecord {
    /// The number of the receipt.
    receipt: String,
    /// The day of the payment.
    paid_on: String,
    /// Who paid, where not the applicant.
    #[serde(default)]
    payer: String,
}

/// A payment that need not be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentWaiver {
    /// By which rule of its definition.
    rule: String,
    /// Why it applies.
    reasons: String,
}

/// What the check of a promise found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseCheck {
    /// Whether what was promised is true.
    kept: bool,
    /// What was found; needed where it is not.
    #[serde(default)]
    words: String,
}

/// The check of a promise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckDocument {
    /// The application.
    application: String,
    /// The version of the application of which this is told.
    version: u64,
    /// In place of which paper it stands.
    material: String,
    /// Until when it is to be checked.
    due: String,
    /// Whether what was promised is true; none before it was checked.
    kept: Option<bool>,
    /// Through which day a false promise bars from another.
    barred_until: Option<String>,
}

/// Answers an objection to a public notice.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/answers", tag = "desk", request_body = ObjectionAnswer,
    responses((status = 201, description = "Answered", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It was answered before"), (status = 422, description = "No such objection, or words are missing"))
)]
pub(crate) async fn answer(asked: Asked, Json(answer): Json<ObjectionAnswer>) -> Created {
    act(asked, "answers", |step| AnswerObjection {
        step,
        objection: answer.objection,
        upheld: answer.upheld,
        reasons: answer.reasons,
    })
    .await
}

/// Tells somebody whose interests the case touches.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/parties", tag = "desk", request_body = ThirdParty,
    responses((status = 201, description = "Told", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 422, description = "Name, phone or words are missing or wrong"))
)]
pub(crate) async fn tell(asked: Asked, Json(party): Json<ThirdParty>) -> Created {
    let phone: Phone = party
        .phone
        .parse()
        .map_err(|error: identity::PhoneError| Problem::Refused(people::said(error.key(), error.arguments())))?;
    act(asked, "parties", |step| TellParty {
        step,
        name: party.name,
        phone,
        interest: party.interest,
    })
    .await
}

/// Sets what is to be paid and asks for it; the clock stands still.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/invoices", tag = "desk", request_body = Invoice,
    responses((status = 201, description = "Asked for", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It was asked for before"), (status = 422, description = "The amount is missing or not the organ's to change"))
)]
pub(crate) async fn ask_payment(asked: Asked, Json(invoice): Json<Invoice>) -> Created {
    let amount = invoice.amount.map(|amount| amount.parse::<Money>()).transpose();
    let amount = amount.map_err(|error| Problem::Refused(Message::new(error.key())))?;
    act(asked, "invoices", |step| AskPayment { step, amount }).await
}

/// Records a payment.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/payments", tag = "desk", request_body = PaymentRecord,
    responses((status = 201, description = "Recorded", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "Receipt or day are missing or wrong"))
)]
pub(crate) async fn record_payment(asked: Asked, Json(record): Json<PaymentRecord>) -> Created {
    let paid_on: Day = record
        .paid_on
        .parse()
        .map_err(|_| Problem::Refused(Message::new("desk-payment-day-missing")))?;
    act(asked, "payments", |step| RecordPayment {
        step,
        paid_on,
        payer: record.payer,
        receipt: record.receipt,
    })
    .await
}

/// Waives a payment by a rule.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/waivers", tag = "desk", request_body = PaymentWaiver,
    responses((status = 201, description = "Waived", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "The rule does not apply, or words are missing"))
)]
pub(crate) async fn waive_payment(asked: Asked, Json(waiver): Json<PaymentWaiver>) -> Created {
    act(asked, "waivers", |step| WaivePayment {
        step,
        rule: WaiverId::from(waiver.rule.as_str()),
        reasons: waiver.reasons,
    })
    .await
}

/// Records what the check of a promise found.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/checks/{material}", tag = "desk", request_body = PromiseCheck,
    responses((status = 200, description = "Recorded", body = CheckDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It was checked before"), (status = 422, description = "Words are missing"))
)]
pub(crate) async fn check(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, material)): Path<(String, String)>,
    key: IdempotencyKey,
    Json(found): Json<PromiseCheck>,
) -> Result<(StatusCode, Json<CheckDocument>), Problem> {
    let key = act_key(&key, "checks");
    let seen = seeing::application(&desks, &at, &application).await?;
    let material = MaterialId::from(material.as_str());
    let promised = seen.application.promised(&material).ok_or(Problem::NotFound)?;
    let check = promised.check.as_ref().ok_or(Problem::NotFound)?;
    let permit = permit_on_check(&at, &seen, check).ok_or(Problem::NotFound)?;
    let command = CheckPromise {
        material: material.clone(),
        kept: found.kept,
        words: found.words,
    };
    let submitted = desks.ledger().submit::<Applications, _>(&permit, seen.record, command, key);
    let receipt = submitted.await.map_err(|error| problem(&Obstacle::from(error), true))?;
    let promised = receipt.state.promised(&material).ok_or(Problem::Broken)?;
    let check = promised.check.as_ref().ok_or(Problem::Broken)?;
    let document = CheckDocument {
        application: seen.record.to_string(),
        version: receipt.version,
        material: material.to_string(),
        due: check.due.day.to_string(),
        kept: check.outcome.map(|outcome| outcome.kept),
        barred_until: promised.barred_until.map(|day| day.to_string()),
    };
    Ok((StatusCode::OK, Json(document)))
}
