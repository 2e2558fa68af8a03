//! What whoever answers a correction compares: the value as it stands, the one that is said to be right, and what shows which of them is.

use applications::record::Applications;
use catalogue::Names;
use front::{Message, Problem, Reader};
use identity::RecordId;
use people::record::account::{NAME, PHONE, RESIDENT_NUMBER};
use people::views as people_views;
use procedure::definition::FieldId;

use super::told::{SaidWords, release_of};
use crate::holdings::Holdings;
use crate::record::{Correction, Part};
use crate::room::PrivacyRoom;
use crate::words::unavailable;

/// A correction as it is compared.
pub(super) struct Compared {
    /// What is said to be wrong.
    pub(super) of: String,
    /// The value as it stands.
    pub(super) present: String,
    /// The value that is said to be right.
    pub(super) wished: String,
    /// Who asks.
    pub(super) name: String,
    /// How the person is reached.
    pub(super) phone: String,
    /// What shows which of them is right.
    pub(super) check: Message,
}

/// Reads it as it is now.
pub(super) async fn compared(
    room: &PrivacyRoom,
    reader: &Reader,
    held: &Holdings,
    of: &Correction,
    said: &SaidWords,
) -> Result<Compared, Problem> {
    let say = |key: &str| reader.texts.say(key).to_string();
    let (label, present, check) = match of {
        Correction::Name => (
            say("data-value-name"),
            of_account(room, held.account, NAME).await?,
            identity(),
        ),
        Correction::ResidentNumber => {
            let present = of_account(room, held.account, RESIDENT_NUMBER).await?;
            (say("data-value-resident-number"), present, identity())
        }
        Correction::Form {
            application,
            part,
            field,
        } => of_form(room, reader, held, *application, (part, field)).await?,
    };
    Ok(Compared {
        of: label,
        present,
        wished: said.corrected.clone(),
        name: name_of(room, held.account).await?,
        phone: of_account(room, held.account, PHONE).await?,
        check,
    })
}

fn identity() -> Message {
    Message::new("desk-data-check-identity")
}

/// The name of a person; empty once it was erased.
pub(super) async fn name_of(room: &PrivacyRoom, account: RecordId) -> Result<String, Problem> {
    let mut names = people_views::names(room.ledger(), &[account]).await.map_err(unavailable)?;
    Ok(names.remove(&account).unwrap_or_default())
}

async fn of_account(room: &PrivacyRoom, account: RecordId, path: &str) -> Result<String, Problem> {
    let kept = room
        .ledger()
        .secrets(account, &[path.to_owned()])
        .await
        .map_err(unavailable)?;
    Ok(kept.get(path).and_then(|value| value.as_str()).unwrap_or_default().to_owned())
}

/// A field of a form: its application is named, with the papers that were handed in.
async fn of_form(
    room: &PrivacyRoom,
    reader: &Reader,
    held: &Holdings,
    application: RecordId,
    (part, field): (&str, &str),
) -> Result<(String, String, Message), Problem> {
    let path = format!("form/{part}");
    let ledger = room.ledger();
    let kept = ledger
        .secrets(application, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let present = kept.get(&path).and_then(|form| form.get(field)?.as_str()).unwrap_or_default();
    let thing = held
        .things
        .iter()
        .find(|thing| thing.holding.part == Part::Application(application));
    let Some(thing) = thing else {
        return Ok((String::new(), present.to_owned(), identity()));
    };
    let release = release_of(room, thing);
    let names = Names::new(&release, &reader.texts);
    let label = release
        .field(&FieldId::from(field))
        .map(|field| names.field(field).plain().to_owned());
    let papers = papers(room, &names, application).await?;
    let check = Message::new("desk-data-check-form")
        .with("title", thing.title.as_str())
        .with("papers", papers.join("、"));
    Ok((label.unwrap_or_default(), present.to_owned(), check))
}

async fn papers(room: &PrivacyRoom, names: &Names<'_>, application: RecordId) -> Result<Vec<String>, Problem> {
    let snapshot = room.ledger().state::<Applications>(application).await.map_err(unavailable)?;
    let mut papers: Vec<String> = Vec::new();
    for paper in snapshot.iter().flat_map(|snapshot| &snapshot.state.materials) {
        let name = names.material_id(&paper.material).plain().to_owned();
        if !papers.contains(&name) {
            papers.push(name);
        }
    }
    Ok(papers)
}
