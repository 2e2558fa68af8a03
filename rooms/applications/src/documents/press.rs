//! Where sheets become files: at once for whoever waits, and behind all other work for papers that nobody waits for.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use crew::{Crew, Pace};
use document::{Fonts, Sheet};

use super::DocumentError;

/// Renders. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Press {
    fonts: Arc<Fonts>,
    urgent: Crew,
    patient: Crew,
}

impl Press {
    /// Reads the fonts, and starts the threads; they end with the last clone.
    pub(crate) fn open() -> std::io::Result<Self> {
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Ok(Self {
            fonts: Arc::new(Fonts::embedded()),
            urgent: Crew::open("press", processors, Pace::AtOnce)?,
            patient: Crew::open("patient-press", 1, Pace::WhenIdle)?,
        })
    }

    /// The PDF of a sheet.
    pub(crate) async fn pdf(&self, sheet: Sheet, pace: Pace) -> Result<Vec<u8>, DocumentError> {
        let crew = match pace {
            Pace::AtOnce => &self.urgent,
            Pace::WhenIdle => &self.patient,
        };
        let fonts = Arc::clone(&self.fonts);
        crew.done(move || document::render(&sheet, &fonts))
            .await
            .ok_or_else(|| DocumentError::Template("rendering failed unexpectedly".to_owned()))?
            .map_err(|unwritable| DocumentError::Template(unwritable.to_string()))
    }
}
