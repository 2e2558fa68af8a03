//! Many things at a time: those of each record in their order, or all in any.

use std::collections::HashMap;
use std::future::Future;

use identity::RecordId;
use tokio::task::JoinSet;

use super::attempt::Stopped;

/// How many groups are worked on at a time, so that they share commits.
const GROUPS_MAX: usize = 16;

/// Things that are done one after the other.
pub(crate) type Group<T> = (RecordId, Vec<T>);

/// The things of each record, in their order.
pub(crate) fn by_record<T>(things: Vec<(RecordId, T)>) -> Vec<Group<T>> {
    let mut places = HashMap::new();
    let mut groups: Vec<Group<T>> = Vec::new();
    for (record, thing) in things {
        let place = *places.entry(record).or_insert_with(|| {
            groups.push((record, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(thing);
    }
    groups
}

/// Things none of which depends on another.
pub(crate) fn in_any_order<T>(things: Vec<(RecordId, T)>) -> Vec<Group<T>> {
    things.into_iter().map(|(record, thing)| (record, vec![thing])).collect()
}

/// Works through groups, many at a time.
pub(crate) async fn work_through<T, Working>(
    groups: Vec<Group<T>>,
    work: impl Fn(RecordId, T) -> Working + Clone + Send + 'static,
) -> Result<(), Stopped>
where
    T: Send + 'static,
    Working: Future<Output = Result<(), Stopped>> + Send,
{
    let mut waiting = groups.into_iter();
    let mut running = JoinSet::new();
    loop {
        while running.len() < GROUPS_MAX
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
            // A task that panicked has left its group behind: it is done again after the next start.
            Some(Ok(Err(Stopped)) | Err(_)) => return Err(Stopped),
        }
    }
}
