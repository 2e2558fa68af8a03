//! The coming months, what was declared, and the forms for declaring more.

use askama::Template;
use axum::extract::State;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Problem, Reader};
use identity::RegionCode;

use super::at_desk::AtDesk;
use super::months::{Month, months};
use super::words::{said, unavailable};
use super::{CALENDAR, style, typed};
use crate::record::{Change, Days, Declaration, record_of};
use crate::room::AlmanacRoom;

#[derive(Template)]
#[template(path = "pages/calendar.html")]
pub(super) struct CalendarPage {
    chrome: Chrome,
    style: String,
    region: String,
    months: Vec<Month>,
    provisional: Vec<String>,
    declared: Vec<DeclaredLine>,
    form: FormData,
    errors: FormErrors,
    regions: Vec<Choice>,
    /// Whether the reader may declare for the whole city, and so record a notice of the State Council.
    is_city: bool,
    shows_arrangement: bool,
}

/// A declaration in the list.
struct DeclaredLine {
    said: String,
    ground: String,
    declared: String,
    taken_back: Option<String>,
    /// Where it can be taken back, while its day is ahead.
    take_back: Option<String>,
}

pub(super) async fn show(State(room): State<AlmanacRoom>, at: AtDesk, reader: Reader) -> Result<Page<CalendarPage>, Problem> {
    let form = FormData::default().filled("kind", "off");
    Ok(Page(page(&room, &at, &reader, form, FormErrors::default()).await?))
}

/// The page with what was typed and what is wrong with it.
pub(super) async fn page(
    room: &AlmanacRoom,
    at: &AtDesk,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<CalendarPage, Problem> {
    let (texts, release, today) = (&reader.texts, room.catalogue.current(), room.today());
    let city = room.ledger.city();
    let declared = room.ledger.state::<Days>(record_of(city)).await.map_err(unavailable)?;
    let declarations = declared
        .map(|snapshot| snapshot.state.declarations.clone())
        .unwrap_or_default();
    let holds_here = |declaration: &&Declaration| match &declaration.change {
        Change::Day(change) => change.region.covers(at.region) || at.region.covers(change.region),
        Change::Arrangement { .. } => true,
    };
    let line = |declaration: &Declaration| {
        let ahead = declaration.taken_back.is_none() && declaration.change.first_day() > today;
        let own = at.region.covers(declaration.change.region(city));
        DeclaredLine {
            said: said(texts, &release, &declaration.change),
            ground: match &declaration.change {
                Change::Day(change) => change.ground.clone(),
                Change::Arrangement { notice, .. } => notice.source.clone(),
            },
            declared: texts.moment_from(&declaration.at, &today),
            taken_back: declaration.taken_back.map(|at| texts.moment_from(&at, &today)),
            take_back: (ahead && own).then(|| format!("{CALENDAR}/declarations/{}/taking-back", declaration.number)),
        }
    };
    let almanac = room.ledger.almanac();
    let calendar = almanac.calendar(at.region);
    let years = [today.year(), today.year() + 1];
    Ok(CalendarPage {
        chrome: reader.desk("days-title", at.place()),
        style: style::address(),
        region: region_name(&release, at.region),
        months: months(texts, calendar, today),
        provisional: years
            .into_iter()
            .filter(|year| calendar.provisional(*year))
            .map(|year| year.to_string())
            .collect(),
        declared: declarations.iter().rev().filter(holds_here).map(line).collect(),
        shows_arrangement: form.value(typed::WHAT) == typed::ARRANGEMENT,
        form,
        errors,
        regions: regions(&release, at.region),
        is_city: at.region.covers(city),
    })
}

pub(super) fn region_name(release: &procedure::Release, region: RegionCode) -> String {
    release
        .region(region)
        .map_or_else(|| region.to_string(), |region| region.name.clone())
}

/// The reader's region and those directly below it.
fn regions(release: &procedure::Release, own: RegionCode) -> Vec<Choice> {
    let below = release.regions_below(own).map(|region| region.code);
    std::iter::once(own)
        .chain(below)
        .map(|region| Choice::new(region.to_string(), region_name(release, region)))
        .collect()
}
