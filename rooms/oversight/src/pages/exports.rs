//! Taking the list out: made beside the request, followed by its progress, sent as it lies on the disk, and written down.

use std::path::Path as FilePath;
use std::sync::Arc;

use applications::views::overview::OverviewFilter;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::{Chrome, FormData, Message, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::Key;
use procedure::Release;
use sha2::{Digest, Sha256};
use tokio_util::io::ReaderStream;

use super::filter::Filter;
use super::style;
use super::words::{light_key, organ_name, standing_key, unavailable, waits_key};
use crate::at_desk::Watcher;
use crate::export::{Beginning, Book, Progress, write};
use crate::record::{Export, ExportRecord};
use crate::room::OversightRoom;

/// The type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "pages/export.html")]
struct ExportPage {
    chrome: Chrome,
    style: String,
    rows: u32,
    file: Option<String>,
    failed: bool,
}

/// `POST /desk/oversight/exports`
pub(super) async fn create(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    reader: Reader,
    form: FormData,
) -> Result<Redirect, Problem> {
    let filter = Filter::read(&form).asked;
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let key = Key::new(key).and("export");
    let id = export(&room, &watcher, reader.texts.clone(), filter, key)?;
    Ok(Redirect::to(&format!("/desk/oversight/exports/{id}")))
}

/// Begins an export; answers under which name it is followed. Asked for twice with one key, it is one.
pub(crate) fn export(
    room: &OversightRoom,
    watcher: &Watcher,
    texts: Texts,
    filter: OverviewFilter,
    key: Key,
) -> Result<RecordId, Problem> {
    let id = record_of(watcher.account, &key);
    let permit = watcher.permit(id, watcher.region)?;
    match room.exports.begin(id, watcher.account, room.ledger.now()) {
        Beginning::Begun => {}
        Beginning::BegunBefore => return Ok(id),
        Beginning::TooMany => return Err(Problem::Conflict(Message::new("oversight-export-too-many"))),
    }
    let book = Book {
        counties: room.counties(watcher.region),
        filter: filter.clone(),
        today: room.today(),
    };
    let name = file_name(&texts, &room.release(), &filter, room.today());
    let (room, region) = (room.clone(), watcher.region);
    tokio::spawn(async move {
        let release = room.release();
        let told = |rows| room.exports.set(id, Progress::Writing { rows });
        let progress = match write(&room.ledger, &texts, &release, &book, told).await {
            Ok(written) => {
                let command = Export {
                    region,
                    filter: Filter::of(filter).query(),
                    rows: written.rows,
                    digest: written.digest,
                };
                // A list leaves the house only once that is written down.
                match room.ledger.submit::<ExportRecord, _>(&permit, id, command, key).await {
                    Ok(receipt) if receipt.replayed => {
                        tracing::error!(%id, "another file was written down under this key");
                        Progress::Failed
                    }
                    Ok(_) => Progress::Ready {
                        rows: written.rows,
                        name,
                        file: Arc::new(written.file.into_temp_path()),
                    },
                    Err(error) => {
                        tracing::error!(%error, "an export was not written down");
                        Progress::Failed
                    }
                }
            }
            Err(error) => {
                tracing::error!(%error, "an export was not written");
                Progress::Failed
            }
        };
        room.exports.set(id, progress);
    });
    Ok(id)
}

/// `GET /desk/oversight/exports/{id}`: looks again by itself until the file is there.
pub(super) async fn show(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    let progress = room.exports.progress(id, watcher.account).ok_or(Problem::NotFound)?;
    let (rows, file, failed) = match progress {
        Progress::Writing { rows } => (rows, None, false),
        Progress::Ready { rows, .. } => (rows, Some(format!("/desk/oversight/exports/{id}/file")), false),
        Progress::Failed => (0, None, true),
    };
    let is_over = failed || file.is_some();
    let page = Page(ExportPage {
        chrome: reader.desk("oversight-export-title", Place::Oversight),
        style: style::address(),
        rows,
        file,
        failed,
    });
    Ok(match is_over {
        true => page.into_response(),
        false => ([("refresh", "1")], page).into_response(),
    })
}

/// `GET /desk/oversight/exports/{id}/file`
pub(super) async fn file(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    match room.exports.progress(id, watcher.account) {
        Some(Progress::Ready { file, name, .. }) => sent(&file, &name).await,
        Some(Progress::Writing { .. }) => Err(Problem::Conflict(Message::new("oversight-export-not-ready"))),
        Some(Progress::Failed) | None => Err(Problem::NotFound),
    }
}

/// What the file is called: how what it holds stands, what it was narrowed to, and the day.
fn file_name(texts: &Texts, release: &Release, filter: &OverviewFilter, today: Day) -> String {
    let standing = texts.say(standing_key(filter.standing)).to_string();
    let light = filter.light.map(|light| texts.say(light_key(light)).to_string());
    let waits = filter.waits.map(|waits| texts.say(waits_key(waits)).to_string());
    let organ = filter.organ.as_ref().map(|organ| organ_name(release, organ.as_str()));
    let matter = filter.matter.as_deref().and_then(|matter| release.matter(matter));
    let narrowed = [light, waits, organ, matter.map(|matter| matter.name.clone())];
    let what: Vec<String> = std::iter::once(standing).chain(narrowed.into_iter().flatten()).collect();
    texts
        .say("oversight-export-file")
        .with("what", what.join("，"))
        .with("day", today.to_string())
        .to_string()
}

/// A name as a header carries it (RFC 8187).
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let part = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    name.bytes().map(part).collect()
}

/// The file, chunk by chunk.
pub(crate) async fn sent(path: &FilePath, name: &str) -> Result<Response, Problem> {
    let file = tokio::fs::File::open(path)
        .await
        .map_err(|error| unavailable(ledger::Unavailable(error.to_string())))?;
    let disposition = format!(
        "attachment; filename=\"zhoudao.xlsx\"; filename*=UTF-8''{}.xlsx",
        encoded(name)
    );
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// The record that an account and the key of its form name.
fn record_of(account: RecordId, key: &Key) -> RecordId {
    let digest = Sha256::digest(format!("export:{account}:{key}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId::from_bytes(bytes)
}
