//! Declaring: first what would move, then the declaration itself.

use askama::Template;
use authority::Permit;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Problem, Reader};
use ledger::{Context, Key, Record, Rehearsal};

use super::at_desk::AtDesk;
use super::words::{days, message, problem, said, unavailable};
use super::{CALENDAR, calendar, style, typed};
use crate::preview::Preview;
use crate::record::{Change, Days, DaysRefusal, Declare, DeclareCommand, Declared, record_of};
use crate::room::AlmanacRoom;

#[derive(Template)]
#[template(path = "pages/preview.html")]
struct PreviewPage {
    chrome: Chrome,
    style: String,
    said: String,
    ground: String,
    changed: String,
    total: u32,
    moves: Vec<MoveLine>,
    /// What was typed, to be sent again.
    typed: Vec<(String, String)>,
    action: String,
    back: &'static str,
    act: &'static str,
    warning: &'static str,
}

/// Deadlines that move together, in words.
pub(super) struct MoveLine {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) count: u32,
}

/// `POST …/preview`: nothing is changed.
pub(super) async fn preview(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let change = match checked(&room, &at, &form).await? {
        Ok(change) => change,
        Err(errors) => return again(&room, &at, &reader, form, errors).await,
    };
    let (declared, almanac) = (declared(&room).await?, room.ledger.almanac());
    let region = change.region(room.ledger.city());
    let then = declared.almanac_with(&change, almanac.hours);
    let preview = Preview::of(&room.ledger, region, &almanac, &then)
        .await
        .map_err(unavailable)?;
    let typed = form.iter().filter(|(name, _)| *name != "key");
    Ok(Page(PreviewPage {
        chrome: reader.desk("days-preview-title", at.place()),
        style: style::address(),
        said: said(&reader.texts, &room.catalogue.current(), &change),
        ground: ground(&change).to_owned(),
        changed: days(&reader.texts, &preview.changed),
        total: preview.total(),
        moves: lines(&reader, &preview),
        typed: typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        action: format!("{CALENDAR}/declarations"),
        back: CALENDAR,
        act: "days-declare",
        warning: "days-preview-declaring",
    })
    .into_response())
}

/// `POST …/declarations`
pub(super) async fn create(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let change = match checked(&room, &at, &form).await? {
        Ok(change) => change,
        Err(errors) => return again(&room, &at, &reader, form, errors).await,
    };
    let permit = at.permit(&room.ledger, change.region(room.ledger.city()))?;
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let key = Key::new(key).and("declare");
    declare(&room, &permit, change, key).await?;
    Ok(Redirect::to(CALENDAR).into_response())
}

/// Declares, and puts the calendars in force before the answer.
async fn declare(
    room: &AlmanacRoom,
    permit: &Permit<authority::acts::DeclareDays>,
    change: Change,
    key: Key,
) -> Result<(), Problem> {
    room.ledger
        .submit::<Days, _>(permit, permit.record(), Declare { change }, key)
        .await
        .map_err(problem)?;
    room.standing.renew(&room.ledger).await.map_err(unavailable)
}

pub(super) fn lines(reader: &Reader, preview: &Preview) -> Vec<MoveLine> {
    let line = |moved: &crate::preview::Move| MoveLine {
        from: reader.texts.day(&moved.from),
        to: reader.texts.day(&moved.to),
        count: moved.count,
    };
    preview.moves.iter().map(line).collect()
}

pub(super) async fn declared(room: &AlmanacRoom) -> Result<Declared, Problem> {
    let snapshot = room
        .ledger
        .state::<Days>(record_of(room.ledger.city()))
        .await
        .map_err(unavailable)?;
    Ok(snapshot.map(|snapshot| Declared::clone(&snapshot.state)).unwrap_or_default())
}

pub(super) fn ground(change: &Change) -> &str {
    match change {
        Change::Day(change) => &change.ground,
        Change::Arrangement { notice, .. } => &notice.source,
    }
}

/// What was typed, rehearsed with the record: a page that shows what would follow has already heard what stands in the way.
async fn checked(room: &AlmanacRoom, at: &AtDesk, form: &FormData) -> Result<Result<Change, FormErrors>, Problem> {
    let change = match typed::read(form, at.region) {
        Ok(change) => change,
        Err(errors) => return Ok(Err(errors)),
    };
    let refusal = |refusal: DaysRefusal| FormErrors::one(typed::field(&refusal, form.value(typed::WHAT)), message(&refusal));
    if at.permit(&room.ledger, change.region(room.ledger.city())).is_err() {
        return Ok(Err(refusal(DaysRefusal::NotYourRegion)));
    }
    let (declared, almanac) = (declared(room).await?, room.ledger.almanac());
    let mut draws = Rehearsal::new(0);
    let mut context = Context::new(
        record_of(room.ledger.city()),
        room.ledger.now(),
        at.actor(),
        "",
        &almanac,
        &mut draws,
    );
    let command = DeclareCommand::from(Declare { change: change.clone() });
    Ok(match Days::decide(&declared, command, &mut context) {
        Ok(_) => Ok(change),
        Err(refused) => Err(refusal(refused)),
    })
}

async fn again(
    room: &AlmanacRoom,
    at: &AtDesk,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let page = calendar::page(room, at, reader, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}
