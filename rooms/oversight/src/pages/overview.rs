//! All applications of a region: numbers that open onto their lists, filters in the address, the most urgent first.

use std::collections::BTreeMap;

use applications::views::overview::{
    LightWord, OverviewCounts, OverviewFilter, OverviewRow, Sort, Standing, WaitsFor, counts, page,
};
use applications::views::{AtHand, at_hand};
use askama::Template;
use axum::extract::State;
use front::form::Asked;
use front::furniture::{Choice, Lamp};
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use ledger::Almanac;
use procedure::Release;

use super::filter::Filter;
use super::style;
use super::words::{Now, ended_key, lamp, light_key, unavailable, waits_key};
use crate::at_desk::Watcher;
use crate::names::Names;
use crate::room::OversightRoom;
use crate::views;

/// Rows a page.
const ROWS: u32 = 50;
/// Ages that the filter offers, in calendar days.
const AGES: [u16; 4] = [10, 30, 60, 90];

#[derive(Template)]
#[template(path = "pages/overview.html")]
pub(super) struct OverviewPage {
    chrome: Chrome,
    style: String,
    region: String,
    state: String,
    numbers: Vec<Number>,
    filter: Filter,
    lights: Vec<Choice>,
    waits: Vec<Choice>,
    organs: Vec<Choice>,
    matters: Vec<Choice>,
    ages: Vec<Choice>,
    sorts: Vec<Choice>,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    is_narrowed: bool,
    answered: u32,
    asked_open: u32,
}

/// A number that opens onto its list.
struct Number {
    count: u64,
    words: String,
    address: String,
    is_here: bool,
    is_late: bool,
}

/// An application in the list.
struct Line {
    address: String,
    /// Where the organ is asked; none once nobody has it any more.
    ask: Option<String>,
    title: String,
    number: String,
    applicant: String,
    region: String,
    matter: String,
    waits: String,
    /// Which step has it, and at which organ.
    now: Option<Now>,
    submitted: String,
    day: String,
    lamp: Lamp,
}

/// `GET /desk/oversight`
pub(super) async fn show(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<OverviewPage>, Problem> {
    let (filter, today, texts) = (Filter::read(&query), room.today(), &reader.texts);
    let counties = room.counties(watcher.region);
    let counted = counts(&room.ledger, &counties, today).await.map_err(unavailable)?;
    let found = page(&room.ledger, &counties, &filter.asked, today, filter.after.as_ref(), ROWS)
        .await
        .map_err(unavailable)?;
    let inquiries = views::counts(&room.ledger, &counties, today).await.map_err(unavailable)?;
    let names = Names::of(&room.ledger, found.rows.iter().map(|row| row.applicant))
        .await
        .map_err(unavailable)?;
    let records: Vec<identity::RecordId> = found.rows.iter().map(|row| row.record).collect();
    let at_hand = at_hand(&room.ledger, &records).await.map_err(unavailable)?;
    let (release, almanac) = (room.release(), room.ledger.almanac());
    let next = found.next.map(|after| {
        Filter {
            after: Some(after),
            ..filter.clone()
        }
        .address()
    });
    let reading = Reading {
        texts,
        release: &release,
        almanac: &almanac,
        names: &names,
        at_hand: &at_hand,
        today,
    };
    Ok(Page(OverviewPage {
        chrome: reader.desk("oversight-title", Place::Oversight),
        style: style::address(),
        region: release
            .region(watcher.region)
            .map_or_else(|| watcher.region.to_string(), |region| region.name.clone()),
        state: state(texts, &counted),
        numbers: numbers(texts, &counted, &filter),
        lights: LightWord::ALL
            .iter()
            .map(|light| Choice::new(light.as_str(), texts.say(light_key(*light))))
            .collect(),
        waits: WaitsFor::OPEN
            .iter()
            .map(|waits| Choice::new(waits.as_str(), texts.say(waits_key(*waits))))
            .collect(),
        organs: organs(&release, watcher.region),
        matters: release
            .matters()
            .map(|matter| Choice::new(matter.id.as_str(), &matter.name))
            .collect(),
        ages: AGES
            .iter()
            .map(|days| Choice::new(days.to_string(), texts.say("oversight-age-days").with("days", *days)))
            .collect(),
        sorts: Sort::ALL
            .iter()
            .map(|sort| Choice::new(sort.as_str(), texts.say(sort_key(*sort))))
            .collect(),
        lines: found.rows.iter().map(|row| reading.line(row)).collect(),
        next,
        first: filter.after.is_some().then(|| Filter::of(filter.asked.clone()).address()),
        is_narrowed: filter.asked != OverviewFilter::default(),
        answered: inquiries.answered,
        asked_open: inquiries.open,
        filter,
    }))
}

/// The state in a sentence.
fn state(texts: &Texts, counts: &OverviewCounts) -> String {
    let key = if counts.red > 0 {
        "oversight-state-late"
    } else {
        "oversight-state"
    };
    texts
        .say(key)
        .with("open", counts.open)
        .with("red", counts.red)
        .with("yellow", counts.yellow)
        .to_string()
}

fn numbers(texts: &Texts, counts: &OverviewCounts, here: &Filter) -> Vec<Number> {
    let number = |count: u64, key: &str, asked: OverviewFilter, is_late: bool| Number {
        count,
        words: texts.say(key).to_string(),
        is_here: here.asked == asked,
        address: Filter::of(asked).address(),
        is_late,
    };
    let light = |light| OverviewFilter {
        light: Some(light),
        ..OverviewFilter::default()
    };
    let waits = |waits| OverviewFilter {
        waits: Some(waits),
        ..OverviewFilter::default()
    };
    let ended = |standing| OverviewFilter {
        standing,
        ..OverviewFilter::default()
    };
    let mut numbers = vec![
        number(counts.open, "oversight-number-open", OverviewFilter::default(), false),
        number(counts.red, "oversight-light-red", light(LightWord::Red), counts.red > 0),
        number(counts.yellow, "oversight-light-yellow", light(LightWord::Yellow), false),
    ];
    numbers.extend(
        WaitsFor::OPEN
            .iter()
            .map(|who| number(counts.waiting_for(*who), waits_key(*who), waits(*who), false)),
    );
    numbers.extend([
        number(counts.finished, "oversight-number-ended", ended(Standing::Finished), false),
        number(
            counts.withdrawn,
            "oversight-status-withdrawn",
            ended(Standing::Withdrawn),
            false,
        ),
        number(
            counts.terminated,
            "oversight-status-terminated",
            ended(Standing::Terminated),
            false,
        ),
    ]);
    numbers
}

fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Due => "oversight-sort-due",
        Sort::Age => "oversight-sort-age",
    }
}

/// The organs of a region with all below.
fn organs(release: &Release, region: identity::RegionCode) -> Vec<Choice> {
    release
        .organs()
        .filter(|organ| region.covers(organ.region))
        .map(|organ| Choice::new(organ.id.to_string(), &organ.name))
        .collect()
}

struct Reading<'a> {
    texts: &'a Texts,
    release: &'a Release,
    almanac: &'a Almanac,
    names: &'a Names,
    at_hand: &'a BTreeMap<identity::RecordId, Vec<AtHand>>,
    today: calendar::Day,
}

impl Reading<'_> {
    fn line(&self, row: &OverviewRow) -> Line {
        let region = self
            .release
            .region(row.region)
            .map_or_else(|| row.region.to_string(), |region| region.name.clone());
        let matter = self
            .release
            .matter(&row.matter)
            .map_or_else(|| row.matter.clone(), |matter| matter.name.clone());
        let day = match (row.ended, row.due()) {
            (Some(ended), _) => self.texts.say(ended_key(row.status)).with("day", ended).to_string(),
            (None, Some(due)) => self.texts.say("oversight-due-on").with("day", due).to_string(),
            (None, None) => String::new(),
        };
        Line {
            address: format!("/desk/applications/{}", row.record),
            ask: row
                .ended
                .is_none()
                .then(|| format!("/desk/oversight/inquiries/new?application={}", row.record)),
            title: row.title.clone(),
            number: row.number.clone(),
            applicant: self.names.applicant(row.applicant),
            region,
            matter,
            waits: self.texts.say(waits_key(row.waits)).to_string(),
            now: self
                .at_hand
                .get(&row.record)
                .and_then(|tasks| Now::of(self.texts, self.release, tasks)),
            submitted: self.texts.day(&row.submitted),
            day,
            lamp: lamp(self.texts, row, self.almanac.calendar(row.region), self.today),
        }
    }
}

/// Which choice of a filter is the one that is asked for.
impl OverviewPage {
    fn light_is(&self, value: &str) -> bool {
        self.filter.asked.light.is_some_and(|light| light.as_str() == value)
    }

    fn waits_is(&self, value: &str) -> bool {
        self.filter.asked.waits.is_some_and(|waits| waits.as_str() == value)
    }

    fn organ_is(&self, value: &str) -> bool {
        self.filter.asked.organ.as_ref().is_some_and(|organ| organ.as_str() == value)
    }

    fn age_is(&self, value: &str) -> bool {
        self.filter.asked.age_days.is_some_and(|days| days.to_string() == value)
    }

    fn matter_is(&self, value: &str) -> bool {
        self.filter.asked.matter.as_deref() == Some(value)
    }
}
