//! What follows from a declaration: the calendars are in force, and what is due moves to where they lead.

use std::sync::Arc;

use applications::record::Applications;
use applications::record::command::RefreshDues;
use applications::views::with_terms;
use authority::{Actor, Permit, acts, permit};
use identity::{RecordId, RegionCode};
use ledger::{Entry, Key, Ledger, ReactionError};
use tokio::task::JoinSet;

use crate::record::{Days, DaysEvent, record_of};
use crate::standing::Standing;

/// The name of the reaction.
const MOVE: &str = "move-dues";
/// Applications looked up at a time.
const PAGE: u32 = 500;
/// Applications moved at the same time.
const TOGETHER_MAX: usize = 32;

pub(crate) fn react(ledger: &Ledger, standing: &Standing) {
    let (ledger_of_reaction, standing) = (ledger.clone(), standing.clone());
    ledger.react_to(MOVE, &["days"], move |entry| {
        let (ledger, standing) = (ledger_of_reaction.clone(), standing.clone());
        async move { follow(&ledger, &standing, &entry).await }
    });
}

async fn follow(ledger: &Ledger, standing: &Standing, entry: &Entry) -> Result<(), ReactionError> {
    standing.renew(ledger).await?;
    let Some(region) = reach(ledger, entry).await? else {
        return Ok(());
    };
    let key = entry.key(MOVE);
    let mut behind = 0;
    loop {
        let page = with_terms(ledger, region, behind, PAGE).await?;
        let Some((last, _)) = page.last().copied() else {
            return Ok(());
        };
        behind = last;
        let applications = page.into_iter().map(|(_, application)| application).collect();
        move_all(ledger, applications, region, &key).await?;
    }
}

/// Where a declaration holds.
async fn reach(ledger: &Ledger, entry: &Entry) -> Result<Option<RegionCode>, ReactionError> {
    let change = match entry.event::<Days>()? {
        Some(DaysEvent::Declared { change, .. }) => Some(change),
        Some(DaysEvent::TakenBack { number }) => {
            let declared = ledger.state::<Days>(record_of(ledger.city())).await?;
            declared.and_then(|snapshot| snapshot.state.declaration(number).map(|it| it.change.clone()))
        }
        None => None,
    };
    Ok(change.map(|change| change.region(ledger.city())))
}

async fn move_all(ledger: &Ledger, applications: Vec<RecordId>, region: RegionCode, key: &Key) -> Result<(), ReactionError> {
    let actor = Actor::reaction(MOVE);
    let mut moving = JoinSet::new();
    for application in applications {
        if moving.len() == TOGETHER_MAX {
            finished(moving.join_next().await)?;
        }
        let (ledger, actor, key) = (ledger.clone(), Arc::clone(&actor), key.clone().and(&application.to_string()));
        moving.spawn(async move { move_one(&ledger, &actor, application, region, key).await });
    }
    while let Some(moved) = moving.join_next().await {
        finished(Some(moved))?;
    }
    Ok(())
}

fn finished(moved: Option<Result<Result<(), ReactionError>, tokio::task::JoinError>>) -> Result<(), ReactionError> {
    match moved {
        Some(Ok(moved)) => moved,
        Some(Err(error)) => Err(ReactionError::Failed(error.to_string())),
        None => Ok(()),
    }
}

async fn move_one(
    ledger: &Ledger,
    actor: &Arc<Actor>,
    application: RecordId,
    region: RegionCode,
    key: Key,
) -> Result<(), ReactionError> {
    let subject = authority::Subject::new(application, region);
    let permit: Permit<acts::React> = permit(actor, &subject).map_err(|denied| ReactionError::Failed(denied.to_string()))?;
    ledger
        .submit::<Applications, _>(&permit, application, RefreshDues, key)
        .await?;
    Ok(())
}
