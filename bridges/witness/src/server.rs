//! The witness itself: a small server.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use proof::{Head, Note, Origin, Rejection, Signatory, SigningKey, Submission, VerifyingKey};

use crate::memory::{Memory, MemoryError};
use crate::{ADD_CHECKPOINT, SUBMISSION_BYTES_MAX, filed_as};

/// The kind of answer that says how far the witness has seen a log.
const SIZE_TYPE: &str = "text/x.tlog.size";
/// Notes and their lines are text.
const TEXT_TYPE: &str = "text/plain; charset=utf-8";

/// A witness with its key, its memory and the logs that it watches.
pub struct Witness {
    key: SigningKey,
    logs: Vec<Log>,
    /// One head at a time: what was last seen is compared and replaced in one go.
    memory: Mutex<Memory>,
}

/// A log that is watched.
struct Log {
    origin: Origin,
    key: VerifyingKey,
}

/// Why a witness cannot work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// There is nothing to watch.
    #[error("no log to witness: name the public key of at least one (/log of the city shows it)")]
    NoLog,
    /// The key is that of a log, or names none.
    #[error("{0} is no public key of a city's log: its name is zhoudao/CITY/EPOCH/SUITE")]
    NoKeyOfALog(String),
    /// The witness's own key is of the wrong kind.
    #[error("the witness's own key signs logs: make one that countersigns")]
    OwnKey,
}

impl Witness {
    /// A witness that signs with that key and trusts those logs' keys.
    ///
    /// # Errors
    /// Why it cannot work.
    pub fn new(key: SigningKey, memory: Memory, logs: Vec<VerifyingKey>) -> Result<Self, WitnessError> {
        if key.signatory() != Signatory::Witness {
            return Err(WitnessError::OwnKey);
        }
        if logs.is_empty() {
            return Err(WitnessError::NoLog);
        }
        let log = |key: VerifyingKey| match (key.signatory(), key.name().as_str().parse()) {
            (Signatory::Log, Ok(origin)) => Ok(Log { origin, key }),
            (Signatory::Log | Signatory::Witness, _) => Err(WitnessError::NoKeyOfALog(key.to_string())),
        };
        Ok(Self {
            key,
            logs: logs.into_iter().map(log).collect::<Result<_, _>>()?,
            memory: Mutex::new(memory),
        })
    }

    /// By which everybody checks what it has countersigned.
    pub fn verifying(&self) -> VerifyingKey {
        self.key.verifying()
    }

    /// What it answers.
    pub fn routes(self) -> Router {
        Router::new()
            .route(
                ADD_CHECKPOINT,
                post(countersign).layer(DefaultBodyLimit::max(SUBMISSION_BYTES_MAX)),
            )
            .route("/{log}/checkpoint", get(last))
            .with_state(Arc::new(self))
    }

    /// Judges a head and, if it goes on from the last one, keeps it before its countersignature is handed out.
    fn answered(&self, submission: &Submission, at: u64) -> Result<Note, Refused> {
        let origin = submission.note.text().lines().next().unwrap_or_default();
        let log = self.logs.iter().find(|log| log.origin.to_string() == origin);
        let log = log.ok_or(Refused::UnknownLog)?;
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let last = memory.last(&log.origin)?;
        let seen = last.as_ref().map(|note| head(log, note)).transpose()?;
        let judged = submission.judged(&log.key, seen.as_ref());
        if judged == Err(Rejection::Inconsistent) {
            tracing::error!(log = origin, note = %submission.note, last = %last.as_ref().map(ToString::to_string).unwrap_or_default(),
                "this log was rewritten: what it shows now does not go on from what it has shown before");
        }
        judged.map_err(Refused::Rejected)?;
        let own = self.key.verifying();
        let note = submission.note.signed_only_by(&[&log.key]).signed(&self.key, at);
        memory.keep(&log.origin, &note)?;
        Ok(note.signed_only_by(&[&own]))
    }
}

/// The head in a note that this witness has kept, if the log's key has signed it.
fn head(log: &Log, note: &Note) -> Result<Head, Refused> {
    let head = note.text().parse::<Head>().ok();
    let head = head.filter(|head| head.origin == log.origin && note.verify(&log.key).is_ok());
    head.ok_or_else(|| Refused::OwnMemory(format!("what was kept of {} is no head that its key has signed", log.origin)))
}

/// Why there is no countersignature.
enum Refused {
    UnknownLog,
    Rejected(Rejection),
    OwnMemory(String),
}

impl From<MemoryError> for Refused {
    fn from(error: MemoryError) -> Self {
        Self::OwnMemory(error.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::UnknownLog => (StatusCode::NOT_FOUND, "this witness does not watch that log\n").into_response(),
            Self::OwnMemory(reason) => {
                tracing::error!(reason, "this witness cannot rely on its memory, and countersigns nothing");
                (StatusCode::INTERNAL_SERVER_ERROR, "this witness cannot rely on its memory\n").into_response()
            }
            Self::Rejected(Rejection::OtherSize(size)) => {
                (StatusCode::CONFLICT, [(header::CONTENT_TYPE, SIZE_TYPE)], format!("{size}\n")).into_response()
            }
            Self::Rejected(rejection) => (status(rejection), format!("{rejection}\n")).into_response(),
        }
    }
}

const fn status(rejection: Rejection) -> StatusCode {
    match rejection {
        Rejection::Unsigned => StatusCode::FORBIDDEN,
        Rejection::Unreadable | Rejection::Backward => StatusCode::BAD_REQUEST,
        Rejection::OtherSize(_) => StatusCode::CONFLICT,
        Rejection::Inconsistent => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn countersign(State(witness): State<Arc<Witness>>, body: String) -> Response {
    let Ok(submission) = body.parse::<Submission>() else {
        return (StatusCode::BAD_REQUEST, "this is no head with its proof\n").into_response();
    };
    let answered = tokio::task::spawn_blocking(move || witness.answered(&submission, now_seconds())).await;
    match answered {
        Ok(Ok(note)) => {
            let lines: String = note.signatures().iter().map(ToString::to_string).collect();
            ([(header::CONTENT_TYPE, TEXT_TYPE)], lines).into_response()
        }
        Ok(Err(refused)) => refused.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The last head that it has countersigned of a log, for whoever compares.
async fn last(State(witness): State<Arc<Witness>>, Path(filed): Path<String>) -> Response {
    let Some(log) = witness.logs.iter().find(|log| filed_as(&log.origin) == filed) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let memory = witness.memory.lock().unwrap_or_else(PoisonError::into_inner);
    match memory.last(&log.origin) {
        Ok(Some(note)) => ([(header::CONTENT_TYPE, TEXT_TYPE)], note.to_string()).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => Refused::from(error).into_response(),
    }
}

/// Seconds since 1970, by the machine's clock: what a countersignature says of when.
pub fn now_seconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Witness({}, {} logs)", self.verifying().name(), self.logs.len())
    }
}
