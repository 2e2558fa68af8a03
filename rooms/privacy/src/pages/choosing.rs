//! `/account/data/requests`: using a right, one question after another on one page for each right.

use applications::record::Applications;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::form::Asked as Query;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;

use super::data::owner;
use super::told::{part_name, release_of};
use crate::asking::{self, Asked, NotAsked, ask};
use crate::holdings::{self, Holdings, Thing};
use crate::record::plan::{self, Phase};
use crate::record::{Correction, ErasureGround, Part, Wish};
use crate::room::PrivacyRoom;
use crate::words::unavailable;

#[derive(Template)]
#[template(path = "pages/choosing.html")]
struct ChoosingPage {
    chrome: Chrome,
    wish: &'static str,
    title: String,
    how: String,
    /// Whether the reader acts as a person; who does not changes to that first.
    as_person: bool,
    parts: Vec<Choice>,
    grounds: Vec<Choice>,
    corrections: Vec<Choice>,
    /// Why an account cannot end yet.
    obstacle: Option<Message>,
    form: FormData,
    errors: FormErrors,
}

/// The rights that can be asked for, as addresses and forms name them.
pub(super) const WISHES: [&str; 5] = ["correction", "erasure", "restriction", "explanation", "closing"];

/// `GET /account/data/requests/new?wish=…`
pub(super) async fn new(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Query(query): Query,
    reader: Reader,
) -> Result<Response, Problem> {
    let account = owner(&room, &current)?;
    let as_person = current.actor.capacity == authority::Capacity::Person;
    respond(
        &room,
        &reader,
        account,
        as_person,
        query,
        FormErrors::default(),
        StatusCode::OK,
    )
    .await
}

/// `POST /account/data/requests`
pub(super) async fn create(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let account = owner(&room, &current)?;
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("data-request");
    let outcome = match asked(&form) {
        Ok(asked) => ask(&room, &current, asked, key).await?,
        Err(not_asked) => Err(not_asked),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("/account/data/requests/{id}")).into_response()),
        Err(not_asked) => {
            let errors = FormErrors::one(not_asked.field, not_asked.message);
            respond(&room, &reader, account, true, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What a form asks for; the same names serve programs.
pub(crate) fn asked(form: &FormData) -> Result<Asked, NotAsked> {
    let missing = |field: &'static str, key: &'static str| NotAsked {
        field,
        message: Message::new(key),
    };
    let parts = || -> Result<Vec<Part>, NotAsked> {
        let mut parts = Vec::new();
        for part in form.values("parts[]") {
            let part: Part = part.parse().map_err(|_| missing("parts", "data-request-nothing-chosen"))?;
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Ok(parts)
    };
    let wish = match form.value("wish") {
        "correction" => Wish::Correction {
            of: correction(form.value("of")).ok_or_else(|| missing("of", "data-request-of-missing"))?,
        },
        "erasure" => Wish::Erasure {
            parts: parts()?,
            ground: ErasureGround::named(form.value("ground")).ok_or_else(|| missing("ground", "data-request-ground-missing"))?,
        },
        "restriction" => Wish::Restriction { parts: parts()? },
        "explanation" => Wish::Explanation,
        "closing" => Wish::Closing,
        _ => return Err(missing("wish", "data-request-wish-missing")),
    };
    let is_correction = matches!(wish, Wish::Correction { .. });
    Ok(Asked {
        wish,
        words: form.value("words").to_owned(),
        corrected: is_correction.then(|| form.value("corrected").to_owned()),
    })
}

/// `name`, `resident_number`, or `form/APPLICATION/PART/FIELD`.
fn correction(text: &str) -> Option<Correction> {
    match text {
        "name" => return Some(Correction::Name),
        "resident_number" => return Some(Correction::ResidentNumber),
        _ => {}
    }
    let mut parts = text.split('/');
    let (Some("form"), Some(application), Some(part), Some(field), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    Some(Correction::Form {
        application: application.parse().ok()?,
        part: part.to_owned(),
        field: field.to_owned(),
    })
}

async fn respond(
    room: &PrivacyRoom,
    reader: &Reader,
    account: RecordId,
    as_person: bool,
    form: FormData,
    errors: FormErrors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let wish = WISHES
        .into_iter()
        .find(|wish| *wish == form.value("wish"))
        .ok_or(Problem::NotFound)?;
    let held = holdings::of(room, account).await.map_err(unavailable)?;
    let t = &reader.texts;
    let parts = match wish {
        "erasure" => choices(reader, &held, |_| true),
        "restriction" => choices(reader, &held, plan::can_be_restricted),
        _ => Vec::new(),
    };
    let grounds = ErasureGround::ALL.map(|ground| Choice::new(ground.as_str(), t.say(ground.key())));
    let corrections = if wish == "correction" {
        corrections(room, reader, &held).await?
    } else {
        Vec::new()
    };
    let obstacle = (wish == "closing").then(|| asking::closing(&held).err()).flatten();
    let page = ChoosingPage {
        title: t.say(&format!("data-ask-{wish}")).to_string(),
        how: t.say(&format!("data-how-{wish}")).to_string(),
        wish,
        as_person,
        parts,
        grounds: grounds.to_vec(),
        corrections,
        obstacle: obstacle.map(|not_asked| not_asked.message),
        chrome: reader.portal(&format!("data-ask-{wish}"), Place::Nowhere),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}

/// What may be chosen; the account ends by a right of its own.
fn choices(reader: &Reader, held: &Holdings, may: impl Fn(Part) -> bool) -> Vec<Choice> {
    let parts = held.parts().into_iter().filter(|part| *part != Part::Account && may(*part));
    parts
        .map(|part| Choice::new(part.to_string(), part_name(reader, held, part)))
        .collect()
}

/// Name, number, and the personal fields of forms whose applications run.
async fn corrections(room: &PrivacyRoom, reader: &Reader, held: &Holdings) -> Result<Vec<Choice>, Problem> {
    let t = &reader.texts;
    let mut choices = vec![
        Choice::new("name", t.say("data-value-name")),
        Choice::new("resident_number", t.say("data-value-resident-number")),
    ];
    for thing in held.things.iter().filter(|thing| thing.holding.phase == Phase::Running) {
        if let Part::Application(application) = thing.holding.part {
            choices.extend(personal_fields(room, reader, application, thing).await?);
        }
    }
    Ok(choices)
}

async fn personal_fields(
    room: &PrivacyRoom,
    reader: &Reader,
    application: RecordId,
    thing: &Thing,
) -> Result<Vec<Choice>, Problem> {
    let snapshot = room.ledger().state::<Applications>(application).await.map_err(unavailable)?;
    let Some(plan) = snapshot.and_then(|snapshot| snapshot.state.plan.clone()) else {
        return Ok(Vec::new());
    };
    let release = release_of(room, thing);
    let names = Names::new(&release, &reader.texts);
    let Some(matter) = release.matter(plan.matter.as_str()) else {
        return Ok(Vec::new());
    };
    let mut choices = Vec::new();
    for part in &matter.parts {
        let fields = part
            .fields
            .iter()
            .filter_map(|id| release.field(id))
            .filter(|field| field.personal);
        choices.extend(fields.map(|field| {
            let value = format!("form/{application}/{}/{}", part.id, field.id);
            Choice::new(value, format!("{}: {}", thing.title, names.field(field).plain()))
        }));
    }
    Ok(choices)
}
