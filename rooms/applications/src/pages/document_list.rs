//! `/applications/{id}/documents`: every paper of an application in one place, to read, to keep, to print on A4.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use authority::{Actor, acts};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Names, Words};
use front::furniture::{Choice, Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{OrganId, RecordId};
use ledger::Key;
use people::RequireSignedIn;
use procedure::definition::DocumentKind;

use super::called::called;
use super::request::open_in_words;
use super::trouble::{hidden, not_done, not_rendered, unavailable};
use crate::access::{Seen, see};
use crate::documents::{kind_key, way_key};
use crate::public_notice::organ;
use crate::record::Applications;
use crate::record::command::ChooseDelivery;
use crate::record::document::{Delivery, IssuedDocument, Standing, Way, posted_path};
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/document_list.html")]
pub(super) struct DocumentListPage {
    chrome: Chrome,
    address: String,
    trail: Vec<(String, String)>,
    lines: Vec<Line>,
    may_print: bool,
    is_applicant: bool,
    has_proposed: bool,
    /// Whether another way of service has just been chosen.
    has_chosen: bool,
    ways: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
}

/// A paper.
struct Line {
    name: Words,
    number: Words,
    organ: Words,
    day: String,
    lamp: Lamp,
    said: Vec<String>,
    address: Option<String>,
    /// Where something is proposed about a certificate that stands, at desks.
    afterwards: Option<String>,
    /// Where its holder asks for something about it, or follows what was asked.
    request: Option<String>,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<DocumentListPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let desk = current.actor.held_post().map(|post| post.organ.clone());
    let at_desk = desk.is_some();
    let is_applicant = seen.permit::<acts::ActAsApplicant>(&current.actor).is_ok();
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let title = called(&names, &seen.application);
    let posted = posted(&room, &seen).await?;
    let documents = seen.application.documents.iter().rev();
    let lines: Vec<Line> = documents
        .filter(|document| at_desk || document.is_for_applicant())
        .map(|document| Line {
            request: request(&room, &seen, &current.actor, document),
            ..line(&room, &seen, &names, document, &posted, desk.as_ref())
        })
        .collect();
    let chosen = seen.application.delivery.certificates;
    let ways = [Way::Electronic, Way::Window, Way::Post].map(|way| {
        let label = reader.texts.say(way_key(way)).to_string();
        Choice::new(way.as_str(), label)
    });
    Ok(Page(DocumentListPage {
        chrome: match at_desk {
            true => reader.chrome(front::Audience::Desk, title.clone(), Place::Cases),
            false => reader.chrome(front::Audience::Portal, title.clone(), Place::Progress),
        },
        trail: match at_desk {
            true => vec![(title, format!("/desk/applications/{id}"))],
            false => vec![
                (reader.texts.say("my-applications").to_string(), "/applications".to_owned()),
                (title, format!("/applications/{id}")),
            ],
        },
        address: format!("/applications/{id}"),
        may_print: lines.iter().any(|line| line.address.is_some()),
        lines,
        has_chosen: is_applicant && reader.here.ends_with("?chosen"),
        has_proposed: at_desk && reader.here.ends_with("?proposed"),
        is_applicant,
        ways: ways.into(),
        form: FormData::of([("way".to_owned(), chosen.as_str().to_owned())]).map_err(|_| Problem::Broken)?,
        errors: FormErrors::default(),
    }))
}

/// `POST /applications/{id}/delivery`: another way of service for everything that has not been served.
pub(super) async fn choose(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let way = Way::named(form.value("way")).ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let chosen = room
        .ledger
        .submit::<Applications, _>(&permit, id, ChooseDelivery { way }, key.and("delivery"));
    chosen.await.map_err(not_done)?;
    Ok(Redirect::to(&format!("/applications/{id}/documents?chosen")).into_response())
}

fn line(
    room: &ApplicationRoom,
    seen: &Seen,
    names: &Names<'_>,
    document: &IssuedDocument,
    posted: &BTreeMap<u16, String>,
    desk: Option<&OrganId>,
) -> Line {
    let t = names.texts;
    let reads = |organ: &OrganId| document.file.is_some() && (document.is_for_applicant() || document.organ == *organ);
    let is_open = document.is_open_to_applicant() || desk.is_some_and(reads);
    Line {
        name: name(names, document),
        number: match is_open {
            true => names.words(&document.number, None),
            false => Words::default(),
        },
        organ: organ(names, &document.organ),
        day: t.long_day(&document.day),
        lamp: lamp(room, seen, names, document),
        said: said(room, seen, names, document, posted),
        afterwards: (desk.is_some()
            && document.kind == DocumentKind::Decision
            && document.standing == Standing::InForce
            && document.delivery.served_on().is_some())
        .then(|| format!("/desk/documents/{}/{}/afterwards", seen.record, document.ordinal)),
        request: None,
        address: is_open.then(|| format!("/applications/{}/documents/{}", seen.record, document.ordinal)),
    }
}

/// Where the holder of a certificate asks for something about it, or follows what was asked; nothing for everybody else.
pub(super) fn request(room: &ApplicationRoom, seen: &Seen, actor: &Arc<Actor>, document: &IssuedDocument) -> Option<String> {
    let application = &seen.application;
    let is_asked = application.open_requests().any(|open| open.document == document.ordinal);
    let may_ask = is_asked || !application.may_be_asked(document.ordinal, room.today()).is_empty();
    let is_holder = document.is_open_to_applicant() && seen.permit::<acts::AskAsHolder>(actor).is_ok();
    (may_ask && is_holder).then(|| super::request::address(seen.record, document.ordinal))
}

/// A certificate by its own name, everything else by its kind's.
pub(super) fn name(names: &Names<'_>, document: &IssuedDocument) -> Words {
    let item = document.item.as_ref().and_then(|item| names.release.item(item));
    let certificate = item.and_then(|item| item.certificate.as_ref());
    match (document.kind, certificate, item) {
        (DocumentKind::Decision, Some(certificate), _) => names.certificate(certificate),
        (_, _, Some(item)) => {
            let kind = names.texts.say(kind_key(document.kind)).to_string();
            Words::own(
                names
                    .texts
                    .say("document-about")
                    .with("document", kind)
                    .with("item", names.item(item).plain())
                    .to_string(),
            )
        }
        (_, _, None) => Words::own(names.texts.say(kind_key(document.kind)).to_string()),
    }
}

/// Whether it stands, and if so, how far its service has come.
fn lamp(room: &ApplicationRoom, seen: &Seen, names: &Names<'_>, document: &IssuedDocument) -> Lamp {
    let t = names.texts;
    if let Some(lamp) = standing_lamp(names, document, room.today()) {
        return lamp;
    }
    match document.delivery {
        _ if document.file.is_none() => Lamp::new(Shape::Open, t.say("document-being-made")),
        Delivery::Served { .. } => Lamp::new(Shape::Done, t.say("document-served")),
        Delivery::Kept => Lamp::new(Shape::Done, t.say("document-kept")),
        Delivery::Posted { .. } => Lamp::new(Shape::Green, t.say("document-posted")),
        Delivery::Returned { .. } => Lamp::new(Shape::Yellow, t.say("document-returned")),
        Delivery::Waiting => match seen.application.way_of(document) {
            Way::Electronic => Lamp::new(Shape::Open, t.say("document-being-served")),
            Way::Window => Lamp::new(Shape::Yellow, t.say("document-at-window")),
            Way::Post => Lamp::new(Shape::Green, t.say("document-to-post")),
        },
    }
}

/// Why a paper stands no more; none while it does.
pub(super) fn standing_lamp(names: &Names<'_>, document: &IssuedDocument, today: calendar::Day) -> Option<Lamp> {
    let t = names.texts;
    Some(match document.standing {
        Standing::InForce if document.has_expired(today) => Lamp::new(Shape::Red, t.say("standing-expired")),
        Standing::InForce => return None,
        Standing::Replaced { .. } => Lamp::new(Shape::Open, t.say("standing-replaced")),
        Standing::Revoked { .. } => Lamp::new(Shape::Red, t.say("standing-revoked")),
        Standing::Withdrawn { .. } => Lamp::new(Shape::Red, t.say("paper-withdrawn")),
        Standing::Cancelled { .. } => Lamp::new(Shape::Open, t.say("standing-cancelled")),
    })
}

/// How it was served, what can be done against it and until when; or where it is.
fn said(
    room: &ApplicationRoom,
    seen: &Seen,
    names: &Names<'_>,
    document: &IssuedDocument,
    posted: &BTreeMap<u16, String>,
) -> Vec<String> {
    let t = names.texts;
    let mut said = Vec::new();
    match document.delivery {
        Delivery::Served { on, way, .. } => {
            let way = t.say(way_key(way)).to_string();
            said.push(
                t.say("document-served-on")
                    .with("day", t.long_day(&on))
                    .with("way", way)
                    .to_string(),
            );
        }
        Delivery::Posted { on, .. } => said.push(
            t.say("document-posted-on")
                .with("day", t.long_day(&on))
                .with("carrier", posted.get(&document.ordinal).cloned().unwrap_or_default())
                .to_string(),
        ),
        Delivery::Returned { on, .. } => said.push(t.say("document-returned-on").with("day", t.long_day(&on)).to_string()),
        Delivery::Waiting if document.file.is_some() && seen.application.way_of(document) == Way::Window => {
            said.push(t.say("document-collect").to_string());
        }
        Delivery::Waiting | Delivery::Kept => {}
    }
    said.extend(open_in_words(t, seen, document.ordinal));
    let calendar = seen.application.filing.as_ref().map(|filing| room.calendar(filing.region));
    if let Some(appeal) = calendar.and_then(|calendar| document.appeal(&calendar)) {
        let key = if appeal.suit < room.today() {
            "document-appeal-over"
        } else {
            "document-appeal"
        };
        said.push(
            t.say(key)
                .with("reconsideration", t.long_day(&appeal.reconsideration))
                .with("suit", t.long_day(&appeal.suit))
                .to_string(),
        );
    }
    said
}

/// With which carrier papers are on their way.
async fn posted(room: &ApplicationRoom, seen: &Seen) -> Result<BTreeMap<u16, String>, Problem> {
    let under_way = seen
        .application
        .documents
        .iter()
        .filter_map(|document| match document.delivery {
            Delivery::Posted { times, .. } => Some((document.ordinal, posted_path(document.ordinal, times))),
            Delivery::Waiting | Delivery::Returned { .. } | Delivery::Served { .. } | Delivery::Kept => None,
        });
    let (ordinals, paths): (Vec<u16>, Vec<String>) = under_way.unzip();
    let secrets = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let carrier = |(ordinal, path): (&u16, &String)| {
        let sent = secrets.get(path)?;
        Some((
            *ordinal,
            format!("{} {}", sent["carrier"].as_str()?, sent["tracking"].as_str()?),
        ))
    };
    Ok(ordinals.iter().zip(&paths).filter_map(carrier).collect())
}
