//! `/api/v1/oversight/…`: applications with lights, days, savings, exports.

use applications::views::lost_days::{Quarter, step_times};
use applications::views::overview::{OverviewCounts, OverviewRow, counts, page};
use applications::views::savings::savings as saving_rows;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use front::form::Asked;
use front::{IdempotencyKey, Message, Problem, Reader};
use identity::RecordId;
use serde::Serialize;
use utoipa::ToSchema;

use super::act_key;
use crate::at_desk::Watcher;
use crate::export::Progress;
use crate::pages::{self, Filter, saving_lines, unavailable};
use crate::room::OversightRoom;

/// Rows a page.
const ROWS: u32 = 100;
/// Projects in one answer.
const PROJECTS_MAX: u32 = 500;

/// A page of applications with the numbers above it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationList {
    /// The applications, in the order asked for.
    applications: Vec<ApplicationDocument>,
    /// `after` of the next page, if there is one.
    next: Option<String>,
    /// The numbers of the whole region.
    numbers: NumbersDocument,
}

/// An application as a watcher sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationDocument {
    /// Its record.
    application: String,
    /// Its number.
    number: String,
    /// What it is called.
    title: String,
    /// Its matter.
    matter: String,
    /// Where.
    region: String,
    /// `in_progress`, `finished`, `withdrawn` or `terminated`.
    status: &'static str,
    /// `red`, `yellow`, `green` or `blue`, today.
    light: &'static str,
    /// `organ`, `applicant`, `notice`, `gate`, `house` or `nobody`.
    waits: &'static str,
    /// Its earliest due day, while a clock runs.
    due: Option<String>,
    /// The day of its submission.
    submitted: String,
    /// The day of its end.
    ended: Option<String>,
}

/// How many applications stand how.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NumbersDocument {
    /// Under way.
    open: u64,
    /// Past their day.
    red: u64,
    /// Short of time.
    yellow: u64,
    /// On an organ's desk.
    organ: u64,
    /// Waiting for the applicant.
    applicant: u64,
    /// A public notice runs.
    notice: u64,
    /// Waiting for an outside event.
    gate: u64,
    /// Being issued or served.
    house: u64,
    /// Decided and served.
    finished: u64,
    /// Withdrawn by the applicant.
    withdrawn: u64,
    /// Terminated.
    terminated: u64,
}

/// What a step took at an organ in the last four quarters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepTimeDocument {
    /// Whose desk.
    organ: String,
    /// The item.
    item: String,
    /// The step.
    step: String,
    /// The promised limit, in working days.
    promised: u32,
    /// How often it was done.
    done: u64,
    /// How often late.
    late: u64,
    /// Working days in all.
    days: u64,
    /// Half of them took at most so many.
    median: u32,
    /// Working days beyond the limit in all.
    lost: u64,
}

/// What an application issued together saves.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavingDocument {
    /// Its record.
    application: String,
    /// Its number.
    number: String,
    /// What it is called.
    title: String,
    /// Working days of the outside procedure.
    outside: u32,
    /// Whether that is what the records say; otherwise the stated parameter.
    recorded: bool,
    /// Working days by the baseline: the outside procedure first, then each item after its formal prerequisites.
    baseline: u32,
    /// Working days by ours: the outside procedure beside the pre-review.
    ours: u32,
    /// The difference.
    saved: i64,
    /// Working days from submission to the end, once it has ended.
    took: Option<i32>,
}

/// How far an export is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportDocument {
    /// Its name.
    id: String,
    /// `writing`, `ready` or `failed`.
    state: &'static str,
    /// Rows written.
    rows: u32,
    /// Where the file is, once it is ready.
    file: Option<String>,
}

/// All applications of the actor's region, with lights.
#[utoipa::path(
    get, path = "/api/v1/oversight/applications", tag = "oversight",
    params(
        ("standing" = Option<String>, Query, description = "`open` (without it), `ended`, or how it ended: `finished`, `withdrawn`, `terminated`"),
        ("light" = Option<String>, Query, description = "`red`, `yellow`, `green` or `blue`"),
        ("waits" = Option<String>, Query, description = "`organ`, `applicant`, `notice`, `gate` or `house`"),
        ("organ" = Option<String>, Query, description = "Only those on this organ's desk"),
        ("matter" = Option<String>, Query, description = "Only of this matter"),
        ("age" = Option<u16>, Query, description = "Submitted at least so many calendar days ago"),
        ("q" = Option<String>, Query, description = "Title or an enterprise's name contains this, or number begins or ends with it"),
        ("sort" = Option<String>, Query, description = "`due` (without it) or `age`"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "A page", body = ApplicationList), (status = 401, description = "Not signed in"), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn applications(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
) -> Result<Json<ApplicationList>, Problem> {
    let (filter, today, counties) = (Filter::read(&query), room.today(), room.counties(watcher.region));
    let found = page(&room.ledger, &counties, &filter.asked, today, filter.after.as_ref(), ROWS)
        .await
        .map_err(unavailable)?;
    let numbers = counts(&room.ledger, &counties, today).await.map_err(unavailable)?;
    Ok(Json(ApplicationList {
        applications: found.rows.iter().map(ApplicationDocument::of).collect(),
        next: found.next.map(|next| next.to_string()),
        numbers: NumbersDocument::of(numbers),
    }))
}

/// Where days are lost, by organ and step, in the last four quarters.
#[utoipa::path(
    get, path = "/api/v1/oversight/days", tag = "oversight",
    responses((status = 200, description = "Each organ's steps", body = [StepTimeDocument]), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn days(State(room): State<OversightRoom>, watcher: Watcher) -> Result<Json<Vec<StepTimeDocument>>, Problem> {
    let quarters = Quarter::of(room.today()).year_up_to();
    let times = step_times(&room.ledger, &room.counties(watcher.region), quarters)
        .await
        .map_err(unavailable)?;
    let document = |time: applications::views::lost_days::StepTime| StepTimeDocument {
        organ: time.organ,
        item: time.item,
        step: time.step,
        promised: time.promised,
        done: time.n,
        late: time.late,
        days: time.days,
        median: time.median,
        lost: time.lost,
    };
    Ok(Json(times.into_iter().map(document).collect()))
}

/// What issuing together saves, project by project, the newest first.
#[utoipa::path(
    get, path = "/api/v1/oversight/savings", tag = "oversight",
    responses((status = 200, description = "Each project", body = [SavingDocument]), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn savings(State(room): State<OversightRoom>, watcher: Watcher) -> Result<Json<Vec<SavingDocument>>, Problem> {
    let rows = saving_rows(&room.ledger, &room.counties(watcher.region), PROJECTS_MAX)
        .await
        .map_err(unavailable)?;
    let reckoned = saving_lines(&room.release(), &room.ledger.almanac(), &rows);
    let document = |(row, line): (applications::views::savings::SavingRow, crate::pages::SavingLine)| SavingDocument {
        application: row.record.to_string(),
        number: row.number,
        title: row.title,
        outside: line.saving.outside,
        recorded: line.is_recorded,
        baseline: line.saving.baseline,
        ours: line.saving.ours,
        saved: line.saving.days(),
        took: line.took,
    };
    Ok(Json(reckoned.into_iter().map(document).collect()))
}

/// Begins an export of the list as XLSX, with the same filters as the list.
#[utoipa::path(
    post, path = "/api/v1/oversight/exports", tag = "oversight",
    responses((status = 202, description = "Begun", body = ExportDocument), (status = 404, description = "Not for this actor"), (status = 409, description = "Too many under way"))
)]
pub(crate) async fn export(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    reader: Reader,
    Asked(query): Asked,
    key: IdempotencyKey,
) -> Result<(StatusCode, Json<ExportDocument>), Problem> {
    let key = act_key(&key, "export");
    let id = pages::export(&room, &watcher, reader.texts.clone(), Filter::read(&query).asked, key)?;
    progress(&room, &watcher, id).map(|document| (StatusCode::ACCEPTED, Json(document)))
}

/// How far an export is.
#[utoipa::path(
    get, path = "/api/v1/oversight/exports/{id}", tag = "oversight",
    params(("id" = String, Path, description = "Its name")),
    responses((status = 200, description = "How far", body = ExportDocument), (status = 404, description = "Not there, or not for this actor"))
)]
pub(crate) async fn export_progress(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Path(id): Path<RecordId>,
) -> Result<Json<ExportDocument>, Problem> {
    progress(&room, &watcher, id).map(Json)
}

/// The file of an export.
#[utoipa::path(
    get, path = "/api/v1/oversight/exports/{id}/file", tag = "oversight",
    params(("id" = String, Path, description = "Its name")),
    responses((status = 200, description = "The workbook"), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Not ready"))
)]
pub(crate) async fn export_file(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    match room.exports.progress(id, watcher.account) {
        Some(Progress::Ready { file, name, .. }) => pages::sent(&file, &name).await,
        Some(Progress::Writing { .. }) => Err(Problem::Conflict(Message::new("oversight-export-not-ready"))),
        Some(Progress::Failed) | None => Err(Problem::NotFound),
    }
}

fn progress(room: &OversightRoom, watcher: &Watcher, id: RecordId) -> Result<ExportDocument, Problem> {
    let progress = room.exports.progress(id, watcher.account).ok_or(Problem::NotFound)?;
    let (state, rows) = match progress {
        Progress::Writing { rows } => ("writing", rows),
        Progress::Ready { rows, .. } => ("ready", rows),
        Progress::Failed => ("failed", 0),
    };
    Ok(ExportDocument {
        id: id.to_string(),
        state,
        rows,
        file: (state == "ready").then(|| format!("/api/v1/oversight/exports/{id}/file")),
    })
}

impl ApplicationDocument {
    fn of(row: &OverviewRow) -> Self {
        Self {
            application: row.record.to_string(),
            number: row.number.clone(),
            title: row.title.clone(),
            matter: row.matter.clone(),
            region: row.region.to_string(),
            status: row.status.as_str(),
            light: row.light.as_str(),
            waits: row.waits.as_str(),
            due: row.due().map(|day| day.to_string()),
            submitted: row.submitted.to_string(),
            ended: row.ended.map(|day| day.to_string()),
        }
    }
}

impl NumbersDocument {
    fn of(counts: OverviewCounts) -> Self {
        let OverviewCounts {
            open,
            red,
            yellow,
            organ,
            applicant,
            notice,
            gate,
            house,
            finished,
            withdrawn,
            terminated,
        } = counts;
        Self {
            open,
            red,
            yellow,
            organ,
            applicant,
            notice,
            gate,
            house,
            finished,
            withdrawn,
            terminated,
        }
    }
}
