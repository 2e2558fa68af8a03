//! The file: one sheet, its head, a row an application. Texts are written as texts, so that no spreadsheet reads a formula.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::thread;

use applications::views::overview::{OverviewFilter, OverviewRow, page};
use applications::views::{AtHand, at_hand};
use calendar::{Calendar, Day, Light};
use front::Texts;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Unavailable};
use procedure::Release;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::{mpsc, oneshot};

use crate::names::Names;
use crate::pages::{Now, standing_words, waits_key};

/// Rows asked for at a time.
const PAGE: u32 = 500;
/// Rows in the way to the file.
const WAITING_MAX: usize = 2;
/// Characters that begin a formula where a sheet is opened as text (CSV injection); written text is prefixed all the same.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What is to be exported.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) counties: Vec<RegionCode>,
    pub(crate) filter: OverviewFilter,
    pub(crate) today: Day,
}

/// A file that is ready.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) file: NamedTempFile,
    pub(crate) rows: u32,
    /// SHA-256, in hexadecimal.
    pub(crate) digest: String,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    #[error(transparent)]
    Sheet(#[from] XlsxError),
    #[error(transparent)]
    Disk(#[from] std::io::Error),
    #[error("the writing ended unexpectedly")]
    Broken,
}

/// Writes the file; `told` hears of each page of rows.
pub(crate) async fn write(
    ledger: &Ledger,
    texts: &Texts,
    release: &Release,
    book: &Book,
    told: impl Fn(u32),
) -> Result<Written, ExportError> {
    let almanac = ledger.almanac();
    let head: Vec<String> = HEAD.iter().map(|key| texts.say(key).to_string()).collect();
    let (lines, waiting) = mpsc::channel(WAITING_MAX);
    let (tell, written) = oneshot::channel();
    // A thread of its own: it waits for rows, which are read by the threads on which others wait.
    let writing = move || {
        // Whoever asked may have left.
        let _ = tell.send(sheet(&head, waiting));
    };
    thread::Builder::new().name("export".to_owned()).spawn(writing)?;
    let (mut after, mut rows) = (None, 0);
    loop {
        let found = page(ledger, &book.counties, &book.filter, book.today, after.as_ref(), PAGE).await?;
        let names = Names::of(ledger, found.rows.iter().map(|row| row.applicant)).await?;
        let records: Vec<RecordId> = found.rows.iter().map(|row| row.record).collect();
        let reading = Reading {
            texts,
            release,
            names: &names,
            at_hand: &at_hand(ledger, &records).await?,
            today: book.today,
        };
        let cells = found
            .rows
            .iter()
            .map(|row| reading.line(row, almanac.calendar(row.region)))
            .collect();
        rows += u32::try_from(found.rows.len()).unwrap_or(0);
        told(rows);
        // A writer that is gone says why when it is waited for.
        if lines.send(cells).await.is_err() || found.next.is_none() {
            break;
        }
        after = found.next;
    }
    drop(lines);
    let (file, digest) = written.await.map_err(|_| ExportError::Broken)??;
    Ok(Written { file, rows, digest })
}

const HEAD: [&str; 14] = [
    "oversight-column-number",
    "oversight-column-title",
    "oversight-column-matter",
    "oversight-column-applicant",
    "oversight-column-region",
    "oversight-column-standing",
    "oversight-column-waits",
    "oversight-column-step",
    "oversight-column-organ",
    "oversight-column-other-steps",
    "oversight-column-due",
    "oversight-column-late-days",
    "oversight-column-submitted",
    "oversight-column-ended",
];
const WIDTHS: [u16; 14] = [26, 34, 24, 26, 12, 12, 14, 22, 20, 14, 12, 14, 12, 12];

/// What stands in a cell.
enum Cell {
    Text(String),
    Number(u32),
    Day(Day),
    Nothing,
}

impl From<Option<Day>> for Cell {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

/// What rows are read with.
struct Reading<'a> {
    texts: &'a Texts,
    release: &'a Release,
    names: &'a Names,
    at_hand: &'a BTreeMap<RecordId, Vec<AtHand>>,
    today: Day,
}

impl Reading<'_> {
    /// What the list shows of an application, each thing in a column of its own, and nothing else.
    fn line(&self, row: &OverviewRow, calendar: &Calendar) -> Vec<Cell> {
        let region = self.release.region(row.region);
        let matter = self.release.matter(&row.matter);
        let tasks = self.at_hand.get(&row.record).map_or(&[][..], Vec::as_slice);
        let (step, organ, others) = match Now::of(self.texts, self.release, tasks) {
            Some(now) => (now.step, now.organ, now.others),
            None => (String::new(), String::new(), 0),
        };
        let late_by = match row.days.map(|days| days.light(calendar, self.today)) {
            Some(Light::Red { late_by }) => Cell::Number(late_by),
            Some(Light::Green | Light::Yellow | Light::Blue) | None => Cell::Nothing,
        };
        vec![
            Cell::Text(row.number.clone()),
            Cell::Text(row.title.clone()),
            Cell::Text(matter.map_or_else(|| row.matter.clone(), |matter| matter.name.clone())),
            Cell::Text(self.names.applicant(row.applicant)),
            Cell::Text(region.map_or_else(|| row.region.to_string(), |region| region.name.clone())),
            Cell::Text(standing_words(self.texts, row)),
            Cell::Text(self.texts.say(waits_key(row.waits)).to_string()),
            Cell::Text(step),
            Cell::Text(organ),
            u32::try_from(others)
                .ok()
                .filter(|others| *others > 0)
                .map_or(Cell::Nothing, Cell::Number),
            row.due().into(),
            late_by,
            Cell::Day(row.submitted),
            row.ended.into(),
        ]
    }
}

fn sheet(head: &[String], mut waiting: mpsc::Receiver<Vec<Vec<Cell>>>) -> Result<(NamedTempFile, String), ExportError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let bold = Format::new().set_bold();
    for (column, words) in (0..).zip(head) {
        sheet.write_string_with_format(0, column, words, &bold)?;
    }
    let dated = Format::new().set_num_format("yyyy-mm-dd");
    let mut row = 0;
    while let Some(lines) = waiting.blocking_recv() {
        for line in lines {
            row += 1;
            for (column, cell) in (0..).zip(&line) {
                match cell {
                    Cell::Text(words) => sheet.write_string(row, column, harmless(words))?,
                    Cell::Number(number) => sheet.write_number(row, column, *number)?,
                    Cell::Day(day) => sheet.write_datetime_with_format(row, column, date(*day)?, &dated)?,
                    Cell::Nothing => sheet,
                };
            }
        }
    }
    let last = u16::try_from(WIDTHS.len() - 1).unwrap_or(0);
    sheet.autofilter(0, 0, row, last)?;
    let mut file = NamedTempFile::new()?;
    workbook.save_to_writer(file.as_file_mut())?;
    let digest = digest(&mut file)?;
    Ok((file, digest))
}

fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

/// A text that no spreadsheet takes for a formula, also when it is saved as text and opened again.
fn harmless(words: &str) -> String {
    if words.starts_with(FORMULA_SIGNS) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

fn digest(file: &mut NamedTempFile) -> Result<String, std::io::Error> {
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    file.as_file_mut().rewind()?;
    loop {
        let read = file.as_file_mut().read(&mut chunk)?;
        if read == 0 {
            break;
        }
        digest.update(&chunk[..read]);
    }
    file.as_file_mut().rewind()?;
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for (words, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("铝轮毂项目", "铝轮毂项目"),
        ] {
            assert_eq!(harmless(words), written);
        }
    }
}
