//! `/applications/{id}/payments/{step}`: what is to be paid, and saying that it was.

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use catalogue::{Names, Words};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::StepId;

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::command::ReportPayment;
use crate::record::payment::Settled;
use crate::record::state::StepStatus;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/payment.html")]
pub(super) struct PaymentPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    /// The state in a sentence.
    standing: String,
    tone: &'static str,
    may_report: bool,
    name: String,
    facts: Vec<(String, Words)>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, step)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<PaymentPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let step = StepId::from(step.as_str());
    page(&room, &seen, &step, &reader, FormData::default(), FormErrors::default()).map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, step)): Path<(RecordId, String)>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let step = StepId::from(step.as_str());
    let errors = match form.value("paid_on").trim().parse::<Day>() {
        Err(_) => FormErrors::one("paid_on", "payment-day-missing"),
        Ok(paid_on) => {
            let command = ReportPayment {
                step: step.clone(),
                paid_on,
                receipt: form.value("receipt").to_owned(),
            };
            match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
                Ok(_) => return Ok(Redirect::to(&format!("/applications/{id}/payments/{step}")).into_response()),
                Err(SubmitError::Refused(refusal @ Refusal::PaidOnAnotherDay { .. })) => {
                    FormErrors::one("paid_on", refused(&refusal))
                }
                Err(SubmitError::Refused(refusal @ (Refusal::ReceiptMissing | Refusal::ReceiptTooLong { .. }))) => {
                    FormErrors::one("receipt", refused(&refusal))
                }
                Err(other) => return Err(not_done(other)),
            }
        }
    };
    let page = page(&room, &seen, &step, &reader, form, errors)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    id: &StepId,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<PaymentPage, Problem> {
    let t = &reader.texts;
    let application = &seen.application;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let step = application
        .step(id)
        .filter(|step| step.planned.payment.is_some())
        .ok_or(Problem::NotFound)?;
    let definition = release
        .step(&step.planned.item, id.as_str())
        .and_then(|step| step.payment.as_ref())
        .ok_or(Problem::NotFound)?;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = room.calendar(filing.region);
    let until = step.bill.as_ref().map(|bill| bill.due.deadline.day(&calendar));
    let overdue = step
        .bill
        .as_ref()
        .is_some_and(|bill| bill.is_overdue(room.today(), &calendar));
    let day = until.map(|day| t.long_day(&day)).unwrap_or_default();
    let (key, tone) = match (&step.settled, step.status, &step.bill) {
        (Some(Settled::Paid(_)), _, _) => ("payment-paid", "good"),
        (Some(Settled::Waived(_)), _, _) => ("payment-waived", "good"),
        (None, StepStatus::Paying, _) if overdue => ("payment-overdue", "late"),
        (None, StepStatus::Paying, _) => ("payment-asked", "ask"),
        (None, _, Some(bill)) if bill.reported_on.is_some() => ("payment-reported", ""),
        (None, _, _) => ("payment-not-yet", ""),
    };
    let mut facts = Vec::new();
    if let Some(bill) = &step.bill {
        let yuan = t.say("yuan").with("amount", bill.amount.grouped());
        facts.push((t.say("payment-amount").to_string(), Words::own(yuan.to_string())));
        facts.push((t.say("payment-invoice").to_string(), names.words(&bill.invoice, None)));
        facts.push((t.say("payment-until").to_string(), Words::own(&day)));
    }
    let words = |chinese: &str| names.words(chinese, None);
    facts.push((t.say("payment-organ").to_string(), names.organ(&step.planned.organ)));
    facts.push((t.say("payment-basis").to_string(), words(&definition.basis)));
    facts.push((t.say("payment-standard").to_string(), words(&definition.standard)));
    facts.push((t.say("payment-to").to_string(), words(&definition.pay_to)));
    if let Some(Settled::Waived(rule)) = &step.settled
        && let Some(waiver) = definition.waiver(rule)
    {
        let said = t
            .say("payment-waiver")
            .with("text", words(&waiver.text).plain())
            .with("ground", words(&waiver.ground).plain());
        facts.push((t.say("payment-waived-by").to_string(), Words::own(said.to_string())));
    }
    Ok(PaymentPage {
        chrome: reader.portal("payment-title", Place::Progress),
        action: format!("/applications/{}/payments/{id}", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, application),
        standing: t.say(key).with("until", day).to_string(),
        tone,
        may_report: step.status == StepStatus::Paying,
        name: names
            .words(&definition.name, definition.name_en.as_deref())
            .plain()
            .to_owned(),
        facts,
        form,
        errors,
    })
}
