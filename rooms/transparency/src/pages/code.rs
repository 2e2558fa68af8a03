//! `/log/e?p=…`: where the square code of a receipt leads: whether the city has signed it, and whether the log still holds it.

use axum::extract::{RawQuery, State};
use calendar::Moment;
use front::{FormData, Page, Place, Problem, Reader};
use ledger::Word;
use people::Caller;
use proof::{PromiseCode, Worthless};

use super::{CheckedPage, PUT_BACK, Verdict, fact, put_back_facts, unavailable, worthless_verdict};
use crate::room::TransparencyRoom;

pub(super) async fn show(
    State(room): State<TransparencyRoom>,
    caller: Caller,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<CheckedPage>, Problem> {
    room.people.count_unsigned(caller).await?;
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let (verdict, facts) = match form.value("p").parse::<PromiseCode>() {
        Ok(code) => checked(&room, &reader, &code).await?,
        Err(_) => (unreadable(), Vec::new()),
    };
    Ok(Page(CheckedPage {
        chrome: reader.portal("log-title", Place::Nowhere),
        verdict,
        facts,
    }))
}

async fn checked(
    room: &TransparencyRoom,
    reader: &Reader,
    code: &PromiseCode,
) -> Result<(Verdict, Vec<(String, String)>), Problem> {
    let mut put_back = None;
    let verdict = match room.ledger.keeps_promise(code.note()).await.map_err(unavailable)? {
        Err(worthless) => return Ok((foreign(&worthless), Vec::new())),
        Ok(Word::Kept) => Verdict {
            title: "code-kept",
            means: "code-kept-means",
            tone: "good",
        },
        Ok(Word::PutBack(epoch)) => {
            put_back = Some(epoch);
            PUT_BACK
        }
        Ok(Word::Broken) => Verdict {
            title: "log-broken",
            means: "log-broken-means",
            tone: "late",
        },
    };
    let (t, promise) = (&reader.texts, code.promise());
    let mut facts = Vec::new();
    if verdict.tone == "good" {
        // Whoever holds the code holds the receipt; the number says whether it is that of this receipt.
        facts.extend(
            number(room, promise.index + 1)
                .await?
                .map(|number| fact(t, "log-fact-number", number)),
        );
    }
    facts.extend([
        fact(t, "log-fact-position", (promise.index + 1).to_string()),
        fact(t, "log-fact-at", t.long_moment(&Moment(promise.at))),
        fact(t, "log-fact-leaf", promise.leaf.to_string()),
    ]);
    if let Some(epoch) = &put_back {
        facts.extend(put_back_facts(t, epoch));
    }
    Ok((verdict, facts))
}

/// The number of the application, if the event gave it one.
async fn number(room: &TransparencyRoom, position: u64) -> Result<Option<String>, Problem> {
    let evidence = room.ledger.evidence(position).await.map_err(unavailable)?;
    let leaf = evidence.and_then(|evidence| serde_json::from_str::<serde_json::Value>(&evidence.leaf).ok());
    Ok(leaf.and_then(|leaf| Some(leaf["data"]["number"].as_str()?.to_owned())))
}

fn unreadable() -> Verdict {
    Verdict {
        title: "code-unreadable",
        means: "code-unreadable-means",
        tone: "late",
    }
}

fn foreign(worthless: &Worthless) -> Verdict {
    Verdict {
        title: "code-worthless",
        ..worthless_verdict(worthless)
    }
}
