//! Using a right: what is asked must be there, and be the person's own.

use applications::record::Applications;
use authority::{Party, Subject, acts};
use front::{Message, Problem};
use identity::{Phone, RecordId, ResidentNumber};
use ledger::Key;
use people::CurrentActor;
use people::record::PersonName;
use procedure::definition::{Field, FieldId, FieldKind};
use sha2::{Digest, Sha256};

use crate::holdings::{self, Holdings};
use crate::record::plan::Phase;
use crate::record::{Ask, Correction, DataRequest, DataRequests, Hindrance, Lift, Part, Refusal, TakeBack, Wish, once};
use crate::room::PrivacyRoom;
use crate::words::{said, submitted, unavailable};

/// The longest right value, in characters.
const CORRECTED_MAX: usize = 200;

/// Why nothing was asked: the field, and what to do.
#[derive(Debug)]
pub(crate) struct NotAsked {
    pub(crate) field: &'static str,
    pub(crate) message: Message,
    /// The request that waits for its answer, where the same was asked before.
    pub(crate) before: Option<RecordId>,
}

impl NotAsked {
    pub(crate) fn new(field: &'static str, key: &'static str) -> Self {
        Self::said(field, Message::new(key))
    }

    /// The right value cannot be read as what it is to be.
    fn unreadable(key: &'static str, arguments: Vec<(&'static str, String)>) -> Self {
        Self::said("corrected", people::said(key, arguments))
    }

    fn said(field: &'static str, message: Message) -> Self {
        Self {
            field,
            message,
            before: None,
        }
    }
}

impl From<Refusal> for NotAsked {
    fn from(refusal: Refusal) -> Self {
        Self::said(refusal.field(), said(refusal))
    }
}

/// What a person asks, in the own words.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) wish: Wish,
    pub(crate) words: String,
    pub(crate) corrected: Option<String>,
}

/// Asks. Whoever acts for an enterprise or in a post does so as a person first.
pub(crate) async fn ask(
    room: &PrivacyRoom,
    current: &CurrentActor,
    asked: Asked,
    key: Key,
) -> Result<Result<RecordId, NotAsked>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let city = room.ledger().city();
    // The same form sent twice asks once: its key names the record.
    let id = record_of(account, &key);
    let permit = current.permit::<acts::AskAboutData>(&Subject::new(id, city).of(Party::Person(account)))?;
    let held = holdings::of(room, account).await.map_err(unavailable)?;
    if let Err(not_asked) = admissible(room, &held, &asked).await? {
        return Ok(Err(not_asked));
    }
    let command = Ask {
        region: city,
        wish: asked.wish.clone(),
        words: asked.words,
        corrected: asked.corrected,
    };
    let answer = room.ledger().submit::<DataRequests, _>(&permit, id, command, key).await;
    match submitted(answer)? {
        Ok(receipt) => Ok(Ok(receipt.record)),
        Err(refusal) => {
            let before = if refusal == Refusal::AskedBefore {
                waiting(room, account, &asked.wish).await?
            } else {
                None
            };
            Ok(Err(NotAsked {
                before: before.map(|(id, _)| id),
                ..NotAsked::from(refusal)
            }))
        }
    }
}

/// The request for the same that waits for its answer.
pub(crate) async fn waiting(
    room: &PrivacyRoom,
    account: RecordId,
    wish: &Wish,
) -> Result<Option<(RecordId, DataRequest)>, Problem> {
    let ledger = room.ledger();
    let Some(id) = ledger.find(&once(account, wish)).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let snapshot = ledger.state::<DataRequests>(id).await.map_err(unavailable)?;
    Ok(snapshot.and_then(|snapshot| Some((id, Option::clone(&snapshot.state)?))))
}

async fn admissible(room: &PrivacyRoom, held: &Holdings, asked: &Asked) -> Result<Result<(), NotAsked>, Problem> {
    Ok(match &asked.wish {
        Wish::Erasure { parts, .. } | Wish::Restriction { parts } => {
            let known = held.parts();
            let are_own = parts.iter().all(|part| known.contains(part) && *part != Part::Account);
            if are_own {
                Ok(())
            } else {
                Err(NotAsked::from(Refusal::NothingChosen))
            }
        }
        Wish::Correction { of } => correct(room, held, of, asked.corrected.as_deref().unwrap_or_default()).await?,
        Wish::Explanation => Ok(()),
        Wish::Closing => closing(held).map_err(|message| NotAsked::said("words", message)),
    })
}

async fn correct(room: &PrivacyRoom, held: &Holdings, of: &Correction, corrected: &str) -> Result<Result<(), NotAsked>, Problem> {
    Ok(match of {
        Correction::Name => match corrected.parse::<PersonName>() {
            Ok(_) => Ok(()),
            Err(refusal) => Err(NotAsked::unreadable(refusal.key(), refusal.arguments())),
        },
        Correction::ResidentNumber => match corrected.parse::<ResidentNumber>() {
            Ok(_) => Ok(()),
            Err(error) => Err(NotAsked::unreadable(error.key(), error.arguments())),
        },
        Correction::Form {
            application,
            part,
            field,
        } => {
            let own = held.of_part(Part::Application(*application));
            let phase = own.first().map(|holding| holding.phase).ok_or(Problem::NotFound)?;
            if phase != Phase::Running {
                return Ok(Err(NotAsked::new("of", "data-request-form-closed")));
            }
            match personal_field(room, *application, part, field).await? {
                Some(field) => written_right(&field, corrected),
                None => Err(NotAsked::new("of", "data-request-no-such-field")),
            }
        }
    })
}

/// A personal field of the form, which decides nothing about the procedure.
async fn personal_field(room: &PrivacyRoom, application: RecordId, part: &str, field: &str) -> Result<Option<Field>, Problem> {
    let snapshot = room.ledger().state::<Applications>(application).await.map_err(unavailable)?;
    let state = snapshot.ok_or(Problem::NotFound)?.state;
    let filing = state.filing.as_ref().ok_or(Problem::NotFound)?;
    let plan = state.plan.as_ref().ok_or(Problem::NotFound)?;
    let Some(release) = room.catalogue.by_digest(&filing.release) else {
        return Ok(None);
    };
    let id = FieldId::from(field);
    let matter = release.matter(plan.matter.as_str());
    let form_part = matter.and_then(|matter| matter.parts.iter().find(|known| known.id == part));
    let is_there = form_part.is_some_and(|part| part.fields.contains(&id));
    let field = release.field(&id).filter(|field| is_there && is_corrected_here(field));
    Ok(field.cloned())
}

/// What decides something is answered with the plan, and changed with it.
pub(crate) fn is_corrected_here(field: &Field) -> bool {
    match field.kind {
        FieldKind::Phone | FieldKind::ResidentNumber | FieldKind::Text | FieldKind::Paragraph => field.personal,
        FieldKind::Boolean
        | FieldKind::Choice
        | FieldKind::Region
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Date
        | FieldKind::CreditCode => false,
    }
}

/// The right value has the form that the field asks for.
fn written_right(field: &Field, corrected: &str) -> Result<(), NotAsked> {
    let corrected = corrected.trim();
    match field.kind {
        FieldKind::Phone => corrected
            .parse::<Phone>()
            .map(drop)
            .map_err(|error| NotAsked::unreadable(error.key(), error.arguments())),
        FieldKind::ResidentNumber => corrected
            .parse::<ResidentNumber>()
            .map(drop)
            .map_err(|error| NotAsked::unreadable(error.key(), error.arguments())),
        FieldKind::Text | FieldKind::Paragraph if corrected.chars().count() <= CORRECTED_MAX => Ok(()),
        FieldKind::Text | FieldKind::Paragraph => Err(NotAsked::new("corrected", "data-request-corrected-too-long")),
        FieldKind::Boolean
        | FieldKind::Choice
        | FieldKind::Region
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Date
        | FieldKind::CreditCode => Err(NotAsked::new("of", "data-request-no-such-field")),
    }
}

/// An account ends when nothing hangs on it any more: what hangs on it is named, with what to do first.
pub(crate) fn closing(held: &Holdings) -> Result<(), Message> {
    match held.hindrance() {
        Some(by) => Err(hindered(held, &by)),
        None => Ok(()),
    }
}

/// What stands against the end of an account, in words.
pub(crate) fn hindered(held: &Holdings, by: &Hindrance) -> Message {
    Message::new(by.key()).with("titles", held.titles_of(by).join("、"))
}

/// A request of the person who acts.
pub(crate) async fn own(room: &PrivacyRoom, current: &CurrentActor, id: RecordId) -> Result<DataRequest, Problem> {
    let snapshot = room.ledger().state::<DataRequests>(id).await.map_err(unavailable)?;
    let request = snapshot.and_then(|snapshot| Option::clone(&snapshot.state));
    let request = request
        .filter(|request| Some(request.account) == current.account())
        .ok_or(Problem::NotFound)?;
    current.permit::<acts::SeeDataRequest>(&subject(id, &request))?;
    Ok(request)
}

/// Takes a request back, or ends a restriction that was asked for.
pub(crate) async fn end(
    room: &PrivacyRoom,
    current: &CurrentActor,
    id: RecordId,
    key: Key,
) -> Result<Result<(), Refusal>, Problem> {
    let request = own(room, current, id).await?;
    let permit = current.permit::<acts::AskAboutData>(&subject(id, &request))?;
    let ledger = room.ledger();
    let answer = match request.restricts().next() {
        Some(_) => ledger.submit::<DataRequests, _>(&permit, id, Lift, key).await,
        None => ledger.submit::<DataRequests, _>(&permit, id, TakeBack, key).await,
    };
    Ok(submitted(answer)?.map(|_| ()))
}

/// Whose request it is, and who may answer it: never its person.
pub(crate) fn subject(id: RecordId, request: &DataRequest) -> Subject {
    Subject::new(id, request.region)
        .of(Party::Person(request.account))
        .without([request.account])
}

fn record_of(account: RecordId, key: &Key) -> RecordId {
    let digest = Sha256::digest(format!("data-request:{account}:{key}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId::from_bytes(bytes)
}
