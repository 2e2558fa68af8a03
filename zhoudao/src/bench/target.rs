//! What the clients drive: the city as it ships, or the floor.

use std::future::Future;

use super::case::{Case, Transition};

/// Keeps cases. Every write has been synced to the disk when it is answered; every read sees what was answered before.
pub trait Target: Clone + Send + Sync + 'static {
    /// The same as one client uses it; where clients sign in, this one has.
    fn for_client(&self, number: usize) -> impl Future<Output = anyhow::Result<Self>> + Send {
        let (same, _) = (self.clone(), number);
        async { Ok(same) }
    }

    /// A further client, as whom this one has signed in: whoever claimed a step has to go on with it.
    fn beside(&self) -> impl Future<Output = anyhow::Result<Self>> + Send {
        let same = self.clone();
        async { Ok(same) }
    }

    /// A client who watches over everything.
    fn for_supervisor(&self) -> impl Future<Output = anyhow::Result<Self>> + Send {
        let same = self.clone();
        async { Ok(same) }
    }

    /// The process that does the work, where it is another one than this.
    fn process(&self) -> Option<u32> {
        None
    }

    /// Does what comes before a transition and is none of the workload: time passes, nothing is counted.
    fn prepare(&self, case: &Case, transition: Transition) -> impl Future<Output = anyhow::Result<()>> + Send {
        let _ = (case, transition);
        async { Ok(()) }
    }

    /// Does one transition.
    fn perform(&self, case: &Case, transition: Transition) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// Does what follows from a transition and is none of the workload: time passes, nothing is counted.
    fn follow(&self, case: &Case, transition: Transition) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// The first open tasks of a department by due day.
    fn todo(&self, department: u8) -> impl Future<Output = anyhow::Result<Vec<Task>>> + Send;

    /// One case with its tasks, materials and full history.
    fn detail(&self, case: &Case) -> impl Future<Output = anyhow::Result<Detail>> + Send;

    /// How much is open and how much late at each department.
    fn dashboard(&self) -> impl Future<Output = anyhow::Result<Vec<Load>>> + Send;

    /// The same as whoever watches over everything sees it.
    fn overview(&self) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { self.dashboard().await.map(|_| ()) }
    }
}

/// How many tasks a todo list shows.
pub const TODO_ROWS: u32 = 20;

/// A line of a todo list.
#[derive(Clone, Debug)]
pub struct Task {
    /// The due day, in days since 1970.
    pub due: i32,
    /// What its case is called.
    pub title: String,
}

/// How much a case page has to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// Tasks, with the words of those that are done.
    pub tasks: usize,
    /// Materials, each with its name.
    pub materials: usize,
    /// Entries of the history.
    pub entries: usize,
    /// Words read: opinions, requests, names.
    pub characters: usize,
}

/// What lies at a department.
#[derive(Clone, Debug)]
pub struct Load {
    /// Open tasks.
    pub open: u32,
    /// Those past their day.
    pub late: u32,
}
