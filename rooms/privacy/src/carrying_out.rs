//! What was answered is done: by the reaction to the answer, and for an account by the timer that ends it. Everything here
//! may be cut off and begun again: erasing twice is erasing once, and each command has a key of its own.

use authority::{Actor, Duty, Party, Permit, Subject, acts, permit};
use identity::{PostId, RecordId, ResidentNumber};
use ledger::{Entry, FileName, Key, ReactionError, Unavailable, timer_key};
use messages::record::{Audience, FactKind};
use people::record::PersonName;
use people::record::account::EMAIL;

use crate::record::plan::Plan;
use crate::record::{CORRECTED, CarryOut, Correction, DataRequest, DataRequests, Event, Outcome, Standing, Wish};
use crate::room::PrivacyRoom;
use crate::views::CLOSING_TIMER;

/// The reaction's name.
const REACTION: &str = "privacy";

pub(crate) fn react(room: &PrivacyRoom) {
    let following = room.clone();
    room.ledger().react_to(REACTION, &["data_request"], move |entry| {
        let room = following.clone();
        async move { follow(&room, &entry).await }
    });
    let ending = room.clone();
    room.ledger().on_timer(CLOSING_TIMER, move |record, at| {
        let room = ending.clone();
        async move { carry_out(&room, record, timer_key(record, CLOSING_TIMER, at)).await }
    });
}

async fn follow(room: &PrivacyRoom, entry: &Entry) -> Result<(), ReactionError> {
    match entry.event::<DataRequests>()? {
        Some(Event::Asked { .. }) => tell_desk(room, entry).await,
        Some(Event::Answered { outcome, .. }) => {
            let Some(snapshot) = room.ledger().state::<DataRequests>(entry.record).await? else {
                return Ok(());
            };
            let Some(request) = snapshot.state.as_ref() else {
                return Ok(());
            };
            let audience = Audience::Party(Party::Person(request.account));
            room.messages
                .tell(REACTION, entry, FactKind::DataRequestAnswered, audience)
                .await?;
            // An account ends by its timer, so that its person can still read the answer.
            if outcome == Outcome::Refused || request.wish == Wish::Closing {
                return Ok(());
            }
            carry_out(room, entry.record, entry.key(REACTION)).await
        }
        Some(Event::TakenBack { .. } | Event::CarriedOut { .. } | Event::Opened { .. } | Event::Lifted { .. }) | None => Ok(()),
    }
}

/// Whoever answers for personal data in the city's bureau is told; several bureaus of one city each have the post, and those
/// of counties answer nothing here.
async fn tell_desk(room: &PrivacyRoom, entry: &Entry) -> Result<(), ReactionError> {
    let city = room.ledger().city();
    let posts = room.people.posts();
    let answering: Vec<PostId> = posts
        .iter()
        .filter(|entry| entry.post.has_any(&[Duty::Protect]) && entry.post.region.covers(city))
        .map(|entry| entry.post.id.clone())
        .collect();
    for post in answering {
        room.messages
            .tell(REACTION, entry, FactKind::DataRequestCame, Audience::Post(post))
            .await?;
    }
    Ok(())
}

async fn carry_out(room: &PrivacyRoom, id: RecordId, key: Key) -> Result<(), ReactionError> {
    let Some(snapshot) = room.ledger().state::<DataRequests>(id).await? else {
        return Ok(());
    };
    let Some(request) = Option::as_ref(&snapshot.state).filter(|request| request.standing == Standing::Answered) else {
        return Ok(());
    };
    let Some(answered) = &request.answered else { return Ok(()) };
    correct(room, id, request, &key).await?;
    let plan = &answered.plan;
    if let Some(identity) = plan.identity {
        room.people
            .close_account(REACTION, request.account, identity, key.clone().and("close"))
            .await?;
    }
    erase(room, request, plan, &key).await?;
    let permit = may(room, id)?;
    room.ledger()
        .submit::<DataRequests, _>(&permit, id, CarryOut, key.and("done"))
        .await?;
    Ok(())
}

async fn correct(room: &PrivacyRoom, id: RecordId, request: &DataRequest, key: &Key) -> Result<(), ReactionError> {
    let Wish::Correction { of } = &request.wish else {
        return Ok(());
    };
    let mut kept = room.ledger().secrets(id, &[CORRECTED.to_owned()]).await?;
    let corrected = kept.remove(CORRECTED);
    let corrected = corrected.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
    let unreadable = || ReactionError::Failed("the right value cannot be read any more".to_owned());
    let key = key.clone().and("correct");
    match of {
        Correction::Name => {
            let name: PersonName = corrected.parse().map_err(|_| unreadable())?;
            room.people
                .correct_details(REACTION, request.account, Some(name), None, key)
                .await?;
        }
        Correction::ResidentNumber => {
            let number: ResidentNumber = corrected.parse().map_err(|_| unreadable())?;
            room.people
                .correct_details(REACTION, request.account, None, Some(number), key)
                .await?;
        }
        Correction::Form {
            application,
            part,
            field,
        } => {
            applications::corrections::correct(&room.applications, REACTION, *application, (part, field), corrected, key).await?;
        }
    }
    Ok(())
}

async fn erase(room: &PrivacyRoom, request: &DataRequest, plan: &Plan, key: &Key) -> Result<(), ReactionError> {
    let owner = Party::Person(request.account);
    for draft in &plan.drafts {
        applications::drafts::delete(&room.applications, owner, *draft).await?;
    }
    for taken in &plan.erase {
        // The account knows whether it has an address, so that it is told rather than bypassed.
        let forgets_email = taken.record == request.account && taken.paths.iter().any(|path| path == EMAIL);
        if forgets_email && plan.identity.is_none() {
            room.people
                .forget_email(REACTION, request.account, key.clone().and("email"))
                .await?;
        }
        for file in &taken.files {
            let unavailable = |error: ledger::FileError| Unavailable(error.to_string());
            let name = FileName::try_from(file.clone()).map_err(unavailable)?;
            room.ledger().files().delete(&name).await.map_err(unavailable)?;
        }
        room.ledger().erase(taken.record, &taken.paths).await?;
    }
    Ok(())
}

fn may(room: &PrivacyRoom, id: RecordId) -> Result<Permit<acts::React>, ReactionError> {
    permit(&Actor::reaction(REACTION), &Subject::new(id, room.ledger().city()))
        .map_err(|denied| ReactionError::Failed(denied.to_string()))
}
