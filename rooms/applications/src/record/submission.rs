//! Submission: the number, the papers, the letter, and every step that can begin.

use identity::{ApplicationNumber, CivilDate, QueryCode};
use ledger::{Context, Decision, Secret};

use super::command::{Submit, Upload};
use super::document::DeliveryWays;
use super::event::{Event, Submitted};
use super::keeping::{self, FILED, QUERY};
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, Attachment};

pub(super) fn submit(state: &Application, command: Submit, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.filing.is_some() {
        return Err(Refusal::AlreadyFiled);
    }
    if context.actor.party() != Some(command.applicant) {
        return Err(Refusal::NotTheApplicant);
    }
    complete(&command)?;
    let day = context.day(command.region);
    let delivery = DeliveryWays::chosen(&command.plan, &command.form).unwrap_or_default();
    let number = number(&command, context)?;
    let query_code = QueryCode::from_random(context.random());
    let mut course = Course::from(state, context);
    course.keep(form_secrets(&command.form));
    course.keep([Secret::new("query_code", query_code.clear_text(), QUERY)]);
    course.keep(command.materials.iter().map(|upload| keeping::paper(upload, 1)));
    if let Some(statements) = &command.commitment {
        course.keep([Secret::new("commitment", statements.clone(), FILED)]);
    }
    course.then(Event::Submitted(Box::new(Submitted {
        number,
        applicant: command.applicant,
        project: command.project,
        title: command.title,
        region: command.region,
        day,
        answers: command.answers,
        plan: command.plan,
        parts: command.form.into_keys().collect(),
        materials: command.materials.iter().map(|upload| attachment(upload, 1)).collect(),
        delivery,
    })));
    course.open_ready(day, context.calendar(command.region));
    Ok(course.decided())
}

/// Every paper that must be there is there, and none that nobody asked for.
fn complete(command: &Submit) -> Result<(), Refusal> {
    let handed_in = |id: &procedure::definition::MaterialId| command.materials.iter().any(|upload| upload.material == *id);
    if let Some(missing) = command
        .plan
        .materials
        .iter()
        .find(|asked| !asked.optional && !handed_in(&asked.material))
    {
        return Err(Refusal::MaterialMissing(missing.material.clone()));
    }
    let asked = |upload: &&Upload| command.plan.materials.iter().any(|asked| asked.material == upload.material);
    match command.materials.iter().find(|upload| !asked(upload)) {
        Some(upload) => Err(Refusal::MaterialNotAsked(upload.material.clone())),
        None => Ok(()),
    }
}

/// The next number of the region and civil day (domain rule: gapless per region and day).
fn number(command: &Submit, context: &mut Context<'_>) -> Result<ApplicationNumber, Refusal> {
    let today = context.at.day();
    let civil = |day: calendar::Day| {
        CivilDate::new(
            u16::try_from(day.year()).ok()?,
            u8::try_from(day.month()).ok()?,
            u8::try_from(day.day()).ok()?,
        )
    };
    let date = civil(today).ok_or(Refusal::NoNumberLeft)?;
    let sequence = context.number(&format!("application/{}/{}", command.region, date.digits()));
    let sequence = u32::try_from(sequence).map_err(|_| Refusal::NoNumberLeft)?;
    ApplicationNumber::new(command.region, date, sequence).ok_or(Refusal::NoNumberLeft)
}

/// One vault entry for each part of the form.
pub(super) fn form_secrets(form: &std::collections::BTreeMap<String, serde_json::Value>) -> Vec<Secret> {
    form.iter()
        .map(|(part, values)| Secret::new(format!("form/{part}"), values.clone(), FILED))
        .collect()
}

/// What the log says of a paper.
pub(super) fn attachment(upload: &Upload, version: u32) -> Attachment {
    Attachment {
        material: upload.material.clone(),
        version,
        stored: upload.stored.clone(),
        bytes: upload.bytes,
        file_type: upload.file_type,
    }
}
