//! Answering: what may go at once and what law keeps is worked out from what is held now, and whoever answers says yes to
//! that, or no, with reasons.

use authority::{Party, Permit, acts};
use counter::looks::{Look, Occasion, What};
use front::{Message, Problem};
use identity::RecordId;
use ledger::Key;
use people::CurrentActor;
use people::record::account::resident_claim;

use crate::asking::subject;
use crate::holdings::{self, Holdings};
use crate::record::plan::{self, Holding, Proposal};
use crate::record::{Answer, CORRECTED, Correction, DataRequest, DataRequests, Hindrance, Judgement, Part, Refusal, Wish};
use crate::room::PrivacyRoom;
use crate::words::{submitted, unavailable};

/// A request that the actor answers, or answered.
pub(crate) struct AtDesk {
    pub(crate) id: RecordId,
    pub(crate) request: DataRequest,
    permit: Permit<acts::AnswerDataRequest>,
}

/// What would follow from saying yes.
pub(crate) struct Foreseen {
    pub(crate) proposal: Proposal,
    pub(crate) holdings: Holdings,
    /// Why nothing can be granted; none where something can.
    pub(crate) obstacle: Option<Message>,
    /// Whether less follows than was asked.
    is_partial: bool,
}

/// What whoever answers says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Yes, as far as law lets.
    Grant,
    /// No.
    Refuse,
}

impl Verdict {
    /// What a form or a program names.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "grant" => Some(Self::Grant),
            "refuse" => Some(Self::Refuse),
            _ => None,
        }
    }
}

/// A request at the desk of whoever answers; for everybody else it does not exist.
pub(crate) async fn at_desk(room: &PrivacyRoom, current: &CurrentActor, id: RecordId) -> Result<AtDesk, Problem> {
    let snapshot = room.ledger().state::<DataRequests>(id).await.map_err(unavailable)?;
    let request = snapshot
        .and_then(|snapshot| Option::clone(&snapshot.state))
        .ok_or(Problem::NotFound)?;
    let permit = current.permit::<acts::AnswerDataRequest>(&subject(id, &request))?;
    Ok(AtDesk { id, request, permit })
}

/// What whoever answers is shown of a person is noted, as every look of staff is.
pub(crate) async fn note_look(room: &PrivacyRoom, current: &CurrentActor, whose: RecordId) {
    let (Some(post), Some(account)) = (current.actor.held_post(), current.account()) else {
        return;
    };
    let look = Look {
        party: Party::Person(whose),
        application: None,
        account,
        post: post.id.clone(),
        what: What::DataRequest,
        occasion: Occasion::of(&current.actor),
    };
    room.looks.note(look).await;
}

/// What would follow from saying yes, as things are now.
pub(crate) async fn foresee(room: &PrivacyRoom, id: RecordId, request: &DataRequest) -> Result<Foreseen, Problem> {
    let held = holdings::of(room, request.account).await.map_err(unavailable)?;
    let today = room.today();
    let (proposal, is_partial) = match &request.wish {
        Wish::Erasure { parts, .. } => {
            let (chosen, drafts) = chosen(&held, parts);
            let proposal = plan::erasing(&chosen, &drafts, today);
            let is_partial = !proposal.is_whole();
            (proposal, is_partial)
        }
        Wish::Restriction { parts } => {
            let (chosen, _) = chosen(&held, parts);
            let proposal = plan::restricting(&chosen);
            let is_partial = proposal.plan.restrict.len() < parts.len();
            (proposal, is_partial)
        }
        Wish::Closing => {
            let proposal = plan::closing(&held.holdings(), &held.draft_records(), today);
            let is_partial = !proposal.is_whole();
            (proposal, is_partial)
        }
        Wish::Correction { .. } | Wish::Explanation => (Proposal::default(), false),
    };
    let obstacle = match is_number_of_another(room, id, request).await? {
        true => Some(Message::new("desk-data-number-taken")),
        false => obstacle(request, &held, &proposal),
    };
    Ok(Foreseen {
        proposal,
        holdings: held,
        obstacle,
        is_partial,
    })
}

fn chosen(held: &Holdings, parts: &[Part]) -> (Vec<Holding>, Vec<RecordId>) {
    let chosen = parts.iter().flat_map(|part| held.of_part(*part)).collect();
    let drafts = if parts.contains(&Part::Drafts) {
        held.draft_records()
    } else {
        Vec::new()
    };
    (chosen, drafts)
}

fn obstacle(request: &DataRequest, held: &Holdings, proposal: &Proposal) -> Option<Message> {
    match &request.wish {
        Wish::Erasure { .. } | Wish::Restriction { .. } => {
            (!proposal.does_something()).then(|| Message::new("desk-data-nothing-to-do"))
        }
        Wish::Closing => held.hindrance().map(|by| desk_words(held, &by)),
        Wish::Correction { .. } | Wish::Explanation => None,
    }
}

/// What stands against the end of an account, as whoever answers reads it.
fn desk_words(held: &Holdings, by: &Hindrance) -> Message {
    Message::new(format!("desk-{}", by.key())).with("titles", held.titles_of(by).join("、"))
}

/// One account a person: a number that another account stands on is first looked into.
async fn is_number_of_another(room: &PrivacyRoom, id: RecordId, request: &DataRequest) -> Result<bool, Problem> {
    let of = &request.wish;
    if !matches!(
        of,
        Wish::Correction {
            of: Correction::ResidentNumber
        }
    ) {
        return Ok(false);
    }
    let said = room
        .ledger()
        .secrets(id, &[CORRECTED.to_owned()])
        .await
        .map_err(unavailable)?;
    let number = said.get(CORRECTED).and_then(|number| number.as_str()?.parse().ok());
    let Some(number) = number else { return Ok(false) };
    let holder = room.ledger().find(&resident_claim(&number)).await.map_err(unavailable)?;
    Ok(holder.is_some_and(|holder| holder != request.account))
}

/// Answers; refused, why.
pub(crate) async fn answer(
    room: &PrivacyRoom,
    at: &AtDesk,
    verdict: Verdict,
    words: String,
    key: Key,
) -> Result<Result<(), Refusal>, Problem> {
    let (judgement, expects) = match verdict {
        Verdict::Refuse => (Judgement::Refused, Vec::new()),
        Verdict::Grant => {
            let foreseen = foresee(room, at.id, &at.request).await?;
            if foreseen.obstacle.is_some() {
                return Ok(Err(Refusal::NothingGranted));
            }
            let plan = foreseen.proposal.plan;
            let judgement = if foreseen.is_partial {
                Judgement::Partly(plan)
            } else {
                Judgement::Granted(plan)
            };
            (judgement, foreseen.holdings.read_at)
        }
    };
    let command = Answer {
        judgement,
        words,
        expects,
    };
    let answer = room.ledger().submit::<DataRequests, _>(&at.permit, at.id, command, key).await;
    Ok(submitted(answer)?.map(|_| ()))
}
