//! `/interests`: somebody whose interests a case touches reads what concerns them, and states a view (行政许可法 36, 47).

use askama::Template;
use authority::{Actor, Permit, acts};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::{Names, Words};
use front::furniture::Lamp;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::SlipKind;
use ledger::{Key, SubmitError};
use people::Caller;

use super::called::called;
use super::objections::{SlipPage, opened};
use super::standing;
use super::trouble::{not_done, not_rendered, refused, unavailable};
use crate::public_notice;
use crate::record::command::{StateView, View};
use crate::record::party::Heard;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::slips::Opened;

#[derive(Template)]
#[template(path = "pages/interest.html")]
pub(super) struct InterestPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    number: String,
    code: String,
    item: Words,
    title: String,
    organ: Words,
    interest: String,
    lamp: Lamp,
    standing: String,
    view: String,
    may_speak: bool,
}

pub(super) async fn new(query: RawQuery, reader: Reader) -> Page<SlipPage> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    Page(SlipPage::new(&reader, SlipKind::Interest, form, FormErrors::default()))
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    match opened(&room, caller, SlipKind::Interest, &form).await? {
        Ok(opened) => Ok(Page(page(&room, &reader, &opened, form, FormErrors::default()).await?).into_response()),
        Err(errors) => not_opened(&reader, form, errors),
    }
}

/// `POST /interests/views`
pub(super) async fn state(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let opened = match opened(&room, caller, SlipKind::Interest, &form).await? {
        Ok(opened) => opened,
        Err(errors) => return not_opened(&reader, form, errors),
    };
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let region = opened.application.filing.as_ref().ok_or(Problem::NotFound)?.region;
    let permit = Permit::<acts::StateView>::public(&Actor::visitor(), opened.record, region);
    let command = StateView {
        party: opened.place,
        view: match form.value("waive") {
            "yes" => View::Waived,
            _ => View::Stated(form.value("words").to_owned()),
        },
    };
    match room
        .ledger
        .submit::<Applications, _>(&permit, opened.record, command, key)
        .await
    {
        Ok(receipt) => {
            let opened = Opened {
                application: receipt.state,
                ..opened
            };
            Ok(Page(page(&room, &reader, &opened, form, FormErrors::default()).await?).into_response())
        }
        Err(SubmitError::Refused(
            refusal @ (Refusal::WordsMissing | Refusal::WordsTooLong { .. } | Refusal::ViewTermOver | Refusal::AlreadyHeard),
        )) => {
            let errors = FormErrors::one("words", refused(&refusal));
            let page = page(&room, &reader, &opened, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(not_done(other)),
    }
}

fn not_opened(reader: &Reader, form: FormData, errors: FormErrors) -> Result<Response, Problem> {
    let page = SlipPage::new(reader, SlipKind::Interest, form, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn page(
    room: &ApplicationRoom,
    reader: &Reader,
    opened: &Opened,
    form: FormData,
    errors: FormErrors,
) -> Result<InterestPage, Problem> {
    let t = &reader.texts;
    let application = &opened.application;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let party = application.party(opened.place).ok_or(Problem::NotFound)?;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let case = application.case(&party.item);
    let paths = [
        format!("party/{}/interest", opened.place),
        format!("party/{}/view", opened.place),
    ];
    let said = room.ledger.secrets(opened.record, &paths).await.map_err(unavailable)?;
    let text = |path: &String| said.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let calendar = room.calendar(filing.region);
    let until = party.due.deadline.day(&calendar);
    let is_decided = case.is_some_and(|case| case.status.has_ended());
    let may_speak = !is_decided && party.is_awaited(room.today(), &calendar);
    let standing = match party.heard {
        Some(Heard::Stated(day)) => t.say("interest-stated").with("day", t.long_day(&day)),
        Some(Heard::Waived(day)) => t.say("interest-waived").with("day", t.long_day(&day)),
        None if may_speak => t.say("interest-until").with("day", t.long_day(&until)),
        None => t.say("interest-over").with("day", t.long_day(&until)),
    };
    let decider = application
        .planned_item(&party.item)
        .and_then(|item| item.decider.as_ref())
        .map(|organ| public_notice::organ(&names, organ));
    Ok(InterestPage {
        chrome: reader.portal("interest-title", Place::Nowhere),
        number: party.number.to_string(),
        code: form.value("code").to_owned(),
        item: release.item(&party.item).map(|item| names.item(item)).unwrap_or_default(),
        title: called(&names, application),
        organ: decider.unwrap_or_default(),
        interest: text(&paths[0]),
        lamp: case.map_or_else(Lamp::none, |case| standing::case_lamp(&names, application, case.status)),
        standing: standing.to_string(),
        view: text(&paths[1]),
        may_speak,
        form,
        errors,
    })
}
