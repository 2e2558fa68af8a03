//! Inside an organ, for programs: who has what, absences, handovers, other holders, recusal, notes.

use applications::record::command::Reassign;
use authority::Duty;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use calendar::Day;
use front::{IdempotencyKey, Message, Problem};
use identity::{PostId, RecordId};
use people::views;
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{StepDocument, act_key, problem};
use crate::acts::{self, Obstacle};
use crate::handover::Stage;
use crate::handover::record::{MoveOutcome, Order};
use crate::notes::{Audience, mentions_of, notes};
use crate::organ::{Hands, Load, Organ, Staff, loads};
use crate::pages::{
    AbsenceAsked, HandoverAsked, NoteAsked, administered, decide_recusal, declare_absence, declare_conflict, end_absence, give,
    mark_read, plan_handover, seen_handover, write_note,
};
use crate::seeing::{self, unavailable};
use crate::visit::Visit;
use crate::words::Words;

/// The organ at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganDocument {
    /// The organ.
    organ: String,
    /// Its name.
    name: String,
    /// Everybody who holds a post there.
    people: Vec<PersonDocument>,
    /// What nobody has taken on.
    unclaimed: LoadDocument,
}

/// Somebody of the organ.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonDocument {
    /// The account.
    account: String,
    /// The name.
    name: String,
    /// The posts.
    posts: Vec<String>,
    /// What lies in these hands.
    load: LoadDocument,
    /// When the person is or will be away.
    absences: Vec<AbsenceDocument>,
}

/// Tasks by how they stand with their time.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct LoadDocument {
    /// Past their day.
    late: u32,
    /// Short of time: yellow.
    soon: u32,
    /// With more time.
    in_time: u32,
    /// Waiting for the applicant.
    waiting: u32,
    /// Standing still on a special procedure.
    special: u32,
    /// Everything else: public notices, gates, proposals, applications for recusal.
    others: u32,
}

impl From<&Load> for LoadDocument {
    fn from(load: &Load) -> Self {
        Self {
            late: load.late,
            soon: load.soon,
            in_time: load.in_time,
            waiting: load.waiting,
            special: load.special,
            others: load.others,
        }
    }
}

/// An absence.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsenceDocument {
    /// Counted up for each account.
    absence: u32,
    /// The first day.
    from: String,
    /// The last day.
    until: String,
    /// Who stands in.
    deputy: Option<String>,
}

/// Shows who is there, and who has what.
#[utoipa::path(
    get, path = "/api/v1/desk/organ", tag = "desk",
    params(("organ" = Option<String>, Query, description = "For an administrator: which organ; without it the actor's own")),
    responses((status = 200, description = "The organ", body = OrganDocument), (status = 404, description = "No organ for this capacity"))
)]
pub(crate) async fn show(visit: Visit) -> Result<Json<OrganDocument>, Problem> {
    let organ = Organ::seen(&visit)?;
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let loads = loads(visit.desks.ledger(), &organ.id, visit.desks.today())
        .await
        .map_err(unavailable)?;
    let load_of = |hands: Hands| loads.iter().find(|load| load.hands == hands).map(LoadDocument::from);
    let people = staff.people.iter().map(|person| PersonDocument {
        account: person.account.to_string(),
        name: person.name.clone(),
        posts: person.posts.iter().map(ToString::to_string).collect(),
        load: load_of(Hands::Of(person.account)).unwrap_or_default(),
        absences: person
            .absences
            .iter()
            .map(|absence| AbsenceDocument {
                absence: absence.number,
                from: absence.from.to_string(),
                until: absence.until.to_string(),
                deputy: absence.deputy.map(|deputy| deputy.to_string()),
            })
            .collect(),
    });
    Ok(Json(OrganDocument {
        people: people.collect(),
        unclaimed: load_of(Hands::Nobody).unwrap_or_default(),
        organ: organ.id.to_string(),
        name: organ.name,
    }))
}

/// An absence to be declared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbsenceDeclared {
    /// Whose; without it the actor's own.
    #[serde(default)]
    person: Option<String>,
    /// The first day, YYYY-MM-DD.
    from: String,
    /// The last day, YYYY-MM-DD.
    until: String,
    /// The account that stands in.
    #[serde(default)]
    deputy: Option<String>,
}

/// Declares an absence with a deputy.
#[utoipa::path(
    post, path = "/api/v1/desk/absences", tag = "desk", request_body = AbsenceDeclared,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Declared"), (status = 404, description = "Not for you"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn declare(
    visit: Visit,
    key: IdempotencyKey,
    Json(asked): Json<AbsenceDeclared>,
) -> Result<StatusCode, Problem> {
    let organ = Organ::of_absence(&visit.desks, &visit.at, None)?;
    let person = asked.person.map_or(Ok(visit.at.account), |person| account(&person))?;
    let asked = AbsenceAsked {
        person,
        from: day(&asked.from)?,
        until: day(&asked.until)?,
        deputy: asked.deputy.as_deref().map(account).transpose()?,
    };
    said(declare_absence(&visit, &organ, &asked, act_key(&key, "absences")).await?)?;
    Ok(StatusCode::CREATED)
}

/// Ends an absence earlier, or cancels it.
#[utoipa::path(
    post, path = "/api/v1/desk/absences/{account}/{absence}/endings", tag = "desk",
    params(("account" = String, Path, description = "Whose"), ("absence" = u32, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "Ended"), (status = 404, description = "Not for you"), (status = 409, description = "It is over, or there is none"))
)]
pub(crate) async fn end(
    visit: Visit,
    Path((person, number)): Path<(RecordId, u32)>,
    key: IdempotencyKey,
) -> Result<StatusCode, Problem> {
    let organ = Organ::of_absence(&visit.desks, &visit.at, None)?;
    end_absence(&visit, &organ, person, number, act_key(&key, "endings")).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A handover to be ordered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandoverOrdered {
    /// For an administrator: of which organ.
    #[serde(default)]
    organ: Option<String>,
    /// The post.
    post: String,
    /// The account that hands it over.
    from: String,
    /// The account that takes it.
    to: String,
    /// From which day, YYYY-MM-DD.
    day: String,
}

/// A handover.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandoverDocument {
    /// Its identifier.
    handover: String,
    /// The post.
    post: String,
    /// Who hands it over.
    from: String,
    /// To whom.
    to: String,
    /// From which day.
    day: String,
    /// Who ordered it.
    ordered_by: String,
    /// `planned`, `called_off`, `begun`, `done` or `failed`.
    stage: &'static str,
    /// What came of each task.
    tasks: Vec<MovedDocument>,
}

/// What came of a task.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedDocument {
    /// Its application.
    application: String,
    /// The step.
    step: String,
    /// `to_move`, `moved`, `on_the_desk` or `stayed`.
    outcome: &'static str,
}

/// Orders a handover.
#[utoipa::path(
    post, path = "/api/v1/desk/handovers", tag = "desk", request_body = HandoverOrdered,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "The handover", body = HandoverDocument), (status = 404, description = "Not for you"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn hand_over(
    visit: Visit,
    key: IdempotencyKey,
    Json(ordered): Json<HandoverOrdered>,
) -> Result<(StatusCode, Json<HandoverDocument>), Problem> {
    let organ = administered(&visit, ordered.organ.as_deref())?;
    let post: PostId = ordered
        .post
        .parse()
        .map_err(|_| Problem::Refused(Message::new("desk-handover-held-missing")))?;
    let holds = |other: &PostId| *other == post;
    let from = views::colleague(visit.desks.ledger(), account(&ordered.from)?, &organ.id, holds)
        .await
        .map_err(unavailable)?;
    let asked = HandoverAsked {
        from: from.ok_or_else(|| Problem::Refused(Message::new("desk-handover-held-gone")))?,
        to: account(&ordered.to)?,
        day: day(&ordered.day)?,
        post,
    };
    let handover = said(plan_handover(&visit, &organ, asked, act_key(&key, "handovers")).await?)?;
    let (order, stage) = seen_handover(&visit, handover).await?;
    Ok((StatusCode::CREATED, Json(document(handover, &order, &stage))))
}

/// Shows a handover.
#[utoipa::path(
    get, path = "/api/v1/desk/handovers/{handover}", tag = "desk",
    params(("handover" = String, Path, description = "Which")),
    responses((status = 200, description = "The handover", body = HandoverDocument), (status = 404, description = "None, or not for you"))
)]
pub(crate) async fn handover(visit: Visit, Path(handover): Path<RecordId>) -> Result<Json<HandoverDocument>, Problem> {
    let (order, stage) = seen_handover(&visit, handover).await?;
    Ok(Json(document(handover, &order, &stage)))
}

fn document(handover: RecordId, order: &Order, stage: &Stage) -> HandoverDocument {
    let told = |application: RecordId, step: &StepId, outcome| MovedDocument {
        application: application.to_string(),
        step: step.to_string(),
        outcome,
    };
    let tasks = match stage {
        Stage::Begun(tasks) => tasks
            .iter()
            .map(|task| told(task.application, &task.step, "to_move"))
            .collect(),
        Stage::Done(moved) => moved
            .iter()
            .map(|one| {
                let outcome = match one.outcome {
                    MoveOutcome::Moved => "moved",
                    MoveOutcome::OnTheDesk => "on_the_desk",
                    MoveOutcome::Stayed(_) => "stayed",
                };
                told(one.task.application, &one.task.step, outcome)
            })
            .collect(),
        Stage::Planned | Stage::CalledOff | Stage::Failed(_) => Vec::new(),
    };
    HandoverDocument {
        handover: handover.to_string(),
        post: order.post.to_string(),
        from: order.from.to_string(),
        to: order.to.to_string(),
        day: order.day.to_string(),
        ordered_by: order.by.to_string(),
        stage: stage.as_str(),
        tasks,
    }
}

/// Who is to have a step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reassigned {
    /// The account; without it the step goes back to the desk.
    #[serde(default)]
    to: Option<String>,
    /// Why.
    reason: String,
}

/// Gives a step to somebody else of the organ, or back to the desk.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/reassignments", tag = "desk", request_body = Reassigned,
    params(("application" = String, Path, description = "Its id"), ("step" = String, Path, description = "The step"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "The step afterwards", body = StepDocument), (status = 404, description = "Not for you"), (status = 409, description = "Somebody was faster"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn reassign(
    visit: Visit,
    Path((application, step)): Path<(String, String)>,
    key: IdempotencyKey,
    Json(asked): Json<Reassigned>,
) -> Result<(StatusCode, Json<StepDocument>), Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    let to = match asked.to.as_deref().map(account).transpose()? {
        Some(to) => {
            let colleague = visit.desks.colleague_with(to, &known.planned.organ, &[Duty::Handle]).await?;
            Some(colleague.ok_or_else(|| Problem::Refused(Message::new("desk-reassign-receiver-left")))?)
        }
        None => None,
    };
    let command = Reassign {
        step: known.planned.step.clone(),
        from: known.holder,
        to,
        reason: asked.reason,
        handover: None,
    };
    let outcome = give(&visit, &seen, known, command, act_key(&key, "reassignments")).await;
    outcome.map_err(|obstacle| problem(&obstacle, false))?;
    step_now(&visit, &application, &step).await
}

/// Takes over the step of somebody who has left.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/takeovers", tag = "desk",
    params(("application" = String, Path, description = "Its id"), ("step" = String, Path, description = "The step"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "The step afterwards", body = StepDocument), (status = 404, description = "Not for you"), (status = 409, description = "Somebody was faster"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn take_over(
    visit: Visit,
    Path((application, step)): Path<(String, String)>,
    key: IdempotencyKey,
) -> Result<(StatusCode, Json<StepDocument>), Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    let is_own = visit.at.organ().as_ref() == Some(&known.planned.organ);
    let outcome = acts::take_over(&visit.desks, &visit.at, &seen, known, act_key(&key, "takeovers")).await;
    outcome.map_err(|obstacle| problem(&obstacle, is_own))?;
    step_now(&visit, &application, &step).await
}

async fn step_now(visit: &Visit, application: &str, step: &str) -> Result<(StatusCode, Json<StepDocument>), Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let step = seeing::step(&seen, step)?;
    Ok((StatusCode::CREATED, Json(StepDocument::of(seen.record, seen.version, step))))
}

/// Why one may not work on an application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conflict {
    /// Why.
    reason: String,
}

/// Says that the actor may not work on the application.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/conflicts", tag = "desk", request_body = Conflict,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "Recorded"), (status = 404, description = "Not for you"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn conflict(
    visit: Visit,
    Path(application): Path<String>,
    key: IdempotencyKey,
    Json(conflict): Json<Conflict>,
) -> Result<StatusCode, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let outcome = declare_conflict(&visit, &seen, conflict.reason, act_key(&key, "conflicts")).await;
    outcome.map_err(|obstacle| problem(&obstacle, false))?;
    Ok(StatusCode::CREATED)
}

/// A decision on an application for recusal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecusalDecision {
    /// Who is recused; without it the application for recusal is declined.
    #[serde(default)]
    person: Option<String>,
    /// Why, for the applicant.
    reason: String,
}

/// Decides on an application for recusal.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/recusals/{recusal}/decision", tag = "desk", request_body = RecusalDecision,
    params(("application" = String, Path, description = "Its id"), ("recusal" = u16, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "Decided"), (status = 404, description = "Not for you"), (status = 409, description = "Decided before"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn decide(
    visit: Visit,
    Path((application, recusal)): Path<(String, u16)>,
    key: IdempotencyKey,
    Json(decision): Json<RecusalDecision>,
) -> Result<StatusCode, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let person = decision.person.as_deref().map(account).transpose()?;
    let outcome = decide_recusal(&visit, &seen, recusal, person, decision.reason, act_key(&key, "decisions")).await;
    outcome.map_err(|obstacle: Obstacle| problem(&obstacle, false))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A note to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteWritten {
    /// Its words.
    words: String,
    /// On which step; without it on the whole application.
    #[serde(default)]
    step: Option<String>,
    /// Who reads it; without it the organ alone.
    #[serde(default)]
    audience: Option<Audience>,
    /// The accounts of colleagues who are to see it.
    #[serde(default)]
    mentions: Vec<String>,
}

/// A note.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoteDocument {
    /// Counted up.
    note: u32,
    /// When.
    at: String,
    /// The account that wrote it.
    by: Option<String>,
    /// Whose organ's it is.
    organ: String,
    /// On which step.
    step: Option<String>,
    /// Who reads it.
    audience: Audience,
    /// Its words.
    words: String,
}

/// Lists the notes that the actor may read.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/notes", tag = "desk",
    params(("application" = String, Path, description = "Its id")),
    responses((status = 200, description = "The notes, the newest first", body = [NoteDocument]), (status = 404, description = "Not for you"))
)]
pub(crate) async fn list_notes(visit: Visit, Path(application): Path<String>) -> Result<Json<Vec<NoteDocument>>, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    Ok(Json(documents(&visit, &seen).await?))
}

/// Writes a note that applicants never see.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/notes", tag = "desk", request_body = NoteWritten,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 201, description = "The notes, the newest first", body = [NoteDocument]), (status = 404, description = "Not for you"), (status = 422, description = "Refused, with the reason"))
)]
pub(crate) async fn note(
    visit: Visit,
    Path(application): Path<String>,
    key: IdempotencyKey,
    Json(note): Json<NoteWritten>,
) -> Result<(StatusCode, Json<Vec<NoteDocument>>), Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let asked = NoteAsked {
        step: note.step.as_deref().map(StepId::from),
        audience: note.audience.unwrap_or(Audience::Organ),
        words: note.words,
        mentions: note.mentions.iter().filter_map(|person| person.parse().ok()).collect(),
    };
    write_note(&visit, &seen, asked, act_key(&key, "notes")).await?;
    Ok((StatusCode::CREATED, Json(documents(&visit, &seen).await?)))
}

async fn documents(visit: &Visit, seen: &applications::access::Seen) -> Result<Vec<NoteDocument>, Problem> {
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let lines = notes(visit, seen, &words, None).await?;
    let document = |line: crate::notes::NoteLine| NoteDocument {
        note: line.number,
        at: line.machine_time,
        by: line.account.map(|account| account.to_string()),
        organ: line.organ.to_string(),
        step: line.step_id.map(|step| step.to_string()),
        audience: line.audience,
        words: line.words,
    };
    Ok(lines.into_iter().map(document).collect())
}

/// A note that names the actor and has not been read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MentionDocument {
    /// The application.
    application: String,
    /// Its number.
    number: String,
    /// The note.
    note: u32,
}

/// Lists where the actor is named and has not looked.
#[utoipa::path(
    get, path = "/api/v1/desk/mentions", tag = "desk",
    responses((status = 200, description = "The mentions", body = [MentionDocument]), (status = 404, description = "No desk for this capacity"))
)]
pub(crate) async fn mentions(visit: Visit) -> Result<Json<Vec<MentionDocument>>, Problem> {
    let document = |mention: crate::notes::Mention| MentionDocument {
        application: mention.application.to_string(),
        number: mention.number,
        note: mention.note,
    };
    Ok(Json(mentions_of(&visit).await?.into_iter().map(document).collect()))
}

/// Says that the actor has read where he or she is named on an application.
#[utoipa::path(
    post, path = "/api/v1/desk/mentions/{application}/readings", tag = "desk",
    params(("application" = String, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "Read"), (status = 404, description = "Not for you"))
)]
pub(crate) async fn read(visit: Visit, Path(application): Path<String>, key: IdempotencyKey) -> Result<StatusCode, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    mark_read(&visit, &seen, act_key(&key, "readings")).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn account(text: &str) -> Result<RecordId, Problem> {
    text.parse()
        .map_err(|_| Problem::Refused(Message::new("desk-absence-person-missing")))
}

fn day(text: &str) -> Result<Day, Problem> {
    text.parse()
        .map_err(|_| Problem::Refused(Message::new("desk-absence-from-missing")))
}

/// A refusal of a form, as a problem.
fn said<T>(outcome: Result<T, (&'static str, &'static str)>) -> Result<T, Problem> {
    outcome.map_err(|(_, key)| Problem::Refused(Message::new(key)))
}

/// Somebody who looks at an application now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PresenceDocument {
    /// The account.
    account: String,
    /// The name.
    name: String,
    /// The organ.
    organ: String,
    /// At which step; none for the whole application.
    step: Option<String>,
}

/// Lists who looks at the application now. Asking is not looking.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/presences", tag = "desk",
    params(("application" = String, Path, description = "Its id")),
    responses((status = 200, description = "Who looks", body = [PresenceDocument]), (status = 404, description = "Not for you"))
)]
pub(crate) async fn presences(visit: Visit, Path(application): Path<String>) -> Result<Json<Vec<PresenceDocument>>, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let document = |glance: crate::onlookers::Glance| PresenceDocument {
        account: glance.account.to_string(),
        name: glance.name,
        organ: glance.organ.to_string(),
        step: (!glance.step.is_empty()).then_some(glance.step),
    };
    let looking = visit.desks.onlookers().now(seen.record);
    Ok(Json(looking.into_iter().map(document).collect()))
}
