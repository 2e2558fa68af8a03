//! The record of notes: one notebook for each application.

use authority::acts;
use calendar::Moment;
use identity::{OrganId, RecordId};
use ledger::{CommandOf, Context, Decision, Keeping, Record, Rows, Secret, Stamp, Table, values};
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
pub(crate) const NOTE_MAX: usize = 2000;
/// The most notes on one application.
pub(crate) const NOTES_MAX: usize = 1000;
/// The most colleagues whom one note names.
pub(crate) const MENTIONS_MAX: usize = 20;

/// Ten years, as the file to which they belong [sample: 机关文件材料归档范围和文书档案保管期限规定 gives 10 or 30].
const NOTED: Keeping = Keeping {
    purpose: "working on the application inside the organ",
    basis: "PIPL 13(3); 政府信息公开条例 16: internal affairs and deliberation",
    term_days: 3650,
};

/// The kind of record.
#[derive(Clone, Debug)]
pub(crate) enum Notebooks {}

/// A notebook as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notebook {
    /// Whose notes these are; none before the first.
    pub(crate) application: Option<RecordId>,
    pub(crate) notes: Vec<Note>,
    /// The last note whose mention each colleague has read.
    pub(crate) read: Vec<(RecordId, u32)>,
}

/// One note.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    /// Counted up, from 1.
    pub(crate) number: u32,
    pub(crate) organ: OrganId,
    /// On which step; none for the whole application.
    pub(crate) step: Option<StepId>,
    pub(crate) audience: Audience,
    pub(crate) by: Option<RecordId>,
    pub(crate) at: Moment,
    /// For whom it was written in a colleague's place, as the log has it.
    pub(crate) capacity: String,
    pub(crate) mentions: Vec<RecordId>,
}

/// Who reads a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Audience {
    /// The staff of the organ.
    Organ,
    /// The staff of every organ that takes part, and those who watch over the region.
    TakingPart,
}

/// Writes one.
#[derive(Clone, Debug)]
pub(crate) struct WriteNote {
    pub(crate) application: RecordId,
    pub(crate) organ: OrganId,
    pub(crate) step: Option<StepId>,
    pub(crate) audience: Audience,
    pub(crate) words: String,
    pub(crate) mentions: Vec<RecordId>,
}

/// Says that the actor has read the notes in which he or she is named.
#[derive(Clone, Debug)]
pub(crate) struct ReadMentions;

/// Either.
#[derive(Clone, Debug)]
pub(crate) enum NotebookCommand {
    Write(WriteNote),
    Read(ReadMentions),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub(crate) enum NotebookEvent {
    /// Somebody wrote; the words are in the vault.
    NoteWritten {
        /// Counted up, from 1.
        note: u32,
        /// On which application.
        application: RecordId,
        /// The writer's organ.
        organ: OrganId,
        /// On which step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        /// Who reads it.
        audience: Audience,
        /// Who is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<RecordId>,
    },
    /// Somebody who was named has read it.
    MentionsRead {
        /// Who.
        person: RecordId,
        /// Up to which note.
        note: u32,
    },
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoteRefusal {
    /// Nothing was written.
    #[error("a note has words")]
    Empty,
    /// Too much was written.
    #[error("a note has at most {NOTE_MAX} characters")]
    TooLong,
    /// The notebook is full.
    #[error("an application has at most {NOTES_MAX} notes")]
    Full,
    /// Too many are named.
    #[error("a note names at most {MENTIONS_MAX} colleagues")]
    TooManyMentions,
    /// Written by nobody.
    #[error("a note is written by a person")]
    Nobody,
}

impl NoteRefusal {
    /// The message that says what to do.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Empty => "desk-note-empty",
            Self::TooLong => "desk-note-too-long",
            Self::Full => "desk-note-full",
            Self::TooManyMentions => "desk-note-too-many-mentions",
            Self::Nobody => "desk-refusal-not-yours",
        }
    }
}

impl Record for Notebooks {
    const KIND: &'static str = "notebook";
    const EVENT_VERSION: u32 = 1;
    type State = Notebook;
    type Command = NotebookCommand;
    type Event = NotebookEvent;
    type Refusal = NoteRefusal;

    fn decide(
        state: &Notebook,
        command: NotebookCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<NotebookEvent>, NoteRefusal> {
        match command {
            NotebookCommand::Write(write) => write_note(state, write),
            NotebookCommand::Read(_) => read_mentions(state, context),
        }
    }

    fn apply(state: &mut Notebook, event: &NotebookEvent, stamp: &Stamp) {
        match event {
            NotebookEvent::NoteWritten {
                note,
                application,
                organ,
                step,
                audience,
                mentions,
            } => {
                state.application = Some(*application);
                state.notes.push(Note {
                    number: *note,
                    organ: organ.clone(),
                    step: step.clone(),
                    audience: *audience,
                    by: stamp.actor.parse().ok(),
                    at: stamp.at,
                    capacity: stamp.capacity.clone(),
                    mentions: mentions.clone(),
                });
            }
            NotebookEvent::MentionsRead { person, note } => {
                state.read.retain(|(reader, _)| reader != person);
                state.read.push((*person, *note));
            }
        }
    }

    fn tables() -> &'static [Table] {
        TABLES
    }

    fn rows(id: RecordId, before: &Notebook, after: &Notebook, _: &Stamp, rows: &mut Rows) {
        let unread = |notebook: &Notebook| -> Vec<(RecordId, u32)> { notebook.unread().collect() };
        let (was, is) = (unread(before), unread(after));
        for (person, note) in was.iter().filter(|one| !is.contains(one)) {
            rows.execute(
                "DELETE FROM note_mention WHERE city = $1 AND person = $2 AND notebook = $3 AND note = $4",
                values![rows.city(), *person, id, *note],
            );
        }
        for (person, note) in is.iter().filter(|one| !was.contains(one)) {
            let step = after
                .notes
                .iter()
                .find(|known| known.number == *note)
                .and_then(|note| note.step.as_ref());
            rows.execute(
                "INSERT INTO note_mention (city, person, notebook, note, application, step) VALUES ($1, $2, $3, $4, $5, $6)",
                values![
                    rows.city(),
                    *person,
                    id,
                    *note,
                    after.application,
                    step.map_or("", |step| step.as_str())
                ],
            );
        }
    }
}

const TABLES: &[Table] = &[Table {
    name: "note_mention",
    version: 1,
    create: "
        CREATE TABLE note_mention (
            city BIGINT NOT NULL,
            person BYTEA NOT NULL,
            notebook BYTEA NOT NULL,
            note BIGINT NOT NULL,
            application BYTEA NOT NULL,
            step TEXT NOT NULL,
            PRIMARY KEY (city, person, notebook, note)
        );",
}];

impl Notebook {
    /// Who has not read which note that names them.
    fn unread(&self) -> impl Iterator<Item = (RecordId, u32)> {
        let read = |person: &RecordId, note: u32| self.read.iter().any(|(reader, last)| reader == person && *last >= note);
        self.notes.iter().flat_map(move |note| {
            let mentions = note.mentions.iter().filter(move |person| !read(person, note.number));
            mentions.map(|person| (*person, note.number))
        })
    }
}

fn write_note(state: &Notebook, write: WriteNote) -> Result<Decision<NotebookEvent>, NoteRefusal> {
    let words = write.words.trim();
    if words.is_empty() {
        return Err(NoteRefusal::Empty);
    }
    if words.chars().count() > NOTE_MAX {
        return Err(NoteRefusal::TooLong);
    }
    if state.notes.len() >= NOTES_MAX {
        return Err(NoteRefusal::Full);
    }
    if write.mentions.len() > MENTIONS_MAX {
        return Err(NoteRefusal::TooManyMentions);
    }
    let note = u32::try_from(state.notes.len() + 1).unwrap_or(u32::MAX);
    let secret = Secret::new(format!("note/{note}"), words, NOTED);
    let event = NotebookEvent::NoteWritten {
        note,
        application: write.application,
        organ: write.organ,
        step: write.step,
        audience: write.audience,
        mentions: write.mentions,
    };
    Ok(Decision::from(event).with_secret(secret))
}

fn read_mentions(state: &Notebook, context: &Context<'_>) -> Result<Decision<NotebookEvent>, NoteRefusal> {
    let person = context.actor.account.ok_or(NoteRefusal::Nobody)?;
    let last = state
        .unread()
        .filter(|(reader, _)| *reader == person)
        .map(|(_, note)| note)
        .max();
    Ok(match last {
        Some(note) => NotebookEvent::MentionsRead { person, note }.into(),
        None => Decision::nothing(),
    })
}

impl From<WriteNote> for NotebookCommand {
    fn from(command: WriteNote) -> Self {
        Self::Write(command)
    }
}

impl From<ReadMentions> for NotebookCommand {
    fn from(command: ReadMentions) -> Self {
        Self::Read(command)
    }
}

impl CommandOf<Notebooks> for WriteNote {
    type Act = acts::WriteNote;
}

impl CommandOf<Notebooks> for ReadMentions {
    type Act = acts::SeeNotes;
}
