//! `/log`: the head of the log, its witnesses, and whether it holds what somebody has evidence of.

mod code;
mod heads;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use calendar::Moment;
use front::form::posted_with_file;
use front::texts::Texts;
use front::{Chrome, FormErrors, Page, Place, Problem, Reader};
use ledger::{Epoch, RefusalReason, Unavailable, WitnessStanding, Word};
use people::Caller;
use proof::{Assurance, Evidence, Worthless};

use crate::room::TransparencyRoom;

/// Evidence is a leaf and some thirty hashes.
const EVIDENCE_BYTES_MAX: usize = 64 << 10;

pub(crate) fn routes() -> Router<TransparencyRoom> {
    Router::new()
        .route("/log", get(show))
        .route("/log/heads", get(heads::index))
        .route("/log/heads/{file}", get(heads::note))
        .route("/log/e", get(code::show))
        .route(
            "/log/checks",
            post(check).layer(DefaultBodyLimit::max(2 * EVIDENCE_BYTES_MAX)),
        )
}

#[derive(Template)]
#[template(path = "pages/log.html")]
struct LogPage {
    chrome: Chrome,
    errors: FormErrors,
    key: String,
    head: Vec<(String, String)>,
    witnesses: Vec<WitnessLine>,
    is_refused: bool,
}

/// A witness, and how it stands to the log, in words.
struct WitnessLine {
    name: String,
    key: String,
    words: String,
}

/// What checking has led to.
#[derive(Template)]
#[template(path = "pages/checked.html")]
struct CheckedPage {
    chrome: Chrome,
    verdict: Verdict,
    facts: Vec<(String, String)>,
}

/// How people are told: the key of a title, the key of what it means, the tone.
struct Verdict {
    title: &'static str,
    means: &'static str,
    tone: &'static str,
}

async fn show(State(room): State<TransparencyRoom>, reader: Reader) -> Result<Page<LogPage>, Problem> {
    page(&room, &reader, FormErrors::default()).await.map(Page)
}

async fn page(room: &TransparencyRoom, reader: &Reader, errors: FormErrors) -> Result<LogPage, Problem> {
    let head = room.ledger.head().await.map_err(unavailable)?;
    let t = &reader.texts;
    let facts = head.map(|signed| {
        let head = signed.head;
        vec![
            fact(t, "log-head-size", head.size.to_string()),
            fact(t, "log-head-at", t.long_moment(&Moment(head.at))),
            fact(t, "log-head-root", head.root.to_string()),
            fact(t, "log-head-origin", head.origin.to_string()),
        ]
    });
    let standings = room.ledger.witnesses().await.map_err(unavailable)?;
    Ok(LogPage {
        is_refused: standings.iter().any(|standing| standing.refusal.is_some()),
        witnesses: standings.iter().map(|standing| witness_line(t, standing)).collect(),
        chrome: reader.portal("log-title", Place::Nowhere),
        errors,
        key: room.ledger.log_key().to_string(),
        head: facts.unwrap_or_default(),
    })
}

fn witness_line(t: &Texts, standing: &WitnessStanding) -> WitnessLine {
    let words = match (&standing.refusal, &standing.last) {
        (Some(refusal), _) => {
            let key = match refusal.reason {
                RefusalReason::Rewritten => "witness-refuses-rewritten",
                RefusalReason::Shorter => "witness-refuses-shorter",
            };
            t.say(key).with("at", t.long_moment(&refusal.at)).to_string()
        }
        (None, Some(last)) => t
            .say("witness-countersigned")
            .with("at", t.long_moment(&last.at))
            .with("size", t.number(&last.signed.head.size))
            .to_string(),
        (None, None) => String::new(),
    };
    WitnessLine {
        name: standing.witness.name().to_string(),
        key: standing.witness.to_string(),
        words,
    }
}

async fn check(
    State(room): State<TransparencyRoom>,
    caller: Caller,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    room.people.count_unsigned(caller).await?;
    let wrong = match posted_with_file(request, "evidence", EVIDENCE_BYTES_MAX).await {
        Err(Problem::TooLarge { .. }) => "log-evidence-too-large",
        Err(problem) => return Err(problem),
        Ok((_, None)) => "log-evidence-missing",
        Ok((_, Some(file))) => match serde_json::from_slice::<Evidence>(&file) {
            Ok(evidence) => {
                let page = checked(&room, &reader, &evidence).await?;
                return Ok(Page(page).into_response());
            }
            Err(_) => "log-evidence-unreadable",
        },
    };
    let mut errors = FormErrors::default();
    errors.add("evidence", wrong);
    let page = page(&room, &reader, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn checked(room: &TransparencyRoom, reader: &Reader, evidence: &Evidence) -> Result<CheckedPage, Problem> {
    let t = &reader.texts;
    let kept = room.ledger.keeps_to(evidence).await.map_err(unavailable)?;
    let (verdict, facts) = match kept {
        Err(worthless) => (worthless_verdict(&worthless), Vec::new()),
        Ok(Word::Broken) => (
            Verdict {
                title: "log-broken",
                means: "log-broken-means",
                tone: "late",
            },
            facts(t, evidence),
        ),
        Ok(Word::PutBack(epoch)) => {
            let mut facts = facts(t, evidence);
            facts.extend(put_back_facts(t, &epoch));
            (PUT_BACK, facts)
        }
        Ok(Word::Kept) => (kept_verdict(evidence), facts(t, evidence)),
    };
    Ok(CheckedPage {
        chrome: reader.portal("log-title", Place::Nowhere),
        verdict,
        facts,
    })
}

/// What the log says itself: it was put back, and this is among what was lost.
const PUT_BACK: Verdict = Verdict {
    title: "log-put-back",
    means: "log-put-back-means",
    tone: "ask",
};

/// To which position, when, and why.
fn put_back_facts(t: &Texts, epoch: &Epoch) -> Vec<(String, String)> {
    vec![
        fact(t, "log-fact-put-back-to", epoch.put_back.position.to_string()),
        fact(t, "log-fact-put-back-at", t.long_moment(&epoch.at)),
        fact(t, "log-fact-put-back-why", epoch.put_back.reason.clone()),
    ]
}

fn kept_verdict(evidence: &Evidence) -> Verdict {
    let (title, means) = match evidence.proven {
        Some(_) => ("log-kept", "log-kept-means"),
        None => ("log-promised", "log-promised-means"),
    };
    let tone = "good";
    Verdict { title, means, tone }
}

fn worthless_verdict(worthless: &Worthless) -> Verdict {
    let means = match worthless {
        Worthless::OtherKey { .. } => "log-worthless-key",
        Worthless::Unsigned(_) => "log-worthless-signature",
        Worthless::Unreadable | Worthless::OtherLog => "log-worthless-unreadable",
        Worthless::OtherLeaf => "log-worthless-leaf",
        Worthless::Unproven(_) => "log-worthless-proof",
    };
    Verdict {
        title: "log-worthless",
        means,
        tone: "late",
    }
}

/// What the evidence says, for whoever reads along.
fn facts(t: &Texts, evidence: &Evidence) -> Vec<(String, String)> {
    let (promise, head) = match evidence.verify(&evidence.key) {
        Ok(Assurance::Promised(promise)) => (promise, None),
        Ok(Assurance::Included(promise, head)) => (promise, Some(head)),
        Err(_) => return Vec::new(),
    };
    let number = serde_json::from_str::<serde_json::Value>(&evidence.leaf).ok();
    let number = number.and_then(|leaf| Some(leaf["data"]["number"].as_str()?.to_owned()));
    let mut facts: Vec<_> = number.map(|number| fact(t, "log-fact-number", number)).into_iter().collect();
    facts.extend([
        fact(t, "log-fact-position", (promise.index + 1).to_string()),
        fact(t, "log-fact-at", t.long_moment(&Moment(promise.at))),
        fact(t, "log-fact-leaf", promise.leaf.to_string()),
    ]);
    facts.extend(head.map(|head| fact(t, "log-fact-head", head.size.to_string())));
    facts
}

fn fact(t: &Texts, key: &str, value: String) -> (String, String) {
    (t.say(key).to_string(), value)
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer about its log");
    Problem::Unavailable
}
