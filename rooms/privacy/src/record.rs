//! A request of a person about the own data. Pure; what was said is in the vault.

mod command;
mod event;
mod hindrance;
mod part;
pub mod plan;
mod refusal;
mod rules;
mod state;
mod wish;

use identity::RecordId;
use ledger::{Context, Decision, Record, Rows, Stamp, Table};

pub use command::{Answer, Ask, CarryOut, Command, EndGrace, Escalate, Hinder, Judgement, Lift, Open, TakeBack};
pub use event::{Event, Outcome};
pub use hindrance::Hindrance;
pub use part::{Part, UnknownPart};
pub use refusal::Refusal;
pub use rules::{ANSWER, CLOSING_DAYS, CORRECTED, LIMIT_DAYS, SAID, WORDS, WORDS_MAX, limit, once, opened_path};
pub use state::{Answered, DataRequest, Opening, Standing};
pub use wish::{Correction, ErasureGround, Wish};

/// The kind of record.
#[derive(Clone, Copy, Debug)]
pub enum DataRequests {}

impl Record for DataRequests {
    const KIND: &'static str = "data_request";
    const EVENT_VERSION: u32 = 1;

    type State = Option<DataRequest>;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &Self::State, command: Command, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
        match (state, command) {
            (None, Command::Ask(ask)) => rules::ask(*ask, context),
            (Some(_), Command::Ask(_)) => Err(Refusal::AskedBefore),
            (None, _) => Err(Refusal::NotAsked),
            (Some(request), Command::TakeBack(_)) => rules::take_back(request, context),
            (Some(request), Command::Answer(answer)) => rules::answer(request, *answer, context),
            (Some(request), Command::EndGrace(end)) => rules::end_grace(request, *end, context),
            (Some(request), Command::Hinder(hinder)) => rules::hinder(request, hinder, context),
            (Some(request), Command::Escalate(_)) => rules::escalate(request, context),
            (Some(request), Command::CarryOut(_)) => rules::carry_out(request, context),
            (Some(request), Command::Open(open)) => rules::open(request, &open, context),
            (Some(request), Command::Lift(_)) => rules::lift(request, context),
        }
    }

    fn apply(state: &mut Self::State, event: &Event, stamp: &Stamp) {
        state::apply(state, event, stamp);
    }

    fn tables() -> &'static [Table] {
        crate::views::TABLES
    }

    fn rows(id: RecordId, before: &Self::State, after: &Self::State, stamp: &Stamp, rows: &mut Rows) {
        crate::views::write(id, before.as_ref(), after.as_ref(), stamp, rows);
    }
}
