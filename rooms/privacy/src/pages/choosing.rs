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
use crate::record::plan::Phase;
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
    /// Why it cannot be asked for now, and what can be done instead.
    obstacle: Option<Obstacle>,
    /// The request that waits for its answer, where the same was asked before.
    before: Option<String>,
    form: FormData,
    errors: FormErrors,
}

/// Why something cannot be asked for now.
struct Obstacle {
    message: Message,
    /// What can be done instead: addresses with the keys of their words.
    instead: Vec<(String, &'static str)>,
}

impl From<Message> for Obstacle {
    fn from(message: Message) -> Self {
        Self {
            message,
            instead: Vec::new(),
        }
    }
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
    let asked = Shown {
        form: query,
        errors: FormErrors::default(),
        before: None,
    };
    respond(&room, &reader, account, as_person, asked, StatusCode::OK).await
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
            let shown = Shown {
                form,
                errors: FormErrors::one(not_asked.field, not_asked.message),
                before: not_asked.before,
            };
            respond(&room, &reader, account, true, shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What a form asks for; the same names serve programs.
pub(crate) fn asked(form: &FormData) -> Result<Asked, NotAsked> {
    let missing = NotAsked::new;
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

/// The form as it is shown.
struct Shown {
    form: FormData,
    errors: FormErrors,
    /// The request that waits for its answer, where the same was asked before.
    before: Option<RecordId>,
}

async fn respond(
    room: &PrivacyRoom,
    reader: &Reader,
    account: RecordId,
    as_person: bool,
    shown: Shown,
    status: StatusCode,
) -> Result<Response, Problem> {
    let Shown { form, errors, before } = shown;
    let wish = WISHES
        .into_iter()
        .find(|wish| *wish == form.value("wish"))
        .ok_or(Problem::NotFound)?;
    let held = holdings::of(room, account).await.map_err(unavailable)?;
    let t = &reader.texts;
    let parts = match wish {
        // The account ends by a right of its own.
        "erasure" => choices(reader, &held, held.parts().into_iter().filter(|part| *part != Part::Account)),
        "restriction" => choices(reader, &held, held.restrictable()),
        _ => Vec::new(),
    };
    let grounds = ErasureGround::ALL.map(|ground| Choice::new(ground.as_str(), t.say(ground.key())));
    let corrections = if wish == "correction" {
        corrections(room, reader, &held).await?
    } else {
        Vec::new()
    };
    let obstacle = match wish {
        "closing" => asking::closing(&held).err().map(Obstacle::from),
        "erasure" | "restriction" if parts.is_empty() => Some(nothing_to(wish)),
        _ => None,
    };
    let page = ChoosingPage {
        title: t.say(&format!("data-ask-{wish}")).to_string(),
        how: t.say(&format!("data-how-{wish}")).to_string(),
        wish,
        as_person,
        parts,
        grounds: grounds.to_vec(),
        corrections,
        obstacle,
        before: before.map(|id| format!("/account/data/requests/{id}")),
        chrome: reader.portal(&format!("data-ask-{wish}"), Place::Nowhere),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}

fn choices(reader: &Reader, held: &Holdings, parts: impl IntoIterator<Item = Part>) -> Vec<Choice> {
    let choice = |part: Part| Choice::new(part.to_string(), part_name(reader, held, part));
    parts.into_iter().map(choice).collect()
}

/// The person has nothing of what could be chosen: what there is otherwise.
fn nothing_to(wish: &str) -> Obstacle {
    let right = |wish: &str| format!("/account/data/requests/new?wish={wish}");
    let (message, instead) = match wish {
        "erasure" => (
            "data-nothing-to-erase",
            vec![
                ("/account".to_owned(), "data-instead-account"),
                (right("correction"), "data-instead-correction"),
                (right("closing"), "data-instead-closing"),
            ],
        ),
        _ => (
            "data-nothing-to-restrict",
            vec![
                ("/account/looks".to_owned(), "data-instead-looks"),
                (right("erasure"), "data-instead-erasure"),
                (right("explanation"), "data-instead-explanation"),
            ],
        ),
    };
    Obstacle {
        message: Message::new(message),
        instead,
    }
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
            .filter(|field| asking::is_corrected_here(field));
        choices.extend(fields.map(|field| {
            let value = format!("form/{application}/{}/{}", part.id, field.id);
            Choice::new(value, format!("{}: {}", thing.title, names.field(field).plain()))
        }));
    }
    Ok(choices)
}
