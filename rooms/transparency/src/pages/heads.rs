//! `/log/heads`: the head of every day, who has countersigned it, and the note to keep.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use calendar::Day;
use front::furniture::Pager;
use front::{Chrome, FormData, Page, Place, Problem, Reader};

use super::unavailable;
use crate::room::TransparencyRoom;

/// Days on a page.
const DAYS_A_PAGE: u32 = 31;

#[derive(Template)]
#[template(path = "pages/heads.html")]
pub(super) struct HeadsPage {
    chrome: Chrome,
    day: String,
    wrong_day: bool,
    narrowed: bool,
    lines: Vec<Line>,
    pages: Pager,
}

/// A day as it stands in the list.
struct Line {
    day: String,
    size: String,
    witnesses: String,
    address: String,
}

pub(super) async fn index(
    State(room): State<TransparencyRoom>,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<HeadsPage>, Problem> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let typed = form.value("day").trim().to_owned();
    let asked: Option<Day> = typed.parse().ok();
    let wrong_day = !typed.is_empty() && asked.is_none();
    let days = asked.map_or(Day::MIN..=Day::MAX, |day| day..=day);
    let page = form.value("page").parse::<u64>().unwrap_or(1).max(1);
    let total = match wrong_day {
        true => 0,
        false => room.ledger.count_day_heads(days.clone()).await.map_err(unavailable)?,
    };
    let pages = Pager::new(page, total, DAYS_A_PAGE.into(), reader.here.clone());
    let left_out = (pages.page() - 1) * u64::from(DAYS_A_PAGE);
    let heads = match wrong_day {
        true => Vec::new(),
        false => room
            .ledger
            .day_heads(days, left_out, DAYS_A_PAGE)
            .await
            .map_err(unavailable)?,
    };
    let t = &reader.texts;
    let comma = t.say("heads-comma").to_string();
    let line = |head: &ledger::DayHead| Line {
        day: t.long_day(&head.day),
        size: t.number(&head.signed.head.size),
        witnesses: match head.witnesses.as_slice() {
            [] => t.say("heads-no-witness").to_string(),
            witnesses => {
                let names: Vec<&str> = witnesses.iter().map(|(witness, _)| witness.name().as_str()).collect();
                names.join(&comma)
            }
        },
        address: format!("/log/heads/{}.txt", head.day),
    };
    Ok(Page(HeadsPage {
        lines: heads.iter().map(line).collect(),
        chrome: reader.portal("heads-title", Place::Nowhere),
        narrowed: !typed.is_empty(),
        day: typed,
        wrong_day,
        pages,
    }))
}

/// The note of a day, as it was signed.
pub(super) async fn note(State(room): State<TransparencyRoom>, Path(file): Path<String>) -> Result<Response, Problem> {
    let day: Option<Day> = file.strip_suffix(".txt").and_then(|day| day.parse().ok());
    let day = day.ok_or(Problem::NotFound)?;
    let heads = room.ledger.day_heads(day..=day, 0, 1).await.map_err(unavailable)?;
    let head = heads.into_iter().next().ok_or(Problem::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{day}.txt\"")),
    ];
    Ok((headers, head.signed.note.to_string()).into_response())
}
