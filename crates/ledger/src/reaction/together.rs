//! Many things at a time: those of each record in their order, or all in any.

use std::collections::HashMap;
use std::future::Future;

use identity::RecordId;
use tokio::task::JoinSet;

use super::attempt::Stopped;

/// How many records are worked on at a time, or how many things in any order, so that they share commits.
const TOGETHER_MAX: usize = 16;

/// Works through the things of each record in order.
pub(crate) async fn by_record<T, Working>(
    things: Vec<(RecordId, T)>,
    work: impl Fn(RecordId, T) -> Working + Clone + Send + 'static,
) -> Result<(), Stopped>
where
    T: Send + 'static,
    Working: Future<Output = Result<(), Stopped>> + Send,
{
    through(grouped(things), work).await
}

/// Works through things none of which depends on another.
pub(crate) async fn in_any_order<T, Working>(
    things: Vec<(RecordId, T)>,
    work: impl Fn(RecordId, T) -> Working + Clone + Send + 'static,
) -> Result<(), Stopped>
where
    T: Send + 'static,
    Working: Future<Output = Result<(), Stopped>> + Send,
{
    let alone = things.into_iter().map(|(record, thing)| (record, vec![thing]));
    through(alone.collect(), work).await
}

async fn through<T, Working>(
    groups: Vec<(RecordId, Vec<T>)>,
    work: impl Fn(RecordId, T) -> Working + Clone + Send + 'static,
) -> Result<(), Stopped>
where
    T: Send + 'static,
    Working: Future<Output = Result<(), Stopped>> + Send,
{
    let mut waiting = groups.into_iter();
    let mut running = JoinSet::new();
    loop {
        while running.len() < TOGETHER_MAX
            && let Some((record, things)) = waiting.next()
        {
            let work = work.clone();
            running.spawn(async move {
                for thing in things {
                    work(record, thing).await?;
                }
                Ok(())
            });
        }
        match running.join_next().await {
            None => return Ok(()),
            Some(Ok(Ok(()))) => {}
            // A task that panicked has left its record behind: it is done again after the next start.
            Some(Ok(Err(Stopped)) | Err(_)) => return Err(Stopped),
        }
    }
}

fn grouped<T>(things: Vec<(RecordId, T)>) -> Vec<(RecordId, Vec<T>)> {
    let mut places = HashMap::new();
    let mut groups: Vec<(RecordId, Vec<T>)> = Vec::new();
    for (record, thing) in things {
        let place = *places.entry(record).or_insert_with(|| {
            groups.push((record, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(thing);
    }
    groups
}
