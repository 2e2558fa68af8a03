//! `/notices`: the public notices that run, for anybody; one of them, and objecting to it.

use askama::Template;
use authority::{Actor, Permit, acts};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::{Names, Words};
use front::furniture::{Choice, Lamp, Pager, Receipt, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{OrganId, Phone, RegionCode, SlipKind};
use ledger::{Key, SubmitError};
use people::Caller;
use procedure::definition::{ItemId, Level, StepId, StepKind};

use super::called::called;
use super::trouble::{not_done, refused, unavailable};
use crate::public_notice::{self, Found};
use crate::record::Applications;
use crate::record::Refusal;
use crate::record::command::Object;
use crate::room::ApplicationRoom;
use crate::slips;
use crate::views::{NoticeFilter, NoticeRow, running_notices};

/// Notices on one page.
const NOTICES_A_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "pages/notices.html")]
pub(super) struct NoticesPage {
    chrome: Chrome,
    form: FormData,
    lines: Vec<Line>,
    all: u32,
    pages: Pager,
    regions: Vec<Choice>,
    organs: Vec<Choice>,
    narrowed: bool,
}

struct Line {
    name: Words,
    title: String,
    address: String,
    region: Words,
    organ: Words,
    lamp: Lamp,
}

#[derive(Template)]
#[template(path = "pages/notice.html")]
pub(super) struct NoticePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    name: Words,
    title: String,
    lamp: Lamp,
    until: String,
    is_running: bool,
    facts: Vec<(String, Words)>,
    shown: Vec<(Words, String)>,
    objections: usize,
    answered: usize,
    action: String,
}

#[derive(Template)]
#[template(path = "pages/objection_receipt.html")]
pub(super) struct ObjectionReceiptPage {
    chrome: Chrome,
    receipt: Receipt,
    back: String,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<NoticesPage>, Problem> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let release = room.catalogue.current();
    let names = Names::new(&release, &reader.texts);
    let filter = filter(&release, &form);
    let page = form.value("page").parse::<u32>().unwrap_or(1).max(1);
    let skip = (page - 1).saturating_mul(NOTICES_A_PAGE);
    let today = room.today();
    let (rows, all) = running_notices(&room.ledger, today, &filter, skip, NOTICES_A_PAGE)
        .await
        .map_err(unavailable)?;
    Ok(Page(NoticesPage {
        lines: rows.iter().filter_map(|row| line(&names, row)).collect(),
        pages: Pager::new(page.into(), all.into(), NOTICES_A_PAGE.into(), reader.here.clone()),
        regions: regions(&release, &names),
        organs: organs(&release, &names),
        narrowed: form.given("q").is_some() || form.given("region").is_some() || form.given("organ").is_some(),
        chrome: reader.portal("notices-title", Place::Nowhere),
        all,
        form,
    }))
}

/// What the address asks for.
pub(crate) fn filter(release: &procedure::Release, form: &FormData) -> NoticeFilter {
    let text = form.value("q").trim().to_owned();
    let items = release.items().filter(|item| !text.is_empty() && item.name.contains(&text));
    NoticeFilter {
        items: items.map(|item| item.id.to_string()).collect(),
        region: form.given("region").and_then(|region| region.parse::<RegionCode>().ok()),
        organ: form.given("organ").map(str::to_owned),
        text,
    }
}

fn line(names: &Names<'_>, row: &NoticeRow) -> Option<Line> {
    let organ: OrganId = row.organ.parse().ok()?;
    let step = StepId::from(row.step.as_str());
    let day = names.texts.day(&row.last_day);
    Some(Line {
        name: names.step(&ItemId::from(row.item.as_str()), &step, StepKind::PublicNotice),
        title: row.title.clone(),
        address: format!("/notices/{}/{}", row.application, row.step),
        region: names.region(row.region),
        organ: public_notice::organ(names, &organ),
        lamp: Lamp::new(Shape::Green, names.texts.say("notice-until").with("day", day)),
    })
}

fn regions(release: &procedure::Release, names: &Names<'_>) -> Vec<Choice> {
    let counties = release.regions().filter(|region| region.level == Level::County);
    counties
        .map(|region| Choice::new(region.code.to_string(), names.region(region.code).plain()))
        .collect()
}

/// The organs that ever show a notice: those with the function of such a step.
fn organs(release: &procedure::Release, names: &Names<'_>) -> Vec<Choice> {
    let shows = |organ: &&procedure::Organ| {
        let mut steps = release.items().flat_map(|item| &item.steps);
        steps.any(|step| {
            step.kind == StepKind::PublicNotice && step.function.functions().any(|function| organ.functions.contains(function))
        })
    };
    release
        .organs()
        .filter(shows)
        .map(|organ| Choice::new(organ.id.as_str(), public_notice::organ(names, &organ.id).plain()))
        .collect()
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    Path((id, step)): Path<(String, String)>,
    reader: Reader,
) -> Result<Page<NoticePage>, Problem> {
    let found = public_notice::find(&room, &id, &step).await?;
    page(&room, &found, &reader, FormData::default(), FormErrors::default())
        .await
        .map(Page)
}

/// `POST /notices/{application}/{step}`: an objection. It needs no sign-in, so it is counted.
pub(super) async fn object(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    Path((id, step)): Path<(String, String)>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let found = public_notice::find(&room, &id, &step).await?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let errors = match command(&found, &form) {
        Err(errors) => errors,
        Ok(command) => {
            room.people.count_unsigned(caller).await?;
            let region = found.application.filing.as_ref().ok_or(Problem::NotFound)?.region;
            let permit = Permit::<acts::Object>::public(&Actor::visitor(), found.record, region);
            match room
                .ledger
                .submit::<Applications, _>(&permit, found.record, command, key)
                .await
            {
                Ok(receipt) => return raised(&room, &reader, &found, &receipt).await,
                Err(SubmitError::Refused(refusal @ (Refusal::WordsMissing | Refusal::WordsTooLong { .. }))) => {
                    FormErrors::one("words", refused(&refusal))
                }
                Err(SubmitError::Refused(refusal @ (Refusal::NameMissing | Refusal::NameTooLong { .. }))) => {
                    FormErrors::one("name", refused(&refusal))
                }
                // What was typed is shown again, with why it comes too late.
                Err(SubmitError::Refused(refusal @ Refusal::NoticeOver)) => FormErrors::one("over", refused(&refusal)),
                Err(other) => return Err(not_done(other)),
            }
        }
    };
    let found = public_notice::find(&room, &id, &step).await?;
    let page = page(&room, &found, &reader, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// What is objected, as far as it was typed right.
fn command(found: &Found, form: &FormData) -> Result<Object, FormErrors> {
    let mut errors = FormErrors::default();
    if form.given("words").is_none() {
        errors.add("words", "objection-words-missing");
    }
    if form.given("name").is_none() {
        errors.add("name", "refusal-name-missing");
    }
    let phone = form.value("phone").parse::<Phone>();
    if let Err(error) = &phone {
        errors.add("phone", people::said(error.key(), error.arguments()));
    }
    match phone {
        Ok(phone) if errors.is_empty() => Ok(Object {
            step: found.step.planned.step.clone(),
            name: form.value("name").to_owned(),
            phone,
            words: form.value("words").to_owned(),
        }),
        Ok(_) | Err(_) => Err(errors),
    }
}

async fn raised(
    room: &ApplicationRoom,
    reader: &Reader,
    found: &Found,
    receipt: &ledger::Receipt<crate::record::Application>,
) -> Result<Response, Problem> {
    let t = &reader.texts;
    let place = u16::try_from(receipt.state.objections.len()).unwrap_or(u16::MAX);
    let objection = receipt.state.objection(place).ok_or(Problem::Broken)?;
    let code = slips::code_of(&room.ledger, found.record, SlipKind::Objection, place)
        .await
        .map_err(unavailable)?;
    let mut shown = Receipt::new(t, t.say("objection-received"), objection.number, receipt.at);
    shown.query_code = code;
    let page = ObjectionReceiptPage {
        chrome: reader.portal("objection-received", Place::Nowhere),
        receipt: shown,
        back: address(found),
    };
    Ok((StatusCode::CREATED, Page(page)).into_response())
}

fn address(found: &Found) -> String {
    format!("/notices/{}/{}", found.record, found.step.planned.step)
}

async fn page(
    room: &ApplicationRoom,
    found: &Found,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<NoticePage, Problem> {
    let t = &reader.texts;
    let release = found.release(room)?;
    let names = Names::new(&release, t);
    let filing = found.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let planned = &found.step.planned;
    let is_running = found.is_running(room.today());
    let (objections, answered) = found.objections();
    let name = names.planned(planned);
    let title = called(&names, &found.application);
    let item = release.item(&planned.item).map(|item| names.item(item)).unwrap_or_default();
    let term = t
        .say("notice-term")
        .with("from", t.long_day(&found.first_day))
        .with("until", t.long_day(&found.last_day))
        .to_string();
    let mut facts = vec![
        (t.say("notice-item").to_string(), item),
        (t.say("notice-region").to_string(), names.region(filing.region)),
        (
            t.say("notice-organ").to_string(),
            public_notice::organ(&names, &planned.organ),
        ),
        (t.say("notice-term-word").to_string(), Words::own(term)),
        (t.say("notice-ground").to_string(), names.words(&planned.limit.ground, None)),
    ];
    let applicant = found.applicant(room).await?;
    if !applicant.is_empty() {
        facts.insert(0, (t.say("notice-applicant").to_string(), names.words(&applicant, None)));
    }
    Ok(NoticePage {
        chrome: reader.chrome(front::Audience::Portal, format!("{} · {title}", name.plain()), Place::Nowhere),
        title,
        lamp: match is_running {
            true => Lamp::new(Shape::Green, t.say("notice-running")),
            false => Lamp::new(Shape::Done, t.say("notice-over")),
        },
        until: t.long_day(&found.last_day),
        shown: found.shown(room, &names).await?,
        action: address(found),
        name,
        is_running,
        facts,
        objections,
        answered,
        form,
        errors,
    })
}
