//! One witness: it is shown the last head of every day that it has not seen, and then today's.

use std::time::Duration;

use ledger::{Ledger, RefusalReason, SignedHead, Unavailable};
use proof::Submission;
use witness::{Answer, NotAnswered, WitnessAddress};

/// Heads that are shown in one round: a city that gets its first witness has a past.
const HEADS_A_ROUND: u32 = 400;
/// How often a witness may say that it has seen another size, before that is taken for nonsense.
const CORRECTIONS_MAX: u32 = 3;

/// Shows the heads of the log to a witness, round by round.
pub(super) async fn show_all(ledger: Ledger, witness: WitnessAddress, pace: Duration) {
    loop {
        let name = witness.key().name();
        match round(&ledger, &witness).await {
            Ok(Round::Shown) => {}
            Ok(Round::Refused(reason)) => tracing::error!(
                witness = %name, ?reason,
                "THE WITNESS REFUSES THIS LOG: it is not what the witness has countersigned. Somebody has rewritten it, or an old copy was put \
                 back. Run zhoudao verify, and ask the witness for the head that it has seen"
            ),
            Err(trouble) => tracing::warn!(witness = %name, %trouble, "no head was countersigned"),
        }
        tokio::time::sleep(pace).await;
    }
}

/// What a round has come to.
enum Round {
    /// Every head was countersigned, as far as there are any.
    Shown,
    /// The witness refuses.
    Refused(RefusalReason),
}

/// Why nothing was countersigned, for now.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Ledger(#[from] Unavailable),
    #[error(transparent)]
    Witness(#[from] NotAnswered),
    #[error("the witness says one thing and another about what it has seen")]
    Nonsense,
    #[error("the tree over the log is not whole: run zhoudao verify")]
    Torn,
}

async fn round(ledger: &Ledger, witness: &WitnessAddress) -> Result<Round, Trouble> {
    let mut seen = last_countersigned(ledger, witness).await?;
    for signed in ledger.heads_beyond(seen, HEADS_A_ROUND).await? {
        let size = signed.head.size;
        // The witness has seen more than we remember.
        if size < seen {
            continue;
        }
        match shown(ledger, witness, signed, seen).await? {
            Shown::Countersigned => seen = size,
            Shown::HasSeen(more) => seen = more,
            Shown::Refused(reason) => return Ok(Round::Refused(reason)),
        }
    }
    let size = ledger.head().await?.map_or(0, |last| last.head.size);
    if seen > size {
        ledger.keep_refusal(witness.key(), size, RefusalReason::Shorter).await?;
        return Ok(Round::Refused(RefusalReason::Shorter));
    }
    Ok(Round::Shown)
}

/// How long the log was when this witness last countersigned, as far as we know.
async fn last_countersigned(ledger: &Ledger, witness: &WitnessAddress) -> Result<u64, Unavailable> {
    let standings = ledger.witnesses().await?;
    let own = standings.into_iter().find(|standing| standing.witness == *witness.key());
    Ok(own.and_then(|standing| standing.last).map_or(0, |last| last.signed.head.size))
}

enum Shown {
    Countersigned,
    HasSeen(u64),
    Refused(RefusalReason),
}

/// Shows one head, with the proof from what the witness says that it has seen.
async fn shown(ledger: &Ledger, witness: &WitnessAddress, signed: SignedHead, seen: u64) -> Result<Shown, Trouble> {
    let SignedHead { head, note } = signed;
    let mut earlier = seen;
    for _ in 0..CORRECTIONS_MAX {
        let grown = ledger.consistency(earlier, head.size).await?.ok_or(Trouble::Torn)?;
        let submission = Submission {
            earlier,
            grown,
            note: note.clone(),
        };
        match witness.show(&submission).await? {
            Answer::Countersigned(note, _) => {
                ledger.keep_cosignature(witness.key(), &note).await?;
                return Ok(Shown::Countersigned);
            }
            Answer::HasSeen(size) if size > head.size => return Ok(Shown::HasSeen(size)),
            Answer::HasSeen(size) if size == earlier => return Err(Trouble::Nonsense),
            Answer::HasSeen(size) => earlier = size,
            Answer::Refused => {
                ledger
                    .keep_refusal(witness.key(), head.size, RefusalReason::Rewritten)
                    .await?;
                return Ok(Shown::Refused(RefusalReason::Rewritten));
            }
        }
    }
    Err(Trouble::Nonsense)
}
