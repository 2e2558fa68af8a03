//! `/desk/administration/releases`: every release of the city, and importing another.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::PackTexts;
use front::form::posted_with_file;
use front::furniture::Lamp;
use front::{Chrome, FormErrors, Message, Page, Place, Problem, Reader};
use ledger::Key;
use procedure::Finding;

use super::words::{lamp, short};
use crate::archive::{self, ARCHIVE_BYTES_MAX};
use crate::findings::FindingLine;
use crate::record::Standing;
use crate::releases::{NotImported, unavailable};
use crate::room::{Administration, Administrator};

/// More findings than these are counted, not listed.
const FINDINGS_SHOWN_MAX: usize = 200;

#[derive(Template)]
#[template(path = "pages/releases.html")]
pub(super) struct ReleasesPage {
    chrome: Chrome,
    errors: FormErrors,
    findings: Vec<FindingLine>,
    findings_count: usize,
    coming: Vec<ReleaseLine>,
    entries: Vec<EntryLine>,
}

/// A release that is not in force yet.
struct ReleaseLine {
    address: String,
    digest: String,
    lamp: Lamp,
    imported: String,
}

/// A release that is or was in force.
struct EntryLine {
    number: u32,
    digest: String,
    pack: String,
    address: Option<String>,
    since: String,
    in_force: bool,
    running: u64,
}

pub(super) async fn list(
    State(room): State<Administration>,
    _: Administrator,
    reader: Reader,
) -> Result<Page<ReleasesPage>, Problem> {
    page(&room, &reader, FormErrors::default(), Vec::new()).await.map(Page)
}

pub(super) async fn create(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let (form, archive) = posted_with_file(request, "pack", ARCHIVE_BYTES_MAX).await?;
    let mut errors = FormErrors::default();
    let texts = match archive {
        Some(bytes) => match archive::read(&bytes) {
            Ok(texts) => texts,
            Err(fault) => return again(&room, &reader, "pack", Message::new(fault.key()), Vec::new()).await,
        },
        None => return again(&room, &reader, "pack", Message::new("archive-missing"), Vec::new()).await,
    };
    let key = Key::derived(&["import", form.key().unwrap_or_default(), &fingerprint(&texts)]);
    match room.import(&administrator, &texts, key).await {
        Ok(record) => Ok(Redirect::to(&format!("/desk/administration/releases/{record}")).into_response()),
        Err(NotImported::Findings(findings)) => {
            errors.add("pack", Message::new("release-findings").with("count", findings.len()));
            let page = page(&room, &reader, errors, findings).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(NotImported::Here(here)) => again(&room, &reader, "pack", here.is_here(), Vec::new()).await,
        Err(NotImported::InForce) => again(&room, &reader, "pack", Message::new("release-is-in-force"), Vec::new()).await,
        Err(NotImported::Refused(refusal)) => again(&room, &reader, "pack", Message::new(refusal.key()), Vec::new()).await,
        Err(NotImported::Unavailable(error)) => Err(unavailable(error)),
    }
}

/// Another pack under the same form is another import.
fn fingerprint(texts: &PackTexts) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for (path, text) in texts {
        hash.update((path.len() as u64).to_be_bytes());
        hash.update(path);
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

async fn again(
    room: &Administration,
    reader: &Reader,
    field: &'static str,
    message: Message,
    findings: Vec<Finding>,
) -> Result<Response, Problem> {
    let mut errors = FormErrors::default();
    errors.add(field, message);
    let page = page(room, reader, errors, findings).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn page(
    room: &Administration,
    reader: &Reader,
    errors: FormErrors,
    findings: Vec<Finding>,
) -> Result<ReleasesPage, Problem> {
    let texts = &reader.texts;
    let in_force = room.catalogue.current();
    let imported = room.imported().await.map_err(unavailable)?;
    let running = applications::views::running_by_release(room.ledger())
        .await
        .map_err(unavailable)?;
    let mut records: BTreeMap<u32, String> = BTreeMap::new();
    let mut coming = Vec::new();
    for one in imported {
        let address = format!("/desk/administration/releases/{}", one.record);
        match one.state.standing {
            Standing::Entered { number, .. } => {
                records.insert(number, address);
            }
            Standing::Candidate | Standing::Scheduled { .. } | Standing::Discarded => coming.push(ReleaseLine {
                address,
                digest: short(one.state.digest.as_deref().unwrap_or_default()),
                lamp: lamp(texts, one.state.standing, false),
                imported: one.state.imported_at.map(|at| texts.long_moment(&at)).unwrap_or_default(),
            }),
        }
    }
    let entries = room.catalogue.releases();
    let newest = entries.last().map(|entry| entry.number);
    let entries = entries.iter().rev().map(|entry| EntryLine {
        number: entry.number,
        digest: short(&entry.digest),
        pack: format!("/desk/administration/packs/{}", entry.digest),
        address: records.get(&entry.number).cloned(),
        since: texts.long_day(&entry.at.day()),
        in_force: newest == Some(entry.number) && entry.digest == in_force.digest(),
        running: running.get(&entry.digest).copied().unwrap_or_default(),
    });
    Ok(ReleasesPage {
        entries: entries.collect(),
        chrome: reader.desk("releases-title", Place::Administration),
        errors,
        findings_count: findings.len(),
        findings: findings
            .iter()
            .take(FINDINGS_SHOWN_MAX)
            .map(|finding| FindingLine::of(texts, finding))
            .collect(),
        coming,
    })
}
