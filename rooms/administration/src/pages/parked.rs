//! `/desk/administration/parked`: what reactions and timers could not do, and what is to become of it.

use askama::Template;
use axum::extract::State;
use axum::response::Redirect;
use calendar::Moment;
use front::form::Asked;
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormData, Message, Page, Problem, Reader, Texts};
use ledger::{ATTEMPTS_MAX, Parked, ParkedOutcome};

use super::words::short;
use crate::parked::{ParkedTally, Place, RETRIED_MAX, Retried};
use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

const LIST: &str = "/desk/administration/parked";

#[derive(Template)]
#[template(path = "pages/parked.html")]
pub(super) struct ParkedPage {
    chrome: Chrome,
    said: Option<Notice>,
    tally: ParkedTally,
    lines: Vec<ParkedLine>,
    /// Whether more is parked than is listed.
    has_more: bool,
    /// How often something is tried before it stands here.
    attempts: u32,
    /// How much is tried again together.
    together: u64,
}

/// What a reaction or a timer could not do.
struct ParkedLine {
    /// Whether an event led to it or a moment.
    kind: String,
    name: String,
    /// Which event, or which moment.
    cause: String,
    record_short: String,
    lamp: Lamp,
    reason: String,
    attempts: u32,
    tried: String,
    place: Place,
}

/// What was just done.
struct Notice {
    tone: &'static str,
    sentence: String,
}

/// What was just done, so that whoever did it sees what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// It is done.
    Done,
    /// It failed again.
    Failed,
    /// The record refused.
    Refused,
    /// The ledger cannot write now.
    Unavailable,
    /// It is let be.
    Dismissed,
    /// It was no longer parked.
    Gone,
    /// Several were tried again together.
    Together { done: u32, in_vain: u32 },
}

pub(super) async fn list(
    State(room): State<Administration>,
    _: Administrator,
    reader: Reader,
    Asked(query): Asked,
) -> Result<Page<ParkedPage>, Problem> {
    let texts = &reader.texts;
    let tally = room.parked_tally().await.map_err(unavailable)?;
    let parked = room.ledger().parked().await.map_err(unavailable)?;
    Ok(Page(ParkedPage {
        said: Said::read(&query).map(|said| Notice {
            tone: said.tone(),
            sentence: texts.tell(&said.message()),
        }),
        has_more: tally.total() > parked.len() as u64,
        lines: parked.into_iter().map(|parked| ParkedLine::of(texts, parked)).collect(),
        attempts: ATTEMPTS_MAX,
        together: tally.failed.min(RETRIED_MAX as u64),
        chrome: reader.desk("parked-title", front::Place::Administration),
        tally,
    }))
}

pub(super) async fn retry(
    State(room): State<Administration>,
    administrator: Administrator,
    form: FormData,
) -> Result<Redirect, Problem> {
    let Some(parked) = room.parked_at(&place(&form)?).await.map_err(unavailable)? else {
        return Ok(back(Said::Gone));
    };
    let retried = room.retry(&administrator, &parked).await?;
    Ok(back(Said::of(&retried)))
}

/// Tries again what failed, one after the other, until the ledger cannot write.
pub(super) async fn retry_failed(
    State(room): State<Administration>,
    administrator: Administrator,
    _: FormData,
) -> Result<Redirect, Problem> {
    let (mut done, mut in_vain) = (0, 0);
    for parked in room.failed().await.map_err(unavailable)? {
        match room.retry(&administrator, &parked).await? {
            Retried::Done => done += 1,
            Retried::Refused(_) | Retried::Failed(_) => in_vain += 1,
            Retried::Unavailable => return Ok(back(Said::Unavailable)),
        }
    }
    Ok(back(Said::Together { done, in_vain }))
}

pub(super) async fn dismiss(
    State(room): State<Administration>,
    administrator: Administrator,
    form: FormData,
) -> Result<Redirect, Problem> {
    let Some(parked) = room.parked_at(&place(&form)?).await.map_err(unavailable)? else {
        return Ok(back(Said::Gone));
    };
    room.let_be(&administrator, &parked).await?;
    Ok(back(Said::Dismissed))
}

fn place(form: &FormData) -> Result<Place, Problem> {
    let unreadable = || Problem::invalid("form-unreadable");
    Ok(Place {
        reaction: form.value("reaction").to_owned(),
        record: form.value("record").parse().map_err(|_| unreadable())?,
        mark: form.value("mark").parse().map_err(|_| unreadable())?,
    })
}

fn back(said: Said) -> Redirect {
    Redirect::to(&format!("{LIST}?{}", said.query()))
}

impl ParkedLine {
    fn of(texts: &Texts, parked: Parked) -> Self {
        let (kind, name, cause) = match parked.reaction.strip_prefix("timer:") {
            Some(timer) => {
                let due = texts.long_moment(&Moment(parked.mark));
                ("parked-timer", timer, texts.say("parked-due").with("at", due))
            }
            None => {
                let event = texts.say("parked-event").with("position", parked.mark);
                ("parked-reaction", parked.reaction.as_str(), event)
            }
        };
        Self {
            kind: texts.say(kind).to_string(),
            name: name.to_owned(),
            cause: cause.to_string(),
            record_short: short(&parked.record.to_string()),
            lamp: lamp(texts, parked.outcome),
            attempts: parked.attempts,
            tried: texts.long_moment(&parked.at),
            place: Place {
                record: parked.record,
                mark: parked.mark,
                reaction: parked.reaction,
            },
            reason: parked.reason,
        }
    }
}

/// Yellow asks somebody to look; blue stands still, and rightly so.
fn lamp(texts: &Texts, outcome: ParkedOutcome) -> Lamp {
    match outcome {
        ParkedOutcome::Failed => Lamp::new(Shape::Yellow, texts.say("parked-failed")),
        ParkedOutcome::Refused => Lamp::new(Shape::Blue, texts.say("parked-refused")),
    }
}

impl Said {
    fn of(retried: &Retried) -> Self {
        match retried {
            Retried::Done => Self::Done,
            Retried::Refused(_) => Self::Refused,
            Retried::Failed(_) => Self::Failed,
            Retried::Unavailable => Self::Unavailable,
        }
    }

    /// What the list's address says of it.
    fn query(self) -> String {
        match self {
            Self::Done => "said=done".to_owned(),
            Self::Failed => "said=failed".to_owned(),
            Self::Refused => "said=refused".to_owned(),
            Self::Unavailable => "said=unavailable".to_owned(),
            Self::Dismissed => "said=dismissed".to_owned(),
            Self::Gone => "said=gone".to_owned(),
            Self::Together { done, in_vain } => format!("said=together&done={done}&in-vain={in_vain}"),
        }
    }

    fn read(query: &FormData) -> Option<Self> {
        match query.value("said") {
            "done" => Some(Self::Done),
            "failed" => Some(Self::Failed),
            "refused" => Some(Self::Refused),
            "unavailable" => Some(Self::Unavailable),
            "dismissed" => Some(Self::Dismissed),
            "gone" => Some(Self::Gone),
            "together" => Some(Self::Together {
                done: query.value("done").parse().ok()?,
                in_vain: query.value("in-vain").parse().ok()?,
            }),
            _ => None,
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Done | Self::Dismissed | Self::Together { in_vain: 0, .. } => " good",
            Self::Failed | Self::Refused | Self::Unavailable | Self::Together { .. } => " wrong",
            Self::Gone => "",
        }
    }

    fn message(self) -> Message {
        match self {
            Self::Done => Message::new("parked-said-done"),
            Self::Failed => Message::new("parked-said-failed"),
            Self::Refused => Message::new("parked-said-refused"),
            Self::Unavailable => Message::new("parked-said-unavailable"),
            Self::Dismissed => Message::new("parked-said-dismissed"),
            Self::Gone => Message::new("parked-said-gone"),
            Self::Together { done, in_vain: 0 } => Message::new("parked-said-all-done").with("done", done),
            Self::Together { done, in_vain } => Message::new("parked-said-together").with("done", done).with("vain", in_vain),
        }
    }
}
