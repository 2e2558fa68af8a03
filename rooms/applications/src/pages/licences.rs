//! `/licences`: every certificate that was served to me.

use askama::Template;
use authority::{ActName, Scope, scope};
use axum::extract::State;
use calendar::Day;
use catalogue::{Names, Words};
use front::furniture::{Lamp, Shape};
use front::{Chrome, Page, Place, Problem, Reader};
use people::RequireSignedIn;
use procedure::definition::ItemId;

use super::request::{address, kind_key};
use super::trouble::unavailable;
use crate::record::request::RequestKind;
use crate::room::ApplicationRoom;
use crate::views::certificates_of;

#[derive(Template)]
#[template(path = "pages/licences.html")]
pub(super) struct LicencesPage {
    chrome: Chrome,
    lines: Vec<Line>,
}

struct Line {
    name: Words,
    address: String,
    number: String,
    served: String,
    valid_until: String,
    lamp: Lamp,
    /// What its holder has asked for and nobody has decided.
    requested: Vec<String>,
    /// Where its holder asks for something about it.
    request: Option<String>,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<LicencesPage>, Problem> {
    current.actor.party().ok_or(Problem::NotFound)?;
    let (release, today) = (room.catalogue.current(), room.today());
    let rows = certificates_of(&room.ledger, &current.actor).await.map_err(unavailable)?;
    let names = Names::new(&release, &reader.texts);
    let may_ask = scope(&current.actor, ActName::AskAsHolder) != Scope::Nothing;
    let lines = rows
        .into_iter()
        .map(|row| {
            let item = release.item(&ItemId::from(row.item.as_str()));
            let certificate = item
                .and_then(|item| item.certificate.as_ref())
                .map(|certificate| names.certificate(certificate));
            Line {
                name: certificate
                    .or_else(|| item.map(|item| names.item(item)))
                    .unwrap_or_else(|| Words::own(row.item.as_str())),
                address: format!("/applications/{}/documents/{}", row.application, row.ordinal),
                request: (may_ask && row.stands_on(today)).then(|| address(row.application, row.ordinal)),
                number: row.number,
                served: row.served.map(|day| reader.texts.long_day(&day)).unwrap_or_default(),
                valid_until: row.valid_until.map(|day| reader.texts.long_day(&day)).unwrap_or_default(),
                lamp: lamp(&reader.texts, &row.standing, row.valid_until, today),
                requested: requested(&reader.texts, &row.requested),
            }
        })
        .collect();
    Ok(Page(LicencesPage {
        chrome: reader.portal("place-licences", Place::Licences),
        lines,
    }))
}

/// What was asked for about a certificate.
fn requested(t: &front::Texts, kinds: &[RequestKind]) -> Vec<String> {
    let said = |kind: &RequestKind| {
        t.say("request-under-way")
            .with("what", t.say(kind_key(*kind)).to_string())
            .to_string()
    };
    kinds.iter().map(said).collect()
}

/// Whether a certificate stands, and for how long it still does.
fn lamp(t: &front::Texts, standing: &str, valid_until: Option<Day>, today: Day) -> Lamp {
    match (standing, valid_until) {
        ("replaced", _) => Lamp::new(Shape::Open, t.say("standing-replaced")),
        ("revoked", _) => Lamp::new(Shape::Red, t.say("standing-revoked")),
        ("withdrawn", _) => Lamp::new(Shape::Red, t.say("paper-withdrawn")),
        ("cancelled", _) => Lamp::new(Shape::Open, t.say("standing-cancelled")),
        (_, Some(last)) if last < today => Lamp::new(Shape::Red, t.say("standing-expired")),
        (_, Some(last)) if last.since(today) <= PROLONG_DAYS_BEFORE => {
            Lamp::new(Shape::Yellow, t.say("standing-ends-soon").with("days", last.since(today)))
        }
        _ => Lamp::new(Shape::Done, t.say("standing-in-force")),
    }
}

/// Prolongation is to be asked for thirty days before the end (行政许可法 50); two months before, the holder is told.
const PROLONG_DAYS_BEFORE: i32 = 60;
