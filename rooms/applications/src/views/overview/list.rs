//! The list and the numbers above it, each an index scan of what is shown.

use calendar::{Day, Unit};
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Row, Statement, Unavailable, values};
use people::views::{EnterprisesNamed, enterprises_named, is_named};

use super::filter::{Cursor, LightWord, OverviewFilter, Sort};
use super::{NO_DAY, WaitsFor};
use crate::record::state::{LightDays, Status};
use crate::views::asking::Asking;
use crate::views::filings::containing;

/// More counties than any city has; an engine takes so many parts of a question.
const COUNTIES_MAX: usize = 60;
/// A search that finds more titles goes through the list instead, in its order.
const TITLES_MAX: usize = 40;
/// No time is short longer before its end: one fifth of the longest limit, a year.
const SHORT_DAYS_MAX: i32 = 120;

/// An application in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewRow {
    /// Its record.
    pub record: RecordId,
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Its matter.
    pub matter: String,
    /// Whose.
    pub applicant: RecordId,
    /// Where.
    pub region: RegionCode,
    /// Where it stands.
    pub status: Status,
    /// For whom it waits.
    pub waits: WaitsFor,
    /// Its earliest due day, and from when on time is short, while a clock runs.
    pub days: Option<LightDays>,
    /// Its light today.
    pub light: LightWord,
    /// The day of its submission.
    pub submitted: Day,
    /// The day of its end.
    pub ended: Option<Day>,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewPage {
    /// Its rows.
    pub rows: Vec<OverviewRow>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// The numbers above the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverviewCounts {
    /// Under way.
    pub open: u64,
    /// Past their day.
    pub red: u64,
    /// Short of time.
    pub yellow: u64,
    /// On an organ's desk.
    pub organ: u64,
    /// Waiting for the applicant.
    pub applicant: u64,
    /// A public notice runs.
    pub notice: u64,
    /// Waiting for an outside event.
    pub gate: u64,
    /// Being issued or served.
    pub house: u64,
    /// Decided and served.
    pub finished: u64,
    /// Withdrawn by the applicant.
    pub withdrawn: u64,
    /// Terminated.
    pub terminated: u64,
}

/// A page of the applications of these counties.
///
/// # Errors
/// When the store cannot be read.
pub async fn page(
    ledger: &Ledger,
    counties: &[RegionCode],
    filter: &OverviewFilter,
    today: Day,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<OverviewPage, Unavailable> {
    let found = found(ledger, counties, filter).await?;
    let asked = statement(ledger.city(), counties, &found, filter, today, after, limit + 1);
    let Some(asked) = asked else {
        return Ok(OverviewPage::default());
    };
    let mut rows = ledger
        .query(asked.sql, asked.values)
        .await?
        .iter()
        .map(|row| OverviewRow::read(row, today))
        .collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok(OverviewPage {
        next: rows.last().filter(|_| more).map(|last| last.cursor(filter)),
        rows,
    })
}

/// What contains a text that is no number.
pub(super) struct Found {
    pub(super) titles: Titles,
    /// Enterprises by their public name; names of persons lie in the vault.
    pub(super) enterprises: EnterprisesNamed,
}

async fn found(ledger: &Ledger, counties: &[RegionCode], filter: &OverviewFilter) -> Result<Found, Unavailable> {
    let is_asked = asks_for_words(ledger.city(), filter);
    Ok(Found {
        titles: match is_asked {
            true => titles(ledger, counties, filter).await?,
            false => Titles::Few(Vec::new()),
        },
        enterprises: match is_asked {
            true => enterprises_named(ledger, &filter.text).await?,
            false => EnterprisesNamed::default(),
        },
    })
}

/// The titles of applications that contain a text.
pub(super) enum Titles {
    /// These: each is looked up.
    Few(Vec<String>),
    /// So many that the list itself soon finds enough of them.
    Many,
}

async fn titles(ledger: &Ledger, counties: &[RegionCode], filter: &OverviewFilter) -> Result<Titles, Unavailable> {
    let asked = titles_statement(ledger.city(), counties, filter);
    let rows = ledger.query(asked.sql, asked.values).await?;
    if rows.len() > TITLES_MAX {
        return Ok(Titles::Many);
    }
    let titles: Result<Vec<String>, Unavailable> = rows.iter().map(|row| row.get(0)).collect();
    titles.map(Titles::Few)
}

fn titles_statement(city: RegionCode, counties: &[RegionCode], filter: &OverviewFilter) -> Statement {
    let mut asking = Asking { values: values![city] };
    let places: Vec<String> = counties.iter().take(COUNTIES_MAX).map(|county| asking.add(*county)).collect();
    let pattern = asking.add(containing(&filter.text));
    let standing = match filter.standing.is_open() {
        true => " AND n > 0",
        // What nobody has under way any more has ended.
        false => "",
    };
    let limit = asking.add(u32::try_from(TITLES_MAX + 1).unwrap_or(u32::MAX));
    let sql = format!(
        "SELECT DISTINCT title FROM overview_title WHERE city = $1 AND county IN ({}){standing} AND title LIKE {pattern} ESCAPE '\\' LIMIT {limit}",
        places.join(", ")
    );
    Statement::new(sql, asking.values)
}

const COLUMNS: &str = "o.record, o.number, o.title, o.matter, o.applicant, o.region, o.status, o.waits, o.short, o.due, o.submitted, o.ended, o.unit";

/// The question for a page; none when nothing can be there. One part a county, a title, or an enterprise: each in the order of its
/// index, so that only what is shown is sorted.
pub(super) fn statement(
    city: RegionCode,
    counties: &[RegionCode],
    found: &Found,
    filter: &OverviewFilter,
    today: Day,
    after: Option<&Cursor>,
    limit: u32,
) -> Option<Statement> {
    let mut asking = Asking { values: values![city] };
    let limit = asking.add(limit);
    let (key, direction, compare) = match (filter.standing.is_open(), filter.sort) {
        (false, _) => ("ended", "DESC", "<"),
        (true, Sort::Due) => ("due", "ASC", ">"),
        (true, Sort::Age) => ("submitted", "ASC", ">"),
    };
    let open = match filter.standing.is_open() {
        true => "o.ended IS NULL",
        false => "o.ended IS NOT NULL",
    };
    let mut conditions = format!("o.city = $1 AND {open}");
    if let Some(status) = filter.standing.status() {
        conditions.push_str(&format!(" AND o.status = {}", asking.add(status.as_str())));
    }
    let number = Number::read(city, &filter.text);
    let by_number = number.is_some();
    if let Some(after) = after {
        let (day, last) = (asking.add(after.day), asking.add(after.number.as_str()));
        conditions.push_str(&match by_number {
            true => format!(" AND o.number > {last}"),
            false => format!(" AND (o.{key}, o.number) {compare} ({day}, {last})"),
        });
    }
    conditions.push_str(&narrowed(&mut asking, filter, today));
    let order = match by_number {
        true => "number ASC".to_owned(),
        false => format!("{key} {direction}, number {direction}"),
    };
    let places: Vec<String> = counties.iter().take(COUNTIES_MAX).map(|county| asking.add(*county)).collect();
    let parts: Vec<String> = if let Some(organ) = &filter.organ {
        let organ = asking.add(organ.as_str());
        let never = asking.add(NO_DAY);
        let text = within_organ(&mut asking, number, filter, found);
        vec![format!(
            "SELECT {COLUMNS} FROM overview o WHERE {conditions} AND o.county IN ({})
             AND o.record IN (SELECT application FROM task WHERE city = $1 AND organ = {organ} AND due < {never} AND status = 'open')
             {text} ORDER BY {order} LIMIT {limit}",
            places.join(", ")
        )]
    } else if let Some(number) = number {
        let place = number.condition(&mut asking);
        vec![format!(
            "SELECT {COLUMNS} FROM overview o WHERE {conditions} AND {place} AND o.county IN ({}) ORDER BY {order} LIMIT {limit}",
            places.join(", ")
        )]
    } else if asks_for_words(city, filter) {
        let by = |place: String| {
            format!("SELECT {COLUMNS} FROM overview o WHERE {conditions} AND {place} ORDER BY {order} LIMIT {limit}")
        };
        let within = format!("o.county IN ({})", places.join(", "));
        // What an enterprise has is told once, also where the text stands in its title.
        let (mut parts, titled): (Vec<String>, Option<String>) = match &found.titles {
            Titles::Few(titles) => {
                let titles: Vec<String> = titles.iter().map(|title| asking.add(title.as_str())).collect();
                let parts = titles.iter().map(|title| by(format!("o.title = {title} AND {within}")));
                let titled = (!titles.is_empty()).then(|| format!("o.title IN ({})", titles.join(", ")));
                (parts.collect(), titled)
            }
            Titles::Many => {
                let pattern = asking.add(containing(&filter.text));
                let titled = format!("o.title LIKE {pattern} ESCAPE '\\'");
                let parts = places.iter().map(|county| by(format!("o.county = {county} AND {titled}")));
                (parts.collect(), Some(titled))
            }
        };
        let untitled = titled.map(|titled| format!(" AND NOT ({titled})")).unwrap_or_default();
        match &found.enterprises {
            EnterprisesNamed::Few(enterprises) => {
                for enterprise in enterprises {
                    let enterprise = asking.add(*enterprise);
                    parts.push(by(format!("o.applicant = {enterprise} AND {within}{untitled}")));
                }
            }
            EnterprisesNamed::Many => {
                let named = is_named("o.applicant", &asking.add(containing(&filter.text)));
                parts.extend(
                    places
                        .iter()
                        .map(|county| by(format!("o.county = {county} AND {named}{untitled}"))),
                );
            }
        }
        parts
    } else {
        let part = |county: &String| {
            format!("SELECT {COLUMNS} FROM overview o WHERE {conditions} AND o.county = {county} ORDER BY {order} LIMIT {limit}")
        };
        places.iter().map(part).collect()
    };
    if parts.is_empty() {
        return None;
    }
    let parts: Vec<String> = parts.iter().map(|part| format!("SELECT * FROM ({part}) AS part")).collect();
    let sql = format!(
        "SELECT * FROM ({}) AS parts ORDER BY {order} LIMIT {limit}",
        parts.join(" UNION ALL ")
    );
    // Values are named in the order of their first use.
    Some(asking.asked(&sql))
}

/// What the text asks of the applications on one organ's desk: they are few, so that each is looked at.
fn within_organ(asking: &mut Asking, number: Option<Number>, filter: &OverviewFilter, found: &Found) -> String {
    if let Some(number) = number {
        return format!("AND {}", number.condition(asking));
    }
    if filter.text.trim().is_empty() {
        return String::new();
    }
    let titled = format!("o.title LIKE {} ESCAPE '\\'", asking.add(containing(&filter.text)));
    let named = match &found.enterprises {
        EnterprisesNamed::Few(enterprises) => enterprises
            .iter()
            .map(|enterprise| format!(" OR o.applicant = {}", asking.add(*enterprise)))
            .collect(),
        EnterprisesNamed::Many => format!(" OR {}", is_named("o.applicant", &asking.add(containing(&filter.text)))),
    };
    format!("AND ({titled}{named})")
}

fn narrowed(asking: &mut Asking, filter: &OverviewFilter, today: Day) -> String {
    let mut conditions = String::new();
    if let Some(matter) = &filter.matter {
        conditions.push_str(&format!(" AND o.matter = {}", asking.add(matter.as_str())));
    }
    if !filter.standing.is_open() {
        return conditions;
    }
    if let Some(light) = filter.light {
        let now = asking.add(today);
        conditions.push_str(&match light {
            LightWord::Red => format!(" AND o.due < {now}"),
            LightWord::Yellow => format!(
                " AND o.due >= {now} AND o.due < {} AND o.short <= {now}",
                asking.add(today.0 + SHORT_DAYS_MAX)
            ),
            LightWord::Green => format!(" AND o.due >= {now} AND o.due < {} AND o.short > {now}", asking.add(NO_DAY)),
            LightWord::Blue => format!(" AND o.due = {}", asking.add(NO_DAY)),
        });
    }
    if let Some(waits) = filter.waits {
        conditions.push_str(&format!(" AND o.waits = {}", asking.add(waits.as_str())));
    }
    if let Some(days) = filter.age_days {
        conditions.push_str(&format!(" AND o.submitted <= {}", asking.add(today.0 - i32::from(days))));
    }
    conditions
}

/// Whether the text is looked for among titles and enterprises.
fn asks_for_words(city: RegionCode, filter: &OverviewFilter) -> bool {
    !filter.text.trim().is_empty() && Number::read(city, &filter.text).is_none()
}

/// A part of a number that somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// How it begins.
    Head(String),
    /// How it ends.
    Tail(String),
}

/// Fewer digits find too much.
const HEAD_MIN: usize = 6;
const TAIL_MIN: usize = 4;
/// So many digits of a region's code are the same in the whole city.
const OF_CITY: usize = 4;

impl Number {
    /// Digits and hyphens, and enough of them: from the beginning if they begin as the city's numbers do.
    pub(super) fn read(city: RegionCode, text: &str) -> Option<Self> {
        let text = text.trim();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let (city, has_hyphen) = (city.to_string(), text.contains('-'));
        match text.len() {
            HEAD_MIN.. if is_number && text.starts_with(&city[..OF_CITY]) => Some(Self::Head(text.to_owned())),
            HEAD_MIN.. if is_number => Some(Self::Tail(text.to_owned())),
            TAIL_MIN.. if is_number && has_hyphen => Some(Self::Tail(text.to_owned())),
            _ => None,
        }
    }

    fn condition(&self, asking: &mut Asking) -> String {
        match self {
            Self::Head(text) => {
                let (first, last) = (asking.add(text.as_str()), asking.add(format!("{text}~")));
                format!("o.number >= {first} AND o.number < {last}")
            }
            Self::Tail(text) => {
                // The check digit is typed, or it is not.
                let is_checked = text.len() > 2 && text.as_bytes()[text.len() - 2] == b'-';
                let (tail, pattern) = match is_checked {
                    true => (super::tail(text), format!("%{text}")),
                    false => (super::tail(&format!("{text}-")), "%".to_owned()),
                };
                let (first, last, whole) = (asking.add(tail.as_str()), asking.add(format!("{tail}~")), asking.add(pattern));
                format!("o.tail >= {first} AND o.tail < {last} AND o.number LIKE {whole}")
            }
        }
    }
}

/// The numbers above the list of these counties.
///
/// # Errors
/// When the store cannot be read.
pub async fn counts(ledger: &Ledger, counties: &[RegionCode], today: Day) -> Result<OverviewCounts, Unavailable> {
    let mut counts = OverviewCounts::default();
    let [standing, lights] = counts_statements(ledger.city(), counties, today);
    let mut answers = ledger.query_together(vec![standing, lights]).await?.into_iter();
    for row in answers.next().unwrap_or_default() {
        counts.add(&row.get::<String>(0)?, row.get(1)?);
    }
    for row in answers.next().unwrap_or_default() {
        counts.red += row.get::<u64>(0)?;
        counts.yellow += row.get::<u64>(1)?;
    }
    Ok(counts)
}

pub(super) fn counts_statements(city: RegionCode, counties: &[RegionCode], today: Day) -> [Statement; 2] {
    let mut asking = Asking { values: values![city] };
    let places: Vec<String> = counties.iter().take(COUNTIES_MAX).map(|county| asking.add(*county)).collect();
    let standing = Statement::new(
        format!(
            "SELECT waits, n FROM overview_count WHERE city = $1 AND county IN ({})",
            places.join(", ")
        ),
        asking.values,
    );
    let mut asking = Asking { values: values![city] };
    let now = asking.add(today);
    let places: Vec<String> = counties.iter().take(COUNTIES_MAX).map(|county| asking.add(*county)).collect();
    let part = |county: &String| {
        format!(
            "SELECT COUNT(CASE WHEN due < {now} THEN 1 END), COUNT(CASE WHEN due >= {now} THEN 1 END)
             FROM overview WHERE city = $1 AND ended IS NULL AND county = {county} AND short <= {now}"
        )
    };
    let parts: Vec<String> = places.iter().map(part).collect();
    let lights = asking.asked(&parts.join(" UNION ALL "));
    [standing, lights]
}

impl OverviewCounts {
    fn add(&mut self, counted_as: &str, n: u64) {
        match WaitsFor::from_text(counted_as) {
            Some(WaitsFor::Organ) => self.organ += n,
            Some(WaitsFor::Applicant) => self.applicant += n,
            Some(WaitsFor::Notice) => self.notice += n,
            Some(WaitsFor::Gate) => self.gate += n,
            Some(WaitsFor::House) => self.house += n,
            Some(WaitsFor::Nobody) | None => {
                match Status::from_text(counted_as) {
                    Status::Finished => self.finished += n,
                    Status::Withdrawn => self.withdrawn += n,
                    Status::Terminated => self.terminated += n,
                    Status::Unfiled | Status::InProgress => {}
                }
                return;
            }
        }
        self.open += n;
    }

    /// How many wait for this.
    #[must_use]
    pub fn waiting_for(&self, waits: WaitsFor) -> u64 {
        match waits {
            WaitsFor::Organ => self.organ,
            WaitsFor::Applicant => self.applicant,
            WaitsFor::Notice => self.notice,
            WaitsFor::Gate => self.gate,
            WaitsFor::House => self.house,
            WaitsFor::Nobody => self.finished + self.withdrawn + self.terminated,
        }
    }
}

impl OverviewRow {
    fn read(row: &Row, today: Day) -> Result<Self, Unavailable> {
        let (short, due): (Day, Day) = (row.get(8)?, row.get(9)?);
        let unit = Unit::from_text(&row.get::<String>(12)?).unwrap_or(Unit::Working);
        let days = Some(LightDays { short, due, unit }).filter(|days| days.due.0 != NO_DAY);
        Ok(Self {
            record: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            matter: row.get(3)?,
            applicant: row.get(4)?,
            region: row.get(5)?,
            status: Status::from_text(&row.get::<String>(6)?),
            waits: WaitsFor::from_text(&row.get::<String>(7)?).unwrap_or(WaitsFor::House),
            days,
            light: LightWord::of(days, today),
            submitted: row.get(10)?,
            ended: row.get(11)?,
        })
    }

    /// Its earliest due day, while a clock runs.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        self.days.map(|days| days.due)
    }

    fn cursor(&self, filter: &OverviewFilter) -> Cursor {
        let day = match (filter.standing.is_open(), filter.sort) {
            (false, _) => self.ended.map_or(0, |ended| ended.0),
            (true, Sort::Due) => self.due().map_or(NO_DAY, |due| due.0),
            (true, Sort::Age) => self.submitted.0,
        };
        Cursor {
            day,
            number: self.number.clone(),
        }
    }
}
