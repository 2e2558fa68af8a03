//! The clients: a closed loop, each doing one thing at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::case::{Case, Kind, Transition};
use super::figures::Figures;
use super::hot::Hot;
use super::target::Target;

/// A todo list is read after every so many transitions.
const TODO_EVERY: u64 = 4;
/// A case is looked at after every so many.
const DETAIL_EVERY: u64 = 20;
/// The dashboard is read after every so many.
const DASHBOARD_EVERY: u64 = 100;
/// Clients do not begin in step.
const APART: u64 = 7;

/// From when to when clients work, and from when on it is counted.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    counted_from: Instant,
    over: Instant,
}

impl Window {
    /// From now.
    pub fn new(warm_up: Duration, counted: Duration) -> Self {
        let counted_from = Instant::now() + warm_up;
        Self {
            counted_from,
            over: counted_from + counted,
        }
    }

    /// When counting begins.
    pub fn counted_from(self) -> Instant {
        self.counted_from
    }

    /// When it ends.
    pub fn over(self) -> Instant {
        self.over
    }

    fn is_over(self) -> bool {
        Instant::now() >= self.over
    }

    fn counts(self, at: Instant) -> bool {
        (self.counted_from..self.over).contains(&at)
    }
}

/// Which cases the clients work on.
#[derive(Clone)]
pub enum Work {
    /// Each on cases of its own, numbered from a common counter.
    Own(Kind, Arc<AtomicU64>),
    /// All on the same.
    Together(Arc<Hot>),
}

/// Lets that many clients work until the window is over, and gives what they measured.
pub async fn drive<T: Target>(target: &T, work: &Work, clients: usize, window: Window) -> anyhow::Result<Figures> {
    let mut running = JoinSet::new();
    for client in 0..clients {
        let client = Client {
            target: target.clone(),
            window,
            done: client as u64 * APART,
            figures: Figures::default(),
        };
        let work = work.clone();
        running.spawn(async move {
            match work {
                Work::Own(kind, numbers) => client.work_alone(kind, &numbers).await,
                Work::Together(hot) => client.work_together(&hot).await,
            }
        });
    }
    let mut all = Figures::default();
    while let Some(client) = running.join_next().await {
        all.add(client??);
    }
    Ok(all)
}

struct Client<T> {
    target: T,
    window: Window,
    done: u64,
    figures: Figures,
}

impl<T: Target> Client<T> {
    async fn work_alone(mut self, kind: Kind, numbers: &AtomicU64) -> anyhow::Result<Figures> {
        loop {
            let case = Case::new(kind, numbers.fetch_add(1, Ordering::Relaxed))?;
            for transition in case.transitions() {
                if self.window.is_over() {
                    return Ok(self.figures);
                }
                self.step(&case, transition).await?;
                self.read(&case, transition).await?;
            }
        }
    }

    async fn work_together(mut self, hot: &Hot) -> anyhow::Result<Figures> {
        while let Some((case, transition)) = hot.next(self.window).await {
            self.step(&case, transition).await?;
            hot.finished(transition)?;
            self.read(&case, transition).await?;
        }
        Ok(self.figures)
    }

    async fn step(&mut self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        let began = Instant::now();
        self.target.perform(case, transition).await?;
        let ended = Instant::now();
        if self.window.counts(ended) {
            self.figures.transitions.push(ended - began);
        }
        self.target.follow(case, transition).await?;
        self.done += 1;
        Ok(())
    }

    async fn read(&mut self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        if self.done.is_multiple_of(TODO_EVERY) {
            let began = Instant::now();
            let tasks = self.target.todo(transition.department()).await?;
            anyhow::ensure!(
                tasks.is_sorted_by_key(|task| task.due),
                "a todo list is not ordered by due day"
            );
            anyhow::ensure!(
                tasks.iter().all(|task| !task.title.is_empty()),
                "a task does not say of which case it is"
            );
            self.figures.todo.push_if(self.window.counts(Instant::now()), began.elapsed());
        }
        if self.done.is_multiple_of(DETAIL_EVERY) {
            let began = Instant::now();
            let detail = self.target.detail(case).await?;
            anyhow::ensure!(detail.entries > 0, "a case does not show what was acknowledged");
            self.figures
                .detail
                .push_if(self.window.counts(Instant::now()), began.elapsed());
        }
        if self.done.is_multiple_of(DASHBOARD_EVERY) {
            let began = Instant::now();
            let loads = self.target.dashboard().await?;
            anyhow::ensure!(!loads.is_empty(), "the dashboard is empty");
            anyhow::ensure!(
                loads.iter().all(|load| load.late <= load.open),
                "more tasks are late than open"
            );
            self.figures
                .dashboard
                .push_if(self.window.counts(Instant::now()), began.elapsed());
        }
        Ok(())
    }
}

/// Has cases brought as far as told, by that many clients at a time, and tells how it goes on.
pub async fn bring<T: Target>(
    target: &T,
    cases: impl Iterator<Item = Case>,
    transitions: impl Fn(&Case) -> Vec<Transition> + Clone + Send + Sync + 'static,
    clients: usize,
    mut told: impl FnMut(u64),
) -> anyhow::Result<()> {
    let mut running = JoinSet::new();
    let mut brought = 0;
    for case in cases {
        if running.len() == clients
            && let Some(one) = running.join_next().await
        {
            one??;
            brought += 1;
            told(brought);
        }
        let (target, transitions) = (target.clone(), transitions.clone());
        running.spawn(async move {
            for transition in transitions(&case) {
                target.perform(&case, transition).await?;
                target.follow(&case, transition).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(one) = running.join_next().await {
        one??;
    }
    Ok(())
}
