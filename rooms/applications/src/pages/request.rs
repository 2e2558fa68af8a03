//! `/applications/{id}/documents/{document}/requests`: the holder of a certificate asks that something be done with it, follows
//! that, and takes it back.

use askama::Template;
use authority::acts;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{Calendar, Day};
use catalogue::Names;
use front::furniture::{Choice, Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::DocumentKind;

use super::called::called;
use super::document_list::name;
use super::refinement::{PaperBox, read_papers, wrong_papers};
use super::sent_papers::{Again, KeptPaper, SentPapers};
use super::trouble::{hidden, not_done, not_rendered, refused, unavailable};
use crate::access::{Seen, see};
use crate::lamps::due_lamp;
use crate::record::afterwards::PROLONG_DAYS_BEFORE;
use crate::record::command::{MakeRequest, WithdrawRequest};
use crate::record::document::IssuedDocument;
use crate::record::request::{
    DECIDED_WITHIN_DAYS, PROOF, Request as HolderRequest, RequestKind, RequestNumber, RequestOutcome, decided_by, is_in_time,
};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;
use crate::uploads::{BOX_PREFIX, REQUEST_PROOF_MEGABYTES_MAX};

#[derive(Template)]
#[template(path = "pages/request.html")]
pub(super) struct RequestPage {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    name: String,
    number: String,
    valid_until: String,
    /// Whether something has just been asked, or taken back.
    said: Option<&'static str>,
    asked: Vec<Asked>,
    kinds: Vec<Choice>,
    /// What law says of the answer.
    consequences: Vec<String>,
    action: String,
    back: String,
    proof: PaperBox,
    form: FormData,
    errors: FormErrors,
    kept: Vec<KeptPaper>,
}

/// Something that was asked about the certificate.
struct Asked {
    kind: String,
    day: String,
    words: String,
    lamp: Lamp,
    said: String,
    /// What it was proven with.
    proof: Option<String>,
    /// The paper that refuses it.
    paper: Option<String>,
    /// Where it is taken back.
    withdrawal: Option<String>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, document)): Path<(RecordId, u16)>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Result<Page<RequestPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::AskAsHolder>(&current.actor).map_err(hidden)?;
    let form = FormData::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let again = Again {
        form,
        ..Again::default()
    };
    page(&room, &seen, document, &reader, again).await.map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, document)): Path<(RecordId, u16)>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::AskAsHolder>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let mut posted = read_papers(&room, &names, request).await?;
    let key = Key::new(posted.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let mut errors = wrong_papers(&posted);
    let party = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.applicant;
    let papers = SentPapers::of(&room, party, &mut posted).await?;
    match RequestKind::from_text(posted.form.value("kind")) {
        None => errors.add("kind", "request-kind-missing"),
        Some(kind) if errors.is_empty() => {
            let command = MakeRequest {
                document,
                kind,
                words: posted.form.value("words").to_owned(),
                proof: papers.hand_in(&room, id).await?.into_iter().next(),
            };
            let made = room
                .ledger
                .submit::<Applications, _>(&permit, id, command, key.and("request"));
            match made.await {
                Ok(receipt) => {
                    papers.handed_in(&room, party, receipt.replayed).await;
                    return Ok(Redirect::to(&format!("{}?said=asked", address(id, document))).into_response());
                }
                Err(SubmitError::Refused(refusal)) => errors.add(field_of(&refusal), refused(&refusal)),
                Err(other) => {
                    papers.discard(&room).await;
                    return Err(not_done(other));
                }
            }
        }
        Some(_) => {}
    }
    let kept = papers.keep(&room, party, &current, &names).await?;
    let name = reader.texts.say("request-proof").to_string();
    let kept = kept.into_iter().map(|paper| KeptPaper {
        name: name.clone(),
        ..paper
    });
    let again = Again {
        form: posted.form,
        errors,
        kept: kept.collect(),
    };
    // A certificate that has been replaced meanwhile is asked about no more, and what was typed is shown nevertheless.
    let page = page(&room, &seen, document, &reader, again).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// `GET /applications/{id}/requests/{request}/proof`
pub(super) async fn proof(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, request)): Path<(RecordId, RequestNumber)>,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let known = seen.application.request(request).ok_or(Problem::NotFound)?;
    let paper = known.requested.proof.as_ref().ok_or(Problem::NotFound)?;
    room.paper(id, paper).await
}

/// `POST /applications/{id}/requests/{request}/withdrawals`
pub(super) async fn withdraw(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, request)): Path<(RecordId, RequestNumber)>,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::AskAsHolder>(&current.actor).map_err(hidden)?;
    let known = seen.application.request(request).ok_or(Problem::NotFound)?;
    let document = known.requested.document;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?).and("withdrawal");
    let withdrawn = room
        .ledger
        .submit::<Applications, _>(&permit, id, WithdrawRequest { request }, key);
    withdrawn.await.map_err(not_done)?;
    Ok(Redirect::to(&format!("{}?said=withdrawn", address(id, document))).into_response())
}

/// Where something is asked about a certificate.
pub(super) fn address(application: RecordId, document: u16) -> String {
    format!("/applications/{application}/documents/{document}/requests")
}

/// The key of what is asked for.
pub(super) fn kind_key(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Change => "request-change",
        RequestKind::Prolong => "request-prolong",
        RequestKind::Reissue => "request-reissue",
        RequestKind::Correct => "request-correct",
        RequestKind::Cancel => "request-cancel",
    }
}

/// What is asked about a certificate and not decided, in one sentence each.
pub(super) fn open_in_words(t: &Texts, seen: &Seen, document: u16) -> Vec<String> {
    let open = seen
        .application
        .open_requests()
        .filter(|request| request.document == document);
    open.map(|request| {
        t.say("request-open")
            .with("what", t.say(kind_key(request.requested.kind)).to_string())
            .with("until", t.long_day(&request.due.day))
            .to_string()
    })
    .collect()
}

fn field_of(refusal: &Refusal) -> &'static str {
    if let Refusal::WordsMissing | Refusal::WordsTooLong { .. } = refusal {
        "words"
    } else {
        "kind"
    }
}

async fn page(room: &ApplicationRoom, seen: &Seen, document: u16, reader: &Reader, again: Again) -> Result<RequestPage, Problem> {
    let (application, t) = (&seen.application, &reader.texts);
    let Again { form, errors, kept } = again;
    let certificate = application
        .document(document)
        .filter(|document| document.kind == DocumentKind::Decision && document.is_open_to_applicant())
        .ok_or(Problem::NotFound)?;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let today = room.today();
    let name = name(&names, certificate).plain().to_owned();
    let kinds = application.may_be_asked(document, today);
    Ok(RequestPage {
        chrome: reader.portal("request-title", Place::Licences),
        trail: vec![
            (called(&names, application), format!("/applications/{}", seen.record)),
            (
                t.say("documents").to_string(),
                format!("/applications/{}/documents", seen.record),
            ),
            (name.clone(), format!("/applications/{}/documents/{document}", seen.record)),
        ],
        number: certificate.number.clone(),
        valid_until: certificate.valid_until.map(|day| t.long_day(&day)).unwrap_or_default(),
        said: match form.value("said") {
            "asked" => Some("request-said-asked"),
            "withdrawn" => Some("request-said-withdrawn"),
            _ => None,
        },
        asked: asked(room, seen, document, &names).await?,
        consequences: match kinds.is_empty() {
            true => Vec::new(),
            false => consequences(room, seen, certificate, &names)?,
        },
        kinds: kinds
            .into_iter()
            .map(|kind| Choice::new(kind.as_str(), t.say(kind_key(kind))).explained(hint(t, kind, certificate, today)))
            .collect(),
        action: address(seen.record, document),
        back: format!("/applications/{}/documents/{document}", seen.record),
        proof: proof_box(t),
        name,
        form,
        errors,
        kept,
    })
}

/// The box for what the request is proven with.
fn proof_box(t: &Texts) -> PaperBox {
    PaperBox {
        name: format!("{BOX_PREFIX}{PROOF}"),
        label: t.say("request-proof").to_string(),
        hint: t
            .say("request-proof-hint")
            .with("megabytes", REQUEST_PROOF_MEGABYTES_MAX)
            .to_string(),
        accept: ".pdf,.jpg,.jpeg,.png".to_owned(),
        bytes_max: u64::from(REQUEST_PROOF_MEGABYTES_MAX) << 20,
    }
}

/// What to write; of a prolongation, what silence is worth.
fn hint(t: &Texts, kind: RequestKind, certificate: &IssuedDocument, today: Day) -> String {
    match (kind, certificate.valid_until) {
        (RequestKind::Change, _) => t.say("request-change-hint").to_string(),
        (RequestKind::Reissue, _) => t.say("request-reissue-hint").to_string(),
        (RequestKind::Correct, _) => t.say("request-correct-hint").to_string(),
        (RequestKind::Cancel, _) => t.say("request-cancel-hint").to_string(),
        (RequestKind::Prolong, None) => String::new(),
        (RequestKind::Prolong, Some(last)) => {
            let key = match is_in_time(last, today) {
                true => "request-prolong-hint",
                false => "request-prolong-hint-late",
            };
            t.say(key)
                .with("last", t.long_day(&last))
                .with("by", t.long_day(&last.plus(-PROLONG_DAYS_BEFORE)))
                .to_string()
        }
    }
}

/// Who decides until when, and what can be done against it.
fn consequences(
    room: &ApplicationRoom,
    seen: &Seen,
    certificate: &IssuedDocument,
    names: &Names<'_>,
) -> Result<Vec<String>, Problem> {
    let t = names.texts;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let from = room.ledger.almanac().effective_day(room.ledger.now(), filing.region);
    let until = decided_by(RequestKind::Change, certificate, from, &room.calendar(filing.region)).day;
    let decides = t
        .say("request-decides")
        .with("organ", names.organ(&certificate.organ).plain())
        .with("days", DECIDED_WITHIN_DAYS)
        .with("until", t.long_day(&until));
    let more = [
        "request-granted-follows",
        "request-refused-follows",
        "request-withdrawal-follows",
    ];
    let more = more.into_iter().map(|key| t.say(key).to_string());
    Ok(std::iter::once(decides.to_string()).chain(more).collect())
}

/// What was asked about a certificate, or about one in whose place it stands, the newest first.
async fn asked(room: &ApplicationRoom, seen: &Seen, document: u16, names: &Names<'_>) -> Result<Vec<Asked>, Problem> {
    let is_about = |request: &&HolderRequest| request.document == document || request.requested.document == document;
    let requests: Vec<&HolderRequest> = seen.application.requests.iter().rev().filter(is_about).collect();
    let paths: Vec<String> = requests.iter().map(|request| request.requested.number.words_path()).collect();
    let words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let (calendar, today) = (room.calendar(filing.region), room.today());
    let said = requests.iter().zip(&paths).map(|(request, path)| {
        let words = words.get(path).and_then(|words| words.as_str()).unwrap_or_default();
        let lamp = lamp(names.texts, request, &calendar, today);
        one(seen, names, request, (words, lamp, today))
    });
    Ok(said.collect())
}

fn one(seen: &Seen, names: &Names<'_>, request: &HolderRequest, (words, lamp, today): (&str, Lamp, Day)) -> Asked {
    let (t, requested) = (names.texts, &request.requested);
    let paper = match request.outcome {
        Some(RequestOutcome::Refused { document, .. }) => seen.application.document(document),
        Some(RequestOutcome::Granted(_) | RequestOutcome::Deemed(_) | RequestOutcome::Withdrawn(_) | RequestOutcome::Lapsed)
        | None => None,
    };
    let paper = paper.filter(|paper| paper.is_open_to_applicant());
    Asked {
        kind: t.say(kind_key(requested.kind)).to_string(),
        day: t.long_day(&requested.day),
        words: words.to_owned(),
        lamp,
        said: state(names, request, today),
        proof: requested
            .proof
            .as_ref()
            .map(|_| format!("/applications/{}/requests/{}/proof", seen.record, requested.number)),
        paper: paper.map(|paper| format!("/applications/{}/documents/{}", seen.record, paper.ordinal)),
        withdrawal: request
            .outcome
            .is_none()
            .then(|| format!("/applications/{}/requests/{}/withdrawals", seen.record, requested.number)),
    }
}

fn lamp(t: &Texts, request: &HolderRequest, calendar: &Calendar, today: Day) -> Lamp {
    match request.outcome {
        None => due_lamp(t, request.due.light_days(), calendar, today),
        Some(RequestOutcome::Granted(_)) => Lamp::new(Shape::Done, t.say("request-is-granted")),
        Some(RequestOutcome::Deemed(_)) => Lamp::new(Shape::Done, t.say("request-is-deemed")),
        Some(RequestOutcome::Refused { .. }) => Lamp::new(Shape::Red, t.say("request-is-refused")),
        Some(RequestOutcome::Withdrawn(_)) => Lamp::new(Shape::Open, t.say("request-is-withdrawn")),
        Some(RequestOutcome::Lapsed) => Lamp::new(Shape::Open, t.say("request-is-lapsed")),
    }
}

/// How it stands, in a sentence.
fn state(names: &Names<'_>, request: &HolderRequest, today: Day) -> String {
    let (t, requested) = (names.texts, &request.requested);
    let is_late = request.due.light_days().is_past(today);
    let said = match (request.outcome, requested.silence_grants_after) {
        (None, Some(last)) => {
            let key = match is_late {
                true => "request-late-silence",
                false => "request-waits-silence",
            };
            t.say(key)
                .with("until", t.long_day(&request.due.day))
                .with("last", t.long_day(&last))
        }
        (None, None) => {
            let key = match is_late {
                true => "request-late",
                false => "request-waits",
            };
            t.say(key).with("until", t.long_day(&request.due.day))
        }
        (Some(RequestOutcome::Granted(day)), _) => t.say("request-was-granted").with("day", t.long_day(&day)),
        (Some(RequestOutcome::Deemed(day)), _) => t.say("request-was-deemed").with("day", t.long_day(&day)),
        (Some(RequestOutcome::Refused { day, .. }), _) => t.say("request-was-refused").with("day", t.long_day(&day)),
        (Some(RequestOutcome::Withdrawn(day)), _) => t.say("request-was-withdrawn").with("day", t.long_day(&day)),
        (Some(RequestOutcome::Lapsed), _) => t.say("request-has-lapsed"),
    };
    said.to_string()
}
