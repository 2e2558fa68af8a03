//! Reading notes: those that the reader's organ may read, with their words; and where the reader is named.

use applications::access::Seen;
use authority::{Act, Permit, acts, permit};
use front::Problem;
use front::texts::dates::machine_time;
use identity::{OrganId, RecordId};
use ledger::{Ledger, Unavailable, values};
use procedure::definition::StepId;
use sha2::{Digest, Sha256};

use super::record::{Audience, Note, Notebooks};
use crate::at_desk::AtDesk;
use crate::history::stood_in_for;
use crate::names::Names;
use crate::seeing::unavailable;
use crate::visit::Visit;
use crate::words::Words;

/// A note as staff read it.
#[derive(Clone, Debug)]
pub(crate) struct NoteLine {
    pub(crate) number: u32,
    pub(crate) time: String,
    pub(crate) machine_time: String,
    /// 李工（城乡水务局）; 王工代李工（城乡水务局）.
    pub(crate) who: String,
    pub(crate) account: Option<RecordId>,
    pub(crate) organ: OrganId,
    /// The step's name; empty for the whole application.
    pub(crate) step: String,
    pub(crate) step_id: Option<StepId>,
    pub(crate) audience: Audience,
    pub(crate) words: String,
    pub(crate) mentions: String,
}

/// A note that names the reader and has not been read.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) application: RecordId,
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) path: String,
    pub(crate) note: u32,
}

/// The notebook of an application; the same for everybody who asks.
pub(crate) fn notebook_of(application: RecordId) -> RecordId {
    let digest = Sha256::digest(format!("notebook:{application}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}

/// The permit for an act on the notebook of an application that the reader sees.
pub(crate) fn permit_on<A: Act>(at: &AtDesk, seen: &Seen) -> Result<Permit<A>, Problem> {
    let mut subject = seen.application.subject(seen.record).ok_or(Problem::NotFound)?;
    subject.record = notebook_of(seen.record);
    permit(at.actor(), &subject).map_err(|_| Problem::NotFound)
}

/// The notes on an application that the reader may read, the newest first; of one step, those on it alone.
pub(crate) async fn notes(visit: &Visit, seen: &Seen, words: &Words, step: Option<&StepId>) -> Result<Vec<NoteLine>, Problem> {
    permit_on::<acts::SeeNotes>(&visit.at, seen)?;
    let (ledger, notebook) = (visit.desks.ledger(), notebook_of(seen.record));
    let Some(snapshot) = ledger.state::<Notebooks>(notebook).await.map_err(unavailable)? else {
        return Ok(Vec::new());
    };
    let own = visit.at.organ();
    let may_read = |note: &&Note| note.audience == Audience::TakingPart || own.as_ref() == Some(&note.organ);
    let is_here = |note: &&Note| step.is_none() || note.step.as_ref() == step;
    let shown: Vec<&Note> = snapshot.state.notes.iter().filter(may_read).filter(is_here).collect();
    let paths: Vec<String> = shown.iter().map(|note| format!("note/{}", note.number)).collect();
    let said = ledger.secrets(notebook, &paths).await.map_err(unavailable)?;
    let people = shown.iter().flat_map(|note| {
        note.by
            .into_iter()
            .chain(stood_in_for(&note.capacity))
            .chain(note.mentions.iter().copied())
    });
    let names = Names::of(&visit.desks, people, []).await.map_err(unavailable)?;
    let line = |(note, path): (&&Note, &String)| {
        let words_of = said.get(path).and_then(serde_json::Value::as_str).unwrap_or_default();
        tell(visit, words, &names, seen, note, words_of)
    };
    Ok(shown.iter().zip(&paths).rev().map(line).collect())
}

fn tell(visit: &Visit, words: &Words, names: &Names, seen: &Seen, note: &Note, said: &str) -> NoteLine {
    let texts = visit.texts();
    let step = note.step.as_ref().and_then(|step| seen.application.step(step));
    let name = note.by.map(|by| names.colleague(by)).unwrap_or_default();
    let organ = words.organ(&note.organ);
    let who = match stood_in_for(&note.capacity) {
        Some(of) => texts
            .say("desk-note-who-deputy")
            .with("name", name)
            .with("of", names.colleague(of))
            .with("organ", organ),
        None => texts.say("desk-note-who").with("name", name).with("organ", organ),
    };
    let mentions: Vec<&str> = note.mentions.iter().map(|person| names.colleague(*person)).collect();
    NoteLine {
        number: note.number,
        time: texts.moment_from(&note.at, &visit.desks.today()),
        machine_time: machine_time(&note.at),
        who: who.to_string(),
        account: note.by,
        organ: note.organ.clone(),
        step: step.map_or_else(String::new, |step| {
            words.step(texts, &step.planned.item, step.planned.step.as_str())
        }),
        step_id: note.step.clone(),
        audience: note.audience,
        words: said.to_owned(),
        mentions: mentions.join("、"),
    }
}

/// Where somebody is named and has not read it, on applications that still can be seen; the newest last.
pub(crate) async fn mentions_of(visit: &Visit) -> Result<Vec<Mention>, Problem> {
    let ledger = visit.desks.ledger();
    let mut mentions: Vec<Mention> = Vec::new();
    for (application, step, note) in unread(ledger, visit.at.account).await.map_err(unavailable)? {
        let Ok(seen) = applications::access::see(ledger, visit.at.actor(), application).await else {
            continue;
        };
        let Some(filing) = seen.application.filing.as_deref() else {
            continue;
        };
        let path = match step.is_empty() {
            true => format!("/desk/applications/{application}#notes"),
            false => format!("/desk/{application}/{step}?tab=notes"),
        };
        mentions.push(Mention {
            application,
            title: filing.title.clone(),
            number: filing.number.to_string(),
            path,
            note,
        });
    }
    Ok(mentions)
}

/// The most mentions that a list shows.
const MENTIONS_SHOWN: u32 = 20;

async fn unread(ledger: &Ledger, person: RecordId) -> Result<Vec<(RecordId, String, u32)>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT application, step, note FROM note_mention WHERE city = $1 AND person = $2 ORDER BY notebook, note LIMIT $3",
            values![ledger.city(), person, MENTIONS_SHOWN],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}
