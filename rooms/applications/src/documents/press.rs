//! Where sheets become files: at once for whoever waits, and behind all other work for papers that nobody waits for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use document::{Fonts, Sheet};
use tokio::sync::{mpsc, oneshot};

use super::DocumentError;

/// How far the patient thread stands back, on the scale of `nice(1)`.
const NICENESS: i32 = 15;

/// Renders. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Press {
    fonts: Arc<Fonts>,
    patient: mpsc::UnboundedSender<Job>,
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
    /// Reads the fonts, and starts the patient thread; it ends with the last clone.
    pub(crate) fn open() -> std::io::Result<Self> {
        let fonts = Arc::new(Fonts::embedded());
        let (patient, mut waiting) = mpsc::unbounded_channel::<Job>();
        let own = Arc::clone(&fonts);
        let work = move || {
            // Of this thread alone, on Linux. Where that is not so, or not allowed, papers compete with pages.
            if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
                tracing::debug!(%error, "the patient thread is as urgent as others");
            }
            while let Some(Job { sheet, rendered }) = waiting.blocking_recv() {
                // A page that makes the program fail is no reason to make no other any more.
                if let Ok(pdf) = catch_unwind(AssertUnwindSafe(|| document::render(&sheet, &own))) {
                    // Whoever asked may have left.
                    let _ = rendered.send(pdf);
                }
            }
        };
        std::thread::Builder::new().name("patient-press".to_owned()).spawn(work)?;
        Ok(Self { fonts, patient })
    }

    /// The PDF of a sheet, made off the threads that answer requests.
    pub(crate) async fn pdf(&self, sheet: Sheet, pace: Pace) -> Result<Vec<u8>, DocumentError> {
        let rendered = match pace {
            Pace::AtOnce => self.at_once(sheet).await,
            Pace::WhenIdle => self.when_idle(sheet).await,
        };
        rendered
            .ok_or_else(|| DocumentError::Template("rendering failed unexpectedly".to_owned()))?
            .map_err(|unwritable| DocumentError::Template(unwritable.to_string()))
    }

    async fn at_once(&self, sheet: Sheet) -> Option<Rendered> {
        let fonts = Arc::clone(&self.fonts);
        tokio::task::spawn_blocking(move || document::render(&sheet, &fonts))
            .await
            .ok()
    }

    async fn when_idle(&self, sheet: Sheet) -> Option<Rendered> {
        let (rendered, answer) = oneshot::channel();
        self.patient.send(Job { sheet, rendered }).ok()?;
        answer.await.ok()
    }
}
