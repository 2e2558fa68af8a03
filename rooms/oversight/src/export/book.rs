//! The file: one sheet, its head, a row an application. Texts are written as texts, so that no spreadsheet reads a formula.

use std::io::{Read, Seek};

use applications::views::overview::{OverviewFilter, OverviewRow, page};
use calendar::Day;
use front::Texts;
use identity::RegionCode;
use ledger::{Ledger, Unavailable};
use procedure::Release;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use crate::names::Names;
use crate::pages::{standing_words, waits_key};

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
    let head: Vec<String> = HEAD.iter().map(|key| texts.say(key).to_string()).collect();
    let (lines, waiting) = mpsc::channel(WAITING_MAX);
    let writing = tokio::task::spawn_blocking(move || sheet(&head, waiting));
    let (mut after, mut rows) = (None, 0);
    loop {
        let found = page(ledger, &book.counties, &book.filter, book.today, after.as_ref(), PAGE).await?;
        let names = Names::of(ledger, found.rows.iter().map(|row| row.applicant)).await?;
        let cells = found.rows.iter().map(|row| line(texts, release, &names, row)).collect();
        rows += u32::try_from(found.rows.len()).unwrap_or(0);
        told(rows);
        // A writer that is gone says why when it is waited for.
        if lines.send(cells).await.is_err() || found.next.is_none() {
            break;
        }
        after = found.next;
    }
    drop(lines);
    let (file, digest) = writing.await.map_err(|_| ExportError::Broken)??;
    Ok(Written { file, rows, digest })
}

const HEAD: [&str; 9] = [
    "oversight-column-number",
    "oversight-column-title",
    "oversight-column-matter",
    "oversight-column-applicant",
    "oversight-column-region",
    "oversight-column-standing",
    "oversight-column-waits",
    "oversight-column-due",
    "oversight-column-submitted",
];

/// Exactly what the list shows of an application, and nothing else.
fn line(texts: &Texts, release: &Release, names: &Names, row: &OverviewRow) -> Vec<String> {
    let region = release
        .region(row.region)
        .map_or_else(|| row.region.to_string(), |region| region.name.clone());
    let matter = release
        .matter(&row.matter)
        .map_or_else(|| row.matter.clone(), |matter| matter.name.clone());
    vec![
        row.number.clone(),
        row.title.clone(),
        matter,
        names.applicant(row.applicant),
        region,
        standing_words(texts, row),
        texts.say(waits_key(row.waits)).to_string(),
        row.ended.or(row.due).map(|day| day.to_string()).unwrap_or_default(),
        row.submitted.to_string(),
    ]
}

fn sheet(head: &[String], mut waiting: mpsc::Receiver<Vec<Vec<String>>>) -> Result<(NamedTempFile, String), ExportError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in (0..).zip([26, 34, 24, 26, 12, 12, 14, 12, 12]) {
        sheet.set_column_width(column, width)?;
    }
    let bold = Format::new().set_bold();
    for (column, words) in (0..).zip(head) {
        sheet.write_string_with_format(0, column, words, &bold)?;
    }
    let mut row = 0;
    while let Some(lines) = waiting.blocking_recv() {
        for line in lines {
            row += 1;
            for (column, words) in (0..).zip(&line) {
                sheet.write_string(row, column, harmless(words))?;
            }
        }
    }
    let mut file = NamedTempFile::new()?;
    workbook.save_to_writer(file.as_file_mut())?;
    let digest = digest(&mut file)?;
    Ok((file, digest))
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
