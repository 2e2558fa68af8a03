//! Where sheets become files: at once for whoever waits, and behind all other work for papers that nobody waits for.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use document::{Fonts, Sheet};
use tokio::sync::{mpsc, oneshot};

use super::DocumentError;

/// How far the patient thread stands back, on the scale of `nice(1)`.
const NICENESS: i32 = 15;

/// Renders. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Press {
    urgent: Queue,
    patient: Queue,
}

/// Who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Somebody.
    AtOnce,
    /// Nobody: what people wait for has the processors first.
    WhenIdle,
}

struct Job {
    sheet: Sheet,
    rendered: oneshot::Sender<Rendered>,
}

type Rendered = Result<Vec<u8>, document::Unwritable>;

impl Press {
    /// Reads the fonts, and starts the threads; they end with the last clone.
    pub(crate) fn open() -> std::io::Result<Self> {
        let fonts = Arc::new(Fonts::embedded());
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Ok(Self {
            urgent: Queue::open("press", processors, Pace::AtOnce, &fonts)?,
            patient: Queue::open("patient-press", 1, Pace::WhenIdle, &fonts)?,
        })
    }

    /// The PDF of a sheet, made off the threads that answer requests.
    pub(crate) async fn pdf(&self, sheet: Sheet, pace: Pace) -> Result<Vec<u8>, DocumentError> {
        let queue = match pace {
            Pace::AtOnce => &self.urgent,
            Pace::WhenIdle => &self.patient,
        };
        queue
            .render(sheet)
            .await
            .ok_or_else(|| DocumentError::Template("rendering failed unexpectedly".to_owned()))?
            .map_err(|unwritable| DocumentError::Template(unwritable.to_string()))
    }
}

/// Sheets that wait for a few threads of their own. More at once would not be faster, and each thread keeps the memory of the largest paper
/// that it has made.
#[derive(Clone)]
struct Queue(mpsc::UnboundedSender<Job>);

impl Queue {
    fn open(name: &str, threads: usize, pace: Pace, fonts: &Arc<Fonts>) -> std::io::Result<Self> {
        let (waiting, jobs) = mpsc::unbounded_channel::<Job>();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..threads {
            let (jobs, fonts) = (Arc::clone(&jobs), Arc::clone(fonts));
            let work = move || {
                if pace == Pace::WhenIdle {
                    stand_back();
                }
                while let Some(job) = next(&jobs) {
                    set(job, &fonts);
                }
            };
            thread::Builder::new().name(name.to_owned()).spawn(work)?;
        }
        Ok(Self(waiting))
    }

    async fn render(&self, sheet: Sheet) -> Option<Rendered> {
        let (rendered, answer) = oneshot::channel();
        self.0.send(Job { sheet, rendered }).ok()?;
        answer.await.ok()
    }
}

fn next(jobs: &Mutex<mpsc::UnboundedReceiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}

/// A page that makes the program fail is no reason to make no other any more.
fn set(Job { sheet, rendered }: Job, fonts: &Fonts) {
    if let Ok(pdf) = catch_unwind(AssertUnwindSafe(|| document::render(&sheet, fonts))) {
        // Whoever asked may have left.
        let _ = rendered.send(pdf);
    }
}

/// Of this thread alone, on Linux. Where that is not so, or not allowed, papers compete with pages.
fn stand_back() {
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "the patient thread is as urgent as others");
    }
}
