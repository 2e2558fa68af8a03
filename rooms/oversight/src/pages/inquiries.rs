//! Lists of inquiries: of a region for its watcher, of an organ for its people.

use askama::Template;
use axum::extract::State;
use front::form::Asked;
use front::furniture::{Lamp, Shape};
use front::{Chrome, Page, Place, Problem, Reader, Texts};

use super::style;
use super::words::{organ_name, unavailable};
use crate::at_desk::{AtDesk, Watcher};
use crate::record::Standing;
use crate::room::OversightRoom;
use crate::views::{InquiryCounts, InquiryRow, counts, counts_of_organ, of_counties, of_organ as rows_of_organ};

#[derive(Template)]
#[template(path = "pages/inquiries.html")]
pub(super) struct InquiriesPage {
    chrome: Chrome,
    style: String,
    is_organ: bool,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<InquiryLine>,
}

pub(super) struct InquiryLine {
    address: String,
    number: String,
    title: String,
    application_number: String,
    organ: String,
    lamp: Lamp,
    reminders: u32,
}

/// `GET /desk/oversight/inquiries`
pub(super) async fn of_region(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<InquiriesPage>, Problem> {
    let standing = asked(&query, Standing::Answered);
    let counties = room.counties(watcher.region);
    let counted = counts(&room.ledger, &counties, room.today()).await.map_err(unavailable)?;
    let standing = match query.has("standing") {
        false if counted.answered == 0 => Standing::Open,
        _ => standing,
    };
    let rows = of_counties(&room.ledger, &counties, standing).await.map_err(unavailable)?;
    Ok(page(
        &room,
        &reader,
        false,
        "/desk/oversight/inquiries",
        standing,
        counted,
        &rows,
    ))
}

/// `GET /desk/inquiries`
pub(super) async fn of_organ(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<InquiriesPage>, Problem> {
    if !at.works() {
        return Err(Problem::NotFound);
    }
    let standing = asked(&query, Standing::Open);
    let counted = counts_of_organ(&room.ledger, &at.organ, room.today())
        .await
        .map_err(unavailable)?;
    let rows = rows_of_organ(&room.ledger, &at.organ, standing).await.map_err(unavailable)?;
    Ok(page(&room, &reader, true, "/desk/inquiries", standing, counted, &rows))
}

fn asked(query: &front::FormData, otherwise: Standing) -> Standing {
    Standing::from_text(query.value("standing")).unwrap_or(otherwise)
}

fn page(
    room: &OversightRoom,
    reader: &Reader,
    is_organ: bool,
    path: &str,
    here: Standing,
    counted: InquiryCounts,
    rows: &[InquiryRow],
) -> Page<InquiriesPage> {
    let (texts, release, today) = (&reader.texts, room.release(), room.today());
    let count = |standing| match standing {
        Standing::Open => counted.open,
        Standing::Answered => counted.answered,
        Standing::Closed => counted.closed,
    };
    let tab = |standing: Standing| {
        let words = format!("{} {}", texts.say(standing_key(standing)), count(standing));
        (words, format!("{path}?standing={}", standing.as_str()), standing == here)
    };
    Page(InquiriesPage {
        chrome: reader.desk("inquiries-title", if is_organ { Place::Todo } else { Place::Oversight }),
        style: style::address(),
        is_organ,
        tabs: Standing::ALL.map(tab).into(),
        lines: rows
            .iter()
            .map(|row| InquiryLine {
                address: format!("/desk/inquiries/{}", row.record),
                number: row.number.clone(),
                title: row.title.clone(),
                application_number: row.application_number.clone(),
                organ: organ_name(&release, &row.organ),
                lamp: lamp(texts, row.standing, row.due, today),
                reminders: row.reminders,
            })
            .collect(),
    })
}

pub(super) fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "inquiry-standing-open",
        Standing::Answered => "inquiry-standing-answered",
        Standing::Closed => "inquiry-standing-closed",
    }
}

/// How an inquiry stands, with its term.
pub(super) fn lamp(texts: &Texts, standing: Standing, due: calendar::Day, today: calendar::Day) -> Lamp {
    match standing {
        Standing::Open if due < today => Lamp::new(Shape::Red, texts.say("inquiry-overdue").with("day", due)),
        Standing::Open => Lamp::new(Shape::Yellow, texts.say("inquiry-due").with("day", due)),
        Standing::Answered => Lamp::new(Shape::Green, texts.say("inquiry-standing-answered")),
        Standing::Closed => Lamp::new(Shape::Done, texts.say("inquiry-standing-closed")),
    }
}
