//! `/api/v1/releases`: importing a pack, what it would change, and from when.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use calendar::Day;
use front::{IdempotencyKey, Message, Problem};
use identity::RecordId;
use ledger::{CommandOf, Key, SubmitError, Unavailable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::archive;
use crate::difference::{Change, What};
use crate::record::{Releases, Schedule, Standing, Unschedule};
use crate::releases::{Comparison, Imported, NotImported, unavailable};
use crate::room::{Administration, Administrator};

/// A release that was imported.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReleaseDocument {
    /// Its record.
    id: String,
    /// SHA-256 of its definitions, in hexadecimal.
    digest: String,
    /// `candidate`, `scheduled`, `entered` or `discarded`.
    standing: &'static str,
    /// The day from which it is, or will be, in force.
    from: Option<String>,
    /// Its number, once it came into force.
    number: Option<u32>,
}

/// A release with what it would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonDocument {
    release: ReleaseDocument,
    /// The digest of the release in force, with which it is compared.
    in_force: String,
    changes: Vec<ChangeDocument>,
    promises: Vec<PromiseDocument>,
    /// Applications that have not ended; each keeps the release of its filing day.
    running: u64,
}

/// A definition that is not the same in both.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeDocument {
    /// `city`, `matter`, `item`, `material`, `field`, `department`, `region`, `template` or `other`.
    kind: &'static str,
    id: String,
    name: String,
    /// `added`, `removed` or `changed`.
    what: &'static str,
    /// The values that differ.
    values: Vec<LeafDocument>,
}

/// A value that differs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeafDocument {
    /// The keys that lead to it.
    path: Vec<String>,
    old: Option<String>,
    new: Option<String>,
}

/// What a matter promises, in working days.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PromiseDocument {
    matter: String,
    promised: Option<u32>,
    promised_then: Option<u32>,
    longest: Option<u32>,
    longest_then: Option<u32>,
}

/// Something that keeps a pack from becoming a release.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingDocument {
    file: String,
    line: Option<usize>,
    field: String,
    message: String,
    remedy: String,
}

/// From when a release is to be in force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// A day as `2026-12-01`; today means now.
    from: String,
}

/// Every release that was imported, the newest first.
#[utoipa::path(
    get, path = "/api/v1/releases", tag = "administration",
    responses((status = 200, description = "The releases", body = Vec<ReleaseDocument>), (status = 404, description = "Not an administrator of the city"))
)]
pub(crate) async fn list(State(room): State<Administration>, _: Administrator) -> Result<Json<Vec<ReleaseDocument>>, Problem> {
    let imported = room.imported().await.map_err(unavailable)?;
    Ok(Json(imported.iter().map(document).collect()))
}

/// Imports the ZIP archive of a pack as a candidate.
#[utoipa::path(
    post, path = "/api/v1/releases", tag = "administration",
    request_body(content_type = "application/zip", description = "The pack's folder as a ZIP archive"),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, it is imported once")),
    responses(
        (status = 201, description = "Imported", body = ReleaseDocument),
        (status = 409, description = "It is in force as it is, or was imported before and waits"),
        (status = 422, description = "The checker's findings, or no archive of a pack", body = Vec<FindingDocument>),
    )
)]
pub(crate) async fn create(
    State(room): State<Administration>,
    administrator: Administrator,
    key: Option<IdempotencyKey>,
    body: Bytes,
) -> Result<Response, Problem> {
    let texts = archive::read(&body).map_err(|fault| Problem::Refused(Message::new(fault.key())))?;
    let key = key.as_ref().map_or("", IdempotencyKey::as_str);
    match room.import(&administrator, &texts, Key::derived(&["import", key])).await {
        Ok(record) => {
            let release = room.release(record).await.map_err(unavailable)?.ok_or(Problem::Broken)?;
            Ok((StatusCode::CREATED, Json(document(&release))).into_response())
        }
        Err(NotImported::Findings(findings)) => {
            let findings: Vec<FindingDocument> = findings
                .into_iter()
                .map(|finding| FindingDocument {
                    file: finding.file,
                    line: finding.line,
                    field: finding.field,
                    message: finding.mistake.message(),
                    remedy: finding.mistake.remedy(),
                })
                .collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(findings)).into_response())
        }
        Err(NotImported::Here(here)) => Err(Problem::Conflict(here.is_here())),
        Err(NotImported::InForce) => Err(Problem::Conflict(Message::new("release-is-in-force"))),
        Err(NotImported::Refused(refusal)) => Err(Problem::Refused(Message::new(refusal.key()))),
        Err(NotImported::Unavailable(error)) => Err(unavailable(error)),
    }
}

/// A release, with what it would change compared with the one in force.
#[utoipa::path(
    get, path = "/api/v1/releases/{release}", tag = "administration",
    params(("release" = String, Path, description = "Its record")),
    responses((status = 200, description = "The release", body = ComparisonDocument), (status = 404, description = "No such release"))
)]
pub(crate) async fn show(
    State(room): State<Administration>,
    _: Administrator,
    Path(release): Path<String>,
) -> Result<Json<ComparisonDocument>, Problem> {
    let release = named(&room, &release).await?;
    let comparison = room.compare(release.state.digest.as_deref().unwrap_or_default()).await?;
    let running = applications::views::running_by_release(room.ledger())
        .await
        .map_err(unavailable)?;
    Ok(Json(ComparisonDocument {
        release: document(&release),
        in_force: room.catalogue.current().digest().to_owned(),
        changes: comparison.changes.iter().map(change).collect(),
        promises: promises(comparison),
        running: running.values().sum(),
    }))
}

/// Gives a release the day from which it is in force.
#[utoipa::path(
    put, path = "/api/v1/releases/{release}/entry", tag = "administration", request_body = Entry,
    params(("release" = String, Path, description = "Its record")),
    responses(
        (status = 200, description = "It has its day", body = ReleaseDocument),
        (status = 404, description = "No such release"),
        (status = 422, description = "The day is over or too far ahead, the release was in force or put away, or lacks an organ that has work on its desk"),
    )
)]
pub(crate) async fn schedule(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(release): Path<String>,
    Json(entry): Json<Entry>,
) -> Result<Json<ReleaseDocument>, Problem> {
    let from: Day = entry
        .from
        .parse()
        .map_err(|_| Problem::Refused(Message::new("release-day-unreadable")))?;
    let known = named(&room, &release).await?;
    let digest = known.state.digest.as_deref().unwrap_or_default();
    if !room.left_behind(digest).await.map_err(unavailable)?.is_empty() {
        return Err(Problem::Refused(Message::new("release-left-behind-refused")));
    }
    submit(&room, &administrator, &release, Schedule { from }, &entry.from).await
}

/// Takes the day of a release back.
#[utoipa::path(
    delete, path = "/api/v1/releases/{release}/entry", tag = "administration",
    params(("release" = String, Path, description = "Its record")),
    responses(
        (status = 200, description = "It has no day", body = ReleaseDocument),
        (status = 404, description = "No such release"),
        (status = 422, description = "It had none, or has come into force"),
    )
)]
pub(crate) async fn unschedule(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(release): Path<String>,
) -> Result<Json<ReleaseDocument>, Problem> {
    submit(&room, &administrator, &release, Unschedule, "").await
}

async fn submit<C>(
    room: &Administration,
    administrator: &Administrator,
    release: &str,
    command: C,
    day: &str,
) -> Result<Json<ReleaseDocument>, Problem>
where
    C: CommandOf<Releases, Act = authority::acts::Administer>,
{
    let release = named(room, release).await?;
    let permit = administrator.permit(room, release.record)?;
    // The day that was given and taken back may be given again: the version tells one from the other.
    let version = room
        .ledger()
        .state::<Releases>(release.record)
        .await
        .map_err(unavailable)?
        .map_or(0, |snapshot| snapshot.version);
    let key = Key::derived(&["release-entry", &release.record.to_string(), day, &version.to_string()]);
    match room
        .ledger()
        .submit::<Releases, C>(&permit, release.record, command, key)
        .await
    {
        Ok(receipt) => Ok(Json(document(&Imported {
            record: receipt.record,
            state: receipt.state,
        }))),
        Err(SubmitError::Refused(refusal)) => Err(Problem::Refused(Message::new(refusal.key()))),
        Err(error) => Err(unavailable(Unavailable(error.to_string()))),
    }
}

async fn named(room: &Administration, release: &str) -> Result<Imported, Problem> {
    let record: RecordId = release.parse().map_err(|_| Problem::NotFound)?;
    room.release(record).await.map_err(unavailable)?.ok_or(Problem::NotFound)
}

fn document(release: &Imported) -> ReleaseDocument {
    let (standing, from, number) = match release.state.standing {
        Standing::Candidate => ("candidate", None, None),
        Standing::Scheduled { from } => ("scheduled", Some(from), None),
        Standing::Entered { number, day } => ("entered", Some(day), Some(number)),
        Standing::Discarded => ("discarded", None, None),
    };
    ReleaseDocument {
        id: release.record.to_string(),
        digest: release.state.digest.clone().unwrap_or_default(),
        standing,
        from: from.map(|day| day.to_string()),
        number,
    }
}

fn change(change: &Change) -> ChangeDocument {
    let (what, leaves) = match &change.what {
        What::Added => ("added", Vec::new()),
        What::Removed => ("removed", Vec::new()),
        What::Changed(leaves) => ("changed", leaves.clone()),
    };
    ChangeDocument {
        kind: change.kind.key().trim_start_matches("pack-kind-"),
        id: change.id.clone(),
        name: change.name.clone(),
        what,
        values: leaves
            .into_iter()
            .map(|leaf| LeafDocument {
                path: leaf.path,
                old: leaf.old,
                new: leaf.new,
            })
            .collect(),
    }
}

fn promises(comparison: Comparison) -> Vec<PromiseDocument> {
    let document = |promise: crate::releases::Promise| PromiseDocument {
        matter: promise.name,
        promised: promise.promised.0,
        promised_then: promise.promised.1,
        longest: promise.longest.0,
        longest_then: promise.longest.1,
    };
    comparison.promises.into_iter().map(document).collect()
}
