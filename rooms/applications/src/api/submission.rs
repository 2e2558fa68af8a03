//! `/api/v1/matters/{matter}/applications`: the whole application in one request.

use std::collections::BTreeMap;

use authority::{Subject, acts};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use calendar::Day;
use catalogue::Names;
use front::{IdempotencyKey, Message, Problem, Reader};
use identity::{RecordId, RegionCode};
use ledger::{Key, SubmitError};
use procedure::definition::{Level, MaterialId, Matter};
use procedure::input::read_json;
use procedure::plan::PlanError;
use procedure::{Plan, Release};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::document::ApplicationDocument;
use super::party::Applicant;
use super::problem::{Wrong, unreadable};
use super::tokens::{self, Waiting};
use crate::access::{Seen, see};
use crate::drafts::{Fit, form_by_part, id_of_key, titled};
use crate::pages::{hidden, not_done, unavailable};
use crate::record::command::{Instead, Submit};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::uploads::{BOX_PREFIX, SIGNED_LETTER};

/// An application with everything that belongs to it.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submission {
    /// The project, where the matter hangs on one.
    project: Option<String>,
    /// The county, where it does not.
    region: Option<String>,
    /// The answers to the guided questions, by question. The matter's JSON Schema describes questions and form together.
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
    /// The form, by field.
    #[schema(value_type = Object)]
    form: Map<String, Value>,
    /// The tokens of the papers, one a material.
    #[serde(default)]
    uploads: Vec<String>,
    /// Every statement of the commitment letter, word for word: who sends them agrees to them. Whoever
    /// hands in for another sends the letter signed on paper instead, uploaded as `material-signed-letter`.
    #[serde(default)]
    statements: Vec<String>,
    /// Materials that follow later, where their definition allows it (容缺).
    #[serde(default)]
    later: Vec<String>,
    /// In place of which materials something is promised: the statement of the definition, word for word, by material; who sends
    /// it makes the promise (告知承诺).
    #[serde(default)]
    promises: BTreeMap<String, String>,
}

/// What was submitted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Submitted {
    #[serde(flatten)]
    application: ApplicationDocument,
    /// With the number it shows the state to anybody who has it, without signing in.
    query_code: String,
}

/// Submits an application.
#[utoipa::path(
    post, path = "/api/v1/matters/{matter}/applications", tag = "applications", request_body = Submission,
    params(
        ("matter" = String, Path, description = "Its id"),
        ("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent twice, it is submitted once"),
    ),
    responses(
        (status = 201, description = "Submitted", body = Submitted),
        (status = 400, description = "Not what this description says, or without a key"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "No such matter or project"),
        (status = 422, description = "Something is wrong or missing", body = super::problem::WrongDocument),
    )
)]
pub(crate) async fn create(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(matter): Path<String>,
    reader: Reader,
    submission: Result<Json<Submission>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(submission) = submission.map_err(|rejection| unreadable(&rejection))?;
    let release = room.catalogue.current();
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let id = id_of_key(
        "application",
        applicant.party,
        key.as_str(),
        &[matter.id.as_str(), &submission.said()],
    );
    if let Ok(seen) = see(&room.ledger, &applicant.current.actor, id).await {
        return submitted(&room, &seen).await;
    }
    if Fit::of(&applicant.current.actor.capacity, matter) != Fit::Fits {
        return Err(Problem::Refused("api-not-for-this-capacity".into()));
    }
    let mut wrong = Wrong::default();
    let place = place(&room, &applicant, &release, matter, &submission, &mut wrong).await?;
    let papers = tokens::papers(&room, applicant.party, &submission.uploads, &mut wrong)
        .await
        .map_err(unavailable)?;
    if applicant.current.actor.behalf().is_some() {
        without_letter(matter, &submission, &papers, &mut wrong);
    } else {
        unsigned(matter, &submission, &mut wrong);
    }
    let barred_until = crate::views::barred_until(&room.ledger, applicant.party)
        .await
        .map_err(unavailable)?;
    let instead = submission.instead(&release, barred_until, &mut wrong);
    let handed = Handed {
        papers: &papers,
        instead,
    };
    let names = Names::new(&release, &reader.texts);
    let command = command(&applicant, &names, matter, &submission, place, handed, &mut wrong)?;
    let Some(command) = command.filter(|_| wrong.is_empty()) else {
        return Ok(wrong.answer(&reader.texts));
    };
    let subject = Subject::new(id, command.region)
        .of(applicant.party)
        .about(matter.id.as_str())
        .on_project(command.project);
    let permit = applicant.current.permit::<acts::Submit>(&subject)?;
    tokens::claim(&room, id, &papers).await.map_err(unavailable)?;
    match room
        .ledger
        .submit::<Applications, _>(&permit, id, command, Key::new(key.as_str()))
        .await
    {
        Ok(_) | Err(SubmitError::Refused(Refusal::AlreadyFiled)) => tokens::handed_in(&room, applicant.party, &papers).await,
        Err(error) => return Err(not_done(error)),
    }
    let seen = see(&room.ledger, &applicant.current.actor, id).await.map_err(hidden)?;
    submitted(&room, &seen).await
}

impl Submission {
    /// What stands in place of papers; a promise in other words than the definition's is none.
    fn instead(&self, release: &Release, barred_until: Option<Day>, wrong: &mut Wrong) -> Instead {
        for (material, said) in &self.promises {
            let promise = release
                .material(&MaterialId::from(material.as_str()))
                .and_then(|material| material.promise.as_ref());
            if promise.is_none_or(|promise| promise.statement != *said) {
                wrong.add(format!("{BOX_PREFIX}{material}"), "refusal-no-promise-instead");
            }
        }
        Instead {
            later: self.later.iter().map(|id| MaterialId::from(id.as_str())).collect(),
            promised: self.promises.keys().map(|id| MaterialId::from(id.as_str())).collect(),
            barred_until,
        }
    }

    /// All of it, always in the same words.
    fn said(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

async fn submitted(room: &ApplicationRoom, seen: &Seen) -> Result<Response, Problem> {
    let path = "query_code".to_owned();
    let secrets = room
        .ledger
        .secrets(seen.record, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let document = Submitted {
        application: ApplicationDocument::of(room, seen).await?,
        query_code: secrets.get(&path).and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    let location = format!("/api/v1/applications/{}", seen.record);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(document)).into_response())
}

/// The papers of a submission, and what stands in place of others.
struct Handed<'a> {
    papers: &'a [Waiting],
    instead: Instead,
}

/// Where, and for which project.
struct Place {
    region: RegionCode,
    project: Option<RecordId>,
    title: Option<String>,
}

async fn place(
    room: &ApplicationRoom,
    applicant: &Applicant,
    release: &Release,
    matter: &Matter,
    submission: &Submission,
    wrong: &mut Wrong,
) -> Result<Option<Place>, Problem> {
    if matter.needs_project {
        let Some(project) = submission
            .project
            .as_deref()
            .and_then(|project| project.parse::<RecordId>().ok())
        else {
            wrong.add("project", "apply-project-missing");
            return Ok(None);
        };
        let seen = match projects::access::see(&room.ledger, &applicant.current.actor, project).await {
            Ok(seen) if seen.may_change() => seen,
            Ok(_) | Err(projects::access::AccessError::Hidden) => return Err(Problem::NotFound),
            Err(projects::access::AccessError::Unavailable(error)) => return Err(unavailable(error)),
        };
        return Ok(Some(Place {
            region: seen.project.region,
            project: Some(project),
            title: Some(seen.project.title),
        }));
    }
    let region = submission
        .region
        .as_deref()
        .and_then(|region| region.parse::<RegionCode>().ok());
    let county = region.filter(|code| release.region(*code).is_some_and(|region| region.level == Level::County));
    if county.is_none() {
        wrong.add("region", "apply-region-missing");
    }
    Ok(county.map(|region| Place {
        region,
        project: None,
        title: None,
    }))
}

/// Every statement of the letter must have been sent.
fn unsigned(matter: &Matter, submission: &Submission, wrong: &mut Wrong) {
    let statements = matter.commitment.iter().flat_map(|commitment| &commitment.statements);
    let missing = statements
        .filter(|statement| !submission.statements.contains(statement))
        .count();
    if missing > 0 {
        wrong.add("statements", Message::new("commitment-unsigned").with("count", missing));
    }
}

/// Whoever hands in for another hands in the letter, or the promises, that the other signed, as the upload `signed-letter`.
fn without_letter(matter: &Matter, submission: &Submission, papers: &[Waiting], wrong: &mut Wrong) {
    let gives_word = matter.commitment.is_some() || !submission.promises.is_empty();
    if gives_word && !papers.iter().any(|waiting| waiting.paper.is_signed_letter()) {
        wrong.add(format!("{BOX_PREFIX}{SIGNED_LETTER}"), "signed-letter-missing");
    }
}

/// The command, as far as its fields are right.
fn command(
    applicant: &Applicant,
    names: &Names<'_>,
    matter: &Matter,
    submission: &Submission,
    place: Option<Place>,
    handed: Handed<'_>,
    wrong: &mut Wrong,
) -> Result<Option<Submit>, Problem> {
    let release = names.release;
    let mut fields = submission.answers.clone();
    fields.extend(submission.form.clone());
    let (answers, form) = read_json(release, matter, &fields);
    let form = match &place {
        Some(place) => form.within(release, matter, place.region),
        None => form,
    };
    wrong.add_all(&answers.all_errors());
    wrong.add_all(&form.all_errors());
    let Some(place) = place else { return Ok(None) };
    let plan = match Plan::of(release, &matter.id, &answers.values, place.region) {
        Ok(plan) => plan,
        Err(PlanError::NothingApplies) => {
            wrong.add("answers", "apply-nothing-applies");
            return Ok(None);
        }
        Err(error @ (PlanError::UnknownMatter(_) | PlanError::NoOrgan { .. })) => {
            tracing::error!(%error, matter = %matter.id, "no plan can be made");
            return Err(Problem::Broken);
        }
    };
    missing_or_stray(names, &plan, &handed, wrong);
    let form: BTreeMap<String, Value> = form_by_part(matter, &form.values);
    Ok(Some(Submit {
        applicant: applicant.party,
        project: place.project,
        title: titled(release, matter, place.region, place.title.as_deref()),
        region: place.region,
        answers: answers.values,
        form,
        materials: handed
            .papers
            .iter()
            .filter(|waiting| !waiting.paper.is_signed_letter())
            .map(|waiting| waiting.paper.upload())
            .collect(),
        signed_letter: handed
            .papers
            .iter()
            .find(|waiting| waiting.paper.is_signed_letter())
            .map(|waiting| waiting.paper.upload()),
        commitment: matter.commitment.as_ref().map(|commitment| commitment.statements.clone()),
        instead: handed.instead,
        plan,
    }))
}

/// Every paper that must be there is there, and none that nobody asked for.
fn missing_or_stray(names: &Names<'_>, plan: &Plan, handed: &Handed<'_>, wrong: &mut Wrong) {
    let (papers, instead) = (handed.papers, &handed.instead);
    let name = |id| names.material_id(id).plain().to_owned();
    for asked in plan.materials.iter().filter(|asked| !asked.optional) {
        let stands_for = instead.later.contains(&asked.material) || instead.promised.contains(&asked.material);
        if !stands_for && !papers.iter().any(|waiting| waiting.paper.material == asked.material) {
            let message = Message::new("paper-missing").with("name", name(&asked.material));
            wrong.add(format!("{BOX_PREFIX}{}", asked.material), message);
        }
    }
    for waiting in papers.iter().filter(|waiting| !waiting.paper.is_signed_letter()) {
        if !plan.materials.iter().any(|asked| asked.material == waiting.paper.material) {
            let message = Message::new("api-paper-not-asked").with("name", name(&waiting.paper.material));
            wrong.add(format!("{BOX_PREFIX}{}", waiting.paper.material), message);
        }
    }
}
