//! Public notices as anybody may find them: one row for each that was ever opened.

use calendar::Day;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, values};
use procedure::definition::StepKind;

use super::filings::containing;
use crate::record::Application;
use crate::record::state::{StepState, StepStatus};

/// One row for each public notice that was opened.
pub(super) const PUBLIC_NOTICE: Table = Table {
    name: "public_notice",
    version: 1,
    create: "
        CREATE TABLE public_notice (
            city BIGINT NOT NULL, application BYTEA NOT NULL, step TEXT NOT NULL, item TEXT NOT NULL, organ TEXT NOT NULL,
            region BIGINT NOT NULL, title TEXT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL,
            PRIMARY KEY (city, application, step));
        CREATE INDEX public_notice_last ON public_notice (city, last_day, application, step);",
};

/// A public notice in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its application.
    pub application: RecordId,
    /// The step.
    pub step: String,
    /// The item.
    pub item: String,
    /// Whose notice it is.
    pub organ: String,
    /// Where.
    pub region: RegionCode,
    /// What the application is called; never a person's name.
    pub title: String,
    /// From which day it is shown.
    pub first_day: Day,
    /// Through which day one may object.
    pub last_day: Day,
}

/// Which notices.
#[derive(Clone, Debug, Default)]
pub struct NoticeFilter {
    /// The title contains this, or the item is one of `items`.
    pub text: String,
    /// Items whose names contain the text.
    pub items: Vec<String>,
    /// Only of this region.
    pub region: Option<RegionCode>,
    /// Only of this organ.
    pub organ: Option<String>,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    for step in after.steps.iter().filter(|step| step.planned.kind == StepKind::PublicNotice) {
        let known = before.step(&step.planned.step);
        match (known.and_then(term), term(step)) {
            (was, Some(is)) if was == Some(is) => {}
            (None, Some((first, last))) if known.is_none_or(|known| known.clock.is_none()) => {
                insert(id, after, step, first, last, rows)
            }
            (_, Some((first, last))) => update(id, step, first, last, rows),
            // Its end leaves the row: its page says that it is over.
            (_, None) => {}
        }
        if ended_early(known, step) {
            let last = step.clock.as_ref().map(|clock| clock.started().plus(-1));
            rows.execute(
                "UPDATE public_notice SET last_day = $1 WHERE city = $2 AND application = $3 AND step = $4",
                values![last, rows.city(), id, step.planned.step.as_str()],
            );
        }
    }
}

/// The days of a notice that runs.
fn term(step: &StepState) -> Option<(Day, Day)> {
    let runs = step.status == StepStatus::Open && step.answers_due.is_none();
    let clock = step.clock.as_ref().filter(|_| runs)?;
    Some((clock.started(), step.due?.day))
}

/// Whether a notice that ran is no longer needed.
fn ended_early(known: Option<&StepState>, step: &StepState) -> bool {
    known.is_some_and(|known| known.status == StepStatus::Open) && step.status == StepStatus::Dropped
}

fn insert(id: RecordId, application: &Application, step: &StepState, first: Day, last: Day, rows: &mut Rows) {
    let Some(filing) = &application.filing else { return };
    rows.execute(
        "INSERT INTO public_notice (city, application, step, item, organ, region, title, first_day, last_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            rows.city(),
            id,
            step.planned.step.as_str(),
            step.planned.item.as_str(),
            step.planned.organ.as_str(),
            filing.region,
            &filing.title,
            first,
            last
        ],
    );
}

fn update(id: RecordId, step: &StepState, first: Day, last: Day, rows: &mut Rows) {
    rows.execute(
        "UPDATE public_notice SET first_day = $1, last_day = $2 WHERE city = $3 AND application = $4 AND step = $5",
        values![first, last, rows.city(), id, step.planned.step.as_str()],
    );
}

/// The notices to which one may object today, those that end first first, and how many there are in all.
///
/// # Errors
/// When the store cannot be read.
pub async fn running_notices(
    ledger: &Ledger,
    today: Day,
    filter: &NoticeFilter,
    skip: u32,
    limit: u32,
) -> Result<(Vec<NoticeRow>, u32), Unavailable> {
    let mut values = values![ledger.city(), today];
    let mut which = String::from("city = $1 AND last_day >= $2");
    let add = |values: &mut Vec<ledger::Value>, value: ledger::Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if !filter.text.trim().is_empty() {
        let text = add(&mut values, containing(&filter.text).into());
        let items: Vec<String> = filter
            .items
            .iter()
            .map(|item| add(&mut values, item.as_str().into()))
            .collect();
        let or_item = match items.is_empty() {
            true => String::new(),
            false => format!(" OR item IN ({})", items.join(", ")),
        };
        which.push_str(&format!(" AND (title LIKE {text} ESCAPE '\\'{or_item})"));
    }
    if let Some(region) = filter.region {
        let region = add(&mut values, region.into());
        which.push_str(&format!(" AND region = {region}"));
    }
    if let Some(organ) = &filter.organ {
        let organ = add(&mut values, organ.as_str().into());
        which.push_str(&format!(" AND organ = {organ}"));
    }
    let counted = ledger
        .query(format!("SELECT COUNT(*) FROM public_notice WHERE {which}"), values.clone())
        .await?;
    let all = counted.first().map(|row| row.get(0)).transpose()?.unwrap_or(0);
    let (limit, skip) = (add(&mut values, limit.into()), add(&mut values, skip.into()));
    let sql = format!(
        "SELECT application, step, item, organ, region, title, first_day, last_day FROM public_notice
         WHERE {which} ORDER BY last_day, application, step LIMIT {limit} OFFSET {skip}"
    );
    let rows = ledger.query(sql, values).await?;
    Ok((rows.iter().map(NoticeRow::read).collect::<Result<_, _>>()?, all))
}

/// The days of one notice; none where it was never opened.
///
/// # Errors
/// When the store cannot be read.
pub async fn notice(ledger: &Ledger, application: RecordId, step: &str) -> Result<Option<NoticeRow>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT application, step, item, organ, region, title, first_day, last_day FROM public_notice
             WHERE city = $1 AND application = $2 AND step = $3",
            values![ledger.city(), application, step],
        )
        .await?;
    rows.first().map(NoticeRow::read).transpose()
}

impl NoticeRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            application: row.get(0)?,
            step: row.get(1)?,
            item: row.get(2)?,
            organ: row.get(3)?,
            region: row.get(4)?,
            title: row.get(5)?,
            first_day: row.get(6)?,
            last_day: row.get(7)?,
        })
    }
}
