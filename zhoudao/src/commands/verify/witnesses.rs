//! What witnesses have seen, against the log.

use ledger::{Ledger, RefusalReason, Word};
use proof::{Head, Origin};
use witness::WitnessAddress;

use super::FINDINGS_SHOWN_MAX;
use crate::counted::counted;
use crate::server;

/// Says whether the log holds what the city remembers of its witnesses, and whether one of them refuses it.
pub(super) fn kept(ledger: &Ledger) -> anyhow::Result<bool> {
    let ledger = ledger.clone();
    server::block_on(async move {
        let (count, broken) = ledger.broken_cosignatures().await?;
        for cosigned in broken.iter().take(FINDINGS_SHOWN_MAX) {
            let (name, events) = (cosigned.witness.name(), events(cosigned.signed.head.size));
            println!("witness {name}: it has countersigned a head over {events} that the log does not hold any more");
        }
        let mut is_in_order = broken.is_empty();
        for standing in ledger.witnesses().await? {
            let Some(refusal) = standing.refusal else { continue };
            let (name, events) = (standing.witness.name(), events(refusal.size));
            let why = match refusal.reason {
                RefusalReason::Rewritten => "it does not go on from what the witness has seen: it was rewritten",
                RefusalReason::Shorter => "the witness has seen a longer one: events are missing, or an old copy was put back",
            };
            println!(
                "witness {name}: it refuses the log of {events} since {}: {why}",
                refusal.at.day()
            );
            is_in_order = false;
        }
        if is_in_order && count > 0 {
            println!(
                "the log holds {} that witnesses have countersigned",
                counted(count, "head", "heads")
            );
        }
        Ok(is_in_order)
    })
}

/// Asks a witness for the last head that it has seen, and says whether the log holds it.
pub(super) fn asked(ledger: &Ledger, witness: &WitnessAddress) -> anyhow::Result<bool> {
    let (ledger, witness) = (ledger.clone(), witness.clone());
    server::block_on(async move {
        let log = ledger.log_key();
        let origin: Origin = log.name().as_str().parse()?;
        let name = witness.key().name();
        let Some(note) = witness.last(&origin).await? else {
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
