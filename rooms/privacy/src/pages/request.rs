//! `/account/data/requests/{request}`: what I asked, how it stands, what was answered and what I can do about that.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Message, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;

use super::told::{FateLine, RequestLine, SaidWords, fates, line, part_name, said};
use crate::asking;
use crate::holdings;
use crate::record::{Outcome, Standing, Wish};
use crate::room::PrivacyRoom;
use crate::words::{said as refused, unavailable};

#[derive(Template)]
#[template(path = "pages/request.html")]
pub(super) struct RequestPage {
    chrome: Chrome,
    line: RequestLine,
    parts: Vec<String>,
    said: SaidWords,
    /// The day of the answer; none before.
    answered_on: Option<String>,
    is_late: bool,
    /// Whether not all was granted, so that the remedies matter.
    has_remedies: bool,
    /// What law keeps, restricted until when.
    kept: Vec<(String, String)>,
    erased: usize,
    ends_on: Option<String>,
    /// The day on which the account was to end and did not, and why.
    hindered: Option<(String, Message)>,
    is_done: bool,
    /// What the button says: taking back, or ending a restriction; none where neither can be.
    end: Option<&'static str>,
    action: String,
    foreseen: Vec<FateLine>,
}

/// `GET /account/data/requests/{request}`
pub(super) async fn show(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<RequestPage>, Problem> {
    let request = asking::own(&room, &current, id).await?;
    let held = holdings::of(&room, request.account).await.map_err(unavailable)?;
    let t = &reader.texts;
    let answered = request.answered.as_ref();
    let foreseen = if request.standing == Standing::Open {
        crate::answering::foresee(&room, id, &request).await?.proposal.lines
    } else {
        Vec::new()
    };
    let hindered = if let Standing::Hindered { by, on } = &request.standing {
        Some((t.long_day(on), asking::hindered(&held, by)))
    } else {
        None
    };
    // What does not end is neither erased nor restricted.
    let plan = answered.map(|answered| &answered.plan).filter(|_| hindered.is_none());
    let kept = plan.map(|plan| plan.restrict.as_slice()).unwrap_or_default();
    let end = match (&request.standing, &request.wish) {
        (Standing::Open | Standing::Grace, _) => Some("data-request-take-back"),
        (Standing::Answered | Standing::Done, Wish::Restriction { .. }) if request.restricts().next().is_some() => {
            Some("data-request-lift")
        }
        (Standing::TakenBack | Standing::Answered | Standing::Done | Standing::Hindered { .. }, _) => None,
    };
    Ok(Page(RequestPage {
        line: line(&room, &reader, id, &request),
        parts: request
            .wish
            .parts()
            .iter()
            .map(|part| part_name(&reader, &held, *part))
            .collect(),
        said: said(&room, id).await?,
        answered_on: answered.map(|answered| t.long_day(&answered.at.day())),
        is_late: answered.is_some_and(|answered| answered.late),
        has_remedies: hindered.is_some() || answered.is_some_and(|answered| answered.outcome != Outcome::Granted),
        kept: kept
            .iter()
            .map(|restricted| {
                let thing = held.things.iter().find(|thing| thing.holding.record == restricted.record);
                let name = thing
                    .map(|thing| part_name(&reader, &held, thing.holding.part))
                    .unwrap_or_default();
                let until = restricted.until.map(|until| t.long_day(&until));
                (name, until.unwrap_or_else(|| t.say("data-kept-until-lifted").to_string()))
            })
            .collect(),
        erased: plan.map_or(0, |plan| {
            let values: usize = plan.erase.iter().map(|taken| taken.paths.len()).sum();
            values + plan.drafts.len()
        }),
        ends_on: request.ends_on().map(|day| t.long_day(&day)),
        hindered,
        is_done: request.standing == Standing::Done && answered.is_some_and(|answered| answered.outcome != Outcome::Refused),
        end,
        action: format!("/account/data/requests/{id}/end"),
        foreseen: fates(&room, &reader, &held, &foreseen),
        chrome: reader.portal("data-request", Place::Nowhere).following(id),
    }))
}

/// `POST /account/data/requests/{request}/end`
pub(super) async fn end(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("data-request-end");
    match asking::end(&room, &current, id, key).await? {
        Ok(()) => Ok(Redirect::to(&format!("/account/data/requests/{id}"))),
        Err(refusal) => {
            let message: Message = refused(refusal);
            Err(Problem::Refused(message))
        }
    }
}
