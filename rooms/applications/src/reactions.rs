//! What follows from events: a signed-off group is issued, papers are served into accounts, notices end by timer.

use std::sync::Arc;

use authority::{Act, Actor, Denied, Permit, acts, permit};
use calendar::Moment;
use identity::RecordId;
use ledger::{CommandOf, Entry, Key, Ledger, ReactionError, timer_key};

use crate::record::command::{DeemProlonged, EndNotices, Escalate, Issue, KeepTerms, LapseOwed, Serve};
use crate::record::state::Status;
use crate::record::{Application, Applications};
use crate::views::{ESCALATION_TIMER, NOTICE_TIMER, PAPERS_TIMER, SILENCE_TIMER, TERM_TIMER};

/// The reaction that issues a group once its last draft is signed off.
const ISSUE: &str = "issue";
/// The reaction that serves decisions once their documents are there.
const SERVE: &str = "serve";

/// Has the ledger do what follows from applications' events.
pub fn react(ledger: &Ledger) {
    let issuing = ledger.clone();
    ledger.react_to(ISSUE, &["application"], move |entry| {
        let ledger = issuing.clone();
        async move { issue(&ledger, &entry).await }
    });
    let serving = ledger.clone();
    ledger.react_to(SERVE, &["application"], move |entry| {
        let ledger = serving.clone();
        async move { serve(&ledger, &entry).await }
    });
    let timed = ledger.clone();
    ledger.on_timer(NOTICE_TIMER, move |record, at| {
        let ledger = timed.clone();
        async move { timed_out(&ledger, record, at, NOTICE_TIMER, EndNotices).await }
    });
    let lapsing = ledger.clone();
    ledger.on_timer(PAPERS_TIMER, move |record, at| {
        let ledger = lapsing.clone();
        async move { timed_out(&ledger, record, at, PAPERS_TIMER, LapseOwed).await }
    });
    let deeming = ledger.clone();
    ledger.on_timer(SILENCE_TIMER, move |record, at| {
        let ledger = deeming.clone();
        async move { timed_out(&ledger, record, at, SILENCE_TIMER, DeemProlonged).await }
    });
    let watching = ledger.clone();
    ledger.on_timer(ESCALATION_TIMER, move |record, at| {
        let ledger = watching.clone();
        async move { escalate(&ledger, record, at).await }
    });
    let kept = ledger.clone();
    ledger.on_timer(TERM_TIMER, move |record, at| {
        let ledger = kept.clone();
        async move { keep_terms(&ledger, record, at).await }
    });
}

/// After each event that may have made the last case of a group ready.
async fn issue(ledger: &Ledger, entry: &Entry) -> Result<(), ReactionError> {
    if !matches!(
        entry.event_type.as_str(),
        "signed_off" | "left_out" | "case_refused" | "case_not_accepted" | "plan_changed" | "gate_failed"
    ) {
        return Ok(());
    }
    let Some(application) = application(ledger, entry.record).await? else {
        return Ok(());
    };
    if application.status != Status::InProgress || application.group_ready().is_none() {
        return Ok(());
    }
    let permit = reaction_permit::<acts::React>(ISSUE, entry.record, &application)?;
    ledger
        .submit::<Applications, _>(&permit, entry.record, Issue, entry.key(ISSUE))
        .await?;
    Ok(())
}

/// After each event that may have completed what is to be served into an account, or opened that way.
async fn serve(ledger: &Ledger, entry: &Entry) -> Result<(), ReactionError> {
    if !matches!(
        entry.event_type.as_str(),
        "document_made" | "delivery_chosen" | "post_returned"
    ) {
        return Ok(());
    }
    let Some(application) = application(ledger, entry.record).await? else {
        return Ok(());
    };
    let documents = application.to_serve();
    if documents.is_empty() {
        return Ok(());
    }
    let permit = reaction_permit::<acts::React>(SERVE, entry.record, &application)?;
    ledger
        .submit::<Applications, _>(&permit, entry.record, Serve { documents }, entry.key(SERVE))
        .await?;
    Ok(())
}

async fn keep_terms(ledger: &Ledger, record: RecordId, at: Moment) -> Result<(), ReactionError> {
    let Some(application) = application(ledger, record).await? else {
        return Ok(());
    };
    let Some(subject) = application
        .subject(record)
        .filter(|_| application.status == Status::InProgress)
    else {
        return Ok(());
    };
    let permit: Permit<acts::EndStep> = permit(&Actor::timer(), &subject).map_err(denied)?;
    let key = timer_key(record, TERM_TIMER, at);
    ledger.submit::<Applications, _>(&permit, record, KeepTerms, key).await?;
    Ok(())
}

/// A term of the application has ended.
async fn timed_out<C>(ledger: &Ledger, record: RecordId, at: Moment, timer: &str, command: C) -> Result<(), ReactionError>
where
    C: CommandOf<Applications, Act = acts::EndStep>,
{
    let Some(application) = application(ledger, record).await? else {
        return Ok(());
    };
    let Some(subject) = application.subject(record) else {
        return Ok(());
    };
    let permit: Permit<acts::EndStep> = permit(&Actor::timer(), &subject).map_err(denied)?;
    let key = Key::derived(&["timer", timer, &record.to_string(), &at.0.to_string()]);
    ledger.submit::<Applications, _>(&permit, record, command, key).await?;
    Ok(())
}

async fn escalate(ledger: &Ledger, record: RecordId, at: Moment) -> Result<(), ReactionError> {
    let Some(application) = application(ledger, record).await? else {
        return Ok(());
    };
    let Some(subject) = application.subject(record) else {
        return Ok(());
    };
    let permit: Permit<acts::EndStep> = permit(&Actor::timer(), &subject).map_err(denied)?;
    let key = timer_key(record, ESCALATION_TIMER, at);
    ledger.submit::<Applications, _>(&permit, record, Escalate, key).await?;
    Ok(())
}

pub(crate) async fn application(ledger: &Ledger, record: RecordId) -> Result<Option<Arc<Application>>, ReactionError> {
    Ok(ledger.state::<Applications>(record).await?.map(|snapshot| snapshot.state))
}

pub(crate) fn reaction_permit<A: Act>(
    name: &'static str,
    record: RecordId,
    application: &Application,
) -> Result<Permit<A>, ReactionError> {
    let subject = application
        .subject(record)
        .ok_or_else(|| ReactionError::Failed("the application has not been submitted".into()))?;
    permit(&Actor::reaction(name), &subject).map_err(denied)
}

fn denied(denied: Denied) -> ReactionError {
    ReactionError::Failed(denied.to_string())
}
