//! `/desk/documents/{application}/{document}/afterwards`: proposing what is to become of a certificate.

use askama::Template;
use authority::{Permit, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::{CurrentActor, RequireSignedIn};
use procedure::definition::DocumentKind;
use serde::de::DeserializeOwned;

use super::document_list::name;
use super::request::kind_key;
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::afterwards::Afterwards;
use crate::record::command::Propose;
use crate::record::document::{IssuedDocument, Standing};
use crate::record::proposal::{Proposal, ProposedOn};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/afterwards.html")]
pub(super) struct AfterwardsPage {
    chrome: Chrome,
    name: String,
    number: String,
    valid_until: String,
    /// What the holder asks for meanwhile, and where that is answered.
    asked: Vec<(String, String)>,
    address: String,
    back: String,
    whats: Vec<Choice>,
    grounds: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
}

/// What can be done, each with the key of its words.
const WHATS: [(&str, &str); 7] = [
    ("correct", "afterwards-correct"),
    ("reissue", "afterwards-reissue"),
    ("change", "afterwards-change"),
    ("prolong", "afterwards-prolong"),
    ("revoke", "afterwards-revoke"),
    ("withdraw", "afterwards-withdraw"),
    ("cancel", "afterwards-cancel"),
];

/// The grounds of law, each with the key of its words.
const GROUNDS: [(&str, &str); 12] = [
    ("abuse_of_power", "ground-abuse_of_power"),
    ("beyond_power", "ground-beyond_power"),
    ("against_procedure", "ground-against_procedure"),
    ("not_entitled", "ground-not_entitled"),
    ("deceit", "ground-deceit"),
    ("law_changed", "ground-law_changed"),
    ("circumstances_changed", "ground-circumstances_changed"),
    ("expired", "ground-expired"),
    ("holder_gone", "ground-holder_gone"),
    ("dissolved", "ground-dissolved"),
    ("impossible", "ground-impossible"),
    ("other", "ground-other"),
];

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, document)): Path<(RecordId, u16)>,
    reader: Reader,
) -> Result<Page<AfterwardsPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let (certificate, _) = certificate(&seen, &current, document)?;
    Ok(Page(page(
        &room,
        &seen,
        certificate,
        &reader,
        FormData::default(),
        FormErrors::default(),
    )?))
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, document)): Path<(RecordId, u16)>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let (certificate, permit) = certificate(&seen, &current, document)?;
    let again = |form: FormData, errors: FormErrors| {
        let page = page(&room, &seen, certificate, &reader, form, errors)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
    };
    let act = match read(&form) {
        Ok(act) => act,
        Err(errors) => return again(form, errors),
    };
    let item = certificate.item.clone().ok_or(Problem::NotFound)?;
    let command = Propose {
        on: ProposedOn::Case(item),
        proposal: Proposal::Afterwards { document, what: act },
        answers: None,
        reasons: form.value("reasons").to_owned(),
    };
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?).and("afterwards");
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}/documents?proposed")).into_response()),
        Err(SubmitError::Refused(refusal)) => {
            let field =
                if let Refusal::NothingToProlong | Refusal::NotProlonged { .. } | Refusal::ProlongedTooFar { .. } = refusal {
                    "until"
                } else if let Refusal::ProlongedTooLate { .. } | Refusal::AskedInTheFuture = refusal {
                    "asked"
                } else if let Refusal::NotExpired = refusal {
                    "ground"
                } else if let Refusal::WordsMissing | Refusal::WordsTooLong { .. } = refusal {
                    "reasons"
                } else {
                    "what"
                };
            again(form, FormErrors::one(field, refused(&refusal)))
        }
        Err(other) => Err(not_done(other)),
    }
}

/// A certificate that stands, and the permit to propose something about it: at the desk of the organ that issued it.
pub(crate) fn certificate<'a>(
    seen: &'a Seen,
    current: &CurrentActor,
    document: u16,
) -> Result<(&'a IssuedDocument, Permit<acts::WorkOnStep>), Problem> {
    let certificate = seen
        .application
        .document(document)
        .filter(|document| document.kind == DocumentKind::Decision && document.standing == Standing::InForce)
        .ok_or(Problem::NotFound)?;
    let permit = seen.permit_to_handle(&current.actor, &certificate.organ).map_err(hidden)?;
    Ok((certificate, permit))
}

/// What the form asks for.
fn read(form: &FormData) -> Result<Afterwards, FormErrors> {
    match form.value("what") {
        "correct" => Ok(Afterwards::Correct),
        "reissue" => Ok(Afterwards::Reissue),
        "change" => Ok(Afterwards::Change),
        "prolong" => {
            let Ok(until) = form.value("until").trim().parse::<Day>() else {
                return Err(FormErrors::one("until", "afterwards-until-missing"));
            };
            match form.value("asked").trim().parse::<Day>() {
                Ok(asked) => Ok(Afterwards::Prolong {
                    until,
                    asked: Some(asked),
                }),
                Err(_) => Err(FormErrors::one("asked", "afterwards-asked-missing")),
            }
        }
        "revoke" => ground(form).map(|ground| Afterwards::Revoke { ground }),
        "withdraw" => ground(form).map(|ground| Afterwards::Withdraw { ground }),
        "cancel" => ground(form).map(|ground| Afterwards::Cancel { ground }),
        _ => Err(FormErrors::one("what", "afterwards-what-missing")),
    }
}

/// A ground of the list that belongs to the act; one of another list is none.
fn ground<G: DeserializeOwned>(form: &FormData) -> Result<G, FormErrors> {
    serde_json::from_value(form.value("ground").into()).map_err(|_| FormErrors::one("ground", "afterwards-ground-missing"))
}

fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    certificate: &IssuedDocument,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<AfterwardsPage, Problem> {
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = catalogue::Names::new(&release, t);
    let choice = |(value, key): &(&str, &str)| Choice::new(*value, t.say(key));
    Ok(AfterwardsPage {
        chrome: reader.desk("afterwards-title", Place::Cases),
        name: name(&names, certificate).plain().to_owned(),
        number: certificate.number.clone(),
        valid_until: certificate.valid_until.map(|day| t.long_day(&day)).unwrap_or_default(),
        asked: asked(t, seen, certificate),
        address: format!("/desk/documents/{}/{}/afterwards", seen.record, certificate.ordinal),
        back: format!("/applications/{}/documents", seen.record),
        whats: WHATS.iter().map(choice).collect(),
        grounds: GROUNDS.iter().map(choice).collect(),
        form,
        errors,
    })
}

/// What is asked about a certificate and not decided: what is proposed here is no answer to it.
fn asked(t: &Texts, seen: &Seen, certificate: &IssuedDocument) -> Vec<(String, String)> {
    let open = seen.application.open_requests();
    let open = open.filter(|request| request.document == certificate.ordinal);
    open.map(|request| {
        let what = t.say(kind_key(request.requested.kind)).to_string();
        (
            t.say("afterwards-asked-open").with("what", what).to_string(),
            format!("/desk/{}/requests/{}", seen.record, request.requested.number),
        )
    })
    .collect()
}
