//! `/account/data`: all that the city holds of me, in plain words; the same as a file that a program can read.

use askama::Template;
use authority::{Party, Subject, acts};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use counter::looks::{Filter, LookRow, of_party};
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Held, Key};
use people::record::account::ChangeEmail;
use people::{Account, CurrentActor, RequireSignedIn, security_log, views as people_views};
use serde_json::json;

use super::told::{self, RequestLine, line, part_name, release_of};
use crate::holdings::{self, Holdings, Thing, label, shown};
use crate::record::{DataRequest, Part, opened_path};
use crate::room::PrivacyRoom;
use crate::views;
use crate::words::unavailable;

/// So many sign-ins the page shows; the file has them all.
const SHOWN_MAX: u32 = 10;

#[derive(Template)]
#[template(path = "pages/data.html")]
pub(super) struct DataPage {
    chrome: Chrome,
    /// Whether the reader acts as a person now, and so may ask for something.
    as_person: bool,
    /// What can be asked for, and where.
    rights: Vec<(String, String)>,
    things: Vec<ThingLine>,
    drafts: Vec<(String, String)>,
    enterprises: Vec<String>,
    messages: u32,
    looks: usize,
    sign_ins: Vec<(String, String, String)>,
    requests: Vec<RequestLine>,
    openings: Vec<OpeningLine>,
    has_email: bool,
}

/// Something that is held.
struct ThingLine {
    name: String,
    address: Option<String>,
    /// How often staff looked, and when last.
    looks: Option<(u32, String)>,
    values: Vec<ValueLine>,
    /// How many words of organs and papers are read with the thing itself.
    elsewhere: usize,
}

/// A value that is held.
struct ValueLine {
    name: String,
    /// Its lines; none where what it says opens something.
    lines: Vec<(String, String)>,
    is_hidden: bool,
    purpose: String,
    basis: String,
    until: String,
}

/// Somebody of the staff who was shown something restricted.
struct OpeningLine {
    when: String,
    who: String,
    why: String,
}

/// Whose data the reader may see: the own, in whichever capacity.
pub(crate) fn owner(room: &PrivacyRoom, current: &CurrentActor) -> Result<RecordId, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    current.permit::<acts::SeeOwnData>(&Subject::new(account, room.ledger().city()))?;
    Ok(account)
}

/// `GET /account/data`
pub(super) async fn show(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<DataPage>, Problem> {
    let account = owner(&room, &current)?;
    let held = holdings::of(&room, account).await.map_err(unavailable)?;
    let looks = looks(&room, account).await?;
    let requests = views::of_account(room.ledger(), account).await.map_err(unavailable)?;
    let t = &reader.texts;
    let release = room.catalogue.current();
    let sign_ins = security_log::of_account(room.ledger(), account, SHOWN_MAX)
        .await
        .map_err(unavailable)?;
    Ok(Page(DataPage {
        as_person: current.actor.capacity == authority::Capacity::Person,
        rights: super::choosing::WISHES
            .iter()
            .map(|wish| {
                (
                    t.say(&format!("data-ask-{wish}")).to_string(),
                    format!("/account/data/requests/new?wish={wish}"),
                )
            })
            .collect(),
        things: held
            .things
            .iter()
            .map(|thing| thing_line(&room, &reader, &held, thing, &looks))
            .collect(),
        drafts: held
            .drafts
            .iter()
            .map(|(heading, draft)| (draft.title(&release), format!("/drafts/{}/situation", heading.draft)))
            .collect(),
        enterprises: enterprises(&room, account).await?,
        messages: holdings::told_count(room.ledger(), account).await.map_err(unavailable)?,
        looks: looks.len(),
        sign_ins: sign_ins
            .into_iter()
            .map(|entry| {
                let at = calendar::Moment(entry.at);
                (
                    t.long_moment(&at),
                    t.say(&security_key(&entry.what)).to_string(),
                    entry.network,
                )
            })
            .collect(),
        openings: openings(&room, &reader, &requests).await?,
        requests: requests
            .iter()
            .map(|(id, request)| line(&room, &reader, *id, request))
            .collect(),
        has_email: held.parts().contains(&Part::Email),
        chrome: reader.portal("my-data", Place::Nowhere),
    }))
}

fn security_key(what: &str) -> String {
    format!("data-sign-in-{}", what.replace('_', "-"))
}

async fn looks(room: &PrivacyRoom, account: RecordId) -> Result<Vec<LookRow>, Problem> {
    room.looks.settled().await;
    of_party(room.ledger(), Party::Person(account), Filter::default(), holdings::EVERYTHING)
        .await
        .map_err(unavailable)
}

async fn enterprises(room: &PrivacyRoom, account: RecordId) -> Result<Vec<String>, Problem> {
    let ledger = room.ledger();
    let mut names = Vec::new();
    for enterprise in people_views::enterprises_of(ledger, account).await.map_err(unavailable)? {
        names.extend(people_views::enterprise_name(ledger, enterprise).await.map_err(unavailable)?);
    }
    Ok(names)
}

fn thing_line(room: &PrivacyRoom, reader: &Reader, held: &Holdings, thing: &Thing, looks: &[LookRow]) -> ThingLine {
    let release = release_of(room, thing);
    let names = Names::new(&release, &reader.texts);
    let own: Vec<&Held> = thing
        .holding
        .values
        .iter()
        .filter(|held| !crate::record::plan::is_of_others(held))
        .collect();
    let is_listed = |held: &&&Held| shown(held).is_some() || held.path == people::record::account::PASSWORD;
    let values: Vec<ValueLine> = own
        .iter()
        .filter(is_listed)
        .map(|held| value_line(&names, thing, held))
        .collect();
    let looked: Vec<&LookRow> = looks
        .iter()
        .filter(|look| look.application == Some(thing.holding.record))
        .collect();
    let times: u32 = looked.iter().map(|look| look.times).sum();
    ThingLine {
        name: part_name(reader, held, thing.holding.part),
        address: thing.address.clone(),
        looks: looked.first().map(|last| (times, reader.texts.long_moment(&last.last))),
        elsewhere: own.len() - values.len(),
        values,
    }
}

fn value_line(names: &Names<'_>, thing: &Thing, held: &Held) -> ValueLine {
    let value = shown(held);
    ValueLine {
        name: label::value(names, thing, &held.path),
        is_hidden: value.is_none(),
        lines: value.map(|value| holdings::lines(names, &value)).unwrap_or_default(),
        purpose: label::purpose(names.texts, &held.purpose),
        basis: label::basis(names.texts, &held.purpose, &held.basis),
        until: names.texts.long_day(&held.until()),
    }
}

/// Who was shown something restricted, and why: the person reads the reason that was given.
async fn openings(
    room: &PrivacyRoom,
    reader: &Reader,
    requests: &[(RecordId, DataRequest)],
) -> Result<Vec<OpeningLine>, Problem> {
    let mut lines = Vec::new();
    for (id, request) in requests {
        for opening in &request.openings {
            let path = opened_path(opening.number);
            let mut said = room
                .ledger()
                .secrets(*id, std::slice::from_ref(&path))
                .await
                .map_err(unavailable)?;
            let mut names = match opening.by {
                Some(by) => people_views::names(room.ledger(), &[by]).await.map_err(unavailable)?,
                None => std::collections::BTreeMap::new(),
            };
            lines.push(OpeningLine {
                when: reader.texts.long_moment(&opening.at),
                who: opening.by.and_then(|by| names.remove(&by)).unwrap_or_default(),
                why: said
                    .remove(&path)
                    .and_then(|words| words.as_str().map(str::to_owned))
                    .unwrap_or_default(),
            });
        }
    }
    Ok(lines)
}

/// `GET /account/data/file`: everything as one file (PIPL 45(3)).
pub(super) async fn file(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Response, Problem> {
    let account = owner(&room, &current)?;
    let document = document(&room, &reader, account).await?;
    let text = serde_json::to_string_pretty(&document).map_err(|_| Problem::Broken)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

/// Everything about a person as a program reads it; labels stand beside the names of the record.
pub(crate) async fn document(room: &PrivacyRoom, reader: &Reader, account: RecordId) -> Result<serde_json::Value, Problem> {
    let held = holdings::of(room, account).await.map_err(unavailable)?;
    let looks = looks(room, account).await?;
    let ledger = room.ledger();
    let told = holdings::told(ledger, account).await.map_err(unavailable)?;
    let sign_ins = security_log::of_account(ledger, account, holdings::EVERYTHING)
        .await
        .map_err(unavailable)?;
    let requests = views::of_account(ledger, account).await.map_err(unavailable)?;
    let mut asked = Vec::with_capacity(requests.len());
    for (id, request) in &requests {
        let said = told::said(room, *id).await?;
        asked.push(json!({
            "request": id.to_string(), "number": request.number, "wish": request.wish, "asked_on": request.asked_on().to_string(),
            "standing": request.standing.as_str(), "words": said.words, "answer": said.answer,
            "outcome": request.answered.as_ref().map(|answered| answered.outcome.as_str()),
        }));
    }
    let things: Vec<serde_json::Value> = held
        .things
        .iter()
        .map(|thing| thing_document(room, reader, &held, thing))
        .collect();
    let drafts = held.drafts.iter().map(|(heading, draft)| {
        let papers: Vec<&str> = draft.papers.iter().map(|paper| paper.file_name.as_str()).collect();
        let parts: serde_json::Map<String, serde_json::Value> = draft
            .parts
            .iter()
            .map(|(part, saved)| (part.clone(), json!(saved.typed)))
            .collect();
        json!({
            "draft": heading.draft.to_string(), "matter": draft.matter, "deleted_after": heading.expires_at.day().to_string(),
            "situation": draft.situation.as_ref().map(|saved| json!(saved.typed)), "form": parts, "papers": papers,
        })
    });
    Ok(json!({
        "format": "zhoudao-personal-data-1",
        "city": ledger.city().to_string(),
        "account": account.to_string(),
        "taken_out_at": ledger.now().to_string(),
        "holdings": things,
        "drafts": drafts.collect::<Vec<_>>(),
        "enterprises": enterprises(room, account).await?,
        "messages": told.iter().map(|(id, told)| json!({
            "message": id.to_string(), "at": told.at.to_string(), "title": reader.texts.say(told.fact.kind.key()).to_string(),
            "fact": told.fact,
        })).collect::<Vec<_>>(),
        "looks": looks.iter().map(|look| json!({
            "account": look.account.to_string(), "post": look.post, "what": look.what.as_str(), "occasion": look.occasion.as_str(),
            "application": look.application.map(|record| record.to_string()), "first": look.first.to_string(),
            "last": look.last.to_string(), "times": look.times,
        })).collect::<Vec<_>>(),
        "sign_ins": sign_ins.iter().map(|entry| json!({
            "at": entry.at, "what": entry.what, "network": entry.network,
        })).collect::<Vec<_>>(),
        "requests": asked,
    }))
}

fn thing_document(room: &PrivacyRoom, reader: &Reader, held: &Holdings, thing: &Thing) -> serde_json::Value {
    let release = release_of(room, thing);
    let names = Names::new(&release, &reader.texts);
    let values = thing.holding.values.iter().filter_map(|held| {
        Some(json!({
            "path": held.path, "label": label::value(&names, thing, &held.path), "value": shown(held)?,
            "purpose": label::purpose(names.texts, &held.purpose), "basis": held.basis,
            "kept_since": held.at.day().to_string(), "kept_until": held.until().to_string(),
        }))
    });
    json!({
        "part": thing.holding.part, "record": thing.holding.record.to_string(),
        "label": part_name(reader, held, thing.holding.part), "values": values.collect::<Vec<_>>(),
    })
}

/// `POST /account/data/email/withdrawal`: consent to e-mail is withdrawn at once, and the address goes (PIPL 15).
pub(super) async fn withdraw_email(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    form: FormData,
) -> Result<Redirect, Problem> {
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("withdraw-email");
    let account = owner(&room, &current)?;
    let permit = current.permit::<acts::ChangeAccount>(&Subject::new(account, room.ledger().city()))?;
    let forgotten = room
        .ledger()
        .submit::<Account, _>(&permit, account, ChangeEmail { address: None }, key)
        .await;
    match forgotten {
        Ok(_) => Ok(Redirect::to("/account/data")),
        Err(error) => {
            tracing::error!(%error, "an e-mail address could not be forgotten");
            Err(Problem::Unavailable)
        }
    }
}
