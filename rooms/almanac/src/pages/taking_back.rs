//! Taking a declaration back before its day.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Page, Problem, Reader};
use ledger::Key;

use super::at_desk::AtDesk;
use super::declaration::{MoveLine, declared, ground, lines};
use super::words::{days, problem, said, unavailable};
use super::{CALENDAR, style};
use crate::preview::Preview;
use crate::record::{Days, TakeBack};
use crate::room::AlmanacRoom;

#[derive(Template)]
#[template(path = "pages/preview.html")]
pub(super) struct TakingBack {
    chrome: Chrome,
    style: String,
    said: String,
    ground: String,
    changed: String,
    total: u32,
    moves: Vec<MoveLine>,
    typed: Vec<(String, String)>,
    action: String,
    back: &'static str,
    act: &'static str,
    warning: &'static str,
}

/// `GET …/declarations/{number}/taking-back`: what moves back.
pub(super) async fn new(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    Path(number): Path<u32>,
    reader: Reader,
) -> Result<Page<TakingBack>, Problem> {
    let (declared, almanac, city) = (declared(&room).await?, room.ledger.almanac(), room.ledger.city());
    let declaration = declared.declaration(number).ok_or(Problem::NotFound)?;
    let region = declaration.change.region(city);
    at.permit(&room.ledger, region)?;
    let then = declared.almanac_without(number, almanac.hours);
    let preview = Preview::of(&room.ledger, region, &almanac, &then)
        .await
        .map_err(unavailable)?;
    Ok(Page(TakingBack {
        chrome: reader.desk("days-take-back", at.place()),
        style: style::address(),
        said: said(&reader.texts, &room.catalogue.current(), &declaration.change),
        ground: ground(&declaration.change).to_owned(),
        changed: days(&reader.texts, &preview.changed),
        total: preview.total(),
        moves: lines(&reader, &preview),
        typed: Vec::new(),
        action: format!("{CALENDAR}/declarations/{number}/taking-back"),
        back: CALENDAR,
        act: "days-take-back",
        warning: "days-preview-taking-back",
    }))
}

/// `POST …/declarations/{number}/taking-back`
pub(super) async fn create(
    State(room): State<AlmanacRoom>,
    at: AtDesk,
    Path(number): Path<u32>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let declared = declared(&room).await?;
    let declaration = declared.declaration(number).ok_or(Problem::NotFound)?;
    let permit = at.permit(&room.ledger, declaration.change.region(room.ledger.city()))?;
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let key = Key::new(key).and("take-back");
    room.ledger
        .submit::<Days, _>(&permit, permit.record(), TakeBack { number }, key)
        .await
        .map_err(problem)?;
    room.standing.renew(&room.ledger).await.map_err(unavailable)?;
    Ok(Redirect::to(CALENDAR))
}
