//! `/desk/data-requests`: what people ask about their data, for whoever answers it; and answering, with reasons.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::furniture::{Choice, Pager};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{RecordId, mask_name};
use ledger::Key;
use people::{CurrentActor, RequireSignedIn};

use super::compared::{Compared, compared, name_of};
use super::told::{FateLine, RequestLine, SaidWords, fates, line, part_name, said};
use crate::answering::{Verdict, answer, at_desk, foresee, note_look};
use crate::record::{Standing, Wish};
use crate::room::PrivacyRoom;
use crate::views::{REQUESTS_A_PAGE, Which, count_of_desk, of_desk};
use crate::words::{said as refused, unavailable};

#[derive(Template)]
#[template(path = "pages/desk.html")]
pub(super) struct DeskPage {
    chrome: Chrome,
    lines: Vec<(String, RequestLine)>,
    is_ended: bool,
    pages: Pager,
}

#[derive(Template)]
#[template(path = "pages/desk_request.html")]
struct DeskRequestPage {
    chrome: Chrome,
    line: RequestLine,
    /// Masked: whose data it is does not decide what law says of them. Who is compared with a paper is named where that is done.
    asker: String,
    ground: Option<&'static str>,
    parts: Vec<String>,
    said: SaidWords,
    /// What is compared to answer a correction.
    compared: Option<Compared>,
    fates: Vec<FateLine>,
    obstacle: Option<Message>,
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
    let ledger = room.ledger();
    let total = count_of_desk(ledger, &current.actor, which).await.map_err(unavailable)?;
    let pages = Pager::new(
        query.value("page").parse().unwrap_or(1),
        total.ok_or(Problem::NotFound)?,
        REQUESTS_A_PAGE.into(),
        reader.here.clone(),
    );
    let mut lines = Vec::new();
    for (id, request) in of_desk(ledger, which, pages.page()).await.map_err(unavailable)? {
        let asker = mask_name(&name_of(&room, request.account).await?);
        lines.push((asker, line(&room, &reader, id, &request)));
    }
    Ok(Page(DeskPage {
        chrome: reader.desk("desk-data-title", Place::DataRequests),
        lines,
        is_ended,
        pages,
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
    let said = said(room, id).await?;
    let compared = match &request.wish {
        Wish::Correction { of } if is_open => Some(compared(room, reader, &foreseen.holdings, of, &said).await?),
        Wish::Correction { .. } | Wish::Erasure { .. } | Wish::Restriction { .. } | Wish::Explanation | Wish::Closing => None,
    };
    note_look(room, current, request.account).await;
    let page = DeskRequestPage {
        line: line(room, reader, id, request),
        asker: mask_name(&name_of(room, request.account).await?),
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
        said,
        compared,
        fates: if is_open {
            fates(room, reader, &foreseen.holdings, &foreseen.proposal.lines)
        } else {
            Vec::new()
        },
        verdicts: verdicts(reader, foreseen.obstacle.is_some()),
        obstacle: foreseen.obstacle.filter(|_| is_open),
        is_open,
        answered: request
            .answered
            .as_ref()
            .map(|answered| (answered.outcome.key(), t.long_day(&answered.at.day()))),
        is_late: request.answered.as_ref().is_some_and(|answered| answered.late),
        action: format!("/desk/data-requests/{id}/answers"),
        chrome: reader.desk("desk-data-title", Place::DataRequests),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}

fn verdicts(reader: &Reader, is_hindered: bool) -> Vec<Choice> {
    let say = |key: &str| reader.texts.say(key).to_string();
    let grant = Choice::new("grant", say("desk-data-grant"));
    let refuse = Choice::new("refuse", say("desk-data-refuse"));
    if is_hindered { vec![refuse] } else { vec![grant, refuse] }
}
