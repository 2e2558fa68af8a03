//! The record of a question about a look. Pure; what was asked and answered is in the vault.

use authority::{Party, acts};
use calendar::{Day, Moment};
use identity::{OrganId, PostId, RecordId, RegionCode};
use ledger::{CommandOf, Context, Decision, Keeping, Record, Rows, Secret, Stamp, Table};
use serde::{Deserialize, Serialize};

/// Longest question or answer, in characters.
pub(crate) const WORDS_MAX: usize = 1_000;
/// Where the vault keeps the question.
pub(crate) const QUESTION: &str = "question";
/// Where it keeps the answer.
pub(crate) const ANSWER: &str = "answer";

/// As long as the looks themselves.
pub const ASKED: Keeping = Keeping {
    purpose: "answering who asks what a look at their data was for",
    basis: "PIPL 44, 48, 50",
    term_days: 1_096,
};

/// The kind of record.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LookQuestions {}

/// A question about a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookQuestion {
    /// About which look.
    pub(crate) about: About,
    /// When it was asked.
    pub(crate) asked_on: Day,
    /// When it was answered, and by whom; none before.
    pub(crate) answered: Option<Answered>,
}

/// That it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// When.
    pub(crate) day: Day,
    /// The account of whoever answered.
    pub(crate) by: Option<RecordId>,
}

/// Which look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// Whose data.
    pub(crate) party: Party,
    /// Who looked.
    pub(crate) looker: RecordId,
    /// In which post.
    pub(crate) post: PostId,
    /// Of which organ.
    pub(crate) organ: OrganId,
    /// Where.
    pub(crate) region: RegionCode,
    /// At which application, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) application: Option<RecordId>,
    /// At what.
    pub(crate) what: String,
    /// In which hour, counted since 1970.
    pub(crate) hour: i64,
    /// When last in that hour.
    pub(crate) at: Moment,
}

/// Asks.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) about: About,
    pub(crate) words: String,
}

/// Answers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) words: String,
}

/// Either.
#[derive(Clone, Debug)]
pub(crate) enum QuestionCommand {
    Ask(Box<Ask>),
    Answer(Answer),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub(crate) enum QuestionEvent {
    /// Somebody asked what a look was for.
    Asked {
        /// Which look.
        about: About,
        /// The day.
        day: Day,
    },
    /// It was answered.
    Answered {
        /// The day.
        day: Day,
    },
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum QuestionRefusal {
    /// It was asked before.
    #[error("this look was asked about before")]
    AskedBefore,
    /// Nothing was asked.
    #[error("nothing was asked")]
    NotAsked,
    /// It was answered before.
    #[error("it was answered before")]
    AnsweredBefore,
    /// Nobody answers for the own look.
    #[error("whoever looked does not answer what for")]
    OwnLook,
    /// Words are needed.
    #[error("words are needed")]
    WordsMissing,
    /// Words are too long.
    #[error("at most {WORDS_MAX} characters")]
    WordsTooLong,
}

impl QuestionRefusal {
    /// The message that says what to do.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::AskedBefore => "look-question-asked-before",
            Self::NotAsked => "look-question-not-asked",
            Self::AnsweredBefore => "look-question-answered-before",
            Self::OwnLook => "look-question-own-look",
            Self::WordsMissing => "look-question-words-missing",
            Self::WordsTooLong => "look-question-words-too-long",
        }
    }
}

impl Record for LookQuestions {
    const KIND: &'static str = "look_question";
    const EVENT_VERSION: u32 = 1;
    type State = Option<LookQuestion>;
    type Command = QuestionCommand;
    type Event = QuestionEvent;
    type Refusal = QuestionRefusal;

    fn decide(
        state: &Option<LookQuestion>,
        command: QuestionCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<QuestionEvent>, QuestionRefusal> {
        match (state, command) {
            (None, QuestionCommand::Ask(command)) => ask(*command, context),
            (Some(_), QuestionCommand::Ask(_)) => Err(QuestionRefusal::AskedBefore),
            (None, QuestionCommand::Answer(_)) => Err(QuestionRefusal::NotAsked),
            (Some(question), QuestionCommand::Answer(command)) => answer(question, &command, context),
        }
    }

    fn apply(state: &mut Option<LookQuestion>, event: &QuestionEvent, stamp: &Stamp) {
        match event {
            QuestionEvent::Asked { about, day } => {
                *state = Some(LookQuestion {
                    about: about.clone(),
                    asked_on: *day,
                    answered: None,
                });
            }
            QuestionEvent::Answered { day } => {
                if let Some(question) = state {
                    question.answered = Some(Answered {
                        day: *day,
                        by: stamp.actor.parse().ok(),
                    });
                }
            }
        }
    }

    fn tables() -> &'static [Table] {
        super::list::TABLES
    }

    fn rows(id: RecordId, before: &Option<LookQuestion>, after: &Option<LookQuestion>, _: &Stamp, rows: &mut Rows) {
        super::list::write(id, before.as_ref(), after.as_ref(), rows);
    }
}

fn ask(command: Ask, context: &Context<'_>) -> Result<Decision<QuestionEvent>, QuestionRefusal> {
    let words = said(QUESTION, &command.words)?;
    let day = context.day(command.about.region);
    let event = QuestionEvent::Asked {
        about: command.about,
        day,
    };
    Ok(Decision::from(event).with_secret(words))
}

fn answer(question: &LookQuestion, command: &Answer, context: &Context<'_>) -> Result<Decision<QuestionEvent>, QuestionRefusal> {
    if question.answered.is_some() {
        return Err(QuestionRefusal::AnsweredBefore);
    }
    if context.actor.hands().any(|hand| hand == question.about.looker) {
        return Err(QuestionRefusal::OwnLook);
    }
    let words = said(ANSWER, &command.words)?;
    let day = context.day(question.about.region);
    Ok(Decision::from(QuestionEvent::Answered { day }).with_secret(words))
}

fn said(path: &str, words: &str) -> Result<Secret, QuestionRefusal> {
    match words.trim() {
        "" => Err(QuestionRefusal::WordsMissing),
        words if words.chars().count() > WORDS_MAX => Err(QuestionRefusal::WordsTooLong),
        words => Ok(Secret::new(path, words, ASKED)),
    }
}

impl From<Ask> for QuestionCommand {
    fn from(command: Ask) -> Self {
        Self::Ask(Box::new(command))
    }
}

impl From<Answer> for QuestionCommand {
    fn from(command: Answer) -> Self {
        Self::Answer(command)
    }
}

impl CommandOf<LookQuestions> for Ask {
    type Act = acts::SeeLooks;
}

impl CommandOf<LookQuestions> for Answer {
    type Act = acts::AnswerLook;
}
