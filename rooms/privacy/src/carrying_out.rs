//! What was answered is done: by the reaction to the answer, and for an account by the timer that ends it. Everything here
//! may be cut off and begun again: erasing twice is erasing once, and each command has a key of its own.

use std::sync::Arc;

use authority::{Actor, Duty, Party, Permit, Post, Subject, acts, permit};
use identity::{OrganId, PostId, RecordId, ResidentNumber};
use ledger::{Entry, FileName, Key, ReactionError, Unavailable, timer_key};
use messages::record::{AboutDataRequest, Audience, Fact, FactKind};
use people::record::PersonName;
use people::record::account::EMAIL;

use crate::holdings;
use crate::record::plan::{self, Plan};
use crate::record::{
    CORRECTED, CarryOut, Correction, DataRequest, DataRequests, EndGrace, Escalate, Event, Hinder, Outcome, Standing, Wish,
};
use crate::room::PrivacyRoom;
use crate::views::{CLOSING_TIMER, LATE_TIMER};

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
        async move { end_grace(&room, record, timer_key(record, CLOSING_TIMER, at)).await }
    });
    let telling = room.clone();
    room.ledger().on_timer(LATE_TIMER, move |record, at| {
        let room = telling.clone();
        async move { escalate(&room, record, timer_key(record, LATE_TIMER, at)).await }
    });
}

async fn follow(room: &PrivacyRoom, entry: &Entry) -> Result<(), ReactionError> {
    match entry.event::<DataRequests>()? {
        Some(Event::Asked { .. }) => tell_desk(room, entry).await,
        Some(Event::Answered { outcome, .. }) => {
            let Some(request) = request(room, entry.record).await? else {
                return Ok(());
            };
            tell_person(room, entry, &request, FactKind::DataRequestAnswered).await?;
            // An account ends by its timer, so that its person can still read the answer.
            if outcome == Outcome::Refused || request.wish == Wish::Closing {
                return Ok(());
            }
            carry_out(room, entry.record, entry.key(REACTION)).await
        }
        Some(Event::Escalated { .. }) => tell_heads(room, entry).await,
        Some(Event::GraceEnded { .. }) => carry_out(room, entry.record, entry.key(REACTION)).await,
        Some(Event::Hindered { .. }) => match request(room, entry.record).await? {
            Some(request) => tell_person(room, entry, &request, FactKind::AccountNotClosed).await,
            None => Ok(()),
        },
        Some(
            Event::TermMoved { .. }
            | Event::TakenBack { .. }
            | Event::CarriedOut { .. }
            | Event::Opened { .. }
            | Event::Lifted { .. },
        )
        | None => Ok(()),
    }
}

async fn request(room: &PrivacyRoom, id: RecordId) -> Result<Option<DataRequest>, Unavailable> {
    let snapshot = room.ledger().state::<DataRequests>(id).await?;
    Ok(snapshot.and_then(|snapshot| Option::clone(&snapshot.state)))
}

async fn tell_person(room: &PrivacyRoom, entry: &Entry, request: &DataRequest, kind: FactKind) -> Result<(), ReactionError> {
    let audience = Audience::Party(Party::Person(request.account));
    let fact = Fact::about_data(kind, about(entry.record, request));
    room.messages.tell(REACTION, entry, fact, audience).await
}

fn about(id: RecordId, request: &DataRequest) -> AboutDataRequest {
    AboutDataRequest {
        request: id,
        number: request.number.clone(),
        wish: request.wish.as_str().to_owned(),
    }
}

/// Whoever answers for personal data in the city's bureau is told.
async fn tell_desk(room: &PrivacyRoom, entry: &Entry) -> Result<(), ReactionError> {
    let posts = answering(room).into_iter().map(|post| post.id.clone()).collect();
    tell_posts(room, entry, FactKind::DataRequestCame, posts).await
}

/// Whoever heads an organ that had to answer is told that it has not.
async fn tell_heads(room: &PrivacyRoom, entry: &Entry) -> Result<(), ReactionError> {
    let organs: Vec<OrganId> = answering(room).into_iter().map(|post| post.organ.clone()).collect();
    let posts = room.people.posts();
    let heads = posts.iter().map(|entry| &entry.post);
    let heads = heads.filter(|post| post.has_any(&[Duty::Sign]) && organs.contains(&post.organ));
    tell_posts(
        room,
        entry,
        FactKind::DataRequestLate,
        heads.map(|post| post.id.clone()).collect(),
    )
    .await
}

/// The posts that answer: several bureaus of one city each have one, and those of counties answer nothing here.
fn answering(room: &PrivacyRoom) -> Vec<Arc<Post>> {
    let (city, posts) = (room.ledger().city(), room.people.posts());
    posts
        .iter()
        .map(|entry| Arc::clone(&entry.post))
        .filter(|post| post.has_any(&[Duty::Protect]) && post.region.covers(city))
        .collect()
}

async fn tell_posts(room: &PrivacyRoom, entry: &Entry, kind: FactKind, posts: Vec<PostId>) -> Result<(), ReactionError> {
    let Some(request) = request(room, entry.record).await? else {
        return Ok(());
    };
    let due = request.due.day(&room.calendar());
    for post in posts {
        let fact = Fact::about_data(kind, about(entry.record, &request)).on(due);
        room.messages.tell(REACTION, entry, fact, Audience::Post(post)).await?;
    }
    Ok(())
}

/// The term may be over; the record counts its days anew.
async fn escalate(room: &PrivacyRoom, id: RecordId, key: Key) -> Result<(), ReactionError> {
    let permit = may(room, id)?;
    room.ledger().submit::<DataRequests, _>(&permit, id, Escalate, key).await?;
    Ok(())
}

/// The day of an account has come: it ends if nothing stands against that now, whatever stood when it was answered.
async fn end_grace(room: &PrivacyRoom, id: RecordId, key: Key) -> Result<(), ReactionError> {
    let Some(request) = request(room, id).await?.filter(|request| request.standing == Standing::Grace) else {
        return Ok(());
    };
    let held = holdings::of(room, request.account).await?;
    let permit = may(room, id)?;
    let ledger = room.ledger();
    match held.hindrance() {
        Some(by) => {
            ledger
                .submit::<DataRequests, _>(&permit, id, Hinder { by }, key.and("hindered"))
                .await?
        }
        None => {
            let end = EndGrace {
                plan: plan::closing(&held.holdings(), &held.draft_records(), room.today()).plan,
                expects: held.read_at,
            };
            ledger.submit::<DataRequests, _>(&permit, id, end, key.and("grace")).await?
        }
    };
    Ok(())
}

async fn carry_out(room: &PrivacyRoom, id: RecordId, key: Key) -> Result<(), ReactionError> {
    let Some(request) = request(room, id)
        .await?
        .filter(|request| request.standing == Standing::Answered)
    else {
        return Ok(());
    };
    let Some(answered) = &request.answered else { return Ok(()) };
    correct(room, id, &request, &key).await?;
    let plan = &answered.plan;
    if let Some(identity) = plan.identity {
        room.people
            .close_account(REACTION, request.account, identity, key.clone().and("close"))
            .await?;
    }
    erase(room, &request, plan, &key).await?;
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
