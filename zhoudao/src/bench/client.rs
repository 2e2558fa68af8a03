//! The clients: a closed loop, each doing one thing at a time.

use std::collections::VecDeque;
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
/// Clients that sign in at a time: fewer than the attempts on one account that a city bears.
const SIGNING_IN_MAX: usize = 8;

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
    /// On none: they look at what lies at all departments.
    Looking,
}

/// That many clients of a target: each signed in by itself, or, where all work on one case, as the same people.
pub async fn gather<T: Target>(target: &T, work: &Work, clients: usize) -> anyhow::Result<Vec<T>> {
    let mut gathered = Vec::with_capacity(clients);
    if matches!(work, Work::Together(_) | Work::Looking) {
        let first = match work {
            Work::Looking => target.for_supervisor().await?,
            Work::Own(..) | Work::Together(_) => target.for_client(0).await?,
        };
        for _ in 1..clients {
            gathered.push(first.beside().await?);
        }
        gathered.push(first);
        return Ok(gathered);
    }
    let numbers: Vec<usize> = (0..clients).collect();
    for together in numbers.chunks(SIGNING_IN_MAX) {
        let mut signing_in = JoinSet::new();
        for number in together.iter().copied() {
            let target = target.clone();
            signing_in.spawn(async move { target.for_client(number).await });
        }
        while let Some(client) = signing_in.join_next().await {
            gathered.push(client??);
        }
    }
    Ok(gathered)
}

/// Lets clients work until the window is over, each on its own as fast as it is answered, and gives what they measured.
pub async fn drive<T: Target>(clients: Vec<T>, work: &Work, window: Window) -> anyhow::Result<Figures> {
    let mut running = JoinSet::new();
    for (number, target) in clients.into_iter().enumerate() {
        let client = Client::new(target, window, number);
        let work = work.clone();
        running.spawn(async move {
            match work {
                Work::Own(kind, numbers) => client.work_alone(kind, &numbers).await,
                Work::Together(hot) => client.work_together(&hot).await,
                Work::Looking => client.look().await,
            }
        });
    }
    let mut all = Figures::default();
    while let Some(client) = running.join_next().await {
        all.add(client??);
    }
    Ok(all)
}

/// Has transitions begin at that rate, whoever is free; times count from the moment at which one should have begun.
pub async fn drive_at_rate<T: Target>(
    clients: Vec<T>,
    (kind, numbers): (Kind, Arc<AtomicU64>),
    per_second: f64,
    window: Window,
) -> anyhow::Result<Figures> {
    let began = Instant::now();
    let mut free: VecDeque<Turn<T>> = VecDeque::with_capacity(clients.len());
    for (number, target) in clients.into_iter().enumerate() {
        free.push_back(Turn {
            client: Client::new(target, window, number),
            case: None,
        });
    }
    let mut busy: JoinSet<anyhow::Result<Turn<T>>> = JoinSet::new();
    for arrival in 0_u64.. {
        let intended = began + Duration::from_secs_f64(arrival as f64 / per_second);
        if intended >= window.over {
            break;
        }
        tokio::time::sleep_until(intended.into()).await;
        while let Some(turn) = busy.try_join_next() {
            free.push_back(turn??);
        }
        let turn = match free.pop_front() {
            Some(turn) => turn,
            None => busy.join_next().await.ok_or_else(|| anyhow::anyhow!("no client"))???,
        };
        let numbers = Arc::clone(&numbers);
        busy.spawn(async move { turn.take(kind, &numbers, intended).await });
    }
    let mut all = Figures::default();
    while let Some(turn) = busy.join_next().await {
        free.push_back(turn??);
    }
    for turn in free {
        all.add(turn.client.figures);
    }
    Ok(all)
}

/// A client between two transitions of its case.
struct Turn<T> {
    client: Client<T>,
    case: Option<(Case, std::vec::IntoIter<Transition>)>,
}

impl<T: Target> Turn<T> {
    async fn take(mut self, kind: Kind, numbers: &AtomicU64, intended: Instant) -> anyhow::Result<Self> {
        let next = self.case.as_mut().and_then(|(case, left)| Some((*case, left.next()?)));
        let (case, transition) = match next {
            Some(next) => next,
            None => {
                let case = Case::new(kind, numbers.fetch_add(1, Ordering::Relaxed))?;
                let mut left = case.transitions().into_iter();
                let first = left.next().ok_or_else(|| anyhow::anyhow!("a case without transitions"))?;
                self.case = Some((case, left));
                (case, first)
            }
        };
        self.client.target.prepare(&case, transition).await?;
        self.client.step_since(&case, transition, intended).await?;
        self.client.read(&case, transition).await?;
        Ok(self)
    }
}

struct Client<T> {
    target: T,
    window: Window,
    done: u64,
    figures: Figures,
}

impl<T: Target> Client<T> {
    fn new(target: T, window: Window, number: usize) -> Self {
        Self {
            target,
            window,
            done: number as u64 * APART,
            figures: Figures::default(),
        }
    }

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

    async fn look(mut self) -> anyhow::Result<Figures> {
        while !self.window.is_over() {
            let began = Instant::now();
            self.target.overview().await?;
            let counts = self.window.counts(Instant::now());
            self.figures.transitions.push_if(counts, began.elapsed());
        }
        Ok(self.figures)
    }

    async fn step(&mut self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        self.target.prepare(case, transition).await?;
        self.step_since(case, transition, Instant::now()).await
    }

    async fn step_since(&mut self, case: &Case, transition: Transition, began: Instant) -> anyhow::Result<()> {
        self.target.perform(case, transition).await?;
        let ended = Instant::now();
        if self.window.counts(ended) {
            self.figures.transitions.push(ended.saturating_duration_since(began));
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
                target.prepare(&case, transition).await?;
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
