//! `/desk/service`: what has been issued and waits to be handed over or posted, and doing so.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use authority::{ActName, Actor, Scope, acts, scope};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{Calendar, Day, Light};
use catalogue::{Names, Words};
use front::furniture::{Choice, Lamp};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{RecordId, mask_name};
use ledger::{CommandOf, Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::DocumentKind;

use super::document_list::name;
use super::trouble::{hidden, not_done, not_rendered, refused, unavailable};
use crate::access::{Serving, serving};
use crate::documents::{Right, bearers, receiver, way_key};
use crate::record::command::{ArriveByPost, HandOver, ReturnPost, SendByPost};
use crate::record::document::{Delivery, IssuedDocument, Proof, words_path};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::views::{DocumentRow, waiting_in_region, waiting_of_organ};

#[derive(Template)]
#[template(path = "pages/service.html")]
pub(super) struct ServicePage {
    chrome: Chrome,
    lines: Vec<Waiting>,
    said: &'static str,
}

/// An application with papers that wait.
struct Waiting {
    address: String,
    title: String,
    papers: Vec<String>,
    way: String,
    state: String,
    lamp: Lamp,
    issued: String,
}

/// `GET /desk/service`
pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<ServicePage>, Problem> {
    let rows = match scope(&current.actor, ActName::ServeDocument) {
        Scope::Organ(organ) => waiting_of_organ(&room.ledger, &organ).await,
        Scope::Region(region) => waiting_in_region(&room.ledger, region).await,
        Scope::Nothing | Scope::Party(_) | Scope::Behalf(..) | Scope::Everything => return Err(Problem::NotFound),
    };
    let rows = rows.map_err(unavailable)?;
    let said = match reader.here.split_once("done=").map(|(_, act)| act) {
        Some("handed-over") => "service-done-handed-over",
        Some("posted") => "service-done-posted",
        Some("arrived") => "service-done-arrived",
        Some("returned") => "service-done-returned",
        Some(_) | None => "",
    };
    Ok(Page(ServicePage {
        chrome: reader.desk("service-title", Place::Service),
        lines: waiting(&room, &reader, rows),
        said,
    }))
}

fn waiting(room: &ApplicationRoom, reader: &Reader, rows: Vec<DocumentRow>) -> Vec<Waiting> {
    let (t, today) = (&reader.texts, room.today());
    let release = room.catalogue.current();
    let names = Names::new(&release, t);
    let mut lines: Vec<Waiting> = Vec::new();
    for row in rows {
        let item = release.item(&row.item.as_str().into());
        let certificate = item
            .filter(|_| row.kind == DocumentKind::Decision)
            .and_then(|item| item.certificate.as_ref());
        let paper = match certificate {
            Some(certificate) => names.certificate(certificate).plain().to_owned(),
            None => t.say(crate::documents::kind_key(row.kind)).to_string(),
        };
        let address = format!("/desk/service/{}", row.application);
        if let Some(line) = lines.iter_mut().find(|line| line.address == address) {
            line.papers.push(paper);
            continue;
        }
        let calendar = room.calendar(row.region);
        lines.push(Waiting {
            address,
            papers: vec![paper],
            way: t.say(way_key(row.way)).to_string(),
            state: t.say(state_key(&row.delivery)).to_string(),
            lamp: lamp(t, &row, &calendar, today),
            issued: t.day(&row.issued),
            title: row.title,
        });
    }
    lines
}

fn state_key(delivery: &str) -> &'static str {
    match delivery {
        "posted" => "service-posted",
        "returned" => "service-returned",
        _ => "service-waiting",
    }
}

/// Ten working days from the decision (行政许可法 44); for other papers law gives no number.
fn lamp(t: &front::Texts, row: &DocumentRow, calendar: &Calendar, today: Day) -> Lamp {
    if !matches!(row.kind, DocumentKind::Decision | DocumentKind::RefusalDecision) {
        return Lamp::none();
    }
    let due = row.due(calendar);
    let left = u32::try_from(calendar.count(today, due)).unwrap_or(0);
    let light = match today > due {
        true => Light::Red {
            late_by: u32::try_from(calendar.count(due, today)).unwrap_or(0),
        },
        false if left <= SOON_DAYS => Light::Yellow,
        false => Light::Green,
    };
    Lamp::of(t, light, (today <= due).then_some(left))
}

/// One fifth of the ten days (lights, domain rule).
const SOON_DAYS: u32 = 2;

#[derive(Template)]
#[template(path = "pages/service_work.html")]
pub(super) struct WorkPage {
    chrome: Chrome,
    title: String,
    number: String,
    address: String,
    papers: Vec<PaperLine>,
    under_way: Vec<Choice>,
    to_post: Vec<Choice>,
    any_for_others: bool,
    post_to: String,
    receivers: Vec<Choice>,
    lapsed: Vec<String>,
    proofs: Vec<Choice>,
    to_hand_over: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
}

/// A paper that waits.
struct PaperLine {
    name: Words,
    number: String,
    way: String,
    state: String,
    address: String,
}

/// `GET /desk/service/{application}`
pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<WorkPage>, Problem> {
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let chosen = together(&serving).map(|ordinal| ("document[]", ordinal.to_string()));
    let form = FormData::of(chosen).map_err(|_| Problem::Broken)?;
    Ok(Page(
        page(&room, &serving, &reader, form, FormErrors::default(), String::new()).await?,
    ))
}

/// What is for the applicant goes together unless somebody chooses otherwise; what is under way arrives one by one.
fn together(serving: &Serving) -> impl Iterator<Item = u16> {
    let documents = serving
        .documents
        .iter()
        .filter_map(|ordinal| serving.application.document(*ordinal));
    let (under_way, waiting): (Vec<&IssuedDocument>, Vec<&IssuedDocument>) =
        documents.partition(|document| is_under_way(document));
    let alone = under_way.len() == 1;
    let for_applicant = waiting.into_iter().filter(|document| document.is_for_applicant());
    for_applicant
        .chain(under_way.into_iter().filter(move |_| alone))
        .map(|document| document.ordinal)
}

async fn page(
    room: &ApplicationRoom,
    serving: &Serving,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
) -> Result<WorkPage, Problem> {
    let t = &reader.texts;
    let application = &serving.application;
    let filing = application.filing.clone().ok_or(Problem::NotFound)?;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let documents: Vec<&IssuedDocument> = serving
        .documents
        .iter()
        .filter_map(|ordinal| application.document(*ordinal))
        .collect();
    let line = |document: &&IssuedDocument| PaperLine {
        name: name(&names, document),
        number: document.number.clone(),
        way: t.say(way_key(application.way_of(document))).to_string(),
        state: t.say(state_key(document.delivery.as_str())).to_string(),
        address: format!("/applications/{}/documents/{}", serving.record, document.ordinal),
    };
    let addressees = addressees(room, serving, &documents).await?;
    let choice = |document: &&IssuedDocument| {
        let number = document.number.clone();
        let explained = match addressees.get(&document.ordinal) {
            Some(addressee) => format!("{number} · {}{addressee}", t.say("service-post-to")),
            None => number,
        };
        Choice::new(document.ordinal.to_string(), name(&names, document).plain()).explained(explained)
    };
    let (under_way, waiting): (Vec<&IssuedDocument>, Vec<&IssuedDocument>) =
        documents.iter().copied().partition(|document| is_under_way(document));
    let for_applicant = waiting.iter().filter(|document| document.is_for_applicant());
    let mut receivers = Vec::new();
    let mut lapsed = Vec::new();
    for bearer in bearers(&room.ledger, filing.applicant).await.map_err(unavailable)? {
        let right = match bearer.right {
            Right::Applicant => t.say("service-right-applicant").to_string(),
            Right::Representative => t.say("service-right-representative").to_string(),
            Right::Agent(until) => t.say("service-right-agent").with("until", t.day(&until)).to_string(),
            Right::Lapsed => {
                lapsed.push(mask_name(&bearer.name));
                continue;
            }
        };
        receivers.push(Choice::new(bearer.account.to_string(), bearer.name).explained(right));
    }
    Ok(WorkPage {
        post_to: post_to(room, serving).await?,
        chrome: reader.desk("service-title", Place::Service),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        address: format!("/desk/service/{}", serving.record),
        any_for_others: !addressees.is_empty(),
        under_way: under_way.iter().map(choice).collect(),
        to_post: waiting.iter().map(choice).collect(),
        to_hand_over: for_applicant.map(choice).collect(),
        papers: documents.iter().map(line).collect(),
        receivers,
        lapsed,
        proofs: vec![
            Choice::new("signed_on_paper", t.say("service-signed-on-paper")),
            Choice::new("signed_on_pad", t.say("service-signed-on-pad")),
        ],
        form,
        errors,
        obstacle,
    })
}

fn is_under_way(document: &IssuedDocument) -> bool {
    matches!(document.delivery, Delivery::Posted { .. })
}

/// Who the papers are for that are not for the applicant, and where they are reached.
async fn addressees(
    room: &ApplicationRoom,
    serving: &Serving,
    documents: &[&IssuedDocument],
) -> Result<BTreeMap<u16, String>, Problem> {
    let others = documents.iter().filter(|document| !document.is_for_applicant());
    let mut addressees = BTreeMap::new();
    for document in others {
        let path = words_path(document.ordinal);
        let words = secret(room, serving, &path).await?;
        let at = words["party_at"].as_str().unwrap_or_default();
        let party = secret(room, serving, at).await?;
        let part = |name: &str| party[name].as_str().unwrap_or_default().to_owned();
        addressees.insert(document.ordinal, format!("{} {}", part("name"), part("phone")));
    }
    Ok(addressees)
}

async fn secret(room: &ApplicationRoom, serving: &Serving, path: &str) -> Result<serde_json::Value, Problem> {
    let asked = [path.to_owned()];
    let mut secrets = room.ledger.secrets(serving.record, &asked).await.map_err(unavailable)?;
    Ok(secrets.remove(path).unwrap_or_default())
}

/// Where the applicant wants papers posted to; nothing where the form does not ask.
async fn post_to(room: &ApplicationRoom, serving: &Serving) -> Result<String, Problem> {
    let application = &serving.application;
    let rule = application.plan.as_ref().and_then(|plan| plan.delivery.clone());
    let Some(field) = rule.and_then(|rule| rule.address) else {
        return Ok(String::new());
    };
    let parts = application
        .filing
        .as_ref()
        .map(|filing| filing.parts.clone())
        .unwrap_or_default();
    let paths: Vec<String> = parts.iter().map(|part| format!("form/{part}")).collect();
    let secrets = room.ledger.secrets(serving.record, &paths).await.map_err(unavailable)?;
    let mut values = secrets.values().filter_map(|part| part[field.as_str()].as_str());
    Ok(values.next().unwrap_or_default().to_owned())
}

/// One thing done at the window, with what was typed for it.
struct Posted<'a> {
    room: &'a ApplicationRoom,
    actor: &'a Arc<Actor>,
    id: RecordId,
    reader: &'a Reader,
    form: FormData,
}

/// `POST /desk/service/{application}/handovers`
pub(super) async fn hand_over(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let posted = Posted {
        room: &room,
        actor: &current.actor,
        id,
        reader: &reader,
        form,
    };
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let filing = serving.application.filing.clone().ok_or(Problem::NotFound)?;
    let mut errors = FormErrors::default();
    let account = posted.form.value("receiver").parse::<RecordId>().ok();
    if account.is_none() {
        errors.add("receiver", "service-receiver-missing");
    }
    let proof = match posted.form.value("proof") {
        "signed_on_paper" => Some(Proof::SignedOnPaper),
        "signed_on_pad" => Some(Proof::SignedOnPad),
        _ => None,
    };
    if proof.is_none() {
        errors.add("proof", "service-proof-missing");
    }
    let (Some(account), Some(proof)) = (account, proof) else {
        return posted.again(errors, String::new()).await;
    };
    let receiver = match receiver(&room.ledger, filing.applicant, account).await.map_err(unavailable)? {
        Ok(receiver) => receiver,
        Err(refusal) => {
            return posted
                .again(FormErrors::one("receiver", refused(&refusal)), String::new())
                .await;
        }
    };
    let command = HandOver {
        documents: posted.documents(&serving),
        receiver,
        proof,
        remark: posted.form.value("remark").to_owned(),
    };
    posted.submit(&serving, command, "handed-over", "receiver").await
}

/// `POST /desk/service/{application}/postings`
pub(super) async fn post(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let posted = Posted {
        room: &room,
        actor: &current.actor,
        id,
        reader: &reader,
        form,
    };
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let command = SendByPost {
        documents: posted.documents(&serving),
        carrier: posted.form.value("carrier").to_owned(),
        tracking: posted.form.value("tracking").to_owned(),
    };
    posted.submit(&serving, command, "posted", "tracking").await
}

/// `POST /desk/service/{application}/arrivals`
pub(super) async fn arrive(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let posted = Posted {
        room: &room,
        actor: &current.actor,
        id,
        reader: &reader,
        form,
    };
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let Ok(day) = posted.form.value("day").trim().parse::<Day>() else {
        return posted
            .again(FormErrors::one("day", "service-day-missing"), String::new())
            .await;
    };
    let command = ArriveByPost {
        documents: posted.documents(&serving),
        day,
        signed_by: posted.form.value("signed_by").to_owned(),
    };
    posted.submit(&serving, command, "arrived", "day").await
}

/// `POST /desk/service/{application}/returns`
pub(super) async fn come_back(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let posted = Posted {
        room: &room,
        actor: &current.actor,
        id,
        reader: &reader,
        form,
    };
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let command = ReturnPost {
        documents: posted.documents(&serving),
        reason: posted.form.value("reason").to_owned(),
    };
    posted.submit(&serving, command, "returned", "reason").await
}

impl Posted<'_> {
    /// What was chosen of the papers that the actor may serve: the permit is given for these and no others.
    fn documents(&self, serving: &Serving) -> Vec<u16> {
        let chosen = self.form.values("document[]").filter_map(|ordinal| ordinal.parse().ok());
        chosen.filter(|ordinal| serving.documents.contains(ordinal)).collect()
    }

    async fn submit<C>(&self, serving: &Serving, command: C, done: &str, field: &str) -> Result<Response, Problem>
    where
        C: CommandOf<Applications, Act = acts::ServeDocument>,
    {
        let key = Key::new(self.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?).and(done);
        match self
            .room
            .ledger
            .submit::<Applications, C>(&serving.permit, self.id, command, key)
            .await
        {
            Ok(_) => Ok(Redirect::to(&format!("/desk/service?done={done}")).into_response()),
            Err(SubmitError::Refused(refusal)) => {
                let of_the_document = matches!(
                    refusal,
                    Refusal::NothingToServe
                        | Refusal::ServedTogether(_)
                        | Refusal::IntoTheAccount(_)
                        | Refusal::ForSomebodyElse(_)
                        | Refusal::WithThePost(_)
                        | Refusal::NotWithThePost(_)
                );
                let field = if of_the_document { done } else { field };
                self.again(FormErrors::one(field, refused(&refusal)), String::new()).await
            }
            // The register has changed since the person at the window was looked up.
            Err(SubmitError::Stale { .. }) => {
                let stale = self.reader.texts.tell(&Message::new("service-stale")).to_string();
                self.again(FormErrors::default(), stale).await
            }
            Err(other) => Err(not_done(other)),
        }
    }

    /// The page as it is now, with what was typed.
    async fn again(&self, errors: FormErrors, obstacle: String) -> Result<Response, Problem> {
        let serving = serving(&self.room.ledger, self.actor, self.id).await.map_err(hidden)?;
        let page = page(self.room, &serving, self.reader, self.form.clone(), errors, obstacle).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
    }
}
