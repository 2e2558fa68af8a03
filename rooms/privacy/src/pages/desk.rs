//! `/desk/data-requests`: what people ask about their data, for whoever answers it; and answering, with reasons.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{RecordId, mask_name};
use ledger::Key;
use people::{CurrentActor, RequireSignedIn, views as people_views};

use super::told::{FateLine, RequestLine, SaidWords, fates, line, part_name, said};
use crate::answering::{Verdict, answer, at_desk, foresee};
use crate::record::{Standing, Wish};
use crate::room::PrivacyRoom;
use crate::views::{Which, of_desk};
use crate::words::{said as refused, unavailable};

#[derive(Template)]
#[template(path = "pages/desk.html")]
pub(super) struct DeskPage {
    chrome: Chrome,
    lines: Vec<(String, RequestLine)>,
    is_ended: bool,
}

#[derive(Template)]
#[template(path = "pages/desk_request.html")]
struct DeskRequestPage {
    chrome: Chrome,
    line: RequestLine,
    asker: String,
    ground: Option<&'static str>,
    parts: Vec<String>,
    said: SaidWords,
    fates: Vec<FateLine>,
    obstacle: Option<&'static str>,
    is_open: bool,
    /// What was decided, and on which day; none before.
    answered: Option<(&'static str, String)>,
    is_late: bool,
    verdicts: Vec<Choice>,
    action: String,
    form: FormData,
    errors: FormErrors,
}

/// `GET /desk/data-requests`, with `standing=ended` those that need no answer any more.
pub(super) async fn index(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<DeskPage>, Problem> {
    let is_ended = query.chose("standing", "ended");
    let which = if is_ended { Which::Ended } else { Which::Open };
    let found = of_desk(room.ledger(), &current.actor, which).await.map_err(unavailable)?;
    let mut lines = Vec::new();
    for (id, request) in found.ok_or(Problem::NotFound)? {
        lines.push((asker(&room, request.account).await?, line(&room, &reader, id, &request)));
    }
    Ok(Page(DeskPage {
        chrome: reader.desk("desk-data-title", Place::DataRequests),
        lines,
        is_ended,
    }))
}

/// `GET /desk/data-requests/{request}`
pub(super) async fn show(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    respond(
        &room,
        &current,
        &reader,
        id,
        FormData::default(),
        FormErrors::default(),
        StatusCode::OK,
    )
    .await
}

/// `POST /desk/data-requests/{request}/answers`
pub(super) async fn create(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("data-answer");
    let at = at_desk(&room, &current, id).await?;
    let wrong = match Verdict::named(form.value("verdict")) {
        None => FormErrors::one("verdict", "desk-data-verdict-missing"),
        Some(verdict) => match answer(&room, &at, verdict, form.value("words").to_owned(), key).await? {
            Ok(()) => return Ok(Redirect::to(&format!("/desk/data-requests/{id}")).into_response()),
            Err(refusal) => FormErrors::one(refusal.field(), refused(refusal)),
        },
    };
    respond(&room, &current, &reader, id, form, wrong, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn respond(
    room: &PrivacyRoom,
    current: &CurrentActor,
    reader: &Reader,
    id: RecordId,
    form: FormData,
    errors: FormErrors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let at = at_desk(room, current, id).await?;
    let request = &at.request;
    let t = &reader.texts;
    let is_open = request.standing == Standing::Open;
    let foreseen = foresee(room, id, request).await?;
    let page = DeskRequestPage {
        line: line(room, reader, id, request),
        asker: asker(room, request.account).await?,
        ground: match &request.wish {
            Wish::Erasure { ground, .. } => Some(ground.key()),
            Wish::Correction { .. } | Wish::Restriction { .. } | Wish::Explanation | Wish::Closing => None,
        },
        parts: request
            .wish
            .parts()
            .iter()
            .map(|part| part_name(reader, &foreseen.holdings, *part))
            .collect(),
        said: said(room, id).await?,
        fates: if is_open {
            fates(room, reader, &foreseen.holdings, &foreseen.proposal.lines)
        } else {
            Vec::new()
        },
        obstacle: foreseen.obstacle.filter(|_| is_open),
        is_open,
        answered: request
            .answered
            .as_ref()
            .map(|answered| (answered.outcome.key(), t.long_day(&answered.day))),
        is_late: request.answered.as_ref().is_some_and(|answered| answered.late),
        verdicts: verdicts(reader, &foreseen.obstacle),
        action: format!("/desk/data-requests/{id}/answers"),
        chrome: reader.desk("desk-data-title", Place::DataRequests),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}

fn verdicts(reader: &Reader, obstacle: &Option<&'static str>) -> Vec<Choice> {
    let say = |key: &str| reader.texts.say(key).to_string();
    let grant = Choice::new("grant", say("desk-data-grant"));
    let refuse = Choice::new("refuse", say("desk-data-refuse"));
    match obstacle {
        Some(_) => vec![refuse],
        None => vec![grant, refuse],
    }
}

/// Masked: whoever answers needs to know which request it is, not whom to visit.
async fn asker(room: &PrivacyRoom, account: RecordId) -> Result<String, Problem> {
    let mut names = people_views::names(room.ledger(), &[account]).await.map_err(unavailable)?;
    Ok(names.remove(&account).map(|name| mask_name(&name)).unwrap_or_default())
}
