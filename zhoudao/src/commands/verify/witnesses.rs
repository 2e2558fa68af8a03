//! What witnesses have seen, against the log.

use anyhow::Context;
use ledger::{Cosigned, Ledger, Refusal, RefusalReason, Word};
use proof::{Head, Origin, VerifyingKey};
use witness::WitnessAddress;

use super::FINDINGS_SHOWN_MAX;
use crate::counted::counted;
use crate::server;

/// What the city remembers of its witnesses, compared with its log.
pub(super) struct Remembered {
    /// How many heads they have countersigned.
    pub(super) cosignatures: u64,
    /// Countersigned heads that the log does not hold, and witnesses that refuse it.
    pub(super) findings: Vec<String>,
}

/// Compares what the city remembers of its witnesses with the log.
pub(super) fn remembered(ledger: &Ledger) -> anyhow::Result<Remembered> {
    let ledger = ledger.clone();
    server::block_on(async move {
        let (cosignatures, broken) = ledger.broken_cosignatures().await?;
        let mut findings: Vec<String> = broken.iter().map(broken_cosignature).collect();
        for standing in ledger.witnesses().await? {
            findings.extend(standing.refusal.map(|refusal| refused(&standing.witness, &refusal)));
        }
        Ok(Remembered { cosignatures, findings })
    })
}

impl Remembered {
    /// Says whether the log holds what witnesses have countersigned, and whether one of them refuses it.
    pub(super) fn said(&self) -> bool {
        for finding in self.findings.iter().take(FINDINGS_SHOWN_MAX) {
            println!("{finding}");
        }
        let is_in_order = self.findings.is_empty();
        if is_in_order && self.cosignatures > 0 {
            let heads = counted(self.cosignatures, "head", "heads");
            println!("the log holds {heads} that witnesses have countersigned");
        }
        is_in_order
    }
}

fn broken_cosignature(cosigned: &Cosigned) -> String {
    let (name, events) = (cosigned.witness.name(), events(cosigned.signed.head.size));
    format!("witness {name}: it has countersigned a head over {events} that the log does not hold any more")
}

fn refused(witness: &VerifyingKey, refusal: &Refusal) -> String {
    let (name, events, since) = (witness.name(), events(refusal.size), refusal.at.day());
    let why = match refusal.reason {
        RefusalReason::Rewritten => "it does not go on from what the witness has seen: it was rewritten",
        RefusalReason::Shorter => "the witness has seen a longer one: events are missing, or an old copy was put back",
    };
    format!("witness {name}: it refuses the log of {events} since {since}: {why}")
}

/// Asks a witness for the last head that it has seen, and says whether the log holds it.
pub(super) fn asked(ledger: &Ledger, witness: &WitnessAddress) -> anyhow::Result<bool> {
    let (ledger, witness) = (ledger.clone(), witness.clone());
    server::block_on(async move {
        let log = ledger.log_key();
        let origin: Origin = log.name().as_str().parse()?;
        let name = witness.key().name();
        let last = witness.last(&origin).await;
        let Some(note) = last.with_context(|| format!("witness {name} at {}", witness.url()))? else {
            println!("witness {name}: it has never seen this log");
            return Ok(false);
        };
        let events = events(note.text().parse::<Head>()?.size);
        let at = note.verify(witness.key())?.unwrap_or_default();
        Ok(match ledger.keeps_to_head(&note).await? {
            Ok(Word::Kept) => {
                println!(
                    "witness {name}: the log holds the head over {events} that it has countersigned at {at} (seconds since 1970)"
                );
                true
            }
            Ok(Word::Broken | Word::PutBack(_)) => {
                println!(
                    "witness {name}: it has countersigned a head over {events} that this log does not hold: the log was rewritten"
                );
                false
            }
            Err(worthless) => {
                println!("witness {name}: what it has countersigned is no head of this log: {worthless}");
                false
            }
        })
    })
}

fn events(number: u64) -> String {
    counted(number, "event", "events")
}
