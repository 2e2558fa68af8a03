//! A year of history for a demonstration city: invented people live through it by the same commands, permits, reactions and
//! timers as everybody, under a clock that begins a year ago and ends now.
//!
//! It is a discrete-event simulation. [`agenda`] says who does something next; [`year`] sets the clock to that moment, has it
//! done, lets follow what follows, and looks at what has changed: [`desk`] and [`applicant`] then see from the state of an
//! application what they have to do, and when. Everything by chance comes from a seed: same seed, same year.

mod agenda;
mod applicant;
mod arrivals;
mod cast;
mod chance;
mod clock;
mod desk;
mod filing;
mod folder;
mod forms;
mod invention;
mod kept;
mod life;
mod office;
mod papers;
mod progress;
mod shares;
mod world;
mod year;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use calendar::Moment;

use crate::city::Foundation;
use crate::demo;
use crate::gateways::Ways;
use crate::stored::Stored;
use folder::Unfinished;
use life::Life;

pub use chance::Chance;
pub use clock::HistoryClock;
pub use folder::{do_without, is_city, take_over};
pub use kept::Kept;
pub use progress::Progress;
pub use shares::APPLICATIONS_DEFAULT;
pub use world::World;
pub use year::{Going, Year};

/// What history is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How many applications.
    pub applications: u32,
    /// Where chance begins.
    pub seed: u64,
    /// Days between its first moment and its last.
    pub days: i32,
    /// Its last moment.
    pub until: Moment,
}

/// A year.
pub const DAYS: i32 = 365;

/// Makes a city that has lived through a history in a data folder that holds none. Until it is whole, it lies in a folder of
/// its own: whoever interrupts it finds nothing half done.
///
/// # Errors
/// When the folder cannot be used, another program makes a city in it, or the city refuses something.
pub async fn make(data: &Path, address: &str, wish: &Wish) -> anyhow::Result<()> {
    let unfinished = Unfinished::begin(data)?;
    live_through(unfinished.path(), address, wish).await?;
    unfinished.finish()
}

/// Lives through it in that folder, and answers whose lives they were.
async fn live_through(folder: &Path, address: &str, wish: &Wish) -> anyhow::Result<Vec<Life>> {
    let clock = Arc::new(HistoryClock::new(wish.first()));
    let options = Stored::default()
        .options(folder)?
        .with_clock(Arc::clone(&clock) as _)
        .syncing_when_closed();
    let sample = Arc::new(demo::sample()?);
    let city = Foundation::open(folder, options, address, Some(Arc::clone(&sample)), &Ways::None).await?;
    let ledger = city.ledger.clone();
    let mut year = Year::begin(Kept::safe(city), &clock, &sample, wish).await?;
    let mut progress = Progress::new(wish);
    let lived = year.live(&mut progress).await;
    let ended = match lived {
        Ok(()) => year.end().await,
        Err(error) => Err(error),
    };
    progress.end();
    ledger.close().await;
    ended
}

impl Wish {
    /// Its first moment: midnight, as the day is as long as any.
    pub fn first(&self) -> Moment {
        Moment::at(self.until.day().plus(-self.days), 0, 0)
    }
}
