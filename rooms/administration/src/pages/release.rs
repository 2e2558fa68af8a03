//! `/desk/administration/releases/{release}`: what a release would change, and from when.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Lamp;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{CommandOf, Key, SubmitError};

use super::words::{Group, day_of, days, groups, lamp, short};
use crate::record::{Discard, ReleaseRefusal, Releases, Schedule, Standing, Unschedule};
use crate::releases::{Imported, unavailable};
use crate::room::{Administration, Administrator};

#[derive(Template)]
#[template(path = "pages/release.html")]
pub(super) struct ReleasePage {
    chrome: Chrome,
    pack: String,
    here: String,
    lamp: Lamp,
    imported: String,
    imported_by: String,
    state: Acts,
    groups: Vec<Group>,
    changed: usize,
    promises: Vec<PromiseLine>,
    running: u64,
    /// Organs that it no longer has though something lies on their desks.
    left_behind: String,
    number: u32,
    form: FormData,
    errors: FormErrors,
}

/// What can be done with it now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Acts {
    Candidate,
    Scheduled,
    Entered,
    Discarded,
}

/// What a matter promises, in force and then.
struct PromiseLine {
    name: String,
    promised: (String, String),
    longest: (String, String),
    differs: bool,
}

pub(super) async fn show(
    State(room): State<Administration>,
    _: Administrator,
    reader: Reader,
    Path(release): Path<String>,
) -> Result<Page<ReleasePage>, Problem> {
    let release = named(&room, &release).await?;
    let tomorrow = room.ledger().now().day().plus(1);
    let form = FormData::default().filled("from", tomorrow.to_string());
    page(&room, &reader, &release, form, FormErrors::default()).await.map(Page)
}

/// Gives the release a day.
pub(super) async fn schedule(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    Path(release): Path<String>,
    form: FormData,
) -> Result<Response, Problem> {
    let release = named(&room, &release).await?;
    let refused = match day_of(form.value("from")) {
        None => Message::new("release-day-unreadable"),
        Some(_) if !left_behind(&room, &release).await?.is_empty() => Message::new("release-left-behind-refused"),
        Some(from) => match submit(&room, &administrator, &release, Schedule { from }, &form, "schedule").await? {
            Ok(()) => return Ok(Redirect::to(&address(&release)).into_response()),
            Err(refusal) => Message::new(refusal.key()),
        },
    };
    let mut errors = FormErrors::default();
    errors.add("from", refused);
    let page = page(&room, &reader, &release, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// Takes its day back.
pub(super) async fn unschedule(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(release): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let release = named(&room, &release).await?;
    submit(&room, &administrator, &release, Unschedule, &form, "unschedule")
        .await?
        .map_err(|refusal| Problem::Refused(Message::new(refusal.key())))?;
    Ok(Redirect::to(&address(&release)))
}

/// Puts it away.
pub(super) async fn discard(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(release): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let release = named(&room, &release).await?;
    submit(&room, &administrator, &release, Discard, &form, "discard")
        .await?
        .map_err(|refusal| Problem::Refused(Message::new(refusal.key())))?;
    Ok(Redirect::to("/desk/administration/releases"))
}

async fn left_behind(room: &Administration, release: &Imported) -> Result<Vec<String>, Problem> {
    let digest = release.state.digest.as_deref().unwrap_or_default();
    room.left_behind(digest).await.map_err(unavailable)
}

async fn named(room: &Administration, release: &str) -> Result<Imported, Problem> {
    let record: RecordId = release.parse().map_err(|_| Problem::NotFound)?;
    room.release(record).await.map_err(unavailable)?.ok_or(Problem::NotFound)
}

fn address(release: &Imported) -> String {
    format!("/desk/administration/releases/{}", release.record)
}

async fn submit<C>(
    room: &Administration,
    administrator: &Administrator,
    release: &Imported,
    command: C,
    form: &FormData,
    act: &str,
) -> Result<Result<(), ReleaseRefusal>, Problem>
where
    C: CommandOf<Releases, Act = authority::acts::Administer>,
{
    let permit = administrator.permit(room, release.record)?;
    let key = Key::derived(&[act, form.key().unwrap_or_default(), form.value("from")]);
    match room
        .ledger()
        .submit::<Releases, C>(&permit, release.record, command, key)
        .await
    {
        Ok(_) => Ok(Ok(())),
        Err(SubmitError::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(unavailable(ledger::Unavailable(error.to_string()))),
    }
}

async fn page(
    room: &Administration,
    reader: &Reader,
    release: &Imported,
    form: FormData,
    errors: FormErrors,
) -> Result<ReleasePage, Problem> {
    let texts = &reader.texts;
    let digest = release.state.digest.clone().unwrap_or_default();
    let in_force = room.catalogue.current();
    let standing = release.state.standing;
    let comparison = room.compare(&digest).await?;
    let running = applications::views::running_by_release(room.ledger())
        .await
        .map_err(unavailable)?;
    let by: Option<RecordId> = release.state.imported_by.parse().ok();
    let names = people::views::names(room.ledger(), &Vec::from_iter(by))
        .await
        .map_err(unavailable)?;
    let promises = comparison.promises.iter().map(|promise| PromiseLine {
        name: promise.name.clone(),
        promised: (days(texts, promise.promised.0), days(texts, promise.promised.1)),
        longest: (days(texts, promise.longest.0), days(texts, promise.longest.1)),
        differs: promise.promised.0 != promise.promised.1 || promise.longest.0 != promise.longest.1,
    });
    let left_behind = match standing {
        Standing::Candidate | Standing::Scheduled { .. } => left_behind(room, release).await?,
        Standing::Entered { .. } | Standing::Discarded => Vec::new(),
    };
    let title = texts.say("release-title").with("digest", short(&digest)).to_string();
    Ok(ReleasePage {
        pack: format!("/desk/administration/packs/{digest}"),
        here: address(release),
        lamp: lamp(texts, standing, digest == in_force.digest()),
        imported: release.state.imported_at.map(|at| texts.long_moment(&at)).unwrap_or_default(),
        imported_by: names.into_values().next().unwrap_or_default(),
        state: match standing {
            Standing::Candidate => Acts::Candidate,
            Standing::Scheduled { .. } => Acts::Scheduled,
            Standing::Entered { .. } => Acts::Entered,
            Standing::Discarded => Acts::Discarded,
        },
        changed: comparison.changes.len(),
        groups: groups(texts, &comparison.changes),
        promises: promises.collect(),
        running: running.values().sum(),
        left_behind: left_behind.join("、"),
        number: room.catalogue.releases().last().map_or(0, |entry| entry.number),
        chrome: reader
            .chrome(front::Audience::Desk, title, Place::Administration)
            .following(release.record),
        form,
        errors,
    })
}
