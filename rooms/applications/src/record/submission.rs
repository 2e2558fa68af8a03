//! Submission: the number, the papers, the letter, and every step that can begin.

use identity::{ApplicationNumber, CivilDate, QueryCode};
use ledger::{Context, Decision, Secret};

use super::command::{Submit, Upload};
use super::document::{DeliveryWays, Way};
use super::entrance::Entrance;
use super::event::{Event, SignedLetter, Submitted};
use super::keeping::{self, FILED, QUERY};
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, Attachment};
use super::{owed, proof};

pub(super) fn submit(state: &Application, command: Submit, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.filing.is_some() {
        return Err(Refusal::AlreadyFiled);
    }
    if context.actor.party() != Some(command.applicant) {
        return Err(Refusal::NotTheApplicant);
    }
    complete(&command)?;
    let entrance = Entrance::of(context.actor);
    signed(&command, &entrance)?;
    let day = context.day(command.region);
    // Who was not asked has not consented to anything electronic (民事诉讼法 90).
    let delivery = DeliveryWays::chosen(&command.plan, &command.form).unwrap_or(DeliveryWays::all(Way::Window));
    let owed = owed::of_submission(&command, day, context.calendar(command.region))?;
    let promised = proof::of_submission(&command, context.at.day())?;
    let number = number(&command, context)?;
    let query_code = QueryCode::from_random(context.random());
    let mut course = Course::from(state, context);
    course.keep(form_secrets(&command.form));
    course.keep([Secret::new("query_code", query_code.clear_text(), QUERY)]);
    course.keep(command.materials.iter().map(|upload| keeping::paper(upload, 1)));
    if let Some(statements) = &command.commitment {
        course.keep([Secret::new("commitment", statements.clone(), FILED)]);
    }
    if let Some(paper) = &command.signed_letter {
        course.keep([keeping::signed_letter(paper)]);
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
        entrance,
        signed_letter: command.signed_letter.as_ref().map(|paper| SignedLetter {
            stored: paper.stored.clone(),
            bytes: paper.bytes,
            file_type: paper.file_type,
        }),
    })));
    if !owed.is_empty() {
        course.then(Event::PapersOwed { day, papers: owed });
    }
    let (materials, statements): (Vec<_>, Vec<Secret>) = promised.into_iter().unzip();
    if !materials.is_empty() {
        course.keep(statements);
        course.then(Event::ProofPromised { day, materials });
    }
    course.open_ready(day, context.calendar(command.region));
    Ok(course.decided())
}

/// Whoever lost the receipt gets another code, and whoever found it opens nothing.
pub(super) fn renew_query_code(state: &Application, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.filing.is_none() {
        return Err(Refusal::NotFiled);
    }
    let code = QueryCode::from_random(context.random());
    Ok(Decision::from(Event::QueryCodeRenewed).with_secret(Secret::new("query_code", code.clear_text(), QUERY)))
}

/// Every paper that must be there is there, or something stands in its place that its rule allows; and none that nobody asked for.
fn complete(command: &Submit) -> Result<(), Refusal> {
    let instead = &command.instead;
    let stands_for = |id: &procedure::definition::MaterialId| {
        command.hands_in(id) || instead.later.contains(id) || instead.promised.contains(id)
    };
    if let Some(missing) = command
        .plan
        .materials
        .iter()
        .find(|asked| !asked.optional && !stands_for(&asked.material))
    {
        return Err(Refusal::MaterialMissing(missing.material.clone()));
    }
    let asked = |upload: &&Upload| command.plan.materials.iter().any(|asked| asked.material == upload.material);
    match command.materials.iter().find(|upload| !asked(upload)) {
        Some(upload) => Err(Refusal::MaterialNotAsked(upload.material.clone())),
        None => Ok(()),
    }
}

/// A commitment, and a promise instead of proof, are the applicant's own word: whoever hands in for another hands in the letter
/// that the applicant signed (民法典 165; the button of somebody else signs nothing).
fn signed(command: &Submit, entrance: &Entrance) -> Result<(), Refusal> {
    let gives_word = command.commitment.is_some() || !command.instead.promised.is_empty();
    if gives_word && !entrance.is_online() && command.signed_letter.is_none() {
        return Err(Refusal::SignedLetterMissing);
    }
    Ok(())
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
