//! `/api/v1/calendar`: the days of a region, what was declared, declaring and taking back.

use authority::{Permit, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use calendar::{Day, DayKind, Notice};
use front::form::Asked;
use front::{IdempotencyKey, Problem};
use identity::RegionCode;
use ledger::{Almanac, Key};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use crate::pages::{AtDesk, problem, unavailable};
use crate::preview::Preview;
use crate::record::{Change, DayChange, Days, Declaration, Declare, Declared, TakeBack, record_of};
use crate::room::AlmanacRoom;

/// Most days that one question may ask for.
const DAYS_MAX: i32 = 732;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(days, declarations, declare_day, declare_arrangement, take_back, moves),
    components(schemas(
        DayDocument,
        DeclarationDocument,
        DayDeclared,
        ArrangementDeclared,
        RestRun,
        WorkedDay,
        MovesDocument,
        MoveDocument
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<AlmanacRoom> {
    Router::new()
        .route("/api/v1/calendar/days", get(days).post(declare_day))
        .route("/api/v1/calendar/arrangements", post(declare_arrangement))
        .route("/api/v1/calendar/declarations", get(declarations))
        .route("/api/v1/calendar/declarations/{number}/taking-back", post(take_back))
        .route("/api/v1/calendar/moves", get(moves))
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayDocument {
    /// Which.
    day: String,
    /// Whether offices work.
    working: bool,
    /// `working`, `weekend`, `holiday`, `make_up` or `day_off`.
    kind: &'static str,
    /// The holiday, or why it is a day off.
    name: Option<String>,
    /// Whether the year's arrangement is not out, so that this may change.
    provisional: bool,
}

/// A declaration.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeclarationDocument {
    /// Its number.
    number: u32,
    /// What it changes.
    #[schema(value_type = Object)]
    change: Change,
    /// When it was declared.
    declared: String,
    /// When it was taken back.
    taken_back: Option<String>,
}

/// A day off of a region, or a day worked in exchange.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayDeclared {
    /// Where, with all below; without it the region of the actor's post.
    #[schema(value_type = Option<String>)]
    region: Option<RegionCode>,
    /// Which day; tomorrow at the earliest.
    #[schema(value_type = String)]
    day: Day,
    /// Worked after all.
    #[serde(default)]
    work: bool,
    /// Why.
    reason: String,
    /// The decision it rests on.
    ground: String,
}

/// A notice of the State Council.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArrangementDeclared {
    /// The year it arranges.
    year: i32,
    /// Its number.
    number: String,
    /// The date it bears.
    #[schema(value_type = String)]
    dated: Day,
    /// Where it is published.
    source: String,
    /// The days of rest.
    rest: Vec<RestRun>,
    /// The days worked in exchange.
    #[serde(default)]
    work: Vec<WorkedDay>,
}

/// A run of days of rest.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestRun {
    /// The holiday.
    holiday: String,
    /// Its first day.
    #[schema(value_type = String)]
    from: Day,
    /// Its last day.
    #[schema(value_type = String)]
    through: Day,
}

/// A day worked in exchange.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkedDay {
    /// The holiday.
    holiday: String,
    /// Which day.
    #[schema(value_type = String)]
    day: Day,
}

/// What would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovesDocument {
    /// How many open deadlines.
    total: u32,
    /// By due day.
    moves: Vec<MoveDocument>,
}

/// Deadlines that move together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoveDocument {
    /// Where they are.
    from: String,
    /// Where they would be.
    to: String,
    /// How many.
    count: u32,
}

/// The days of a region, worked or not, and why.
#[utoipa::path(
    get, path = "/api/v1/calendar/days", tag = "calendar",
    params(
        ("from" = String, Query, description = "The first day"),
        ("through" = String, Query, description = "The last day, at most two years later"),
        ("region" = Option<String>, Query, description = "The city without it"),
    ),
    responses((status = 200, description = "Each day", body = [DayDocument]), (status = 400, description = "Not a range of days"))
)]
async fn days(State(room): State<AlmanacRoom>, Asked(asked): Asked) -> Result<Json<Vec<DayDocument>>, Problem> {
    let wrong = || Problem::invalid("days-form-day");
    let from: Day = asked.value("from").parse().map_err(|_| wrong())?;
    let through: Day = asked.value("through").parse().map_err(|_| wrong())?;
    if through < from || through.since(from) > DAYS_MAX {
        return Err(wrong());
    }
    let region = region_asked(&asked, room.ledger.city())?;
    let almanac = room.ledger.almanac();
    let calendar = almanac.calendar(region);
    let document = |day: Day| {
        let (kind, name) = match calendar.day_kind(day) {
            DayKind::Working => ("working", None),
            DayKind::Weekend => ("weekend", None),
            DayKind::Holiday { name } => ("holiday", Some(name.to_string())),
            DayKind::MakeUp { holiday } => ("make_up", Some(holiday.to_string())),
            DayKind::DayOff { reason } => ("day_off", Some(reason.to_string())),
        };
        DayDocument {
            day: day.to_string(),
            working: calendar.is_working(day),
            kind,
            name,
            provisional: calendar.provisional(day.year()),
        }
    };
    Ok(Json(from.through(through).map(document).collect()))
}

/// What was declared, those taken back too.
#[utoipa::path(
    get, path = "/api/v1/calendar/declarations", tag = "calendar",
    responses((status = 200, description = "Each declaration", body = [DeclarationDocument]), (status = 404, description = "Not for this actor"))
)]
async fn declarations(State(room): State<AlmanacRoom>, _: AtDesk) -> Result<Json<Vec<DeclarationDocument>>, Problem> {
    let declared = declared(&room).await?;
    Ok(Json(declared.declarations.iter().map(DeclarationDocument::of).collect()))
}

/// Declares a day off of a region, or a day worked.
#[utoipa::path(
    post, path = "/api/v1/calendar/days", tag = "calendar", request_body = DayDeclared,
    responses((status = 201, description = "Declared and in force", body = DeclarationDocument), (status = 404, description = "Not for this actor"), (status = 422, description = "Nothing changes, or a day that has begun would"))
)]
async fn declare_day(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    key: IdempotencyKey,
    Json(day): Json<DayDeclared>,
) -> Result<(StatusCode, Json<DeclarationDocument>), Problem> {
    let change = Change::Day(DayChange {
        region: day.region.unwrap_or(at.region),
        day: day.day,
        work: day.work,
        reason: day.reason,
        ground: day.ground,
    });
    declare(&room, &at, &key, change).await
}

/// Records a notice of the State Council that arranges or amends a year.
#[utoipa::path(
    post, path = "/api/v1/calendar/arrangements", tag = "calendar", request_body = ArrangementDeclared,
    responses((status = 201, description = "Declared and in force", body = DeclarationDocument), (status = 404, description = "Not for this actor"), (status = 422, description = "Nothing changes, or a day that has begun would"))
)]
async fn declare_arrangement(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    key: IdempotencyKey,
    Json(notice): Json<ArrangementDeclared>,
) -> Result<(StatusCode, Json<DeclarationDocument>), Problem> {
    let rest = notice.rest.into_iter().map(|run| calendar::RestDays {
        holiday: run.holiday.into(),
        from: run.from,
        through: run.through,
    });
    let work = notice.work.into_iter().map(|day| calendar::MakeUpDay {
        holiday: day.holiday.into(),
        day: day.day,
    });
    let change = Change::Arrangement {
        year: notice.year,
        notice: Notice {
            number: notice.number,
            dated: notice.dated,
            source: notice.source,
            rest: rest.collect(),
            work: work.collect(),
        },
    };
    declare(&room, &at, &key, change).await
}

/// Takes a declaration back before its first day.
#[utoipa::path(
    post, path = "/api/v1/calendar/declarations/{number}/taking-back", tag = "calendar",
    params(("number" = u32, Path, description = "Its number")),
    responses((status = 201, description = "Taken back", body = DeclarationDocument), (status = 404, description = "Not there, or not for this actor"), (status = 422, description = "Its day has begun, or it was taken back before"))
)]
async fn take_back(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    Path(number): Path<u32>,
    key: IdempotencyKey,
) -> Result<(StatusCode, Json<DeclarationDocument>), Problem> {
    let known = declared(&room).await?;
    let declaration = known.declaration(number).ok_or(Problem::NotFound)?;
    let permit = at.permit(&room.ledger, declaration.change.region(room.ledger.city()))?;
    let receipt = room
        .ledger
        .submit::<Days, _>(&permit, permit.record(), TakeBack { number }, act_key(&key, "take-back"))
        .await
        .map_err(problem)?;
    answer(&room, &receipt.state, number).await
}

/// What a day off would move, before it is declared.
#[utoipa::path(
    get, path = "/api/v1/calendar/moves", tag = "calendar",
    params(
        ("day" = String, Query, description = "The day"),
        ("region" = Option<String>, Query, description = "The region of the actor's post without it"),
        ("work" = Option<u8>, Query, description = "1: worked after all"),
    ),
    responses((status = 200, description = "What would move", body = MovesDocument), (status = 404, description = "Not for this actor"))
)]
async fn moves(State(room): State<AlmanacRoom>, at: AtDesk, Asked(asked): Asked) -> Result<Json<MovesDocument>, Problem> {
    let region = region_asked(&asked, at.region)?;
    let _: Permit<acts::DeclareDays> = at.permit(&room.ledger, region)?;
    let change = Change::Day(DayChange {
        region,
        day: asked.value("day").parse().map_err(|_| Problem::invalid("days-form-day"))?,
        work: asked.value("work") == "1",
        reason: String::new(),
        ground: String::new(),
    });
    let almanac = room.ledger.almanac();
    let then: Almanac = declared(&room).await?.almanac_with(&change, almanac.hours);
    let preview = Preview::of(&room.ledger, region, &almanac, &then)
        .await
        .map_err(unavailable)?;
    let document = |moved: &crate::preview::Move| MoveDocument {
        from: moved.from.to_string(),
        to: moved.to.to_string(),
        count: moved.count,
    };
    Ok(Json(MovesDocument {
        total: preview.total(),
        moves: preview.moves.iter().map(document).collect(),
    }))
}

async fn declare(
    room: &AlmanacRoom,
    at: &AtDesk,
    key: &IdempotencyKey,
    change: Change,
) -> Result<(StatusCode, Json<DeclarationDocument>), Problem> {
    let permit = at.permit(&room.ledger, change.region(room.ledger.city()))?;
    let receipt = room
        .ledger
        .submit::<Days, _>(&permit, permit.record(), Declare { change }, act_key(key, "declare"))
        .await
        .map_err(problem)?;
    let number = receipt.state.declarations.last().map_or(0, |last| last.number);
    answer(room, &receipt.state, number).await
}

/// The declaration, once the calendars are in force.
async fn answer(room: &AlmanacRoom, state: &Declared, number: u32) -> Result<(StatusCode, Json<DeclarationDocument>), Problem> {
    room.standing.renew(&room.ledger).await.map_err(unavailable)?;
    let declaration = state.declaration(number).ok_or(Problem::Broken)?;
    Ok((StatusCode::CREATED, Json(DeclarationDocument::of(declaration))))
}

async fn declared(room: &AlmanacRoom) -> Result<Declared, Problem> {
    let snapshot = room
        .ledger
        .state::<Days>(record_of(room.ledger.city()))
        .await
        .map_err(unavailable)?;
    Ok(snapshot.map(|snapshot| Declared::clone(&snapshot.state)).unwrap_or_default())
}

fn region_asked(asked: &front::FormData, own: RegionCode) -> Result<RegionCode, Problem> {
    match asked.given("region") {
        Some(region) => region.parse().map_err(|_| Problem::invalid("days-form-region")),
        None => Ok(own),
    }
}

fn act_key(key: &IdempotencyKey, act: &str) -> Key {
    Key::new(key.as_str()).and(act)
}

impl DeclarationDocument {
    fn of(declaration: &Declaration) -> Self {
        Self {
            number: declaration.number,
            change: declaration.change.clone(),
            declared: declaration.at.to_string(),
            taken_back: declaration.taken_back.map(|at| at.to_string()),
        }
    }
}
