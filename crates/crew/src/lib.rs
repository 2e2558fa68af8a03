//! A few threads of their own for work that takes long or much memory: reading the log, setting papers, hashing passwords.
//!
//! More at once would not be faster. And a thread keeps the memory of the largest work that it has
//! done: spread over the many threads on which a runtime lets things wait, that would be everybody's largest work at once.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{mpsc, oneshot};

/// How far a patient crew stands back, on the scale of `nice(1)`.
const NICENESS: i32 = 15;

type Work = Box<dyn FnOnce() + Send>;

/// Threads that take work in the order in which it comes. They end with the last clone, after what was given to them.
#[derive(Clone, Debug)]
pub struct Crew(mpsc::UnboundedSender<Work>);

/// Who waits for the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Somebody.
    AtOnce,
    /// Nobody: what people wait for has the processors first.
    WhenIdle,
}

impl Crew {
    /// That many threads, at least one.
    ///
    /// # Errors
    /// When the machine gives no thread.
    pub fn open(name: &str, threads: usize, pace: Pace) -> io::Result<Self> {
        let (crew, waiting) = mpsc::unbounded_channel::<Work>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            let waiting = Arc::clone(&waiting);
            let work = move || {
                if pace == Pace::WhenIdle {
                    stand_back();
                }
                while let Some(work) = next(&waiting) {
                    // What makes the program fail is no reason to do nothing else any more; whoever waits is told.
                    let _ = catch_unwind(AssertUnwindSafe(work));
                }
            };
            thread::Builder::new().name(name.to_owned()).spawn(work)?;
        }
        Ok(Self(crew))
    }

    /// Has something done; none if it panicked. It is done even if nobody waits for it any more.
    pub async fn done<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (tell, told) = oneshot::channel();
        let work = move || {
            // Whoever asked may have left.
            let _ = tell.send(work());
        };
        self.0.send(Box::new(work)).ok()?;
        told.await.ok()
    }
}

fn next(waiting: &Mutex<mpsc::UnboundedReceiver<Work>>) -> Option<Work> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}

/// Of this thread alone, on Linux. Where that is not so, or not allowed, it is as urgent as others.
fn stand_back() {
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "a patient thread is as urgent as others");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[tokio::test]
    async fn work_is_done_on_the_crews_own_threads() {
        let crew = Crew::open("crew", 2, Pace::AtOnce).unwrap();
        let mut threads = HashSet::new();
        for _ in 0..20 {
            threads.insert(crew.done(|| thread::current().id()).await.unwrap());
        }
        assert!((1..=2).contains(&threads.len()), "{threads:?}");
        assert!(!threads.contains(&thread::current().id()));
    }

    #[tokio::test]
    async fn what_panics_is_told_and_holds_up_nothing_else() {
        let crew = Crew::open("crew", 1, Pace::WhenIdle).unwrap();
        assert_eq!(crew.done(|| -> u32 { panic!("out of paper") }).await, None);
        assert_eq!(crew.done(|| 7).await, Some(7));
    }

    #[test]
    fn what_was_asked_for_is_done_though_whoever_asked_has_left() {
        let (done, was_done) = std::sync::mpsc::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let crew = Crew::open("crew", 1, Pace::AtOnce).unwrap();
            let asking = crew.done(move || done.send(()).unwrap());
            tokio::select! {
                biased;
                _ = asking => {}
                () = std::future::ready(()) => {}
            }
        });
        was_done.recv().unwrap();
    }
}
