//! The record of what was declared about the days of a city and its regions. Pure; one record a city.

mod command;
mod event;
mod refusal;
mod rules;
mod state;

use identity::{RecordId, RegionCode};
use ledger::{Context, Decision, Record, Rows, Stamp};
use sha2::{Digest, Sha256};

pub use command::{Declare, DeclareCommand, TakeBack};
pub use event::DaysEvent;
pub use refusal::DaysRefusal;
pub use rules::{GROUND_LENGTH_MAX, REASON_LENGTH_MAX};
pub use state::{Change, DayChange, Declaration, Declared, changed_days};

/// The kind of record; its state is what was [`Declared`].
#[derive(Clone, Copy, Debug)]
pub enum Days {}

/// The record of a city.
#[must_use]
pub fn record_of(city: RegionCode) -> RecordId {
    let digest = Sha256::digest(format!("zhoudao-days:{city}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId::from_bytes(bytes)
}

impl Record for Days {
    const KIND: &'static str = "days";
    const EVENT_VERSION: u32 = 1;

    type State = Declared;
    type Command = DeclareCommand;
    type Event = DaysEvent;
    type Refusal = DaysRefusal;

    fn decide(state: &Declared, command: DeclareCommand, context: &mut Context<'_>) -> Result<Decision<DaysEvent>, DaysRefusal> {
        match command {
            DeclareCommand::Declare(command) => rules::declare(state, command, context),
            DeclareCommand::TakeBack(command) => rules::take_back(state, &command, context),
        }
    }

    fn apply(state: &mut Declared, event: &DaysEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn rows(_: RecordId, _: &Declared, _: &Declared, _: &Stamp, _: &mut Rows) {}
}
