//! `/verify`: anybody can check whether a paper is genuine and still stands.

use std::sync::Arc;

use askama::Template;
use authority::{Actor, Permit, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use catalogue::{Names, Words};
use front::reader::encoded;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{ApplicationNumber, RecordId};
use ledger::{Ledger, Unavailable};
use people::Caller;

use super::trouble::{not_rendered, unavailable};
use crate::documents::{check_code, check_number, kind_key};
use crate::public_notice::organ;
use crate::record::document::{DocumentKind, IssuedDocument, Standing};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;
use crate::views::{by_number, documents_numbered};

#[derive(Template)]
#[template(path = "pages/verification.html")]
pub(super) struct VerificationPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/verified.html")]
pub(super) struct VerifiedPage {
    chrome: Chrome,
    checked: Option<Checked>,
}

pub(super) async fn new(reader: Reader) -> Page<VerificationPage> {
    Page(VerificationPage {
        chrome: reader.portal("verify-title", Place::Nowhere),
        form: FormData::default(),
        errors: FormErrors::default(),
    })
}

pub(super) async fn create(reader: Reader, form: FormData) -> Response {
    let mut errors = FormErrors::default();
    let number = form.value("number").trim().to_owned();
    if number.is_empty() {
        errors.add("number", "verify-number-missing");
    }
    let code: String = form
        .value("code")
        .trim()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if code.is_empty() {
        errors.add("code", "verify-code-missing");
    }
    match errors.is_empty() {
        true => Redirect::to(&format!("/verify/{}/{}", encoded(&number), code.to_uppercase())).into_response(),
        false => {
            let page = VerificationPage {
                chrome: reader.portal("verify-title", Place::Nowhere),
                form,
                errors,
            };
            (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
        }
    }
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    Path((number, code)): Path<(String, String)>,
    caller: Caller,
    reader: Reader,
) -> Result<Page<VerifiedPage>, Problem> {
    room.people.count_unsigned(caller).await?;
    let checked = facts(&room, &number, &code, &reader).await?;
    if checked.is_some() {
        room.people.forgive_unsigned(caller).await?;
    }
    let chrome = reader.portal("verify-title", Place::Nowhere);
    Ok(Page(VerifiedPage { chrome, checked }))
}

/// What the register says of a paper; nothing when number and code do not belong together.
async fn facts(room: &ApplicationRoom, number: &str, code: &str, reader: &Reader) -> Result<Option<Checked>, Problem> {
    let Some((record, application, ordinal)) = found(&room.ledger, number, code).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let document = application.document(ordinal).ok_or(Problem::NotFound)?;
    let region = application
        .filing
        .as_ref()
        .map(|filing| filing.region)
        .ok_or(Problem::NotFound)?;
    let _permit = Permit::<acts::CheckDocument>::public(&Actor::visitor(), record, region);
    let release = room.release_of(&application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = Names::new(&release, t);
    let certificate = document
        .item
        .as_ref()
        .filter(|_| document.kind == DocumentKind::Decision)
        .and_then(|item| release.item(item))
        .and_then(|item| item.certificate.as_ref());
    let name = match certificate {
        Some(certificate) => names.certificate(certificate),
        None => Words::own(t.say(kind_key(document.kind)).to_string()),
    };
    let registered = if document.kind == DocumentKind::Decision {
        Some(room.registered(record, &application, document).await.map_err(not_rendered)?)
    } else {
        None
    };
    let holder = registered.as_ref().map(|registered| Words::own(registered.holder.clone()));
    let entries = registered.into_iter().flat_map(|registered| registered.entries);
    let entries = entries.map(|entry| (names.words(&entry.label, None), names.words(&entry.value, None)));
    let validity = certificate
        .filter(|_| document.valid_until.is_none())
        .and_then(|certificate| certificate.validity.as_deref());
    let fact = |key: &str, value: Option<Words>| value.map(|value| (t.say(key).to_string(), value));
    let day = |day: Option<Day>| day.map(|day| Words::own(t.long_day(&day)));
    let facts = [
        fact("licence", Some(name)),
        fact("verify-holder", holder),
        fact("document-number", Some(Words::own(document.number.clone()))),
        fact("case-organ", Some(organ(&names, &document.organ))),
        fact("decided-on", day(Some(document.day))),
        fact("validity", validity.map(|validity| names.words(validity, None))),
        fact("valid-until", day(document.valid_until)),
        fact(
            "verify-digest",
            document.file.as_ref().map(|file| Words::own(file.digest.clone())),
        ),
    ];
    let facts = facts.into_iter().flatten().collect();
    let (stands_no_more, since) = match document.standing {
        Standing::InForce if document.has_expired(room.today()) => ("verify-standing-expired", document.valid_until),
        Standing::InForce => ("", None),
        Standing::Replaced { on, .. } => ("verify-standing-replaced", Some(on)),
        Standing::Revoked { on, .. } => ("verify-standing-revoked", Some(on)),
        Standing::Withdrawn { on, .. } => ("verify-standing-withdrawn", Some(on)),
        Standing::Cancelled { on, .. } => ("verify-standing-cancelled", Some(on)),
    };
    Ok(Some(Checked {
        genuine: if document.kind == DocumentKind::Decision {
            "verify-genuine"
        } else {
            "verify-genuine-paper"
        },
        stands_no_more,
        since: since.map(|day| t.long_day(&day)).unwrap_or_default(),
        facts,
        entries: entries.collect(),
    }))
}

/// What the register says.
struct Checked {
    /// The key of what it is if it stands.
    genuine: &'static str,
    /// The key of why it does not; empty while it does.
    stands_no_more: &'static str,
    since: String,
    facts: Vec<(String, Words)>,
    /// What stands on a certificate, label by label.
    entries: Vec<(Words, Words)>,
}

/// A number as papers print it: people type 〔2026〕 with the brackets that their keyboard has.
fn as_printed(number: &str) -> String {
    let printed = |character| match character {
        '[' | '［' | '(' | '（' | '【' => '〔',
        ']' | '］' | ')' | '）' | '】' => '〕',
        other => other,
    };
    number.trim().chars().map(printed).collect()
}

/// The served paper that was issued under a number, if the code is the one printed on it: the number of its case, that of the
/// application with the paper's place in it, or the paper's own (文号).
pub(crate) async fn found(
    ledger: &Ledger,
    number: &str,
    code: &str,
) -> Result<Option<(RecordId, Arc<Application>, u16)>, Unavailable> {
    let number = as_printed(number);
    let number = number.as_str();
    let filed = number.rsplit_once('-').map(|(application, _)| application.to_owned());
    let mut records: Vec<RecordId> = Vec::new();
    if let Some(filed) = filed.filter(|filed| filed.parse::<ApplicationNumber>().is_ok()) {
        records.extend(by_number(ledger, &filed).await?);
    } else {
        records.extend(documents_numbered(ledger, number).await?.iter().map(|row| row.application));
    }
    for record in records {
        let Some(snapshot) = ledger.state::<Applications>(record).await? else {
            continue;
        };
        let genuine = |document: &&Arc<IssuedDocument>| {
            let check_number = check_number(&snapshot.state, document);
            // Every version of a certificate bears the number of its case beside a code of its own.
            let case = document.item.as_ref().and_then(|item| snapshot.state.case(item));
            let is_of_case = case.is_some_and(|case| case.number.to_string() == number);
            let named = is_of_case || check_number == number || document.number == number;
            named && document.delivery.served_on().is_some() && check_code(ledger, record, &check_number) == code.to_uppercase()
        };
        let ordinal = snapshot.state.documents.iter().find(genuine).map(|document| document.ordinal);
        if let Some(ordinal) = ordinal {
            return Ok(Some((record, snapshot.state, ordinal)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::as_printed;

    #[test]
    fn a_number_is_found_with_whatever_brackets_it_is_typed() {
        for typed in ["滨市监食经〔2026〕40号", "滨市监食经[2026]40号", " 滨市监食经（2026）40号"] {
            assert_eq!(as_printed(typed), "滨市监食经〔2026〕40号");
        }
    }
}
